//! Why a line that sets a key cannot be followed, as far as the line and those above it show.

use crate::base::words::{Message, key, message};

/// What makes it unclear what a line sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// It counts only under a condition, or only in some of several rounds.
    Inside {
        /// The word that begins the block around it.
        word: String,
        /// The line of that word, from 1.
        line: usize,
    },
    /// Its value stands in three quotation marks, which readers of this format take in different ways.
    Quotes,
    /// It begins with `export`, which this format does not know.
    Export,
    /// The same key is set before.
    Second {
        /// On this line, from 1.
        line: usize,
    },
    /// It is no plain assignment.
    Other,
}

/// The words that begin a block whose lines count only perhaps, in the languages of configurations.
const BLOCKS: &[&str] = &[
    "if", "elif", "elsif", "else", "unless", "case", "when", "for", "while", "until", "try", "except",
    "begin", "rescue", "with", "def",
];

impl Because {
    /// What the text around a line shows; lines are counted from 1.
    pub(super) fn of(text: &str, line: usize) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let Some(own) = line.checked_sub(1).and_then(|at| lines.get(at)) else { return Self::Other };
        let above = &lines[..line - 1];
        let name = |line: &str| {
            line.split(['=', ':']).next().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
        };
        if own.contains("\"\"\"") || own.contains("'''") {
            return Self::Quotes;
        }
        if let Some((word, at)) = block_around(above, indent(own)) {
            return Self::Inside { word: word.to_owned(), line: at + 1 };
        }
        if own.trim_start().starts_with("export ") {
            return Self::Export;
        }
        match above.iter().position(|other| name(other).is_some() && name(other) == name(own)) {
            Some(at) => Self::Second { line: at + 1 },
            None => Self::Other,
        }
    }

    /// It as a full sentence.
    pub(super) fn message(&self) -> Message {
        match self {
            Self::Inside { word, line } => message!("config.unclear.inside", word = word, line = line),
            Self::Quotes => key!("config.unclear.quotes").into(),
            Self::Export => key!("config.unclear.export").into(),
            Self::Second { line } => message!("config.unclear.second", line = line),
            Self::Other => key!("config.unclear.other").into(),
        }
    }
}

/// The innermost block that a line with this indentation is in, with the place of its first line.
fn block_around<'t>(above: &[&'t str], indented: usize) -> Option<(&'t str, usize)> {
    let mut least = indented;
    for (at, line) in above.iter().enumerate().rev() {
        if line.trim().is_empty() || indent(line) >= least {
            continue;
        }
        least = indent(line);
        let word = line.trim_start().split(|one: char| !one.is_alphanumeric()).next().unwrap_or_default();
        if BLOCKS.contains(&word) {
            return Some((word, at));
        }
    }
    None
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_what_a_person_would_see() {
        let inside = |word: &str, line| Because::Inside { word: word.to_owned(), line };
        let cases = [
            ("a = 1\nif x:\n    b = 2\n", 3, inside("if", 2)),
            ("if x:\n    y = {\n        'b': 2 }\n", 3, inside("if", 1)),
            ("if x:\n    pass\nb = f()\n", 3, Because::Other),
            ("for one in all do\n  b = one\nend\n", 2, inside("for", 1)),
            ("b = \"\"\"x\ny\"\"\"\n", 1, Because::Quotes),
            ("export B=1\n", 1, Because::Export),
            ("b = 1\nc = 2\nb = 3\n", 3, Because::Second { line: 1 }),
            ("b = f(x)\n", 1, Because::Other),
            ("", 7, Because::Other),
        ];
        for (text, line, because) in cases {
            assert_eq!(Because::of(text, line), because, "{text}");
        }
    }
}
