//! From a file that exists back to values: what one of a guide's formats says in it, on which line, and what stands elsewhere.

mod adopted;
mod choice;
mod editors;
mod keys;
mod names;
mod told;

use std::collections::BTreeSet;

use url::Url;

pub use self::adopted::{Adopted, Given, Unfit};
use self::adopted::{Parts, field_told, names_issuer};
pub(super) use self::choice::is_called;
pub use self::choice::label;
use self::choice::{choices, is_of_its_kind};
pub(super) use self::editors::editor_for;
pub(super) use self::keys::keys_of;
use self::keys::{Asked, asked, stands};
pub use self::keys::{all_keys, looked_for};
use self::names::variables_of;
pub(super) use self::names::{called, file_variants};
pub(super) use self::told::told;
use self::told::{read_back, spellings};
use super::follower::{Followed, Follower, Way, variables_of as variables_of_service};
use super::intent::Field;
pub use super::origin::{Held, Open, Origin, Source, flag_of};
use super::reference::{Issuer, Permission, Reference, Rule, UNKNOWN};
use crate::apps::Guide;
use crate::apps::guide::Format;
use crate::apps::template::{Found, Template};
use crate::base::Secret;
use crate::config::{self, Document, Editor, Entry, Lead, Piece, Place, ReadError, Stands, Value};
use crate::okta::host;

/// The application's own host, where it stands in a value that does not fit.
const HOST: &str = "base_url|host";

/// Reads what a guide's format finds in a text: each value that can be computed back from what stands there.
///
/// # Errors
/// The text is not of this format, with line and column.
pub fn adopt(guide: &Guide, format: &Format<Template>, source: Source<'_>) -> Result<Adopted, ReadError> {
    let mut adopted = gather(guide, format, source)?;
    locate(&mut adopted, guide, format, source);
    Ok(adopted)
}

/// The same without the lines, for which a file is searched once more for each value.
fn gather(guide: &Guide, format: &Format<Template>, source: Source<'_>) -> Result<Adopted, ReadError> {
    let mut adopted = Adopted { format: format.id.clone(), ..Adopted::default() };
    let mut parts = Parts::new();
    if let Some(editor) = editor_for(format, source.opened) {
        let document = &source.opened.document(editor)?;
        let mut reader = Reader { guide, document, source, adopted: &mut adopted, parts: &mut parts };
        reader.read_keys(format);
    }
    let host = parts
        .remove(HOST)
        .filter(|given| Some(given.text.reveal()) != adopted.issuer_host(&parts).as_deref());
    adopted.put_together(&mut parts);
    if let (Some(host), true) = (host, guide.questions.iter().any(|question| question.key == "base_url")) {
        adopted.values.entry(Field::Answer("base_url".to_owned())).or_insert(host);
    }
    // One key may tell what another one does not.
    let Adopted { values, unfit, .. } = &mut adopted;
    unfit.retain(|unfit| !values.contains_key(&unfit.field));
    Ok(adopted)
}

/// The line of each value that stands in the file itself, and its key as the file spells it.
fn locate(adopted: &mut Adopted, guide: &Guide, format: &Format<Template>, source: Source<'_>) {
    let editor = editor_for(format, source.opened);
    let Some(document) = editor.and_then(|editor| source.opened.document(editor).ok()) else { return };
    let place = document.at(&adopted.place);
    let values = adopted.values.values_mut().map(|given| (&mut given.origin, None));
    let values = values.chain(adopted.unfit.iter_mut().map(|unfit| (&mut unfit.origin, None)));
    let open = adopted.open.iter_mut().map(|open| (&mut open.origin, Some(&mut open.key)));
    for (origin, shown) in values.chain(open).filter(|(origin, _)| origin.path == source.path) {
        let Some(key) = origin.key.take() else { continue };
        origin.line = place.line_of(&key);
        origin.key = Some(place.name_of(&key));
        if let Some(shown) = shown {
            *shown = place.name_of(shown);
        }
    }
    for field in [Field::Issuer, Field::ClientId, Field::Secret] {
        if adopted.tells(&field) {
            continue;
        }
        // A guide may name one key for each kind of server.
        let names: BTreeSet<String> =
            keys_of(guide, format, &field).iter().map(|key| place.name_of(key)).collect();
        adopted.absent.push((field, names.into_iter().collect()));
    }
}

