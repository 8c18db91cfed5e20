//! Where steps of a document stand, by a text of theirs.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// Steps by a text of theirs. A large file has very many, so that the texts themselves are not kept here: whoever looks one up
/// compares it with that of the step.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    hasher: RandomState,
    places: HashMap<u64, Places>,
}

#[derive(Debug, Clone)]
enum Places {
    One(usize),
    Several(Vec<usize>),
}

impl Index {
    /// Adds a step with its text.
    pub(super) fn add(&mut self, text: &str, at: usize) {
        let places = self.places.entry(self.hasher.hash_one(text));
        let places = places.and_modify(|places| match places {
            Places::One(first) => *places = Places::Several(vec![*first, at]),
            Places::Several(all) => all.push(at),
        });
        places.or_insert(Places::One(at));
    }

    /// The steps that may have this text.
    pub(super) fn find(&self, text: &str) -> &[usize] {
        match self.places.get(&self.hasher.hash_one(text)) {
            Some(Places::One(at)) => std::slice::from_ref(at),
            Some(Places::Several(all)) => all,
            None => &[],
        }
    }
}
