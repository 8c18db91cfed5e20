//! One request being answered: what was asked, and everything that an answer may need.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::keys::Keys;
use super::org::Org;
use super::seeds::Seeds;
use crate::base::{Method, Request, Secret, Timestamp};

/// The session cookie. It is not called what Okta calls its own, since cookies are shared by all ports of a host.
pub(super) const COOKIE: &str = "usher_practice_session";

/// Name and value pairs of a query or a form, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

impl Fields {
    fn parse(text: &str) -> Self {
        Self(url::form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The value under a name; an empty one counts as absent (RFC 6749 §3.1).
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(candidate, _)| candidate == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The value under a name, or nothing.
    pub(super) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// All values under a name that hold something, without the space around them.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let under = self.0.iter().filter(|(candidate, _)| candidate == name);
        under.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
    }

    /// Whether a box was ticked.
    pub(super) fn ticked(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether any name came twice (RFC 6749 §3.1).
    pub(super) fn repeated(&self) -> bool {
        let later = self.0.iter().enumerate();
        later.into_iter().any(|(at, (name, _))| self.0[..at].iter().any(|(before, _)| before == name))
    }
}

/// Credentials in an `Authorization: Basic` header.
pub(super) enum Basic {
    Absent,
    Unreadable,
    Present { id: String, secret: Secret },
}

/// One request with the organization that answers it.
pub(super) struct Visit<'a> {
    pub(super) org: &'a mut Org,
    pub(super) request: &'a Request,
    pub(super) now: Timestamp,
    pub(super) seeds: &'a mut Seeds,
    pub(super) keys: &'a Keys,
    /// The origin under which the organization was asked.
    pub(super) origin: String,
    pub(super) query: Fields,
    pub(super) form: Fields,
}

impl<'a> Visit<'a> {
    pub(super) fn new(
        org: &'a mut Org,
        request: &'a Request,
        now: Timestamp,
        seeds: &'a mut Seeds,
        keys: &'a Keys,
    ) -> Self {
        let query = Fields::parse(request.url.query().unwrap_or_default());
        let form = match &request.body {
            Some(body) if is_form(request) => Fields::parse(body.reveal()),
            _ => Fields::default(),
        };
        let origin = request.url.origin().ascii_serialization();
        Self { org, request, now, seeds, keys, origin, query, form }
    }

    /// Whether the request reads. `HEAD` is answered as `GET`; the body is taken away at the end.
    pub(super) fn reads(&self) -> bool {
        matches!(self.request.method, Method::Get | Method::Head)
    }

    /// Whether the request posts.
    pub(super) fn posts(&self) -> bool {
        self.request.method == Method::Post
    }

    /// The parameters of an endpoint that takes both `GET` and `POST`.
    pub(super) fn parameters(&self) -> Fields {
        if self.posts() { self.form.clone() } else { self.query.clone() }
    }

    /// The session cookie, as it came.
    pub(super) fn cookie(&self) -> Option<Secret> {
        let line = self.request.header("cookie")?;
        let pairs = line.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.into_iter().find(|(name, _)| *name == COOKIE).map(|(_, value)| Secret::new(value))
    }

    /// Client credentials in the header (RFC 6749 §2.3.1).
    pub(super) fn basic(&self) -> Basic {
        let Some(line) = self.request.header("authorization") else { return Basic::Absent };
        let Some((scheme, rest)) = line.split_once(' ') else { return Basic::Unreadable };
        if !scheme.eq_ignore_ascii_case("basic") {
            return Basic::Unreadable;
        }
        let decoded = STANDARD.decode(rest.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        match decoded.as_deref().and_then(|text| text.split_once(':')) {
            Some((id, secret)) => Basic::Present { id: decode(id), secret: Secret::new(decode(secret)) },
            None => Basic::Unreadable,
        }
    }

    /// The access token in the header (RFC 6750 §2.1).
    pub(super) fn bearer(&self) -> Option<Secret> {
        let (scheme, token) = self.request.header("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| Secret::new(token.trim()))
    }
}

/// One form-encoded value.
fn decode(text: &str) -> String {
    let pair = format!("v={text}");
    url::form_urlencoded::parse(pair.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

fn is_form(request: &Request) -> bool {
    request.header("content-type").is_some_and(|kind| {
        kind.trim_start().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded")
    })
}
