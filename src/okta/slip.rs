//! What can be wrong with a typed issuer: slips that are corrected, and what is refused.

/// Something that was corrected, or that is suspicious, about a typed issuer. The slug of its finding is `issuer.<name>`.
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
    /// A path was given where a provider's host alone is asked for.
    HostAlone,
}

/// Why what was typed cannot be an issuer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssuerRefusal {
    /// Nothing was typed.
    #[error("the issuer is empty")]
    Empty,
    /// A documentation's placeholder, `https://{yourOktaDomain}`.
    #[error("the issuer is a placeholder")]
    Placeholder,
    /// `http` to a host that is not this computer.
    #[error("the issuer is not https")]
    NotHttps,
    /// The host ends with `.com.com`.
    #[error("the host ends with .com.com")]
    DoubledCom,
    /// Not an address.
    #[error("the issuer is not an address")]
    NotAUrl,
    /// A user name or password stands in the address.
    #[error("the issuer holds credentials")]
    Credentials,
    /// A query or a fragment, which an issuer never has (Discovery 1.0 §2).
    #[error("the issuer has a query or a fragment")]
    QueryOrFragment,
}
