//! Which application: looked for as one types, with a pane that says what awaits.

use super::super::Wizard;
use super::super::page::{Block, Choice, ElseWhere, Page, Pair, Sign, Tone};
use super::super::project::Mode;
use super::super::screen::{Description, Items, Screen, Talk};
use super::{questions, start};
use crate::apps::{FormatBody, Guide, catalogue, naming};
use crate::base::words::{Key, Voice, key, message, say};
use crate::engine::connection::Stage;
use crate::wizard::keymap::{back, enter};

/// The list of the applications.
pub(in crate::wizard) const SCREEN: Screen = Screen::Applications;

pub(super) static APPLICATIONS: Description = Description {
    stage: |_| Some(Stage::Application),
    is_early: true,
    is_of_guides: true,
    talk: Talk::Search,
    page,
    items: Items::Answers(|wizard| wizard.listed.len()),
    editing: |_| Some("search".to_owned()),
    keys: &[enter("open_guide", next), back(leave)],
    ..Description::PLAIN
};

/// What is looked for is given up first.
fn leave(wizard: &mut Wizard) {
    if wizard.search.is_empty() {
        start::back_here(wizard);
    } else {
        wizard.search.set("");
        wizard.focus = 0;
    }
}

/// What is shown of an application in the list.
#[derive(Debug)]
pub(in crate::wizard) struct Item {
    /// The guide's identifier.
    id: String,
    name: String,
    is_own: bool,
}

/// The applications that fit what was typed: one's own first, the generic guide always last.
fn fitting(wizard: &Wizard) -> Vec<Item> {
    let asked = wizard.search.text().trim().to_lowercase();
    let fits = |guide: &&Guide| {
        asked.is_empty() || guide.id.contains(&asked) || guide.name.to_lowercase().contains(&asked)
    };
    let address = naming::address_for_name(wizard.search.text());
    let own = wizard.own_guides.iter().filter(fits).map(|guide| Item {
        id: guide.id.clone(),
        name: guide.name.clone(),
        is_own: true,
    });
    let found = address.map_or_else(
        || catalogue::search(wizard.voice(), &asked),
        |address| naming::applications_at(&address),
    );
    let generic = catalogue::cards().into_iter().filter(|card| card.id == catalogue::GENERIC);
    let listed = found.into_iter().filter(|card| card.id != catalogue::GENERIC).chain(generic);
    own.chain(listed.map(|card| Item { id: card.id.to_owned(), name: card.name.to_owned(), is_own: false }))
        .collect()
}

fn page(wizard: &Wizard) -> Page {
    let key = match (wizard.practice_wanted, wizard.mode) {
        (true, _) => key!("wizard.applications.practise"),
        (_, Mode::Verify) => key!("wizard.applications.verify"),
        _ => key!("wizard.applications.title"),
    };
    let mut page = Page::new(wizard.voice(), key);
    page.field("search", say!(wizard, "wizard.applications.placeholder"), Vec::new());
    for (path, count) in &wizard.broken_guides {
        let path = crate::base::untrusted::visible(&path.display().to_string());
        let told =
            say!(wizard, key!("wizard.applications.broken").counted(*count), count = *count, path = path);
        page.mark(Sign::Caution, told);
    }
    page.space();
    let all = &wizard.listed;
    for (at, item) in all.iter().enumerate() {
        let right = if item.is_own { say!(wizard, "wizard.applications.own") } else { String::new() };
        let focused = at == wizard.focus;
        page.push(Block::Choice(Choice { focused, label: item.name.clone(), about: String::new(), right }));
    }
    if naming::address_for_name(wizard.search.text()).is_some() {
        page.space().text(Tone::Quiet, message!("wizard.applications.address"));
    } else if all.len() == 1 && !wizard.search.is_empty() {
        page.space().text(Tone::Quiet, message!("wizard.applications.none"));
    }
    if let Some((_, pane)) = &wizard.pane {
        page.aside.clone_from(pane);
        page.else_where = ElseWhere::Below;
    }
    page
}

