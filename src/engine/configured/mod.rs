//! What the application will use by a file that exists: every value as it stands there, nothing corrected.
//!
//! PURE. [`super::format`] reads a file back to the values of a set-up; this reads what the application makes of the same file.

mod answers;
mod behind;
mod keys;
mod misread;
mod near;
mod private;
mod scopes;
mod settings;

use std::collections::BTreeMap;

use super::format::{Adopted, Given, Source};
use super::intent::Field;
use crate::apps::Guide;
use crate::apps::guide::{Format, GivenAs, Key, KnownKey, Meaning};
use crate::apps::libraries::Reading;
use crate::apps::role::{Endpoint, Role};
use crate::apps::template::{Found, Template};
use crate::diagnosis::as_configured::{AsConfigured, Judged, Stated, StatedClaims};

pub(super) use self::keys::{FileKeys, default_of};
pub(super) use self::private::PrivateNames;

/// What a file makes an application use, and what it answers to the guide's questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Configured {
    /// What the application uses.
    pub used: AsConfigured,
    /// Answers that follow from which keys stand in the file.
    pub answers: BTreeMap<String, String>,
    /// Values without which nobody can sign in, that stand under a name which the application does not read.
    pub misread: BTreeMap<Field, Given>,
}

/// Reads it from the file that one of the guide's formats was recognised in.
pub(super) fn configured(
    guide: &Guide,
    format: &Format<Template>,
    source: Source<'_>,
    adopted: &Adopted,
) -> Configured {
    let Some(keys) = FileKeys::of(guide, format, source, adopted) else {
        return Configured::default();
    };
    let answers = answers::answers(&keys, adopted);
    let known = KnownKeys { keys: &keys, answers: &answers, adopted };
    let mut used = AsConfigured { file: keys.file(), ..AsConfigured::default() };
    read_roles(&keys, adopted, &mut used);
    used.redirects.splice(0..0, known.redirects());
    used.answers = answers::stated(adopted);
    used.scopes = scopes::sent(&known);
    let scopes_key = scopes::names(&keys).into_iter().next().unwrap_or_default();
    (used.scopes_key, used.scopes_way) = (keys.shown(&scopes_key), keys.way(&scopes_key));
    used.claims = known.claims(std::mem::take(&mut used.claims));
    let near = settings::near_misses(&keys);
    (used.settings, used.compared) = settings::deviations(&known, used.scopes.as_ref(), &near);
    used.settings.splice(0..0, settings::byte_order_mark(&keys).into_iter().chain(settings::remarks(&keys)));
    let misread = misread::values(&known, source, &near);
    Configured { used, answers, misread }
}

