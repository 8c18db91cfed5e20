//! What a file that exists already says, as values of a set-up: each with where it stands, the first that is found wins.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::apps::Guide;
use crate::apps::template::Template;
use crate::base::Secret;
use crate::config::Entry;
use crate::engine::effect::Want;
use crate::engine::intent::Field;
use crate::engine::origin::{Held, Open, Origin};
use crate::engine::reference::Reference;
use crate::okta::host;

/// What a file that exists already says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adopted {
    /// The guide's format that the file was read by.
    pub format: String,
    /// The place in the file under which that format's keys stand: `document.at(&adopted.place)` answers for each key of the
    /// guide with the file's own spelling, value and line.
    pub place: Entry,
    /// Whether any of the format's keys stands there.
    pub is_placed: bool,
    /// Every place that may be meant, where there are several: one must be chosen before what was found counts.
    pub others: Vec<Entry>,
    /// The values, with where each one stands.
    pub values: BTreeMap<Field, Given>,
    /// Values that stand elsewhere and could not be had from there.
    pub open: Vec<Open>,
    /// Values that stand in the file in a form from which nothing can be read.
    pub unfit: Vec<Unfit>,
    /// The values by which an application and Okta know each other, as far as the file says nothing of them: each with the keys
    /// under which it would stand there; none where it would stand in another file.
    pub absent: Vec<(Field, Vec<String>)>,
    /// What has to be looked at before all that is open is certain to be out of reach.
    pub wants: BTreeSet<Want>,
    /// Every issuer that a value of the file belongs to, in the order of the keys.
    pub(super) issuers: Vec<Given>,
    /// Where the values of the file go, as [`super::super::reference::Rule`] has it.
    pub receiver: Option<String>,
    /// References that were followed, each with the field whose value was behind it.
    pub followed: BTreeSet<(Field, Reference)>,
}

/// A value that stands in the file and cannot be read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// What it should tell.
    pub field: Field,
    /// The value as it may be shown.
    pub shown: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A value of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The value.
    pub text: Secret,
    /// Where it stands.
    pub origin: Origin,
}

impl Adopted {
    /// How many values were found, here or elsewhere: the format that finds most is the file's.
    pub fn count(&self) -> usize {
        self.values.len() + self.open.len()
    }

    /// Whether the file says something of a field, be it a reference, or nothing that can be read.
    pub fn tells(&self, field: &Field) -> bool {
        self.values.contains_key(field)
            || self.open.iter().any(|open| open.field == *field)
            || self.unfit.iter().any(|unfit| unfit.field == *field)
    }

    /// Whether one of the values by which an application and Okta know each other was found: more than a common setting.
    pub fn is_sign_on(&self) -> bool {
        let open = self.open.iter().map(|open| &open.field);
        self.values
            .keys()
            .chain(open)
            .any(|field| matches!(field, Field::Issuer | Field::ClientId | Field::Secret))
    }

    /// The values that could not be had because the person must agree first.
    pub fn asks(&self) -> impl Iterator<Item = &Open> {
        self.open.iter().filter(|open| open.held.as_ref().is_some_and(Held::asks))
    }

    /// The references that were followed to the value of this field.
    pub fn followed_to(&self, field: &Field) -> Vec<Reference> {
        let own = self.followed.iter().filter(|(of, _)| of == field);
        own.map(|(_, reference)| reference.clone()).collect()
    }

    /// The client secret.
    pub fn secret(&self) -> Option<&Secret> {
        self.values.get(&Field::Secret).map(|given| &given.text)
    }
}

/// The parts in which an issuer may stand in a file.
const PARTS: [&str; 3] = ["issuer|host", "issuer|server_id", "organization"];

/// The end of the address of a discovery document (OpenID Connect Discovery 1.0 §4).
const DOCUMENT: &str = "/.well-known/openid-configuration";

/// A value of a file that is no field yet.
pub(super) type Parts = BTreeMap<&'static str, Given>;

