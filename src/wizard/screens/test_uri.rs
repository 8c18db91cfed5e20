//! Clean-up: every redirect URI of the test comes out of Okta again, and Okta is asked whether it did.

use url::Url;

use super::super::page::{Block, Page, Sign, Tone, ValueView};
use super::super::screen::Description;
use super::super::{HostTask, Wizard};
use super::okta;
use super::questions::digit;
use crate::apps::{ConsolePage, Phase, Step};
use crate::base::Secret;
use crate::base::words::{Message, Provider, key, message, say};
use crate::engine::connection::Stage;
use crate::engine::{Intent, Removal, Setup};
use crate::wizard::keymap::{Action, COPY, OPEN, Word, c, enter, row, word};

pub(super) static TEST_URI: Description = Description {
    stage: |_| Some(Stage::Proof),
    is_done: |_, project| project.setup.connection().test_addresses.is_empty(),
    page,
    copies,
    is_numbered: true,
    link,
    keys: &[
        COPY,
        OPEN,
        row(&[c('g')], Action::AskTestUri, "ask_test_uri", 5, ask).when(can_ask),
        row(&[c('l')], Action::Later, "later", 6, Wizard::forward).when(is_to_ask),
        enter("next", next),
    ],
    next_word,
    ..Description::PLAIN
};

fn copies(wizard: &Wizard) -> Vec<Secret> {
    wizard.setup().map(Setup::test_addresses).unwrap_or_default().into_iter().map(Secret::new).collect()
}

pub(super) fn link(wizard: &Wizard) -> Option<Url> {
    okta::console_link(wizard, ConsolePage::AppGeneral)
}

fn can_ask(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(Setup::was_asked)
}

fn ask(wizard: &mut Wizard) {
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

/// In practice nobody goes to the console for it.
pub(super) fn remove_from_practice(wizard: &mut Wizard) {
    let is_asked = wizard
        .setup()
        .is_some_and(|setup| copies(wizard).iter().all(|uri| setup.removal(uri.reveal()).is_some()));
    if wizard.practice_wanted && can_ask(wizard) && !is_asked {
        ask(wizard);
    }
}

/// Whether Okta was not asked about one of them yet, and can be.
fn is_to_ask(wizard: &Wizard) -> bool {
    let Some(setup) = wizard.setup().filter(|_| can_ask(wizard)) else { return false };
    setup.test_addresses().iter().any(|uri| setup.removal(uri).is_none())
}

fn next_word(wizard: &Wizard) -> Option<Word> {
    is_to_ask(wizard).then_some(word!("removed"))
}

/// It is said to be removed: Okta is asked, and what it says stays in sight until one goes on.
fn next(wizard: &mut Wizard) {
    if !is_to_ask(wizard) {
        return wizard.forward();
    }
    let steps: Vec<String> = wizard
        .setup()
        .map(|setup| setup.resolved().phase(Phase::OktaAfter).map(|step| step.id.clone()).collect())
        .unwrap_or_default();
    for step in steps {
        wizard.want(Intent::Tick(step, true));
    }
    ask(wizard);
}

/// What the end says of them: whether each is still in Okta.
pub(super) fn at_the_end(wizard: &Wizard, page: &mut Page) {
    let Some(setup) = wizard.setup() else { return };
    for uri in setup.test_addresses() {
        let is_told = setup.connection().test_addresses.contains(&uri);
        let (sign, key) = match setup.removal(&uri) {
            Some(Removal::Gone) if wizard.practice_wanted => {
                (Sign::Good, key!("wizard.test_uri.gone_practice"))
            }
            Some(Removal::Gone) => (Sign::Good, key!("wizard.test_uri.end_gone")),
            _ if is_told && wizard.practice_wanted => return,
            _ if is_told => (Sign::Caution, key!("wizard.test_uri.end_there")),
            _ => continue,
        };
        page.mark(sign, message!(key, address = uri));
    }
}

fn page(wizard: &Wizard) -> Page {
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
    // The guide's steps are those of Okta's console.
    let is_okta = wizard.voice().provider == Provider::Okta;
    let removal: Vec<&Step> = setup.resolved().phase(Phase::OktaAfter).filter(|_| is_okta).collect();
    page.text(Tone::Plain, why).space();
    for step in &removal {
        // The first paragraph says why, as this page does; where to click comes after it.
        for paragraph in step.say.iter().skip(1) {
            page.text(Tone::Plain, paragraph.clone()).space();
        }
        if let Some(drawing) = &step.drawing {
            page.aside.push(Block::Drawing { title: drawing.title.clone(), lines: drawing.lines.clone() });
        }
    }
    for (at, uri) in all.iter().enumerate() {
        page.push(Block::Value(ValueView {
            key: digit(at),
            shown: uri.clone(),
            note: say!(wizard, "wizard.test_uri.note"),
            ..ValueView::default()
        }));
    }
    if removal.is_empty() {
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
