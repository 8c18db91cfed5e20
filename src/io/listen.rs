//! The redirect URI on loopback: guards the public sockets, hands good requests one at a time to tiny_http, tells arrivals.
//!
//! It decides only whether a request could be the provider's answer by its form: right host, right path, a GET or a form POST
//! of a page that the person visits. Whether the answer belongs to the attempt is `setup`'s to say, so a stray one ends
//! nothing here.

use std::sync::Arc;

use tokio::sync::Mutex;
use url::Url;

use super::front::{self, Handler, Reply, refusal};
use super::guard::Incoming;
use super::handover::Handover;
use super::trouble::other;
use super::{Limits, Report, sockets};
use crate::base::words::message;
use crate::base::{Method, Secret, Trouble};
use crate::engine::effect::Outcome;

mod page;
mod responder;

use responder::Responder;

/// The loopback names under which a browser may have come.
const NAMES: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// Holds the sockets of a redirect URI until dropped, and tells every request that could be its answer.
pub(super) async fn hold(redirect: &Url, limits: Limits, handover: &Arc<Handover>, report: Report) {
    let held = match bind(redirect).await {
        Ok(held) => held,
        Err(trouble) => return report.tell(Outcome::Listening(Err(trouble))),
    };
    let mut origin = redirect.clone();
    origin.set_query(None);
    // The port is known to be one, since it is held.
    let _ = origin.set_port(Some(sockets::port(&held)));
    let _ends = handover.begin(origin);
    let gate = Arc::new(Gate {
        hosts: hosts(redirect, sockets::port(&held)),
        path: redirect.path().to_owned(),
        responder: Mutex::new(Responder::ready().await),
        report: report.clone(),
        handover: Arc::clone(handover),
    });
    report.tell(Outcome::Listening(Ok(sockets::addresses(&held))));
    let handler: Handler = Arc::new(move |incoming| {
        let gate = Arc::clone(&gate);
        Box::pin(async move { gate.answer(incoming).await })
    });
    front::serve(held, limits, handler).await;
}

async fn bind(redirect: &Url) -> Result<Vec<tokio::net::TcpListener>, Trouble> {
    if redirect.scheme() != "http" {
        return Err(other(redirect.as_str(), message!("io.listen.not_http")));
    }
    let families = sockets::families(redirect)
        .ok_or_else(|| other(redirect.as_str(), message!("io.listen.not_loopback")))?;
    sockets::bind(&families, redirect.port_or_known_default().unwrap_or_default()).await
}

/// What `Host` may say: a loopback name with this port. Anything else is a page that was led here by its own name (DNS
/// rebinding).
pub(super) fn hosts(address: &Url, port: u16) -> Vec<String> {
    let mut hosts: Vec<String> = NAMES.iter().map(|name| format!("{name}:{port}")).collect();
    if let Some(host) = address.host_str() {
        hosts.push(format!("{host}:{port}"));
    }
    if port == 80 {
        hosts.extend(NAMES.iter().map(|&name| name.to_owned()));
    }
    hosts
}

/// Whether a request came under one of the hosts.
pub(super) fn is_for(hosts: &[String], incoming: &Incoming) -> bool {
    incoming.only("host").is_some_and(|host| hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host)))
}

struct Gate {
    hosts: Vec<String>,
    path: String,
    responder: Mutex<Responder>,
    report: Report,
    handover: Arc<Handover>,
}

impl Gate {
    async fn answer(&self, incoming: Incoming) -> Reply {
        if let Some(address) = self.leads_on(&incoming) {
            let headers = [
                ("Location", address.as_str()),
                ("Cache-Control", "no-store"),
                ("Referrer-Policy", "no-referrer"),
            ];
            return Reply { bytes: front::response(302, &headers, &Secret::default()), then: None };
        }
        if let Err(status) = self.vet(&incoming) {
            return refusal(status);
        }
        let mut responder = self.responder.lock().await;
        let Some((bytes, arrived)) = responder.pass(&incoming).await else {
            return refusal(503);
        };
        let report = self.report.clone();
        Reply { bytes, then: Some(Box::new(move || report.tell(Outcome::Arrived(arrived)))) }
    }

    /// Where the browser that was just started is to go.
    fn leads_on(&self, incoming: &Incoming) -> Option<Url> {
        let visits =
            incoming.method == Method::Get && is_for(&self.hosts, incoming) && !is_prefetch(incoming);
        let is_page = incoming.only("sec-fetch-dest").is_none_or(|purpose| purpose == "document");
        if visits && is_page { self.handover.take(incoming.path()) } else { None }
    }

    /// Whether a request could be the answer, by its form; otherwise the status that says why not.
    fn vet(&self, incoming: &Incoming) -> Result<(), u16> {
        if !is_for(&self.hosts, incoming) {
            return Err(421);
        }
        if incoming.path() != self.path {
            return Err(404);
        }
        if is_prefetch(incoming) {
            return Err(503);
        }
        // A browser says what it fetches for; only a page that the person visits can be the answer.
        if incoming.only("sec-fetch-dest").is_some_and(|purpose| purpose != "document") {
            return Err(403);
        }
        match incoming.method {
            Method::Get if incoming.query().is_none_or(str::is_empty) => Err(400),
            Method::Get => Ok(()),
            Method::Post if is_form(incoming) && !incoming.body.is_empty() => Ok(()),
            Method::Post => Err(415),
            _ => Err(405),
        }
    }
}

fn is_prefetch(incoming: &Incoming) -> bool {
    ["sec-purpose", "purpose", "x-moz", "x-purpose"]
        .iter()
        .any(|name| incoming.headers.iter().any(|header| header.name == *name && speculative(&header.value)))
}

fn speculative(purpose: &Secret) -> bool {
    let purpose = purpose.reveal().to_ascii_lowercase();
    ["prefetch", "prerender", "preview"].iter().any(|word| purpose.contains(word))
}

fn is_form(incoming: &Incoming) -> bool {
    let kind = incoming.only("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
