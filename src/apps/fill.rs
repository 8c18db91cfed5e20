//! What the tables of a guide become for one set-up: every template filled in, what does not count left out, and what stands
//! for several values repeated for each.

use super::guide::KeyType;
use super::resolved::OktaSettings;
use super::scope::Scope;
use super::template::{Filled, Found, Template, json_list, pairs};
use super::text::Shown;
use super::when::{Maybe, When};

/// Places that stand for several values, one line or one field each.
const LISTS: [&str; 3] = ["sign_in", "sign_out", "test_addresses"];

/// As many items of a list stand in a line; the values beside it have them all.
const ITEMS_IN_A_LINE: usize = 2;

/// What becomes something else for one set-up.
pub(super) trait Fill {
    /// What it becomes.
    type Filled;

    /// It, filled in, whether or not its condition holds.
    fn filled(&self, values: &Values<'_>) -> Self::Filled;

    /// What comes of it where it is one of several: none where its condition does not hold, one for each value where it
    /// stands for several.
    fn each(&self, values: &Values<'_>) -> Vec<Self::Filled> {
        vec![self.filled(values)]
    }
}

/// What stays as it was read.
pub(super) trait Plain: Clone {}

impl Plain for String {}
impl Plain for bool {}
impl Plain for KeyType {}

impl<T: Plain> Fill for T {
    type Filled = T;

    fn filled(&self, _: &Values<'_>) -> T {
        self.clone()
    }
}

impl Fill for Template {
    type Filled = Filled;

    fn filled(&self, values: &Values<'_>) -> Filled {
        values.scope.fill_with(self, &values.here)
    }
}

impl Fill for Shown {
    type Filled = String;

    fn filled(&self, values: &Values<'_>) -> String {
        self.0.filled(values).shown()
    }
}

impl Fill for Maybe<Shown> {
    type Filled = String;

    fn filled(&self, values: &Values<'_>) -> String {
        self.what.filled(values)
    }

    fn each(&self, values: &Values<'_>) -> Vec<String> {
        if !values.holds(&self.when) {
            return Vec::new();
        }
        let items = values.items(&self.what);
        items.iter().take(ITEMS_IN_A_LINE).map(|values| self.filled(values)).collect()
    }
}

impl<T: Fill> Fill for Option<T> {
    type Filled = Option<T::Filled>;

    fn filled(&self, values: &Values<'_>) -> Self::Filled {
        self.as_ref().and_then(|one| one.each(values).into_iter().next())
    }
}

impl<T: Fill> Fill for Vec<T> {
    type Filled = Vec<T::Filled>;

    fn filled(&self, values: &Values<'_>) -> Self::Filled {
        self.iter().flat_map(|one| one.each(values)).collect()
    }
}

/// The values of one set-up, and those that count in one place alone.
#[derive(Clone)]
pub(super) struct Values<'a> {
    scope: &'a Scope<'a>,
    okta: &'a OktaSettings,
    here: Vec<(String, Found)>,
}

impl<'a> Values<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, okta: &'a OktaSettings) -> Self {
        Self { scope, okta, here: Vec::new() }
    }

    /// With more values, which count from here on.
    pub(super) fn with(&self, more: impl IntoIterator<Item = (String, Found)>) -> Self {
        let mut all = self.clone();
        all.here.extend(more);
        all
    }

    /// Whether a condition holds.
    pub(super) fn holds(&self, when: &When) -> bool {
        self.scope.holds(when)
    }

    /// The values of each repetition of a template with a list place; the values as they are without one.
    pub(super) fn items(&self, template: &Template) -> Vec<Self> {
        let Some(list) = LISTS.into_iter().find(|name| template.places().any(|place| place == *name)) else {
            return vec![self.clone()];
        };
        let all = match list {
            "sign_in" => &self.okta.sign_in,
            "sign_out" => &self.okta.sign_out,
            _ => &self.okta.test_addresses,
        };
        all.iter().map(|uri| self.with([(list.to_owned(), Found::Filled(uri.clone()))])).collect()
    }

    /// The values of each pair of a `map` question; the values as they are where none is named.
    #[expect(clippy::ref_option, reason = "a table hands its member over as it is")]
    pub(super) fn pairs(&self, question: &Option<String>) -> Vec<Self> {
        let Some(question) = question else { return vec![self.clone()] };
        let named = |from: Found, to: Found, list: Found| {
            let names = ["pair_from", "pair_to", "pair_to_list"].map(str::to_owned);
            self.with(names.into_iter().zip([from, to, list]))
        };
        match self.scope.find(question) {
            Found::Gap(label) => {
                let gap = Found::Gap(label);
                vec![named(gap.clone(), gap.clone(), gap)]
            }
            Found::Plain(text) => pairs(&text)
                .into_iter()
                .map(|(from, to)| {
                    let list = Found::Plain(json_list(&to));
                    named(Found::Plain(from), Found::Plain(to), list)
                })
                .collect(),
            Found::Secret(_) | Found::Filled(_) => Vec::new(),
        }
    }
}
