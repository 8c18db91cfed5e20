//! What a file says, whatever its format: the tree in which old and new text are compared.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;

use super::key::{Step, spelled};
use super::pair::{is_paired, is_pairs, paired, place_of_pair, set_pair};
use super::refusal::RefusalKind;
use super::template;
use super::value::Value;

/// The rows of a table, in the file's order. The order does not count when tables are compared, and a file with a hundred
/// thousand rows takes a hundred times as long as one with a thousand, not ten thousand times.
pub(super) type Rows = IndexMap<String, Tree>;

/// A value of a file as the second parser sees it. Its `Debug` says nothing, since it may hold secrets.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Tree {
    /// Nothing: `null`, or a key with no value.
    Null,
    /// Text.
    Text(String),
    /// True or false.
    Bool(bool),
    /// A number, in the spelling that tells it apart from every other number.
    Number(String),
    /// A list.
    List(Vec<Tree>),
    /// A table.
    Table(Rows),
    /// A value taken from elsewhere, as it is spelled in the file.
    Reference(String),
}

impl fmt::Debug for Tree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Tree")
    }
}

impl Tree {
    /// A table of these rows.
    pub(super) fn table(rows: impl IntoIterator<Item = (String, Self)>) -> Self {
        Self::Table(rows.into_iter().collect())
    }

