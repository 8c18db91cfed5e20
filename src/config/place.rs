//! Where a guide's keys stand in a document: under which prefix, and under which of the names that the file has chosen.
//!
//! One search for all files: a chart's prefix, `spec.values`, a text in a ConfigMap, a service, an entry of a list, a provider,
//! realm, connector or registration under whatever name, the flags of a command.

mod index;
mod lazy;
mod outline;
mod pattern;
mod room;
mod search;
mod text;
mod way;
mod whole;
mod word;

pub(super) use self::lazy::Lazy;
use self::outline::Outline;
use self::pattern::{Part, Pattern, patterns};
pub use self::room::Known;
use self::word::Names;
pub use self::word::mark;
use super::document::{Document, Stands};
use super::editor::Editor;
use super::json_text;
use super::key::{self, INSIDE, Step};
use super::remark;
use super::tree::Tree;
use super::value::Value;

/// Which of the places of a document is meant. With it the same place is found again: [`Document::at`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What stands before the guide's keys.
    prefix: Vec<Step>,
    /// The names that the file has chosen, by what they stand for.
    names: Names,
    /// What is usually in the place of a name that is free by the nature of the format.
    usual: Names,
    /// What a guide has in the place of its own names.
    guides: Names,
}

/// Where keys stand together in a document. It is asked with the keys of a guide, and answers with what the file has there.
#[derive(Debug, Clone)]
pub struct Place<'d> {
    document: &'d Document<'d>,
    entry: Entry,
}

impl Entry {
    /// The name that the file has chosen for something: a question's, where a key of the guide has its place.
    pub fn chosen(&self, means: &str) -> Option<&str> {
        self.names.iter().find(|(known, _)| known == means).map(|(_, name)| name.as_str())
    }

    /// The same place, which also answers to keys that have the usual name where the file has chosen another.
    #[must_use]
    pub fn usually(self, means: &str, name: &str) -> Self {
        let guides = self.guides.into_iter().chain([(means.to_owned(), name.to_owned())]).collect();
        Self { guides, ..self }
    }

    /// Whether it is one of several that a file may have, under a name or a number of its own: a provider, a connector.
    pub fn is_entry(&self) -> bool {
        self.names.iter().any(|(means, _)| !is_structural(&self.usual, means))
    }

    /// The place around that entry: the same service or resource, in which another entry can stand.
    #[must_use]
    pub fn outside(&self) -> Self {
        let names =
            self.names.iter().filter(|(means, _)| is_structural(&self.usual, means)).cloned().collect();
        Self { names, guides: Names::new(), ..self.clone() }
    }

    /// Every name that tells it apart, the shortest first: those that the file has chosen, and what stands before the keys.
    pub fn labels(&self) -> Vec<String> {
        let mut all: Vec<String> = self.names.iter().map(|(_, name)| name.clone()).collect();
        all.extend(self.prefix.iter().filter_map(|step| match step {
            Step::Entry { is, .. } => Some(is.clone()),
            _ => None,
        }));
        all.dedup();
        // An entry at the top of a file is known by its name alone.
        let is_entry = matches!(self.prefix.as_slice(), [Step::Name(_), Step::Entry { .. }]);
        if !self.prefix.is_empty() && !is_entry {
            all.push(key::spelled(&self.prefix));
        }
        all
    }
}

impl Document<'_> {
    /// Every place under which some of these keys stand.
    pub fn places(&self, keys: &[String]) -> Vec<Place<'_>> {
        let entries = search::entries(self.outline(), self.editor(), keys);
        let is_whole = |entry: &&Entry| self.editor() != Editor::Hcl || self.is_joined(entry);
        let places = entries.iter().filter(is_whole).map(|entry| self.at(entry));
        places.filter(|place| keys.iter().any(|key| place.get(key).is_some())).collect()
    }

    /// Whether the resources of a place belong together: none of them refers to another one of the same kind than is there.
    fn is_joined(&self, entry: &Entry) -> bool {
        let resource = |kind: &str, name: &str| {
            self.tree.get(&["resource", kind, name].map(Step::named)).map(std::borrow::Cow::into_owned)
        };
        let is_structural = |(means, _): &&(String, String)| is_structural(&entry.usual, means);
        let all: Vec<&(String, String)> = entry.names.iter().filter(is_structural).collect();
        all.iter().all(|(kind, name)| {
            let Some(tree) = resource(kind, name) else { return true };
            let mut references = Vec::new();
            tree.walk(&mut Vec::new(), &mut |steps| {
                if let Some(Tree::Reference(text)) = tree.get(steps).as_deref() {
                    references.push(text.clone());
                }
            });
            let others = all.iter().filter(|(other, _)| other != kind);
            others.flat_map(|other| references.iter().map(move |text| (other, text))).all(
                |((kind, name), text)| {
                    let named = text.split_once(&format!("{kind}.")).map(|(_, rest)| rest);
                    named.is_none_or(|rest| {
                        rest.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.'))
                    })
                },
            )
        })
    }

    /// A place that was found before; [`Entry::default`] is the document itself, where keys stand as they are spelled.
    pub fn at(&self, entry: &Entry) -> Place<'_> {
        Place { document: self, entry: entry.clone() }
    }

    fn outline(&self) -> &Outline {
        self.outline.get(&self.tree, self.editor())
    }
}

