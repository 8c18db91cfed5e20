//! YAML, and Docker Compose files.
//!
//! `yaml-edit` changes the text; `yaml_serde`, which shares no code with it, reads it for the proof. Texts are always
//! written in double quotes, because plain ones such as `yes`, `1_000` or `12:30` mean different things to different
//! readers. A file that holds several documents is refused.

mod block;
mod flow;
mod inside;
mod list;
mod load;
mod manifest;
mod place;
mod secret_data;
mod spelling;

use yaml_edit::path::{PathError, YamlPath as _};
use yaml_edit::{MappingBuilder, SequenceBuilder, YamlFile, YamlNode};

use crate::base::words::key;

use super::depth::LEVELS;
use super::format::{Format, Row, Task, text_leaf, typed_leaf};
use super::key::{self, Step};
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::Setting;

pub(super) use self::manifest::Manifest;
use self::spelling::{quoted, spelled_as};

/// YAML files.
pub(super) struct YamlText {
    /// Whether this is a Compose file: `$` is written `$$`, a single one is a reference, and environment values are text.
    pub(super) compose: bool,
}

/// How much may still stand in a value.
#[derive(Clone, Copy)]
struct Room {
    /// Levels of tables and lists.
    levels: usize,
    /// Texts of YAML in texts of YAML.
    texts: usize,
}

/// How deep texts of YAML may stand in one another; further in, a text is only a text. Each of them is read again for the
/// one around it.
const TEXTS: usize = 4;

impl Format for YamlText {
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        if key::leads_inside(&task.steps) {
            return self.set_inside(text, task);
        }
        let key = &task.setting.key;
        let tree = self.tree(text).map_err(RefusalKind::Unreadable)?;
        if let Some((before, after)) = block::near_example(text, &tree, &task.steps) {
            return Ok(self.set(before, task)? + after);
        }
        let place = place::place(&tree, &task.steps);
        let refused = |why: &PathError| refused(key, why);
        let parsed = YamlFile::parse(text);
        if parsed.has_errors() {
            return Err(RefusalKind::Edit { key: key.clone(), detail: key!("config.read.notation").into() });
        }
        let file = parsed.tree();
        let document = file.ensure_document();
        if let Some((path, block)) = block::in_place_of_nothing(&tree, &task.steps) {
            document.try_set_path(&path, block).map_err(|why| refused(&why))?;
            let text = file.to_string();
            let begun = self.tree(&text).is_ok_and(|tree| !block::is_empty_at(&tree, &task.steps));
            return if begun { self.set(&text, task) } else { Err(refused(&PathError::NoRoot)) };
        }
        if let Some(entry) = &place.entry {
            let made = quoted(&entry.is).and_then(|row| {
                MappingBuilder::new().pair(entry.field.as_str(), row).build_document().as_mapping()
            });
            made.map_or(Err(PathError::NoRoot), |made| document.try_set_path(&entry.path, made))
                .map_err(|why| refused(&why))?;
            let text = list::below_comments(text, file.to_string());
            let begun = self.tree(&text).is_ok_and(|tree| place::place(&tree, &task.steps).entry.is_none());
            return if begun { self.set(&text, task) } else { Err(refused(&PathError::NoRoot)) };
        }
        let done = match &task.leaf {
            Tree::Bool(flag) => document.try_set_path(&place.path, *flag),
            Tree::Number(number) => spelled_as(number)
                .map_or(Err(PathError::NoRoot), |node| document.try_set_path(&place.path, node)),
            Tree::List(items) => {
                if let Some(text) =
                    self.with_items(text, &place.path, tree.get(&task.steps).as_deref(), items)
                {
                    return Ok(text);
                }
                match self.sequence(items) {
                    Some(sequence) => document.try_set_path(&place.path, sequence),
                    None => Err(PathError::NoRoot),
                }
            }
            leaf => {
                let text = self.spelled(leaf);
                let text = place.pair.as_ref().map_or(text.clone(), |name| format!("{name}={text}"));
                let set = |text: YamlNode| match (place.of_root(), document.as_sequence()) {
                    // No path leads into a list that is the whole document.
                    (Some(at), Some(list)) => list.set(at, text).then_some(()).ok_or(PathError::NoRoot),
                    _ => document.try_set_path(&place.path, text),
                };
                quoted(&text).map_or(Err(PathError::NoRoot), set)
            }
        };
        done.map_err(|why| refused(&why))?;
        Ok(file.to_string())
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        self.only_tree(load::documents(text, LEVELS)?)
    }

    fn comments(&self, text: &str) -> Vec<String> {
        self.comments_down_to(text, TEXTS)
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        if self.compose { key::steps(key) } else { key::steps_inside(key) }
    }

    fn remove(&self, text: &str, row: &Row) -> Result<String, RefusalKind> {
        self.without(text, &row.key, &row.steps)
    }

    fn leaf(&self, setting: &Setting, steps: &[Step]) -> Result<Tree, RefusalKind> {
        if self.is_environment(steps) { text_leaf(setting) } else { typed_leaf(setting) }
    }
}

