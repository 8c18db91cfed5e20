//! Beside the waiting: the pasted address, the page that the browser shows, the address as a square code.

use super::super::page::{Block, FieldView, Page, Sign, Tone};
use super::super::screen::Screen;
use super::super::{Wizard, say, say_with};
use super::login;
use crate::base::untrusted::visible;
use crate::diagnosis::evidence::PageSeen;
use crate::engine::Intent;
use crate::oidc::callback::PasteProblem;

/// Which page a browser may show instead of coming back.
pub(super) const PAGES: [(PageSeen, &str); 7] = [
    (PageSeen::BadRequest, "bad_request"),
    (PageSeen::NotAllowed, "not_allowed"),
    (PageSeen::CannotConnect, "cannot_connect"),
    (PageSeen::SignInLoop, "sign_in_loop"),
    (PageSeen::CertificateWarning, "certificate"),
    (PageSeen::Blank, "blank"),
    (PageSeen::Other, "other"),
];

pub(super) fn paste_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(say("paste.title"));
    page.text(Tone::Plain, say("paste.why")).space();
    let remarks = login::out(wizard).and_then(|waiting| waiting.paste_problem.as_ref()).map(problem);
    page.push(Block::Field(FieldView {
        label: String::new(),
        name: "paste".to_owned(),
        focused: true,
        placeholder: say("paste.example"),
        remarks: remarks.map(|text| (Sign::Bad, text)).into_iter().collect(),
    }));
    page.space().mark(Sign::Caution, say("paste.holds_code"));
    page
}

fn problem(problem: &PasteProblem) -> String {
    match problem {
        PasteProblem::Empty => say("paste.empty"),
        PasteProblem::NotAnAddress => say("paste.not_an_address"),
        PasteProblem::ProviderPage { host } => say_with("paste.provider_page", &[("host", &visible(host))]),
        PasteProblem::OtherPlace { expected, seen } => {
            say_with("paste.other_place", &[("expected", expected), ("seen", &visible(seen))])
        }
        PasteProblem::NoAnswer => say("paste.no_answer"),
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
    let mut page = Page::new(say("seen.title"));
    page.text(Tone::Plain, say("seen.why")).space();
    page.choices(
        wizard.focus,
        PAGES
            .into_iter()
            .map(|(_, key)| (say(&format!("seen.{key}")), say(&format!("seen.{key}_about")), String::new())),
    );
    page
}

/// The page that was seen ends the wait: the verdict explains it.
pub(super) fn seen_next(wizard: &mut Wizard) {
    let Some((seen, _)) = PAGES.get(wizard.focus).copied() else { return };
    wizard.want(Intent::Shows(seen));
    wizard.back_from_aside();
    if wizard.screen == Screen::Waiting {
        wizard.notice = Some(say("seen.noted"));
    }
}

pub(super) fn code_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(say("code.title"));
    page.wide = true;
    page.text(Tone::Plain, say("code.why")).space();
    match login::address(wizard) {
        Some(address) => page.push(Block::Code(address.reveal().to_owned())),
        None => page.mark(Sign::Open, say("code.gone")),
    };
    page
}
