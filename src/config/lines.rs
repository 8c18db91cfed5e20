//! Files that are a row of lines: env files, INI and Java properties.
//!
//! Only the value of the line that counts is replaced; a new key goes below the commented-out example of itself where the
//! file has one, else to the end of its section. The last assignment of a key counts, so that one is changed; earlier ones
//! have no effect, stay, and are told as a note. A line that touches a key in a way that is not a plain assignment is
//! never guessed at: the change is refused.
//!
//! What a line means and how a value is spelled is each dialect's own.

use std::ops::Range;

use super::format::{Format, Task, indent, line_end, text_leaf};
use super::key::Step;
use super::note::Note;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::remark;
use super::tree::Tree;
use super::value::Setting;

/// One line, or several that belong together.
pub(super) struct Line<'a> {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    /// The text with its line break. The raw texts of all lines, joined, are the file.
    pub(super) raw: &'a str,
    /// The section that it stands in; empty before the first one, and where there are none.
    pub(super) section: &'a str,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a line is.
pub(super) enum Kind {
    /// Nothing but white space.
    Blank,
    /// A whole-line comment.
    Comment,
    /// The head of a section.
    Head,
    /// A key and its value.
    Assignment(Assignment),
    /// Anything else.
    Other,
}

/// A key and its value.
pub(super) struct Assignment {
    /// The key.
    pub(super) name: String,
    /// Where the value stands in the line, quotes included; what follows is a comment or the line break.
    pub(super) value: Range<usize>,
    /// What the value means.
    pub(super) meaning: Meaning,
}

/// What a value means.
pub(super) enum Meaning {
    /// Just this text.
    Text(String),
    /// Something that stands elsewhere; spelled as in the file.
    Reference(String),
    /// More than a value, such as a second command on the same line.
    Unclear,
}

/// How new lines look, and commented-out ones.
pub(super) struct Style {
    /// What a comment begins with.
    pub(super) comment: &'static str,
    /// What may stand before a key that is commented out, blanks included.
    pub(super) remarks: &'static [char],
    /// What may stand between that and the key.
    pub(super) before_example: &'static str,
    /// What may stand behind a key that is commented out.
    pub(super) dividers: &'static [char],
    /// What stands before a new key.
    pub(super) before: &'static str,
    /// What stands between a new key and its value.
    pub(super) between: &'static str,
    /// Whether the file has sections.
    pub(super) has_sections: bool,
    /// Whether a comment can stand behind a value; else it is a part of it.
    pub(super) comments_behind_values: bool,
}

/// A dialect of files that are a row of lines.
pub(super) trait Dialect: Sync {
    /// How its lines look.
    fn style(&self) -> Style;

    /// Takes a file apart.
    fn lines<'a>(&self, text: &'a str) -> Result<Vec<Line<'a>>, ReadError>;

    /// A key's section, where it has one, and name; `None` where the dialect can have no such key.
    fn key(&self, key: &str) -> Option<Vec<Step>>;

    /// A value as it must be spelled, or the first character that cannot be carried. `like` is the first character of the
    /// value that stood there.
    fn spelled(&self, value: &str, like: Option<char>) -> Result<String, char>;

    /// Whether a line that is no assignment may set this key.
    fn may_set(&self, _raw: &str, _name: &str) -> bool {
        false
    }

    /// Whether a line names a key, but is no assignment that could be understood.
    fn is_unclear_about(&self, line: &Line<'_>, section: &str, name: &str) -> bool {
        let unclear = match &line.kind {
            Kind::Assignment(found) => found.name == name && matches!(found.meaning, Meaning::Unclear),
            Kind::Other => self.may_set(line.raw, name),
            Kind::Blank | Kind::Comment | Kind::Head => false,
        };
        unclear && line.section == section
    }

    /// What must come between the beginning of a line and a value that is put behind it.
    fn gap(&self, _begun: &str) -> &'static str {
        ""
    }
}

