//! Reads one complete HTTP request under a deadline and caps, and believes nothing.
//!
//! Only HTTP/1.0 and 1.1 in origin form, with at most one `Content-Length` and no transfer coding (RFC 9112): what two readers
//! could understand differently is refused.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use zeroize::Zeroizing;

use super::Limits;
use crate::base::{Header, Method, Request, Secret};

/// How many header lines are read.
const HEADER_LINES: usize = 100;

/// One complete request as it came.
#[derive(Debug)]
pub struct Incoming {
    /// The method.
    pub method: Method,
    /// Path and query, beginning with a slash.
    pub target: Secret,
    /// The headers, names in lower case.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Secret,
}

impl Incoming {
    /// The one value of a header; `None` where it is missing or came more than once.
    pub fn only(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|header| header.name == name);
        match (values.next(), values.next()) {
            (Some(one), None) => Some(one.value.reveal()),
            _ => None,
        }
    }

    /// The path without the query.
    pub fn path(&self) -> &str {
        self.target.reveal().split('?').next().unwrap_or_default()
    }

    /// The raw query.
    pub fn query(&self) -> Option<&str> {
        self.target.reveal().split_once('?').map(|(_, query)| query)
    }

    /// As a request of the pure rooms, under the origin that the client believes in.
    pub fn into_request(self, origin: &url::Url) -> Option<Request> {
        let (path, query) = (self.path().to_owned(), self.query().map(str::to_owned));
        let mut url = origin.clone();
        url.set_path(&path);
        url.set_query(query.as_deref());
        let body = (!self.body.is_empty()).then_some(self.body);
        (url.origin() == origin.origin()).then_some(Request {
            method: self.method,
            url,
            headers: self.headers,
            body,
        })
    }
}

/// Why a request was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Answer with this status.
    Status(u16),
    /// Nothing was asked, or the peer went away: close without a word.
    Silence,
}

/// Reads one request, or says why not.
pub async fn read<S>(stream: &mut S, limits: &Limits) -> Result<Incoming, Refusal>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut heard = false;
    match tokio::time::timeout(limits.arrival, read_patiently(stream, limits, &mut heard)).await {
        Ok(result) => result,
        Err(_) if heard => Err(Refusal::Status(408)),
        Err(_) => Err(Refusal::Silence),
    }
}

async fn read_patiently<S>(stream: &mut S, limits: &Limits, heard: &mut bool) -> Result<Incoming, Refusal>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut bytes = Zeroizing::new(Vec::with_capacity(2048));
    let mut cookies = Cookies { most: limits.cookies, ..Cookies::default() };
    let end = loop {
        cookies.leave_out(&mut bytes);
        if let Some(end) = head_end(&bytes) {
            break end;
        }
        if bytes.len() > limits.head || cookies.left_out > cookies.most {
            return Err(Refusal::Status(431));
        }
        more(stream, &mut bytes).await?;
        *heard = true;
    };
    if end > limits.head {
        return Err(Refusal::Status(431));
    }
    let mut incoming = parse_head(&bytes[..end]).ok_or(Refusal::Status(400))?;
    let length = body_length(&incoming).ok_or(Refusal::Status(400))?;
    if length > limits.form {
        return Err(Refusal::Status(413));
    }
    if bytes.len() < end + length && incoming.only("expect").is_some_and(|what| what == "100-continue") {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.map_err(|_| Refusal::Silence)?;
    }
    while bytes.len() < end + length {
        more(stream, &mut bytes).await?;
    }
    let body = std::str::from_utf8(&bytes[end..end + length]).map_err(|_| Refusal::Status(400))?;
    incoming.body = Secret::new(body);
    Ok(incoming)
}

async fn more<S: AsyncRead + Unpin>(stream: &mut S, bytes: &mut Vec<u8>) -> Result<(), Refusal> {
    let mut chunk = Zeroizing::new([0_u8; 4096]);
    match stream.read(chunk.as_mut_slice()).await {
        Ok(0) if bytes.is_empty() => Err(Refusal::Silence),
        Ok(0) => Err(Refusal::Status(400)),
        Ok(count) => {
            bytes.extend_from_slice(&chunk[..count]);
            Ok(())
        }
        Err(_) => Err(Refusal::Silence),
    }
}

