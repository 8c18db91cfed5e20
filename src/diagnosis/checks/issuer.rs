//! The issuer as it was typed, and whether its host is Okta's.

use super::context::Context;
use crate::diagnosis::finding::{Check, Status, Value};
use crate::diagnosis::slugs::finding;
use crate::okta::issuer::{IssuerRefusal, Slip, mend};
use crate::okta::organization::{self, Engine};
use crate::okta::probes::ORGANIZATION;

/// What was typed: refused, mended, or right.
pub(super) fn form(context: &Context<'_>) -> Vec<Check> {
    let subject = context.subject();
    let seen = Value::public(subject.issuer.clone());
    let check = if let Err(refusal) = mend(&subject.issuer) {
        let slug = match refusal {
            IssuerRefusal::Placeholder => "issuer.placeholder",
            IssuerRefusal::NotHttps => "issuer.not_https",
            _ => "issuer.malformed",
        };
        Check::new("issuer.form", Status::Fail).because(finding(slug).with("seen", seen))
    } else {
        let check = Check::new("issuer.form", Status::Pass).seeing(seen.clone());
        match subject.issuer_slips.first() {
            Some(slip) => check.because(finding(slip_slug(slip)).with("seen", seen)),
            None => check,
        }
    };
    vec![check.required(true)]
}

/// The finding of a slip.
fn slip_slug(slip: &Slip) -> &'static str {
    match slip {
        Slip::AdminHost => "issuer.admin_host",
        Slip::DiscoveryUrl => "issuer.discovery_url",
        Slip::TrailingSlash => "issuer.trailing_slash",
        Slip::EndpointPrefix => "issuer.endpoint_prefix",
        Slip::Pasted => "issuer.pasted",
        Slip::NoScheme => "issuer.no_scheme",
        Slip::PagePath => "issuer.page_path",
    }
}

/// Whether the host says that it is an organization of Okta's. Never required: any conforming provider will do.
pub(super) fn organization(context: &Context<'_>) -> Vec<Check> {
    let exchange = context.probed(&ORGANIZATION);
    let answered = exchange.and_then(|exchange| exchange.answer());
    let check = match (&context.organization, answered) {
        (Some(found), _) => {
            let engine = match found.engine {
                Engine::Identity => "Identity Engine",
                Engine::Classic => "Classic Engine",
                Engine::Unknown => "?",
            };
            Check::new("issuer.organization", Status::Pass).seeing(Value::public(engine))
        }
        (None, Some(answer)) if organization::is_elsewhere(&context.subject().issuer, answer) => {
            let host = url::Url::parse(&context.subject().issuer).ok();
            let host = host.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
            let found = finding("issuer.not_okta")
                .with("host", Value::public(host))
                .with("detail", Value::public(""));
            Check::new("issuer.organization", Status::NotApplicable).because(found)
        }
        (None, None) if exchange.is_none() => Check::new("issuer.organization", Status::NotReached),
        _ => Check::new("issuer.organization", Status::Unknown),
    };
    vec![check.timed(exchange)]
}
