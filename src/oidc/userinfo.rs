//! The userinfo endpoint: asking with the access token in the header, and whose claims came back.

use serde_json::{Map, Value as Json};

use super::attempt::Attempt;
use super::claims::Claims;
use super::discovery::Metadata;
use super::judge::verifier;
use super::keys::KeySet;
use crate::base::{Answer, Request, Secret, Timestamp};

/// Why userinfo was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserinfoRefusal {
    /// An HTTP error.
    Http {
        /// The status.
        status: u16,
        /// What `WWW-Authenticate` or the body says, where it says something.
        error: Option<String>,
    },
    /// Not a JSON object.
    NotJson(String),
    /// Another subject than the ID token's (Core §5.3.2).
    SubjectMismatch {
        /// The ID token's `sub`.
        expected: String,
        /// Userinfo's, `None` when it has none.
        seen: Option<String>,
    },
    /// A signed answer whose signature or claims were refused.
    Signature(String),
}

/// The request, with the access token in the header and nowhere else (RFC 6750 §2.1); `None` where there is no endpoint.
pub fn request(metadata: &Metadata, access: &Secret) -> Option<Request> {
    let bearer = Secret::new(format!("Bearer {}", access.reveal()));
    metadata.userinfo_endpoint.clone().map(|url| Request::get(url).with_header("authorization", bearer))
}

/// Whether the claims that came back are this person's (Core §5.3.2, §5.3.4): plain JSON, or a signed token.
pub fn judge(
    answer: &Answer,
    id: &Claims,
    attempt: &Attempt,
    metadata: &Metadata,
    keys: &KeySet,
    now: Timestamp,
) -> Result<Claims, UserinfoRefusal> {
    if !answer.is_success() {
        return Err(UserinfoRefusal::Http { status: answer.status, error: said(answer) });
    }
    let body = answer.body.reveal();
    let claims = if is_signed(answer) {
        verifier::signed_userinfo(body.trim(), attempt, metadata, keys, now)
            .map_err(UserinfoRefusal::Signature)?
    } else {
        let parsed: Map<String, Json> = serde_json::from_str(body).map_err(|cause| {
            // The text itself is about a person, so only the place of the fault is told.
            UserinfoRefusal::NotJson(format!("line {}, column {}", cause.line(), cause.column()))
        })?;
        Claims(parsed)
    };
    let seen = claims.text("sub").filter(|subject| !subject.is_empty());
    match seen {
        Some(subject) if subject == id.subject() => Ok(claims),
        _ => Err(UserinfoRefusal::SubjectMismatch {
            expected: id.subject().to_owned(),
            seen: seen.map(str::to_owned),
        }),
    }
}

fn is_signed(answer: &Answer) -> bool {
    let kind = answer.header("content-type").unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/jwt")
}

/// What the endpoint says of its refusal: `WWW-Authenticate` (RFC 6750 §3), else either JSON shape.
fn said(answer: &Answer) -> Option<String> {
    if let Some(challenge) =
        answer.header("www-authenticate").filter(|challenge| !challenge.trim().is_empty())
    {
        return Some(challenge.to_owned());
    }
    let members: Map<String, Json> = serde_json::from_str(answer.body.reveal()).ok()?;
    let text = |name: &str| members.get(name).and_then(Json::as_str);
    let code = text("error").or_else(|| text("errorCode"))?;
    match text("error_description").or_else(|| text("errorSummary")) {
        Some(sentence) => Some(format!("{code}: {sentence}")),
        None => Some(code.to_owned()),
    }
}
