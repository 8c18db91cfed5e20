//! Reading what a token endpoint answered: tokens, or why there are none.

use serde_json::{Map, Value as Json};

use super::{TokenError, Tokens, replay};
use crate::base::{Answer, Secret};

/// Reads a token answer (RFC 6749 §5.1 and §5.2, Core §3.1.3.3).
///
/// Errors are read in OAuth's shape (`error`) and in Okta's (`errorCode`). `openidconnect` reads every success too, so
/// that what it would stumble over is not called good here.
pub fn read(answer: &Answer) -> Result<Tokens, TokenError> {
    let parsed = serde_json::from_str::<Map<String, Json>>(answer.body.reveal());
    let members = match parsed {
        Ok(members) => members,
        Err(_) if !answer.is_success() => return Err(TokenError::Http { status: answer.status }),
        Err(cause) => return Err(TokenError::NotJson(where_it_broke(&cause))),
    };
    if let Some(refused) = refusal(answer.status, &members) {
        return Err(refused);
    }
    if !answer.is_success() {
        return Err(TokenError::Http { status: answer.status });
    }
    let tokens = tokens(&members)?;
    match replay::objection(answer, &as_replayed(members)) {
        Some(objection) => Err(TokenError::NotJson(objection)),
        None => Ok(tokens),
    }
}

/// The hint that names a refresh token (RFC 7009 §2.1).
pub const REFRESH_TOKEN: &str = "refresh_token";

/// Every token of an answer that can be revoked, with the hint that names its kind (RFC 7009 §2.1); also of an answer that
/// [`read`] refuses, since it was issued all the same.
pub fn issued(answer: &Answer) -> Vec<(Secret, &'static str)> {
    let members: Map<String, Json> = serde_json::from_str(answer.body.reveal()).unwrap_or_default();
    let text = |kind: &str| members.get(kind)?.as_str().filter(|text| !text.is_empty());
    [REFRESH_TOKEN, "access_token"]
        .into_iter()
        .filter_map(|kind| Some((Secret::from(text(kind)?), kind)))
        .collect()
}

/// The scopes that were granted, where the answer names them; one that names none granted those that were asked for
/// (RFC 6749 §5.1).
pub fn granted(answer: &Answer) -> Option<Vec<String>> {
    let members: Map<String, Json> = serde_json::from_str(answer.body.reveal()).ok()?;
    let named = members.get("scope")?.as_str()?;
    Some(named.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect())
}

/// The lifetime of the access token, where it stands there as text instead of as a number.
pub fn lifetime_as_text(answer: &Answer) -> Option<String> {
    let members: Map<String, Json> = serde_json::from_str(answer.body.reveal()).ok()?;
    members.get("expires_in")?.as_str().map(str::to_owned)
}

/// The reader's reason without the text it read, which may be a token.
fn where_it_broke(cause: &serde_json::Error) -> String {
    format!("no JSON object, line {}, column {}", cause.line(), cause.column())
}

fn refusal(status: u16, members: &Map<String, Json>) -> Option<TokenError> {
    let pair = |code: &str, sentence: &str| {
        let error = members.get(code)?.as_str()?.to_owned();
        let description = members.get(sentence).and_then(Json::as_str).map(str::to_owned);
        Some(TokenError::Refused { status, error, description })
    };
    pair("error", "error_description").or_else(|| pair("errorCode", "errorSummary"))
}

fn tokens(members: &Map<String, Json>) -> Result<Tokens, TokenError> {
    let text = |name: &str| members.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
    let secret = |name: &str| text(name).map(Secret::from);
    let access = secret("access_token").ok_or_else(|| TokenError::NotJson("no `access_token`".to_owned()))?;
    let kind = text("token_type").unwrap_or_default();
    if !kind.eq_ignore_ascii_case("bearer") {
        return Err(TokenError::NotBearer { seen: kind.to_owned() });
    }
    Ok(Tokens {
        access,
        id: secret("id_token"),
        refresh: secret("refresh_token"),
        expires_in: members.get("expires_in").and_then(seconds),
        scopes: text("scope").map(|scopes| scopes.split_whitespace().map(str::to_owned).collect()),
    })
}

/// A lifetime: a number, or one written as text, which most clients take as well (RFC 6749 §5.1 shows a number).
fn seconds(value: &Json) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// The answer as `openidconnect` is to see it: without the ID token, and with the lifetime as a number.
fn as_replayed(mut members: Map<String, Json>) -> String {
    members.remove("id_token");
    if let Some(lifetime) = members.get("expires_in").filter(|value| value.is_string()).and_then(seconds) {
        members.insert("expires_in".to_owned(), lifetime.into());
    }
    Json::Object(members).to_string()
}
