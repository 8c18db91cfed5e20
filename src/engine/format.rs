//! From a file that exists back to values: what one of a guide's formats says in it, on which line, and what stands elsewhere.

mod adopted;
mod names;

use std::collections::{BTreeMap, BTreeSet};

pub use self::adopted::{Adopted, Given};
use self::adopted::{Parts, field_of, field_told, names_issuer};
use self::names::{file_variants, referred_secret, variables_of};
use super::intent::Field;
use super::leads::{Followed, Leads, Way, env_files_of};
pub use super::origin::{Held, Open, Origin, Source, flag_of};
use super::reference::{Issuer, Permission, Reference, Rule, UNKNOWN};
use crate::apps::Guide;
use crate::apps::guide::{Format, FormatBody};
use crate::apps::template::{Found, Template};
use crate::config::{
    self, Document, Editor, Entry, EnvDialect, Lead, Opened, Piece, Place, ReadError, Stands, Value,
};

/// Reads what a guide's format finds in a text: each value that can be computed back from what stands there.
///
/// # Errors
/// The text is not of this format, with line and column.
pub fn adopt(guide: &Guide, format: &Format<Template>, source: Source<'_>) -> Result<Adopted, ReadError> {
    let mut adopted = gather(guide, format, source)?;
    locate(&mut adopted, format, source);
    Ok(adopted)
}

/// The same without the lines, for which a file is searched once more for each value.
fn gather(guide: &Guide, format: &Format<Template>, source: Source<'_>) -> Result<Adopted, ReadError> {
    let mut adopted = Adopted { format: format.id.clone(), ..Adopted::default() };
    let mut parts = Parts::new();
    if let Some(editor) = editor_for(format, source.opened) {
        let document = source.opened.document(editor)?;
        let document = &document;
        let mut reader = Reader { guide, document, source, adopted: &mut adopted, parts: &mut parts };
        reader.read_keys(format);
    } else if let FormatBody::Text(whole) = &format.body {
        let (found, standing, all) = whole.unfill_lines(source.opened.text());
        // A file of another kind may hold one line or the other by chance.
        if standing * 2 >= all {
            adopted.take(guide, found, &mut parts, &origin(source, None, None));
        }
    }
    adopted.put_together(&mut parts);
    Ok(adopted)
}

/// The line of each value that stands in the file itself.
fn locate(adopted: &mut Adopted, format: &Format<Template>, source: Source<'_>) {
    let editor = editor_for(format, source.opened);
    let Some(document) = editor.and_then(|editor| source.opened.document(editor).ok()) else { return };
    let values = adopted.values.values_mut().map(|given| &mut given.origin);
    let open = adopted.open.iter_mut().map(|open| &mut open.origin);
    let mut lines = BTreeMap::new();
    for origin in values.chain(open).filter(|origin| origin.line.is_none() && origin.path == source.path) {
        let Some(key) = &origin.key else { continue };
        origin.line = *lines.entry(key.clone()).or_insert_with(|| document.line_of(key));
    }
}

fn origin(source: Source<'_>, key: Option<&str>, through: Option<&str>) -> Origin {
    let [key, through] = [key, through].map(|text| text.map(str::to_owned));
    Origin { path: source.path.to_path_buf(), key, line: None, through }
}

/// The editor by which a format reads a text; `None` for a text that is written whole, and for a sheet. A file of
/// `export KEY=value` lines is one for a shell, whatever a guide would write.
pub(super) fn editor_for(format: &Format<Template>, opened: &Opened) -> Option<Editor> {
    let exports = || opened.text().lines().any(|line| line.trim_start().starts_with("export "));
    format.editor().map(|editor| match editor {
        Editor::Env(_) if exports() => Editor::Env(EnvDialect::Shell),
        other => other,
    })
}

/// The keys of a format that hold a field's value.
pub(super) fn keys_of(guide: &Guide, format: &Format<Template>, field: &Field) -> Vec<String> {
    let tells =
        |template: &Template| template.places().any(|place| field_of(guide, place).as_ref() == Some(field));
    let named = format.keys().iter().filter(|key| tells(&key.value) && key.key.places().next().is_none());
    named.map(|key| key.key.fill(&|_| Found::Gap(String::new())).reveal().to_owned()).collect()
}

/// Reading one file by the keys of one format.
struct Reader<'a> {
    guide: &'a Guide,
    document: &'a Document<'a>,
    source: Source<'a>,
    adopted: &'a mut Adopted,
    parts: &'a mut Parts,
}

