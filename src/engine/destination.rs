//! Where in a file that exists already a format's keys are written, and what must not stand beside them.
//!
//! The place is the one that reading finds. What is there keeps its spelling, lists that others share keep their items, what
//! nobody asked for keeps its value, and what contradicts the new keys goes.

mod answers;
mod contrary;
mod examples;
mod kept;
mod other;
mod referred;
mod text;
mod values;
mod whose;

use std::path::Path;

use self::examples::{each_once, over_examples};
use self::kept::{Kept, in_whole_secret};
pub(super) use self::referred::Reference;
pub(super) use self::text::stands_whole;
use self::text::{appended, first_names, holds_connection, is_beside, is_told, is_within, parted};
use self::values::{Becomes, becomes, distinct, is_reference, refers, shared};
use self::whose::is_of_others;
use super::Setup;
use super::effect::Gathered;
use super::format::{self, Source, editor_for};
use super::reference::Consent;
use crate::apps::Format;
use crate::apps::guide::{FormatBody, Key};
use crate::base::Secret;
use crate::config::{
    self, Document, Editor, Known, Opened, Place, Plan, Refusal, RefusalKind, Setting, Stands, Value,
};

/// What is to be changed in a document, in its own spelling.
#[derive(Debug, Default)]
pub(super) struct Destination {
    /// The keys as the document has them, with their values.
    pub(super) settings: Vec<Setting>,
    /// The keys that go.
    pub(super) without: Vec<String>,
    /// What the person should know of what is not written.
    pub(super) notes: Vec<config::Note>,
}

impl Setup {
    /// Plans a change of a text that says something already.
    pub(super) fn planned_over(&self, resolved: &Format, path: &Path, old: &Secret) -> Result<Plan, Refusal> {
        let opened = Opened::new(old.clone());
        if stands_whole(resolved, old) {
            return Ok(Plan::unchanged(old));
        }
        let resolved = self.read_as(resolved, path, &opened).unwrap_or(resolved);
        let Some((editor, settings)) = self.wanted(resolved, &opened) else {
            let snippet = resolved.whole_text().unwrap_or_default();
            return Err(Refusal { why: RefusalKind::Whole, snippet });
        };
        let refused =
            |why| Refusal { why, snippet: config::snippet(snippet_editor(resolved, editor), &settings) };
        if let Some(seal) = config::seal(old.reveal()) {
            let path = path.display().to_string();
            return Err(refused(RefusalKind::Sealed { seal, path }));
        }
        if editor.runs_statements() && is_of_others(&opened) {
            let within = self.planned_within(resolved, path, editor, &opened);
            return within.unwrap_or_else(|| Err(refused(RefusalKind::Nowhere)));
        }
        let template = config::statement_line(old.reveal()).map(|line| RefusalKind::Template { line });
        let document = match (opened.document(editor), template) {
            (Err(why), template) => return Err(refused(template.unwrap_or(RefusalKind::Unreadable(why)))),
            // Formats of lines take anything for one of theirs.
            (Ok(_), Some(template)) if editor.is_of_lines() => return Err(refused(template)),
            (Ok(document), _) => document,
        };
        let other = self.other_provider(resolved, path, &opened);
        let is_text = matches!(resolved.body, FormatBody::Text(_));
        if is_text && (other.is_some() || !holds_connection(resolved, &document)) {
            let own = (editor == Editor::Manifest)
                .then(|| self.beside_objects(resolved, &document, &settings, old))
                .flatten();
            if let Some(plan) = own.or_else(|| appended(resolved, editor, old)) {
                return Ok(plan);
            }
            if let Some((key, issuer)) = other {
                return Err(refused(RefusalKind::OtherProvider { key, issuer }));
            }
            if settings.is_empty() {
                return Err(refused(RefusalKind::Nowhere));
            }
        }
        let found = self.destination(resolved, &document, path, &opened, &settings).map_err(&refused)?;
        let mut plan = document.plan_without(&found.settings, &found.without)?;
        plan.notes.extend(found.notes);
        Ok(plan)
    }

