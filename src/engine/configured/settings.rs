//! The other keys of a file against what the guide says of them.

use std::collections::{HashMap, HashSet};

use super::keys::{FileKeys, same_word};
use super::near::{Names, apart};
use super::{KnownKeys, misread};
use crate::apps::guide::{Key, KnownKey, Meaning, Weight};
use crate::apps::role::Role;
use crate::apps::template::Template;
use crate::base::MASK;
use crate::config::{ByteOrderMark, Value};
use crate::diagnosis::Slug;
use crate::diagnosis::as_configured::{Correction, Deviation, SentScopes, Setting, Stated};

/// A key that the application does not read, and the one that is meant.
pub(super) type NearMiss = (String, String);

/// What deviates, and how many keys were compared.
pub(super) fn deviations(
    known: &KnownKeys<'_>,
    scopes: Option<&SentScopes>,
    near: &[NearMiss],
) -> (Vec<Setting>, usize) {
    let counting: Vec<&KnownKey> = known.counting().collect();
    // What is missing because it is misspelled is told once, where it stands.
    let misspelled = |one: &KnownKey| near.iter().any(|(_, meant)| names(known.keys, one, meant));
    let (missing, judged): (Vec<&KnownKey>, Vec<&KnownKey>) =
        counting.iter().partition(|one| misspelled(one));
    let mut found: Vec<Setting> = judged.iter().flat_map(|one| of_one(known.keys, one)).collect();
    found.extend(
        scopes
            .into_iter()
            .flat_map(|scopes| counting.iter().filter_map(|one| without_scope(known.keys, one, scopes))),
    );
    found.extend(counting.iter().filter_map(|one| beside_its_contrary(known.keys, one)));
    found.extend(near.iter().filter_map(|near| near_missed(known.keys, near, &missing)));
    found.sort_by(|one, other| {
        (one.stated.line, &one.stated.key).cmp(&(other.stated.line, &other.stated.key))
    });
    found.dedup_by(|one, other| one.stated == other.stated && one.deviation == other.deviation);
    let compared = counting.iter().filter(|one| known.keys.value_of(&one.names).is_some()).count();
    (found, compared)
}

/// A byte order mark at the beginning, where it does something to whatever reads the file.
pub(super) fn byte_order_mark(keys: &FileKeys<'_>) -> Option<Setting> {
    let weight = match keys.byte_order_mark() {
        ByteOrderMark::None => return None,
        ByteOrderMark::Spoils => Weight::Fail,
        ByteOrderMark::Unknown => Weight::Warn,
    };
    let way = "\u{FEFF}".to_owned();
    let stated = Stated { file: keys.file(), line: Some(1), way, ..Stated::default() };
    let correction = Some(Correction::NoByteOrderMark(stated.clone()));
    let (deviation, empty) = (Deviation::ByteOrderMark, String::new);
    Some(Setting { stated, deviation, weight, wanted: empty(), why: empty(), cure: empty(), correction })
}

/// Values behind which something looks like a comment that the reader of the file takes for a part of them.
pub(super) fn remarks(keys: &FileKeys<'_>) -> Vec<Setting> {
    // The redirect URI is computed from the application's own address.
    let counts = |key: &Key<Template>| {
        keys.guide.role(key) != Role::Other || key.value.places().any(|place| place.starts_with("base_url"))
    };
    let own = keys.of_format().into_iter().map(|(key, name)| (name, counts(key)));
    let known = keys.guide.known_keys.iter().filter(|known| known.is != Meaning::Removed);
    let more = known.flat_map(|known| {
        let weighs = known.weighs == Weight::Fail;
        keys.spellings(&known.names).into_iter().map(move |name| (name, weighs))
    });
    let one = |(name, counts): (String, bool)| {
        let (stated, meant) = (keys.with_remark(&name)?, keys.stated(&name));
        let whole = stated.text != MASK;
        let meant = meant.into_iter().map(|one| one.text).collect::<Vec<_>>().join(" ");
        let correction = whole.then(|| Correction::Text(stated.clone(), meant.clone()));
        let (deviation, empty) = (Deviation::Remark, String::new);
        let weight = if counts || keys.refuses_remarks() { Weight::Fail } else { Weight::Warn };
        Some(Setting { stated, deviation, weight, wanted: meant, why: empty(), cure: empty(), correction })
    };
    let mut all: Vec<Setting> = own.chain(more).filter_map(one).collect();
    all.sort_by_key(|one| (one.stated.line, one.weight != Weight::Fail));
    all.dedup_by(|one, other| one.stated == other.stated);
    all
}

