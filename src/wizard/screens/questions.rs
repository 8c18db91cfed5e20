//! The questions about addresses, one at a time, each judged as it is typed.

use super::super::Wizard;
use super::super::flow::ADDRESS;
use super::super::page::{Page, Sign, Tone};
use super::super::project::name_of;
use super::super::screen::{Description, Items, Screen};
use super::port;
use crate::apps::naming;
use crate::apps::question::Kind;
use crate::base::words::{message, say};
use crate::engine::connection::Stage;
use crate::engine::{Field, Intent};
use crate::okta::misplaced::Suspicion;
use crate::wizard::keymap::{Action, Binding, c, enter, f, row};

pub(super) static QUESTION: Description = Description {
    stage: |_| Some(Stage::Addresses),
    is_question: |_| true,
    is_done: |screen, project| matches!(screen, Screen::Question(key) if project.setup.connection().answers.contains_key(key)),
    page,
    arrive,
    items: Items::Answers(|wizard| {
        wizard.project.as_ref().map_or(0, |project| project.answers(key(wizard), wizard.voice()).len())
    }),
    likely: |wizard| wizard.project.as_ref().and_then(|project| project.chosen(key(wizard))).unwrap_or(0),
    editing: |wizard| editing(wizard, key(wizard)),
    keys: &[
        AS_TYPED,
        row(&[c('y')], Action::Yes, "yes", 0, |wizard| say_yes_or_no(wizard, true)).when(can_say_yes_or_no),
        row(&[c('n')], Action::No, "no", 0, |wizard| say_yes_or_no(wizard, false)).when(can_say_yes_or_no),
        enter("next", next),
    ],
    ..Description::PLAIN
};

pub(super) static ORGANIZATION: Description = Description {
    stage: |_| Some(Stage::Addresses),
    is_question: |_| true,
    is_done: |_, project| project.setup.connection().organization.is_some(),
    page: organization_page,
    arrive: port::ask_for_free_one,
    editing: |_| Some(name_of(&Field::Organization)),
    keys: &[AS_TYPED, enter("next", organization_next)],
    ..Description::PLAIN
};

/// Takes a text as it was typed that was corrected, or taken for another value.
const AS_TYPED: Binding = row(&[f(4)], Action::AsTyped, "as_typed", 5, take_as_typed)
    .when(|wizard| corrected_field(wizard).is_some());

/// The key of the question that is shown.
fn key(wizard: &Wizard) -> &str {
    if let Screen::Question(key) = &wizard.screen { key } else { "" }
}

/// The text of a question that is typed; none where one answer is chosen.
pub(super) fn editing(wizard: &Wizard, key: &str) -> Option<String> {
    let project = wizard.project.as_ref()?;
    project.answers(key, wizard.voice()).is_empty().then(|| name_of(&Field::Answer(key.to_owned())))
}

/// A likely answer that was proposed counts once it was seen.
fn arrive(wizard: &mut Wizard) {
    port::ask_for_free_one(wizard);
    let key = &key(wizard).to_owned();
    let Some(project) = &mut wizard.project else { return };
    let field = Field::Answer(key.to_owned());
    let name = name_of(&field);
    let is_open = project.texts.get(&name).is_none_or(super::super::TextField::is_empty);
    if is_open && let Some(text) = project.proposal(key) {
        project.texts.insert(name, super::super::TextField::new(&text));
        if let Some(at) = project.chosen(key) {
            wizard.focus = at;
        }
    }
}

fn page(wizard: &Wizard) -> Page {
    let key = key(wizard);
    let Some(project) = &wizard.project else { return Page::default() };
    let Some(question) = project.question(key) else { return Page::default() };
    let mut page = Page::new(wizard.voice(), question.ask.clone());
    page.place = place(wizard);
    page.text(Tone::Plain, question.why.clone().unwrap_or_default()).space();
    body(wizard, key, &mut page);
    page
}