impl Reader<'_> {
    fn read_keys(&mut self, format: &Format<Template>) {
        let document = self.document;
        let wanted = self.wanted(format);
        let names = wanted.iter().flat_map(|(key, _)| [vec![key.clone()], file_variants(key)].concat());
        let place = document.places(&names.collect::<Vec<_>>()).pop();
        let place = place.unwrap_or_else(|| document.at(&Entry::default()));
        self.adopted.place = place.entry().clone();
        let standing: Vec<_> =
            wanted.into_iter().map(|(key, template)| (stands(&place, &key), key, template)).collect();
        // What is written out comes first: it names the issuer to which the rest would go.
        for (stands, _, template) in &standing {
            if let Some((name, Stands::Here(value))) = stands {
                let found = spellings(value).iter().find_map(|text| read_back(template, text));
                self.take(found.unwrap_or_default(), name, None);
            }
        }
        let is_named = |(stands, _, template): &(Option<_>, String, Template)| {
            stands.is_some() && template.places().any(names_issuer)
        };
        let receiver = self.receiver(standing.iter().any(is_named));
        for (stands, key, template) in standing {
            match stands {
                Some((_, Stands::Here(_))) => {}
                Some((name, Stands::Elsewhere { pieces, .. })) => {
                    self.follow(&template, &name, &pieces, &receiver);
                }
                None => self.beside(&template, &key, &receiver),
            }
        }
    }

    /// Where the values of this file go, as far as what is written out in it says; `is_named`: whether it says anything of that.
    fn receiver(&self, is_named: bool) -> Receiver {
        match &self.source.consent.issuer {
            Issuer::OfPerson => return Receiver::default(),
            Issuer::OfRecord(host) => return Receiver::of(host.clone(), false),
            Issuer::OfFile => {}
        }
        if !is_named && self.document.editor() != Editor::ComposeFile {
            // Then a record has it, or only the person can name it.
            let otherwise = self.source.consent.otherwise.clone();
            return otherwise.map_or_else(Receiver::default, |host| Receiver::of(Some(host), false));
        }
        Receiver::of(self.adopted.issuer_host(self.parts), !is_named)
    }

    /// The keys whose values tell something, as they stand in the text.
    fn wanted(&mut self, format: &Format<Template>) -> Vec<(String, Template)> {
        let mut wanted: Vec<(String, Template)> = Vec::new();
        let mut there = None;
        for key in format.keys() {
            let is_plain = key.key.places().next().is_none();
            let name = || key.key.fill(&|_| Found::Gap(String::new())).reveal().to_owned();
            if is_plain {
                wanted.extend(referred_secret(&name()));
            }
            if key.value.places().next().is_none() {
                continue;
            }
            if is_plain {
                wanted.push((name(), key.value.clone()));
                continue;
            }
            // The key itself depends on answers: it is one of those that stand there.
            let there = there.get_or_insert_with(|| self.document.keys());
            let fits = there.iter().find_map(|name| Some((name.clone(), key.key.unfill(name)?)));
            if let Some((name, found)) = fits.filter(|_| key.each.is_none()) {
                self.take(found, &name, None);
                wanted.push((name, key.value.clone()));
            }
        }
        wanted
    }

    fn take(&mut self, found: Vec<(String, String)>, key: &str, through: Option<&str>) {
        let origin = origin(self.source, Some(key), through);
        self.adopted.take(self.guide, found, self.parts, &origin);
    }

    /// Asks for one value, with the rule for it.
    fn with_leads<T>(
        &self,
        template: &Template,
        receiver: &Receiver,
        ask: impl FnOnce(&Leads<'_>) -> T,
    ) -> T {
        let field = field_told(self.guide, template);
        let named = field.map(|field| variables_of(self.guide, &field)).unwrap_or_default();
        let Source { path: file, consent, .. } = self.source;
        let rule = Rule { file, named: &named, receiver: receiver.host.as_deref(), consent };
        ask(&Leads { document: self.document, source: self.source, rule })
    }

    /// Follows a value to where it stands.
    fn follow(&mut self, template: &Template, key: &str, pieces: &[Piece], receiver: &Receiver) {
        let mut way = Way::default();
        let followed = self.with_leads(template, receiver, |leads| leads.follow(key, pieces, &mut way));
        match followed {
            Followed::There { text, through } => {
                self.was_followed(template, way.followed);
                self.take(read_back(template, text.reveal()).unwrap_or_default(), key, Some(&through));
            }
            Followed::Open { lead } => {
                self.adopted.wants.extend(way.wants);
                self.leave_open(template, (key, key), lead, way.held, receiver);
            }
        }
    }

    fn was_followed(&mut self, template: &Template, references: BTreeSet<Reference>) {
        let Some(field) = field_told(self.guide, template) else { return };
        self.adopted.followed.extend(references.into_iter().map(|reference| (field.clone(), reference)));
    }

    /// A value that could not be had: its key, and the key at which that stands.
    fn leave_open(
        &mut self,
        template: &Template,
        (key, at): (&str, &str),
        lead: Lead,
        held: Option<(Reference, Permission)>,
        receiver: &Receiver,
    ) {
        let Some(field) = field_told(self.guide, template) else { return };
        let is_known = self.adopted.values.contains_key(&field)
            || self.adopted.open.iter().any(|open| open.field == field);
        if !is_known {
            let origin = origin(self.source, Some(at), None);
            let host = receiver.host.clone().unwrap_or_default();
            let held = held.map(|(reference, permission)| Held { reference, permission, host });
            self.adopted.open.push(Open { field, key: key.to_owned(), origin, lead, held });
        }
    }

    /// A key that is not in the file may stand in one that the file names as a whole.
    fn beside(&mut self, template: &Template, key: &str, receiver: &Receiver) {
        let files = env_files_of(key).filter(|_| self.document.editor() == Editor::ComposeFile);
        let Some(files) = files.filter(|files| self.document.get(files).is_some()) else { return };
        let mut way = Way::default();
        let is_whole = receiver.is_elsewhere;
        let found = self.with_leads(template, receiver, |leads| leads.beside(key, is_whole, &mut way));
        self.adopted.wants.extend(way.wants);
        match (found, way.held) {
            (Some((text, origin)), _) => {
                self.was_followed(template, way.followed);
                let found = read_back(template, text.reveal()).unwrap_or_default();
                self.adopted.take(self.guide, found, self.parts, &origin);
            }
            (None, Some(held)) if is_sign_on(self.guide, template) => {
                let Reference::Entry { path, .. } = &held.0 else { return };
                let lead = Lead::File(path.display().to_string());
                self.leave_open(template, (key, &files), lead, Some(held), receiver);
            }
            (None, _) => {}
        }
    }
}

