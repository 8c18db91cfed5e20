//! One line of the conversation: what it says, by what it is known, and whether it is said again when it was tried again.

/// What belongs to the line above begins further in.
const INDENT: &str = "  ";

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Explains.
    Explains,
    /// One of the answers that can be given.
    Choice,
    /// Tells how something came out: told again when it was tried again.
    Outcome,
    /// Tells that something is going on.
    Busy,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What is said.
    pub(super) text: String,
    /// By what it is known, so that it is not said twice.
    pub(super) key: String,
    role: Role,
}

impl Line {
    /// A line that explains.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { key: text.clone(), text, role: Role::Explains }
    }

    /// A line that tells how something came out.
    pub(super) fn outcome(text: impl Into<String>) -> Self {
        Self { role: Role::Outcome, ..Self::plain(text) }
    }

    /// A line about something that goes on.
    pub(super) fn busy(text: impl Into<String>) -> Self {
        Self { role: Role::Busy, ..Self::plain(text) }
    }

    /// An answer with its number.
    pub(super) fn choice(text: impl Into<String>) -> Self {
        Self { role: Role::Choice, ..Self::plain(text) }
    }

    /// An empty line.
    pub(super) fn space() -> Self {
        Self::plain(String::new())
    }

    /// The same line, known by something that stays while its text changes.
    pub(super) fn known_as(self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self }
    }

    /// The same line as one that belongs to the line above.
    pub(super) fn indented(self) -> Self {
        let text = format!("{INDENT}{}", self.text);
        Self { text, ..self }
    }

    /// The same line behind its number.
    pub(super) fn after_number(self, numbered: impl FnOnce(&str) -> String) -> Self {
        Self { text: numbered(&self.text), ..self }
    }

    /// Whether it tells how something came out.
    pub(super) fn is_outcome(&self) -> bool {
        matches!(self.role, Role::Outcome | Role::Busy)
    }

    /// Whether it tells that something goes on.
    pub(super) fn is_busy(&self) -> bool {
        self.role == Role::Busy
    }

    /// Whether it is one of the answers.
    pub(super) fn is_choice(&self) -> bool {
        self.role == Role::Choice
    }
}
