//! `--from`: an application's own configuration, searched with what stands around it on this computer.

use std::path::{Path, PathBuf};

use super::guides::{guides, open_guide};
use super::session::Session;
use super::usage::{Usage, read_file};
use super::values::Use;
use crate::apps::Guide;
use crate::base::Secret;
use crate::base::untrusted::{visible, visible_up_to};
use crate::base::words::{Message, Voice, key, message, say};
use crate::config::ReadError;
use crate::engine::connection::SecretSource;
use crate::engine::effect::Want;
use crate::engine::format::{Held, Open, all_keys, flag_of, label};
use crate::engine::reference::Consent;
use crate::engine::search::{Look, Search};
use crate::engine::{Field, Intent};
use crate::io::{disk, gathering};
use crate::ui::talk;

/// What was found: the guide whose format fits best, and the values.
pub(crate) struct Found {
    /// The guide.
    pub guide: Guide,
    /// The file in which the values stand.
    path: PathBuf,
    /// Which of several places in it was meant.
    pub entry: Option<String>,
    look: Look,
}

impl Found {
    /// The same without the secret, for a connection of which the person gives it each time.
    pub(super) fn without_secret(mut self) -> Self {
        self.look.adopted.values.remove(&Field::Secret);
        self.look.source = None;
        self
    }

    /// The same without its scopes, where they are these.
    pub(super) fn without_scopes(mut self, scopes: &[String]) -> Self {
        let values = &mut self.look.adopted.values;
        let split = |text: &str| text.split([' ', ',']).map(str::to_owned).collect::<Vec<_>>();
        if values.get(&Field::Scopes).is_some_and(|given| split(given.text.reveal()) == scopes) {
            values.remove(&Field::Scopes);
        }
        self
    }

    /// What the file says of a field.
    pub(super) fn value(&self, field: &Field) -> Option<String> {
        self.look.given().get(field).map(|text| text.reveal().to_owned())
    }

    /// Where the value of a field stands, as a sentence; `None` where the file does not say it.
    pub(crate) fn place(&self, field: &Field) -> Option<Message> {
        self.look.adopted.values.get(field).map(|given| given.origin.message())
    }
}

/// What the person said of the references of a file, and whether they can be asked.
pub(crate) struct Word {
    /// What was said beforehand.
    pub consent: Consent,
    /// Which of several places in the file is meant.
    pub entry: Option<String>,
    /// Whether somebody is there to answer.
    pub may_ask: bool,
}

