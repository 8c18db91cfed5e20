//! tiny_http, kept where its gaps cannot hurt: behind a socket that nobody else can reach, fed one complete request at a time.
//!
//! It has no timeouts and no caps, so no stranger's byte may reach it. It gets one connection, made before anybody can know of
//! its socket, and then the socket accepts no other; all requests go over that one. When it fails it is made anew.

use std::io::{self, Cursor};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use tiny_http::{Header, Listener, Response, Server};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use zeroize::Zeroizing;

use super::super::guard::Incoming;
use super::super::{World, randomness};
use super::page;
use crate::base::{Method, Secret};

/// The header that carries a token, so that what comes from anywhere else is told apart.
const TOKEN: &str = "x-usher-guard";

/// How long the private exchange may take; it takes a tenth of a millisecond.
const DEADLINE: Duration = Duration::from_secs(2);

/// More than an answer has, in bytes.
const ANSWER: usize = 64 * 1024;

/// Answers requests that passed the gate.
#[derive(Default)]
pub(super) struct Responder {
    behind: Option<Behind>,
}

impl Responder {
    /// One whose threads are there before the first request: starting them would hold up the callback.
    pub(super) async fn ready() -> Self {
        Self { behind: Behind::start().await.ok() }
    }

    /// The response to send, and what arrived: the raw query or form. `None` when tiny_http failed twice.
    pub(super) async fn pass(&mut self, incoming: &Incoming) -> Option<(Secret, Secret)> {
        for _ in 0..2 {
            if self.behind.is_none() {
                self.behind = Behind::start().await.ok();
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

/// The one connection.
trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// A socket that listens, the one connection to it, and what makes it accept no more.
struct Private {
    listener: Listener,
    wire: Box<dyn Wire>,
    close: Box<dyn FnOnce() + Send>,
}

impl Private {
    /// In a folder of this person's alone, which is gone before anybody else can look; else on loopback.
    fn make() -> io::Result<Self> {
        #[cfg(unix)]
        if let Some(made) = Self::in_a_folder() {
            return Ok(made);
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let stream = std::net::TcpStream::connect(listener.local_addr()?)?;
        stream.set_nonblocking(true)?;
        #[cfg(unix)]
        let close = closing(listener.try_clone()?.into());
        #[cfg(not(unix))]
        let close = Box::new(|| ());
        let wire = Box::new(tokio::net::TcpStream::from_std(stream)?);
        Ok(Self { listener: listener.into(), wire, close })
    }

    #[cfg(unix)]
    fn in_a_folder() -> Option<Self> {
        use std::os::unix::net::{UnixListener, UnixStream};
        // The path of a socket must be short.
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(std::path::PathBuf::from);
        let places = runtime.into_iter().chain([std::env::temp_dir(), "/tmp".into()]);
        places.into_iter().find_map(|place| {
            let folder = tempfile::Builder::new().prefix("usher-").tempdir_in(place).ok()?;
            let path = folder.path().join("s");
            let listener = UnixListener::bind(&path).ok()?;
            let stream = UnixStream::connect(&path).ok()?;
            stream.set_nonblocking(true).ok()?;
            let close = closing(listener.try_clone().ok()?.into());
            let wire = Box::new(tokio::net::UnixStream::from_std(stream).ok()?);
            Some(Self { listener: listener.into(), wire, close })
        })
    }
}

/// Shuts a socket, so that it accepts nobody any more.
#[cfg(unix)]
fn closing(socket: std::os::fd::OwnedFd) -> Box<dyn FnOnce() + Send> {
    Box::new(move || {
        // Where the system cannot shut a socket that listens, the token still keeps others away.
        let _ = std::os::unix::net::UnixStream::from(socket).shutdown(std::net::Shutdown::Both);
    })
}

/// A running tiny_http with the thread that answers.
struct Behind {
    server: Arc<Server>,
    wire: Box<dyn Wire>,
    token: Secret,
    arrived: UnboundedReceiver<Secret>,
}

impl Behind {
    async fn start() -> io::Result<Self> {
        let private = Private::make()?;
        let server = Arc::new(Server::from_listener(private.listener, None).map_err(io::Error::other)?);
        let token = randomness::draw();
        if token.is_empty() {
            return Err(io::Error::other("no randomness"));
        }
        let (sender, arrived) = unbounded_channel();
        let (serving, expected) = (Arc::clone(&server), token.clone());
        std::thread::Builder::new()
            .name("callback".to_owned())
            .spawn(move || answer_all(&serving, &expected, &sender))?;
        let mut behind = Self { server, wire: private.wire, token, arrived };
        // Once it is answered, the connection is accepted, and nobody else's will be.
        let first = Incoming {
            method: Method::Get,
            target: Secret::new("/?"),
            headers: Vec::new(),
            body: Secret::default(),
        };
        let answered = tokio::time::timeout(DEADLINE, behind.pass(&first)).await;
        (private.close)();
        answered.ok().flatten().map(|_| behind).ok_or_else(|| io::Error::other("no answer"))
    }

    async fn pass(&mut self, incoming: &Incoming) -> Option<(Secret, Secret)> {
        self.wire.write_all(self.on_the_wire(incoming).reveal().as_bytes()).await.ok()?;
        // Told before the response is written; nothing comes when the answering thread is gone.
        let arrived = self.arrived.recv().await?;
        let response = self.response().await?;
        // The library leaves this header out by design; the guard closes after every answer and says so.
        let response = response.replacen("\r\n", "\r\nConnection: close\r\n", 1);
        Some((Secret::new(response), arrived))
    }

    /// One response, as long as its head says.
    async fn response(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        let mut wanted = ANSWER;
        while bytes.len() < wanted {
            let mut chunk = [0; 4096];
            let count = self.wire.read(&mut chunk).await.ok().filter(|count| *count > 0)?;
            bytes.extend_from_slice(&chunk[..count]);
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = std::str::from_utf8(&bytes[..end]).ok()?.to_ascii_lowercase();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length:"))?;
                wanted = end + 4 + length.trim().parse::<usize>().ok()?;
            }
        }
        String::from_utf8(bytes).ok()
    }

    /// The request as the library shall see it, made anew from what was understood.
    fn on_the_wire(&self, incoming: &Incoming) -> Secret {
        let method = incoming.method.as_str();
        let (target, body) = (incoming.target.reveal(), incoming.body.reveal());
        let (token, length) = (self.token.reveal(), body.len());
        Secret::new(format!(
            "{method} {target} HTTP/1.1\r\nHost: localhost\r\n{TOKEN}: {token}\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        ))
    }
}

impl Drop for Behind {
    fn drop(&mut self) {
        // Once for the error of the socket that was shut, should it not be told yet, and once to end.
        self.server.unblock();
        self.server.unblock();
    }
}

/// Runs on a thread of its own until the server is unblocked. The first trouble is that the socket accepts nobody more.
fn answer_all(server: &Server, token: &Secret, arrived: &UnboundedSender<Secret>) {
    let mut is_shut = false;
    loop {
        let mut request = match server.recv() {
            Ok(request) => request,
            Err(_) if !is_shut => {
                is_shut = true;
                continue;
            }
            Err(_) => return,
        };
        if !bears(&request, token) {
            let _ = request.respond(dated(Response::from_data(Vec::new()).with_status_code(403)));
            continue;
        }
        let Some(content) = content(&mut request) else {
            let _ = request.respond(dated(Response::from_data(Vec::new()).with_status_code(400)));
            continue;
        };
        // Sending can fail only when the guard is gone, and then nobody waits for either.
        let _ = arrived.send(content);
        let _ = request.respond(page_response());
    }
}

/// The same with the moment, since the library's own would fail under a clock that stands before 1970.
fn dated(mut response: Response<Cursor<Vec<u8>>>) -> Response<Cursor<Vec<u8>>> {
    if let Ok(header) = Header::from_bytes("Date", World::now().http_date()) {
        response.add_header(header);
    }
    response
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
    let mut response = dated(Response::from_data(page::PAGE.as_bytes().to_vec()));
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
        behind.server.unblock();
        let second = responder.pass(&visit("two")).await.map(|(_, arrived)| arrived);
        assert_eq!(second, Some(Secret::from("code=two")));
    }

    #[tokio::test]
    async fn another_program_cannot_answer_through_the_private_socket() {
        let mut responder = Responder::ready().await;
        for code in ["one", "two", "three"] {
            let arrived = responder.pass(&visit(code)).await.map(|(_, arrived)| arrived);
            assert_eq!(arrived, Some(Secret::new(format!("code={code}"))));
            let server = &responder.behind.as_ref().expect("it runs").server;
            match server.server_addr() {
                tiny_http::ListenAddr::IP(address) => {
                    assert!(std::net::TcpStream::connect(address).is_err(), "it listens on {address}");
                }
                #[cfg(unix)]
                tiny_http::ListenAddr::Unix(address) => {
                    let path = address.as_pathname().expect("a path");
                    assert!(!path.exists() && !path.parent().is_some_and(std::path::Path::exists));
                }
            }
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn without_a_folder_of_ones_own_loopback_is_shut_as_well() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket");
        let address = listener.local_addr().expect("its address");
        let stream = std::net::TcpStream::connect(address).expect("the one connection");
        closing(listener.try_clone().expect("the same socket").into())();
        assert!(std::net::TcpStream::connect(address).is_err());
        drop(stream);
    }
}