/// The values whose meaning follows from the guide's own templates.
fn read_roles(keys: &FileKeys<'_>, adopted: &Adopted, used: &mut AsConfigured) {
    let mut absent = Vec::new();
    for (key, name) in keys.of_format() {
        let role = keys.guide.role(key);
        let reading = || keys.guide.reading(keys.format, Some(key));
        let all = keys.stated(&name);
        match (role, all.first()) {
            (Role::Endpoint(endpoint), None) if key.when.all.iter().all(|(name, _)| name == "server") => {
                absent.push((endpoint, keys.absent(std::slice::from_ref(&name))));
            }
            (Role::Issuer | Role::Discovery, Some(one)) => {
                let form = if role == Role::Issuer { GivenAs::Issuer } else { GivenAs::Discovery };
                let is_own = keys.format.keys().iter().any(|own| std::ptr::eq(own, key));
                match &used.issuer {
                    None => used.issuer = Some((judged(one, reading()), form)),
                    Some((first, _)) if is_own && first.stated != *one => {
                        used.issuer_again.push((judged(one, reading()), form));
                    }
                    Some(_) => {}
                }
            }
            (Role::ClientId, Some(one)) if used.client_id.is_none() => {
                used.client_id = Some(judged(one, reading()));
            }
            (Role::Redirect, Some(_)) => {
                used.redirects.extend(all.into_iter().filter(|one| !one.text.trim().is_empty()));
            }
            (Role::GroupsClaim, Some(one)) => used.claims.groups = Some(one.clone()),
            (Role::Endpoint(endpoint), Some(one)) => {
                // A guide may name one key for each kind of server.
                let stated = (endpoint, one.clone());
                if !used.endpoints.contains(&stated) {
                    used.endpoints.push(stated);
                }
            }
            (Role::Other, Some(one)) => used.strays.extend(stray(keys, &key.value, one, adopted)),
            _ => {}
        }
    }
    // A value that stands behind a reference is as good as one in the file.
    if used.issuer.is_none() && used.endpoints.is_empty() {
        used.issuer = followed(adopted, &Field::Issuer, keys).map(|one| (one, GivenAs::Issuer));
    }
    used.issuer_from = read(adopted, &Field::Issuer);
    // Whoever is given an issuer looks the endpoints up.
    let looks_up = used.issuer.is_some() || adopted.open.iter().any(|open| open.field == Field::Issuer);
    let needed = |endpoint: &Endpoint| matches!(endpoint, Endpoint::Authorization | Endpoint::Token);
    if !looks_up && !used.endpoints.is_empty() {
        let stands = |endpoint: &Endpoint| used.endpoints.iter().any(|(known, _)| known == endpoint);
        absent.retain(|(endpoint, _)| needed(endpoint) && !stands(endpoint));
        absent.dedup();
        used.missing_endpoints = absent;
    }
}

/// An address made of the issuer that belongs to another one than most of the file, or that has a slash at its end where the
/// application puts a path behind it, or none where that path takes the place of the last piece; with what it should be.
fn stray(
    keys: &FileKeys<'_>,
    template: &Template,
    stated: &Stated,
    adopted: &Adopted,
) -> Option<(Stated, String)> {
    let issuer = adopted.values.get(&Field::Issuer)?.text.reveal();
    let bare = |text: &str| text.trim().trim_end_matches('/').to_owned();
    let told = |text: &str| match template.unfill(text)?.as_slice() {
        [(place, value)] if place == "issuer" => Some(bare(value)),
        _ => None,
    };
    let text = stated.text.as_str();
    let with_other_end = || match text.strip_suffix('/') {
        Some(shorter) => told(shorter),
        None => told(&format!("{text}/")),
    };
    let is_right = match told(text) {
        Some(value) => value == bare(issuer),
        None => match with_other_end() {
            Some(value) => value == bare(issuer) && !slash_counts(keys),
            None => true,
        },
    };
    if is_right {
        return None;
    }
    let right = template.fill(&|name| match name {
        "issuer" => Found::Plain(bare(issuer)),
        other => Found::Gap(other.to_owned()),
    });
    right.is_complete().then(|| (stated.clone(), right.reveal().to_owned()))
}

/// Whether the application puts a path behind an address of the server, so that a slash at its end counts: where the file names
/// the userinfo endpoint by its path, or, where the guide has no key for that, where the file keeps the guide's own names, by
/// which the application's code knows the provider.
fn slash_counts(keys: &FileKeys<'_>) -> bool {
    let is_path = |key: &Key<Template>| key.value.unfill("userinfo").is_some_and(|values| values.is_empty());
    match keys.of_format().into_iter().find(|(key, _)| is_path(key)) {
        Some((_, name)) => keys.stated(&name).first().is_some_and(|one| !one.text.contains("://")),
        None => keys.keeps_usual_names(),
    }
}

fn judged(stated: &Stated, reading: Reading) -> Judged {
    Judged { stated: stated.clone(), reading }
}

/// A value that was found through a reference.
fn followed(adopted: &Adopted, field: &Field, keys: &FileKeys<'_>) -> Option<Judged> {
    adopted.values.get(field).filter(|given| given.origin.through.is_some())?;
    Some(Judged { stated: read(adopted, field)?, reading: keys.guide.reading(keys.format, None) })
}