    /// The editor by which a text is changed, and what a format writes, as settings of that editor; `None` for a format that can
    /// only be written whole.
    pub(super) fn wanted(&self, resolved: &Format, opened: &Opened) -> Option<(Editor, Vec<Setting>)> {
        let template = self.guide.formats.iter().find(|one| one.id == resolved.id)?;
        let editor = editor_for(template, opened)?;
        let settings = match &resolved.body {
            FormatBody::Settings(_) => resolved.settings()?,
            FormatBody::Text(_) => self.of_text(resolved, opened, editor)?,
            FormatBody::Sheet(_) => return None,
        };
        Some((editor, settings))
    }

    /// What a text that is written whole says, as settings: where the connection is in the file already, first of all what tells
    /// it. None where the text does more than keys can say, and the connection is not there.
    fn of_text(&self, resolved: &Format, opened: &Opened, editor: Editor) -> Option<Vec<Setting>> {
        let whole = resolved.whole_text()?;
        let written = Document::open(resolved.reader()?, whole.reveal()).ok()?;
        let secrets: Vec<Secret> = self.secret.iter().cloned().collect();
        let all =
            editor.holds_values_alone().then(|| written.settings(&secrets)).flatten().unwrap_or_default();
        let is_there = opened.document(editor).is_ok_and(|document| holds_connection(resolved, &document));
        let mut told = if is_there { resolved.read_settings() } else { Vec::new() };
        let stands = |document: &Document<'_>, one: &Setting| {
            !document.places(std::slice::from_ref(&one.key)).is_empty()
        };
        // What a file may have besides, and neither has nor is to get, is not added.
        told.retain(|one| {
            stands(&written, one) || opened.document(editor).is_ok_and(|document| stands(&document, one))
        });
        let more = all
            .into_iter()
            .filter(|one| !(is_told(one, &told, &written) || is_there && !is_beside(&one.key, &told)));
        Some(told.iter().cloned().chain(more).collect())
    }

    /// Where these settings go in a document.
    ///
    /// # Errors
    /// Nothing tells where, more than one place fits, or something stands there that would have to give way.
    pub(super) fn destination(
        &self,
        resolved: &Format,
        document: &Document<'_>,
        path: &Path,
        opened: &Opened,
        settings: &[Setting],
    ) -> Result<Destination, RefusalKind> {
        let place = self.place_in(resolved, document, path, opened, settings)?;
        let mut found = Destination::default();
        let in_the_way = in_the_way(resolved, document.editor(), &place, settings);
        if let Some((key, others)) = in_the_way.clone().filter(|_| !self.replaces) {
            return Err(RefusalKind::Alone { key, others });
        }
        let mut others: Vec<String> = settings.iter().map(|setting| setting.key.clone()).collect();
        others.extend(resolved.read.iter().map(|key| key.key.clone()));
        others.retain(|key| place.get(key).is_some());
        let whole = resolved.whole_text();
        let written = whole.as_ref().zip(resolved.reader());
        let written = written.and_then(|(text, reader)| Document::open(reader, text.reveal()).ok());
        let is_there = self.has_client(resolved, &place);
        let contraries = self.contraries(resolved, document, &place, settings);
        let goes = |way: &str| contraries.iter().any(|outer| way == outer || is_within(way, outer));
        let mut kept = Vec::new();
        for setting in &parted(settings, document, &place, written.as_ref()) {
            let known = resolved.keys().iter().chain(&resolved.read);
            let key = known.into_iter().find(|key| key.key == setting.key);
            let own = self.spelled_otherwise(resolved, key, &place).unwrap_or(&setting.key);
            if let Some(note) = in_whole_secret(resolved, setting, own, &place) {
                found.notes.push(note);
                continue;
            }
            if place.get(own).is_none()
                && let Some(one) = Kept::under(key, setting, &place)
                && !goes(&one.way(&place))
            {
                kept.push(one);
                continue;
            }
            let stands = place.get(own).or_else(|| document.get(&place.way_for(own, &others)));
            // Of a text that is written whole, only what tells the connection is worth a change.
            let is_of_the_text = matches!(resolved.body, FormatBody::Text(_))
                && !resolved
                    .read
                    .iter()
                    .any(|read| read.key == setting.key || is_within(&read.key, &setting.key));
            if key.is_some_and(|key| key.only_new) && is_there && stands.is_none() {
                found.notes.extend(self.left_away(setting, &place));
                continue;
            }
            // What nobody was asked for empties nothing.
            let is_unasked = stands.is_some() && setting.value.as_text().is_some_and(|text| text.is_empty());
            let is_named_there = is_reference(&setting.value) && stands.as_ref().is_some_and(refers);
            let is_kept = (is_of_the_text || key.is_some_and(|key| key.keep)) && stands.is_some();
            if is_unasked || is_named_there || is_kept {
                continue;
            }
            let is_other_address =
                stands.as_ref().is_some_and(|stands| self.is_filled_address(setting, stands));
            let mut written = Setting { key: place.way_for(own, &others), ..setting.clone() };
            match becomes(key, &setting.value, stands, is_there) {
                Becomes::Written(value) => written.value = value,
                Becomes::Left => continue,
                Becomes::AddedByHand(line) => {
                    found.notes.push(config::Note::AddLine { key: written.key, line });
                    continue;
                }
            }
            if let Some(below) = key.and_then(|key| key.distinct.as_deref()) {
                written.value = distinct(setting, below, &place, &found.settings);
            }
            found.settings.push(if is_other_address { written } else { written.or_from_elsewhere() });
        }
        each_once(&mut found.settings);
        over_examples(document, &mut found.settings, &self.connection);
        self.stands_besides(resolved, &place, &mut found);
        found
            .settings
            .retain(|one| !contraries.iter().any(|way| one.key == *way || is_within(&one.key, way)));
        found.notes.extend(kept.into_iter().filter_map(|one| one.note(&place, &found.settings)));
        found.without = self.contradicting(resolved, &place, &found);
        found.without.extend(contraries);
        if let Some((key, others)) = in_the_way {
            let into = if place.has_text_of_its_own(&key) { '>' } else { '.' };
            found.without.extend(others.iter().map(|other| format!("{key}{into}{other}")));
        }
        Ok(found)
    }

    /// The one place that is meant.
    fn place_in<'d>(
        &self,
        resolved: &Format,
        document: &'d Document<'d>,
        path: &Path,
        opened: &Opened,
        settings: &[Setting],
    ) -> Result<Place<'d>, RefusalKind> {
        let Some(template) = self.guide.formats.iter().find(|one| one.id == resolved.id) else {
            return Ok(document.at(&config::Entry::default()));
        };
        let (gathered, consent) = (Gathered::default(), Consent::default());
        let source =
            Source { path, opened, gathered: &gathered, consent: &consent, entry: self.entry.as_deref() };
        let several = |labels: Vec<String>| RefusalKind::Several { places: labels };
        if let Ok(adopted) = format::adopt(&self.guide, template, source)
            && adopted.is_placed
            && (self.entry.is_none() || adopted.place != config::Entry::default())
        {
            if !adopted.others.is_empty() {
                return Err(several(adopted.others.iter().map(format::label).collect()));
            }
            // What the person named is meant, whosever it is.
            if self.entry.is_some() || self.is_ours(&adopted) {
                return Ok(document.at(&adopted.place));
            }
            return Ok(document.at(&adopted.place.outside()));
        }
        let keys: Vec<String> = settings.iter().map(|setting| setting.key.clone()).collect();
        let called = format::called(&self.guide);
        let mut rooms =
            document.rooms(Known { called: &called, keys: &keys, of_chart: template.is_of_chart() });
        if let Some(named) = &self.entry {
            rooms.retain(|room| format::is_called(room, named));
        }
        match rooms.as_slice() {
            [one] => Ok(document.at(one)),
            [] => Err(RefusalKind::Nowhere),
            many => Err(several(many.iter().map(format::label).collect())),
        }
    }

    /// The other spelling of a key that the file has in its place.
    fn spelled_otherwise<'k>(
        &self,
        resolved: &'k Format,
        key: Option<&'k Key>,
        place: &Place<'_>,
    ) -> Option<&'k String> {
        let key = key.filter(|key| place.get(&key.key).is_none())?;
        let folded = |name: &str| {
            let last = name.rsplit('.').next().unwrap_or(name);
            last.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
        };
        let is_gone = |name: &String| self.gone(resolved).any(|gone| gone == name);
        let same = resolved.read.iter().filter(|other| !is_gone(&other.key) && other.in_secret.is_none());
        let same = same.filter(|other| {
            let is_named = key.connects || key.instead.contains(&other.key);
            other.value.reveal() == key.value.reveal() && (is_named || folded(&other.key) == folded(&key.key))
        });
        same.map(|other| &other.key).find(|other| place.get(other).is_some())
    }

    /// What tells the connection at other keys that the file has: it must not say something else than those that are written.
    fn stands_besides(&self, resolved: &Format, place: &Place<'_>, found: &mut Destination) {
        for setting in resolved.read_settings() {
            let key = resolved.read.iter().find(|key| key.key == setting.key);
            let is_gone = self.gone(resolved).any(|gone| *gone == setting.key);
            let is_here =
                matches!(place.get(&setting.key), Some(Stands::Here(_))) && says(place, &setting.key);
            if is_gone || !is_here || !key.is_some_and(|key| key.connects) {
                continue;
            }
            let way = place.way_for(&setting.key, &[]);
            let is_known = |known: &Setting| {
                known.key == way || is_within(&known.key, &way) || is_within(&way, &known.key)
            };
            if found.settings.iter().any(is_known) {
                continue;
            }
            let value = match shared(&setting.value, place.get(&setting.key)) {
                Ok(value @ Value::List { .. }) => value,
                _ => setting.value.clone(),
            };
            let setting = Setting { key: way, value, ..setting };
            found.settings.push(setting.or_from_elsewhere());
        }
    }
}