impl Adopted {
    /// Takes values that are there, unless something was found for them before.
    pub(super) fn take(
        &mut self,
        guide: &Guide,
        found: Vec<(String, String)>,
        parts: &mut Parts,
        origin: &Origin,
    ) {
        let given = |value: String| Given { text: Secret::new(value), origin: origin.clone() };
        for (place, value) in found.into_iter().filter(|(_, value)| !value.is_empty()) {
            if let Some(part) = PARTS.into_iter().find(|part| *part == place) {
                parts.entry(part).or_insert_with(|| given(value));
                continue;
            }
            let host_of = place.strip_suffix("|host").filter(|_| !value.contains('/'));
            let value = if host_of.is_some() { format!("https://{value}") } else { value };
            let Some(field) = field_of(guide, host_of.unwrap_or(&place)) else { continue };
            let value = if field == Field::Scopes { scopes(&value) } else { value };
            // Whoever names the document means the issuer that it stands below.
            let is_document = field == Field::Issuer && value.ends_with(DOCUMENT);
            let value = if is_document { value[..value.len() - DOCUMENT.len()].to_owned() } else { value };
            if field == Field::Issuer {
                self.issuers.push(given(value.clone()));
            }
            self.values.entry(field).or_insert_with(|| given(value));
        }
    }

    /// The issuer to which most of the addresses in the file belong, the first of them where as many belong to another: one
    /// that deviates is a slip, not the issuer.
    pub(super) fn settle_issuer(&mut self) {
        let bare = |given: &Given| given.text.reveal().trim_end_matches('/').to_owned();
        let count = |one: &Given| self.issuers.iter().filter(|other| bare(other) == bare(one)).count();
        let most = self.issuers.iter().map(count).max();
        let first = self.issuers.iter().find(|one| Some(count(one)) == most).cloned();
        self.values.extend(first.map(|given| (Field::Issuer, given)));
    }

    /// Scheme, host and port of the issuer, as far as it was found.
    pub(super) fn issuer_host(&self, parts: &Parts) -> Option<String> {
        let whole = self.values.get(&Field::Issuer).map(|given| given.text.reveal().to_owned());
        let host = || Some(format!("https://{}", parts.get("issuer|host")?.text.reveal()));
        let organization = || Some(parts.get("organization")?.text.reveal().to_owned());
        let url = Url::parse(&whole.or_else(host).or_else(organization)?).ok()?;
        Some(host::origin(&url))
    }

    /// An issuer that stands in the file in two parts: the organization, and the identifier of a custom server.
    pub(super) fn put_together(&mut self, parts: &mut Parts) {
        let [host, server, mut organization] = PARTS.map(|part| parts.remove(part));
        let is_address = |given: &mut Given| {
            ["https://", "http://"].iter().any(|scheme| given.text.reveal().starts_with(scheme))
        };
        if let Some(other) = organization.take_if(|given| !is_address(given)) {
            let shown = other.text.reveal().to_owned();
            self.unfit.push(Unfit { field: Field::Issuer, shown, origin: other.origin });
        }
        let https =
            |given: Given| Given { text: Secret::new(format!("https://{}", given.text.reveal())), ..given };
        let Some(origin) = host.map(https).or(organization) else { return };
        let answered = || self.values.get(&Field::Answer("server_id".to_owned())).cloned();
        let server = server.or_else(answered).map(|id| format!("/oauth2/{}", id.text.reveal()));
        let issuer = format!("{}{}", origin.text.reveal().trim_end_matches('/'), server.unwrap_or_default());
        self.values
            .entry(Field::Issuer)
            .or_insert_with(|| Given { text: Secret::new(issuer), origin: origin.origin });
    }
}

/// Whether a place of a template says something of the issuer.
pub(super) fn names_issuer(place: &str) -> bool {
    matches!(place, "issuer" | "issuer_given" | "discovery_url" | "organization")
}

/// The field that a template's value is, or is a part of.
pub(super) fn field_told(guide: &Guide, template: &Template) -> Option<Field> {
    let field = |place| field_of(guide, place).or_else(|| names_issuer(place).then_some(Field::Issuer));
    template.places().find_map(field)
}

/// The field that a place of a template stands for.
pub(super) fn field_of(guide: &Guide, place: &str) -> Option<Field> {
    Some(match place {
        "issuer" | "issuer_given" | "discovery_url" => Field::Issuer,
        "client_id" => Field::ClientId,
        "client_secret" => Field::Secret,
        "scopes" => Field::Scopes,
        other => {
            guide.questions.iter().find(|question| question.key == other)?;
            Field::Answer(other.to_owned())
        }
    })
}

/// Scopes in any of their spellings, separated by spaces.
fn scopes(text: &str) -> String {
    let split = text.split([' ', ',', '+', '"', '\'', '[', ']']).filter(|scope| !scope.is_empty());
    split.collect::<Vec<_>>().join(" ")
}