/// What is wrong with the keys of one record: each by itself where none of them should be there.
fn of_one(keys: &FileKeys<'_>, known: &KnownKey) -> Vec<Setting> {
    let each = matches!(known.is, Meaning::Removed | Meaning::Misspelled);
    let names = known.names.iter().filter(|_| each).map(|name| vec![name.clone()]);
    let whole = (!each).then(|| known.names.clone());
    names.chain(whole).filter_map(|names| deviation(keys, &KnownKey { names, ..known.clone() })).collect()
}

/// What is wrong with one key; `None` where nothing is, or nothing can be told.
fn deviation(keys: &FileKeys<'_>, known: &KnownKey) -> Option<Setting> {
    let stated = keys.stated_of(&known.names).into_iter().next();
    let (deviation, stated) = match known.is {
        Meaning::Removed | Meaning::Misspelled => {
            (Deviation::NotRead, stated.or_else(|| keys.table(&known.names))?)
        }
        Meaning::Redirect | Meaning::Scopes => return None,
        // What the file answers is as good as its contrary.
        _ if known.weighs == Weight::Note && !known.answers.is_always() => return None,
        Meaning::Other | Meaning::Claim if !is_judged(known) => return None,
        _ if is_right(keys, known) => return None,
        // What the application does not mind, or is only worth knowing, is not missed.
        _ if known.ignores.is_some() || (stated.is_none() && known.weighs == Weight::Note) => return None,
        _ => {
            let is_off = known.finding.as_deref() == Some(Slug::ConfigLocalLoginOff.as_str());
            let deviation = if is_off { Deviation::LocalLoginOff } else { Deviation::Differs };
            // A reference may lead to what is right.
            if stated.is_none() && keys.spellings(&known.names).iter().any(|name| keys.stands(name)) {
                return None;
            }
            (deviation, stated.unwrap_or_else(|| keys.absent(&known.names)))
        }
    };
    let meant = (deviation == Deviation::NotRead).then(|| instead(keys, known)).flatten();
    let correction = match deviation {
        Deviation::NotRead => meant.as_ref().map(|(name, meant)| renamed(&stated, name, meant)),
        Deviation::Differs => right_text(known).map(|text| Correction::Text(stated.clone(), text)),
        // Whether people may sign in without the provider is the person's choice.
        Deviation::LocalLoginOff | Deviation::Scope | Deviation::ByteOrderMark | Deviation::Remark => None,
    };
    Some(Setting {
        stated,
        correction,
        deviation,
        weight: match &meant {
            Some((_, meant)) if misread::is_needed(keys, meant) => Weight::Fail,
            _ if deviation == Deviation::LocalLoginOff => Weight::Warn,
            _ => known.weighs,
        },
        wanted: wanted(known),
        why: known.why.clone().unwrap_or_default(),
        cure: known.cure.clone().unwrap_or_default(),
    })
}

/// A key that stands beside another one with which the application takes neither, or only the other.
fn beside_its_contrary(keys: &FileKeys<'_>, known: &KnownKey) -> Option<Setting> {
    let says = |name: &String| keys.says(name);
    keys.spellings(&known.excludes).iter().find(|name| says(name))?;
    let own = keys.spellings(&known.names).into_iter().find(says)?;
    Some(Setting {
        stated: keys.stated(&own).into_iter().next()?,
        deviation: Deviation::Differs,
        weight: known.weighs,
        wanted: String::new(),
        why: known.why.clone().unwrap_or_default(),
        cure: known.cure.clone().unwrap_or_default(),
        correction: None,
    })
}

