//! The first screen, and the saved connections.

use std::path::PathBuf;

use super::super::host::{HostTask, SavedAbout, SavedConnection};
use super::super::page::{Page, Tone};
use super::super::project::Mode;
use super::super::screen::{Description, Items, Screen};
use super::super::{Errand, Wizard};
use super::{applications, source};
use crate::apps::{Context, Guide, catalogue};
use crate::base::Timestamp;
use crate::base::untrusted::visible;
use crate::base::words::{Voice, key, message, say};
use crate::engine::Setup;
use crate::engine::connection::Stage;
use crate::wizard::keymap::{back, enter};

/// Where everything begins.
pub(in crate::wizard) const SCREEN: Screen = Screen::Start;

pub(super) static START: Description = Description {
    is_early: true,
    // The saved connections are among the answers.
    waits: |wizard| wizard.saved.is_none() || wizard.wants_tick().is_some(),
    page,
    arrive,
    items: Items::Answers(|wizard| items(wizard).len()),
    likely,
    keys: &[enter("choose_this", next), back(|_| {}).when(|_| false)],
    ..Description::PLAIN
};

/// The list of the saved connections.
pub(in crate::wizard) const SAVED_SCREEN: Screen = Screen::Saved;

pub(super) static SAVED: Description = Description {
    is_early: true,
    page: saved_page,
    arrive,
    items: Items::Answers(|wizard| saved_items(wizard).len()),
    keys: &[enter("choose_this", saved_next), back(|wizard| wizard.back_else(SCREEN))],
    ..Description::PLAIN
};

/// Whether saved connections are among the answers.
pub(in crate::wizard) fn lists_connections(wizard: &Wizard) -> bool {
    matches!(wizard.screen, Screen::Start | Screen::Saved)
}

/// The saved connections came: who comes back goes on, since Enter alone must not begin anew.
pub(in crate::wizard) fn connections_came(wizard: &mut Wizard) {
    if wizard.screen == SCREEN && wizard.focus == 0 {
        wizard.focus = likely(wizard);
    }
}

/// Back to where it was chosen what is done with an application.
pub(super) fn back_here(wizard: &mut Wizard) {
    wizard.back_else(if wizard.mode == Mode::Verify { SAVED_SCREEN } else { SCREEN });
}

/// How many unfinished connections stand on the first screen.
const SHOWN: usize = 4;

/// An item of the first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// Set up.
    SetUp,
    /// Verify.
    Verify,
    /// Practise.
    Practise,
    /// Continue with this connection.
    Continue(SavedConnection),
    /// All the others.
    More,
}

/// Three things to do, and what was begun.
pub(super) fn items(wizard: &Wizard) -> Vec<Item> {
    let mut all = vec![Item::SetUp, Item::Verify, Item::Practise];
    let begun: Vec<&SavedConnection> = unfinished(wizard).collect();
    all.extend(begun.iter().take(SHOWN).map(|one| Item::Continue((*one).clone())));
    if begun.len() > SHOWN {
        all.push(Item::More);
    }
    all
}

/// What was begun last, where something was; else the first thing to do.
fn likely(wizard: &Wizard) -> usize {
    let is_begun = |one: &SavedConnection| one.about.as_ref().is_ok_and(|about| !about.is_at_its_end());
    let all = items(wizard);
    all.iter().position(|item| matches!(item, Item::Continue(one) if is_begun(one))).unwrap_or(0)
}

fn unfinished(wizard: &Wizard) -> impl Iterator<Item = &SavedConnection> {
    let open = |one: &&SavedConnection| {
        one.about.as_ref().is_ok_and(|about| !about.is_finished() && !about.is_practice_gone)
    };
    wizard.saved.iter().flatten().filter(open)
}

fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.start.title"));
    let all = items(wizard).into_iter().map(|item| match item {
        Item::SetUp => (message!("wizard.start.set_up"), message!("wizard.start.set_up_about")),
        Item::Verify => (message!("wizard.start.verify"), message!("wizard.start.verify_about")),
        Item::Practise => (message!("wizard.start.practise"), message!("wizard.start.practise_about")),
        Item::More => (message!("wizard.start.more"), "".into()),
        Item::Continue(one) => {
            let (label, about) = told(wizard.voice(), &one, wizard.now);
            (message!("wizard.start.continue", what = label), about.into())
        }
    });
    page.answers(wizard.focus, all);
    page
}

