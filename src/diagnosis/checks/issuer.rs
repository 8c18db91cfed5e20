//! The issuer as it was typed, and whether its host is Okta's.

use super::context::Context;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::okta::issuer::{IssuerRefusal, Slip, correct};
use crate::okta::organization::{self, Engine};
use crate::okta::probes::ORGANIZATION;

/// What was typed: refused, corrected, or right.
pub(super) fn form(context: &Context<'_>) -> Vec<Check> {
    let subject = context.subject();
    let seen = Value::public(subject.issuer.clone());
    let check = if context.is_held(&subject.issuer) {
        Check::new(CheckId::IssuerForm, Status::NotReached)
    } else if let Err(refusal) = correct(&subject.issuer) {
        let slug = match refusal {
            IssuerRefusal::Placeholder => Slug::IssuerPlaceholder,
            IssuerRefusal::NotHttps => Slug::IssuerNotHttps,
            _ => Slug::IssuerMalformed,
        };
        Check::new(CheckId::IssuerForm, Status::Fail).because(Finding::new(slug).with("seen", seen))
    } else {
        let check = Check::new(CheckId::IssuerForm, Status::Pass).seeing(seen.clone());
        match subject.issuer_slips.first() {
            Some(slip) => check.because(Finding::new(slip_slug(slip)).with("seen", seen)),
            None => check,
        }
    };
    vec![check.required(true)]
}

/// The finding of a slip.
fn slip_slug(slip: &Slip) -> Slug {
    match slip {
        Slip::AdminHost => Slug::IssuerAdminHost,
        Slip::DiscoveryUrl => Slug::IssuerDiscoveryUrl,
        Slip::TrailingSlash => Slug::IssuerTrailingSlash,
        Slip::EndpointPrefix => Slug::IssuerEndpointPrefix,
        Slip::Pasted => Slug::IssuerPasted,
        Slip::NoScheme => Slug::IssuerNoScheme,
        Slip::PagePath | Slip::HostAlone => Slug::IssuerPagePath,
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
            Check::new(CheckId::IssuerOrganization, Status::Pass).seeing(Value::public(engine))
        }
        (None, Some(answer)) if organization::is_other_provider(&context.subject().issuer, answer) => {
            let host = url::Url::parse(&context.subject().issuer).ok();
            let host = host.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
            let found = Finding::new(Slug::IssuerNotOkta).public("host", host).public("detail", "");
            Check::new(CheckId::IssuerOrganization, Status::NotApplicable).because(found)
        }
        (None, None) if exchange.is_none() => Check::new(CheckId::IssuerOrganization, Status::NotReached),
        _ => Check::new(CheckId::IssuerOrganization, Status::Unknown),
    };
    vec![check.timed(exchange)]
}
