//! `usher write`: the configuration again, as a difference, as text, into a file, or back to what stood there before.

use std::path::{Path, PathBuf};

use super::guides::open_guide;
use super::keep;
use super::session::{Interrupted, Session, options};
use super::usage::Usage;
use super::values::{self, Use};
use super::written::{difference_text, say_all, say_beside, say_outcome, say_undone, sheet_text, text_of};
use super::{Exit, refuse, talk};
use crate::apps::{Format, FormatBody};
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, Voice, key, message, say};
use crate::engine::connection::SecretSource;
use crate::engine::{Intent, LocalAdmin, Planned, Setup, Writing};
use crate::ui::cli::{LoginArgs, ValueArgs, WriteArgs};

/// What shall be written where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// The guide's format; the first file when not named.
    pub format: Option<String>,
    /// The file; the guide's own proposal when not named.
    pub path: Option<PathBuf>,
    /// Also without a proof.
    pub unproven: bool,
    /// A local administrator was tested.
    pub local_admin_tested: bool,
    /// Ask nothing.
    pub yes: bool,
}

/// `usher write`.
pub(crate) async fn write(args: WriteArgs) -> Exit {
    if args.fix {
        return match super::fix::fix(&args).await {
            Ok(Ok(exit)) => exit,
            Ok(Err(Interrupted)) => Exit::Interrupted,
            Err(usage) => refuse(&usage),
        };
    }
    let named = match args.connection.clone().map_or_else(keep::only_one, Ok) {
        Ok(named) => named,
        Err(usage) => return refuse(&usage),
    };
    match run(&named, &args).await {
        Ok(Ok(exit)) => exit,
        Ok(Err(Interrupted)) => Exit::Interrupted,
        Err(usage) => refuse(&usage),
    }
}

async fn run(named: &str, args: &WriteArgs) -> Result<Result<Exit, Interrupted>, Usage> {
    let values = ValueArgs {
        client_secret_file: args.client_secret_file.clone(),
        follow_references: args.follow_references,
        ..ValueArgs::default()
    };
    let connection = keep::load(named)?;
    if args.undo {
        // What is written is known from the record alone; a guide that is gone since must not stand in the way.
        let guide = open_guide(&connection.app).or_else(|_| open_guide("other"))?;
        let setup = Setup::new(connection, guide);
        let mut session = Session::new(setup, options(&LoginArgs::default()));
        return Ok(undo(&mut session, args.yes).await);
    }
    let options = options(&LoginArgs::default());
    let may_ask = !args.yes && talk::can_ask();
    let mut session = values::session(Some(named), &values, options, Use::Write, may_ask).await?;
    known(&session.setup, args.target.as_format.as_deref(), args.target.to.as_deref())?;
    ask_secret(&mut session, args.yes);
    if let Some(held) = session.setup.evidence().not_followed.as_ref() {
        talk::say(&session.say(&held.way));
        return Ok(Ok(Exit::Unknown));
    }
    let asked = Asked {
        format: args.target.as_format.clone(),
        path: args.target.to.clone(),
        unproven: args.target.unproven,
        local_admin_tested: args.target.local_admin_tested,
        yes: args.yes,
    };
    if args.target.no_undo {
        session.setup.write_without_undo();
    }
    if args.print {
        return Ok(Ok(print(&session.setup, &asked)));
    }
    if args.diff {
        return Ok(diff(&mut session, &asked).await);
    }
    if let Some(sheet) = asked_sheet(&session.setup, &asked) {
        talk::answer(&sheet_text(&sheet, false));
        return Ok(Ok(Exit::Works));
    }
    Ok(plan_and_write(&mut session, &asked).await)
}

fn ask_secret(session: &mut Session, yes: bool) {
    if session.setup.secret().is_none() && !is_public(&session.setup) && !yes && talk::can_ask() {
        let prompt = format!("{} ", say!(session, "cli.ask.secret"));
        if let Some(secret) = talk::ask_secret(&prompt) {
            session.put(crate::engine::Field::Secret, secret);
        }
    }
}

/// Whether the record says that the client has no secret at all.
fn is_public(setup: &Setup) -> bool {
    setup.connection().secret == SecretSource::None
}

/// The format that is asked for, else the first that is a file, else the first.
fn chosen<'a>(setup: &'a Setup, asked: &Asked) -> Option<&'a Format> {
    let formats = &setup.resolved().formats;
    match &asked.format {
        Some(id) => formats.iter().find(|format| format.id == *id),
        None => formats.iter().find(|one| one.is_file()).or_else(|| formats.first()),
    }
}