fn next(wizard: &mut Wizard) {
    let chosen = items(wizard).into_iter().nth(wizard.focus);
    if !matches!(chosen, Some(Item::Practise) | None) {
        wizard.leave_practice();
    }
    match chosen {
        Some(Item::SetUp) => {
            wizard.mode = Mode::SetUp;
            lay_aside_named(wizard);
            wizard.go(applications::SCREEN);
        }
        Some(Item::Verify) => {
            wizard.mode = Mode::Verify;
            wizard.go(SAVED_SCREEN);
        }
        Some(Item::Practise) => wizard.start_practice(),
        Some(Item::Continue(one)) => load(wizard, &one.name, Errand::Continue),
        Some(Item::More) => {
            wizard.mode = Mode::SetUp;
            wizard.go(SAVED_SCREEN);
        }
        None => {}
    }
}

/// “Another application” stands for many: whoever begins anew means another one than the one that is kept already, whose
/// name must not be typed over. It stays among those to continue.
fn lay_aside_named(wizard: &mut Wizard) {
    let is_kept = |setup: &Setup| setup.guide().name_question().is_some() && setup.connection().revision > 0;
    if wizard.setup().is_some_and(is_kept) {
        wizard.keep();
        wizard.lay_aside();
    }
}

/// What was kept meanwhile is listed too.
fn arrive(wizard: &mut Wizard) {
    wizard.keep();
    wizard.ask_host(HostTask::ListConnections);
    if wizard.screen == SAVED_SCREEN && wizard.mode == Mode::Verify {
        look_for_files(wizard);
    }
}

/// Whether the files of the catalogue's applications are there. A path from the folder one stands in could be anybody's.
fn look_for_files(wizard: &mut Wizard) {
    if wizard.usual_files.is_empty() {
        let embedded = catalogue::cards().into_iter().filter_map(|card| catalogue::open(card.id).ok());
        let guides: Vec<Guide> = wizard.own_guides.iter().cloned().chain(embedded).collect();
        for guide in guides {
            let resolved = guide.resolve(&Context::default());
            let paths =
                resolved.formats.iter().filter_map(|format| format.path.as_deref()).map(PathBuf::from);
            for path in paths.filter(|path| path.is_absolute()) {
                if !wizard.usual_files.iter().any(|(known, _)| *known == path) {
                    wizard.usual_files.push((path, resolved.name.clone()));
                }
            }
        }
    }
    let files = wizard.usual_files.iter().map(|(path, _)| path.clone()).collect();
    wizard.ask_host(HostTask::LookFor(files));
}

fn load(wizard: &mut Wizard, name: &str, errand: Errand) {
    let same = wizard.setup().is_some_and(|setup| setup.connection().name == name);
    if same && errand == Errand::Continue {
        let stage = wizard.setup().map_or(Stage::Addresses, |setup| setup.connection().stage);
        wizard.go_to_open(stage);
        return;
    }
    wizard.errand = Some(errand);
    wizard.ask_host(HostTask::Load(name.to_owned()));
}

/// What the list of saved connections offers.
pub(super) enum SavedItem {
    /// One of them.
    One(SavedConnection),
    /// A configuration in its usual place, and whose it is; only where something is verified.
    Usual(PathBuf, String),
    /// The file of a configuration that exists; only where something is verified.
    File,
    /// An application that is not among them.
    Other,
}

/// Saved connections; the last items are for what is not among them.
pub(super) fn saved_items(wizard: &Wizard) -> Vec<SavedItem> {
    let file = (wizard.mode == Mode::Verify).then_some(SavedItem::File);
    let saved = wizard.saved.iter().flatten().cloned().map(SavedItem::One);
    let is_there =
        |(path, _): &&(PathBuf, String)| wizard.mode == Mode::Verify && wizard.standing.contains(path);
    let usual = wizard.usual_files.iter().filter(is_there);
    let usual = usual.map(|(path, app)| SavedItem::Usual(path.clone(), app.clone()));
    saved.chain(usual).chain(file).chain([SavedItem::Other]).collect()
}

