//! Where the client secret lives: Usher keeps none, but it may remember the file, the variable or the command that has it.

use super::super::page::{Page, Sign, Tone};
use super::super::screen::{Description, Items, Screen};
use super::super::{TextField, Wizard, place};
use super::values;
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::base::words::{Key, key, message, say};
use crate::engine::connection::{SecretSource, Stage, command_line};
use crate::engine::{Field, Intent};
use crate::wizard::keymap::{COMPLETE, enter};

/// A place outside Usher where a client secret lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keeper {
    /// A file that holds nothing else.
    File,
    /// An environment variable.
    Variable,
    /// A command that prints it.
    Command,
}

/// Where it lives.
pub(super) const SCREEN: Screen = Screen::SecretPlace;

pub(super) static PLACE: Description = Description {
    stage: |_| Some(Stage::Values),
    beside: |_| Some(values::SCREEN),
    page,
    items: Items::Answers(|_| PLACES.len()),
    likely,
    keys: &[enter("next", next)],
    ..Description::PLAIN
};

pub(super) static AT: Description = Description {
    stage: |_| Some(Stage::Values),
    beside: |_| Some(values::SCREEN),
    page: at_page,
    editing: |wizard| Some(text_name(keeper(wizard)).to_owned()),
    keys: &[COMPLETE, enter("next", at_next)],
    ..Description::PLAIN
};

/// Which place is asked for.
fn keeper(wizard: &Wizard) -> Keeper {
    if let Screen::SecretAt(keeper) = wizard.screen { keeper } else { Keeper::File }
}

/// The answers, in their order; the first one remembers nothing.
pub(super) const PLACES: [(Option<Keeper>, Key, Key); 4] = [
    (None, key!("wizard.secret.ask"), key!("wizard.secret.ask_about")),
    (Some(Keeper::File), key!("wizard.secret.file"), key!("wizard.secret.file_about")),
    (Some(Keeper::Variable), key!("wizard.secret.variable"), key!("wizard.secret.variable_about")),
    (Some(Keeper::Command), key!("wizard.secret.command"), key!("wizard.secret.command_about")),
];

fn source(wizard: &Wizard) -> SecretSource {
    wizard.setup().map(|setup| setup.connection().secret.clone()).unwrap_or_default()
}

/// The answer that counts now.
fn likely(wizard: &Wizard) -> usize {
    let keeper = match source(wizard) {
        SecretSource::File { .. } => Some(Keeper::File),
        SecretSource::Variable { .. } => Some(Keeper::Variable),
        SecretSource::Command { .. } => Some(Keeper::Command),
        SecretSource::Ask | SecretSource::None | SecretSource::Configuration { .. } => None,
    };
    PLACES.iter().position(|(one, ..)| *one == keeper).unwrap_or_default()
}

fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.secret.title"));
    page.text(Tone::Plain, message!("wizard.secret.why")).space();
    page.answers(wizard.focus, PLACES.map(|(_, label, about)| (label, about)));
    page
}

fn next(wizard: &mut Wizard) {
    match PLACES.get(wizard.focus) {
        Some((Some(keeper), ..)) => wizard.aside(Screen::SecretAt(*keeper)),
        Some((None, ..)) => {
            wizard.want(Intent::SecretFrom(SecretSource::Ask));
            wizard.keep();
            wizard.back_to(values::SCREEN);
        }
        None => {}
    }
}

/// What its page asks, why, and an example.
fn asked(keeper: Keeper) -> [Key; 3] {
    match keeper {
        Keeper::File => [
            key!("wizard.secret.file_title"),
            key!("wizard.secret.file_why"),
            key!("wizard.secret.file_example"),
        ],
        Keeper::Variable => [
            key!("wizard.secret.variable_title"),
            key!("wizard.secret.variable_why"),
            key!("wizard.secret.variable_example"),
        ],
        Keeper::Command => [
            key!("wizard.secret.command_title"),
            key!("wizard.secret.command_why"),
            key!("wizard.secret.command_example"),
        ],
    }
}

