//! The token endpoint and its neighbours: exchanging the code, refreshing, revoking, looking up, and reading what comes back.
//!
//! It sends nothing. `openidconnect` builds the two requests that fetch tokens and reads their answers (in `replay`);
//! what else needs a client's credentials is built here by the same rules.

mod answer;
mod replay;
mod requests;

use serde::{Deserialize, Serialize};

pub use answer::{REFRESH_TOKEN, granted, issued, lifetime_as_text, read};
pub use replay::{exchange, refresh};
pub use requests::{authenticated_form, revoke};

use crate::base::Secret;

/// How the client authenticates (`token_endpoint_auth_method`, RFC 7591 §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// HTTP Basic with form-encoded credentials (RFC 6749 §2.3.1).
    #[default]
    ClientSecretBasic,
    /// Credentials in the form body.
    ClientSecretPost,
    /// A public client: the client ID in the body, no secret.
    None,
}

/// What the token endpoint issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// The access token.
    pub access: Secret,
    /// The ID token, where one came.
    pub id: Option<Secret>,
    /// The refresh token, where one came.
    pub refresh: Option<Secret>,
    /// `expires_in`, in seconds.
    pub expires_in: Option<i64>,
    /// The granted scopes, where they are named.
    pub scopes: Option<Vec<String>>,
}

/// Why a token answer was not usable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenError {
    /// The endpoint refused, with an OAuth error in either JSON shape.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The error code.
        error: String,
        /// The sentence.
        description: Option<String>,
    },
    /// An HTTP status without a readable OAuth error.
    Http {
        /// The HTTP status.
        status: u16,
    },
    /// A success that is not JSON or lacks `access_token`.
    NotJson(String),
    /// The token type is not Bearer.
    NotBearer {
        /// The token type.
        seen: String,
    },
}

/// Why a request could not be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the token request could not be built: {0}")]
pub struct Unbuildable(pub(super) String);