/// The one text with which a key is right; `None` where there are several to choose from.
fn right_text(known: &KnownKey) -> Option<String> {
    let opposite = match known.must_not.as_deref() {
        Some("true") => Some("false".to_owned()),
        Some("false") => Some("true".to_owned()),
        _ => None,
    };
    // Where several words mean the same, the first is the plain one.
    let is_flag = known.one_of.iter().any(|word| matches!(word.as_str(), "true" | "false"));
    let one = known.one_of.first().filter(|_| known.one_of.len() == 1 || is_flag);
    let open = known.contains.is_none() && known.one_of.is_empty();
    known
        .must
        .clone()
        .or_else(|| one.cloned())
        .or_else(|| opposite.filter(|_| open))
        .filter(|text| !text.is_empty())
}

/// The name under which a key stands and the one that is meant, where it belongs to the same place and nothing stands there yet.
fn instead(keys: &FileKeys<'_>, known: &KnownKey) -> Option<(String, String)> {
    let instead = known.instead.as_ref()?;
    let standing = keys.spellings(&known.names).into_iter().find(|name| keys.stands(name))?;
    let meant = keys.spellings([instead]).into_iter().find(|other| apart(&standing).0 == apart(other).0)?;
    (!keys.stands(&meant)).then_some((standing, meant))
}

/// The key under the name that is meant.
fn renamed(stated: &Stated, name: &str, meant: &str) -> Correction {
    // A name with dots of its own stands between quotation marks.
    let own = |name: &str| apart(name).1.trim_end_matches('"').to_owned();
    let (from, to) = (own(name), own(meant));
    Correction::Name { at: stated.clone(), from, to }
}

/// Every key that the application does not read, with the one that is meant and stands nowhere.
pub(super) fn misnamed(known: &KnownKeys<'_>, near: &[NearMiss]) -> Vec<NearMiss> {
    let each = |known: &KnownKey| -> Vec<KnownKey> {
        known.names.iter().map(|name| KnownKey { names: vec![name.clone()], ..known.clone() }).collect()
    };
    let listed = known.counting().filter(|one| matches!(one.is, Meaning::Removed | Meaning::Misspelled));
    let listed = listed.flat_map(each).filter_map(|one| instead(known.keys, &one));
    listed.chain(near.iter().cloned()).collect()
}

/// Something that is switched on and needs a scope that is not sent. Of what is read from claims a login tells more.
fn without_scope(keys: &FileKeys<'_>, known: &KnownKey, scopes: &SentScopes) -> Option<Setting> {
    // Groups come without their scope from some servers; a check of its own knows which.
    let missing = |scope: &&String| *scope != "groups" && !scopes.sent.contains(scope);
    let scope = known.scope.as_ref().filter(missing)?;
    let is_read = matches!(known.is, Meaning::Switch | Meaning::Mapping);
    let stated = keys.stated_of(&known.names).into_iter().next().filter(|_| is_read)?;
    let is_on = match known.is {
        Meaning::Switch if !is_judged(known) => {
            ["true", "on", "yes", "1"].iter().any(|on| same_word(&stated.text, on))
        }
        _ => is_right(keys, known) && !stated.text.trim().is_empty(),
    };
    if !is_on {
        return None;
    }
    Some(Setting {
        stated,
        deviation: Deviation::Scope,
        weight: Weight::Warn,
        wanted: scope.clone(),
        why: String::new(),
        cure: String::new(),
        correction: None,
    })
}

fn is_judged(known: &KnownKey) -> bool {
    known.must.is_some() || !known.one_of.is_empty() || known.contains.is_some() || known.must_not.is_some()
}