/// Refuses a format that the guide does not have, and a path for one that is no file, before anything is asked over the
/// network.
pub(super) fn known(setup: &Setup, wanted: Option<&str>, to: Option<&Path>) -> Result<(), Usage> {
    let formats = &setup.resolved().formats;
    let chosen = wanted.and_then(|wanted| formats.iter().find(|format| format.id == wanted));
    if let (Some(format), Some(path)) = (chosen.filter(|format| !format.is_file()), to) {
        let path = path.display().to_string();
        return Err(Usage(message!("cli.no_file_to", format = format.id, path = path)));
    }
    match wanted {
        Some(wanted) if formats.iter().all(|format| format.id != wanted) => {
            let known: Vec<&str> = formats.iter().map(|format| format.id.as_str()).collect();
            Err(Usage(message!("cli.format_unknown", name = wanted, known = setup.voice().list(&known))))
        }
        _ => Ok(()),
    }
}

fn unknown_format(setup: &Setup, asked: &Asked) -> Exit {
    known(setup, asked.format.as_deref(), None).err().map_or(Exit::Usage, |usage| refuse(&usage))
}

/// The configuration itself, the secret included, to standard output.
fn print(setup: &Setup, asked: &Asked) -> Exit {
    let Some(format) = chosen(setup, asked) else { return unknown_format(setup, asked) };
    let gaps = format.gaps();
    if !gaps.is_empty() {
        talk::say(&say!(setup.voice(), "cli.incomplete", missing = setup.voice().list(&gaps)));
        return Exit::Usage;
    }
    match text_of(setup, format) {
        Ok(text) => {
            talk::data(&text);
            for also in &format.also {
                talk::say(&say!(setup.voice(), "cli.also_print", format = also));
            }
            Exit::Works
        }
        Err(why) => {
            talk::say(&why);
            Exit::Broken
        }
    }
}

async fn plan(session: &mut Session, asked: &Asked) -> Result<Result<(), Exit>, Interrupted> {
    let Some(format) = chosen(&session.setup, asked).map(|format| format.id.clone()) else {
        return Ok(Err(unknown_format(&session.setup, asked)));
    };
    session.intend(Intent::Plan { format, path: asked.path.clone() });
    session.settle(&mut |_| {}).await?;
    if !asked.yes && talk::can_ask() && !session.setup.places().is_empty() {
        let places = session.setup.places().to_vec();
        talk::say(&say!(session, "wizard.places.why"));
        for (at, place) in places.iter().enumerate() {
            talk::say(&format!("  {}  {}", at + 1, visible(place)));
        }
        let number = talk::ask(&format!("{} ", say!(session, "cli.which_place")))
            .and_then(|word| word.trim().parse::<usize>().ok());
        if let Some(place) = number.and_then(|number| places.get(number.checked_sub(1)?)) {
            session.intend(Intent::PlanAt(place.clone()));
            session.settle(&mut |_| {}).await?;
        }
    }
    if let Some((key, others)) = session.setup.in_the_way().filter(|_| !asked.yes && talk::can_ask()) {
        let question = say!(session, "cli.replace", key = key, others = Message::list(others));
        let word = talk::ask(&format!("{question} "));
        if word.is_some_and(|word| matches!(word.trim().to_lowercase().as_str(), "y" | "yes")) {
            session.intend(Intent::Replace);
            session.settle(&mut |_| {}).await?;
        }
    }
    Ok(Ok(()))
}

async fn diff(session: &mut Session, asked: &Asked) -> Result<Exit, Interrupted> {
    if let Some(sheet) = asked_sheet(&session.setup, asked) {
        talk::answer(&sheet_text(&sheet, false));
        return Ok(Exit::Works);
    }
    if let Err(exit) = plan(session, asked).await? {
        return Ok(exit);
    }
    Ok(match session.setup.writing() {
        Writing::Planned(planned) if planned.is_unchanged() => {
            say_unchanged(planned);
            Exit::Works
        }
        Writing::Planned(planned) => {
            talk::answer(&difference_text(session.voice(), planned));
            Exit::Works
        }
        other => say_outcome(&session.setup, other),
    })
}

