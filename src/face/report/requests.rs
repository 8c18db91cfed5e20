//! Every request that was made, so that a security team can find it in Okta's log: no query values, no headers, no bodies.

use serde::Serialize;

use crate::base::Exchange;
use crate::base::untrusted::visible_up_to;
use crate::doctor::Evidence;

/// How much of a header that came from outside is written.
const LONGEST_ID: usize = 100;

/// One request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestDocument {
    /// When it was sent.
    pub at: String,
    /// Its method.
    pub method: &'static str,
    /// Its address, without the query.
    pub url: String,
    /// The answer's status; absent where no answer came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What Okta calls it in its log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub okta_request_id: Option<String>,
}

/// All requests behind the evidence, in the order in which they were sent.
pub(super) fn all(evidence: &Evidence) -> Vec<RequestDocument> {
    let mut exchanges = exchanges(evidence);
    exchanges.sort_by_key(|exchange| exchange.at);
    exchanges.into_iter().map(document).collect()
}

/// Every exchange of the evidence.
pub(super) fn exchanges(evidence: &Evidence) -> Vec<&Exchange> {
    let before = [
        &evidence.organization,
        &evidence.discovery,
        &evidence.client_discovery,
        &evidence.keys,
        &evidence.pushed,
        &evidence.introspection,
        &evidence.bogus_code,
    ];
    let mut all: Vec<&Exchange> = before.into_iter().flatten().collect();
    all.extend(evidence.redirects.iter().map(|probe| &probe.exchange));
    all.extend(&evidence.request);
    if let Some(login) = &evidence.login {
        let during = [
            &login.silence_probe,
            &login.token,
            &login.second_keys,
            &login.userinfo,
            &login.refresh,
            &login.sign_out,
        ];
        all.extend(during.into_iter().flatten());
        all.extend(&login.revoked);
    }
    all
}

fn document(exchange: &Exchange) -> RequestDocument {
    let answer = exchange.answer();
    RequestDocument {
        at: exchange.at.rfc3339(),
        method: exchange.request.method.as_str(),
        url: exchange.request.shown_url(),
        status: answer.map(|answer| answer.status),
        okta_request_id: answer.and_then(|a| a.okta_request_id()).map(|id| visible_up_to(id, LONGEST_ID)),
    }
}
