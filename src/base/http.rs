//! A request, its answer, or the trouble that came instead: plain data that effects, evidence and the practice share.
//!
//! Headers and bodies are [`Secret`] from the moment they exist, because any of them may hold a token. `Debug` shows a
//! request without its query values, for the same reason.

use std::fmt;

use url::Url;

use super::{Message, Secret, Timestamp};

/// The HTTP methods that appear here, sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
    /// Any other method; only ever received, and always refused.
    Other,
}

impl Method {
    /// The method's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Other => "OTHER",
        }
    }
}

/// One header line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The name, in lower case.
    pub name: String,
    /// The value, kept as a secret since cookies and credentials travel here.
    pub value: Secret,
}

impl Header {
    /// A header with its name brought to lower case.
    pub fn new(name: &str, value: impl Into<Secret>) -> Self {
        Self { name: name.to_ascii_lowercase(), value: value.into() }
    }
}

/// A request, complete and ready to be sent. `world` adds the user agent and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole address, query included.
    pub url: Url,
    /// The headers, in order.
    pub headers: Vec<Header>,
    /// The body, where there is one.
    pub body: Option<Secret>,
}

impl Request {
    /// A `GET` that asks for JSON.
    pub fn get(url: Url) -> Self {
        Self {
            method: Method::Get,
            url,
            headers: vec![Header::new("accept", "application/json")],
            body: None,
        }
    }

    /// A `POST` of form fields (`application/x-www-form-urlencoded`) that asks for JSON.
    pub fn form(url: Url, fields: &[(&str, &str)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self {
            method: Method::Post,
            url,
            headers: vec![
                Header::new("accept", "application/json"),
                Header::new("content-type", "application/x-www-form-urlencoded"),
            ],
            body: Some(Secret::new(body)),
        }
    }

    /// A request that asks for JSON, with a JSON body where there is one.
    pub fn json(method: Method, url: Url, body: Option<&serde_json::Value>) -> Self {
        let request = Self { method, ..Self::get(url) };
        match body {
            None => request,
            Some(value) => Self { body: Some(Secret::new(value.to_string())), ..request }
                .with_header("content-type", "application/json"),
        }
    }

    /// The same request with one more header.
    pub fn with_header(mut self, name: &str, value: impl Into<Secret>) -> Self {
        self.headers.push(Header::new(name, value));
        self
    }

    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The address with its query and fragment taken away: fit for reports and screens.
    pub fn shown_url(&self) -> String {
        let mut url = self.url.clone();
        url.set_query(None);
        url.set_fragment(None);
        url.into()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({} {})", self.method.as_str(), self.shown_url())
    }
}

/// What came back over HTTP, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<Header>,
    /// The body as text; bytes that are not UTF-8 were replaced.
    pub body: Secret,
    /// When the answer was complete, by this computer's clock.
    pub at: Timestamp,
    /// From sending to the complete answer, in milliseconds.
    pub elapsed_ms: u64,
}

impl Answer {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Where a redirect (3xx with `Location`) points, resolved against the address that was asked.
    pub fn location(&self, asked: &Url) -> Option<Url> {
        if (300..400).contains(&self.status) {
            self.header("location").and_then(|target| asked.join(target).ok())
        } else {
            None
        }
    }

    /// How long the host asks to be left alone, in seconds from this answer on: `Retry-After` (RFC 9110 section 10.2.3), as
    /// a number or as a date, of an answer that says that there was too much (429) or that the service is away (503). A date
    /// is measured by the host's own clock, where the answer bears it.
    pub fn retry_after(&self) -> Option<u64> {
        let text = self.header("retry-after").filter(|_| matches!(self.status, 429 | 503))?.trim();
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().ok();
        }
        let until = Timestamp::from_http_date(text)?;
        let now = self.header("date").and_then(Timestamp::from_http_date).unwrap_or(self.at);
        Some(u64::try_from(until.since_ms(now)).unwrap_or_default().div_ceil(1000))
    }

    /// Until when the host asks to be left alone, by this computer's clock.
    pub fn asks_to_wait_until(&self) -> Option<Timestamp> {
        let seconds = i64::try_from(self.retry_after()?).unwrap_or(i64::MAX);
        Some(self.at.plus_ms(seconds.saturating_mul(1000)))
    }

    /// What Okta calls this request in its logs (`X-Okta-Request-Id`).
    pub fn okta_request_id(&self) -> Option<&str> {
        self.header("x-okta-request-id")
    }
}

