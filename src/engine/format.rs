//! From a file that exists back to values: what one of a guide's formats says in it, on which line, and what stands elsewhere.

mod adopted;
mod names;

pub use self::adopted::{Adopted, Given};
use self::adopted::{Parts, field_of};
use self::names::{file_variants, referred_secret};
use super::intent::Field;
use super::leads::{Followed, Leads};
pub use super::origin::{Open, Origin, Source, flag_of};
use crate::apps::Guide;
use crate::apps::guide::{Format, FormatBody};
use crate::apps::template::{Found, Template};
use crate::config::{self, Editor, Lead, Piece, ReadError, Value};

/// Reads what a guide's format finds in a text: each value that can be computed back from what stands there.
///
/// # Errors
/// The text is not of this format, with line and column.
pub fn adopt(guide: &Guide, format: &Format<Template>, source: Source<'_>) -> Result<Adopted, ReadError> {
    let mut adopted = Adopted::default();
    let mut parts = Parts::new();
    if let Some(editor) = format.editor() {
        let editor = as_written(editor, source.text);
        let leads = Leads::new(editor, source);
        let mut reader = Reader { guide, leads, adopted: &mut adopted, parts: &mut parts };
        reader.read_keys(format)?;
    } else if let FormatBody::Text(whole) = &format.body {
        let (found, standing, all) = whole.unfill_lines(source.text);
        // A file of another kind may hold one line or the other by chance.
        if standing * 2 >= all {
            let origin = Origin { path: source.path.to_path_buf(), line: None, through: None };
            adopted.take(guide, found, &mut parts, &mut || origin.clone());
        }
    }
    adopted.put_together(&mut parts);
    Ok(adopted)
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
    leads: Leads<'a>,
    adopted: &'a mut Adopted,
    parts: &'a mut Parts,
}

impl Reader<'_> {
    fn read_keys(&mut self, format: &Format<Template>) -> Result<(), ReadError> {
        let (editor, text) = (self.leads.editor, self.leads.source.text);
        let telling = self.telling(format)?;
        let names = telling.iter().flat_map(|(key, _)| [vec![key.clone()], file_variants(key)].concat());
        let reading = config::read(editor, text, &names.collect::<Vec<_>>())?;
        for (key, template) in telling {
            match stands(&reading, &key) {
                Some((name, Stands::Here(value))) => {
                    let found = spellings(&value).iter().find_map(|text| read_back(&template, text));
                    self.take(found.unwrap_or_default(), &name, None);
                }
                Some((name, Stands::Led(pieces))) => self.follow(&template, &name, &pieces),
                None => self.beside(&template, &key),
            }
        }
        Ok(())
    }

    /// The keys whose values tell something, as they stand in the text.
    fn telling(&mut self, format: &Format<Template>) -> Result<Vec<(String, Template)>, ReadError> {
        let mut telling: Vec<(String, Template)> = Vec::new();
        let there = config::keys(self.leads.editor, self.leads.source.text)?;
        for key in format.keys() {
            let is_plain = key.key.places().next().is_none();
            let name = || key.key.fill(&|_| Found::Gap(String::new())).reveal().to_owned();
            if is_plain {
                telling.extend(referred_secret(&name()));
            }
            if key.value.places().next().is_none() {
                continue;
            }
            if is_plain {
                telling.push((name(), key.value.clone()));
                continue;
            }
            // The key itself depends on answers: it is one of those that stand there.
            let fits = there.iter().find_map(|name| Some((name, key.key.unfill(name)?)));
            if let Some((name, found)) = fits.filter(|_| key.each.is_none()) {
                self.take(found, name, None);
                telling.push((name.clone(), key.value.clone()));
            }
        }
        Ok(telling)
    }

    fn take(&mut self, found: Vec<(String, String)>, key: &str, through: Option<&str>) {
        let Leads { editor, source } = self.leads;
        // Looking for the line costs more than all else, so it is looked for once, and only for what is taken.
        let mut line = None;
        let mut origin = || Origin {
            path: source.path.to_path_buf(),
            line: *line.get_or_insert_with(|| config::line_of(editor, source.text, key)),
            through: through.map(str::to_owned),
        };
        self.adopted.take(self.guide, found, self.parts, &mut origin);
    }

    /// Follows a value to where it stands.
    fn follow(&mut self, template: &Template, key: &str, pieces: &[Piece]) {
        match self.leads.follow(key, pieces) {
            Followed::There { text, through } => {
                self.take(read_back(template, text.reveal()).unwrap_or_default(), key, Some(&through));
            }
            Followed::Open { lead, wants } => {
                self.adopted.wants.extend(wants);
                let Some(field) = template.places().find_map(|place| field_of(self.guide, place)) else {
                    return;
                };
                let is_known = self.adopted.values.contains_key(&field)
                    || self.adopted.open.iter().any(|open| open.field == field);
                if !is_known {
                    let Leads { editor, source } = self.leads;
                    let line = config::line_of(editor, source.text, key);
                    let origin = Origin { path: source.path.to_path_buf(), line, through: None };
                    self.adopted.open.push(Open { field, key: key.to_owned(), origin, lead });
                }
            }
        }
    }

    /// A key that is not in the file may stand in one that the file names as a whole.
    fn beside(&mut self, template: &Template, key: &str) {
        let (found, wants) = self.leads.beside(key);
        self.adopted.wants.extend(wants);
        if let Some((text, origin)) = found {
            let found = read_back(template, text.reveal()).unwrap_or_default();
            self.adopted.take(self.guide, found, self.parts, &mut || origin.clone());
        }
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

/// A file of `export KEY=value` lines is one for a shell, whatever a guide would write.
fn as_written(editor: Editor, text: &str) -> Editor {
    let exports = text.lines().any(|line| line.trim_start().starts_with("export "));
    if matches!(editor, Editor::Env(_)) && exports { Editor::Env(config::EnvDialect::Shell) } else { editor }
}

/// Where a key's value stands.
enum Stands {
    Here(Value),
    Led(Vec<Piece>),
}

/// Where the value of a key stands, and under which name: the key itself, or the one for a file that holds it.
fn stands(reading: &config::Reading, key: &str) -> Option<(String, Stands)> {
    if let Some(value) = reading.values.get(key) {
        let led = value.as_text().and_then(|text| config::lead::of_text(&text));
        return Some((key.to_owned(), led.map_or_else(|| Stands::Here(value.clone()), Stands::Led)));
    }
    if let Some(reference) = reading.references.iter().find(|other| other.key == key) {
        return Some((key.to_owned(), Stands::Led(reference.pieces.clone())));
    }
    let variant = file_variants(key).into_iter().find(|name| reading.values.contains_key(name))?;
    let path = reading.values.get(&variant)?.as_text()?;
    Some((variant, Stands::Led(vec![Piece::Lead(Lead::File(path))])))
}

/// The format of a guide that finds most in a text, with what it finds; `None` when none finds anything.
pub fn recognise<'a>(guide: &'a Guide, source: Source<'_>) -> Option<(&'a Format<Template>, Adopted)> {
    let mut best: Option<(&Format<Template>, Adopted)> = None;
    for format in &guide.formats {
        if let Ok(adopted) = adopt(guide, format, source)
            && adopted.count() > best.as_ref().map_or(0, |(_, found)| found.count())
        {
            best = Some((format, adopted));
        }
    }
    best
}

#[cfg(test)]
mod tests;