fn asked_sheet(setup: &Setup, asked: &Asked) -> Option<crate::apps::Sheet> {
    match &chosen(setup, asked)?.body {
        FormatBody::Sheet(sheet) => Some(sheet.clone()),
        FormatBody::Settings { .. } | FormatBody::Text(_) => None,
    }
}

/// Plans, shows the difference, writes, reads back. A sheet is printed instead, its secret masked.
pub(crate) async fn plan_and_write(session: &mut Session, asked: &Asked) -> Result<Exit, Interrupted> {
    if let Some(sheet) = asked_sheet(&session.setup, asked) {
        talk::say(&sheet_text(&sheet, false));
        return Ok(Exit::Works);
    }
    if let Err(exit) = plan(session, asked).await? {
        return Ok(exit);
    }
    if let Writing::Planned(planned) = session.setup.writing() {
        for also in &planned.also {
            let (path, with) = (planned.target.path.display(), also.target.path.display());
            talk::say(&say!(session, "cli.also", path = path, also = with));
        }
        if planned.is_unchanged() {
            // To write the same once more would only put a copy of it where the copy of what was before it stands.
            say_unchanged(planned);
            return Ok(Exit::Works);
        }
        talk::say(&difference_text(session.voice(), planned));
        if !has_local_admin(session, asked) {
            return Ok(Exit::Usage);
        }
        if !asked.yes && !agreed() {
            return Ok(Exit::Usage);
        }
        session.intend(Intent::Write { unproven: asked.unproven });
        session.settle(&mut |_| {}).await?;
    }
    let exit = say_all(&session.setup);
    if let (Exit::Works, Some(format)) = (exit, chosen(&session.setup, asked)) {
        say_beside(&session.setup, format);
    }
    Ok(exit)
}

/// Whether it may be written as far as the way back in is concerned: the person's word on it is asked for, or its flag.
fn has_local_admin(session: &mut Session, asked: &Asked) -> bool {
    let Some(why) = session.setup.asks_for_local_admin() else { return true };
    if !asked.local_admin_tested {
        let app = session.setup.resolved().name.clone();
        talk::say(&session.say(&why.message(&app)));
        for sentence in session.setup.resolved().accounts.iter().flat_map(|accounts| &accounts.existing) {
            talk::say(sentence);
        }
        if let Some(way) = session.setup.way_back_in() {
            talk::say(way);
        }
        match why {
            _ if !asked.yes && talk::can_ask() => {
                if !says_yes(key!("cli.ask.local_admin")) {
                    return false;
                }
            }
            LocalAdmin::FirstWrite => return true,
            LocalAdmin::Hidden(_) => {
                talk::tell(&message!("cli.needs_local_admin"));
                return false;
            }
        }
    }
    session.setup.say_of_local_admin(true);
    true
}

fn say_unchanged(planned: &Planned) {
    talk::tell(&message!("cli.unchanged", path = planned.target.path.display()));
}

pub(super) fn agreed() -> bool {
    if !talk::can_ask() {
        talk::tell(&message!("cli.needs_yes"));
        return false;
    }
    says_yes(key!("cli.ask.write"))
}

pub(super) fn says_yes(question: Key) -> bool {
    let word = talk::ask(&format!("{} ", Voice::default().text(question)));
    word.is_some_and(|word| matches!(word.trim().to_lowercase().as_str(), "y" | "yes"))
}

async fn undo(session: &mut Session, yes: bool) -> Result<Exit, Interrupted> {
    if session.setup.connection().written.is_empty() {
        talk::say(&say!(session, "cli.nothing_to_undo"));
        return Ok(Exit::Usage);
    }
    for one in session.setup.connection().last_writing() {
        let path = one.path.display().to_string();
        match &one.backup {
            Some(copy) => {
                talk::say(&say!(session, "cli.undoing", path = path, copy = copy.display()));
            }
            None => talk::say(&say!(session, "cli.undoing_new", path = path)),
        }
    }
    // A script that asks for the undo has said so; a person sees first what it would be.
    if !yes && talk::can_ask() && !says_yes(key!("cli.ask.undo")) {
        return Ok(Exit::Usage);
    }
    session.intend(Intent::UndoWrite);
    session.settle(&mut |_| {}).await?;
    let exit = say_undone(&session.setup);
    // That it could not be saved afterwards makes nothing undone: the next undo finds each file as it was before.
    if let Some(Err(trouble)) = session.setup.stored()
        && exit == Exit::Works
    {
        talk::say(&say!(session, "cli.not_kept", why = trouble.detail));
    }
    Ok(exit)
}