fn find<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    headers.iter().find(|header| header.name == name).map(|header| header.value.reveal())
}

/// Why no answer came. Sorted by what the person can do about it, not by the library that said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleKind {
    /// The host name could not be found.
    Dns,
    /// Nothing listens there.
    Refused,
    /// No answer within the deadline.
    Timeout,
    /// The connection was cut.
    Reset,
    /// The certificate is signed by nobody whom this computer trusts.
    TlsUntrusted,
    /// The certificate is for another host name.
    TlsWrongHost,
    /// The certificate has expired or is not valid yet.
    TlsExpired,
    /// The proxy could not be reached or refused.
    Proxy,
    /// The answer was larger than the cap.
    TooLarge,
    /// The request would have left by plain http to a host that is not this computer, and was not sent.
    PlainHttp,
    /// Anything else; `detail` says what.
    Other,
}

/// No answer: what kind of trouble, with whom, in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The kind.
    pub kind: TroubleKind,
    /// The host and port, or the file, that was meant.
    pub target: Message,
    /// What happened, mostly in the system's own words, without any secret.
    pub detail: Message,
}

impl Trouble {
    /// What was meant, and what came of it.
    pub fn message(&self) -> Message {
        Message::labelled(&self.target, &self.detail)
    }
}

/// One request with what came of it. This is all the evidence that the diagnosis ever sees of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What was asked.
    pub request: Request,
    /// When it was sent.
    pub at: Timestamp,
    /// What came back.
    pub outcome: Result<Answer, Trouble>,
}

impl Exchange {
    /// The answer, if one came.
    pub fn answer(&self) -> Option<&Answer> {
        self.outcome.as_ref().ok()
    }

    /// The document that was asked for, if it came: with status 200 and no other, as the standard wants it (OpenID Connect
    /// Discovery 1.0 section 4.2) and the libraries of most applications insist.
    pub fn document(&self) -> Option<&str> {
        self.answer().filter(|answer| answer.status == 200).map(|answer| answer.body.reveal())
    }

    /// The trouble, if no answer came.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.outcome.as_ref().err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_query() -> Result<(), url::ParseError> {
        let request = Request::get(Url::parse("https://example.okta.com/a?code=SECRET#x")?);
        assert_eq!(format!("{request:?}"), "Request(GET https://example.okta.com/a)");
        Ok(())
    }

    fn busy(status: u16, wait: &str) -> Answer {
        let date = Timestamp::from_seconds(1_795_000_000).http_date();
        let headers = vec![Header::new("retry-after", wait), Header::new("date", date)];
        Answer { status, headers, body: Secret::new(""), at: Timestamp(5_000), elapsed_ms: 1 }
    }

    #[test]
    fn a_wait_is_read_as_a_number_and_as_a_date() {
        let date = |seconds: i64| Timestamp::from_seconds(1_795_000_000 + seconds).http_date();
        assert_eq!(busy(429, "30").retry_after(), Some(30));
        assert_eq!(busy(503, " 30 ").asks_to_wait_until(), Some(Timestamp(35_000)));
        assert_eq!(busy(503, &date(90)).retry_after(), Some(90));
        assert_eq!(busy(503, &date(-90)).retry_after(), Some(0));
        let nothing = [busy(429, "soon"), busy(429, ""), busy(429, "-1"), busy(429, "1.5"), busy(200, "30")];
        for answer in nothing {
            assert_eq!(answer.retry_after(), None, "{answer:?}");
        }
        assert_eq!(busy(429, "99999999999999999999").retry_after(), None);
        assert!(busy(429, "9223372036854775807").asks_to_wait_until() > Some(Timestamp(5_000)));
    }
}
