//! The keys of a format as they are looked for in a file: those that Usher writes, and those that a file may have instead.

use super::adopted::{field_of, names_issuer};
use super::names::{file_variants, referred_secret};
use super::told::{is_variable, text_of};
use crate::apps::Guide;
use crate::apps::guide::{Format, Key, KeyType};
use crate::apps::template::{Filled, Found, Template};
use crate::config::{self, Lead, Piece, Place, Stands};
use crate::engine::intent::Field;

/// A key that is looked for, and what its value tells.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The key, with the mark of each place in it.
    pub(super) key: String,
    /// What its value is made of.
    pub(super) value: Template,
    /// Whether it is a list in the guide; then the items belong together.
    pub(super) is_list: bool,
    /// Whether a text that begins with `$` is the name of something else there, as the guide itself writes it.
    pub(super) names_another: bool,
    /// The key under which the Kubernetes Secret that is named there has it.
    pub(super) in_secret: Option<String>,
    /// Whether the path of an address there is the person's own.
    pub(super) keeps_path: bool,
}

/// How a key of a guide is spelled when it is looked for: [`config::Place`] answers to it, whatever the file has in its places.
pub fn looked_for(key: &Template) -> String {
    key.fill(&|place| Found::Plain(config::mark(place))).reveal().to_owned()
}

/// Every key of a format that may stand in a file.
pub fn all_keys(format: &Format<Template>) -> impl Iterator<Item = &Key<Template>> {
    format.keys().iter().chain(&format.read).filter(|key| key.each.is_none())
}

/// The keys whose values tell something.
pub(super) fn asked(format: &Format<Template>) -> Vec<Asked> {
    let mut all = Vec::new();
    // What a list that others share says may be the name of theirs.
    let is_chosen = |place: &str| all_keys(format).any(|key| key.key.places().any(|named| named == place));
    let own = |key: &&Key<Template>| {
        let is_list = matches!(key.kind, KeyType::List { .. });
        !(key.shared && is_list && key.value.places().any(is_chosen))
    };
    for key in all_keys(format).filter(own) {
        let name = looked_for(&key.key);
        let named = referred_secret(&name);
        let plain = |(key, value)| Asked {
            key,
            value,
            is_list: false,
            names_another: false,
            in_secret: None,
            keeps_path: false,
        };
        all.extend(named.map(plain));
        let names_another = is_reference(&key.value);
        let secret = || Template::parse("{client_secret}").unwrap_or_default();
        if names_another || key.value.places().next().is_some() {
            let value = if names_another { secret() } else { key.value.clone() };
            let is_list =
                matches!(key.kind, KeyType::List { .. }) || value.places().any(|place| place == "scopes");
            let (in_secret, keeps_path) = (key.in_secret.clone(), key.keep_path);
            all.push(Asked { key: name, value, is_list, names_another, in_secret, keeps_path });
        }
    }
    all
}

/// The keys of a format that hold a field's value, each with the usual names in its places.
pub(in crate::engine) fn keys_of(guide: &Guide, format: &Format<Template>, field: &Field) -> Vec<String> {
    // Where one key has the issuer itself, another that has a part of it is not the first to look for.
    let whole = |template: &Template| *field == Field::Issuer && template.places().any(names_issuer);
    let own_keys = || format.keys().iter().chain(&format.read);
    let is_whole = own_keys().any(|key| whole(&key.value));
    let tells = |template: &Template| {
        let part = || template.places().any(|place| field_of(guide, place).as_ref() == Some(field));
        if is_whole { whole(template) } else { part() }
    };
    let usual = |place: &str| guide.questions.iter().find(|question| question.key == place)?.default.as_ref();
    let gap = |place: &str| Found::Gap(place.to_owned());
    let filled = |place: &str| usual(place).map_or_else(|| gap(place), |name| Found::Filled(name.fill(&gap)));
    let telling = |keys: &[Key<Template>]| keys.iter().any(|key| tells(&key.value));
    // Where the guide writes it into another file, or a whole text, one that exists may have it all the same.
    let own = if telling(format.keys()) { format.keys() } else { &format.read };
    let named = own.iter().filter(|key| key.each.is_none() && tells(&key.value));
    let keys = named.map(|key| key.key.fill(&filled)).filter(Filled::is_complete);
    let mut keys: Vec<String> = keys.map(|key| key.reveal().to_owned()).collect();
    keys.dedup();
    keys
}

/// Every name that one of these may stand under.
pub(super) fn names(asked: &[Asked]) -> Vec<String> {
    asked.iter().flat_map(|one| [vec![one.key.clone()], file_variants(&one.key)].concat()).collect()
}

/// Whether a guide has a key's value taken from elsewhere, where a file may have the client secret itself.
fn is_reference(value: &Template) -> bool {
    let is_fixed = value.places().next().is_none();
    is_fixed && value.fill(&|_| Found::Gap(String::new())).reveal().starts_with('$')
}

/// Where the value of a key stands, and under which name: the key itself, or the one for a file that holds it.
pub(super) fn stands(place: &Place<'_>, asked: &Asked) -> Option<(String, Stands)> {
    let Asked { key, names_another, in_secret, .. } = asked;
    if let Some(found) = place.get(key) {
        let pieces = match &found {
            Stands::Here(value) if in_secret.is_some() => {
                let name = value.as_text().filter(|name| !name.is_empty())?;
                let beside = key.strip_suffix(".name").and_then(|table| place.value(&format!("{table}.key")));
                let within = beside.and_then(|named| named.as_text()).or_else(|| in_secret.clone());
                Some(vec![Piece::Lead(Lead::KubernetesSecret { name, key: within? })])
            }
            Stands::Here(value) => text_of(value).and_then(|text| {
                // What the guide writes as a name is one, and none with something else that counts where it is missing.
                let other = text.strip_prefix('$').filter(|_| *names_another && !is_variable(&text));
                let unclear = other.map(|_| vec![Piece::Lead(Lead::Unclear(text.clone()))]);
                unclear.or_else(|| config::lead::of_text(&text))
            }),
            Stands::Elsewhere { .. } => None,
        };
        let led = pieces.map(|pieces| Stands::Elsewhere { names: String::new(), pieces });
        return Some((key.clone(), led.unwrap_or(found)));
    }
    let mut variants = file_variants(key).into_iter().filter_map(|name| Some((place.value(&name)?, name)));
    let (path, variant) = variants.next()?;
    let pieces = vec![Piece::Lead(Lead::File(path.as_text()?))];
    Some((variant, Stands::Elsewhere { names: String::new(), pieces }))
}