fn origin(source: Source<'_>, key: Option<&str>, through: Option<&str>) -> Origin {
    let [key, through] = [key, through].map(|text| text.map(str::to_owned));
    Origin { path: source.path.to_path_buf(), key, line: None, through }
}

/// Reading one file by the keys of one format.
struct Reader<'a> {
    guide: &'a Guide,
    document: &'a Document<'a>,
    source: Source<'a>,
    adopted: &'a mut Adopted,
    parts: &'a mut Parts,
}

impl Reader<'_> {
    fn read_keys(&mut self, format: &Format<Template>) {
        let document = self.document;
        let asked = asked(format);
        let mut places = document.places(&keys::names(&asked));
        let is_empty = places.is_empty();
        let around = places.first().map(|place| place.entry().outside());
        places.retain(|place| is_of_its_kind(place, format));
        self.adopted.is_placed = !is_empty;
        let called = called(self.guide);
        let is_its_service = |place: &Place<'_>| document.is_service_of(place.entry(), &called);
        let mut places = choices(places, &asked, self.source.entry, is_its_service);
        if places.is_empty() && !is_empty {
            // Another place was named than those of this format, or all that is there is of another kind.
            self.adopted.place = around.filter(|_| self.source.entry.is_none()).unwrap_or_default();
            return;
        }
        if places.len() > 1 {
            self.adopted.others = places.iter().map(|place| place.entry().clone()).collect();
        }
        let place = if places.is_empty() { document.at(&Entry::default()) } else { places.swap_remove(0) };
        let nothing = |place: &str| Found::Gap(place.to_owned());
        let usual =
            self.guide.questions.iter().filter_map(|question| Some((question, question.default.as_ref()?)));
        let entry = usual.fold(place.entry().clone(), |entry, (question, default)| {
            let chosen = entry.chosen(&question.key).is_some();
            if chosen { entry.usually(&question.key, default.fill(&nothing).reveal()) } else { entry }
        });
        self.adopted.place = entry;
        self.take_chosen(&place, &asked);
        let standing: Vec<_> = asked.into_iter().map(|one| (stands(&place, &one), one)).collect();
        // What is written out comes first: it names the issuer to which the rest would go.
        for (stands, Asked { value: template, is_list, keeps_path, .. }) in &standing {
            if let Some((name, Stands::Here(value))) = stands {
                let told = |text: &String| {
                    let own = read_back(template, text);
                    own.or_else(|| {
                        let url = Url::parse(text).ok().filter(|url| *keeps_path && url.has_host())?;
                        Some(vec![("base_url".to_owned(), host::origin(&url))])
                    })
                };
                match spellings(value, *is_list).iter().find_map(told) {
                    Some(found) => self.take(found, name, None),
                    None => self.is_unfit(template, name, value),
                }
            }
        }
        self.adopted.settle_issuer();
        let is_named =
            |(stands, one): &(Option<_>, Asked)| stands.is_some() && one.value.places().any(names_issuer);
        let receiver = self.receiver(standing.iter().any(is_named));
        self.adopted.receiver.clone_from(&receiver.host);
        for (stands, Asked { key, value: template, .. }) in standing {
            match stands {
                Some((_, Stands::Here(_))) => {}
                Some((name, Stands::Elsewhere { pieces, .. })) => {
                    self.follow(&template, &name, &pieces, &receiver);
                }
                None => match self.taken_whole(&place, &template, &key) {
                    Some(lead) => self.follow(&template, &key, &[Piece::Lead(lead)], &receiver),
                    None => self.beside(&template, &place.name_of(&key), &receiver),
                },
            }
        }
    }

    /// The Secret that a container takes all its variables from, where the sign-on cannot do without this one and is there.
    fn taken_whole(&self, place: &Place<'_>, template: &Template, key: &str) -> Option<Lead> {
        let needed = [Field::Issuer, Field::ClientId, Field::Secret];
        let field = field_told(self.guide, template)?;
        let is_open = needed.contains(&field) && !self.adopted.tells(&field);
        let is_there = needed.iter().any(|field| self.adopted.tells(field));
        place.taken_whole(key).filter(|_| is_open && is_there)
    }

    /// The names that the file has chosen answer the questions whose places stand in the guide's keys.
    fn take_chosen(&mut self, place: &Place<'_>, asked: &[Asked]) {
        for question in &self.guide.questions {
            let Some(name) = place.entry().chosen(&question.key) else { continue };
            let mark = config::mark(&question.key);
            let holds =
                |one: &&Asked| one.key.to_lowercase().contains(&mark) && place.get(&one.key).is_some();
            if let Some(one) = asked.iter().find(holds) {
                self.take(vec![(question.key.clone(), name.to_owned())], &one.key, None);
            }
        }
    }

    /// Where the values of this file go, as far as what is written out in it says; `is_named`: whether it says anything of that.
    fn receiver(&self, is_named: bool) -> Receiver {
        match &self.source.consent.issuer {
            Issuer::Person => return Receiver::default(),
            Issuer::Record(host) => return Receiver::of(host.clone(), false),
            Issuer::File => {}
        }
        if !is_named && self.document.editor() != Editor::ComposeFile {
            // Then a record has it, or only the person can name it.
            let otherwise = self.source.consent.otherwise.clone();
            return otherwise.map_or_else(Receiver::default, |host| Receiver::of(Some(host), false));
        }
        Receiver::of(self.adopted.issuer_host(self.parts), !is_named)
    }

    /// A value from which nothing can be read back.
    fn is_unfit(&mut self, template: &Template, key: &str, value: &Value) {
        let Some(field) = field_told(self.guide, template) else { return };
        // A mapping or a text of the file's own is as good as the guide's, and scopes may be left away.
        let is_address = || template.places().next().is_some_and(|place| place.starts_with("base_url"));
        if field == Field::Scopes || (matches!(field, Field::Answer(_)) && !is_address()) {
            return;
        }
        // What stands empty says nothing.
        if value.as_text().is_some_and(|text| text.trim().is_empty()) {
            return;
        }
        // The application's host at least stands there, whatever is wrong with what follows.
        let texts = spellings(value, false);
        let host = texts.iter().find_map(|text| Url::parse(text).ok()).filter(Url::has_host);
        if let (Some(url), Some("base_url")) = (host, template.places().next()) {
            let found =
                Given { text: Secret::new(host::origin(&url)), origin: origin(self.source, Some(key), None) };
            self.parts.entry(HOST).or_insert(found);
        }
        let is_secret = template.holds_secret();
        let shown = if is_secret { value.clone().into_secret().shown() } else { value.shown() };
        let unfit = Unfit { field, shown, origin: origin(self.source, Some(key), None) };
        if !self.adopted.unfit.contains(&unfit) {
            self.adopted.unfit.push(unfit);
        }
    }

    fn take(&mut self, found: Vec<(String, String)>, key: &str, through: Option<&str>) {
        let origin = origin(self.source, Some(key), through);
        self.adopted.take(self.guide, found, self.parts, &origin);
    }

    /// Asks for one value, with the rule for it.
    fn with_follower<T>(
        &self,
        template: &Template,
        receiver: &Receiver,
        ask: impl FnOnce(&Follower<'_>) -> T,
    ) -> T {
        let field = field_told(self.guide, template);
        let named = field.map(|field| variables_of(self.guide, &field)).unwrap_or_default();
        let Source { path: file, consent, .. } = self.source;
        let rule = Rule { file, named: &named, receiver: receiver.host.as_deref(), consent };
        ask(&Follower { document: self.document, source: self.source, rule })
    }

    /// Follows a value to where it stands.
    fn follow(&mut self, template: &Template, key: &str, pieces: &[Piece], receiver: &Receiver) {
        let mut way = Way::default();
        let followed =
            self.with_follower(template, receiver, |follower| follower.follow(key, pieces, &mut way));
        match followed {
            Followed::There { text, through } => {
                self.was_followed(template, way.followed);
                self.take(read_back(template, text.reveal()).unwrap_or_default(), key, Some(&through));
            }
            Followed::Open { lead } => {
                self.adopted.wants.extend(way.wants);
                self.leave_open(template, (key, key), lead, way.held, receiver);
            }
        }
    }

    fn was_followed(&mut self, template: &Template, references: BTreeSet<Reference>) {
        let Some(field) = field_told(self.guide, template) else { return };
        self.adopted.followed.extend(references.into_iter().map(|reference| (field.clone(), reference)));
    }

    /// A value that could not be had: its key, and the key at which that stands.
    fn leave_open(
        &mut self,
        template: &Template,
        (key, at): (&str, &str),
        lead: Lead,
        held: Option<(Reference, Permission)>,
        receiver: &Receiver,
    ) {
        let Some(field) = field_told(self.guide, template) else { return };
        let is_known = self.adopted.values.contains_key(&field)
            || self.adopted.open.iter().any(|open| open.field == field);
        if !is_known {
            let origin = origin(self.source, Some(at), None);
            let host = receiver.host.clone().unwrap_or_default();
            let held = held.map(|(reference, permission)| Held { reference, permission, host });
            self.adopted.open.push(Open { field, key: key.to_owned(), origin, lead, held });
        }
    }

    /// A key that is not in the file may stand in one that the file names as a whole.
    fn beside(&mut self, template: &Template, key: &str, receiver: &Receiver) {
        let service = key.rsplit_once(".environment.").map(|(service, _)| service);
        let service = service.filter(|_| self.document.editor() == Editor::ComposeFile);
        let Some(service) =
            service.filter(|service| !variables_of_service(self.document, service).is_empty())
        else {
            return;
        };
        let mut way = Way::default();
        let is_whole = receiver.is_elsewhere;
        let found =
            self.with_follower(template, receiver, |follower| follower.beside(key, is_whole, &mut way));
        self.adopted.wants.extend(way.wants);
        match (found, way.held) {
            (Some((text, origin)), _) => {
                self.was_followed(template, way.followed);
                let found = read_back(template, text.reveal()).unwrap_or_default();
                self.adopted.take(self.guide, found, self.parts, &origin);
            }
            (None, Some(held)) if is_sign_on(self.guide, template) => {
                let Reference::Entry { path, .. } = &held.0 else { return };
                let lead = Lead::File(path.display().to_string());
                let named = ["env_file", "extends"].map(|name| format!("{service}.{name}"));
                let at = named.iter().find(|at| self.document.get(at).is_some()).unwrap_or(&named[1]);
                self.leave_open(template, (key, at), lead, Some(held), receiver);
            }
            (None, _) => {}
        }
    }
}