    /// The value at a key, where there is one.
    pub(super) fn get(&self, steps: &[Step]) -> Option<Cow<'_, Self>> {
        self.get_below(steps, 0)
    }

    fn get_below(&self, all: &[Step], at: usize) -> Option<Cow<'_, Self>> {
        let Some(step) = all.get(at) else { return Some(Cow::Borrowed(self)) };
        match (step, self) {
            (Step::Name(name), Self::Table(rows)) => match rows.get(name) {
                Some(row) => row.get_below(all, at + 1),
                None => merged(rows, name)?.get_below(all, at + 1),
            },
            (Step::Name(name), Self::List(items)) if is_paired(all, at) => paired(items, name),
            (Step::Entry { field, is }, Self::List(items)) => {
                items.iter().find(|item| item.is_entry(field, is))?.get_below(all, at + 1)
            }
            (Step::At(place), Self::List(items)) => items.get(*place)?.get_below(all, at + 1),
            _ => None,
        }
    }

    /// Puts a leaf at a key, making what is missing on the way, and says what stands in the way.
    pub(super) fn set(&mut self, key: &str, steps: &[Step], leaf: Self) -> Result<(), RefusalKind> {
        self.set_below(key, steps, 0, leaf)
    }

    fn set_below(&mut self, key: &str, all: &[Step], at: usize, leaf: Self) -> Result<(), RefusalKind> {
        let Some(step) = all.get(at) else { return self.replace(key, all, leaf) };
        self.grow(step);
        match (step, &mut *self) {
            (Step::Name(name), Self::Table(rows)) => {
                if name == "value" && rows.contains_key("valueFrom") {
                    return Err(reference(key, "valueFrom"));
                }
                child_mut(rows, name).set_below(key, all, at + 1, leaf)
            }
            (Step::Name(name), Self::List(items)) if is_paired(all, at) && is_pairs(items) => {
                set_pair(key, items, name, &leaf)
            }
            (Step::Entry { field, is }, Self::List(items)) => {
                let place = items.iter().position(|item| item.is_entry(field, is));
                let place = place.unwrap_or_else(|| {
                    items.push(Self::table([(field.clone(), Self::Text(is.clone()))]));
                    items.len() - 1
                });
                items[place].set_below(key, all, at + 1, leaf)
            }
            (Step::At(place), Self::List(items)) if *place < items.len() => {
                items[*place].set_below(key, all, at + 1, leaf)
            }
            (_, Self::Reference(text)) => Err(reference(key, text)),
            _ => Err(RefusalKind::Shape { key: key.to_owned(), at: spelled(&all[..at]) }),
        }
    }

    /// Puts a value at a path of names, whatever stood there, and gives back what did.
    pub(super) fn put(&mut self, steps: &[Step], value: Self) -> Option<Self> {
        let (Step::Name(name), rest) = steps.split_first()? else { return None };
        self.grow(&steps[0]);
        let Self::Table(rows) = self else { return None };
        let fresh = !rows.contains_key(name);
        let slot = child_mut(rows, name);
        if !rest.is_empty() {
            return slot.put(rest, value);
        }
        let old = std::mem::replace(slot, value);
        (!fresh).then_some(old)
    }

    /// Nothing becomes the container that the next step needs.
    fn grow(&mut self, step: &Step) {
        if matches!(self, Self::Null) {
            *self = match step {
                Step::Name(_) => Self::Table(Rows::new()),
                Step::Entry { .. } | Step::At(_) => Self::List(Vec::new()),
            };
        }
    }

    /// A leaf takes the place of another leaf; a table or a reference is not overwritten.
    pub(super) fn replace(&mut self, key: &str, all: &[Step], leaf: Self) -> Result<(), RefusalKind> {
        let is_address = |leaf: &Self| matches!(leaf, Self::Text(text) if text.starts_with("https://"));
        match self {
            // An address of which a part is filled in is one all the same, and another one takes its place as a whole.
            Self::Reference(text)
                if ["://", "f\"", "f'"].iter().any(|sign| text.contains(sign)) && is_address(&leaf) =>
            {
                *self = leaf;
            }
            Self::Reference(text) => return Err(reference(key, text)),
            Self::Table(_) => return Err(RefusalKind::Shape { key: key.to_owned(), at: spelled(all) }),
            Self::List(items) => {
                if let Some(Self::Reference(text)) =
                    items.iter().find(|item| matches!(item, Self::Reference(_)))
                {
                    return Err(reference(key, text));
                }
                if items.iter().any(|item| matches!(item, Self::Table(_))) {
                    return Err(RefusalKind::Shape { key: key.to_owned(), at: spelled(all) });
                }
                *self = leaf;
            }
            _ => *self = leaf,
        }
        Ok(())
    }

    /// How many rows and entries it has, on every level.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Table(rows) => rows.values().map(|row| 1 + row.count()).sum(),
            Self::List(items) => items.iter().map(|item| 1 + item.count()).sum(),
            _ => 0,
        }
    }

    /// Visits every leaf with the steps that lead to it. Rows without a name hold what no key can mean.
    pub(super) fn walk(&self, steps: &mut Vec<Step>, visit: &mut dyn FnMut(&[Step])) {
        match self {
            Self::Table(rows) => {
                for (name, value) in rows.iter().filter(|(name, _)| !name.is_empty()) {
                    steps.push(Step::Name(name.clone()));
                    value.walk(steps, visit);
                    steps.pop();
                }
            }
            Self::List(items) if items.iter().any(|item| matches!(item, Self::Table(_))) => {
                for (at, value) in items.iter().enumerate() {
                    steps.push(Step::At(at));
                    value.walk(steps, visit);
                    steps.pop();
                }
            }
            _ => visit(steps),
        }
    }

    /// The same as JSON; `None` where something in it is taken from elsewhere.
    pub(super) fn json(&self) -> Option<serde_json::Value> {
        Some(match self {
            Self::Null => serde_json::Value::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Bool(flag) => (*flag).into(),
            Self::Number(number) => serde_json::from_str(number).ok()?,
            Self::List(items) => items.iter().map(Self::json).collect::<Option<Vec<_>>>()?.into(),
            Self::Table(rows) => {
                let rows = rows.iter().map(|(name, value)| Some((name.clone(), value.json()?)));
                serde_json::Value::Object(rows.collect::<Option<_>>()?)
            }
            Self::Reference(_) => return None,
        })
    }

    /// The step to this entry of a list by what tells it apart from the others.
    pub(super) fn entry(&self) -> Option<Step> {
        let Self::Table(rows) = self else { return None };
        let text = |field: &str| match rows.get(field) {
            Some(Self::Text(text)) if !text.contains([']', '=', '"']) => Some(text.clone()),
            _ => None,
        };
        ["name", "id"]
            .iter()
            .find_map(|&field| Some(Step::Entry { field: field.to_owned(), is: text(field)? }))
    }

    pub(super) fn is_entry(&self, field: &str, is: &str) -> bool {
        let Self::Table(rows) = self else { return false };
        matches!(rows.get(field), Some(Self::Text(text)) if text == is)
    }

    /// The value for the person, where it is a leaf: text, flag, whole number or list of texts.
    pub(super) fn value(&self) -> Option<Value> {
        match self {
            Self::Text(text) => Some(Value::Text(text.clone())),
            Self::Bool(flag) => Some(Value::Bool(*flag)),
            Self::Number(number) => {
                Some(number.parse().map_or_else(|_| Value::Text(number.clone()), Value::Number))
            }
            Self::List(items) => {
                let items: Option<Vec<String>> = items.iter().map(|item| item.value()?.as_text()).collect();
                Some(Value::List { items: items?, separator: None })
            }
            Self::Table(rows) => map_of(rows),
            Self::Null | Self::Reference(_) => None,
        }
    }

    /// Gives another name to what the step at `at` leads to; `None` where nothing of its own name stands there.
    pub(super) fn rename(&mut self, steps: &[Step], at: usize, to: &str) -> Option<()> {
        let (step, rest) = steps.split_first()?;
        match (step, self) {
            (Step::Name(name), Self::Table(rows)) if at == 0 => {
                let value = rows.shift_remove(name)?;
                rows.insert(to.to_owned(), value).is_none().then_some(())
            }
            (Step::Name(name), Self::List(items)) if at == 0 => {
                let (place, is_named) = place_of_pair(items, name)?;
                match items.get_mut(if is_named { place } else { place - 1 })? {
                    Self::Text(text) | Self::Reference(text) => text.replace_range(..name.len(), to),
                    _ => return None,
                }
                Some(())
            }
            (Step::Name(name), Self::Table(rows)) => rows.get_mut(name)?.rename(rest, at - 1, to),
            (Step::At(place), Self::List(items)) => {
                items.get_mut(*place)?.rename(rest, at.checked_sub(1)?, to)
            }
            (Step::Entry { field, is }, Self::List(items)) => {
                let entry = items.iter_mut().find(|item| item.is_entry(field, is))?;
                match entry {
                    Self::Table(rows) if at == 0 => {
                        rows.insert(field.clone(), Self::Text(to.to_owned())).map(drop)
                    }
                    entry => entry.rename(rest, at.checked_sub(1)?, to),
                }
            }
            _ => None,
        }
    }

    /// Takes a row out of a table, and gives it back.
    pub(super) fn remove(&mut self, steps: &[Step]) -> Option<Self> {
        match (steps, self) {
            ([Step::Name(name)], Self::Table(rows)) => rows.shift_remove(name),
            ([Step::Name(name), rest @ ..], Self::Table(rows)) => rows.get_mut(name)?.remove(rest),
            ([Step::At(at), rest @ ..], Self::List(items)) => items.get_mut(*at)?.remove(rest),
            ([Step::Entry { field, is }, rest @ ..], Self::List(items)) => {
                items.iter_mut().find(|item| item.is_entry(field, is))?.remove(rest)
            }
            _ => None,
        }
    }
}

