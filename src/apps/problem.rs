//! What is wrong with the text of a guide, and where; the log in which all problems of one text are gathered.

use std::cell::RefCell;

use crate::base::untrusted::visible_up_to;
use crate::base::words::{Message, message};

/// One thing that is wrong with a guide.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, in a sentence.
    pub message: Message,
    /// What it should perhaps be.
    pub hint: Option<Message>,
}

/// The line and column of a byte offset, both from 1, columns in characters.
pub(crate) fn position(text: &str, at: usize) -> (usize, usize) {
    let mut end = at.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |found| found + 1);
    (line, before[start..].chars().count() + 1)
}

/// What a guide says of something that stands elsewhere in it, to be looked for once all of it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mention {
    /// A place of a template.
    Place,
    /// A place of a template that is filled while the application is visited.
    OnTheWay,
    /// A question or a fact that something depends on, and the values that it may have.
    Condition(Vec<String>),
    /// A question.
    Question,
}

/// Collects the problems of one text, and what it says of other places in it.
pub(super) struct Log<'t> {
    text: &'t str,
    found: RefCell<Vec<Problem>>,
    mentions: RefCell<Vec<(usize, String, Mention)>>,
}

impl<'t> Log<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, found: RefCell::default(), mentions: RefCell::default() }
    }

    /// Notes a problem. Values come from the file, so they are made visible.
    pub(super) fn note(&self, at: usize, message: &Message) {
        self.near(at, message, None);
    }

    /// Notes a problem with the nearest right word, if one is near.
    pub(super) fn near(&self, at: usize, message: &Message, right: Option<&str>) {
        let (line, column) = position(self.text, at);
        let message = message.map(&|value| visible_up_to(value, 200));
        let hint = right.map(|word| message!("apps.problem.nearest", word = word));
        self.found.borrow_mut().push(Problem { line, column, message, hint });
    }

    /// Which of some words this is.
    pub(super) fn known<T: Copy>(&self, at: usize, text: &str, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(name, _)| *name == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let right = nearest(text, names.iter().copied());
            let told = message!("apps.problem.unknown_word", word = text, known = Message::list(&names));
            self.near(at, &told, right);
        }
        found
    }

    /// Remembers a name that must be there once all is read.
    pub(super) fn mention(&self, at: usize, name: &str, what: Mention) {
        self.mentions.borrow_mut().push((at, name.to_owned(), what));
    }

    /// What was mentioned so far: where, the name, and as what.
    pub(super) fn mentions(&self) -> Vec<(usize, String, Mention)> {
        self.mentions.take()
    }

    /// The problems, in the order of the text.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut found = self.found.into_inner();
        found.sort();
        found.dedup();
        found
    }
}

/// The nearest of some words, if it is near enough to be meant.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, best) = known.map(|name| (strsim::damerau_levenshtein(name, word), name)).min()?;
    (distance <= 3 && distance < word.chars().count().max(2)).then_some(best)
}
