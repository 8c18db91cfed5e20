//! Clean-up: every redirect URI of the test comes out of Okta again, and Okta is asked whether it did.

use url::Url;

use super::super::page::{Block, Page, Sign, Tone, ValueView};
use super::super::{HostTask, Wizard};
use super::okta;
use super::questions::digit;
use crate::apps::{ConsolePage, Phase};
use crate::base::Secret;
use crate::base::words::{Message, key, message, say};
use crate::engine::{Intent, Removal, Setup};

pub(super) fn copies(wizard: &Wizard) -> Vec<Secret> {
    wizard.setup().map(Setup::test_addresses).unwrap_or_default().into_iter().map(Secret::new).collect()
}

pub(super) fn link(wizard: &Wizard) -> Option<Url> {
    okta::console_link(wizard, ConsolePage::AppGeneral)
}

pub(super) fn can_ask(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(Setup::was_asked)
}

pub(super) fn ask(wizard: &mut Wizard) {
    if wizard.practice_wanted
        && let Some(setup) = wizard.setup()
        && let Some(client_id) = setup.connection().client_id.clone()
    {
        for redirect in setup.test_addresses() {
            wizard.ask_host(HostTask::Unregister { client_id: client_id.clone(), redirect });
        }
    }
    wizard.want(Intent::CheckTestUriGone);
}

/// Asks by itself, since the steps before have just taken them out.
pub(super) fn arrive(wizard: &mut Wizard) {
    if can_ask(wizard) && removal_was_done(wizard) {
        ask(wizard);
    }
}

/// Whether the guide's own step for it was ticked off.
fn removal_was_done(wizard: &Wizard) -> bool {
    let Some(setup) = wizard.setup() else { return false };
    setup.connection().done_steps.iter().any(|step| step.starts_with("okta_after/"))
}

pub(super) fn page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let all = setup.test_addresses();
    let [title, why, ask] = if all.len() > 1 {
        [
            key!("wizard.test_uri.title_several"),
            key!("wizard.test_uri.why_several"),
            key!("wizard.test_uri.ask_several"),
        ]
    } else {
        [key!("wizard.test_uri.title"), key!("wizard.test_uri.why"), key!("wizard.test_uri.ask")]
    };
    let mut page = Page::new(wizard.voice(), title);
    page.text(Tone::Plain, why).space();
    for (at, uri) in all.iter().enumerate() {
        page.push(Block::Value(ValueView {
            key: digit(at),
            shown: uri.clone(),
            note: say!(wizard, "wizard.test_uri.note"),
            ..ValueView::default()
        }));
    }
    if setup.resolved().phase(Phase::OktaAfter).next().is_none() {
        page.space().text(Tone::Plain, message!("wizard.test_uri.how"));
    }
    page.space();
    for uri in &all {
        if let Some(removal) = setup.removal(uri) {
            let (sign, told) = told(wizard, removal);
            let told =
                if all.len() > 1 { say!(wizard, "joins.labelled", label = uri, value = told) } else { told };
            page.mark(sign, told);
        }
    }
    if all.iter().any(|uri| setup.removal(uri).is_none()) {
        page.text(Tone::Quiet, ask);
    }
    page
}

fn told(wizard: &Wizard, removal: Removal) -> (Sign, String) {
    match removal {
        Removal::Gone if wizard.practice_wanted => {
            (Sign::Good, say!(wizard, "wizard.test_uri.gone_practice"))
        }
        Removal::Gone => (Sign::Good, say!(wizard, "wizard.test_uri.gone")),
        Removal::StillThere => (Sign::Caution, say!(wizard, "wizard.test_uri.still_there")),
        Removal::Unknown => (Sign::Open, say!(wizard, "wizard.test_uri.unknown")),
    }
}

/// What is said where an address of the test must go into Okta that no page told of before, beside those that were told.
pub(super) fn is_new(wizard: &Wizard, uri: &str, page: &mut Page) {
    let Some(setup) = wizard.setup().filter(|setup| setup.is_new_test_address(uri)) else { return };
    let earlier: Vec<&str> = setup.connection().test_addresses.iter().map(String::as_str).collect();
    let told = say!(wizard, "wizard.redirects.is_new", address = uri, earlier = Message::list(&earlier));
    page.space().mark(Sign::Caution, told);
}
