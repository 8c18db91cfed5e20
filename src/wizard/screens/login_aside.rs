//! Beside the waiting: the pasted address, the page that the browser shows, the address as a square code.

use super::super::Wizard;
use super::super::page::{Block, Page, Sign, Tone};
use super::super::screen::{Description, Items, Screen};
use super::login;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Voice, key, message, say};
use crate::diagnosis::evidence::PageSeen;
use crate::engine::Intent;
use crate::engine::connection::Stage;
use crate::oidc::callback::PasteProblem;
use crate::wizard::keymap::{COPY, PRINT, enter};

/// Where the address is pasted on which the browser ended.
pub(super) const PASTE_SCREEN: Screen = Screen::PasteAddress;

pub(super) static PASTE: Description = Description {
    stage: |_| Some(Stage::Login),
    beside: |_| Some(login::SCREEN),
    waits: login::waits,
    page: paste_page,
    arrive: |wizard| wizard.paste.set(""),
    editing: |_| Some("paste".to_owned()),
    pasted: paste_next,
    keys: &[enter("next", paste_next)],
    ..Description::PLAIN
};

/// Which page the browser shows.
pub(super) const SEEN_SCREEN: Screen = Screen::PageSeen;

pub(super) static SEEN: Description = Description {
    stage: |_| Some(Stage::Login),
    beside: |_| Some(login::SCREEN),
    waits: login::waits,
    page: seen_page,
    items: Items::Answers(|_| PAGES.len()),
    keys: &[enter("next", seen_next)],
    ..Description::PLAIN
};

/// The sign-in address as a square code.
pub(super) const CODE_SCREEN: Screen = Screen::Code;

pub(super) static CODE: Description = Description {
    stage: |_| Some(Stage::Login),
    beside: |_| Some(login::SCREEN),
    page: code_page,
    copies: |wizard| login::address(wizard).into_iter().collect(),
    raw: |wizard| login::address(wizard).map(|address| vec![address]),
    keys: &[COPY, PRINT],
    ..Description::PLAIN
};

/// Which page a browser may show instead of coming back.
pub(super) const PAGES: [(PageSeen, Key, Key); 7] = [
    (PageSeen::BadRequest, key!("wizard.seen.bad_request"), key!("wizard.seen.bad_request_about")),
    (PageSeen::NotAllowed, key!("wizard.seen.not_allowed"), key!("wizard.seen.not_allowed_about")),
    (PageSeen::CannotConnect, key!("wizard.seen.cannot_connect"), key!("wizard.seen.cannot_connect_about")),
    (PageSeen::SignInLoop, key!("wizard.seen.sign_in_loop"), key!("wizard.seen.sign_in_loop_about")),
    (PageSeen::CertificateWarning, key!("wizard.seen.certificate"), key!("wizard.seen.certificate_about")),
    (PageSeen::Blank, key!("wizard.seen.blank"), key!("wizard.seen.blank_about")),
    (PageSeen::Other, key!("wizard.seen.other"), key!("wizard.seen.other_about")),
];

fn paste_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.paste.title"));
    page.text(Tone::Plain, message!("wizard.paste.why")).space();
    let remarks = login::out(wizard)
        .and_then(|waiting| waiting.paste_problem.as_ref())
        .map(|one| problem(wizard.voice(), one));
    let remarks = remarks.map(|text| (Sign::Bad, text)).into_iter().collect();
    page.field("paste", say!(wizard, "wizard.paste.example"), remarks);
    page.space().mark(Sign::Caution, message!("wizard.paste.holds_code"));
    page
}

fn problem(voice: Voice, problem: &PasteProblem) -> String {
    match problem {
        PasteProblem::Empty => say!(voice, "wizard.paste.empty"),
        PasteProblem::NotAnAddress => say!(voice, "wizard.paste.not_an_address"),
        PasteProblem::ProviderPage { host } => {
            say!(voice, "wizard.paste.provider_page", host = visible(host))
        }
        PasteProblem::OtherPlace { expected, seen } => {
            say!(voice, "wizard.paste.other_place", expected = expected, seen = visible(seen))
        }
        PasteProblem::NoAnswer => say!(voice, "wizard.paste.no_answer"),
        PasteProblem::OtherLogin => say!(voice, "wizard.paste.other_login"),
        PasteProblem::StateMissing => say!(voice, "wizard.paste.state_missing"),
    }
}

fn paste_next(wizard: &mut Wizard) {
    let text = wizard.paste.taken();
    wizard.want(Intent::Paste(text));
    if login::is_out(wizard) {
        wizard.scroll.follows = true;
    } else {
        wizard.paste.set("");
    }
}

fn seen_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.seen.title"));
    page.text(Tone::Plain, message!("wizard.seen.why")).space();
    page.answers(wizard.focus, PAGES.map(|(_, label, about)| (label, about)));
    page
}

/// The page that was seen ends the wait: the verdict explains it.
fn seen_next(wizard: &mut Wizard) {
    let Some((seen, ..)) = PAGES.get(wizard.focus).copied() else { return };
    wizard.want(Intent::Shows(seen));
    wizard.back_from_aside();
    if login::is_waiting(wizard) {
        wizard.notice = Some(message!("wizard.seen.noted"));
    }
}

fn code_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.code.title"));
    page.wide = true;
    page.text(Tone::Plain, message!("wizard.code.why")).space();
    match login::address(wizard) {
        Some(address) => page.push(Block::Code(address.reveal().to_owned())),
        None => page.mark(Sign::Open, message!("wizard.code.gone")),
    };
    page
}
