//! The keys of one file in the spelling of one format, and what stands at them.

use std::cell::OnceCell;

use crate::apps::Guide;
use crate::apps::guide::{Format, Key, KnownKey, Meaning};
use crate::apps::question::Kind;
use crate::apps::template::{Found, Template};
use crate::base::MASK;
use crate::config::{self, ByteOrderMark, Document, Editor, Entry, Place, Stands, Value, lead};
use crate::diagnosis::as_configured::Stated;
use crate::engine::format::{Adopted, Source, all_keys, editor_for, looked_for};

use super::behind::Behind;
use super::private::PrivateNames;

/// A file, as far as one format of a guide reads it.
pub(in crate::engine) struct FileKeys<'a> {
    pub(super) guide: &'a Guide,
    pub(super) format: &'a Format<Template>,
    document: Document<'a>,
    entry: Entry,
    source: Source<'a>,
    /// How the format spells a variable: what stands before and behind its name.
    variables: Vec<(String, String)>,
    /// Whether names are the same in small and in capital letters.
    caseless: bool,
    /// The names of all that stands in the file, once somebody has asked for them.
    all: OnceCell<Vec<String>>,
    private: PrivateNames,
    behind: Behind<'a>,
}

impl<'a> FileKeys<'a> {
    /// `None` for a format without keys, and for a text that does not read.
    pub(super) fn of(
        guide: &'a Guide,
        format: &'a Format<Template>,
        source: Source<'a>,
        adopted: &'a Adopted,
    ) -> Option<Self> {
        let editor = editor_for(format, source.opened)?;
        let document = source.opened.document(editor).ok()?;
        let mut variables: Vec<(String, String)> = Vec::new();
        for name in all_keys(format).map(|key| looked_for(&key.key)) {
            let around = variable_in(&name).map(|(before, _, behind)| (before.to_owned(), behind.to_owned()));
            variables.extend(around.filter(|around| !variables.contains(around)));
        }
        let caseless = editor == Editor::Apache;
        let entry = adopted.place.clone();
        let behind = Behind::of(format, &document, source, adopted);
        Some(Self {
            guide,
            format,
            document,
            entry,
            source,
            variables,
            caseless,
            all: OnceCell::new(),
            private: PrivateNames::of(format),
            behind,
        })
    }

    /// The file's path.
    pub(super) fn file(&self) -> String {
        self.source.path.display().to_string()
    }

    /// What a byte order mark at its beginning does.
    pub(super) fn byte_order_mark(&self) -> ByteOrderMark {
        let opened = self.source.opened;
        if opened.is_marked() {
            self.document.editor().byte_order_mark(opened.text())
        } else {
            ByteOrderMark::None
        }
    }

    /// Whether a program does not start over a word that looks like a comment behind a value.
    pub(super) fn refuses_remarks(&self) -> bool {
        self.document.editor() == Editor::Apache
    }

    /// The keys of the format with the names under which they can stand.
    pub(super) fn of_format(&self) -> Vec<(&'a Key<Template>, String)> {
        let named = |key: &'a Key<Template>| (key, looked_for(&key.key));
        let own = self.format.keys().iter().filter(|key| key.each.is_none()).map(named);
        // Other spellings of the same count where the file has them.
        let other = self.format.read.iter().filter(|key| key.in_secret.is_none()).map(named);
        own.chain(other.filter(|(_, name)| self.stands(name))).collect()
    }

    /// The names under which keys that the guide knows can stand in this format.
    pub(super) fn spellings<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Vec<String> {
        let spelled = |name: &String| {
            let is_variable =
                variable_in(name).is_some_and(|(before, _, behind)| (before, behind) == ("", ""));
            let within = self.variables.iter().filter(move |_| is_variable);
            let within = within.map(|(before, behind)| format!("{before}{name}{behind}"));
            std::iter::once(name.clone()).chain(within).collect::<Vec<_>>()
        };
        names.into_iter().flat_map(spelled).collect()
    }