/// A value as it was read, with where it was found.
fn read(adopted: &Adopted, field: &Field) -> Option<Stated> {
    let given = adopted.values.get(field)?;
    Some(Stated {
        file: given.origin.path.display().to_string(),
        line: given.origin.line,
        key: given.origin.key.clone().unwrap_or_default(),
        text: given.text.reveal().to_owned(),
        way: String::new(),
    })
}

/// The guide's further keys, under one file.
pub(super) struct KnownKeys<'a> {
    keys: &'a FileKeys<'a>,
    answers: &'a BTreeMap<String, String>,
    adopted: &'a Adopted,
}

impl<'a> KnownKeys<'a> {
    /// Those that count under this file: its format, its other keys, its answers.
    fn counting(&self) -> impl Iterator<Item = &'a KnownKey> + use<'_, 'a> {
        let keys = self.keys;
        let counts = move |known: &&KnownKey| {
            let in_format = known.formats.is_empty() || known.formats.contains(&keys.format.id);
            let is_asked = |scope| scopes::sent(self).is_some_and(|sent| sent.sent.contains(scope));
            let asks = known.when_scope.as_ref().is_none_or(is_asked);
            in_format && asks && keys.all_are(&known.when_key) && self.hold(&known.when.all)
        };
        keys.guide.known_keys.iter().filter(counts)
    }

    /// Whether the answers are those under which a key counts.
    fn hold(&self, when: &[(String, Vec<String>)]) -> bool {
        when.iter().all(|(question, wanted)| {
            let field = Field::Answer(question.clone());
            let given = self.adopted.values.get(&field).map(|given| given.text.reveal().to_owned());
            let is = given.or_else(|| self.answers.get(question).cloned());
            let is = is.or_else(|| default_of(self.keys.guide, question)).unwrap_or_default();
            wanted.contains(&is) || (!is.is_empty() && wanted.iter().any(|one| one == "given"))
        })
    }

    /// Redirect URIs that the file names in place of the computed one.
    fn redirects(&self) -> Vec<Stated> {
        let named = self.counting().filter(|known| known.is == Meaning::Redirect);
        named.flat_map(|known| self.keys.stated_of(&known.names)).collect()
    }

    /// The claims that the file names, or that count where it names none.
    fn claims(&self, mut claims: StatedClaims) -> StatedClaims {
        use crate::apps::guide::ClaimUse;
        for known in self.counting().filter(|known| known.is == Meaning::Claim) {
            let all = self.keys.stated_of(&known.names);
            let whole = || all.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" ");
            let stated = match (&known.before, all.first().cloned()) {
                (Some(before), Some(one)) => {
                    // It is a part of what stands there.
                    claim_behind(before, &whole()).map(|text| Stated { text, way: String::new(), ..one })
                }
                (_, first) => first,
            };
            let by_default = || {
                let text = known.default.clone()?;
                Some(Stated { text, ..self.keys.absent(&known.names) })
            };
            let named = stated.or_else(by_default).filter(|one| !one.text.trim().is_empty());
            let Some(one) = named else { continue };
            let place = match known.claim {
                ClaimUse::Groups => &mut claims.groups,
                ClaimUse::Username => &mut claims.username,
                ClaimUse::Email => &mut claims.email,
                ClaimUse::Name => continue,
                ClaimUse::Other => {
                    claims.required.push(one);
                    continue;
                }
            };
            *place = Some(one);
        }
        // What is not known changes nothing.
        let is_known =
            |known: &&KnownKey| known.default.is_some() || self.keys.value_of(&known.names).is_some();
        let ignores = self.counting().filter(is_known).filter(|known| settings::is_right(self.keys, known));
        claims.ignores.extend(ignores.filter_map(|known| known.ignores));
        claims
    }
}

/// The name of a claim that is a part of a value: `roles` of `claim roles:admin`, behind `claim `.
fn claim_behind(before: &str, value: &str) -> Option<String> {
    let rest = value.trim().strip_prefix(before)?.trim_start();
    let name = rest.split([':', '.', '~', ' ']).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests;
