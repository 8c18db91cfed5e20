//! The living application: what it sends to the provider, beside what it should send.

use url::Url;

use super::super::Wizard;
use super::super::flow::ADDRESS;
use super::super::page::{Block, Page, Pair, Sign, Tone};
use super::super::screen::{Description, Screen};
use super::check_blocks;
use crate::base::untrusted::visible;
use crate::base::words::{Key, key, message, say};
use crate::diagnosis::finding::{Check, Status, Value};
use crate::diagnosis::{CheckId, Verdict};
use crate::engine::connection::Stage;
use crate::engine::{Intent, Setup};
use crate::wizard::keymap::{Action, OPEN, Word, c, enter, f, row, word};

pub(super) static LIVING: Description = Description {
    stage: |screen| Some(if is_first(screen) { Stage::Login } else { Stage::Proof }),
    // It was offered, and can be asked for again.
    is_done: |_, _| true,
    waits: |wizard| wizard.setup().is_some_and(is_looking),
    page,
    link,
    keys: &[
        OPEN,
        row(&[c('r'), f(5)], Action::CheckAgain, "look_again", 5, look).when(can_look_again),
        row(&[c('v')], Action::PasteAddress, "paste_seen", 6, paste),
        row(&[c('l')], Action::Later, "not_now", 7, Wizard::forward),
        enter("next", next),
    ],
    next_word,
    ..Description::PLAIN
};

pub(super) static SEEN_AT: Description = Description {
    stage: |screen| Some(if is_first(screen) { Stage::Login } else { Stage::Proof }),
    beside: |screen| Some(Screen::Living { first: is_first(screen) }),
    page: paste_page,
    arrive: |wizard| wizard.paste.set(""),
    editing: |_| Some("paste".to_owned()),
    pasted: paste_next,
    keys: &[enter("next", paste_next)],
    ..Description::PLAIN
};

/// Whether it is looked at before the test login.
fn is_first(screen: &Screen) -> bool {
    matches!(screen, Screen::Living { first: true } | Screen::SeenAt { first: true })
}

/// The rows of the table.
const ROWS: [(CheckId, Key); 6] = [
    (CheckId::LiveClientId, key!("wizard.living.client_id")),
    (CheckId::LiveRedirectUri, key!("wizard.living.redirect_uri")),
    (CheckId::LiveIssuer, key!("wizard.living.issuer")),
    (CheckId::LiveScopes, key!("wizard.living.scopes")),
    (CheckId::LivePkce, key!("wizard.living.pkce")),
    (CheckId::LiveResponseType, key!("wizard.living.response_type")),
];

fn was_seen(setup: &Setup) -> bool {
    setup.evidence().live.is_some() && !is_looking(setup)
}

fn is_looking(setup: &Setup) -> bool {
    setup.visiting() || setup.checking()
}

/// Visits the application, or goes on where that was done.
fn next(wizard: &mut Wizard) {
    match wizard.setup() {
        Some(setup) if is_looking(setup) => wizard.notice = Some(message!("wizard.living.still_looking")),
        Some(setup) if was_seen(setup) => wizard.forward(),
        _ => look(wizard),
    }
}

fn look(wizard: &mut Wizard) {
    wizard.want(Intent::Visit { alone: false });
}

/// Whether it can be looked at again.
fn can_look_again(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(was_seen)
}

fn next_word(wizard: &Wizard) -> Option<Word> {
    let is_first = wizard.setup().is_some_and(|setup| !was_seen(setup));
    is_first.then_some(word!("look"))
}

/// The application's own address: the same page, for the person.
fn link(wizard: &Wizard) -> Option<Url> {
    Url::parse(wizard.setup()?.connection().answers.get(ADDRESS)?).ok()
}

