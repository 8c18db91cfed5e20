//! Values without which nobody can sign in, under names that the application does not read: what was meant by them.

use std::collections::BTreeMap;

use super::KnownKeys;
use super::keys::FileKeys;
use super::settings;
use crate::apps::guide::Key;
use crate::apps::role::Role;
use crate::apps::template::Template;
use crate::engine::format::{Given, Source, told};
use crate::engine::intent::Field;

/// Each value with where it stands. The application does without them; what else is wrong can be asked all the same.
pub(super) fn values(
    known: &KnownKeys<'_>,
    source: Source<'_>,
    near: &[settings::NearMiss],
) -> BTreeMap<Field, Given> {
    let keys = known.keys;
    let mut all = BTreeMap::new();
    for (name, meant) in settings::misnamed(known, near) {
        let Some(key) = needed(keys, &meant) else { continue };
        let Some(value) = keys.value(&name) else { continue };
        let stands = keys.stated(&name).into_iter().next();
        let mut found = told(keys.guide, key, &value, source);
        for given in found.values_mut() {
            given.origin.line = stands.as_ref().and_then(|stated| stated.line);
            given.origin.key = stands.as_ref().map(|stated| stated.key.clone());
        }
        found.retain(|field, _| !known.adopted.tells(field));
        all.extend(found);
    }
    all
}

/// Whether nobody can sign in where nothing stands under this name.
pub(super) fn is_needed(keys: &FileKeys<'_>, name: &str) -> bool {
    needed(keys, name).is_some()
}

fn needed<'a>(keys: &FileKeys<'a>, name: &str) -> Option<&'a Key<Template>> {
    let is_needed = |role| matches!(role, Role::Issuer | Role::Discovery | Role::ClientId | Role::Secret);
    let is_it = |own: &String| *own == name || keys.chosen(own) == name;
    let mut all = keys.of_format().into_iter();
    all.find(|(key, own)| is_it(own) && is_needed(keys.guide.role(key))).map(|(key, _)| key)
}
