//! Drives the practice Okta by calling it: a browser's cookie, a client's requests, a clock that stands still.
#![allow(dead_code, reason = "each test binary uses another part of it")]
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use url::Url;
use usher::base::{Answer, Header, Method, Request, Secret, Timestamp};
use usher::practice::{self, AppSpec, Fault, Faults, Keys, Org, Seeds};

pub(crate) const KEY: &str = include_str!("practice-key.pem");
pub(crate) const CLIENT: &str = "0oapractice000000001";
pub(crate) const SECRET: &str = "a-practice-secret-of-forty-characters-00";
pub(crate) const REDIRECT: &str = "http://localhost:8749/callback";
pub(crate) const VERIFIER: &str = "a-code-verifier-that-is-long-enough-for-everybody-here";

pub(crate) struct Okta {
    pub(crate) org: Org,
    pub(crate) now: Timestamp,
    pub(crate) seeds: Seeds,
    pub(crate) keys: Keys,
    pub(crate) cookie: Option<String>,
}

impl Okta {
    /// An organization with one application, known by [`CLIENT`] and [`SECRET`].
    pub(crate) fn at(origin: &str) -> Self {
        let now = Timestamp::from_seconds(1_795_000_000);
        let mut seeds = Seeds::new(&[7; 32]);
        let mut org = Org::new("Practice Inc.", origin);
        let spec = AppSpec::web("Coder", &[REDIRECT, "https://coder.example.com/cb"])
            .with_credentials(CLIENT, SECRET)
            .with_refresh()
            .with_groups()
            .with_sign_out(&["https://coder.example.com/bye"]);
        org.register(spec, now, &mut seeds);
        Self { org, now, seeds, keys: Keys::from_pem(KEY, "practice-key-1").unwrap(), cookie: None }
    }

    pub(crate) fn with(origin: &str, faults: &[Fault]) -> Self {
        let mut okta = Self::at(origin);
        okta.org.faults = faults.iter().copied().collect::<Faults>();
        okta
    }

    pub(crate) fn url(&self, path: &str) -> Url {
        Url::parse(&self.org.origin).unwrap().join(path).unwrap()
    }

    /// One request as it is, with no cookie.
    pub(crate) fn send(&mut self, request: &Request) -> Answer {
        practice::answer(&mut self.org, request, self.now, &mut self.seeds, &self.keys)
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(self.url(path));
        self.send(&request)
    }

    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::form(self.url(path), fields);
        self.send(&request)
    }

    /// A request by a browser: it keeps the cookie and shows it again.
    pub(crate) fn browse(&mut self, method: Method, url: Url, fields: &[(&str, &str)]) -> Answer {
        let mut request = if method == Method::Post { Request::form(url, fields) } else { Request::get(url) };
        if let Some(cookie) = &self.cookie {
            request.headers.push(Header::new("cookie", cookie.clone()));
        }
        let answer = self.send(&request);
        if let Some(line) = answer.header("set-cookie") {
            self.cookie = line.split(';').next().map(str::to_owned);
        }
        answer
    }

    /// `/authorize` with these fields besides the usual ones; a field given again takes the usual one's place.
    pub(crate) fn authorize_url(&self, server: &str, extra: &[(&str, &str)]) -> Url {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let usual = [
            ("client_id", CLIENT),
            ("redirect_uri", REDIRECT),
            ("response_type", "code"),
            ("scope", "openid profile email groups offline_access"),
            ("state", "state-1"),
            ("nonce", "nonce-1"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        let mut url = self.url(&format!("{server}/v1/authorize"));
        let kept = usual.iter().filter(|(name, _)| !extra.iter().any(|(other, _)| other == name));
        url.query_pairs_mut().extend_pairs(kept.chain(extra.iter().filter(|(_, value)| !value.is_empty())));
        url
    }

    /// Signs somebody in and gives the answer that leads back to the application, or the page they are left on.
    pub(crate) fn sign_in(&mut self, url: Url, login: &str) -> Answer {
        let mut answer = self.browse(Method::Get, url, &[]);
        while answer.status == 302
            && answer.header("location").is_some_and(|to| to.contains("/login/login.htm"))
        {
            let next = self.url(answer.header("location").unwrap());
            answer = self.browse(Method::Get, next, &[]);
        }
        let Some(key) = hidden(answer.body.reveal(), "okta_key") else { return answer };
        let fields = [("okta_key", key.as_str()), ("username", login), ("password", practice::PASSWORD)];
        let answer = self.browse(Method::Post, self.url("/login/signin"), &fields);
        match answer.header("location") {
            Some(next) => self.browse(Method::Get, self.url(next), &[]),
            None => answer,
        }
    }

    /// Signs in at the organization's own server, and gives the fields of the redirect.
    pub(crate) fn login(&mut self, login: &str) -> Vec<(String, String)> {
        let answer = self.sign_in(self.authorize_url("/oauth2", &[]), login);
        redirect_fields(&answer)
    }

    /// Redeems a code at a token endpoint with Basic credentials.
    pub(crate) fn redeem(&mut self, server: &str, code: &str) -> Answer {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        self.token(server, &fields)
    }

    pub(crate) fn token(&mut self, server: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::form(self.url(&format!("{server}/v1/token")), fields)
            .with_header("authorization", basic(CLIENT, SECRET));
        self.send(&request)
    }

    /// A whole login: the token answer.
    pub(crate) fn tokens(&mut self, login: &str) -> Json {
        let fields = self.login(login);
        let answer = self.redeem("/oauth2", field(&fields, "code"));
        assert_eq!(answer.status, 200, "{}", answer.body.reveal());
        json(&answer)
    }
}

pub(crate) fn basic(id: &str, secret: &str) -> Secret {
    Secret::new(format!("Basic {}", STANDARD.encode(format!("{id}:{secret}"))))
}

pub(crate) fn json(answer: &Answer) -> Json {
    serde_json::from_str(answer.body.reveal()).unwrap_or_else(|_| panic!("no JSON: {}", answer.body.reveal()))
}

/// The claims of a token, believed blindly.
pub(crate) fn claims(token: &Json) -> Json {
    let body = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).unwrap()).unwrap()
}

/// The fields of a redirect's query or fragment.
pub(crate) fn redirect_fields(answer: &Answer) -> Vec<(String, String)> {
    let location =
        answer.header("location").unwrap_or_else(|| panic!("no redirect: {}", answer.body.reveal()));
    let url = Url::parse(location).unwrap();
    let text = url.fragment().or(url.query()).unwrap_or_default();
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

pub(crate) fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(candidate, _)| candidate == name).map_or("", |(_, value)| value.as_str())
}

/// The value of a hidden field of a page.
pub(crate) fn hidden(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}