/// Under which name the text of a place is kept.
pub(super) fn text_name(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::File => "secret_file",
        Keeper::Variable => "secret_variable",
        Keeper::Command => "secret_command",
    }
}

fn at_page(wizard: &Wizard) -> Page {
    let keeper = keeper(wizard);
    let [title, why, example] = asked(keeper);
    let mut page = Page::new(wizard.voice(), title);
    page.text(Tone::Plain, why).space();
    let problem = read(wizard, keeper).err().filter(|_| wizard.is_insisting);
    let mut remarks: Vec<_> = problem.map(|key| (Sign::Bad, wizard.text(key))).into_iter().collect();
    if keeper == Keeper::File {
        remarks.extend(place::remarks(wizard, text_name(keeper)));
    }
    page.field(text_name(keeper), say!(wizard, "wizard.frame.example", text = example), remarks);
    page.space().text(Tone::Quiet, message!("wizard.secret.once"));
    page
}

/// The place as it was typed, or the sentence that says why it cannot be one.
fn read(wizard: &Wizard, keeper: Keeper) -> Result<SecretSource, Key> {
    let text = wizard.text_field(text_name(keeper)).map(|text| text.text().trim()).unwrap_or_default();
    match keeper {
        Keeper::File => {
            let path = place::lasting(text, &wizard.facts);
            if text.is_empty() {
                Err(key!("wizard.secret.file_problem"))
            } else {
                Ok(SecretSource::File { path })
            }
        }
        Keeper::Variable => {
            let good = |one: char| one.is_ascii_alphanumeric() || one == '_';
            let is_name = !text.is_empty() && text.chars().all(good);
            let name = text.to_owned();
            if is_name {
                Ok(SecretSource::Variable { name })
            } else {
                Err(key!("wizard.secret.variable_problem"))
            }
        }
        Keeper::Command => match shlex::split(text) {
            Some(argv) if !argv.is_empty() => Ok(SecretSource::Command { argv }),
            _ => Err(key!("wizard.secret.command_problem")),
        },
    }
}

fn at_next(wizard: &mut Wizard) {
    let Ok(source) = read(wizard, keeper(wizard)) else {
        wizard.is_insisting = true;
        return;
    };
    // What stood in the field goes, so that what is seen there is what came from the new place.
    if let Some(project) = &mut wizard.project {
        project.texts.insert("secret".to_owned(), TextField::secret());
        project.is_touched = true;
    }
    wizard.want(Intent::Put(Field::Secret, Secret::default()));
    wizard.back_to(values::SCREEN);
    wizard.want(Intent::SecretFrom(source));
    wizard.keep();
}

/// A secret that is typed over the one from its place is another one: the place no longer counts. Where nothing could be
/// fetched, the typed one stands in for it and the place stays.
pub(in crate::wizard) fn typed(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    let has_place = !matches!(setup.connection().secret, SecretSource::Ask | SecretSource::None);
    if has_place && setup.secret_trouble().is_none() {
        wizard.want(Intent::SecretFrom(SecretSource::Ask));
    }
}

/// What is said beside the field where a place is remembered.
pub(super) fn remembered(wizard: &Wizard) -> Option<String> {
    let place = match source(wizard) {
        SecretSource::Ask | SecretSource::None => return None,
        SecretSource::File { path } | SecretSource::Configuration { path, .. } => path.display().to_string(),
        SecretSource::Variable { name } => name,
        SecretSource::Command { argv } => command_line(&argv),
    };
    Some(say!(wizard, "wizard.secret.remembered", place = visible(&place)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_can_be_typed() {
        let line = "op read 'op://vault/an item/secret' ''";
        let argv = shlex::split(line).unwrap_or_default();
        assert_eq!(argv, ["op", "read", "op://vault/an item/secret", ""]);
        assert_eq!(command_line(&argv), line);
    }
}