/// The field or the answers of a question; also used by a step that asks one.
pub(super) fn body(wizard: &Wizard, key: &str, page: &mut Page) {
    let Some(project) = &wizard.project else { return };
    let Some(question) = project.question(key) else { return };
    let answers = project.answers(key, wizard.voice());
    if !answers.is_empty() {
        page.answers(wizard.focus, answers.into_iter().map(|one| (one.label, one.about.unwrap_or_default())));
        if let Some(text) = wizard.found_at(&Field::Answer(key.to_owned())) {
            page.space().mark(Sign::Note, text);
        }
        return;
    }
    let field = Field::Answer(key.to_owned());
    let example = question.example.as_ref().map(|text| say!(wizard, "wizard.frame.example", text = text));
    page.field(&name_of(&field), example.unwrap_or_default(), remarks(wizard, &field));
    let hint = match (&question.kind, question.optional) {
        (Kind::Map { roles }, _) if !roles.is_empty() => {
            say!(wizard, "wizard.question.roles", roles = wizard.list(roles))
        }
        (_, true) => say!(wizard, "wizard.question.optional"),
        _ => String::new(),
    };
    page.space().text(Tone::Quiet, hint);
    if wizard.practice_wanted
        && let Some(example) = &question.example
    {
        page.space().mark(Sign::Note, message!("wizard.practice.question", example = example));
    }
}

/// What is said beside a field about its text; nothing before anything was typed.
pub(super) fn remarks(wizard: &Wizard, field: &Field) -> Vec<(Sign, String)> {
    let found = wizard.found_at(field).map(|text| (Sign::Note, wizard.say(&text)));
    let Some(state) = wizard.setup().and_then(|setup| setup.field(field)) else {
        return found.into_iter().collect();
    };
    let mut all = Vec::new();
    if state.typed.is_empty() && !wizard.is_insisting {
        all.extend(found);
        return all;
    }
    all.extend(state.problem.iter().map(|told| (Sign::Bad, wizard.say(told))));
    if matches!(field, Field::Answer(key) if address_for_name(wizard, key).is_some()) {
        all.push((Sign::Note, say!(wizard, "wizard.question.address_for_name")));
    }
    all.extend(state.corrected.iter().map(|told| (Sign::Corrected, wizard.say(told))));
    all.extend(state.caution.iter().map(|told| (Sign::Caution, wizard.say(told))));
    if state.as_typed {
        all.push((Sign::Note, say!(wizard, "wizard.question.as_typed")));
    }
    all.extend(found);
    all
}

/// The field with the focus, where something was corrected in it or it was taken for another value.
pub(super) fn corrected_field(wizard: &Wizard) -> Option<Field> {
    let field = super::super::project::field_of(&wizard.editing()?)?;
    let state = wizard.setup()?.field(&field)?;
    let is_doubted = matches!(state.suspicion, Some(Suspicion::Possible | Suspicion::Likely));
    ((!state.corrected.is_empty() || is_doubted) && !state.as_typed).then_some(field)
}

pub(super) fn take_as_typed(wizard: &mut Wizard) {
    if let Some(field) = corrected_field(wizard) {
        wizard.want(Intent::TakeAsTyped(field));
    }
}

/// The address of the application that was given where its name is asked.
fn address_for_name(wizard: &Wizard, key: &str) -> Option<String> {
    let project = wizard.project.as_ref()?;
    let is_name = project.setup.guide().name_question().is_some_and(|question| question.key == key);
    let text = project.texts.get(&name_of(&Field::Answer(key.to_owned())))?;
    naming::address_for_name(text.text()).filter(|_| is_name)
}

/// An address that came too early is proposed where it is asked for, unless another one stands there.
pub(super) fn keep_address(wizard: &mut Wizard, address: &str) {
    let Some(project) = &mut wizard.project else { return };
    if project.question(ADDRESS).is_none() {
        return;
    }
    let text = project.texts.entry(name_of(&Field::Answer(ADDRESS.to_owned()))).or_default();
    if text.is_empty() {
        text.set(address);
    }
}

