//! `--fleet`: the connections that a file declares, read and judged as a whole before anything is asked.

use std::path::{Path, PathBuf};

use super::all::One;
use super::from;
use super::guides::open_guide;
use super::usage::{Usage, read_file};
use super::values::{OTHER, pair};
use super::{missing, talk};
use crate::apps::fleet::{Declared, Fleet, SecretPlace};
use crate::apps::problem::{Problem, nearest, position};
use crate::base::untrusted::{Shown, visible, visible_up_to};
use crate::base::words::{Message, Voice, message};
use crate::engine::connection::{Connection, SecretSource};
use crate::engine::reference::Consent;
use crate::engine::{Event, Field, Intent, Setup};
use crate::io::store::Listing;
use crate::io::{World, disk, store};
use crate::okta::misplaced::Suspicion;
use crate::ui::cli::{ValueArgs, VerifyArgs, WantedShard};
use crate::ui::report::{DeclaredDocument, PlaceDocument, Shard};

/// What engines call the place and the number of parts; Kubernetes sets the first for an indexed Job.
const PART: [&str; 2] = ["JOB_COMPLETION_INDEX", "JOB_COMPLETIONS"];

/// Why there is nothing to verify.
pub(super) enum Refused {
    /// A sentence for the person.
    Usage(Usage),
    /// Everything that is wrong with the file was told.
    Told,
}

impl From<Usage> for Refused {
    fn from(usage: Usage) -> Self {
        Self::Usage(usage)
    }
}

/// The part of the connections of a file that is wanted, and which part that is.
pub(super) fn chosen(path: &Path, args: &VerifyArgs) -> Result<(Vec<One>, Option<Shard>), Refused> {
    let selectors = args.select.iter().map(|given| selector(given)).collect::<Result<Vec<_>, _>>()?;
    let shard = args.shard.map(part).transpose()?;
    let text = read_file(path)?;
    let fleet = Fleet::parse(text.reveal()).map_err(|problems| tell(path, &problems))?;
    let file = File { path, text: text.reveal(), folder: folder(path) };
    let mut problems = Vec::new();
    let judged: Vec<(&Declared, One)> = fleet
        .connections
        .iter()
        .filter_map(|declared| Some((declared, file.judged(declared, &mut problems)?)))
        .collect();
    if !problems.is_empty() {
        problems.sort();
        return Err(tell(path, &problems));
    }
    let is_meant = |one: &Declared| selectors.iter().all(|(key, value)| one.is(key, value));
    let selected: Vec<One> =
        judged.into_iter().filter(|(declared, _)| is_meant(declared)).map(|(_, one)| one).collect();
    if selected.is_empty() {
        let path = path.display().to_string();
        return Err(Usage(message!("cli.fleet.none_selected", path = path)).into());
    }
    let in_part = |place: usize| shard.is_none_or(|shard| shard.holds(place));
    let part = selected.into_iter().enumerate().filter(|(place, _)| in_part(*place));
    Ok((part.map(|(_, one)| one).collect(), shard))
}

/// `LABEL=VALUE` in its two parts.
fn selector(given: &str) -> Result<(&str, &str), Usage> {
    pair(given).map_err(|_| Usage(message!("cli.fleet.selector", given = visible(given))))
}

/// Which part is wanted, from the environment where that is said.
fn part(wanted: WantedShard) -> Result<Shard, Usage> {
    let said = |name: &str| std::env::var(name).ok()?.trim().parse::<usize>().ok();
    match wanted {
        WantedShard::Of(shard) => Ok(shard),
        // There the first part is called 0.
        WantedShard::Auto => said(PART[0])
            .zip(said(PART[1]))
            .and_then(|(index, of)| Shard::new(index.checked_add(1)?, of))
            .ok_or_else(|| Usage(message!("cli.fleet.part_unknown", index = PART[0], of = PART[1]))),
    }
}

/// Tells everything that is wrong with the file, a line each.
fn tell(path: &Path, problems: &[Problem]) -> Refused {
    let voice = Voice::default();
    let shown = visible(&path.display().to_string());
    for problem in problems {
        let hint = problem.hint.as_ref().map(|hint| voice.say(hint)).unwrap_or_default();
        let (line, column, said) = (problem.line, problem.column, voice.say(&problem.message));
        talk::say(format!("{shown}:{line}:{column}: {said} {hint}").trim_end());
    }
    Refused::Told
}

/// The folder to which the paths in a file belong.
fn folder(path: &Path) -> PathBuf {
    disk::lasting(path).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The file of which a connection is judged.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
    folder: PathBuf,
}

