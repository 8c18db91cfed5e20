//! `--from`: an application's own configuration, searched with what stands around it on this computer.

use std::path::{Path, PathBuf};

use super::guides::{guides, open_guide};
use super::session::Session;
use super::usage::{Usage, read_file};
use crate::apps::Guide;
use crate::base::Secret;
use crate::base::words::{Message, Voice, key, message, say};
use crate::engine::connection::SecretSource;
use crate::engine::effect::Want;
use crate::engine::format::{Held, Open, flag_of};
use crate::engine::reference::Consent;
use crate::engine::search::{Look, Search};
use crate::engine::{Field, Intent};
use crate::io::{around, disk};
use crate::ui::talk;

/// What was found: the guide whose format fits best, and the values.
pub(crate) struct Found {
    /// The guide.
    pub guide: Guide,
    /// The file in which the values stand.
    path: PathBuf,
    look: Look,
}

impl Found {
    /// Where the value of a field stands, as a sentence; `None` where the file does not say it.
    pub(crate) fn place(&self, field: &Field) -> Option<Message> {
        self.look.adopted.values.get(field).map(|given| given.origin.message())
    }
}

/// What the person said of the references of a file, and whether they can be asked.
pub(crate) struct Word {
    /// What was said beforehand.
    pub consent: Consent,
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

/// The guide that fits the file best, where it is one alone.
fn only_fitting(search: &mut Search, shown: &str) -> Result<Guide, Usage> {
    let all = guides();
    let fitting = search.candidates(&all);
    if fitting.is_empty()
        && let Some(why) = search.too_deep(&all)
    {
        return Err(Usage(message!("cli.from_deep", path = shown, why = why)));
    }
    if let [one] = fitting.as_slice()
        && let Some(guide) = all.into_iter().find(|guide| guide.id == one.id)
    {
        return Ok(guide);
    }
    if fitting.is_empty() {
        return Err(Usage(message!("cli.from_nothing", path = shown)));
    }
    let names: Vec<&str> = fitting.iter().map(|one| one.id.as_str()).collect();
    Err(Usage(message!("cli.from_several", path = shown, apps = Voice::default().list(&names))))
}

/// Looks into a file, for one application or for whichever fits it.
pub(crate) fn look_into(path: &Path, app: Option<&str>, word: Word) -> Result<Found, Usage> {
    let mut search = begin(path)?.with_consent(word.consent);
    let mut may_ask = word.may_ask;
    let shown = path.display().to_string();
    let guide = match app {
        Some(app) => open_guide(app)?,
        None => only_fitting(&mut search, &shown)?,
    };
    let formats: Vec<&str> = guide.formats.iter().map(|format| format.name.as_str()).collect();
    let formats = Message::list(&formats);
    let nothing = |search: &Search| match search.too_deep([&guide]) {
        Some(why) => Usage(message!("cli.from_deep", path = shown, why = why)),
        None => Usage(message!("cli.from_nothing_of", path = shown, app = guide.name, formats = formats)),
    };
    loop {
        let look = search.look(&guide).ok_or_else(|| nothing(&search))?;
        let wants: Vec<Want> = search.wants(&look.adopted);
        if !wants.is_empty() {
            search.gather(around::gather(&wants));
            continue;
        }
        let asked: Vec<Open> = look.adopted.asks().cloned().collect();
        may_ask = may_ask && !asked.is_empty() && agreed(&asked);
        if !may_ask {
            return Ok(Found { guide, path: search.path().to_path_buf(), look });
        }
        search.agree(&asked);
    }
}

/// Brings what was found into the set-up. The references that were followed are kept with the issuer that counts in the end.
pub(crate) fn adopt(session: &mut Session, found: Found) {
    session.followed = found.look.adopted.followed.iter().map(|(_, reference)| reference.clone()).collect();
    session.source = Some(found.path);
    session.absent = found.look.absent(&found.guide);
    session.open = found.look.adopted.open;
    if let Some(source) = found.look.source {
        session.intend(Intent::SecretFrom(SecretSource::Ask));
        session.setup.secret_lives(source);
    }
    for (field, given) in found.look.adopted.values {
        session.put(field, given.text);
    }
    for (question, answer) in found.look.configured.answers {
        session.put(Field::Answer(question), Secret::new(answer));
    }
    session.setup.uses(found.look.configured.used);
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
    for (field, keys) in session.absent.iter().filter(|(field, _)| lacks(field)) {
        let (keys, flag) = (Message::list(keys), flag_of(field));
        talk::say(&say!(session, "cli.from_absent", keys = keys, flag = flag));
    }
}