/// Cookies of this host, which other programs of this computer set as well, and which nobody here needs: they are read away,
/// so that however many there are, the request is not lost.
#[derive(Default)]
struct Cookies {
    /// How many bytes of them may come; none: they are kept like every other line.
    most: usize,
    left_out: usize,
    /// Where the line begins that is not looked at yet.
    line: usize,
    /// Whether the beginning of a line of cookies is gone already.
    inside: bool,
}

impl Cookies {
    const NAME: &[u8] = b"cookie:";

    /// Takes the lines of cookies out of the head as far as it came.
    fn leave_out(&mut self, head: &mut Vec<u8>) {
        while self.most > 0 && self.line < head.len() {
            let rest = &head[self.line..];
            let begins =
                rest.get(..Self::NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(Self::NAME));
            self.inside |= self.line > 0 && begins;
            match rest.windows(2).position(|pair| pair == b"\r\n") {
                Some(0) if !self.inside => return,
                Some(end) if self.inside => {
                    self.left_out += end + 2;
                    head.drain(self.line..self.line + end + 2);
                    self.inside = false;
                }
                Some(end) => self.line += end + 2,
                None if self.inside => {
                    // A line break may stand half here.
                    let half = usize::from(rest.ends_with(b"\r"));
                    self.left_out += rest.len() - half;
                    head.drain(self.line..head.len() - half);
                    return;
                }
                None => return,
            }
        }
    }
}

/// Where the blank line ends.
fn head_end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4)
}

fn parse_head(head: &[u8]) -> Option<Incoming> {
    // A header may hold other bytes than ASCII (RFC 9110 §5.5); the first line and the names may not.
    let head = Zeroizing::new(String::from_utf8_lossy(head).into_owned());
    let head = head.strip_suffix("\r\n\r\n")?;
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    let ours = words.next().is_none()
        && matches!(version, "HTTP/1.1" | "HTTP/1.0")
        && target.starts_with('/')
        && target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#')
        && !method.is_empty()
        && method.bytes().all(|byte| byte.is_ascii_uppercase());
    let headers = lines.map(parse_header).collect::<Option<Vec<_>>>()?;
    (ours && headers.len() <= HEADER_LINES).then(|| Incoming {
        method: method_named(method),
        target: Secret::new(target),
        headers,
        body: Secret::default(),
    })
}

fn parse_header(line: &str) -> Option<Header> {
    let (name, value) = line.split_once(':')?;
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let value = value.trim_matches([' ', '\t']);
    let clean = !name.is_empty()
        && name.bytes().all(token)
        && !value.chars().any(|character| character.is_control() && character != '\t');
    clean.then(|| Header::new(name, value))
}

fn method_named(name: &str) -> Method {
    match name {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "DELETE" => Method::Delete,
        "HEAD" => Method::Head,
        "OPTIONS" => Method::Options,
        _ => Method::Other,
    }
}

/// The length of the body; `None` where it is said twice, not as a number, or in another way.
fn body_length(incoming: &Incoming) -> Option<usize> {
    let has = |name: &str| incoming.headers.iter().any(|header| header.name == name);
    if has("transfer-encoding") {
        return None;
    }
    if !has("content-length") {
        return Some(0);
    }
    let length = incoming.only("content-length")?;
    if length.is_empty() || !length.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A number too long for the machine is surely too large.
    Some(length.parse().unwrap_or(usize::MAX))
}

/// Sends an answer and closes politely: what the peer still sends is read away for a moment, since an early reset
/// would take the answer away from it.
pub(super) async fn answer<S>(stream: &mut S, bytes: &[u8])
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let sending = async {
        stream.write_all(bytes).await?;
        stream.shutdown().await
    };
    // A peer that does not take its answer loses it.
    let _ = tokio::time::timeout(Duration::from_secs(5), sending).await;
}

