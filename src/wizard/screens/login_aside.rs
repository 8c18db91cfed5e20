//! Beside the waiting: the pasted address, the page that the browser shows, the address as a square code.

use super::super::Wizard;
use super::super::page::{Block, FieldView, Page, Sign, Tone};
use super::super::screen::Screen;
use super::login;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Voice, key, message, say};
use crate::diagnosis::evidence::PageSeen;
use crate::engine::Intent;
use crate::oidc::callback::PasteProblem;

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

pub(super) fn paste_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.paste.title"));
    page.text(Tone::Plain, message!("wizard.paste.why")).space();
    let remarks = login::out(wizard)
        .and_then(|waiting| waiting.paste_problem.as_ref())
        .map(|one| problem(wizard.voice(), one));
    page.push(Block::Field(FieldView {
        label: String::new(),
        name: "paste".to_owned(),
        focused: true,
        placeholder: say!(wizard, "wizard.paste.example"),
        remarks: remarks.map(|text| (Sign::Bad, text)).into_iter().collect(),
    }));
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

pub(super) fn paste_next(wizard: &mut Wizard) {
    let text = wizard.paste.taken();
    wizard.want(Intent::Paste(text));
    if login::is_out(wizard) {
        wizard.scroll.follows = true;
    } else {
        wizard.paste.set("");
    }
}

pub(super) fn seen_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.seen.title"));
    page.text(Tone::Plain, message!("wizard.seen.why")).space();
    page.choices(
        wizard.focus,
        PAGES.into_iter().map(|(_, label, about)| (wizard.text(label), wizard.text(about), String::new())),
    );
    page
}

/// The page that was seen ends the wait: the verdict explains it.
pub(super) fn seen_next(wizard: &mut Wizard) {
    let Some((seen, ..)) = PAGES.get(wizard.focus).copied() else { return };
    wizard.want(Intent::Shows(seen));
    wizard.back_from_aside();
    if wizard.screen == Screen::Waiting {
        wizard.notice = Some(message!("wizard.seen.noted"));
    }
}

pub(super) fn code_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.code.title"));
    page.wide = true;
    page.text(Tone::Plain, message!("wizard.code.why")).space();
    match login::address(wizard) {
        Some(address) => page.push(Block::Code(address.reveal().to_owned())),
        None => page.mark(Sign::Open, message!("wizard.code.gone")),
    };
    page
}