impl File<'_> {
    /// The connection as if it were saved; `None` where it cannot be one, which is noted.
    fn judged(&self, declared: &Declared, problems: &mut Vec<Problem>) -> Option<One> {
        let before = problems.len();
        let mut note = |member: &str, message: Message, hint: Option<Message>| {
            let (line, column) = position(self.text, declared.place(member));
            let message = message.map(&|value| visible_up_to(value, 200));
            problems.push(Problem { line, column, message, hint });
        };
        if !store::is_safe_name(&declared.name) {
            note("name", message!("apps.fleet.name", name = declared.name), None);
        }
        let app = declared.app.as_deref().unwrap_or(OTHER);
        let guide = open_guide(app).map_err(|Usage(why)| note("app", why, None)).ok()?;
        let record = Connection::new(&declared.name, &guide.id, World::now());
        let mut setup = Setup::new(record, guide);
        let mut held_back = None;
        for (member, field, value) in members(declared) {
            put(&mut setup, &field, &value);
            let Some(state) = setup.field(&field).cloned() else { continue };
            if field == Field::ClientId && state.suspicion == Some(Suspicion::Possible) {
                // Who the provider is decides it; the checks tell then.
                held_back = Some(value);
            } else if let Some(why) = state.problem {
                let keys = setup.guide().questions.iter().map(|question| question.key.as_str());
                let named = member.strip_prefix("set.");
                let near = named.and_then(|key| nearest(key, keys).filter(|right| *right != key));
                note(&member, why, near.map(|word| message!("apps.problem.nearest", word = word)));
            } else if field == Field::Issuer && !state.corrected.is_empty() {
                let value = state.value.unwrap_or_default();
                note(&member, message!("apps.fleet.issuer", value = value), None);
            } else if field == Field::Issuer && state.otherwise.is_some() {
                update(&mut setup, Intent::TakeAsTyped(field));
            }
        }
        for key in lacking(&setup, declared) {
            note("", message!("apps.fleet.missing", key = key), None);
        }
        let mut record = setup.connection().clone();
        record.client_id = record.client_id.or(held_back);
        record.entry.clone_from(&declared.entry);
        record.secret = declared.secret.as_ref().map_or(SecretSource::Ask, |place| self.secret(place));
        (problems.len() == before).then(|| self.one(declared, record))
    }

    /// What is verified, with all that a report says of it.
    fn one(&self, declared: &Declared, record: Connection) -> One {
        let line = position(self.text, declared.place("")).0;
        let file = Shown::of(&self.path.display().to_string());
        let labels = declared.labels.iter().map(|(name, value)| (Shown::of(name), Shown::of(value)));
        let told = DeclaredDocument {
            owner: declared.owner.as_deref().map(Shown::of),
            labels: labels.collect(),
            declared_at: Some(PlaceDocument { file, line }),
        };
        let from = declared.from.as_ref().map(|path| self.folder.join(path));
        let values = ValueArgs {
            app: Some(record.app.clone()),
            entry: from.as_ref().and(declared.entry.clone()),
            from,
            follow_references: declared.follow_references,
            declared: Some(Box::new(record.clone())),
            ..ValueArgs::default()
        };
        let listing = Listing { name: record.name.clone(), record: Ok(record) };
        let one = One { values, told, live: declared.live, quiet: !declared.noise, ..One::of(listing) };
        looked_into(one)
    }

    fn secret(&self, place: &SecretPlace) -> SecretSource {
        match place {
            SecretPlace::File(path) => SecretSource::File { path: self.folder.join(path) },
            SecretPlace::Variable(name) => SecretSource::Variable { name: name.clone() },
            SecretPlace::Command(argv) => SecretSource::Command { argv: self.command(argv) },
            SecretPlace::None => SecretSource::None,
        }
    }

    /// A program that is named by a way and not by its name alone lies where the file says.
    fn command(&self, argv: &[String]) -> Vec<String> {
        let mut argv = argv.to_vec();
        if let Some(program) = argv.first_mut().filter(|program| program.contains('/')) {
            *program = self.folder.join(&*program).to_string_lossy().into_owned();
        }
        argv
    }
}

/// The values of a connection, each with the member in which it stands. The issuer goes first, since a client ID is judged by it.
fn members(declared: &Declared) -> Vec<(String, Field, String)> {
    let answers = declared
        .set
        .iter()
        .map(|(key, value)| (format!("set.{key}"), Field::Answer(key.clone()), value.clone()));
    let scopes = Some(declared.scopes.join(" ")).filter(|scopes| !scopes.is_empty());
    let plain = [
        ("organization", Field::Organization, declared.organization.clone()),
        ("issuer", Field::Issuer, declared.issuer.clone()),
        ("client_id", Field::ClientId, declared.client_id.clone()),
        ("scopes", Field::Scopes, scopes),
        ("redirect_uri", Field::Redirect, declared.redirect_uri.clone()),
    ];
    let plain = plain.into_iter().filter_map(|(name, field, value)| Some((name.to_owned(), field, value?)));
    answers.chain(plain).collect()
}

fn update(setup: &mut Setup, intent: Intent) {
    // Nothing is asked for yet: what would be done in a session is done there again.
    drop(setup.update(Event::Intent(intent), World::now()));
}

fn put(setup: &mut Setup, field: &Field, value: &str) {
    update(setup, Intent::Put(field.clone(), value.into()));
}

/// The members that are missing where no file says them and the application is not looked at alone.
fn lacking(setup: &Setup, declared: &Declared) -> Vec<&'static str> {
    if declared.from.is_some() || declared.live {
        return Vec::new();
    }
    let fields = missing::lacking(setup).into_iter().filter_map(|(field, _)| match field {
        Field::Issuer => declared.issuer.is_none().then_some("issuer"),
        Field::ClientId => declared.client_id.is_none().then_some("client_id"),
        Field::Secret => declared.secret.is_none().then_some("secret"),
        _ => None,
    });
    fields.collect()
}

/// With what its file says of the issuer, so that connections of one organization follow one another; or why it says nothing.
fn looked_into(mut one: One) -> One {
    let Some(path) = one.values.from.clone() else { return one };
    let word = from::Word { consent: Consent::default(), entry: one.values.entry.clone(), may_ask: false };
    match from::look_into(&path, one.values.app.as_deref(), word) {
        Ok(found) => one.issuer = found.value(&Field::Issuer),
        Err(usage) => one.unread = Some((path, usage)),
    }
    one
}
