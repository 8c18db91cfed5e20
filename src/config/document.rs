//! A configuration file, opened: its text is parsed once, and then asked as often as one likes.

use std::borrow::Cow;
use std::fmt;

use super::byte_order;
use super::editor::Editor;
use super::json_text;
use super::key::{INSIDE, Step};
use super::lead::{self, Lead, Piece};
use super::place::Lazy;
use super::plan::{self, Plan};
use super::read_error::ReadError;
use super::refusal::Refusal;
use super::tree::{Tree, names_in};
use super::value::{Setting, Value};
use crate::base::Secret;

/// A text in one format. Its `Debug` says nothing of the text, which may hold secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Document<'a> {
    pub(super) editor: Editor,
    /// The text without its byte order mark.
    pub(super) text: &'a str,
    /// Whether it begins with one.
    pub(super) is_marked: bool,
    pub(super) tree: Cow<'a, Tree>,
    pub(super) outline: Cow<'a, Lazy>,
}

/// What stands at a key, just as the file has it: nothing is expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// The value. One of a key that is known to be secret should be turned with [`Value::into_secret`] at once.
    Here(Value),
    /// The value is taken from another place, so that the file alone does not tell it.
    Elsewhere {
        /// The names that it goes to: `${OIDC_SECRET}`, `var.client_secret`, `valueFrom`.
        names: String,
        /// The value taken apart: what stands here, and where the rest is.
        pieces: Vec<Piece>,
    },
}

/// A setting that a document does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The key.
    pub key: String,
    /// What should stand there.
    pub wanted: Value,
    /// What stands there, a secret where the wanted value is one; `None` where nothing can be read.
    pub seen: Option<Value>,
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Document").field(&self.editor).finish()
    }
}

impl Stands {
    /// Whether it is a reference, by its format or only by its spelling.
    pub fn is_elsewhere(&self) -> bool {
        match self {
            Self::Elsewhere { .. } => true,
            Self::Here(value) => value.as_text().is_some_and(|text| lead::of_text(&text).is_some()),
        }
    }
}

impl<'a> Document<'a> {
    /// Opens a text.
    ///
    /// # Errors
    /// The text is not of this format, with line and column.
    pub fn open(editor: Editor, text: &'a str) -> Result<Self, ReadError> {
        let (is_marked, text) = (byte_order::is_marked(text), byte_order::bare(text));
        Ok(Self { editor, text, is_marked, tree: Cow::Owned(editor.tree(text)?), outline: Cow::default() })
    }

    /// Its format.
    pub fn editor(&self) -> Editor {
        self.editor
    }

    /// What stands at a key. A key that this format cannot have is absent like any other.
    pub fn get(&self, key: &str) -> Option<Stands> {
        if json_text::leads_into(key) {
            return json_text::get(self, key);
        }
        self.get_at(&self.editor.format().steps(key).ok()?)
    }

    /// What stands at a place.
    pub(super) fn get_at(&self, steps: &[Step]) -> Option<Stands> {
        self.tree.get(steps).map_or_else(|| value_from(&self.tree, steps), |found| Self::stands(&found))
    }

    /// What a piece of a document says.
    pub(super) fn stands(tree: &Tree) -> Option<Stands> {
        match tree {
            Tree::Reference(raw) => {
                Some(Stands::Elsewhere { names: names_in(raw), pieces: lead::of_reference(raw) })
            }
            Tree::Table(rows) if rows.contains_key(VALUE_FROM) => Some(taken_from(tree)),
            found => found.value().map(Stands::Here),
        }
    }

    /// The value at a key, where it stands here.
    pub fn value(&self, key: &str) -> Option<Value> {
        match self.get(key)? {
            Stands::Here(value) => Some(value),
            Stands::Elsewhere { .. } => None,
        }
    }

    /// The keys of everything that stands here, entries of lists by their place.
    #[cfg(feature = "internals")]
    pub fn keys(&self) -> Vec<String> {
        let mut all = Vec::new();
        self.tree.walk(&mut Vec::new(), &mut |steps| all.extend(self.editor.format().spellings(steps)));
        all
    }

