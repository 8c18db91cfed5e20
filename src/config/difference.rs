//! The difference between two texts, fit for a screen: secrets masked, untrusted characters made visible.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::{DiffOp, group_diff_ops};

use crate::base::{Secret, quoting, untrusted};

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 3;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It stays.
    Same,
    /// It goes.
    Removed,
    /// It comes.
    Added,
    /// Unchanged lines are left out here; the text is empty.
    Gap,
}

/// One line of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    /// What became of it.
    pub sign: Sign,
    /// The line without its line break, masked and visible.
    pub text: String,
}

/// The changed lines with three lines around them. Every secret of `hide` is masked, however the format spells it.
pub fn difference(old: Option<&str>, new: &str, hide: &[Secret]) -> Vec<DiffLine> {
    let old: Vec<&str> = old.unwrap_or_default().split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let mut lines = Vec::new();
    for group in group_diff_ops(changes(&old, &new), CONTEXT) {
        if !lines.is_empty() {
            lines.push(DiffLine { sign: Sign::Gap, text: String::new() });
        }
        for op in group {
            let (gone, come) = (&old[op.old_range()], &new[op.new_range()]);
            if matches!(op, DiffOp::Equal { .. }) {
                lines.extend(come.iter().map(|line| shown(Sign::Same, line, hide)));
            } else {
                lines.extend(gone.iter().map(|line| shown(Sign::Removed, line, hide)));
                lines.extend(come.iter().map(|line| shown(Sign::Added, line, hide)));
            }
        }
    }
    lines
}

/// What became of which lines. One algorithm is called by name: to choose it by a value would bring every one that the
/// crate has into the program, a tenth of its size.
fn changes(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut seen = Compact::new(Replace::new(Capture::new()), old, new);
    // Keeping what was seen cannot fail.
    let Ok(()) = myers::diff(&mut seen, old, 0..old.len(), new, 0..new.len());
    seen.into_inner().into_inner().into_ops()
}

fn shown(sign: Sign, line: &str, hide: &[Secret]) -> DiffLine {
    let text = line.trim_end_matches(['\r', '\n']);
    DiffLine { sign, text: untrusted::visible(&masked(text, hide)) }
}

/// A line with every spelling of every secret replaced by its mask, longest first.
fn masked(line: &str, hide: &[Secret]) -> String {
    let mut spellings: Vec<(Secret, String)> = hide
        .iter()
        .filter(|secret| !secret.is_empty())
        .flat_map(|secret| disguises(secret).into_iter().map(|spelling| (spelling, secret.masked())))
        .collect();
    spellings.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.reveal().len()));
    spellings.iter().fold(line.to_owned(), |line, (spelling, mask)| line.replace(spelling.reveal(), mask))
}

/// How formats spell a text inside their quotes. A blank at either end may be spelled apart, so it is left out.
fn disguises(secret: &Secret) -> Vec<Secret> {
    let whole = secret.reveal();
    let plain = if whole.trim().is_empty() { whole } else { whole.trim() };
    let slashes = plain.replace('\\', "\\\\");
    let escaped = slashes.replace('"', "\\\"");
    let mut all = vec![
        plain.to_owned(),
        quoting::shell(plain),
        plain.replace('\'', "''"),
        plain.replace('$', "$$"),
        escaped.replace('$', "$$"),
        escaped.replace('$', "\\$").replace('`', "\\`"),
        quoting::hcl(plain),
        slashes.replace('\'', "\\'"),
        ascii(&slashes),
        STANDARD.encode(whole),
        slashes,
        escaped,
    ];
    all.dedup();
    all.into_iter().map(Secret::new).collect()
}

/// The text with all but ASCII as `\uXXXX`.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => out.push(char::from(byte)),
            _ => out.extend(["\\u".to_owned(), format!("{unit:04X}")]),
        }
    }
    out
}
