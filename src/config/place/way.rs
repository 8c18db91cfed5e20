//! The way to a key that a place does not have yet: beside those of the guide that are there, however this file spells them.

use super::Place;
use super::pattern::{self, is_yaml};
use super::word::Word;
use crate::config::key::{self, Step};

impl Place<'_> {
    /// The key by which the document is changed at a key of the guide, be it there or not: where it stands, else beside one of
    /// `others` that is there, else below as much of its way as is there.
    pub fn way_for(&self, key: &str, others: &[String]) -> String {
        // What counts in other places as well is not changed for this one.
        let is_own = self.hit(key).is_none_or(|hit| hit.prefix == self.entry.prefix);
        let standing = self.get(key).filter(|_| is_own).and_then(|_| self.way_to(key));
        let usual = self.document.editor().format().steps(key).ok();
        let spelled = |steps: Vec<Step>| {
            if usual.as_ref() == Some(&steps) { Some(key.to_owned()) } else { self.accepted(&steps) }
        };
        let beside = || others.iter().find_map(|other| spelled(self.beside(key, other)?));
        let below = || spelled(self.below(key)?);
        let way = standing.or_else(beside).or_else(below).unwrap_or_else(|| key.to_owned());
        // Where capitals do not count, a new key is spelled as the guide has it.
        let format = self.document.editor().format();
        match way.len().checked_sub(key.len()).and_then(|at| way.split_at_checked(at)) {
            Some((before, name)) if format.folded(name) == format.folded(key) => format!("{before}{key}"),
            _ => way,
        }
    }

    /// Steps as a key that this format takes.
    fn accepted(&self, steps: &[Step]) -> Option<String> {
        let format = self.document.editor().format();
        // A key of one line has no quotes around its names.
        let names: Option<Vec<&str>> = steps.iter().map(names).collect();
        let plain = names.map(|names| names.join("."));
        let all = || plain.clone().into_iter().chain(format.spellings(steps)).chain([key::spelled(steps)]);
        let leads = |way: &String| format.steps(way).is_ok_and(|again| again == steps);
        // A manifest has two spellings of the values of a Secret.
        let is_taken = |way: &String| is_yaml(self.document.editor()) && format.steps(way).is_ok();
        all()
            .find(leads)
            .or_else(|| format.spellings(steps).into_iter().chain([key::spelled(steps)]).find(is_taken))
    }

    /// The way to a key in the spelling of another one that differs from it in its name alone.
    fn beside(&self, key: &str, other: &str) -> Option<Vec<Step>> {
        let editor = self.document.editor();
        let (own, known) = (pattern::steps(editor, key)?, pattern::steps(editor, other)?);
        let whole = |steps: &[Step]| {
            let names: Option<Vec<String>> = steps.iter().map(|step| self.name(step)).collect();
            names.map(|names| names.join("."))
        };
        let stands = || self.hit(other).filter(|hit| hit.prefix == self.entry.prefix).map(|hit| hit.steps);
        // Where the other one is a single name with dots in it, so is this one.
        if pattern::is_dotted(editor) && known.len() > 1 && own.first() == known.first() {
            let mut steps = stands()?;
            if let (Some(Step::Name(name)), Some(known)) = (steps.last_mut(), whole(&known))
                && *name == known
            {
                *name = whole(&own)?;
                return Some(steps);
            }
        }
        let at = own.len().checked_sub(1)?;
        let at = if matches!(own.as_slice(), [.., Step::Entry { .. }, Step::Name(_)]) { at - 1 } else { at };
        let is_alike = own.len() == known.len()
            && own.iter().zip(&known).enumerate().all(|(here, (one, two))| here == at || one == two);
        if !is_alike || self.get(other).is_none() {
            return None;
        }
        let mut steps = stands()?;
        let (new, old) = (self.name(own.get(at)?)?, self.name(known.get(at)?)?);
        // A variable may be an entry of a list here that has a name and a value.
        let step =
            steps.iter_mut().rev().take(2).find(|step| names(step).is_some_and(|it| ends(it, &old)))?;
        let replaced = |text: &str| format!("{}{new}", text.strip_suffix(old.as_str()).unwrap_or_default());
        *step = match &*step {
            Step::Name(text) => Step::Name(replaced(text)),
            Step::Entry { field, is } => Step::Entry { field: field.clone(), is: replaced(is) },
            Step::At(at) => Step::At(*at),
        };
        Some(steps)
    }

    /// The way to a key below the longest part of it that is there; at the place itself where nothing is.
    fn below(&self, key: &str) -> Option<Vec<Step>> {
        let editor = self.document.editor();
        let own = pattern::steps(editor, key)?;
        let filled = |at: usize, step: &Step| match pattern::structural(editor, &own, at) {
            Some(word) => Step::Name(word.filled(&self.entry.names)),
            None => self.filled(step),
        };
        let rest: Vec<Step> = own.iter().enumerate().map(|(at, step)| filled(at, step)).collect();
        let there = (1..own.len())
            .rev()
            .find_map(|end| Some((self.hit_of(&pattern::ways(editor, &own[..end]))?.steps, end)));
        let (mut steps, end) = there.unwrap_or_else(|| (self.entry.prefix.clone(), 0));
        steps.extend_from_slice(&rest[end..]);
        Some(steps)
    }

    /// A step with the names that the file has chosen.
    fn filled(&self, step: &Step) -> Step {
        let name = |text: &str| Word::new(text).filled(&self.entry.names);
        match step {
            Step::Name(text) => Step::Name(name(text)),
            Step::Entry { field, is } => Step::Entry { field: field.clone(), is: name(is) },
            Step::At(at) => Step::At(*at),
        }
    }

    fn name(&self, step: &Step) -> Option<String> {
        names(&self.filled(step)).map(str::to_owned)
    }
}

fn names(step: &Step) -> Option<&str> {
    match step {
        Step::Name(name) | Step::Entry { is: name, .. } => Some(name),
        Step::At(_) => None,
    }
}

/// Whether a name is another one, or ends in it behind a dot.
fn ends(name: &str, other: &str) -> bool {
    name.strip_suffix(other).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}