impl Place<'_> {
    /// Whether a key leads to a text that is a document of its own.
    pub fn has_text_of_its_own(&self, key: &str) -> bool {
        let steps = self.hit(key).map(|hit| hit.steps).or_else(|| self.steps(key)).unwrap_or_default();
        let found = self.document.tree.get(&steps);
        matches!(found.as_deref(), Some(Tree::Table(rows)) if rows.contains_key(INSIDE))
    }

    /// Which of the document's places it is.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// What stands at a key of the guide, without what looks like a comment behind it: [`Place::remark`].
    pub fn get(&self, key: &str) -> Option<Stands> {
        let stands = self.get_whole(key)?;
        Some(self.parted(&stands).map_or(stands, |(value, _)| Stands::Here(value)))
    }

    /// What looks like a comment behind the value of a key, where the format has none there, so that it is a part of the value.
    pub fn remark(&self, key: &str) -> Option<String> {
        self.parted(&self.get_whole(key)?).map(|(_, remark)| remark)
    }

    fn parted(&self, stands: &Stands) -> Option<(Value, String)> {
        match stands {
            Stands::Here(value) if !self.document.editor().format().has_comments_behind_values() => {
                remark::without(value)
            }
            _ => None,
        }
    }

    /// What stands at a key of the guide, just as the file has it.
    fn get_whole(&self, key: &str) -> Option<Stands> {
        let Some(hit) = self.hit(key) else { return self.document.get_at(&self.steps(key)?) };
        match self.document.outline().value(&hit) {
            Some(tree) => Document::stands(tree),
            None => self.document.get_at(&hit.steps),
        }
    }

    /// The value at a key of the guide, where it stands here: a text is the text that the application reads, with every blank.
    pub fn value(&self, key: &str) -> Option<Value> {
        match self.get(key)? {
            Stands::Here(value) => Some(value),
            Stands::Elsewhere { .. } => None,
        }
    }

    /// The line of a key of the guide, from 1.
    pub fn line_of(&self, key: &str) -> Option<usize> {
        match self.hit(key) {
            Some(hit) => self.document.line_at(&self.spelled(&hit.steps), &hit.steps),
            None => self.document.line_at(key, &self.steps(key)?),
        }
    }

    /// How the file itself spells a key of the guide: for showing it to a person, and for finding it in the file.
    pub fn name_of(&self, key: &str) -> String {
        let steps = self.hit(key).map(|hit| hit.steps).or_else(|| self.steps(key));
        if let Some(variable) = steps.as_deref().and_then(variable).filter(|_| self.get(key).is_some()) {
            return variable;
        }
        let usual = self.document.editor().format().steps(key).ok();
        match steps {
            Some(steps) if usual.as_ref() != Some(&steps) => self.spelled(&steps),
            _ => key.to_owned(),
        }
    }

    /// The key by which the document itself changes what a key of the guide means: with the way into a text, where one leads
    /// there. `None` for what stands in a list or a text that no key leads into.
    pub fn way_to(&self, key: &str) -> Option<String> {
        let steps = self.hit(key).map(|hit| hit.steps).or_else(|| self.steps(key))?;
        let format = self.document.editor().format();
        // An option has two spellings, of which the guide has the one that fits.
        let as_asked = format.steps(key).is_ok_and(|own| own == steps).then(|| key.to_owned());
        let all = format.spellings(&steps).into_iter().chain([key::spelled(&steps), key.to_owned()]);
        let all = as_asked.into_iter().chain(all);
        let stands = self.get_whole(key);
        let mut fitting = all.filter(|way| format.steps(way).is_ok() && self.document.get(way) == stands);
        fitting.next()
    }

    /// The same for what stands in a text of JSON. Only [`Document::correct`] goes this way.
    pub fn way_into_text(&self, key: &str) -> Option<String> {
        let (outer, inner) = self.document.outline().text_around(&self.hit(key)?)?;
        let format = self.document.editor().format();
        let leads = |way: &String| format.steps(way).is_ok_and(|steps| steps == outer);
        let outer = format.spellings(&outer).into_iter().chain([key::spelled(&outer)]).find(leads)?;
        Some(json_text::way(&outer, &inner)).filter(|way| self.document.get(way) == self.get_whole(key))
    }

    /// The keys of everything that stands at this place, each as it can be asked for here: with the usual names in the place of
    /// those that the file has chosen for a service or a resource, and without what belongs to another one.
    pub fn keys(&self) -> Vec<String> {
        let format = self.document.editor().format();
        let mut all = self.document.outline().names_in(&self.entry.prefix);
        // What is not below the place need not be walked through, where the tree knows the way to it.
        let below = self.document.tree.get(&self.entry.prefix);
        let (tree, mut way) = match &below {
            Some(below) => (below.as_ref(), self.entry.prefix.clone()),
            None => (self.document.tree.as_ref(), Vec::new()),
        };
        tree.walk(&mut way, &mut |steps| {
            let rest = steps.strip_prefix(self.entry.prefix.as_slice()).filter(|rest| !rest.is_empty());
            if let Some(usual) = rest.and_then(|rest| self.with_usual_names(rest)) {
                all.extend(format.spellings(&usual));
            }
        });
        all
    }

    /// Steps with the usual name of a service or a resource; `None` where they belong to another one.
    fn with_usual_names(&self, steps: &[Step]) -> Option<Vec<Step>> {
        let mut steps = steps.to_vec();
        if let Some((at, means)) = pattern::free_place(self.document.editor(), &steps)
            && let Some(chosen) = self.entry.chosen(&means)
        {
            let usual = self.entry.usual.iter().find(|(known, _)| *known == means);
            let name = steps.get_mut(at).filter(|step| **step == Step::named(chosen))?;
            *name = Step::named(usual.map_or(chosen, |(_, name)| name));
        }
        Some(steps)
    }

    /// Where a key stands.
    fn hit(&self, key: &str) -> Option<outline::Hit> {
        let as_spelled = patterns(self.document.editor(), key);
        let usual: Names = self.entry.usual.iter().chain(&self.entry.guides).cloned().collect();
        let freed = |pattern| pattern::freed(pattern, &usual);
        self.hit_of(&as_spelled).or_else(|| self.hit_of(&as_spelled.iter().map(freed).collect::<Vec<_>>()))
    }

    fn hit_of(&self, patterns: &[Pattern]) -> Option<outline::Hit> {
        let outline = self.document.outline();
        let chosen = |means: &str| self.entry.chosen(means);
        let is_here = |hit: &outline::Hit| {
            hit.prefix == self.entry.prefix
                && hit.names.iter().all(|(means, name)| chosen(means).is_none_or(|known| known == name))
        };
        let hits = || patterns.iter().flat_map(|pattern| outline.find(pattern));
        // What stands outside of the virtual hosts of a server counts in each of them.
        let is_shared = |hit: &outline::Hit| hit.prefix.is_empty();
        let is_host = self.document.editor() == Editor::Apache;
        hits().find(is_here).or_else(|| hits().find(is_shared).filter(|_| is_host))
    }

    /// Where a key would stand that is not there.
    fn steps(&self, key: &str) -> Option<Vec<Step>> {
        let pattern = patterns(self.document.editor(), key).pop()?;
        let pattern = pattern::freed(&pattern, &self.entry.guides);
        let own = self.document.editor().format().steps(key).ok();
        let is_own = self.entry.prefix.is_empty() && pattern.iter().all(is_fixed);
        own.filter(|_| is_own).or_else(|| {
            let rest = pattern.iter().map(|part| part.step(&self.entry.names));
            Some(self.entry.prefix.iter().cloned().chain(rest).collect())
        })
    }

    /// The way to a value as a person reads it: a flag is known by its name alone.
    fn spelled(&self, steps: &[Step]) -> String {
        if let Some(Step::Name(flag)) =
            steps.last().filter(|step| matches!(step, Step::Name(name) if name.starts_with("--")))
        {
            return flag.clone();
        }
        let shown: Vec<Step> = steps.iter().filter(|step| **step != Step::named(INSIDE)).cloned().collect();
        let spellings = self.document.editor().format().spellings(&shown);
        spellings.into_iter().next().unwrap_or_else(|| key::spelled(&shown))
    }
}

/// Whether a name stands for something that is free by the nature of the format, and for no entry of the guide's.
fn is_structural(usual: &Names, means: &str) -> bool {
    usual.iter().any(|(known, _)| known == means)
}

fn is_fixed(part: &Part) -> bool {
    match part {
        Part::Name(word) | Part::Entry { is: word, .. } => word.fixed().is_some(),
        Part::Command(words) => words.iter().flatten().all(|word| word.fixed().is_some()),
        Part::At(_) => true,
        Part::AnyOf { .. } => false,
    }
}

/// The variable that is set at a place: in a list of variables, and among the environment of a service, a file spells the name
/// alone.
fn variable(steps: &[Step]) -> Option<String> {
    match steps {
        [.., Step::Entry { is, .. }, Step::Name(value)] if value == "value" => Some(is.clone()),
        [.., Step::Name(parent), Step::Name(name)] if parent == "environment" => Some(name.clone()),
        _ => None,
    }
}