    fn place(&self) -> Place<'_> {
        self.document.at(&self.entry)
    }

    /// The value at a name, where it stands here or may be followed to where it does.
    pub(super) fn value(&self, name: &str) -> Option<Value> {
        let Some(stands) = self.place().get(name) else {
            return self.behind.beside(name).map(|found| Value::Text(found.text));
        };
        match stands {
            Stands::Here(value) => match value.as_text().and_then(|text| lead::of_text(&text)) {
                // A text may be a reference although its format expands nothing: the application does.
                Some(pieces) => self.behind.followed(&self.document, name, &pieces).map(Value::Text),
                None => Some(value),
            },
            Stands::Elsewhere { pieces, .. } => {
                self.behind.followed(&self.document, name, &pieces).map(Value::Text)
            }
        }
    }

    /// Whether anything stands at a name, be it a reference.
    pub(super) fn stands(&self, name: &str) -> bool {
        self.place().get(name).is_some() || self.behind.beside(name).is_some()
    }

    /// Whether something stands at a name that is not empty.
    pub(super) fn says(&self, name: &str) -> bool {
        let is_blank =
            || self.value(name).and_then(|value| value.as_text()).is_some_and(|text| text.trim().is_empty());
        self.stands(name) && !is_blank()
    }

    /// Whether the value at a name stands in this very file, so that it can be changed there.
    fn is_here(&self, name: &str) -> bool {
        let stands = self.place().get(name);
        matches!(stands, Some(Stands::Here(value)) if value.as_text().is_none_or(|text| lead::of_text(&text).is_none()))
    }

    /// The value of a key that the guide knows.
    pub(super) fn value_of(&self, names: &[String]) -> Option<Value> {
        self.spellings(names).into_iter().find_map(|name| self.value(&name))
    }

    /// What stands at a name, each item of a list by itself.
    pub(super) fn stated(&self, name: &str) -> Vec<Stated> {
        let texts = match self.value(name) {
            Some(Value::List { items, separator: None }) => items,
            Some(value) => value.as_text().into_iter().collect(),
            None => return Vec::new(),
        };
        let is_secret = self.private.hold(name);
        let shown = |text: String| if is_secret && !is_switch(&text) { MASK.to_owned() } else { text };
        let beside = self.behind.beside(name).filter(|_| self.place().get(name).is_none());
        let (file, line, key) = match beside {
            Some(found) => (found.file, found.line, found.name),
            None => (self.file(), self.place().line_of(name), self.place().name_of(name)),
        };
        let way = if self.is_here(name) { self.way(name) } else { String::new() };
        let one =
            |text| Stated { file: file.clone(), line, key: key.clone(), text: shown(text), way: way.clone() };
        texts.into_iter().map(one).collect()
    }

    /// A value with what looks like a comment behind it and is a part of it, as the file has it.
    pub(super) fn with_remark(&self, name: &str) -> Option<Stated> {
        let remark = self.place().remark(name)?;
        let stated = self.stated(name).into_iter().next()?;
        // A secret may have a number sign of its own.
        let text = if stated.text == MASK { MASK.to_owned() } else { format!("{} {remark}", stated.text) };
        Some(Stated { text, ..stated })
    }

    /// The same of a key that the guide knows.
    pub(super) fn stated_of(&self, names: &[String]) -> Vec<Stated> {
        let name = self.spellings(names).into_iter().find(|name| self.stands(name));
        name.map(|name| self.stated(&name)).unwrap_or_default()
    }

    /// The place of a table or a list under a key that the guide knows, which has no text of its own.
    pub(super) fn table(&self, names: &[String]) -> Option<Stated> {
        let all = self.names();
        self.spellings(names).into_iter().find_map(|name| {
            let is_within =
                |one: &&String| one.strip_prefix(&name).is_some_and(|rest| rest.starts_with(['.', '[']));
            let first = all.iter().find(is_within)?;
            let line = self.place().line_of(&name).or_else(|| self.place().line_of(first));
            Some(Stated {
                file: self.file(),
                line,
                key: self.place().name_of(&name),
                text: String::new(),
                way: String::new(),
            })
        })
    }

    /// The place where a key would stand: beside the others of this format.
    pub(super) fn absent(&self, names: &[String]) -> Stated {
        let parent =
            |name: &str| name.rsplit_once('.').map_or(String::new(), |(parent, _)| parent.to_owned());
        let beside = |name: &&String| self.of_format().iter().any(|(_, own)| parent(own) == parent(name));
        let all = self.spellings(names);
        let key = all.iter().find(beside).or(all.last()).cloned().unwrap_or_default();
        let (own, way) = (self.shown(&key), self.way(&key));
        Stated { file: self.file(), line: None, key: own, text: String::new(), way }
    }

    /// The key by which the file is changed at a name; empty where it cannot be.
    pub(super) fn way(&self, name: &str) -> String {
        let place = self.place();
        place.way_to(name).or_else(|| place.way_into_text(name)).unwrap_or_default()
    }

    /// Whether other keys have these values; one that is not there has what counts then.
    pub(super) fn all_are(&self, wanted: &[(String, String)]) -> bool {
        wanted.iter().all(|(key, wanted)| {
            // A record of the application's other keys names many that have nothing to do with each other.
            let spelled = |known: &&KnownKey| known.is != Meaning::Other && known.names.contains(key);
            let known = self.guide.known_keys.iter().find(spelled);
            let names = known.map_or(std::slice::from_ref(key), |known| &known.names);
            let text = self.value_of(names).and_then(|value| value.as_text());
            // A list, or what cannot be read, is something.
            if text.is_none() && self.spellings(names).iter().any(|name| self.stands(name)) {
                return !wanted.is_empty();
            }
            // An empty word means that nothing stands there.
            same_word(&text.or_else(|| known?.default.clone()).unwrap_or_default(), wanted)
        })
    }

    /// A name as it is compared with others.
    pub(super) fn folded(&self, name: &str) -> String {
        if self.caseless { name.to_ascii_lowercase() } else { name.to_owned() }
    }

    /// A key that the guide knows, with the names that the file has chosen in the places of the guide's questions.
    pub(super) fn chosen(&self, name: &str) -> String {
        self.guide.questions.iter().fold(name.to_owned(), |name, question| {
            match self.entry.chosen(&question.key) {
                Some(chosen) => name.replace(&config::mark(&question.key), chosen),
                None => name,
            }
        })
    }

    /// Whether the file gives everything the name that the guide would give it.
    pub(super) fn keeps_usual_names(&self) -> bool {
        self.guide.questions.iter().all(|question| {
            let usual = default_of(self.guide, &question.key);
            self.entry.chosen(&question.key).is_none_or(|chosen| usual.as_deref() == Some(chosen))
        })
    }

    /// The same as the file spells it, or would.
    pub(super) fn shown(&self, name: &str) -> String {
        self.place().name_of(&self.chosen(name))
    }

    /// The names of all that stands in the file.
    pub(super) fn names(&self) -> &[String] {
        self.all.get_or_init(|| {
            let lists = self.lists();
            let all = self.place().keys().into_iter().chain(self.behind.names());
            all.map(|name| self.by_field(&lists, &name).unwrap_or(name)).collect()
        })
    }

    /// The lists of which the guide tells the entries by a field: what stands before the bracket, and the field.
    fn lists(&self) -> Vec<(String, String)> {
        let list = |name: String| {
            let (list, rest) = name.split_once('[')?;
            let (field, _) = rest.split(']').next()?.split_once('=')?;
            Some((list.to_owned(), field.to_owned()))
        };
        let mut all: Vec<_> = all_keys(self.format).filter_map(|key| list(looked_for(&key.key))).collect();
        all.sort();
        all.dedup();
        all
    }

    /// A name within an entry of such a list, told by the field in place of the number.
    fn by_field(&self, lists: &[(String, String)], name: &str) -> Option<String> {
        let (list, rest) = name.split_once('[')?;
        let (number, rest) = rest.split_once(']').filter(|(number, _)| number.parse::<usize>().is_ok())?;
        let (_, field) = lists.iter().find(|(known, _)| known == list)?;
        match self.document.get(&format!("{list}[{number}].{field}"))? {
            Stands::Here(value) => Some(format!("{list}[{field}={}]{rest}", value.as_text()?)),
            Stands::Elsewhere { .. } => None,
        }
    }
}