/// What else a key holds that can hold one thing alone: that key, and the names below it.
fn in_the_way(
    resolved: &Format,
    editor: Editor,
    place: &Place<'_>,
    settings: &[Setting],
) -> Option<(String, Vec<String>)> {
    let all = place.keys();
    resolved.alone.iter().find_map(|outer| {
        let way = place.way_for(outer, &[]);
        let inner = |key: &String| {
            let rest = key.strip_prefix(way.as_str())?.strip_prefix(['.', '>'])?;
            rest.split(['.', '[']).next().map(str::to_owned)
        };
        let mut own: Vec<String> =
            settings.iter().filter_map(|setting| inner(&place.way_for(&setting.key, &[]))).collect();
        // What is to stand there may be a text that is a document itself.
        for setting in settings.iter().filter(|setting| setting.key == *outer) {
            own.extend(first_names(editor, &setting.value.as_text().unwrap_or_default()));
        }
        let mut others: Vec<String> =
            all.iter().filter_map(inner).filter(|name| !own.contains(name)).collect();
        others.dedup();
        (!others.is_empty()).then_some((way, others))
    })
}

/// Whether something stands at a key that is not empty.
fn says(place: &Place<'_>, key: &str) -> bool {
    let is_blank =
        |stands: &Stands| matches!(stands, Stands::Here(Value::Text(text)) if text.trim().is_empty());
    place.get(key).is_some_and(|stands| !is_blank(&stands))
}

/// The editor in which lines to paste are shown.
fn snippet_editor(resolved: &Format, editor: Editor) -> Editor {
    resolved.editor().or_else(|| resolved.reader()).unwrap_or(editor)
}

#[cfg(test)]
mod tests;