/// Whether a template tells one of the values by which an application and Okta know each other. Of any other it is not certain that
/// a file named as a whole holds it at all.
fn is_sign_on(guide: &Guide, template: &Template) -> bool {
    let field = field_told(guide, template);
    matches!(field, Some(Field::Issuer | Field::ClientId | Field::Secret))
}

/// Where the values of a file go.
#[derive(Debug, Default)]
struct Receiver {
    /// Scheme, host and port; [`UNKNOWN`] where the file does not show them; `None`: where the person said.
    host: Option<String>,
    /// Whether the file itself says nothing of it, so that it stands in a file that it names.
    is_elsewhere: bool,
}

impl Receiver {
    fn of(host: Option<String>, is_elsewhere: bool) -> Self {
        Self { host: Some(host.unwrap_or_else(|| UNKNOWN.to_owned())), is_elsewhere }
    }
}

/// The values behind a text. An address means the same with a slash at its end and without.
fn read_back(template: &Template, text: &str) -> Option<Vec<(String, String)>> {
    let as_it_is = template.unfill(text);
    let address = text.starts_with("https://") && !text.ends_with('/');
    as_it_is.or_else(|| template.unfill(&format!("{text}/")).filter(|_| address))
}

/// How a value can stand in a template: as text, and a list as words or as a list of JSON.
fn spellings(value: &Value) -> Vec<String> {
    match value {
        Value::List { items, .. } => vec![items.join(" "), serde_json::to_string(items).unwrap_or_default()],
        Value::Map { rows, .. } => {
            let rows = rows.iter().map(|(name, items)| format!("{name}={}", items.join("+")));
            vec![rows.collect::<Vec<_>>().join(", ")]
        }
        other => other.as_text().into_iter().collect(),
    }
}

/// Where the value of a key stands, and under which name: the key itself, or the one for a file that holds it.
fn stands(place: &Place<'_>, key: &str) -> Option<(String, Stands)> {
    if let Some(found) = place.get(key) {
        let pieces = match &found {
            Stands::Here(value) => value.as_text().and_then(|text| config::lead::of_text(&text)),
            Stands::Elsewhere { .. } => None,
        };
        let led = pieces.map(|pieces| Stands::Elsewhere { names: String::new(), pieces });
        return Some((key.to_owned(), led.unwrap_or(found)));
    }
    let mut variants = file_variants(key).into_iter().filter_map(|name| Some((place.value(&name)?, name)));
    let (path, variant) = variants.next()?;
    let pieces = vec![Piece::Lead(Lead::File(path.as_text()?))];
    Some((variant, Stands::Elsewhere { names: String::new(), pieces }))
}

/// The format of a guide that finds most in a text, with what it finds; `None` when none finds anything.
pub fn recognise<'a>(guide: &'a Guide, source: Source<'_>) -> Option<(&'a Format<Template>, Adopted)> {
    let (format, mut adopted) = best(guide, source)?;
    locate(&mut adopted, format, source);
    Some((format, adopted))
}

/// The same without the lines.
pub(super) fn best<'a>(guide: &'a Guide, source: Source<'_>) -> Option<(&'a Format<Template>, Adopted)> {
    let mut best: Option<(&Format<Template>, Adopted)> = None;
    for format in &guide.formats {
        if let Ok(adopted) = gather(guide, format, source)
            && adopted.count() > best.as_ref().map_or(0, |(_, found)| found.count())
        {
            best = Some((format, adopted));
        }
    }
    best
}

#[cfg(test)]
pub(super) mod tests;