/// Looks for what was typed, and opens the guide under the cursor for its pane, each once: a frame asks several times.
pub(in crate::wizard) fn refresh(wizard: &mut Wizard) {
    if wizard.screen != SCREEN {
        return;
    }
    wizard.listed = fitting(wizard);
    let id = wizard.listed.get(wizard.focus).map(|item| item.id.clone());
    if wizard.pane.as_ref().map(|(known, _)| known) != id.as_ref() {
        wizard.pane = id.and_then(|id| guide(wizard, &id).map(|guide| (id, pane(&guide, wizard.voice()))));
    }
}

fn next(wizard: &mut Wizard) {
    let Some(item) = wizard.listed.get(wizard.focus) else { return };
    match guide(wizard, &item.id) {
        Some(guide) => {
            let address = naming::address_for_name(wizard.search.text());
            wizard.begin_project(guide);
            if let Some(address) = address {
                questions::keep_address(wizard, &address);
                // It was taken for what it is: whoever comes back looks for a name.
                wizard.search.set("");
            }
        }
        None => wizard.notice = Some(message!("wizard.applications.unreadable", name = item.name)),
    }
}

fn guide(wizard: &Wizard, id: &str) -> Option<Guide> {
    let own = wizard.own_guides.iter().find(|guide| guide.id == id);
    own.cloned().or_else(|| catalogue::open(id).ok())
}

/// What awaits: who is needed, how long it takes, what is asked, what is written where.
fn pane(guide: &Guide, voice: Voice) -> Vec<Block> {
    let mut page = Page::new(voice, "");
    page.text(Tone::Heading, guide.about.clone());
    page.space();
    let mut pairs = Vec::new();
    let mut add = |key: Key, value: String| {
        if !value.is_empty() {
            pairs.push(Pair { name: voice.text(key), value, ..Pair::default() });
        }
    };
    add(
        key!("wizard.pane.minutes"),
        guide
            .minutes
            .map(|count| {
                say!(
                    voice,
                    key!("wizard.pane.about_minutes").counted(usize::from(count)),
                    count = usize::from(count)
                )
            })
            .unwrap_or_default(),
    );
    add(key!("wizard.pane.okta_role"), guide.roles.okta.clone());
    add(key!("wizard.pane.app_role"), guide.roles.app.clone());
    add(key!("wizard.pane.asked"), asked(guide, voice));
    add(key!("wizard.pane.written"), written(guide, voice));
    add(key!("wizard.pane.plan"), guide.plan.clone().unwrap_or_default());
    add(key!("wizard.pane.docs"), guide.docs.clone().unwrap_or_default());
    add(key!("wizard.pane.checked"), guide.checked.clone().unwrap_or_default());
    page.push(Block::Pairs(pairs));
    for trap in guide.traps.iter().filter(|trap| trap.when.is_always() && trap.finding.is_none()).take(2) {
        let nothing = |place: &str| crate::apps::template::Found::Gap(place.to_owned());
        page.space();
        page.push(Block::Mark {
            sign: Sign::Caution,
            text: trap.say.fill(&nothing).shown(),
            right: String::new(),
        });
    }
    page.body
}

fn asked(guide: &Guide, voice: Voice) -> String {
    let always = guide.questions.iter().filter(|question| !question.from_file && question.when.is_always());
    voice.list(&always.map(|question| question.label.as_str()).collect::<Vec<_>>())
}

fn written(guide: &Guide, voice: Voice) -> String {
    let resolved = guide.resolve(&crate::apps::Context::default());
    let told = resolved.formats.iter().map(|format| match (&format.body, &format.path) {
        (FormatBody::Sheet(_), _) => say!(voice, "wizard.pane.sheet"),
        (_, Some(path)) => say!(voice, "joins.aside", text = format.name, aside = path),
        (_, None) => format.name.clone(),
    });
    voice.list(&told.collect::<Vec<_>>())
}