/// Whether a key has a value with which signing in works; where it is not there, whether what counts then is one. What is
/// not known is right.
pub(super) fn is_right(keys: &FileKeys<'_>, known: &KnownKey) -> bool {
    let value = keys.value_of(&known.names);
    let value = value.or_else(|| known.default.clone().map(Value::Text));
    let Some(value) = value else { return true };
    let texts = match &value {
        Value::List { items, .. } => items.clone(),
        other => other.as_text().into_iter().collect(),
    };
    let is = |wanted: &String| texts.iter().any(|text| same_word(text, wanted));
    let holds = |wanted: &String| {
        texts.iter().any(|text| {
            text.split([' ', ',', ';', '\'', '"', '[', ']', '(', ')', '\n']).any(|word| word == wanted)
        })
    };
    // One of the ways to be right is enough.
    let is_one = known.must.iter().chain(&known.one_of).any(is) || known.contains.as_ref().is_some_and(holds);
    let is_open = known.must.is_none() && known.one_of.is_empty() && known.contains.is_none();
    (is_open || is_one) && !known.must_not.as_ref().is_some_and(is)
}

fn wanted(known: &KnownKey) -> String {
    let several = (!known.one_of.is_empty()).then(|| known.one_of.join(", "));
    let named = known.instead.clone().or_else(|| known.must.clone()).or(several);
    named.or_else(|| known.contains.clone()).unwrap_or_default()
}

/// Keys that nobody knows, each with the one that the application does and that is one letter away.
pub(super) fn near_misses(keys: &FileKeys<'_>) -> Vec<NearMiss> {
    if keys.guide.known_keys.is_empty() {
        return Vec::new();
    }
    let format = keys.of_format().into_iter().map(|(_, name)| name);
    let more = keys.guide.known_keys.iter();
    let listed: HashSet<String> =
        more.clone().flat_map(|known| keys.spellings(&known.names)).map(|name| keys.folded(&name)).collect();
    let real = more.filter(|known| !matches!(known.is, Meaning::Misspelled | Meaning::Removed));
    // The names by the place at which they are, each with how it is compared, since a file may hold very many.
    let mut known: HashMap<String, Names> = HashMap::new();
    for name in format.chain(real.flat_map(|known| keys.spellings(&known.names))) {
        let chosen = keys.chosen(&name);
        let (place, own) = apart(&chosen);
        let own = keys.folded(own);
        known.entry(keys.folded(place)).or_default().add(own, name);
    }
    let near = keys.names().iter().filter_map(|name| {
        let folded = keys.folded(name);
        let (place, own) = apart(&folded);
        let others = known.get(place).filter(|_| !listed.contains(&folded))?;
        let near = others.near(own).find(|other| !keys.stands(other))?;
        (!others.has(own)).then(|| (name.clone(), near.to_owned()))
    });
    near.collect()
}

/// Whether a record is about this key.
fn names(keys: &FileKeys<'_>, known: &KnownKey, name: &str) -> bool {
    let name = keys.chosen(name);
    keys.spellings(&known.names).iter().any(|own| keys.chosen(own) == name)
}

/// Whether nobody can sign in without the key of this record: what counts without it does not fit, or it says who may come in.
fn is_fatal_without(keys: &FileKeys<'_>, known: &KnownKey) -> bool {
    let is_wrong = || deviation(keys, known).is_some_and(|found| found.weight == Weight::Fail);
    known.weighs == Weight::Fail && (known.is == Meaning::Mapping || is_wrong())
}

/// The same as what deviates; `missing`: the records of keys that are misspelled.
fn near_missed(keys: &FileKeys<'_>, (name, near): &NearMiss, missing: &[&KnownKey]) -> Option<Setting> {
    let stated: Stated = keys.stated(name).into_iter().next()?;
    // Over a key that it does not know, a strict program does not even start.
    let is_strict = keys.guide.library.strict.contains(&keys.format.id);
    let mut records = missing.iter().filter(|known| names(keys, known, near));
    let is_fatal =
        is_strict || misread::is_needed(keys, near) || records.any(|known| is_fatal_without(keys, known));
    Some(Setting {
        correction: Some(renamed(&stated, name, near)),
        stated,
        deviation: Deviation::NotRead,
        weight: if is_fatal { Weight::Fail } else { Weight::Warn },
        wanted: apart(near).1.to_owned(),
        why: String::new(),
        cure: String::new(),
    })
}
