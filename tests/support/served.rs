//! A practice Okta that is really served on loopback, as a test wants it: its applications, people and faults.

#![allow(dead_code, reason = "each test binary uses the part that it needs")]

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;
use usher::internals::base::{Answer, Request, Timestamp};
use usher::internals::io::{Limits, practice_server};
use usher::internals::practice::{AppSpec, Keys, Org, Seeds, answer};

/// The client ID of the application that stands ready.
pub(crate) const CLIENT_ID: &str = "0oapracticecoder0001";
/// Its client secret, of the length that Okta's have.
pub(crate) const SECRET: &str = "practice-secret-of-coder-0123456789-0123456789-0123456789-abcdef";

/// A key for tests, known to everybody.
const KEY: &str = include_str!("practice-key.pem");

/// What happens to an answer before it is given.
pub(crate) type Bend = fn(&[(Request, Answer)], &Request, &mut Answer);

/// A running practice Okta; gone when the test lets go of it.
pub(crate) struct Practice {
    /// Its origin, which is also the issuer of the organization's own server: `http://localhost:8780`.
    pub(crate) origin: String,
    org: Arc<Mutex<Org>>,
    seen: Arc<Mutex<Vec<(Request, Answer)>>>,
    _stop: oneshot::Sender<()>,
}

impl Practice {
    /// Serves an organization with one application for these redirect URIs, after `change` has had a hand in it.
    pub(crate) fn start(redirect_uris: &[&str], change: impl FnOnce(&mut Org) + Send + 'static) -> Self {
        Self::start_bent(redirect_uris, change, |_, _, _| {})
    }

    /// The same, where `bend` changes an answer that is about to be given, knowing all that was asked and answered before.
    pub(crate) fn start_bent(
        redirect_uris: &[&str],
        change: impl FnOnce(&mut Org) + Send + 'static,
        bend: Bend,
    ) -> Self {
        let spec = AppSpec::web("Coder", redirect_uris)
            .with_credentials(CLIENT_ID, SECRET)
            .with_refresh()
            .with_groups();
        let (told, ready) = channel();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let own = Arc::clone(&seen);
        let (stop, stopped) = oneshot::channel::<()>();
        thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let mut shared = None;
                let running = practice_server::start(0, Limits::default(), |origin| {
                    let (org, serve) = serve(origin.as_str(), spec, change, own, bend);
                    shared = Some(org);
                    serve
                });
                let running = running.await.expect("a free port for the practice Okta");
                let origin = running.origin.as_str().trim_end_matches('/').to_owned();
                told.send((origin, shared.expect("the organization"))).ok();
                // Ends with an error when the test has let go, which is what it waits for.
                stopped.await.ok();
            });
        });
        let (origin, org) = ready.recv().expect("the practice Okta starts");
        Self { origin, org, seen, _stop: stop }
    }

    /// Every request that came, with its answer.
    pub(crate) fn seen(&self) -> Vec<(Request, Answer)> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks at the organization, or changes it while it is served.
    pub(crate) fn with<T>(&self, look: impl FnOnce(&mut Org) -> T) -> T {
        look(&mut self.org.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn serve(
    origin: &str,
    spec: AppSpec,
    change: impl FnOnce(&mut Org),
    seen: Arc<Mutex<Vec<(Request, Answer)>>>,
    bend: Bend,
) -> (Arc<Mutex<Org>>, practice_server::PracticeAnswer) {
    let mut seeds = Seeds::new(&[7; 32]);
    let mut org = Org::new("Practice", origin);
    org.register(spec, Timestamp(0), &mut seeds);
    change(&mut org);
    let org = Arc::new(Mutex::new(org));
    let own = Arc::clone(&org);
    let keys = Keys::from_pem(KEY, "practice").expect("a signing key");
    let serve = move |request: Request, now| {
        let mut org = own.lock().unwrap_or_else(PoisonError::into_inner);
        let mut answer = answer(&mut org, &request, now, &mut seeds, &keys);
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        bend(&seen, &request, &mut answer);
        seen.push((request, answer.clone()));
        answer
    };
    (org, Box::new(serve))
}
