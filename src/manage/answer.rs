//! What Okta's management API answers, judged: the value, or why there is none and what can be done about it.
//!
//! An answer is judged by its status and Okta's own code (`E0000006`), never by a piece of a sentence.

use serde_json::Value as Json;

use crate::base::untrusted::visible_up_to;
use crate::base::words::{Message, message};
use crate::base::{Answer, Exchange};

/// As much of Okta's own sentence is shown, in characters.
const SENTENCE: usize = 300;

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The token is not valid, or not any more, or of another organization (401).
    TokenRefused,
    /// The role or the scopes do not reach so far (403).
    NotAllowed,
    /// It is not there, or this role may not see it: Okta answers the same (404).
    NotFound,
    /// The organization does not have the feature (401, `E0000015`).
    FeatureOff,
    /// The address does not take the request (405): mostly the host of the Admin Console.
    WrongHost,
    /// The organization says that it lives elsewhere: there.
    OtherHost(String),
    /// Too many requests, also after the waits (429).
    TooMany,
    /// Okta is broken or away (5xx), also when it was asked again.
    Away(u16),
    /// No answer came; the words say why.
    NoAnswer(Message),
    /// The answer is not what the API promises.
    Unreadable,
    /// The service app must prove that it holds a key with each request (DPoP), which is not done here.
    ProofWanted,
    /// The service app is not known, or its key is another one.
    ServiceRefused,
    /// The scope is not granted to the service app.
    ScopeRefused,
    /// More was there than is read: so many pages.
    TooLong,
    /// Another refusal, with Okta's own words.
    Other(u16, String),
}

impl Refusal {
    /// Whether nothing else needs to be asked either.
    pub(super) fn ends_all(&self) -> bool {
        matches!(
            self,
            Self::TokenRefused
                | Self::NoAnswer(_)
                | Self::WrongHost
                | Self::ProofWanted
                | Self::ServiceRefused
        )
    }

    /// What it means, as a sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::TokenRefused => message!("manage.refusal.token"),
            Self::NotAllowed => message!("manage.refusal.not_allowed"),
            Self::NotFound => message!("manage.refusal.not_found"),
            Self::FeatureOff => message!("manage.refusal.feature_off"),
            Self::WrongHost => message!("manage.refusal.wrong_host"),
            Self::OtherHost(home) => message!("manage.refusal.other_host", home = home),
            Self::TooMany => message!("manage.refusal.too_many"),
            Self::Away(status) => message!("manage.refusal.away", status = status),
            Self::NoAnswer(why) => message!("manage.refusal.no_answer", why = why),
            Self::Unreadable => message!("manage.refusal.unreadable"),
            Self::ProofWanted => message!("manage.refusal.proof_wanted"),
            Self::ServiceRefused => message!("manage.refusal.service"),
            Self::ScopeRefused => message!("manage.refusal.scope"),
            Self::TooLong => message!("manage.refusal.too_long"),
            Self::Other(status, said) => message!("manage.refusal.other", status = status, said = said),
        }
    }
}

/// The value that an exchange brought.
pub(super) fn judge(exchange: &Exchange) -> Result<Json, Refusal> {
    let answer = exchange.outcome.as_ref().map_err(|trouble| Refusal::NoAnswer(trouble.message()))?;
    let value: Option<Json> = serde_json::from_str(answer.body.reveal()).ok();
    if answer.status == 200 {
        return value.ok_or(Refusal::Unreadable);
    }
    Err(refusal(answer, &value.unwrap_or_default()))
}

fn refusal(answer: &Answer, value: &Json) -> Refusal {
    let code = value["errorCode"].as_str().unwrap_or_default();
    match (answer.status, code) {
        (401, "E0000015") => Refusal::FeatureOff,
        (401, _) => Refusal::TokenRefused,
        (403, _) => Refusal::NotAllowed,
        (404, "E0000007") => Refusal::NotFound,
        (405, _) => Refusal::WrongHost,
        (429, _) => Refusal::TooMany,
        (status @ 500..=599, _) => Refusal::Away(status),
        (status, _) => Refusal::Other(status, sentence(code, value)),
    }
}

/// Okta's own words: its code, and the causes, which say more than the summary.
fn sentence(code: &str, value: &Json) -> String {
    let causes = value["errorCauses"].as_array().into_iter().flatten();
    let causes: Vec<&str> = causes.filter_map(|cause| cause["errorSummary"].as_str()).collect();
    let summary = value["errorSummary"].as_str().unwrap_or_default();
    let said = if causes.is_empty() { summary.to_owned() } else { causes.join(" ") };
    visible_up_to(format!("{code} {said}").trim(), SENTENCE)
}

/// What the token endpoint answered: the access token, or why there is none (RFC 6749 §5.2).
pub(super) fn judge_token(exchange: &Exchange) -> Result<Json, Refusal> {
    let answer = exchange.outcome.as_ref().map_err(|trouble| Refusal::NoAnswer(trouble.message()))?;
    let value: Json = serde_json::from_str(answer.body.reveal()).map_err(|_| Refusal::Unreadable)?;
    if answer.status == 200 {
        return Ok(value);
    }
    Err(match (answer.status, value["error"].as_str().unwrap_or_default()) {
        (400, "invalid_dpop_proof" | "use_dpop_nonce") => Refusal::ProofWanted,
        (400, "invalid_scope") => Refusal::ScopeRefused,
        (400 | 401, "invalid_client" | "unauthorized_client") => Refusal::ServiceRefused,
        _ => refusal(answer, &value),
    })
}

/// How long to wait before the same request is made again, in milliseconds: until the limit is reset, by Okta's own clock
/// where the answer bears it, and a second more.
pub(super) fn wait_ms(answer: &Answer) -> u64 {
    let date = answer.header("date").and_then(crate::base::Timestamp::from_http_date).unwrap_or(answer.at);
    let reset = answer.header("x-rate-limit-reset").and_then(|seconds| seconds.trim().parse::<i64>().ok());
    let until_reset = reset.map(|reset| u64::try_from(reset - date.seconds()).unwrap_or_default());
    let seconds = until_reset.or_else(|| answer.retry_after()).unwrap_or(30);
    seconds.saturating_add(1).saturating_mul(1000)
}

/// The address of the next page, as Okta gives it (RFC 8288).
pub(super) fn next_page(answer: &Answer) -> Option<&str> {
    let told = answer.headers.iter().filter(|header| header.name == "link");
    let links = told.flat_map(|header| header.value.reveal().split(", <"));
    let next = links.into_iter().find(|link| link.contains("rel=\"next\""))?;
    next.trim_start_matches('<').split_once('>').map(|(address, _)| address)
}
