//! Making answers: JSON in both of Okta's error shapes, pages, redirects, and the headers that every answer bears.

use serde_json::{Value as Json, json};

use super::refusal::Refusal;
use super::visit::Visit;
use crate::base::{Answer, Header, Method, Secret, Timestamp};

/// An answer with a status and nothing else yet.
pub(super) fn empty(status: u16, now: Timestamp) -> Answer {
    Answer { status, headers: Vec::new(), body: Secret::default(), at: now, elapsed_ms: 0 }
}

/// The same with one more header.
pub(super) fn with(mut answer: Answer, name: &str, value: &str) -> Answer {
    answer.headers.push(Header::new(name, value));
    answer
}

/// Text of some type.
pub(super) fn text(status: u16, kind: &str, body: impl Into<String>, now: Timestamp) -> Answer {
    let mut answer = with(empty(status, now), "content-type", kind);
    answer.body = Secret::new(body.into());
    answer
}

/// JSON.
pub(super) fn json(status: u16, value: &Json, now: Timestamp) -> Answer {
    text(status, "application/json", value.to_string(), now)
}

/// To another address, with `GET`.
pub(super) fn to(status: u16, location: &str, now: Timestamp) -> Answer {
    let line: String = location.chars().filter(|character| !character.is_control()).collect();
    with(empty(status, now), "location", &line)
}

/// A text of 16 letters as one number.
pub(super) fn number(text: &str) -> u128 {
    text.as_bytes().try_into().map(u128::from_be_bytes).unwrap_or_default()
}

impl Visit<'_> {
    /// A management-style error: `errorCode`, `errorSummary`.
    pub(super) fn summary(&mut self, status: u16, code: &str, sentence: &str) -> Answer {
        let value = json!({
            "errorCode": code, "errorSummary": sentence, "errorLink": code,
            "errorId": self.seeds.id("oae"), "errorCauses": [],
        });
        json(status, &value, self.now)
    }

    /// A refusal as JSON, noted in the System Log.
    pub(super) fn refuse(
        &mut self,
        event: &'static str,
        actor: &str,
        detail: &str,
        refusal: &Refusal,
    ) -> Answer {
        self.org.note_failure(self.now, event, refusal.reason, actor, detail);
        if refusal.summary_shape {
            return self.summary(refusal.status, refusal.error, &refusal.description);
        }
        let value = json!({ "error": refusal.error, "error_description": refusal.description });
        json(refusal.status, &value, self.now)
    }

    /// Nothing lives at this address.
    pub(super) fn not_found(&mut self, what: &str) -> Answer {
        let sentence = format!("Not found: Resource not found: {what}");
        self.summary(404, "E0000007", &sentence)
    }

    /// This address does not take this method.
    pub(super) fn wrong_method(&mut self) -> Answer {
        self.summary(405, "E0000022", "The endpoint does not support the provided HTTP method")
    }

    /// Too many requests, as the organization says it.
    pub(super) fn too_many(&mut self) -> Answer {
        let answer = self.summary(429, "E0000047", "API call exceeded rate limit due to too many requests.");
        with(answer, "x-rate-limit-remaining", "0")
    }

    /// Adds what every answer bears.
    pub(super) fn finish(&mut self, mut answer: Answer) -> Answer {
        let id = format!("{:032x}", number(&self.seeds.text(16)));
        answer.headers.push(Header::new("date", self.now.http_date()));
        answer.headers.push(Header::new("x-okta-request-id", id));
        // What anybody may read counts against no limit.
        if !self.is_document() {
            let limit = self.limit();
            if answer.header("x-rate-limit-remaining").is_none() {
                answer.headers.push(Header::new("x-rate-limit-remaining", limit.1.to_string()));
            }
            let reset = (self.now.seconds().div_euclid(60) + 1) * 60;
            answer.headers.push(Header::new("x-rate-limit-limit", limit.0.to_string()));
            answer.headers.push(Header::new("x-rate-limit-reset", reset.to_string()));
        }
        answer.headers.push(Header::new("accept-ch", "Sec-CH-UA-Platform-Version"));
        answer.headers.push(Header::new("p3p", "CP=\"HONK\""));
        answer.headers.push(Header::new("vary", "Origin"));
        answer.headers.push(Header::new("x-content-type-options", "nosniff"));
        if answer.header("cache-control").is_none() {
            answer.headers.push(Header::new("cache-control", "no-cache, no-store"));
        }
        if self.request.method == Method::Head {
            answer.body = Secret::default();
        }
        answer
    }

    /// Whether a document was asked for: discovery, the organization's, the keys.
    fn is_document(&self) -> bool {
        let path = self.request.url.path();
        path.contains("/.well-known/") || path.ends_with("/v1/keys")
    }

    /// The limit of the endpoint that was asked, and what is left of it.
    fn limit(&self) -> (u32, u32) {
        let path = self.request.url.path();
        let (most, (minute, count)) = if path.ends_with("/v1/authorize") {
            (self.org.authorize_limit, self.org.state.authorize_window)
        } else if path.starts_with("/api/v1/") {
            (self.org.api_limit, self.org.state.api_window)
        } else {
            return (2000, 1999);
        };
        let used = if minute == self.now.seconds().div_euclid(60) { count } else { 0 };
        (most, most.saturating_sub(used))
    }
}
