//! Serves the practice Okta on loopback. What it answers is the practice's; this file only carries.
//!
//! One request is answered at a time, so that the practice can stay a plain function over its own state.

use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rsa::RsaPrivateKey;
use tokio::task::AbortHandle;
use url::Url;

use super::front::{self, Handler, Reply, refusal, response};
use super::guard::Incoming;
use super::listen::{hosts, is_for};
use super::trouble::other;
use super::{Limits, World, detached, sockets};
use crate::base::{Answer, Method, Request, Secret, Timestamp, Trouble};

/// Where the practice Okta usually listens.
pub const PRACTICE_PORT: u16 = 8780;

/// The size of the practice's signing keys, in bits.
const KEY_BITS: usize = 2048;

/// The largest head of a request, cookies included, in bytes: what browsers send at most.
const PRACTICE_HEAD: usize = 256 * 1024;

/// The longest that an answer may ask to be held back.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// The practice as a function. An answer whose `elapsed_ms` is not zero is held back that long.
pub type PracticeAnswer = Box<dyn FnMut(Request, Timestamp) -> Answer + Send>;

/// A practice Okta that is being served; dropping it frees the port.
#[derive(Debug)]
pub struct Running {
    /// Its origin, `http://localhost:8780`.
    pub origin: Url,
    task: AbortHandle,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Makes one signing key on a worker thread; it takes about a second.
pub async fn make_key() -> Result<RsaPrivateKey, Trouble> {
    let made = detached::run(|| RsaPrivateKey::new(&mut rand::rngs::OsRng, KEY_BITS)).await;
    match made {
        Ok(Ok(key)) => Ok(key),
        Ok(Err(error)) => Err(other("RSA", error.to_string())),
        Err(error) => Err(other("RSA", error.to_string())),
    }
}

/// Binds the port in both families (0 takes a free one) and serves until the result is dropped. `practice` is called once
/// with the origin, so that the organization can name itself. Must be called inside a tokio runtime.
pub async fn start(
    port: u16,
    limits: Limits,
    practice: impl FnOnce(&Url) -> PracticeAnswer,
) -> Result<Running, Trouble> {
    let named = |port: u16| Url::parse(&format!("http://localhost:{port}"));
    let families = named(port).ok().and_then(|url| sockets::families(&url)).unwrap_or_default();
    let held = sockets::bind(&families, port).await?;
    let origin = named(sockets::port(&held)).map_err(|error| other("localhost", error.to_string()))?;
    let office = Arc::new(Office {
        hosts: hosts(&origin, sockets::port(&held)),
        origin: origin.clone(),
        practice: Mutex::new(practice(&origin)),
    });
    let handler: Handler = Arc::new(move |incoming| {
        let office = Arc::clone(&office);
        Box::pin(async move { office.answer(incoming).await })
    });
    // Its sessions are cookies, and other programs of this computer set theirs beside them.
    let limits = Limits { head: limits.head.max(PRACTICE_HEAD), cookies: 0, ..limits };
    let task = tokio::spawn(front::serve(held, limits, handler)).abort_handle();
    Ok(Running { origin, task })
}

struct Office {
    hosts: Vec<String>,
    origin: Url,
    practice: Mutex<PracticeAnswer>,
}

impl Office {
    async fn answer(&self, incoming: Incoming) -> Reply {
        if !is_for(&self.hosts, &incoming) {
            return refusal(421);
        }
        let is_head = incoming.method == Method::Head;
        let Some(request) = incoming.into_request(&self.origin) else {
            return refusal(400);
        };
        let Some(answer) = self.ask(request) else {
            return refusal(500);
        };
        let delay = Duration::from_millis(answer.elapsed_ms).min(LONGEST_DELAY);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let headers: Vec<_> =
            answer.headers.iter().map(|header| (header.name.as_str(), header.value.reveal())).collect();
        let body = if is_head { Secret::default() } else { answer.body };
        Reply { bytes: response(answer.status, &headers, &body), then: None }
    }

    fn ask(&self, request: Request) -> Option<Answer> {
        self.practice.lock().ok().map(|mut practice| practice(request, World::now()))
    }
}

/// How long a port of this computer may take to say whether anybody is there.
const KNOCK: Duration = Duration::from_millis(50);

/// Whether this is the address of a practice on this computer, plain `http` on loopback, at which nobody answers.
pub fn is_gone(origin: &str) -> bool {
    let Ok(url) = Url::parse(origin) else { return false };
    let is_here =
        url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let sockets = url.socket_addrs(|| None).unwrap_or_default();
    is_here && !sockets.iter().any(|socket| TcpStream::connect_timeout(socket, KNOCK).is_ok())
}
