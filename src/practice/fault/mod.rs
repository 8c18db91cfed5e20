//! The faults that a practice Okta can have: one table of them, combined freely.
//!
//! A scenario file and `usher practice --broken NAME` name them; the names are stable. What each one does stands where the
//! behaviour is (search for `Fault::`); what it means to a person stands in `assets/words/en/practice.toml`.

mod table;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::base::words::{Key, Message, key, message};
use crate::diagnosis::Slug;
pub use table::Fault;

macro_rules! families {
    ($($(#[$about:meta])+ $variant:ident = $name:literal;)+) => {
        /// Where a fault happens, in the order in which a login comes there.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Family {
            $($(#[$about])+ $variant,)+
        }

        impl Family {
            /// All of them, in order.
            pub const ALL: &[Family] = &[$(Family::$variant,)+];

            /// Its name in the words and in the page.
            pub fn name(self) -> &'static str {
                match self {
                    $(Family::$variant => $name,)+
                }
            }

            /// What it is called.
            pub fn title(self) -> Key {
                match self {
                    $(Family::$variant => key!("practice.family.", $name, ".title"),)+
                }
            }

            /// What it is about.
            pub fn about(self) -> Key {
                match self {
                    $(Family::$variant => key!("practice.family.", $name, ".about"),)+
                }
            }
        }
    };
}

families! {
    /// What the organization offers, and its clock.
    Organization = "organization";
    /// The discovery document and the signing keys.
    Description = "description";
    /// What was chosen for the application.
    Registration = "registration";
    /// From the sign-in page back to the application.
    SignIn = "sign-in";
    /// The token endpoint.
    Tokens = "tokens";
    /// What the ID token holds.
    IdToken = "id-token";
    /// Userinfo and the claims.
    Person = "person";
}

/// Where somebody who looks for a fault meets it first. `tests/journey/practised.rs` holds the table against what Usher says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// As this finding, before a browser opens.
    Checks(Slug),
    /// As this finding, after the test login.
    Login(Slug),
    /// As this finding beside a login that works.
    Remark(Slug),
    /// Nowhere: everything works all the same.
    Nothing,
    /// In a way that needs a sentence of its own, `practice.seen.NAME`.
    Own,
}

impl Fault {
    /// Every fault, in the order in which a login would meet them.
    pub fn all() -> &'static [Fault] {
        Self::ALL
    }

    /// What a person will see of it, and where, in one line.
    pub fn sight(self) -> Message {
        let quoted = |key: Key, slug: Slug| {
            let title = message!(slug.record().words.title, app = key!("practice.notice.app"));
            message!(key, title = title)
        };
        match self.seen() {
            Seen::Checks(slug) => quoted(key!("practice.notice.checks"), slug),
            Seen::Login(slug) => quoted(key!("practice.notice.login"), slug),
            Seen::Remark(slug) => quoted(key!("practice.notice.remark"), slug),
            Seen::Nothing => message!("practice.notice.nothing"),
            Seen::Own => self.own_sight().map(Message::from).unwrap_or_default(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no fault has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no fault is called {0:?}")]
pub struct UnknownFault(pub String);

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|fault| fault.name() == name);
        found.ok_or_else(|| UnknownFault(name.to_owned()))
    }
}

/// The faults that a practice Okta has now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(BTreeSet<Fault>);

impl Faults {
    /// Whether this one is among them.
    pub fn has(&self, fault: Fault) -> bool {
        self.0.contains(&fault)
    }

    /// Adds one.
    pub fn add(&mut self, fault: Fault) {
        self.0.insert(fault);
    }

    /// Takes one away, or all that are there when none is named.
    pub fn fix(&mut self, fault: Option<Fault>) {
        match fault {
            Some(one) => {
                self.0.remove(&one);
            }
            None => self.0.clear(),
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Fault> + '_ {
        self.0.iter().copied()
    }

    /// Whether nothing is wrong.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<T: IntoIterator<Item = Fault>>(faults: T) -> Self {
        Self(faults.into_iter().collect())
    }
}