fn page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let app = setup.resolved().name.as_str();
    if is_looking(setup) {
        let mut page = Page::new(wizard.voice(), message!("wizard.living.title", app = app));
        page.mark(Sign::Busy, message!("wizard.living.looking", app = app));
        return page;
    }
    if setup.evidence().live.is_none() {
        let mut page = Page::new(wizard.voice(), message!("wizard.living.title", app = app));
        page.text(Tone::Plain, message!("wizard.living.why", app = app)).space();
        page.text(Tone::Plain, message!("wizard.living.how")).space();
        page.text(Tone::Quiet, message!("wizard.living.never"));
        return page;
    }
    let mut page = Page::new(wizard.voice(), message!("wizard.living.seen", app = app));
    table(wizard, setup, &mut page);
    told(wizard, setup, &mut page);
    page
}

fn of_visit(setup: &Setup) -> impl Iterator<Item = &Check> {
    setup.diagnosis().checks.iter().filter(|check| check.id.as_str().starts_with("live."))
}

/// What it sends, and beside it what it should send.
fn table(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    let shown = |value: &Option<Value>| value.as_ref().map(|value| visible(&wizard.say(&value.message)));
    let rows: Vec<Pair> = ROWS
        .iter()
        .filter_map(|(id, name)| {
            let check = of_visit(setup).find(|check| check.id == *id)?;
            let seen = shown(&check.seen)?;
            let (sign, note) = match (check.status, shown(&check.expected)) {
                (Status::Pass, _) => (Some(Sign::Good), wizard.text(key!("wizard.living.right"))),
                (Status::NotApplicable | Status::NotReached, _) | (_, None) => (None, String::new()),
                (status, Some(expected)) => {
                    let sign = if status == Status::Fail { Sign::Bad } else { Sign::Caution };
                    (Some(sign), say!(wizard, "wizard.living.should", expected = expected))
                }
            };
            Some(Pair { name: wizard.text(*name), value: seen, note, sign })
        })
        .collect();
    if !rows.is_empty() {
        page.push(Block::Pairs(rows)).space();
    }
}

/// What is the matter, each with its cure in the application; else that all is well.
fn told(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    let subject = &setup.evidence().subject;
    let mut is_well = true;
    let mut speaking: Vec<&Check> = of_visit(setup).filter(|check| check_blocks::speaks(check)).collect();
    // What is wrong comes before what is only not as it could be; that the provider refuses it follows, and is not told twice.
    speaking.sort_by_key(|check| check.status == Status::Warn);
    let is_told =
        speaking.iter().any(|check| check.status == Status::Fail && check.id != CheckId::LiveAccepted);
    speaking.retain(|check| check.id != CheckId::LiveAccepted || !is_told);
    for check in speaking {
        is_well &= check.status == Status::Warn;
        page.push(check_blocks::line(wizard.voice(), check, subject, false));
        if let Some(told) = check_blocks::told(wizard.voice(), check, subject) {
            check_blocks::explain(page, check, &told);
        }
    }
    let app = setup.resolved().name.as_str();
    if !is_well {
        page.space().text(Tone::Quiet, message!("wizard.living.again"));
    } else if setup.evidence().captured().is_some() && setup.diagnosis().verdict != Verdict::Unknown {
        page.mark(Sign::Good, message!("wizard.living.well", app = app));
        let next = if is_first(&wizard.screen) {
            key!("wizard.living.login_next")
        } else {
            key!("wizard.living.own_login_next")
        };
        page.text(Tone::Plain, message!(next, app = app));
    }
}

/// Asks for the address that the browser shows, in place of a visit.
fn paste(wizard: &mut Wizard) {
    wizard.aside(Screen::SeenAt { first: is_first(&wizard.screen) });
}

fn paste_page(wizard: &Wizard) -> Page {
    let app = wizard.setup().map(|setup| setup.resolved().name.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.living.paste_title"));
    page.text(Tone::Plain, message!("wizard.living.paste_how", app = app)).space();
    page.field("paste", say!(wizard, "wizard.living.paste_example"), Vec::new());
    page
}

/// The pasted address is looked at in place of a visit.
fn paste_next(wizard: &mut Wizard) {
    let address = wizard.paste.taken();
    if address.is_empty() {
        return;
    }
    wizard.want(Intent::SeenAt { address, alone: false });
    wizard.paste.set("");
    wizard.back_from_aside();
}
