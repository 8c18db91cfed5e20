//! Every request that was made, so that a security team can find it in Okta's log: no query values, no headers, no bodies.

use serde::{Deserialize, Serialize};

use crate::base::untrusted::Shown;
use crate::base::{Exchange, Redactor};
use crate::diagnosis::Evidence;

/// How much of a header that came from outside is written.
const LONGEST_ID: usize = 100;

/// One request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestDocument {
    /// When it was sent.
    pub at: Shown,
    /// Its method.
    pub method: Shown,
    /// Its address, without the query.
    pub url: Shown,
    /// The answer's status; absent where no answer came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What Okta calls it in its log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub okta_request_id: Option<Shown>,
}

/// All requests behind the evidence, in the order in which they were sent.
pub(super) fn all(evidence: &Evidence, redactor: &Redactor) -> Vec<RequestDocument> {
    let mut exchanges: Vec<&Exchange> = evidence.exchanges().collect();
    exchanges.sort_by_key(|exchange| exchange.at);
    exchanges.into_iter().map(|exchange| document(exchange, redactor)).collect()
}

fn document(exchange: &Exchange, redactor: &Redactor) -> RequestDocument {
    let answer = exchange.answer();
    RequestDocument {
        at: Shown::of(&exchange.at.rfc3339()),
        method: Shown::of(exchange.request.method.as_str()),
        url: Shown::of(&redactor.clean(&exchange.request.shown_url())),
        status: answer.map(|answer| answer.status),
        okta_request_id: answer
            .and_then(|answer| answer.okta_request_id())
            .map(|id| Shown::up_to(&redactor.clean(id), LONGEST_ID)),
    }
}
