//! What a file refers to by a name of its own: the companion that is written with it keeps the value under that name.

use std::path::Path;

use super::super::Setup;
use super::super::effect::Gathered;
use super::super::format::{self, Source, editor_for};
use super::super::reference::Consent;
use crate::apps::Format;
use crate::apps::guide::FormatBody;
use crate::base::Secret;
use crate::config::{Opened, Place, Stands};

/// Where the values of the Kubernetes Secrets stand that a companion holds.
const TEXTS: &str = ".stringData.";

/// A value of a companion, and where the application looks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Referred {
    /// The name under which the guide keeps it.
    own: String,
    /// The Kubernetes Secret in which the file has it, where it names one.
    object: Option<String>,
    /// The name under which the file has it.
    name: String,
}

/// What a file that was planned says of the files that are written with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::engine) struct Reference {
    /// The format of that file.
    by: String,
    /// What it refers to by names of its own.
    referred: Vec<Referred>,
    /// Whether it holds the client secret itself, so that no other file need hold it.
    pub(in crate::engine) holds_secret: bool,
}

impl Setup {
    /// What the planned text of a file refers to.
    pub(in crate::engine) fn references(
        &self,
        resolved: &Format,
        path: &Path,
        text: &Secret,
    ) -> Option<Reference> {
        let template = self.guide.formats.iter().find(|one| one.id == resolved.id)?;
        let (opened, gathered, consent) =
            (Opened::new(text.clone()), Gathered::default(), Consent::default());
        let entry = self.entry.as_deref();
        let source = Source { path, opened: &opened, gathered: &gathered, consent: &consent, entry };
        let adopted = format::adopt(&self.guide, template, source).ok()?;
        let document = opened.document(editor_for(template, &opened)?).ok()?;
        let place = document.at(&adopted.place);
        let keys = || resolved.keys().iter().chain(&resolved.read);
        let within = keys().filter_map(|key| of_secret(&place, &key.key, key.in_secret.as_deref()?));
        let named = keys().filter_map(|key| {
            let (_, own) = reference(key.value.reveal())?;
            let Stands::Here(there) = place.get(&key.key)? else { return None };
            let (object, name) = reference(&there.as_text()?)?;
            Some(Referred { own, object, name })
        });
        let referred = within.chain(named).filter(Referred::is_plain).collect();
        let holds_secret = adopted.secret().is_some() && adopted.secret() == self.secret.as_ref();
        Some(Reference {
            by: resolved.id.clone(),
            referred,
            holds_secret: holds_secret && !resolved.holds_secret(),
        })
    }
}

impl Reference {
    /// A companion's format with its values under those names.
    pub(in crate::engine) fn over(&self, mut companion: Format) -> Format {
        if let FormatBody::Settings(settings) = &mut companion.body
            && companion.id != self.by
        {
            for key in &mut settings.settings {
                key.key = self.named(&key.key).unwrap_or_else(|| key.key.clone());
            }
        }
        companion
    }

    fn named(&self, key: &str) -> Option<String> {
        let (object, own) = key.rsplit_once(TEXTS).map_or((None, key), |(object, own)| (Some(object), own));
        let one = self.referred.iter().find(|one| one.own == own.trim_matches('"'))?;
        let Some(object) = object else { return Some(one.name.clone()) };
        let quoted = |name: &str| if name.contains('.') { format!("\"{name}\"") } else { name.to_owned() };
        let object = one.object.as_ref().map_or(object.to_owned(), |name| quoted(&format!("Secret/{name}")));
        Some([&*object, TEXTS, &quoted(&one.name)].concat())
    }
}

impl Referred {
    /// Whether its names are names, and nothing that somebody fills in later.
    fn is_plain(&self) -> bool {
        let is_name = |name: &String| {
            name.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.'))
        };
        self.object.iter().chain([&self.name]).all(is_name)
    }
}

/// What a key refers to that names a Kubernetes Secret.
fn of_secret(place: &Place<'_>, key: &str, own: &str) -> Option<Referred> {
    let object = place.value(key)?.as_text().filter(|name| !name.is_empty())?;
    let beside = key.strip_suffix(".name").and_then(|table| place.value(&format!("{table}.key")));
    let name = beside.and_then(|named| named.as_text()).unwrap_or_else(|| own.to_owned());
    Some(Referred { own: own.to_owned(), object: Some(object), name })
}

/// The name in `$name`, `${name}` or `$secret:name`, with the Kubernetes Secret that it names.
fn reference(text: &str) -> Option<(Option<String>, String)> {
    let name = text.trim().strip_prefix('$')?;
    let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    Some(match name.split_once(':') {
        Some((object, name)) => (Some(object.to_owned()), name.to_owned()),
        None => (None, name.to_owned()),
    })
}