/// Whether a template tells one of the values by which an application and Okta know each other. Of any other it is not certain that
/// a file named as a whole holds it at all.
fn is_sign_on(guide: &Guide, template: &Template) -> bool {
    let field = field_told(guide, template);
    matches!(field, Some(Field::Issuer | Field::ClientId | Field::Secret))
}

/// Where the values of a file go.
#[derive(Debug, Default)]
struct Receiver {
    /// Scheme, host and port; [`UNKNOWN`] where the file does not show them; `None`: where the person said.
    host: Option<String>,
    /// Whether the file itself says nothing of it, so that it stands in a file that it names.
    is_elsewhere: bool,
}

impl Receiver {
    fn of(host: Option<String>, is_elsewhere: bool) -> Self {
        Self { host: Some(host.unwrap_or_else(|| UNKNOWN.to_owned())), is_elsewhere }
    }
}

/// The format of a guide that finds most in a text, with what it finds; `None` when none finds anything.
pub fn recognise<'a>(guide: &'a Guide, source: Source<'_>) -> Option<(&'a Format<Template>, Adopted)> {
    let (format, mut adopted) = best(guide, source)?;
    locate(&mut adopted, guide, format, source);
    Some((format, adopted))
}

/// The same without the lines.
pub(super) fn best<'a>(guide: &'a Guide, source: Source<'_>) -> Option<(&'a Format<Template>, Adopted)> {
    let mut best: Option<(&Format<Template>, Adopted, usize)> = None;
    for format in &guide.formats {
        let Ok(adopted) = gather(guide, format, source) else { continue };
        // Of two that find as much, the file is rather what the guide would write.
        let is_own = format.editor().is_some() && format.editor() == editor_for(format, source.opened);
        let weight = adopted.count() * 2 + usize::from(is_own);
        if adopted.count() > 0 && best.as_ref().is_none_or(|(.., known)| weight > *known) {
            best = Some((format, adopted, weight));
        }
    }
    best.map(|(format, adopted, _)| (format, adopted))
}

#[cfg(test)]
pub(super) mod tests;
