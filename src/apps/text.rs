//! The texts of a guide's tables: templates as they were read, or what they are filled in to for one set-up.

use std::fmt::Debug;
use std::ops::Deref;

use super::template::{Filled, Template};
use super::when::{Maybe, When};

/// Of which texts a table of a guide is made: of [`Template`]s with their conditions, or of what is [`Filled`] in, where only
/// that is left of which the conditions hold.
pub trait Text: Clone + Debug + Eq {
    /// A text that people see. The secret never stands in one.
    type Shown: Clone + Debug + Eq;
    /// Several of them, each perhaps under a condition.
    type Lines: Clone + Debug + Eq;
    /// The condition under which something counts.
    type When: Clone + Debug + Eq;
}

impl Text for Template {
    type Shown = Shown;
    type Lines = Vec<Maybe<Shown>>;
    type When = When;
}

impl Text for Filled {
    type Shown = String;
    type Lines = Vec<String>;
    type When = ();
}

/// A template of a text that people see: a guide with the secret in it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown(pub Template);

impl Deref for Shown {
    type Target = Template;

    fn deref(&self) -> &Template {
        &self.0
    }
}
