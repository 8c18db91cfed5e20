//! A guide's questions, and what is made of an answer: taken, corrected and said so, or refused with the cure.
//!
//! No patterns: a question has a type, and the rules of a type are words (length, allowed characters, an ending).

use super::table::table;
use super::text::Shown;
use super::when::When;
use crate::base::words::Message;

table! {
    /// One question.
    Question {
        /// Its name in templates, conditions and `--set`.
        key: String = name("key", "_"),
        /// What it is called where there is little room, "Coder's address".
        label: String,
        /// The question.
        ask: String,
        /// Why it is asked and where the answer is found.
        why: Option<String>,
        /// The type of its answer.
        kind: Kind = answer_kind(),
        /// An example of an answer.
        example: Option<String>,
        /// The likely answer, chosen already.
        default: Option<Shown>,
        /// Whether it may be left empty.
        optional: bool,
        /// In which phase it is asked: before Okta's steps by a step of the application, or with the addresses.
        asked_by_step: bool,
        /// Whether it is asked of nobody: a file that exists answers it, or `--set`, else its default counts.
        from_file: bool,
        /// Its condition.
        when: When,
    }
}

/// The type of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The address of an application: https, or http on this computer. Without a path unless `keep_path`.
    HttpsUrl {
        /// Whether a path belongs to the address (an application below `/tools`).
        keep_path: bool,
    },
    /// One whole address, kept letter by letter; several, separated by spaces, where `many`.
    Url {
        /// How it must end, where it must.
        ends_with: Option<String>,
        /// Whether several are allowed.
        many: bool,
    },
    /// A host name, with a port perhaps.
    Host,
    /// Letters, digits, and the extra characters; case is kept.
    Slug {
        /// Characters that are allowed beside letters and digits.
        extra: String,
        /// At most so many characters.
        max: usize,
    },
    /// Any text on one line.
    Text {
        /// At most so many characters.
        max: usize,
    },
    /// `true` or `false`.
    Bool,
    /// One of these.
    Choice(Vec<Choice>),
    /// Pairs, `Engineering=template-admin, Everyone=member`.
    Map {
        /// The roles that exist; empty: any.
        roles: Vec<String>,
    },
}

table! {
    /// One answer to choose.
    Choice {
        /// The answer as it is kept.
        value: String,
        /// Its name.
        label: String,
        /// What it means.
        about: Option<String>,
    }
}

/// An answer that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The answer as it is kept.
    pub value: String,
    /// How it was corrected, in a sentence.
    pub corrected: Option<Message>,
}

impl Kind {
    /// Its word in guides.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::HttpsUrl { .. } => "https_url",
            Self::Url { .. } => "url",
            Self::Host => "host",
            Self::Slug { .. } => "slug",
            Self::Text { .. } => "text",
            Self::Bool => "bool",
            Self::Choice(_) => "choice",
            Self::Map { .. } => "map",
        }
    }
}
