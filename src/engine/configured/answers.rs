//! What a file answers to the guide's questions: by its values, and by which keys stand in it.

use std::collections::BTreeMap;

use super::keys::FileKeys;
use super::read;
use super::scopes;
use super::settings;
use crate::apps::guide::When;
use crate::apps::question::Kind;
use crate::diagnosis::as_configured::Stated;
use crate::engine::format::Adopted;
use crate::engine::intent::Field;

/// The answers that were read back from values, letter by letter.
pub(super) fn stated(adopted: &Adopted) -> BTreeMap<String, Stated> {
    let answers = adopted.values.keys().filter_map(|field| {
        let Field::Answer(question) = field else { return None };
        Some((question.clone(), read(adopted, field)?))
    });
    answers.collect()
}

/// The answers that follow from which keys stand in the file: what it switches on is what is checked.
pub(super) fn answers(keys: &FileKeys<'_>, adopted: &Adopted) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for question in &keys.guide.questions {
        if adopted.values.contains_key(&Field::Answer(question.key.clone())) {
            continue;
        }
        let answer = match &question.kind {
            Kind::Bool => is_on(keys, &question.key).map(|on| on.to_string()),
            Kind::Choice(choices) => {
                let named = choices.iter().map(|choice| choice.value.as_str());
                let counted = named.map(|value| (standing(keys, &question.key, value), value));
                counted
                    .filter(|(count, _)| *count > 0)
                    .max_by_key(|(count, _)| *count)
                    .map(|(_, value)| value.to_owned())
            }
            _ => None,
        };
        answers.extend(answer.map(|answer| (question.key.clone(), answer)));
    }
    answers
}

/// Whether a file switches something on; `None` where no key of it tells.
fn is_on(keys: &FileKeys<'_>, question: &str) -> Option<bool> {
    let told = keys.guide.known_keys.iter().filter(|known| {
        let in_format = known.formats.is_empty() || known.formats.contains(&keys.format.id);
        in_format && known.answers.all.iter().any(|(name, _)| name == question)
    });
    let mut is_told = false;
    for known in told {
        let word = known.answers.all.iter().find(|(name, _)| name == question);
        let says_on = word.is_some_and(|(_, words)| words.iter().any(|word| word == "true"));
        if keys.value_of(&known.names).is_some() {
            match settings::is_right(keys, known) {
                true => return Some(says_on),
                // Switched off in so many words, whatever else the file keeps for it.
                false if says_on => return Some(false),
                false => {}
            }
        }
        // Without a key that switches something off it is as it is by default.
        is_told |= says_on;
    }
    let guarded = guarded(keys, question, "true");
    if guarded.is_empty() {
        // Where no key tells what a scope is asked for, the scope itself does.
        if asks_for(keys, question) {
            return Some(true);
        }
        return is_told.then_some(false);
    }
    Some(guarded.iter().any(|name| keys.stands(name)))
}

/// Whether the file asks for a scope that the guide has under this answer alone.
fn asks_for(keys: &FileKeys<'_>, question: &str) -> bool {
    let under =
        |when: &When| when.all.iter().any(|(name, words)| name == question && words.as_slice() == ["true"]);
    let scopes = &keys.guide.okta.scopes;
    let usual = |scope: &str| scopes.iter().any(|one| one.what == scope && !under(&one.when));
    let own = scopes.iter().filter(|one| under(&one.when) && !usual(&one.what));
    let stated = scopes::stated(keys);
    own.into_iter().any(|one| stated.contains(&one.what))
}

/// The keys that the format has under one answer alone.
fn guarded(keys: &FileKeys<'_>, question: &str, answer: &str) -> Vec<String> {
    let under = |all: &[(String, Vec<String>)]| matches!(all, [(name, words)] if name == question && words.as_slice() == [answer]);
    let all = keys.of_format();
    let usual: Vec<String> =
        all.iter().filter(|(key, _)| !under(&key.when.all)).map(|(_, name)| name.clone()).collect();
    let own = all.iter().filter(|(key, _)| under(&key.when.all)).map(|(_, name)| name.clone());
    own.filter(|name| !usual.contains(name)).collect()
}

/// How many of the keys under one answer stand in the file.
fn standing(keys: &FileKeys<'_>, question: &str, answer: &str) -> usize {
    guarded(keys, question, answer).iter().filter(|name| keys.stands(name)).count()
}