/// A table as a map, where every row is a text or a list of texts.
fn map_of(rows: &Rows) -> Option<Value> {
    let lists = rows.values().any(|value| matches!(value, Tree::List(_)));
    let one = |(name, value): (&String, &Tree)| match value.value()? {
        Value::List { items, .. } => Some((name.clone(), items)),
        other => Some((name.clone(), vec![other.as_text()?])),
    };
    Some(Value::Map { rows: rows.iter().map(one).collect::<Option<_>>()?, lists })
}

pub(super) fn reference(key: &str, text: &str) -> RefusalKind {
    RefusalKind::Reference { key: key.to_owned(), reference: names_in(text) }
}

/// The names that a reference goes to, without any text around them, which may be secret: `${A}`, `var.client_secret`.
pub(super) fn names_in(reference: &str) -> String {
    let places = template::places(reference);
    if !places.is_empty() {
        return places.join(", ");
    }
    if reference.starts_with("f\"") || reference.starts_with("f'") {
        // A text of Python in which something is filled in.
        let filled = reference.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
        return filled.map(|(name, _)| format!("{{{name}}}")).collect::<Vec<_>>().join(", ");
    }
    let inside = |one: char| one.is_alphanumeric() || matches!(one, '_' | '.' | '-');
    let name = |text: &str| text.chars().take_while(|one| inside(*one)).collect::<String>();
    if reference.contains('$') {
        let piece = |piece: &str| match piece.split_once('{') {
            // Grafana's own: `$__file{/run/secrets/oidc}`.
            Some((kind, rest)) if kind.starts_with("__") => {
                format!("${kind}{{{}}}", rest.split('}').next().unwrap_or_default())
            }
            _ => match name(piece.trim_start_matches('{')) {
                name if name.is_empty() => name,
                name => format!("${{{name}}}"),
            },
        };
        let names: Vec<String> =
            reference.split('$').skip(1).map(piece).filter(|name| !name.is_empty()).collect();
        return if names.is_empty() { "$(…)".to_owned() } else { names.join(", ") };
    }
    let lead: String =
        reference.chars().take_while(|one| inside(*one) || matches!(one, '!' | '[' | ']' | '*')).collect();
    if lead.len() == reference.len() { lead } else { format!("{lead}…") }
}

fn child_mut<'a>(rows: &'a mut Rows, name: &str) -> &'a mut Tree {
    rows.entry(name.to_owned()).or_insert(Tree::Null)
}

/// What a table has by the tables that are merged into it, of which the first that has it counts: YAML's `<<`,
/// <https://yaml.org/type/merge.html>.
fn merged<'t>(rows: &'t Rows, name: &str) -> Option<&'t Tree> {
    let of = |tree: &'t Tree| match tree {
        Tree::Table(rows) => rows.get(name).or_else(|| merged(rows, name)),
        _ => None,
    };
    match rows.get("<<")? {
        Tree::List(all) => all.iter().find_map(of),
        one => of(one),
    }
}
