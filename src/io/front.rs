//! Accepts connections on loopback, each for one request, and hands on only complete ones.
//!
//! The number of connections is limited; where it is reached, the one that has kept silent longest makes room, after a moment
//! in which everybody could speak; the next ones wait in the system's queue for so long. No client, slow or idle, can keep
//! another one waiting.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

use super::Limits;
use super::guard::{self, Incoming, Refusal};
use crate::base::Secret;
use crate::base::words::{Key, Voice, key};

/// What is sent back, and what follows once it is sent.
pub(super) struct Reply {
    /// The whole response, head and body.
    pub(super) bytes: Secret,
    /// Told after the response is on its way, so that stopping the listener cannot cut it off.
    pub(super) then: Option<Box<dyn FnOnce() + Send>>,
}

/// Answers complete requests.
pub(super) type Handler = Arc<dyn Fn(Incoming) -> Pin<Box<dyn Future<Output = Reply> + Send>> + Send + Sync>;

/// One connection that is being read or answered.
struct Guest {
    task: AbortHandle,
    complete: Arc<AtomicBool>,
    since: Instant,
}

/// How long everybody may take to finish a request before making room for others. On loopback a request is there at once.
const MOMENT: Duration = Duration::from_millis(200);

/// How long to wait for a guest to leave where nobody can be sent away.
const PAUSE: Duration = Duration::from_millis(5);

/// Serves until dropped.
pub(super) async fn serve(listeners: Vec<TcpListener>, limits: Limits, handler: Handler) {
    let mut guests: VecDeque<Guest> = VecDeque::new();
    let mut tasks = JoinSet::new();
    loop {
        while tasks.try_join_next().is_some() {}
        guests.retain(|guest| !guest.task.is_finished());
        if guests.len() >= limits.connections && !make_room(&mut guests) {
            tokio::time::sleep(PAUSE).await;
            continue;
        }
        let Ok(stream) = accept(&listeners).await else {
            // Out of file descriptors, most likely; they come back when guests leave.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let complete = Arc::new(AtomicBool::new(false));
        let task = tasks.spawn(attend(stream, limits, Arc::clone(&handler), Arc::clone(&complete)));
        guests.push_back(Guest { task, complete, since: Instant::now() });
    }
}

/// Sends away the oldest guest that has not finished its request, if it had its moment.
fn make_room(guests: &mut VecDeque<Guest>) -> bool {
    let lingers = |guest: &Guest| !guest.complete.load(Ordering::Relaxed) && guest.since.elapsed() >= MOMENT;
    let oldest = guests.iter().position(lingers);
    if let Some(guest) = oldest.and_then(|at| guests.remove(at)) {
        guest.task.abort();
        return true;
    }
    false
}

async fn accept(listeners: &[TcpListener]) -> io::Result<TcpStream> {
    poll_fn(|context| {
        for listener in listeners {
            if let Poll::Ready(accepted) = listener.poll_accept(context) {
                return Poll::Ready(accepted.map(|(stream, _)| stream));
            }
        }
        Poll::Pending
    })
    .await
}

async fn attend(mut stream: TcpStream, limits: Limits, handler: Handler, complete: Arc<AtomicBool>) {
    match guard::read(&mut stream, &limits).await {
        Ok(incoming) => {
            complete.store(true, Ordering::Relaxed);
            let reply = handler(incoming).await;
            guard::answer(&mut stream, reply.bytes.reveal().as_bytes()).await;
            if let Some(then) = reply.then {
                then();
            }
        }
        Err(Refusal::Status(status)) => {
            guard::answer(&mut stream, refusal(status).bytes.reveal().as_bytes()).await;
            guard::drain(&mut stream).await;
        }
        Err(Refusal::Silence) => {}
    }
}

/// A short plain answer that says no.
pub(super) fn refusal(status: u16) -> Reply {
    let key = Key::find(&format!("io.refusal.s{status}")).unwrap_or(key!("io.refusal.s400"));
    let sentence = Voice::default().text(key);
    let allow = if status == 405 { &[("Allow", "GET, POST")][..] } else { &[] };
    let mut headers = vec![("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")];
    headers.extend_from_slice(&[("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer")]);
    headers.extend_from_slice(allow);
    Reply { bytes: response(status, &headers, &Secret::new(format!("{sentence}\n"))), then: None }
}

/// A response on the wire. The connection closes after it.
pub(super) fn response(status: u16, headers: &[(&str, &str)], body: &Secret) -> Secret {
    let mut wire = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        let clean = |part: &str| !part.contains(['\r', '\n', '\0']);
        let ours = ["connection", "content-length", "transfer-encoding"];
        if clean(name) && clean(value) && !ours.iter().any(|mine| name.eq_ignore_ascii_case(mine)) {
            wire.push_str(name);
            wire.push_str(": ");
            wire.push_str(value);
            wire.push_str("\r\n");
        }
    }
    let body = body.reveal();
    // Writing into a String cannot fail.
    let _ = write!(wire, "Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    wire.push_str(body);
    Secret::new(wire)
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        302 => "Found",
        303 => "See Other",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Answer",
    }
}