/// Shows what would be sent where, and asks for a yes.
pub(crate) fn agreed(asked: &[Open]) -> bool {
    for open in asked {
        talk::tell(&open.message());
    }
    let word = talk::ask(&format!("{} ", say!(Voice::default(), "cli.ask.follow")));
    word.is_some_and(|word| matches!(word.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn begin(path: &Path) -> Result<Search, Usage> {
    let search = Search::new(&disk::lasting(path), read_file(path)?);
    // A systemd unit names the file that holds its variables; the last one counts.
    match search.unit_files().last() {
        Some(file) => Ok(Search::new(file, read_file(file)?)),
        None => Ok(search),
    }
}

/// Which of several places is meant: the person is asked where one is there, else the flag is named.
fn chosen(labels: &[String], may_ask: bool, path: &str, guide: &Guide) -> Result<String, Usage> {
    let shown: Vec<String> = labels.iter().map(|label| visible(label)).collect();
    if may_ask {
        let voice = Voice::default();
        talk::tell(&message!("cli.from_choose", path = path, app = guide.name));
        for (at, label) in (1..).zip(&shown) {
            talk::say(&say!(voice, "joins.numbered", number = at, text = label));
        }
        let answer = talk::ask(&format!("{} ", say!(voice, "cli.ask.entry")));
        let answer = answer.as_deref().map(str::trim).unwrap_or_default();
        let by_number = answer.parse::<usize>().ok().and_then(|at| labels.get(at.checked_sub(1)?));
        if let Some(label) = by_number.or_else(|| labels.iter().find(|label| *label == answer)) {
            return Ok(label.clone());
        }
    }
    let first = shown.first().cloned().unwrap_or_default();
    let entries = Message::list(&shown);
    Err(Usage(message!("cli.from_entries", path = path, app = guide.name, entries = entries, first = first)))
}

/// The file was not read, since it goes too deep or holds too much.
fn unread(shown: &str, why: &ReadError) -> Usage {
    let key = match why.deeper_than {
        Some(_) => key!("cli.from_deep"),
        None if why.is_too_much => key!("cli.from_large"),
        None => key!("cli.from_unparsed"),
    };
    Usage(message!(key, path = shown, why = why.message()))
}

/// What was not found, with the other file in which it may be.
fn and_what_is_taken_in(nothing: Message, search: &Search) -> Message {
    match search.inclusion() {
        Some(found) => {
            message!("cli.from_inclusion", nothing = nothing, line = found.line, file = visible(&found.file))
        }
        None => nothing,
    }
}

/// The guide that fits the file best, where it is one alone.
fn only_fitting(search: &mut Search, shown: &str) -> Result<Guide, Usage> {
    let all = guides();
    let fitting = search.candidates(&all);
    if fitting.is_empty()
        && let Some(why) = search.unread(&all)
    {
        return Err(unread(shown, &why));
    }
    if let [one] = fitting.as_slice()
        && let Some(guide) = all.into_iter().find(|guide| guide.id == one.id)
    {
        return Ok(guide);
    }
    if fitting.is_empty() {
        return Err(Usage(and_what_is_taken_in(message!("cli.from_nothing", path = shown), search)));
    }
    let names: Vec<&str> = fitting.iter().map(|one| one.id.as_str()).collect();
    Err(Usage(message!("cli.from_several", path = shown, apps = Voice::default().list(&names))))
}

/// Looks into a file, for one application or for whichever fits it.
pub(crate) fn look_into(path: &Path, app: Option<&str>, word: Word) -> Result<Found, Usage> {
    let mut search = begin(path)?.with_consent(word.consent).at(word.entry.clone());
    let mut may_ask = word.may_ask;
    let shown = path.display().to_string();
    let guide = match app {
        Some(app) => open_guide(app)?,
        None => only_fitting(&mut search, &shown)?,
    };
    let mut formats: Vec<&str> = guide.formats.iter().map(|format| format.name.as_str()).collect();
    formats.dedup();
    let formats = Message::list(&formats);
    let nothing = |search: &Search| match (search.unread([&guide]), &word.entry) {
        (Some(why), _) => unread(&shown, &why),
        (None, Some(entry)) if !search.places(&guide).is_empty() => {
            let entries = Message::list(&search.places(&guide));
            let entry = visible(entry);
            Usage(message!(
                "cli.from_no_entry",
                path = shown,
                app = guide.name,
                entry = entry,
                entries = entries
            ))
        }
        (None, _) => {
            let nothing = message!("cli.from_nothing_of", path = shown, app = guide.name, formats = formats);
            Usage(and_what_is_taken_in(nothing, search))
        }
    };
    loop {
        let look = search.look(&guide).ok_or_else(|| nothing(&search))?;
        if !look.adopted.others.is_empty() {
            let labels: Vec<String> = look.adopted.others.iter().map(label).collect();
            search = search.at(Some(chosen(&labels, may_ask, &shown, &guide)?));
            continue;
        }
        let wants: Vec<Want> = search.wants(&look.adopted);
        if !wants.is_empty() {
            search.gather(gathering::gather(&wants));
            continue;
        }
        let asked: Vec<Open> = look.adopted.asks().cloned().collect();
        may_ask = may_ask && !asked.is_empty() && agreed(&asked);
        if !may_ask {
            let (path, entry) = (search.path().to_path_buf(), search.entry().map(str::to_owned));
            return Ok(Found { guide, path, entry, look });
        }
        search.agree(&asked);
    }
}

/// What nobody has answered is answered by the file that shall be written into, where it exists and holds a sign-on already.
pub(crate) fn answer_from(session: &mut Session, path: &Path, entry: Option<&str>) {
    let Ok(search) = begin(path) else { return };
    let mut search = search.at(entry.map(str::to_owned));
    let look = search.look(session.setup.guide());
    let Some(look) = look else { return };
    for (field, text) in session.setup.answers_in(&look) {
        if lacks(session, &field) {
            session.put(field, text);
        }
    }
    let scopes = session.setup.scopes_in(&look).filter(|_| lacks(session, &Field::Scopes));
    if let Some(scopes) = scopes {
        session.put(Field::Scopes, scopes);
    }
}

/// Brings what was found into the set-up. The references that were followed are kept with the issuer that counts in the end.
pub(crate) fn adopt(session: &mut Session, found: Found, usage: Use) {
    session.followed = found.look.adopted.followed.iter().map(|(_, reference)| reference.clone()).collect();
    session.source = Some(found.path);
    session.setup.reads_at(found.entry);
    session.absent.clone_from(&found.look.adopted.absent);
    session.unfit.clone_from(&found.look.adopted.unfit);
    session.other_files = other_files(&found.guide, &found.look.format);
    session.format = Some(found.look.format.clone());
    session.open.clone_from(&found.look.adopted.open);
    if let Some(source) = found.look.source.clone() {
        session.intend(Intent::SecretFrom(SecretSource::Ask));
        session.setup.secret_lives(source);
    }
    let given = found.look.given();
    for (field, text) in given.iter().filter(|(field, _)| **field != Field::Scopes || usage != Use::SetUp) {
        session.put(field.clone(), text.clone());
    }
    if let Some(text) = given.get(&Field::Scopes).filter(|_| usage == Use::SetUp) {
        put_scopes(session, text);
    }
    // A set-up is about to write the file anew: what is wrong with the old one does not stand in its way.
    if usage != Use::SetUp {
        session.intend(Intent::Uses(Box::new(found.look)));
    }
}

/// The scopes of a file that is about to be written anew: with those that the application needs besides.
fn put_scopes(session: &mut Session, text: &Secret) {
    let needed = session.setup.resolved().okta.scopes.clone();
    let there: Vec<String> =
        text.reveal().split([' ', ',']).filter(|one| !one.is_empty()).map(str::to_owned).collect();
    let more = there.iter().filter(|one| !needed.contains(one)).cloned();
    let all: Vec<String> = needed.iter().cloned().chain(more).collect();
    if all != needed {
        session.put(Field::Scopes, all.join(" "));
    }
}

/// Whether nothing else has given a value.
pub(crate) fn lacks(session: &Session, field: &Field) -> bool {
    match field {
        Field::Secret => session.setup.secret().is_none(),
        _ => session.setup.field(field).is_none(),
    }
}

/// Tells what the file takes from places that cannot be opened from here, and what it does not say at all, each with the flag
/// that gives it instead; only of values that nothing else has given.
pub(crate) fn tell_open(session: &Session, was_asked: bool) {
    let lacks = |field: &Field| lacks(session, field);
    // What was held back is told with its own way out in the report; and not again to whoever was asked about it.
    let was_told = |open: &Open| was_asked && open.held.as_ref().is_some_and(Held::asks);
    for open in session.setup.held().iter().filter(|open| !was_told(open)) {
        talk::say(&session.say(&open.message()));
    }
    let plain = session.open.iter().filter(|open| open.held.is_none());
    for open in plain.filter(|open| lacks(&open.field)) {
        let key =
            if open.field == Field::Secret { key!("cli.from_open_secret") } else { key!("cli.from_open") };
        talk::say(&say!(session, key, why = open.message(), flag = open.flag()));
    }
    let app = &session.setup.guide().name;
    for unfit in session.unfit.iter().filter(|unfit| lacks(&unfit.field)) {
        let (key, place) = (unfit.origin.key.clone().unwrap_or_default(), unfit.origin.at());
        let (value, flag) = (visible_up_to(&unfit.shown, LONGEST), flag_of(&unfit.field));
        let is_address = url::Url::parse(&unfit.shown).is_ok_and(|url| url.has_host());
        let said = if unfit.field == Field::Issuer && is_address {
            message!("cli.from_other_address", key = key, place = place, value = value, flag = flag)
        } else {
            message!("cli.from_unreadable", key = key, place = place, value = value, app = app, flag = flag)
        };
        talk::say(&session.voice().say(&said));
    }
    let mut absent = session.absent.iter().filter(|(field, _)| lacks(field)).peekable();
    let is_elsewhere = absent.peek().is_some() && session.absent.iter().all(|(_, keys)| keys.is_empty());
    if let (true, Some(source), false) = (is_elsewhere, &session.source, session.other_files.is_empty()) {
        let file = visible(&source.file_name().unwrap_or(source.as_os_str()).to_string_lossy());
        let others = Message::list(&session.other_files);
        let said = message!("cli.from_other_file", file = file, others = others);
        talk::say(&session.voice().say(&said));
    }
    for (field, keys) in absent.filter(|(_, keys)| !keys.is_empty()) {
        let (keys, flag) = (Message::list(keys), flag_of(field));
        talk::say(&say!(session, "cli.from_absent", keys = keys, flag = flag));
    }
}

/// So many letters of a value are shown.
const LONGEST: usize = 120;

/// The files in which a guide keeps the issuer, where a file is read that has no place for it.
fn other_files(guide: &Guide, format: &str) -> Vec<String> {
    let tells = |key: &crate::apps::guide::Key<crate::apps::template::Template>| {
        key.value.places().any(|place| place == "issuer")
    };
    let others = guide.formats.iter().filter(|other| other.id != format && all_keys(other).any(tells));
    others.map(|other| other.name.clone()).collect()
}