/// What a text says as YAML and as a Compose file, parsed once for both.
pub(super) fn plain_and_compose(text: &str) -> [Result<Tree, ReadError>; 2] {
    let tree = |compose, all: Result<Vec<Tree>, ReadError>| YamlText { compose }.only_tree(all?);
    let all = load::documents(text, LEVELS);
    [tree(false, all.clone()), tree(true, all)]
}

impl YamlText {
    /// The tree of the one document that says something.
    fn only_tree(&self, all: Vec<Tree>) -> Result<Tree, ReadError> {
        let mut all = all.into_iter().filter(|one| !matches!(one, Tree::Null));
        match (all.next(), all.next()) {
            (None, _) => Ok(Tree::Null),
            (Some(mut one), None) => {
                self.read_texts(None, &mut one, Room { levels: LEVELS, texts: TEXTS });
                Ok(one)
            }
            _ => Err(ReadError::new(None, None, key!("config.read.documents"))),
        }
    }

    /// Whether a key is an environment variable, whose value must be text: Compose's `environment`, `value` of an entry with a
    /// name, as Kubernetes and Helm have it, and a name in capitals in a chart's `env`.
    fn is_environment(&self, steps: &[Step]) -> bool {
        match steps {
            [.., Step::Name(table), Step::Name(name)] => {
                let in_capitals = |one: char| one.is_ascii_uppercase() || one.is_ascii_digit() || one == '_';
                let is_chart = matches!(table.as_str(), "env" | "environment" | "extraEnv" | "envVars");
                (self.compose && table == "environment") || (is_chart && name.chars().all(in_capitals))
            }
            [.., Step::Entry { .. }, Step::Name(name)] => name == "value",
            _ => false,
        }
    }

    /// The text without what stands at a place.
    fn without(&self, text: &str, key: &str, steps: &[Step]) -> Result<String, RefusalKind> {
        if key::leads_inside(steps) {
            return self.without_inside(text, key, steps);
        }
        let tree = self.tree(text).map_err(RefusalKind::Unreadable)?;
        let place = place::place(&tree, steps);
        let file = YamlFile::parse(text).tree();
        match file.ensure_document().try_remove_path(&place.path) {
            Ok(_) => Ok(file.to_string()),
            Err(why) => Err(refused(key, &why)),
        }
    }

    /// The text with only those items of a list changed that differ; `None` where the list is written anew.
    fn with_items(&self, text: &str, path: &str, stood: Option<&Tree>, items: &[Tree]) -> Option<String> {
        let Some(Tree::List(there)) = stood else { return None };
        let texts: Vec<(Tree, String)> =
            items.iter().map(|item| (item.clone(), self.spelled(item))).collect();
        let file = YamlFile::parse(text).tree();
        list::change(&file.ensure_document(), path, there, &texts)?;
        Some(list::below_comments(text, file.to_string()))
    }

    fn sequence(&self, items: &[Tree]) -> Option<yaml_edit::Sequence> {
        let mut sequence = SequenceBuilder::new();
        for item in items {
            sequence = sequence.item(quoted(&self.spelled(item))?);
        }
        sequence.build_document().as_sequence()
    }

    fn spelled(&self, leaf: &Tree) -> String {
        let text = leaf.value().and_then(|value| value.as_text()).unwrap_or_default();
        if self.compose { text.replace('$', "$$") } else { text }
    }

    /// Reads what stands in the texts of a parsed document: another document, or a variable of Compose.
    fn read_texts(&self, name: Option<&str>, tree: &mut Tree, room: Room) {
        let inner = Room { levels: room.levels.saturating_sub(1), ..room };
        match tree {
            Tree::Text(text) => {
                if let Some(read) = self.text_inside(name, text, room).or_else(|| self.filled_in(text)) {
                    *tree = read;
                }
            }
            Tree::List(items) => items.iter_mut().for_each(|item| self.read_texts(None, item, inner)),
            Tree::Table(rows) => {
                rows.iter_mut().for_each(|(name, value)| self.read_texts(Some(name), value, inner));
            }
            _ => {}
        }
    }

    /// A text into which Compose fills something in, or in which `$$` stands for `$`.
    fn filled_in(&self, text: &str) -> Option<Tree> {
        if !self.compose || !text.contains('$') {
            return None;
        }
        let is_reference = text.replace("$$", "").contains('$');
        Some(if is_reference {
            Tree::Reference(text.to_owned())
        } else {
            Tree::Text(text.replace("$$", "$"))
        })
    }
}

fn refused(key: &str, why: &PathError) -> RefusalKind {
    match why {
        PathError::AliasRefused { .. } | PathError::UndefinedAlias { .. } => {
            RefusalKind::Alias { key: key.to_owned() }
        }
        PathError::TypeMismatch { at } => RefusalKind::Shape { key: key.to_owned(), at: at.clone() },
        other => RefusalKind::Edit { key: key.to_owned(), detail: other.to_string().into() },
    }
}
