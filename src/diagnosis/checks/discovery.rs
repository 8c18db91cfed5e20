//! The discovery document, as the application will see it, and whether it is of the issuer that is configured.

use url::Url;

use super::context::Context;
use super::{answered, network};
use crate::base::words::Message;
use crate::base::{Answer, Exchange, TroubleKind};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Severity, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::discovery::{DocumentError, Metadata};
use crate::okta::authorize::read_error;
use crate::okta::host::{self, HostKind};
use crate::okta::issuer::{server_of, without_document};
use crate::okta::probes::{CLIENT_DISCOVERY, DISCOVERY};

const LICENCE_CODE: &str = "E0000015";

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    vec![document(context).required(true), issuer(context).required(true), mode(context)]
}

/// Whether the document came and holds what a login needs.
fn document(context: &Context<'_>) -> Check {
    let id = CheckId::DiscoveryDocument;
    let Some(exchange) = context.probed(&DISCOVERY) else { return Check::new(id, Status::NotReached) };
    let address = Value::public(exchange.request.shown_url());
    let check = match (&exchange.outcome, &context.metadata) {
        (Err(trouble), _) if trouble.kind == TroubleKind::TooLarge => Check::new(id, Status::Fail)
            .because(Finding::new(Slug::DiscoveryTooLarge).with("address", address)),
        // Where nothing at all answers, that is the cause, and it is told above.
        (Err(_), _) if !network::is_reached(context) => Check::new(id, Status::NotReached),
        (Err(_), _) => {
            network::without_answer(id, exchange).unwrap_or_else(|| Check::new(id, Status::NotReached))
        }
        (Ok(_), Some(Ok(document))) => match document.astray(&context.subject().issuer) {
            Some((endpoint, seen)) => Check::new(id, Status::Fail).because(
                Finding::new(Slug::DiscoveryEndpointUnsafe)
                    .with("address", address)
                    .public("endpoint", endpoint)
                    .public("seen", without_query(seen)),
            ),
            None => Check::new(id, Status::Pass).seeing(address),
        },
        (Ok(_), Some(Err(why))) => Check::new(id, Status::Fail).because(
            answered::marked(exchange).unwrap_or_else(|| unusable(exchange, why).with("address", address)),
        ),
        (Ok(answer), None) => refused(context, exchange, answer, address),
    };
    check.timed(Some(exchange))
}

fn unusable(exchange: &Exchange, why: &DocumentError) -> Finding {
    match why {
        DocumentError::NotJson(detail) => {
            let instead = answered::instead_of_json(Some(exchange), detail);
            Finding::new(Slug::DiscoveryNotJson).public("detail", instead)
        }
        DocumentError::Incomplete { missing } => {
            Finding::new(Slug::DiscoveryIncomplete).public("missing", Message::list(missing))
        }
        DocumentError::NotAnAddress { field, .. } => {
            Finding::new(Slug::DiscoveryIncomplete).public("missing", *field)
        }
    }
}

/// An answer that is no success: a redirect, a limit, a missing licence, nothing there, or an error.
fn refused(context: &Context<'_>, exchange: &Exchange, answer: &Answer, address: Value) -> Check {
    let id = CheckId::DiscoveryDocument;
    if let Some(target) = answer.location(&exchange.request.url) {
        let target = Value::public(without_query(&target));
        let found = Finding::new(Slug::DiscoveryRedirected).with("address", address).with("target", target);
        return Check::new(id, Status::Fail).because(found);
    }
    let error = read_error(answer);
    let code = error.as_ref().map_or("", |error| error.error.as_str());
    if let Some(base) = without_document(&context.subject().issuer).filter(|_| answer.status == 404) {
        let found = Finding::new(Slug::IssuerDocumentAddress)
            .public("expected", base)
            .public("seen", context.subject().issuer.clone());
        return Check::new(id, Status::Fail).because(found);
    }
    if let Some(blocked) = answered::by_a_page(exchange) {
        return Check::new(id, Status::Fail).because(blocked);
    }
    let on_custom_server = context.okta && server_of(&context.subject().issuer).is_some();
    let slug = match answer.status {
        429 => Slug::DiscoveryRateLimited,
        404 => Slug::DiscoveryNotFound,
        _ if code == LICENCE_CODE => Slug::DiscoveryLicenceMissing,
        401 if on_custom_server => Slug::DiscoveryLicenceMissing,
        _ => Slug::DiscoveryHttpError,
    };
    let said = error.as_ref().and_then(|error| error.description.clone()).unwrap_or_else(|| code.to_owned());
    let found = Finding::new(slug)
        .public("status", answer.status.to_string())
        .with("address", address)
        .public("code", code)
        .public("said", said);
    let status = if slug == Slug::DiscoveryRateLimited { Status::Unknown } else { Status::Fail };
    Check::new(id, status).because(found)
}