/// Reads away what a refused peer still sends.
pub(super) async fn drain<S: AsyncRead + Unpin>(stream: &mut S) {
    let reading = async {
        let mut chunk = [0_u8; 4096];
        for _ in 0..64 {
            if !matches!(stream.read(&mut chunk).await, Ok(count) if count > 0) {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(Duration::from_millis(500), reading).await;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tokio::io::{AsyncWriteExt, duplex};

    use super::*;

    async fn read_from(bytes: &[u8]) -> Result<Incoming, Refusal> {
        let (mut client, mut server) = duplex(1024 * 1024);
        client.write_all(bytes).await.expect("room for the bytes");
        drop(client);
        read(&mut server, &Limits::default()).await
    }

    #[tokio::test]
    async fn cookies_of_others_and_letters_beyond_ascii_lose_no_request() {
        let many = "a=".to_owned() + &"x".repeat(200_000);
        let odd = [
            format!("Cookie: {many}\r\nHost: a\r\ncookie: b=c\r\n").into_bytes(),
            b"Cookie: name=J\xfcrgen\r\nHost: a\r\n".to_vec(),
            b"Host: a\r\nReferer: http://a/J\xfcrgen\r\nUser-Agent: \xe2\x82\xac\r\n".to_vec(),
            format!("Host: a\r\n{}", "Cookie: x\r\n".repeat(2_000)).into_bytes(),
        ];
        for lines in odd {
            let request = [b"GET /a?code=1 HTTP/1.1\r\n", lines.as_slice(), b"\r\n"].concat();
            let taken = read_from(&request).await.expect("the request is taken");
            assert_eq!((taken.query(), taken.only("host")), (Some("code=1"), Some("a")));
            assert!(!taken.headers.iter().any(|header| header.name == "cookie"));
        }
        let limits = Limits { cookies: 0, ..Limits::default() };
        let (mut client, mut server) = duplex(1024);
        client.write_all(b"GET /a HTTP/1.1\r\nCookie: sid=1\r\n\r\n").await.expect("room");
        let kept = read(&mut server, &limits).await.expect("a request");
        assert_eq!(kept.only("cookie"), Some("sid=1"), "the practice Okta needs its own");
        let limits = Limits { cookies: 30_000, ..Limits::default() };
        for endless in ["Cookie: ", "X: "] {
            let (mut client, mut server) = duplex(1024 * 1024);
            let request = format!("GET /a HTTP/1.1\r\n{endless}{}", "a".repeat(100_000));
            client.write_all(request.as_bytes()).await.expect("room");
            assert_eq!(read(&mut server, &limits).await.err(), Some(Refusal::Status(431)), "{endless}");
        }
    }

    #[tokio::test]
    async fn what_two_readers_could_understand_differently_is_refused() {
        let requests = [
            "GET /a HTTP/1.1\nHost: a\n\n",
            "GET /a HTTP/1.1\r\nHost : a\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
            "GET  /a HTTP/1.1\r\n\r\n",
            "GET /a HTTP/2\r\n\r\n",
            "GET /a b HTTP/1.1\r\n\r\n",
            "POST /a HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc",
            "POST /a HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
            "POST /a HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: identity\r\n\r\nabc",
            "POST /a HTTP/1.1\r\nContent-Length: 4\r\n\r\nabc",
        ];
        for request in requests {
            let refusal = read_from(request.as_bytes()).await.err();
            assert_eq!(refusal, Some(Refusal::Status(400)), "{request:?}");
        }
        let good = read_from(b"POST /a?b HTTP/1.0\r\nContent-Length: 3\r\n\r\nabcNEXT").await.ok();
        let good = good.expect("a good request");
        assert_eq!((good.path(), good.query(), good.body.reveal()), ("/a", Some("b"), "abc"));
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(head in prop::collection::vec(any::<u8>(), 0..300), plain in "[ -~\r\n]{0,300}") {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
            runtime.block_on(async {
                let _ = read_from(&head).await;
                let _ = read_from(format!("GET /{plain}\r\n\r\n").as_bytes()).await;
            });
        }
    }
}
