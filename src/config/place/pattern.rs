//! A guide's key as it is looked for in a file: step by step, with what the file may have chosen otherwise.

use super::word::{Names, Word};
use crate::config::editor::Editor;
use crate::config::key::{self, INSIDE, Step};

/// One step of a key that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A name. In YAML and properties each piece between dots is one, since files nest them in whatever way they like.
    Name(Word),
    /// The beginning of a command: its words, each in the pieces of a path.
    Command(Vec<Vec<Word>>),
    /// The entry of a list that says this in one of its fields.
    Entry { field: String, is: Word },
    /// The entry of a list at this place.
    At(usize),
    /// Any entry of a list; its place is the name found.
    AnyOf { means: String, usual: usize },
}

/// A key that is looked for; in each of the ways in which files have it.
pub(super) type Pattern = Vec<Part>;

/// The ways in which a key may stand in files of a format, the usual one last; none where this format cannot have it.
pub(super) fn patterns(editor: Editor, key: &str) -> Vec<Pattern> {
    steps(editor, key).map_or_else(Vec::new, |steps| ways(editor, &steps))
}

/// The same for steps.
pub(super) fn ways(editor: Editor, steps: &[Step]) -> Vec<Pattern> {
    let plain = parts(editor, steps);
    match (steps, plain.as_slice()) {
        // A variable of the environment stands in a table, alone or with what is said of it besides, as `NAME=value` in a list,
        // or in a list of names and values.
        ([Step::Name(name), ..], [own, inside @ ..]) if is_yaml(editor) && is_variable(name) => {
            let entry = Part::Entry { field: "name".to_owned(), is: Word::new(name) };
            let valued = |variable: Part| {
                [variable, Part::Name(Word::new(VALUE))].into_iter().chain(inside.iter().cloned()).collect()
            };
            vec![valued(own.clone()), valued(entry), plain]
        }
        _ => vec![plain],
    }
}

/// Where the value of a variable stands in a table that says more of it.
pub(super) const VALUE: &str = "value";

/// The steps of a key; those that lead into a text stand behind one of them without any sign.
pub(super) fn steps(editor: Editor, key: &str) -> Option<Vec<Step>> {
    // What a command is handed by standard input may be a document of its own.
    let (outer, inner) = match key.split_once(HANDED) {
        Some((command, inner)) if is_commands(editor) => (format!("{command} <"), Some(inner)),
        _ if is_commands(editor) => (key.to_owned(), None),
        _ => match key.split_once(INSIDE) {
            Some((outer, inner)) => (outer.to_owned(), Some(inner)),
            None => (key.to_owned(), None),
        },
    };
    let outer = outer.as_str();
    let own = editor.format().steps(outer);
    let mut steps = if editor == Editor::Manifest { own.or_else(|_| key::steps(outer)) } else { own }.ok()?;
    if let Some(inner) = inner {
        let begun = if inner.starts_with('[') { format!("{INSIDE_NAME}{inner}") } else { inner.to_owned() };
        let inside = key::steps_inside(&begun).ok()?;
        steps.extend(
            inside
                .into_iter()
                .filter(|step| *step != Step::named(INSIDE) && *step != Step::named(INSIDE_NAME)),
        );
    }
    Some(steps)
}

/// Stands behind a command, and before the way into the text that it is handed.
const HANDED: &str = " <>";

/// Stands before brackets with which an inner text begins.
const INSIDE_NAME: &str = "inside";

pub(super) fn parts(editor: Editor, steps: &[Step]) -> Pattern {
    let mut all = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Name(name) if is_commands(editor) && at == 0 => {
                let words = significant(name).map(|word| word.split('/').map(Word::new).collect());
                all.push(Part::Command(words.collect()));
            }
            Step::Name(name) => match structural(editor, steps, at) {
                Some(word) => all.push(Part::Name(word)),
                None if is_dotted(editor) => {
                    all.extend(name.split('.').map(|piece| Part::Name(Word::new(piece))));
                }
                None => all.push(Part::Name(Word::new(name))),
            },
            Step::Entry { field, is } => all.push(Part::Entry { field: field.clone(), is: Word::new(is) }),
            Step::At(place) if at + 1 == steps.len() => all.push(Part::At(*place)),
            Step::At(place) => {
                all.push(Part::AnyOf { means: key::spelled(&steps[..=at]), usual: *place });
            }
        }
    }
    all
}

