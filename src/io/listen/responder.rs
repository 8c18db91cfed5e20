//! tiny_http, kept where its gaps cannot hurt: on a private loopback socket, fed one complete request at a time.
//!
//! It has no timeouts and no caps, so no stranger's byte may reach it; a token that only the guard knows keeps other programs
//! of this computer away from the private socket. When it fails it is made anew.

use std::io::{self, Cursor};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use tiny_http::{Header, Response, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use zeroize::Zeroizing;

use super::super::guard::Incoming;
use super::super::randomness;
use super::page;
use crate::base::{Method, Secret};

/// The header that carries the token.
const TOKEN: &str = "x-usher-guard";

/// How long the private exchange may take; it takes a tenth of a millisecond.
const DEADLINE: Duration = Duration::from_secs(2);

/// Answers requests that passed the gate.
#[derive(Default)]
pub(super) struct Responder {
    behind: Option<Behind>,
}

impl Responder {
    /// One whose threads are there before the first request: starting them would hold up the callback.
    pub(super) fn ready() -> Self {
        Self { behind: Behind::start().ok() }
    }

    /// The response to send, and what arrived: the raw query or form. `None` when tiny_http failed twice.
    pub(super) async fn pass(&mut self, incoming: &Incoming) -> Option<(Secret, Secret)> {
        for _ in 0..2 {
            if self.behind.is_none() {
                self.behind = Behind::start().ok();
            }
            if let Some(behind) = &mut self.behind
                && let Ok(Some(done)) = tokio::time::timeout(DEADLINE, behind.pass(incoming)).await
            {
                return Some(done);
            }
            self.behind = None;
        }
        None
    }
}

/// A running tiny_http with the thread that answers.
struct Behind {
    server: Arc<Server>,
    address: SocketAddr,
    token: Secret,
    arrived: UnboundedReceiver<Secret>,
}

impl Behind {
    fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let server = Arc::new(Server::from_listener(listener, None).map_err(io::Error::other)?);
        let token = randomness::draw();
        if token.is_empty() {
            return Err(io::Error::other("no randomness"));
        }
        let (sender, arrived) = unbounded_channel();
        let (serving, expected) = (Arc::clone(&server), token.clone());
        std::thread::Builder::new()
            .name("callback".to_owned())
            .spawn(move || answer_all(&serving, &expected, &sender))?;
        Ok(Self { server, address, token, arrived })
    }

    async fn pass(&mut self, incoming: &Incoming) -> Option<(Secret, Secret)> {
        let mut stream = TcpStream::connect(self.address).await.ok()?;
        stream.write_all(self.on_the_wire(incoming).reveal().as_bytes()).await.ok()?;
        // Told before the response is written; nothing comes when the answering thread is gone.
        let arrived = self.arrived.recv().await?;
        let mut response = String::new();
        stream.read_to_string(&mut response).await.ok()?;
        // The library leaves this header out by design; the guard closes after every answer and says so.
        let response = response.replacen("\r\n", "\r\nConnection: close\r\n", 1);
        Some((Secret::new(response), arrived))
    }

    /// The request as the library shall see it, made anew from what was understood.
    fn on_the_wire(&self, incoming: &Incoming) -> Secret {
        let method = incoming.method.as_str();
        let (target, body) = (incoming.target.reveal(), incoming.body.reveal());
        let (address, token) = (self.address, self.token.reveal());
        let length = body.len();
        Secret::new(format!(
            "{method} {target} HTTP/1.1\r\nHost: {address}\r\n{TOKEN}: {token}\r\nConnection: close\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        ))
    }
}

impl Drop for Behind {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

/// Runs on a thread of its own until the server is unblocked.
fn answer_all(server: &Server, token: &Secret, arrived: &UnboundedSender<Secret>) {
    while let Ok(mut request) = server.recv() {
        if !bears(&request, token) {
            let _ = request.respond(Response::empty(403));
            continue;
        }
        let Some(content) = content(&mut request) else {
            let _ = request.respond(Response::empty(400));
            continue;
        };
        // Sending can fail only when the guard is gone, and then nobody waits for either.
        let _ = arrived.send(content);
        let _ = request.respond(page_response());
    }
}

fn bears(request: &tiny_http::Request, token: &Secret) -> bool {
    let mut tokens = request.headers().iter().filter(|header| header.field.as_str() == TOKEN);
    tokens.next().is_some_and(|header| Secret::new(header.value.as_str()) == *token)
}

/// The raw form of a POST, the raw query of anything else.
fn content(request: &mut tiny_http::Request) -> Option<Secret> {
    if method(request) == Method::Post {
        let mut form = Zeroizing::new(String::new());
        io::Read::read_to_string(request.as_reader(), &mut form).ok()?;
        return Some(Secret::new(form.as_str()));
    }
    request.url().split_once('?').map(|(_, query)| Secret::new(query))
}

fn method(request: &tiny_http::Request) -> Method {
    match request.method() {
        tiny_http::Method::Post => Method::Post,
        tiny_http::Method::Get => Method::Get,
        _ => Method::Other,
    }
}

fn page_response() -> Response<Cursor<Vec<u8>>> {
    let mut response = Response::from_data(page::PAGE.as_bytes().to_vec());
    for (name, value) in page::headers() {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(code: &str) -> Incoming {
        let target = Secret::new(format!("/callback?code={code}"));
        Incoming { method: Method::Get, target, headers: Vec::new(), body: Secret::default() }
    }

    #[tokio::test]
    async fn a_server_that_died_is_made_anew() {
        let mut responder = Responder::default();
        let first = responder.pass(&visit("one")).await.map(|(_, arrived)| arrived);
        assert_eq!(first, Some(Secret::from("code=one")));
        let behind = responder.behind.as_ref().expect("it runs");
        behind.server.unblock();
        let second = responder.pass(&visit("two")).await.map(|(_, arrived)| arrived);
        assert_eq!(second, Some(Secret::from("code=two")));
    }

    #[tokio::test]
    async fn another_program_cannot_answer_through_the_private_socket() {
        let mut responder = Responder::default();
        assert!(responder.pass(&visit("one")).await.is_some());
        let address = responder.behind.as_ref().expect("it runs").address;
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let request =
            format!("GET /callback?code=forged HTTP/1.1\r\n{TOKEN}: guess\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("a request");
        let mut response = String::new();
        stream.read_to_string(&mut response).await.expect("a response");
        assert!(response.starts_with("HTTP/1.1 403"), "{response}");
        let next = responder.pass(&visit("two")).await.map(|(_, arrived)| arrived);
        assert_eq!(next, Some(Secret::from("code=two")), "the forged one went nowhere");
    }
}
