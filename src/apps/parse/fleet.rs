//! What is read of `sso.toml` beyond the types of its members.

use std::collections::BTreeSet;

use super::parsed;
use crate::apps::fleet::{Declared, Fleet, RESERVED, SecretPlace};
use crate::apps::problem::{Log, Problem};
use crate::apps::read::{Reader, Table};
use crate::base::words::{key, message};

impl Fleet {
    /// Reads a file of connections.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text, with line, column and the nearest right word.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        parsed(text, "fleet", key!("apps.fleet.version"), |fleet: &Self, log| each_once(fleet, log))
    }
}

impl Table for Fleet {
    fn table(reader: &Reader<'_, '_>) -> Self {
        let connections: Vec<Declared> = reader.get("connection");
        if connections.is_empty() {
            reader.need("connection");
        }
        Self { connections }
    }
}

/// Notes each name that a connection before has already: by it reports are compared and joined.
fn each_once(fleet: &Fleet, log: &Log<'_>) {
    let mut known = BTreeSet::new();
    for declared in fleet.connections.iter().filter(|one| !one.name.is_empty()) {
        if !known.insert(declared.name.as_str()) {
            log.note(declared.place("name"), &message!("apps.fleet.twice", name = declared.name));
        }
    }
}

impl Table for SecretPlace {
    fn table(reader: &Reader<'_, '_>) -> Self {
        let command: Vec<String> = reader.get("command");
        let none: Option<bool> = reader.get("none");
        let all = [
            reader.get::<Option<String>>("file").map(Self::File),
            reader.get::<Option<String>>("env").map(Self::Variable),
            Some(command).filter(|argv| !argv.is_empty()).map(Self::Command),
            none.filter(|none| *none).map(|_| Self::None),
        ];
        let mut given = all.into_iter().flatten();
        if let (Some(place), None) = (given.next(), given.next()) {
            return place;
        }
        reader.log().note(reader.at(), &message!("apps.fleet.secret"));
        Self::None
    }
}

impl Reader<'_, '_> {
    /// Labels, by none of the words that mean something already.
    pub(in crate::apps) fn labels(&self) -> Vec<(String, String)> {
        for (name, at) in self.tables("labels").iter().flat_map(Reader::keys) {
            if RESERVED.contains(&name) {
                self.log().note(at, &message!("apps.fleet.label", name = name));
            }
        }
        self.pairs_of("labels")
    }

    /// Yes where nothing is said.
    pub(in crate::apps) fn noise(&self) -> bool {
        self.get::<Option<bool>>("noise").unwrap_or(true)
    }

    /// Where each member stands, those of `set` by both names; the table itself first, without one.
    pub(in crate::apps) fn places(&self) -> Vec<(String, usize)> {
        let own = self.keys().map(|(name, at)| (name.to_owned(), at));
        let answers = self.tables("set");
        let answers = answers.iter().flat_map(Reader::keys).map(|(name, at)| (format!("set.{name}"), at));
        std::iter::once((String::new(), self.at())).chain(own).chain(answers).collect()
    }
}
