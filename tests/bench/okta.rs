//! Practice Oktas on loopback, each a host of its own, which hold their answers back and note when they gave them.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use usher::internals::base::{Request, Timestamp};
use usher::internals::io::Limits;
use usher::internals::io::practice_server::{self, PracticeAnswer, Running};
use usher::internals::practice::{AppSpec, Keys, Org, Seeds, answer};

/// The client that each of them knows.
pub(crate) const CLIENT_ID: &str = "0oapracticecoder0001";
/// Its secret.
pub(crate) const SECRET: &str = "practice-secret-of-coder-0123456789-0123456789-0123456789-abcdef";
/// Where its application lives.
pub(crate) const APPLICATION: &str = "https://coder.example.com";

const KEY: &str = include_str!("../support/practice-key.pem");
const CALLBACKS: [&str; 4] = [
    "https://coder.example.com/api/v2/users/oidc/callback",
    "http://localhost:8749/callback",
    "http://localhost:8750/callback",
    "http://localhost:8751/callback",
];

/// One answer that was given.
#[derive(Debug, Clone)]
pub(crate) struct Served {
    /// What was asked for, without the query.
    pub(crate) path: String,
    /// When the whole request was there.
    pub(crate) came: Instant,
    /// How long the practice thought about it.
    pub(crate) took: Duration,
}

/// Practice Oktas that run until this is let go of.
pub(crate) struct Oktas {
    /// Their origins, each also an issuer.
    pub(crate) origins: Vec<String>,
    log: Arc<Mutex<Vec<Served>>>,
    _stop: oneshot::Sender<()>,
}

impl Oktas {
    /// As many as wanted, each holding every answer back.
    pub(crate) fn start(count: usize, delay: Duration) -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let own = Arc::clone(&log);
        let (told, ready) = channel();
        let (stop, stopped) = oneshot::channel::<()>();
        thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let mut running: Vec<Running> = Vec::new();
                for _ in 0..count {
                    let log = Arc::clone(&own);
                    let one = practice_server::start(0, Limits::default(), |origin| {
                        serve(origin.as_str().trim_end_matches('/'), delay, log)
                    });
                    running.push(one.await.expect("a free port"));
                }
                let origins = running.iter().map(|one| one.origin.origin().ascii_serialization()).collect();
                told.send(origins).ok();
                // Ends with an error when nobody needs them any more, which is what it waits for.
                stopped.await.ok();
            });
        });
        Self { origins: ready.recv().expect("the practice Oktas start"), log, _stop: stop }
    }

    /// The answers since the last look.
    pub(crate) fn served(&self) -> Vec<Served> {
        std::mem::take(&mut *self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn serve(origin: &str, delay: Duration, log: Arc<Mutex<Vec<Served>>>) -> PracticeAnswer {
    let mut seeds = Seeds::new(&[7; 32]);
    let mut org = Org::new("Practice", origin);
    let spec =
        AppSpec::web("Coder", &CALLBACKS).with_credentials(CLIENT_ID, SECRET).with_refresh().with_groups();
    org.register(spec, Timestamp(0), &mut seeds);
    let keys = Keys::from_pem(KEY, "practice").expect("a signing key");
    Box::new(move |request: Request, now| {
        let came = Instant::now();
        let mut reply = answer(&mut org, &request, now, &mut seeds, &keys);
        reply.elapsed_ms = u64::try_from(delay.as_millis()).unwrap_or(0);
        let served = Served { path: request.url.path().to_owned(), came, took: came.elapsed() };
        log.lock().unwrap_or_else(PoisonError::into_inner).push(served);
        reply
    })
}