fn saved_page(wizard: &Wizard) -> Page {
    let key =
        if wizard.mode == Mode::Verify { key!("wizard.saved.verify") } else { key!("wizard.saved.title") };
    let mut page = Page::new(wizard.voice(), key);
    let all = saved_items(wizard).into_iter().map(|item| match item {
        SavedItem::One(one) => {
            let (label, about) = told(wizard.voice(), &one, wizard.now);
            let name = if label == one.name { String::new() } else { one.name };
            (label, about, name)
        }
        SavedItem::Usual(file, app) => {
            let (label, about) = source::usual(&file);
            (wizard.say(&label), wizard.say(&about), app)
        }
        SavedItem::File => {
            (say!(wizard, "wizard.saved.file"), say!(wizard, "wizard.saved.file_about"), String::new())
        }
        SavedItem::Other => {
            (say!(wizard, "wizard.saved.other"), say!(wizard, "wizard.saved.other_about"), String::new())
        }
    });
    page.choices(wizard.focus, all);
    if wizard.saved.is_none() {
        page.space().text(Tone::Quiet, message!("wizard.saved.looking"));
    }
    page
}

fn saved_next(wizard: &mut Wizard) {
    match saved_items(wizard).into_iter().nth(wizard.focus) {
        Some(SavedItem::One(one)) => {
            let errand = if wizard.mode == Mode::Verify { Errand::Verify } else { Errand::Continue };
            load(wizard, &one.name, errand);
        }
        Some(SavedItem::Usual(file, _)) => {
            wizard.go(source::FILE_SCREEN);
            let path = file.display().to_string();
            wizard.file_path.set(&path);
            wizard.read_values_from(&path);
        }
        Some(SavedItem::File) => wizard.go(source::FILE_SCREEN),
        Some(SavedItem::Other) => wizard.go(applications::SCREEN),
        None => {}
    }
}

/// A saved connection in two lines.
fn told(voice: Voice, one: &SavedConnection, now: Timestamp) -> (String, String) {
    match &one.about {
        Err(why) => (visible(&one.name), say!(voice, "wizard.saved.unreadable", why = why.map(&visible))),
        Ok(about) => (label(voice, about), state(voice, about, now)),
    }
}

fn label(voice: Voice, about: &SavedAbout) -> String {
    let card = catalogue::cards().into_iter().find(|card| card.id == about.app);
    let known = about.called.as_deref().or(card.map(|card| card.name));
    let app = visible(known.unwrap_or(&about.app));
    let host = about.address.as_deref().map(|address| address.split("://").last().unwrap_or(address));
    match host {
        Some(host) => say!(voice, "wizard.saved.at", app = app, host = visible(host)),
        None => app,
    }
}

fn state(voice: Voice, about: &SavedAbout, now: Timestamp) -> String {
    if about.is_practice_gone {
        return say!(voice, "wizard.saved.practice_gone");
    }
    let when = ago(voice, about.changed, now);
    if about.is_brought_back {
        return say!(voice, "wizard.saved.brought_back", when = when);
    }
    if about.is_at_its_end() && about.later > 0 {
        let key = key!("wizard.saved.later").counted(about.later);
        return say!(voice, key, count = about.later, when = when);
    }
    if let Some(proven) = about.proven {
        return say!(voice, "wizard.saved.proven", when = ago(voice, proven, now));
    }
    let stage = super::super::stage::stage_name(about.stage);
    let key = if about.asks_secret && about.stage > Stage::Values {
        key!("wizard.saved.begun_secret")
    } else {
        key!("wizard.saved.begun")
    };
    say!(voice, key, stage = stage, when = when)
}

/// How long ago, roughly, in words.
pub(super) fn ago(voice: Voice, then: Timestamp, now: Timestamp) -> String {
    let minutes = now.since_ms(then) / 60_000;
    let (key, count) = match minutes {
        ..2 => (key!("wizard.ago.now"), 0),
        2..60 => (key!("wizard.ago.minutes"), minutes),
        60..120 => (key!("wizard.ago.hour"), 1),
        120..2880 => (key!("wizard.ago.hours"), minutes / 60),
        _ => (key!("wizard.ago.days"), minutes / 1440),
    };
    say!(voice, key, count = count)
}
