//! A key taken apart: names, and entries of lists.

use super::depth::LEVELS;
use super::refusal::RefusalKind;

/// One step of a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// A name in a table, or a block's type or label.
    Name(String),
    /// The entry of a list with this name and text.
    Entry {
        /// The field that tells entries apart, mostly `name`.
        field: String,
        /// Its text.
        is: String,
    },
    /// The entry of a list at this place, from 0.
    At(usize),
}

impl Step {
    /// The step to a name.
    pub(super) fn named(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

/// The name that leads into a text which is itself YAML; in a key it is the sign alone: `data."oidc.config">issuer`.
pub(super) const INSIDE: &str = ">";

/// Takes a key apart: `a."b.c"[name=D].e`, `a["b.c"]` and `a[0]`. Leading into a text is for YAML alone.
pub(super) fn steps(key: &str) -> Result<Vec<Step>, RefusalKind> {
    let steps = steps_inside(key)?;
    if leads_inside(&steps) { Err(RefusalKind::Key { key: key.to_owned() }) } else { Ok(steps) }
}

/// Takes a key apart that may lead into a text.
pub(super) fn steps_inside(key: &str) -> Result<Vec<Step>, RefusalKind> {
    parse(key).ok_or_else(|| RefusalKind::Key { key: key.to_owned() })
}

/// Whether a key leads into a text.
pub(super) fn leads_inside(steps: &[Step]) -> bool {
    steps.iter().any(|step| matches!(step, Step::Name(name) if name == INSIDE))
}

/// A key up to and including the step at `last`, for messages.
pub(super) fn spelled(steps: &[Step]) -> String {
    let mut out = String::new();
    for step in steps {
        match step {
            Step::Name(name) if name == INSIDE => out.push_str(INSIDE),
            Step::Name(name) => {
                if !out.is_empty() && !out.ends_with(INSIDE) {
                    out.push('.');
                }
                let plain = !name.is_empty() && !name.contains(['.', '[', ']', '"']);
                if plain {
                    out.push_str(name);
                } else {
                    out.push('"');
                    out.push_str(name);
                    out.push('"');
                }
            }
            Step::Entry { field, is } => out.extend(["[", field, "=", is, "]"]),
            Step::At(at) => out.extend(["[", &at.to_string(), "]"]),
        }
    }
    out
}

fn parse(key: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = key;
    loop {
        let (name, after) = name(rest)?;
        steps.push(Step::Name(name));
        rest = after;
        while let Some(inner) = rest.strip_prefix('[') {
            let (entry, after) = inner.split_once(']')?;
            steps.push(self::entry(entry)?);
            rest = after;
        }
        if steps.len() > LEVELS {
            return None;
        }
        if rest.is_empty() {
            return Some(steps);
        }
        rest = match rest.strip_prefix(INSIDE) {
            Some(inner) => {
                steps.push(Step::Name(INSIDE.to_owned()));
                inner
            }
            None => rest.strip_prefix('.')?,
        };
    }
}

fn name(text: &str) -> Option<(String, &str)> {
    if let Some(inner) = text.strip_prefix('"') {
        let (name, after) = inner.split_once('"')?;
        return (!name.is_empty()).then(|| (name.to_owned(), after));
    }
    let end = text.find(['.', '[', '>']).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let clean = !name.is_empty() && !name.chars().any(|one| one.is_control() || matches!(one, '"' | ']'));
    clean.then(|| (name.to_owned(), after))
}

fn entry(text: &str) -> Option<Step> {
    if let Some(inner) = text.strip_prefix('"') {
        let name = inner.strip_suffix('"').filter(|name| !name.is_empty() && !name.contains('"'))?;
        return Some(Step::Name(name.to_owned()));
    }
    if let Some((field, is)) = text.split_once('=') {
        let full = !field.is_empty() && !is.is_empty();
        return full.then(|| Step::Entry { field: field.to_owned(), is: is.to_owned() });
    }
    text.parse().ok().map(Step::At)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_apart_and_together() {
        for key in [
            "oidc.issuerURL",
            "coder.env[name=A_B].value",
            "data.\"oidc.config\".x",
            "a[0][1].b",
            "a.\"b.c\">d.e",
        ] {
            assert_eq!(steps_inside(key).map(|steps| spelled(&steps)).as_deref(), Ok(key));
        }
        for bad in ["", ".", "a.", "a..b", "a[", "a[x]", "a[=b]", "\"a", "a\"b", "a]b", "a>b", "a>", ">a"] {
            assert!(steps(bad).is_err(), "{bad}");
        }
    }
}
