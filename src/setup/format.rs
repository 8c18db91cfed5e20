//! From a file that exists back to values: which of a guide's formats it is, and what it says.

use std::collections::BTreeMap;

use crate::apps::Guide;
use crate::apps::guide::Format;
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

    fn take(&mut self, place: &str, value: &Value) {
        let text = match value {
            Value::List { items, .. } => items.join(" "),
            other => other.as_text().unwrap_or_default(),
        };
        match place {
            "issuer" | "issuer_given" | "discovery_url" => self.issuer = Some(text),
            "client_id" => self.client_id = Some(text),
            "client_secret" => self.client_secret = Some(Secret::new(text)),
            "scopes" => {
                let split = text.split([' ', ',', '+']).filter(|scope| !scope.is_empty());
                self.scopes = Some(split.map(str::to_owned).collect());
            }
            question => {
                self.answers.insert(question.to_owned(), text);
            }
        }
    }
}

/// Reads what a guide's format finds in a text: only keys whose value is one place and nothing else can be read back.
///
/// # Errors
/// The text is not of this format, with line and column.
pub fn adopt(guide: &Guide, format: &Format, text: &str) -> Result<Adopted, ReadError> {
    let Ok(editor) = Editor::named(&format.editor, format.dialect.as_deref()) else {
        return Ok(Adopted::default());
    };
    let nothing = |_: &str| crate::apps::template::Found::Gap(String::new());
    let places: Vec<(String, &str)> = format
        .keys
        .iter()
        .filter_map(|key| Some((key.key.fill(&nothing).reveal().to_owned(), key.value.only_place()?)))
        .collect();
    let keys: Vec<String> = places.iter().map(|(key, _)| key.clone()).collect();
    let reading = config::read(editor, text, &keys)?;
    let mut adopted = Adopted::default();
    for (key, place) in places {
        let known = is_fact(place) || guide.questions.iter().any(|question| question.key == place);
        if let Some(value) = reading.values.get(&key).filter(|_| known) {
            adopted.take(place, value);
        }
    }
    adopted.references = reading.references.into_iter().map(|one| (one.key, one.reference)).collect();
    Ok(adopted)
}

fn is_fact(place: &str) -> bool {
    matches!(place, "issuer" | "issuer_given" | "discovery_url" | "client_id" | "client_secret" | "scopes")
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