/// Where in a way through a document a name is free by the nature of the format, and what it stands for.
pub(super) fn free_place(editor: Editor, steps: &[Step]) -> Option<(usize, String)> {
    match (editor, steps) {
        (Editor::ComposeFile, [Step::Name(services), Step::Name(_), ..]) if services == "services" => {
            Some((1, "service".to_owned()))
        }
        (Editor::Hcl, [Step::Name(block), Step::Name(kind), Step::Name(_), ..]) => {
            matches!(block.as_str(), "resource" | "data").then(|| (2, kind.clone()))
        }
        _ => None,
    }
}

/// A name that is free by the nature of the format: a service of Compose, the label of a Terraform resource, and a Kubernetes
/// object that a guide has named after Okta.
pub(super) fn structural(editor: Editor, steps: &[Step], at: usize) -> Option<Word> {
    let Step::Name(name) = &steps[at] else { return None };
    if let Some((place, means)) = free_place(editor, steps) {
        return (place == at).then(|| Word::free("", &means, name));
    }
    match editor {
        Editor::Manifest if at == 0 => {
            // Applications look for their ConfigMap by its name; everything else is called as somebody liked.
            let (kind, name) = name.split_once('/').filter(|(kind, _)| *kind != "ConfigMap")?;
            let is_fixed = kind == "Secret" && !name.contains("okta");
            (!is_fixed).then(|| Word::free(&format!("{kind}/"), kind, name))
        }
        _ => None,
    }
}

/// The pattern with the usual names free, so that it fits what the file has in their place.
pub(super) fn freed(pattern: &Pattern, usual: &Names) -> Pattern {
    let free = |word: &Word| {
        let freed = usual.iter().find_map(|(means, name)| word.freed(means, name));
        freed.unwrap_or_else(|| word.clone())
    };
    let parts = pattern.iter().map(|part| match part {
        Part::Name(word) => Part::Name(free(word)),
        Part::Command(words) => {
            Part::Command(words.iter().map(|word| word.iter().map(free).collect()).collect())
        }
        Part::Entry { field, is } => Part::Entry { field: field.clone(), is: free(is) },
        Part::At(_) | Part::AnyOf { .. } => part.clone(),
    });
    parts.collect()
}

/// The words of a command's beginning by which it is known: the program without its folder and without its interpreter.
pub(super) fn significant(head: &str) -> impl Iterator<Item = &str> {
    let words = head.split(' ').skip_while(|word| matches!(*word, "php" | "./php"));
    words.enumerate().map(|(at, word)| if at == 0 { word.rsplit('/').next().unwrap_or(word) } else { word })
}

impl Part {
    /// The step by which this part is reached where it is not there yet.
    pub(super) fn step(&self, names: &Names) -> Step {
        match self {
            Self::Name(word) => Step::Name(word.filled(names)),
            Self::Command(words) => {
                let path = |word: &Vec<Word>| {
                    word.iter().map(|piece| piece.filled(names)).collect::<Vec<_>>().join("/")
                };
                Step::Name(words.iter().map(path).collect::<Vec<_>>().join(" "))
            }
            Self::Entry { field, is } => Step::Entry { field: field.clone(), is: is.filled(names) },
            Self::At(at) => Step::At(*at),
            Self::AnyOf { means, usual } => {
                let found = names.iter().find(|(known, _)| known == means);
                Step::At(found.and_then(|(_, at)| at.parse().ok()).unwrap_or(*usual))
            }
        }
    }
}

fn is_commands(editor: Editor) -> bool {
    matches!(editor, Editor::Shell | Editor::PowerShell)
}

pub(super) fn is_yaml(editor: Editor) -> bool {
    matches!(editor, Editor::Yaml | Editor::ComposeFile | Editor::Manifest)
}

/// Whether names are put together of pieces with dots between them.
pub(super) fn is_dotted(editor: Editor) -> bool {
    is_yaml(editor) || editor == Editor::Properties
}

/// Whether keys may stand below others that no guide knows: in a chart of charts, in an object, in a block of a server.
pub(super) fn has_prefixes(editor: Editor) -> bool {
    let servers = matches!(editor, Editor::Apache | Editor::Nginx | Editor::Caddyfile);
    is_yaml(editor) || servers || editor == Editor::Json
}

fn is_variable(name: &str) -> bool {
    let plain = |one: char| one.is_ascii_alphanumeric() || one == '_';
    name.contains('_') && name.starts_with(|one: char| one.is_ascii_uppercase()) && name.chars().all(plain)
        || (name.len() > 2 && name.chars().all(|one| one.is_ascii_uppercase()))
}
