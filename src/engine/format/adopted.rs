//! What a file that exists already says, as values of a set-up: each with where it stands, the first that is found wins.

use std::collections::{BTreeMap, BTreeSet};

use crate::apps::Guide;
use crate::base::Secret;
use crate::engine::effect::Want;
use crate::engine::intent::Field;
use crate::engine::origin::{Open, Origin};

/// What a file that exists already says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adopted {
    /// The values, with where each one stands.
    pub values: BTreeMap<Field, Given>,
    /// Values that stand elsewhere and could not be had from there.
    pub open: Vec<Open>,
    /// What has to be looked at before all that is open is certain to be out of reach.
    pub wants: BTreeSet<Want>,
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

    /// Whether one of the values by which an application and Okta know each other was found: more than a common setting.
    pub fn is_sign_on(&self) -> bool {
        let open = self.open.iter().map(|open| &open.field);
        self.values
            .keys()
            .chain(open)
            .any(|field| matches!(field, Field::Issuer | Field::ClientId | Field::Secret))
    }

    /// The client secret.
    pub fn secret(&self) -> Option<&Secret> {
        self.values.get(&Field::Secret).map(|given| &given.text)
    }
}

/// The parts in which an issuer may stand in a file.
const PARTS: [&str; 3] = ["issuer|host", "issuer|server_id", "organization"];

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
            let Some(field) = field_of(guide, &place) else { continue };
            let value = if field == Field::Scopes { scopes(&value) } else { value };
            self.values.entry(field).or_insert_with(|| given(value));
        }
    }

    /// An issuer that stands in the file in two parts: the organization, and the identifier of a custom server.
    pub(super) fn put_together(&mut self, parts: &mut Parts) {
        let [host, server, organization] = PARTS.map(|part| parts.remove(part));
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
