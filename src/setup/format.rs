//! From a file that exists back to values: which of a guide's formats it is, and what it says.

use std::collections::BTreeMap;

use crate::apps::Guide;
use crate::apps::guide::Format;
use crate::apps::template::{Found, Template};
use crate::base::Secret;
use crate::config::{self, Editor, ReadError, Value};

/// What a file that exists already says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adopted {
    /// The issuer, in the form in which it stands there.
    pub issuer: Option<String>,
    /// The client ID.
    pub client_id: Option<String>,
    /// The client secret.
    pub client_secret: Option<Secret>,
    /// The scopes.
    pub scopes: Option<Vec<String>>,
    /// Answers to the guide's questions.
    pub answers: BTreeMap<String, String>,
    /// Keys whose value is a reference that the file alone does not resolve, with the reference.
    pub references: Vec<(String, String)>,
}

impl Adopted {
    /// How many values were found: the format that finds most is the file's.
    pub fn count(&self) -> usize {
        usize::from(self.issuer.is_some())
            + usize::from(self.client_id.is_some())
            + usize::from(self.client_secret.is_some())
            + usize::from(self.scopes.is_some())
            + self.answers.len()
            + self.references.len()
    }

    /// Takes what was found for a place, unless something was found for it before.
    fn take(&mut self, place: &str, text: String) {
        match place {
            "issuer" | "issuer_given" | "discovery_url" => keep(&mut self.issuer, text),
            "client_id" => keep(&mut self.client_id, text),
            "client_secret" => keep(&mut self.client_secret, Secret::new(text)),
            "scopes" => {
                let split = text.split([' ', ',', '+']).filter(|scope| !scope.is_empty());
                keep(&mut self.scopes, split.map(str::to_owned).collect());
            }
            question => {
                self.answers.entry(question.to_owned()).or_insert(text);
            }
        }
    }

    fn take_all(&mut self, found: Vec<(String, String)>, known: &dyn Fn(&str) -> bool) {
        for (place, value) in found.into_iter().filter(|(place, _)| known(place)) {
            self.take(&place, value);
        }
    }

    /// An issuer that stands in the file in two parts: the organization, and the identifier of a custom server.
    fn put_together(&mut self) {
        let [host, server, organization] = PARTS.map(|part| self.answers.remove(part));
        let Some(origin) = host.map(|host| format!("https://{host}")).or(organization) else { return };
        let server = server.or_else(|| self.answers.get("server_id").cloned());
        let server = server.map(|id| format!("/oauth2/{id}")).unwrap_or_default();
        keep(&mut self.issuer, format!("{}{server}", origin.trim_end_matches('/')));
    }
}

/// The parts in which an issuer may stand in a file.
const PARTS: [&str; 3] = ["issuer|host", "issuer|server_id", "organization"];

fn keep<T>(slot: &mut Option<T>, found: T) {
    slot.get_or_insert(found);
}

/// Reads what a guide's format finds in a text: each value that can be computed back from what stands there.
///
/// # Errors
/// The text is not of this format, with line and column.
pub fn adopt(guide: &Guide, format: &Format, text: &str) -> Result<Adopted, ReadError> {
    let mut adopted = Adopted::default();
    let known = |place: &str| is_fact(place) || guide.questions.iter().any(|question| question.key == place);
    if let Ok(editor) = Editor::named(&format.editor, format.dialect.as_deref()) {
        read_keys(format, editor, text, &known, &mut adopted)?;
    } else if let Some(whole) = &format.text {
        let (found, standing, all) = whole.unfill_lines(text);
        // A file of another kind may hold one line or the other by chance.
        if standing * 2 >= all {
            adopted.take_all(found, &known);
        }
    }
    adopted.put_together();
    Ok(adopted)
}

fn read_keys(
    format: &Format,
    editor: Editor,
    text: &str,
    known: &dyn Fn(&str) -> bool,
    adopted: &mut Adopted,
) -> Result<(), ReadError> {
    let mut telling: Vec<(String, &Template)> = Vec::new();
    let there = config::keys(editor, text)?;
    for key in format.keys.iter().filter(|key| key.value.places().next().is_some()) {
        if key.key.places().next().is_none() {
            telling.push((key.key.fill(&|_| Found::Gap(String::new())).reveal().to_owned(), &key.value));
            continue;
        }
        // The key itself depends on answers: it is one of those that stand there.
        let fits = there.iter().find_map(|name| Some((name, key.key.unfill(name)?)));
        if let Some((name, found)) = fits.filter(|_| key.each.is_none()) {
            adopted.take_all(found, known);
            telling.push((name.clone(), &key.value));
        }
    }
    let keys: Vec<String> = telling.iter().map(|(key, _)| key.clone()).collect();
    let reading = config::read(editor, text, &keys)?;
    for (key, template) in telling {
        let Some(value) = reading.values.get(&key) else { continue };
        let found = spellings(value).iter().find_map(|spelled| template.unfill(spelled)).unwrap_or_default();
        adopted.take_all(found, known);
    }
    adopted.references = reading.references.into_iter().map(|one| (one.key, one.reference)).collect();
    Ok(())
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

fn is_fact(place: &str) -> bool {
    let facts = ["issuer", "issuer_given", "discovery_url", "client_id", "client_secret", "scopes"];
    facts.contains(&place) || PARTS.contains(&place)
}

/// The format of a guide that finds most in a text, with what it finds; `None` when none finds anything.
pub fn recognise<'a>(guide: &'a Guide, text: &str) -> Option<(&'a Format, Adopted)> {
    let mut best: Option<(&Format, Adopted)> = None;
    for format in &guide.formats {
        if let Ok(adopted) = adopt(guide, format, text)
            && adopted.count() > best.as_ref().map_or(0, |(_, found)| found.count())
        {
            best = Some((format, adopted));
        }
    }
    best
}

#[cfg(test)]
mod tests;
