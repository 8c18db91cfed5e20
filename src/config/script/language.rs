//! What tells the three languages apart: quotes, comments, words and brackets.

use super::super::tree::Tree;

/// A programming language whose settings files are assignments of literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::config) enum Language {
    /// Python: `NAME = literal` and `c.Class.name = literal`.
    Python,
    /// Ruby as Omnibus packages use it: `group['name'] = literal` and `name 'text'`.
    Ruby,
    /// PHP: one `$CONFIG = array ( … );`.
    Php,
}

/// How a table spells its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// As texts.
    Texts,
    /// As Ruby's symbols.
    Symbols,
}

impl Language {
    /// What begins a comment that ends with its line.
    pub(super) fn remarks(self) -> &'static [&'static str] {
        match self {
            Self::Python | Self::Ruby => &["#"],
            Self::Php => &["//", "#"],
        }
    }

    /// By how much an entry stands further in than what holds it.
    pub(super) fn indent(self) -> usize {
        if self == Self::Python { 4 } else { 2 }
    }

    /// How a new table spells its names.
    pub(super) fn names(self) -> Names {
        if self == Self::Ruby { Names::Symbols } else { Names::Texts }
    }

    /// A text in quotes in which nothing is expanded. It holds no control characters.
    pub(super) fn quoted(self, text: &str) -> String {
        let mark = if self == Self::Python { '"' } else { '\'' };
        let mut out = String::from(mark);
        for one in text.chars() {
            if one == mark || one == '\\' {
                out.push('\\');
            }
            out.push(one);
        }
        out.push(mark);
        out
    }

    /// A table's entry up to its value.
    pub(super) fn name(self, name: &str, names: Names) -> String {
        let text = || self.quoted(name);
        match self {
            Self::Php => format!("{} => ", text()),
            Self::Ruby if names == Names::Texts => format!("{} => ", text()),
            Self::Ruby if is_word(name) => format!("{name}: "),
            Self::Python | Self::Ruby => format!("{}: ", text()),
        }
    }

    /// The brackets of a table.
    pub(super) fn table(self) -> (char, char) {
        if self == Self::Php { ('[', ']') } else { ('{', '}') }
    }

    /// A flag.
    pub(super) fn flag(self, flag: bool) -> &'static str {
        match (self, flag) {
            (Self::Python, true) => "True",
            (Self::Python, false) => "False",
            (_, true) => "true",
            (_, false) => "false",
        }
    }

    /// What a word means where it is a literal. Flask-AppBuilder's names for ways to sign in are the numbers that they
    /// stand for, so that a file that imports them can be told apart from one that computes the way.
    pub(super) fn word(self, word: &str) -> Option<Tree> {
        let number = |number: &str| Some(Tree::Number(number.to_owned()));
        match (self, word) {
            (Self::Python, "True") | (Self::Ruby, "true") => Some(Tree::Bool(true)),
            (Self::Python, "False") | (Self::Ruby, "false") => Some(Tree::Bool(false)),
            (Self::Python, "None") | (Self::Ruby, "nil") => Some(Tree::Null),
            (Self::Python, "AUTH_OID") => number("0"),
            (Self::Python, "AUTH_DB") => number("1"),
            (Self::Python, "AUTH_LDAP") => number("2"),
            (Self::Python, "AUTH_REMOTE_USER") => number("3"),
            (Self::Python, "AUTH_OAUTH") => number("4"),
            (Self::Php, _) => match word.to_ascii_lowercase().as_str() {
                "true" => Some(Tree::Bool(true)),
                "false" => Some(Tree::Bool(false)),
                "null" => Some(Tree::Null),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether a text can be a name in a program.
pub(super) fn is_word(text: &str) -> bool {
    text.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_')
        && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
}
