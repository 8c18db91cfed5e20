//! Where a guide's keys stand in a document: under which prefix, and under which of the names that the file has chosen.

use super::document::{Document, Stands};
use super::value::Value;

/// Which of the places of a document is meant. With it the same place is found again: [`Document::at`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {}

/// Where keys stand together in a document. It is asked with the keys of a guide, and answers with what the file has there.
#[derive(Debug, Clone)]
pub struct Place<'d> {
    document: &'d Document<'d>,
    entry: Entry,
}

impl Document<'_> {
    /// Every place under which some of these keys stand.
    pub fn places(&self, keys: &[String]) -> Vec<Place<'_>> {
        let stands = keys.iter().any(|key| self.get(key).is_some());
        if stands { vec![self.at(&Entry::default())] } else { Vec::new() }
    }

    /// A place that was found before; [`Entry::default`] is the document itself, where keys stand as they are spelled.
    pub fn at(&self, entry: &Entry) -> Place<'_> {
        Place { document: self, entry: entry.clone() }
    }
}

impl Place<'_> {
    /// Which of the document's places it is.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// What stands at a key of the guide, just as the file has it.
    pub fn get(&self, key: &str) -> Option<Stands> {
        self.document.get(key)
    }

    /// The value at a key of the guide, where it stands here: a text is the text that the application reads, with every blank.
    pub fn value(&self, key: &str) -> Option<Value> {
        self.document.value(key)
    }

    /// The line of a key of the guide, from 1.
    pub fn line_of(&self, key: &str) -> Option<usize> {
        self.document.line_of(key)
    }

    /// How the file itself spells a key of the guide: for showing it to a person, and for finding it in the file.
    pub fn name_of(&self, key: &str) -> String {
        key.to_owned()
    }

    /// The keys of everything that stands at this place, each as it can be asked for here.
    pub fn keys(&self) -> Vec<String> {
        self.document.keys()
    }
}