fn next(wizard: &mut Wizard) {
    let key = &key(wizard).to_owned();
    if let Some(address) = address_for_name(wizard, key) {
        keep_address(wizard, &address);
        let field = Field::Answer(key.to_owned());
        if let Some(project) = &mut wizard.project {
            project.texts.insert(name_of(&field), super::super::TextField::default());
        }
        wizard.put(&field);
        wizard.notice = Some(message!("wizard.question.address_kept"));
    } else if take(wizard, key) {
        wizard.forward();
    }
}

/// Whether the question has a yes and a no.
fn can_say_yes_or_no(wizard: &Wizard) -> bool {
    let Some(project) = &wizard.project else { return false };
    project.answers(key(wizard), wizard.voice()).iter().map(|one| one.value.as_str()).eq(["true", "false"])
}

/// Answers with yes or no and goes on.
fn say_yes_or_no(wizard: &mut Wizard, is_yes: bool) {
    wizard.focus = usize::from(!is_yes);
    next(wizard);
}

/// Takes the answer over; `false`: something stands in the way, and it is said beside the field.
pub(super) fn take(wizard: &mut Wizard, key: &str) -> bool {
    let field = Field::Answer(key.to_owned());
    let voice = wizard.voice();
    let Some(project) = &mut wizard.project else { return false };
    let chosen = project.answers(key, voice).into_iter().nth(wizard.focus);
    if let Some(answer) = chosen {
        project.texts.insert(name_of(&field), super::super::TextField::new(&answer.value));
    } else if project.is_practice
        && let Some(example) =
            project.question(key).filter(|one| !one.optional).and_then(|one| one.example.clone())
    {
        // In practice a made-up value does, and the example is one.
        let text = project.texts.entry(name_of(&field)).or_default();
        if text.is_empty() {
            text.set(&example);
        }
    }
    is_taken(wizard, &field)
}

/// Gives the engine the text as it stands and tells whether it can be used.
fn is_taken(wizard: &mut Wizard, field: &Field) -> bool {
    let Some(project) = &mut wizard.project else { return false };
    let text = project.texts.get(&name_of(field)).map(super::super::TextField::taken).unwrap_or_default();
    project.is_touched = true;
    let known = project.setup.field(field);
    if known.is_none_or(|state| state.typed != text) {
        wizard.want(Intent::Put(field.clone(), text));
    }
    let state = wizard.setup().and_then(|setup| setup.field(field));
    let good = state.is_some_and(|state| state.problem.is_none());
    wizard.is_insisting = !good;
    good
}

fn organization_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.organization.title"));
    page.place = place(wizard);
    page.text(Tone::Plain, message!("wizard.organization.why")).space();
    let example = say!(wizard, "wizard.frame.example", text = say!(wizard, "wizard.organization.example"));
    page.field(&name_of(&Field::Organization), example, remarks(wizard, &Field::Organization));
    page.space().text(Tone::Quiet, message!("wizard.organization.custom"));
    if wizard.practice_wanted {
        page.space().mark(Sign::Note, message!("wizard.practice.organization"));
    }
    page
}

fn organization_next(wizard: &mut Wizard) {
    if is_taken(wizard, &Field::Organization) {
        wizard.forward();
    }
}

/// The key of a value at this place: 1 to 9.
pub(super) fn digit(at: usize) -> Option<char> {
    u32::try_from(at + 1).ok().filter(|number| *number <= 9).and_then(|number| char::from_digit(number, 10))
}

/// Where this question stands in its row.
pub(super) fn place(wizard: &Wizard) -> String {
    let Some(project) = &wizard.project else { return String::new() };
    let all = super::super::flow::flow(project);
    let is_question = |screen: &&Screen| (screen.description().is_question)(screen);
    let row: Vec<&Screen> = all.iter().filter(is_question).collect();
    let at = row.iter().position(|screen| **screen == wizard.screen).map_or(0, |at| at + 1);
    say!(wizard, "wizard.place.question", at = at, of = row.len())
}
