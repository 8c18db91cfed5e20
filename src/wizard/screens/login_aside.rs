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
    items: Items::Answers(|wizard| pages(wizard).len()),
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
const PAGES: [(PageSeen, Key, Key); 8] = [
    (PageSeen::BadRequest, key!("wizard.seen.bad_request"), key!("wizard.seen.bad_request_about")),
    (PageSeen::NotAllowed, key!("wizard.seen.not_allowed"), key!("wizard.seen.not_allowed_about")),
    (PageSeen::CannotConnect, key!("wizard.seen.cannot_connect"), key!("wizard.seen.cannot_connect_about")),
    (PageSeen::AnswerTaken, key!("wizard.seen.answer_taken"), key!("wizard.seen.answer_taken_about")),
    (PageSeen::SignInLoop, key!("wizard.seen.sign_in_loop"), key!("wizard.seen.sign_in_loop_about")),
    (PageSeen::CertificateWarning, key!("wizard.seen.certificate"), key!("wizard.seen.certificate_about")),
    (PageSeen::Blank, key!("wizard.seen.blank"), key!("wizard.seen.blank_about")),
    (PageSeen::Other, key!("wizard.seen.other"), key!("wizard.seen.other_about")),
];

/// Those that this login can end on: it comes back either to this computer or to the application.
pub(super) fn pages(wizard: &Wizard) -> Vec<(PageSeen, Key, Key)> {
    let other =
        if login::comes_back_to_app(wizard) { PageSeen::CannotConnect } else { PageSeen::AnswerTaken };
    PAGES.into_iter().filter(|(page, ..)| *page != other).collect()
}

fn paste_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.paste.title"));
    let Some(setup) = wizard.setup() else { return page };
    let (app, own) = (&setup.resolved().name, setup.own_redirect().filter(|_| setup.comes_back_to_app()));
    let why = if let Some(uri) = &own {
        message!("wizard.paste.why_own", app = app, uri = uri)
    } else {
        message!("wizard.paste.why")
    };
    page.text(Tone::Plain, why).space();
    let problem = login::out(wizard).and_then(|waiting| waiting.paste_problem.as_ref());
    let is_taken = |one: &PasteProblem| own.as_deref().is_some_and(|uri| is_taken(one, uri));
    let remarks = problem.map(|one| match one {
        one if is_taken(one) => say!(wizard, "wizard.paste.taken", app = app),
        one => told(wizard.voice(), one),
    });
    let remarks = remarks.map(|text| (Sign::Bad, text)).into_iter().collect();
    let example = own.map_or_else(|| say!(wizard, "wizard.paste.example"), |uri| format!("{uri}?code=…"));
    page.field("paste", example, remarks);
    page.space().mark(Sign::Caution, message!("wizard.paste.holds_code"));
    page
}

/// Whether the application has taken the answer out of the address: it is a page of its own, without one.
fn is_taken(problem: &PasteProblem, own: &str) -> bool {
    match problem {
        PasteProblem::NoAnswer => true,
        PasteProblem::OtherPlace { seen, .. } => {
            let origin = |text: &str| url::Url::parse(text).ok().map(|url| url.origin());
            origin(seen).is_some_and(|seen| Some(seen) == origin(own))
        }
        _ => false,
    }
}

fn told(voice: Voice, problem: &PasteProblem) -> String {
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
    let app = wizard.setup().map(|setup| setup.resolved().name.clone()).unwrap_or_default();
    let all = pages(wizard).into_iter();
    page.answers(
        wizard.focus,
        all.map(|(_, label, about)| (message!(label, app = app), message!(about, app = app))),
    );
    page
}

/// The page that was seen ends the wait: the verdict explains it.
fn seen_next(wizard: &mut Wizard) {
    let Some((seen, ..)) = pages(wizard).get(wizard.focus).copied() else { return };
    wizard.want(Intent::Shows(seen));
    // Whatever was taken does not come any more.
    if seen == PageSeen::AnswerTaken {
        return wizard.want(Intent::StopLogin);
    }
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
