//! What comes through the browser and the clipboard: requests at the listener, the provider's answer, pasted text.

use std::cell::LazyCell;

use crate::usher::base::Secret;
use crate::usher::io::{Limits, guard};
use crate::usher::oidc::callback;
use crate::usher::okta::issuer;
use tokio::runtime::{Builder, Runtime};
use url::Url;

use super::bench::{STATE, attempt, metadata};

thread_local! {
    static RUNTIME: LazyCell<Runtime> =
        LazyCell::new(|| Builder::new_current_thread().enable_time().build().expect("a runtime"));
}

/// A request of any program of this computer: read whole and clean, or refused.
pub(crate) fn request(data: &[u8]) {
    let limits = Limits::default();
    let mut stream = tokio::io::join(data, tokio::io::sink());
    let read = RUNTIME.with(|runtime| runtime.block_on(guard::read(&mut stream, &limits)));
    let Ok(incoming) = read else { return };
    let target = incoming.target.reveal();
    assert!(target.starts_with('/') && target.bytes().all(|byte| byte.is_ascii_graphic()), "{target:?}");
    assert!(incoming.body.reveal().len() <= limits.form, "a form has its cap");
    assert!(
        incoming.only("transfer-encoding").is_none(),
        "no body whose length two readers could see differently"
    );
    for header in &incoming.headers {
        let line = format!("{}{}", header.name, header.value.reveal());
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
    }
    let origin = Url::parse("http://localhost:8749/").expect("an address");
    if let Some(request) = incoming.into_request(&origin) {
        assert_eq!(request.url.origin(), origin.origin(), "a request stays at the address that it came to");
    }
}

/// The answer that the browser brings: taken only with this attempt's `state`, and never shown.
pub(crate) fn callback(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = callback::read(&text);
    if callback::accept(&read, &attempt(), &metadata()).is_ok() {
        let state = read.state.as_ref().map(Secret::reveal);
        assert_eq!(state, Some(STATE), "only this attempt's answer is taken");
        assert!(!read.repeated.iter().any(|name| name == "state"), "and only one that says it once");
    }
    let shown = format!("{read:?}");
    for secret in [&read.code, &read.state, &read.id_token].into_iter().flatten() {
        let telling = secret.chars() > 12 && !text_besides(&read).contains(secret.reveal());
        assert!(!telling || !shown.contains(secret.reveal()), "a secret shows");
    }
}

/// What of an answer is no secret and may be shown.
fn text_besides(read: &callback::Callback) -> String {
    format!("{:?}{:?}{:?}{:?}", read.error, read.error_description, read.iss, read.repeated)
}

/// What somebody pasted: as an issuer, as an organization, as the address where the browser ended.
pub(crate) fn pasted(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(corrected) = issuer::correct(&text) {
        // A host may end in a quoting mark, and a path in two discovery suffixes: one more correction is told like the first.
        let again = issuer::correct(&corrected.issuer);
        let silent = again.is_ok_and(|again| again.issuer != corrected.issuer && again.slips.is_empty());
        assert!(!silent, "nothing is changed without a word");
    }
    if let Ok(corrected) = issuer::organization(&text) {
        let url = Url::parse(&corrected.issuer).expect("an organization is an address");
        assert_eq!((url.path(), url.query(), url.username()), ("/", None, ""), "{url}");
    }
    if let Ok(read) = callback::from_pasted(&text, &attempt().redirect_uri) {
        assert!(read.code.is_some() || read.error.is_some() || read.id_token.is_some(), "an answer");
    }
}
