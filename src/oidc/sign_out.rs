//! Signing out at the provider (OpenID Connect RP-Initiated Logout 1.0 §2).

use url::Url;

use super::attempt::Attempt;
use super::discovery::Metadata;
use crate::base::{Request, Secret};

/// The request that ends the provider's session and asks to be sent to `return_to`; `None` where none is offered.
///
/// By POST, so that the ID token stands in no address, no history and no log of a server (§2, §6).
pub fn request(
    attempt: &Attempt,
    metadata: &Metadata,
    id_token: &Secret,
    return_to: &Url,
    state: Option<&Secret>,
) -> Option<Request> {
    let endpoint = metadata.end_session_endpoint.clone()?;
    let mut fields = vec![
        ("id_token_hint", id_token.reveal()),
        ("client_id", attempt.client_id.as_str()),
        ("post_logout_redirect_uri", return_to.as_str()),
    ];
    if let Some(state) = state {
        fields.push(("state", state.reveal()));
    }
    Some(Request::form(endpoint, &fields))
}
