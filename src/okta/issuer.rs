//! What a person types as issuer or organization, and the slips that can be mended.

/// Something that was mended, or that is suspicious, about a typed issuer. The slug of its finding is `issuer.<name>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// The host was the Admin Console's (`-admin`).
    AdminHost,
    /// The discovery document's address was given.
    DiscoveryUrl,
    /// A slash at the end.
    TrailingSlash,
    /// An endpoint, or the prefix of the endpoints (`/oauth2/v1`).
    EndpointPrefix,
    /// Spaces, line breaks, quotes or invisible characters around the value.
    Pasted,
    /// No scheme was given; https was assumed.
    NoScheme,
    /// A page's path of the organization's host (`/app/UserHome`) was cut off.
    PagePath,
}
