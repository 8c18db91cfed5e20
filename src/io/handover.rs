//! Hands the sign-in address to the browser by way of the listener, so that it stands in no command line.
//!
//! What a program is started with can be read by every account of this computer, and a command of the person's own may give it
//! to a shell. The browser is started with an address of the listener instead, which is good once and leads on to the real one.

use std::sync::{Arc, Mutex};

use url::Url;

use super::randomness;

/// The beginning of the path of an address that leads on.
const PATH: &str = "/usher-sign-in/";

/// The listener that is up, and the address that it leads on to.
#[derive(Debug, Default)]
pub(super) struct Handover(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    origin: Option<Url>,
    offer: Option<(String, Url)>,
}

impl Handover {
    /// The listener is up at this origin, until what is given back is dropped.
    pub(super) fn begin(self: &Arc<Self>, origin: Url) -> Ends {
        if let Ok(mut state) = self.0.lock() {
            state.origin = Some(origin);
        }
        Ends(Arc::clone(self))
    }

    /// The address to start a browser with: one that leads on to this one, where a listener is up.
    pub(super) fn offer(&self, address: &Url) -> Url {
        let key = randomness::draw();
        let Ok(mut state) = self.0.lock() else { return address.clone() };
        let State { origin: Some(origin), offer } = &mut *state else { return address.clone() };
        if key.is_empty() {
            return address.clone();
        }
        let mut short = origin.clone();
        short.set_path(&format!("{PATH}{}", key.reveal()));
        *offer = Some((short.path().to_owned(), address.clone()));
        short
    }

    /// Where a path leads on to; each is good once.
    pub(super) fn take(&self, path: &str) -> Option<Url> {
        let mut state = self.0.lock().ok()?;
        let (_, address) = state.offer.take_if(|(offered, _)| offered == path)?;
        Some(address)
    }
}

/// Ends the handover with the listener.
pub(super) struct Ends(Arc<Handover>);

impl Drop for Ends {
    fn drop(&mut self) {
        if let Ok(mut state) = self.0.0.lock() {
            *state = State::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_on_once_and_only_while_the_listener_is_up() {
        let sign_in = Url::parse("https://acme.okta.com/authorize?state=s&nonce=n';id").expect("an address");
        let handover = Arc::new(Handover::default());
        assert_eq!(handover.offer(&sign_in), sign_in, "there is nobody to lead on");
        let up = handover.begin(Url::parse("http://localhost:8749/").expect("an address"));
        let short = handover.offer(&sign_in);
        assert!(short.as_str().starts_with("http://localhost:8749/usher-sign-in/"));
        assert_eq!(short.query(), None);
        assert_eq!(handover.take("/usher-sign-in/guess"), None);
        assert_eq!(handover.take(short.path()), Some(sign_in.clone()));
        assert_eq!(handover.take(short.path()), None, "once");
        drop(up);
        assert_eq!(handover.offer(&sign_in), sign_in);
    }
}