    /// All that it says, as settings; what holds one of these secrets is one. `None` where something in it is no value.
    pub fn settings(&self, secrets: &[Secret]) -> Option<Vec<Setting>> {
        let mut all = Vec::new();
        let mut is_whole = true;
        self.tree.walk(&mut Vec::new(), &mut |steps| {
            let named = self.named(steps);
            let Some(value) = self.tree.get(&named).and_then(|tree| tree.value()) else {
                is_whole = false;
                return;
            };
            let value = match value {
                // The end of a line is the notation's, not the value's.
                Value::Text(text) => Value::Text(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text)),
                other => other,
            };
            let holds = |secret: &Secret| value.as_text().is_some_and(|text| text.contains(secret.reveal()));
            let is_secret = secrets.iter().any(|secret| !secret.is_empty() && holds(secret));
            let value = if is_secret { value.into_secret() } else { value };
            let spellings = self.editor.format().spellings(&named);
            all.extend(spellings.into_iter().next().map(|key| Setting::new(key, value)));
        });
        is_whole.then_some(all)
    }

    /// Which entry of a list is there as an example alone: it has some of these names, and nothing stands at any of them.
    pub fn example_in(&self, list: &str, names: &[&str]) -> Option<usize> {
        let format = self.editor.format();
        let list = self.tree.get(&format.steps(list).ok()?)?;
        let Tree::List(items) = list.as_ref() else { return None };
        let names: Vec<Vec<Step>> = names.iter().filter_map(|name| format.steps(name).ok()).collect();
        let is_example = |item: &Tree| {
            let mut standing = names.iter().filter_map(|name| item.get(name)).peekable();
            let is_blank = |one: &Tree| match one {
                Tree::Null => true,
                Tree::Text(text) => text.trim().is_empty(),
                _ => false,
            };
            standing.peek().is_some() && standing.all(|one| is_blank(&one))
        };
        items.iter().position(is_example)
    }

    /// Whether anything stands at a key, be it a table or a list.
    pub fn has(&self, key: &str) -> bool {
        self.editor.format().steps(key).is_ok_and(|steps| self.tree.get(&steps).is_some())
    }

    /// The document that a text at a key is, as JSON on one line; `None` where no such text is there. JSON is YAML as well.
    pub fn text_at(&self, key: &str) -> Option<String> {
        let steps = self.editor.format().steps(key).ok()?;
        let inner = [steps.as_slice(), &[Step::named(INSIDE)]].concat();
        Some(self.tree.get(&inner)?.json()?.to_string())
    }

    /// Steps with an entry of a list by its name, where it has one.
    fn named(&self, steps: &[Step]) -> Vec<Step> {
        let mut named: Vec<Step> = Vec::new();
        for step in steps {
            let entry = match (step, self.tree.get(&named).as_deref()) {
                (Step::At(at), Some(Tree::List(items))) => items.get(*at).and_then(Tree::entry),
                _ => None,
            };
            named.push(entry.unwrap_or_else(|| step.clone()));
        }
        named
    }

    /// What these settings say that the document does not. A reference may stand for a setting that allows one.
    pub fn compare(&self, settings: &[Setting]) -> Vec<Mismatch> {
        let mut all = Vec::new();
        for Setting { key, value: wanted, or_from_elsewhere } in settings {
            let seen = match self.get(key) {
                Some(stands) if *or_from_elsewhere && stands.is_elsewhere() => continue,
                Some(Stands::Here(seen)) if wanted.is_secret() => Some(seen.into_secret()),
                Some(Stands::Here(seen)) => Some(seen),
                Some(Stands::Elsewhere { .. }) | None => None,
            };
            if !seen.as_ref().is_some_and(|seen| wanted.matches(seen)) {
                all.push(Mismatch { key: key.clone(), wanted: wanted.clone(), seen });
            }
        }
        all
    }

    /// Plans to change the text so that it says these settings. Planning twice changes nothing.
    ///
    /// # Errors
    /// The change cannot be made, or it cannot be proven; with the lines to paste by hand.
    pub fn plan(&self, settings: &[Setting]) -> Result<Plan, Refusal> {
        self.plan_without(settings, &[])
    }

    /// The same, and what stands at the keys of `without` goes.
    ///
    /// # Errors
    /// The change cannot be made, or it cannot be proven; with the lines to paste by hand.
    pub fn plan_without(&self, settings: &[Setting], without: &[String]) -> Result<Plan, Refusal> {
        plan::planned(self, settings, without).map_err(|why| plan::refusal(self.editor, why, settings))
    }
}

/// What stands in the place of `value` where a Kubernetes manifest takes it from a Secret.
const VALUE_FROM: &str = "valueFrom";

/// Kubernetes takes a variable's value from a secret by `valueFrom` in the place of `value`.
fn value_from(tree: &Tree, steps: &[Step]) -> Option<Stands> {
    let (last, parents) = steps.split_last()?;
    let is_value = *last == Step::named("value");
    let at = |more: &[&str]| {
        let names = more.iter().map(|name| Step::named(name));
        tree.get(&parents.iter().cloned().chain(names).collect::<Vec<_>>())
    };
    at(&[VALUE_FROM]).filter(|_| is_value)?;
    Some(taken_from(&*at(&[])?))
}

/// What a table takes from a Secret by `valueFrom`.
fn taken_from(table: &Tree) -> Stands {
    let text = |name: &str| {
        let way = [VALUE_FROM, "secretKeyRef", name].map(Step::named);
        table.get(&way)?.value()?.as_text()
    };
    let lead = match (text("name"), text("key")) {
        (Some(name), Some(key)) => Lead::KubernetesSecret { name, key },
        _ => Lead::Unclear(VALUE_FROM.to_owned()),
    };
    Stands::Elsewhere { names: VALUE_FROM.to_owned(), pieces: vec![Piece::Lead(lead)] }
}