/// Whether two values mean the same word: quotes, blanks and case do not matter.
pub(super) fn same_word(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.trim().trim_matches(['"', '\'']).to_lowercase();
    bare(one) == bare(other)
}

/// Whether a text only switches something: that is nobody's secret, whatever the key is called.
fn is_switch(text: &str) -> bool {
    let words = ["", "true", "false", "yes", "no", "on", "off", "0", "1"];
    words.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// What stands before, in and behind the variable that a key sets: `services.app.environment.` and `NAME`, `env[name=`, `NAME`
/// and `].value`.
fn variable_in(name: &str) -> Option<(&str, &str, &str)> {
    let of_variable = |one: char| one.is_ascii_uppercase() || one.is_ascii_digit() || one == '_';
    let body = name.strip_suffix("].value").unwrap_or(name);
    let start = body.rfind(|one: char| !of_variable(one)).map_or(0, |at| at + 1);
    let variable = &body[start..];
    let is_one = variable.len() > 2 && variable.starts_with(|first: char| first.is_ascii_uppercase());
    is_one.then(|| (&body[..start], variable, &name[body.len()..]))
}

/// What counts where a question of the guide has no answer.
pub(in crate::engine) fn default_of(guide: &Guide, question: &str) -> Option<String> {
    let question = guide.questions.iter().find(|one| one.key == question)?;
    let written = question.default.as_ref().filter(|default| default.places().next().is_none());
    let plain = (question.kind == Kind::Bool).then(|| "false".to_owned());
    written.map(|default| default.fill(&|_| Found::Gap(String::new())).reveal().to_owned()).or(plain)
}
