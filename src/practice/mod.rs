//! The practice Okta: a function from a request to an answer.
//!
//! PURE. It has Okta's paths, behaviour and error sentences, people of its own, an Admin Console in which an application is
//! registered by hand, and faults that are put in on purpose. It opens no socket, reads no clock and makes no randomness:
//! the request, the moment, the seeds and the keys come in, so tests call it under any host name. It imitates what Okta
//! does, never what it looks like.

mod api;
mod app;
mod authorize;
mod claims;
mod client;
mod complete;
mod console;
mod documents;
mod examine;
mod fault;
mod hosts;
mod id_token;
mod issued;
mod keys;
mod log;
mod logout;
mod org;
mod page;
mod par;
mod pattern;
mod people;
mod refusal;
mod register;
mod reply;
mod seeds;
mod session;
mod state;
mod tiles;
mod token;
mod userinfo;
mod visit;

pub use api::{READ_ONLY_TOKEN, TOKEN};
#[cfg(test)]
pub use app::{Authentication, Grant, GroupMatch, GroupsClaim, IssuerMode};
#[cfg(test)]
pub use fault::{Family, Seen};
pub use fault::{Fault, Faults};
pub use keys::Keys;
pub use org::Org;
#[cfg(test)]
pub use org::Server;
pub use people::PASSWORD;
pub use register::AppSpec;
pub use seeds::Seeds;

use crate::base::{Answer, Request, Timestamp};
use documents::Document;
use state::ServerId;
use visit::Visit;

/// How far the provider's clock is off under `clock-behind` and `clock-ahead`: ten minutes, in milliseconds.
const CLOCK_OFF_MS: i64 = 600_000;

/// Answers one request. Total: whatever comes in, an answer goes out.
///
/// `request.url` is the whole address as the client asked it, host included; header names are in lower case.
pub fn answer(org: &mut Org, request: &Request, now: Timestamp, seeds: &mut Seeds, keys: &Keys) -> Answer {
    let now = match (org.faults.has(Fault::ClockBehind), org.faults.has(Fault::ClockAhead)) {
        (true, false) => now.plus_ms(-CLOCK_OFF_MS),
        (false, true) => now.plus_ms(CLOCK_OFF_MS),
        _ => now,
    };
    let mut visit = Visit::new(org, request, now, seeds, keys);
    let answer = visit.route();
    visit.finish(answer)
}

impl Visit<'_> {
    fn route(&mut self) -> Answer {
        if !self.org.answers_at(&self.origin) {
            return self.not_found("host");
        }
        let path = self.request.url.path().to_owned();
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let protocol = matches!(parts.first(), Some(&("oauth2" | ".well-known")));
        if protocol && self.org.faults.has(Fault::RateLimited) {
            return self.too_many();
        }
        let custom = |id: &str| ServerId::Custom(id.to_owned());
        match parts.as_slice() {
            [".well-known", "okta-organization"] => self.organization(),
            [".well-known", "oauth-authorization-server", "oauth2", id] => {
                self.discovery(&custom(id), Document::OAuth)
            }
            [".well-known", name] => self.document(&ServerId::Org, name),
            ["api", "v1", rest @ ..] => self.api(rest),
            ["oauth2", "v1", "authorize", "redirect"] => self.resume(),
            ["oauth2", "v1", endpoint] => self.endpoint(&ServerId::Org, endpoint),
            ["oauth2", id, ".well-known", name] => self.document(&custom(id), name),
            ["oauth2", id, "v1", endpoint] => self.endpoint(&custom(id), endpoint),
            _ => self.site(&parts),
        }
    }

    fn document(&mut self, server: &ServerId, name: &str) -> Answer {
        match Document::named(name) {
            Some(document) => self.discovery(server, document),
            None => self.not_found(name),
        }
    }

    fn endpoint(&mut self, server: &ServerId, name: &str) -> Answer {
        match name {
            "authorize" => self.authorize(server),
            "par" => self.pushed_authorization(server),
            "token" => self.token(server),
            "userinfo" => self.userinfo(server),
            "keys" => self.key_set(server),
            "introspect" => self.introspect(server),
            "revoke" => self.revoke(server),
            "logout" => self.logout(server),
            other => self.not_found(other),
        }
    }

    /// The pages: sign-in, the person's home, the Admin Console.
    fn site(&mut self, parts: &[&str]) -> Answer {
        if self.posts() && self.is_cross_site() {
            return self.summary(
                403,
                "E0000006",
                "You don't have permission to perform the requested action.",
            );
        }
        if !self.posts() && !self.reads() {
            return self.wrong_method();
        }
        match (parts, self.posts()) {
            (["practice", "style.css"], false) => page::style(self.now),
            (["login", "signin"], true) => self.sign_in(),
            (["login", page], false) if page.split(';').next() == Some("login.htm") => {
                let from = self.query.text("fromURI").to_owned();
                let key = from.strip_prefix("/oauth2/v1/authorize/redirect?okta_key=").unwrap_or_default();
                self.sign_in_page(key, None, "")
            }
            (["login", "signout"], true) => self.sign_out(),
            (["app", "UserHome"], false) => self.user_home(),
            (["home", "oidc_client", id], false) => self.open_tile(id),
            _ => self.console(parts),
        }
    }

    /// Whether a form was sent by somebody else's page.
    fn is_cross_site(&self) -> bool {
        let foreign = self.request.header("origin").is_some_and(|origin| origin != self.origin);
        let site = self.request.header("sec-fetch-site");
        foreign || site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
    }
}
