//! What can be wrong with a typed issuer: slips that are corrected, and what is refused. Names only; the words are found by them.

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

impl Slip {
    /// The name under which the words for the slip stand.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AdminHost => "admin_host",
            Self::DiscoveryUrl => "discovery_url",
            Self::TrailingSlash => "trailing_slash",
            Self::EndpointPrefix => "endpoint_prefix",
            Self::Pasted => "pasted",
            Self::NoScheme => "no_scheme",
            Self::PagePath => "page_path",
            Self::HostAlone => "host_alone",
        }
    }
}

/// Why what was typed cannot be an issuer. The words stand under `issuer_refusal.<name>`.
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

impl IssuerRefusal {
    /// The name under which its words stand.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Placeholder => "placeholder",
            Self::NotHttps => "not_https",
            Self::DoubledCom => "doubled_com",
            Self::NotAUrl => "not_a_url",
            Self::Credentials => "credentials",
            Self::QueryOrFragment => "query_or_fragment",
        }
    }
}
