//! The one search: every place of a document under which some keys stand together.

use indexmap::IndexMap;

use super::Entry;
use super::outline::{Hit, Outline};
use super::pattern::{Part, has_prefixes, patterns};
use super::word::Names;
use crate::config::editor::Editor;
use crate::config::key::Step;

/// More places than a person would be asked about are not looked for.
const MOST: usize = 64;

/// The places under which some of these keys stand, in the document's order.
pub(super) fn entries(outline: &Outline, editor: Editor, keys: &[String]) -> Vec<Entry> {
    let found: Vec<Vec<Hit>> = keys
        .iter()
        .map(|key| patterns(editor, key).iter().flat_map(|pattern| outline.find(pattern)).collect())
        .collect();
    let usual = usual_names(editor, keys);
    // Below each prefix the names that go with each key that is there.
    let mut below: IndexMap<&[Step], Vec<Vec<&Names>>> = IndexMap::new();
    for (at, hits) in found.iter().enumerate() {
        for hit in hits.iter().filter(|hit| hit.prefix.is_empty() || has_prefixes(editor)) {
            let here = below.entry(&hit.prefix).or_default();
            here.resize(at + 1, Vec::new());
            here[at].push(&hit.names);
        }
    }
    let count = |here: &[Vec<&Names>]| here.iter().filter(|names| !names.is_empty()).count();
    // One key alone that stands below something unknown may be anybody's.
    below.retain(|prefix, here| prefix.is_empty() || count(here) > 1);
    if below.len() > MOST {
        below.sort_by(|_, one, _, other| count(other).cmp(&count(one)));
        below.truncate(MOST);
    }
    let of = |(prefix, here): (&[Step], Vec<Vec<&Names>>)| {
        let entry =
            |names| Entry { prefix: prefix.to_vec(), names, usual: usual.clone(), guides: Names::new() };
        joined(&here).into_iter().map(entry).collect::<Vec<_>>()
    };
    below.into_iter().flat_map(of).take(MOST).collect()
}

/// What the keys have in the place of the names that are free by the nature of the format.
pub(super) fn usual_names(editor: Editor, keys: &[String]) -> Names {
    let mut all = Names::new();
    for pattern in keys.iter().flat_map(|key| patterns(editor, key)) {
        let words =
            pattern.iter().filter_map(|part| if let Part::Name(word) = part { word.usual() } else { None });
        for usual in words {
            if !all.contains(&usual) {
                all.push(usual);
            }
        }
    }
    all
}

/// The names that go together: each key's with those of every other that do not contradict them.
fn joined(found: &[Vec<&Names>]) -> Vec<Names> {
    let mut all = vec![Names::new()];
    let mut kinds: Vec<(Vec<&str>, Vec<&Names>)> = Vec::new();
    for names in found.iter().flatten().copied().filter(|names| !names.is_empty()) {
        let means: Vec<&str> = names.iter().map(|(means, _)| means.as_str()).collect();
        match kinds.iter_mut().find(|(kind, _)| *kind == means) {
            Some((_, sets)) if sets.contains(&names) => {}
            Some((_, sets)) => sets.push(names),
            None => kinds.push((means, vec![names])),
        }
    }
    for (_, sets) in kinds {
        let alone = sets.iter().copied().filter(|set| !all.iter().any(|one| agree(one, set))).cloned();
        let alone: Vec<Names> = alone.collect();
        let together = all.iter().flat_map(|one| {
            let fitting: Vec<Names> =
                sets.iter().filter(|set| agree(one, set)).map(|set| union(one, set)).collect();
            if fitting.is_empty() { vec![one.clone()] } else { fitting }
        });
        all = together.chain(alone).take(MOST).collect();
    }
    all
}

fn agree(left: &Names, right: &Names) -> bool {
    left.iter().all(|(means, name)| right.iter().all(|(other, same)| means != other || name == same))
}

fn union(left: &Names, right: &Names) -> Names {
    let mut all: Names =
        left.iter().chain(right.iter().filter(|name| !left.contains(name))).cloned().collect();
    all.sort();
    all
}