impl<D: Dialect> Format for D {
    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        let mut tree = Tree::table([]);
        let mut others = Vec::new();
        for line in self.lines(text)? {
            let found = match line.kind {
                Kind::Assignment(found) => found,
                Kind::Other => {
                    others.push(Tree::Text(line.raw.trim().to_owned()));
                    continue;
                }
                Kind::Blank | Kind::Comment | Kind::Head => continue,
            };
            let section = Some(line.section).filter(|section| !section.is_empty()).map(Step::named);
            let steps: Vec<Step> = section.into_iter().chain([Step::named(&found.name)]).collect();
            let earlier = match found.meaning {
                Meaning::Text(text) => tree.put(&steps, Tree::Text(text)),
                Meaning::Reference(text) => tree.put(&steps, Tree::Reference(text)),
                Meaning::Unclear => {
                    others.push(Tree::Text(line.raw.trim().to_owned()));
                    tree.remove(&steps)
                }
            };
            others.extend(earlier.map(|value| Tree::table([(found.name, value)])));
        }
        // No key can have this empty name; the row makes the proof cover what is no effective assignment.
        tree.put(&[Step::named("")], Tree::List(others));
        Ok(tree)
    }

    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        let key = &task.setting.key;
        let (section, name) = parts(&task.steps).ok_or_else(|| RefusalKind::Key { key: key.clone() })?;
        let all = self.lines(text).map_err(RefusalKind::Unreadable)?;
        if let Some(line) = all.iter().find(|line| self.is_unclear_about(line, section, name)) {
            return Err(RefusalKind::unclear_on(key, text, line.number));
        }
        let value = task.leaf.value().and_then(|value| value.as_text()).unwrap_or_default();
        let spell =
            |like| self.spelled(&value, like).map_err(|character| RefusalKind::character(key, character));
        let raw = |lines: &[Line<'_>]| lines.iter().map(|line| line.raw).collect::<String>();
        let last = all.iter().rposition(|line| line.assigns(section, name).is_some());
        if let Some((at, found)) = last.and_then(|at| Some((at, all[at].assigns(section, name)?))) {
            let (begun, stood) = all[at].raw.split_at(found.value.start);
            let (new, rest) = (spell(stood.chars().next())?, &all[at].raw[found.value.end..]);
            // What the reader takes for a part of the old value is kept on a line of its own.
            let remark = match &found.meaning {
                Meaning::Text(text) if !self.has_comments_behind_values() => remark::apart(text),
                _ => None,
            };
            let remark = remark.map(|(_, remark)| [indent(begun), remark, line_end(text)].concat());
            let line = [remark.as_deref().unwrap_or_default(), begun, self.gap(begun), &new, rest].concat();
            return Ok([raw(&all[..at]), line, raw(&all[at + 1..])].concat());
        }
        let style = self.style();
        let place = style.place(&all, section, name);
        let line_end = line_end(text);
        let mut out = raw(&all[..place]);
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str(line_end);
        }
        if !section.is_empty() && !all.iter().any(|line| line.section == section) {
            out.extend([if out.is_empty() { "" } else { line_end }, "[", section, "]", line_end]);
        }
        out.extend([style.before, name, style.between, &spell(None)?, line_end, &raw(&all[place..])]);
        Ok(out)
    }

    fn comments(&self, text: &str) -> Vec<String> {
        let lines = self.lines(text).unwrap_or_default();
        let comments = lines.iter().map(|line| match &line.kind {
            Kind::Comment => line.raw.trim(),
            Kind::Assignment(found) => line.raw[found.value.end..].trim(),
            Kind::Blank | Kind::Head | Kind::Other => "",
        });
        comments.filter(|comment| !comment.is_empty()).map(str::to_owned).collect()
    }

    fn comment_mark(&self) -> Option<&'static str> {
        Some(self.style().comment)
    }

    fn has_comments_behind_values(&self) -> bool {
        self.style().comments_behind_values
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        self.key(key).ok_or_else(|| RefusalKind::Key { key: key.to_owned() })
    }

    fn leaf(&self, setting: &Setting, _steps: &[Step]) -> Result<Tree, RefusalKind> {
        let leaf = text_leaf(setting)?;
        if let Tree::Text(text) = &leaf {
            self.spelled(text, None).map_err(|character| RefusalKind::character(&setting.key, character))?;
        }
        Ok(leaf)
    }

    fn has_maps(&self) -> bool {
        false
    }

    fn notes(&self, new: &str, tasks: &[Task<'_>]) -> Vec<Note> {
        let lines = self.lines(new).unwrap_or_default();
        let mut notes = Vec::new();
        for task in tasks {
            let Some((section, name)) = parts(&task.steps) else { continue };
            let mut places: Vec<usize> = lines
                .iter()
                .filter(|line| line.assigns(section, name).is_some())
                .map(|line| line.number)
                .collect();
            places.pop();
            notes.extend(
                places.iter().map(|line| Note::Earlier { key: task.setting.key.clone(), line: *line }),
            );
        }
        notes
    }
}

/// Section and name of a key.
pub(super) fn parts(steps: &[Step]) -> Option<(&str, &str)> {
    match steps {
        [Step::Name(name)] => Some(("", name)),
        [Step::Name(section), Step::Name(name)] => Some((section, name)),
        _ => None,
    }
}

impl Line<'_> {
    fn assigns(&self, section: &str, name: &str) -> Option<&Assignment> {
        match &self.kind {
            Kind::Assignment(found) if found.name == name && self.section == section => Some(found),
            _ => None,
        }
    }
}

impl Style {
    /// Before which line a new key comes.
    fn place(&self, all: &[Line<'_>], section: &str, name: &str) -> usize {
        let here = |line: &Line<'_>| line.section == section;
        let says = |line: &Line<'_>| !matches!(line.kind, Kind::Blank | Kind::Comment);
        let example = all.iter().rposition(|line| here(line) && self.is_example(line, name));
        if !self.has_sections {
            return example.map_or(all.len(), |at| at + 1);
        }
        let last = example.or_else(|| all.iter().rposition(|line| here(line) && says(line)));
        last.map_or(if section.is_empty() { 0 } else { all.len() }, |at| at + 1)
    }

    /// Whether this is the key commented out, `# KEY=…`.
    fn is_example(&self, line: &Line<'_>, name: &str) -> bool {
        let text = line.raw.trim_start().trim_start_matches(self.remarks);
        let text = text.strip_prefix(self.before_example).unwrap_or(text);
        matches!(line.kind, Kind::Comment)
            && text.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(self.dividers))
    }
}
