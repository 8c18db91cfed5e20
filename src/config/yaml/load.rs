//! From a text to the trees of its documents, with limits that the parser alone does not have. Texts stand in them as the
//! parser has them: what is read out of a text comes later.
//!
//! An alias stands for a whole piece of the file, which the parser repeats for each: some lines of aliases of aliases would
//! fill any memory. So what is made of a text has a budget in proportion to it, and its levels are counted.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess};
use serde::de::{Deserializer as _, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use yaml_serde::Number;
use yaml_serde::value::Tag;

use super::flow;
use crate::base::words::key;
use crate::config::depth::LEVELS;
use crate::config::read_error::ReadError;
use crate::config::tree::{Rows, Tree};

/// How many times its own size a text may become, and what is granted to the smallest.
const TIMES: usize = 8;
const GRANTED: usize = 1 << 17;

/// The documents of a text, none of them deeper than so many levels.
pub(super) fn documents(text: &str, levels: usize) -> Result<Vec<Tree>, ReadError> {
    flow::check(text)?;
    let budget = Budget { left: Cell::new(text.len() * TIMES + GRANTED), refused: Cell::new(None) };
    let node = Node { budget: &budget, levels };
    yaml_serde::Deserializer::from_str(text)
        .map(|document| document.deserialize_any(node).map_err(|why| read_error(&why, &budget)))
        .collect()
}

/// The only document of a text; `None` where there are several, or it cannot be read.
pub(super) fn only(text: &str, levels: usize) -> Option<Tree> {
    let mut all = documents(text, levels).ok()?;
    if all.len() > 1 { None } else { Some(all.pop().unwrap_or(Tree::Null)) }
}

/// What may still be made of a text, and why it may not.
struct Budget {
    /// In bytes of text, and one for each value.
    left: Cell<usize>,
    refused: Cell<Option<Refused>>,
}

enum Refused {
    Deep,
    Large,
    /// A key stands twice in the same place.
    Twice(String),
}

/// A value that is still to be read.
#[derive(Clone, Copy)]
struct Node<'b> {
    budget: &'b Budget,
    /// How many levels it may have.
    levels: usize,
}

impl Node<'_> {
    fn refuse<E: Error>(self, why: Refused) -> E {
        self.budget.refused.set(Some(why));
        E::custom("")
    }

    fn spend<E: Error>(self, size: usize, value: Tree) -> Result<Tree, E> {
        let left = self.budget.left.get().checked_sub(size + 1);
        self.budget.left.set(left.ok_or_else(|| self.refuse(Refused::Large))?);
        Ok(value)
    }

    fn inner<E: Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1).ok_or_else(|| self.refuse(Refused::Deep))?;
        Ok(Self { levels, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Tree;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML value")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Tree, E> {
        self.spend(0, Tree::Bool(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        self.spend(0, Tree::Number(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        self.spend(0, Tree::Number(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Tree, E> {
        self.spend(0, Tree::Number(Number::from(number).to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        self.spend(text.len(), Tree::Null)?;
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        self.spend(0, Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        self.spend(0, Tree::Null)
    }

    fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut data: A) -> Result<Tree, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::new();
        while let Some(item) = data.next_element_seed(inner)? {
            items.push(item);
        }
        self.spend(0, Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut data: A) -> Result<Tree, A::Error> {
        let inner = self.inner()?;
        let mut rows = Rows::new();
        while let Some(key) = data.next_key_seed(inner)? {
            let name = name_of(key);
            if rows.contains_key(&name) {
                return Err(self.refuse(Refused::Twice(name)));
            }
            rows.insert(name, data.next_value_seed(inner)?);
        }
        self.spend(0, Tree::Table(rows))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Tree, A::Error> {
        let (tag, contents) = data.variant::<String>()?;
        contents.newtype_variant_seed(self.inner()?)?;
        if tag.is_empty() {
            return Err(A::Error::custom("empty YAML tag is not allowed"));
        }
        self.spend(0, Tree::Reference(Tag::new(tag).to_string()))
    }
}

/// A key as the name of a row: what is no text is spelled as JSON, which keeps two such keys apart.
fn name_of(key: Tree) -> String {
    match key {
        Tree::Text(text) | Tree::Number(text) | Tree::Reference(text) => text,
        other => other.json().unwrap_or_default().to_string(),
    }
}

fn read_error(why: &yaml_serde::Error, budget: &Budget) -> ReadError {
    let place = why.location();
    let reason = why.to_string();
    // The parser says the place again at the end.
    let reason = reason.split(" at line ").next().unwrap_or(&reason).to_owned();
    let line = place.as_ref().map(yaml_serde::Location::line);
    let error = ReadError::new(line, place.as_ref().map(yaml_serde::Location::column), reason);
    match budget.refused.take() {
        Some(Refused::Deep) => error.deeper_than(LEVELS),
        Some(Refused::Large) => ReadError { reason: key!("config.read.repeated").into(), ..error },
        Some(Refused::Twice(key)) => ReadError { reason: ReadError::twice(&key), ..error },
        None => error,
    }
}