/// Whether the document names the configured issuer, letter by letter (Discovery 1.0 §4.3).
fn issuer(context: &Context<'_>) -> Check {
    let id = CheckId::DiscoveryIssuer;
    let Some(document) = context.document() else { return Check::new(id, Status::NotReached) };
    let expected = Value::public(context.subject().issuer.clone());
    let seen = Value::public(document.issuer.clone());
    if document.is_of(&context.subject().issuer) {
        return Check::new(id, Status::Pass).expecting(expected).seeing(seen);
    }
    let mut found = Finding::new(mismatch(context, document)).with("expected", expected).with("seen", seen);
    found.severity = Severity::Fail;
    Check::new(id, Status::Fail).because(found)
}

/// In which way the two issuers differ.
fn mismatch(context: &Context<'_>, document: &Metadata) -> Slug {
    let configured = context.subject().issuer.as_str();
    let named = document.issuer.as_str();
    let (Ok(ours), Ok(theirs)) = (Url::parse(configured), Url::parse(named)) else {
        return Slug::DiscoveryIssuerMismatch;
    };
    if ours.host_str().is_some_and(host::is_admin) {
        Slug::IssuerAdminHost
    } else if configured.trim_end_matches('/') == named.trim_end_matches('/') {
        Slug::IssuerTrailingSlash
    } else if context.okta && ours.path() == theirs.path() && of_one_organization(context, &ours, &theirs) {
        Slug::IssuerCustomDomainMismatch
    } else {
        Slug::DiscoveryIssuerMismatch
    }
}

/// Whether two hosts may be an organization's own one and its custom domain: by what it says of itself, or because one of
/// the two is Okta's and the other is not. Two hosts of Okta's are two organizations; so is a host of Okta's that is not
/// the one which the organization names as its own.
fn of_one_organization(context: &Context<'_>, ours: &Url, theirs: &Url) -> bool {
    let own = context.organization.as_ref();
    let hosts: Vec<Option<&str>> = own
        .into_iter()
        .flat_map(|own| [&own.home, &own.custom_domain])
        .flatten()
        .map(Url::host_str)
        .collect();
    let said = hosts.contains(&ours.host_str()) && hosts.contains(&theirs.host_str());
    let is_okta = |url: &Url| host::kind(url) == HostKind::Okta;
    let home = own.and_then(|own| own.home.as_ref());
    let foreign = |url: &Url| is_okta(url) && home.is_some_and(|home| home.host_str() != url.host_str());
    let likely = is_okta(ours) != is_okta(theirs) && !foreign(ours) && !foreign(theirs);
    ours.host_str() != theirs.host_str() && (said || likely)
}

/// Whether Okta will put another issuer into this application's tokens than the document names. A login that passed has
/// shown the tokens themselves, which weighs more.
fn mode(context: &Context<'_>) -> Check {
    let id = CheckId::ClientIssuerMode;
    if !context.okta {
        return Check::new(id, Status::NotApplicable);
    }
    let Some(exchange) = context.probed(&CLIENT_DISCOVERY) else {
        return Check::new(id, Status::NotReached);
    };
    if context.proven().is_some() {
        return Check::new(id, Status::Pass).timed(Some(exchange));
    }
    if let Some(check) = network::without_answer(id, exchange) {
        return check;
    }
    let named = exchange.document().and_then(|document| Metadata::read(document).ok());
    let check = match (named, context.document()) {
        (Some(named), Some(_)) if named.issuer == context.subject().issuer => {
            Check::new(id, Status::Pass).seeing(Value::public(named.issuer))
        }
        // Where plain discovery disagrees already, that is the cause, and it is told above.
        (Some(named), Some(plain)) if plain.is_of(&context.subject().issuer) => {
            let found = Finding::new(Slug::IssuerModeMismatch)
                .public("expected", context.subject().issuer.clone())
                .public("seen", named.issuer);
            Check::new(id, Status::Fail).because(found)
        }
        _ => Check::new(id, Status::Unknown),
    };
    check.timed(Some(exchange))
}

fn without_query(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.set_fragment(None);
    shown.into()
}
