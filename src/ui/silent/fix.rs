//! `usher write --fix`: the application's own file, set right at the lines in which something wrong was found.

use std::path::PathBuf;

use super::examine::{examine, verdict_exit};
use super::session::{Interrupted, Session, options};
use super::told::report_one;
use super::usage::Usage;
use super::values::{self, Use};
use super::write::agreed;
use super::written::{difference_text, say_all, say_snippet, say_taking_up};
use super::{Exit, keep, talk};
use crate::base::Timestamp;
use crate::base::words::{message, say};
use crate::engine::connection::{Connection, SecretSource};
use crate::engine::{Intent, Writing};
use crate::io::World;
use crate::ui::cli::{LoginArgs, ReportArgs, ValueArgs, WriteArgs};

/// Judges the file, shows what would set it right, writes that, and judges it again.
pub(super) async fn fix(args: &WriteArgs) -> Result<Result<Exit, Interrupted>, Usage> {
    let named = match (&args.connection, &args.from) {
        (None, Some(_)) => None,
        (named, _) => Some(named.clone().map_or_else(keep::only_one, Ok)?),
    };
    let record = named.as_deref().map(keep::load).transpose()?;
    let from = args.from.clone().or_else(|| record.as_ref().and_then(own_file));
    let Some(from) = from else {
        return Err(Usage(message!("cli.fix.no_file", name = named.unwrap_or_default())));
    };
    let values = ValueArgs {
        app: args.app.clone(),
        from: Some(from),
        entry: args.entry.clone().or_else(|| record.as_ref()?.entry.clone()),
        set: args.set.clone(),
        client_secret_file: args.client_secret_file.clone(),
        follow_references: args.follow_references,
        ..ValueArgs::default()
    };
    let began = World::now();
    let may_ask = !args.yes && talk::can_ask();
    let named = named.as_deref();
    let login = login(args);
    let mut session = values::session(named, &values, options(&login), Use::Correct, may_ask).await?;
    if let Some(record) = record.filter(|record| record.secret != SecretSource::Ask) {
        // The file is set right; where the secret comes from is another matter.
        session.setup.secret_lives(record.secret);
    }
    if let Err(interrupted) = examine(&mut session, &login, false).await {
        return Ok(Err(interrupted));
    }
    let corrections = session.setup.corrections();
    let (Some(path), Some(format)) = (session.source.clone(), session.format.clone()) else {
        return Ok(Ok(Exit::Unknown));
    };
    if corrections.is_empty() {
        talk::say(&say!(session, "cli.fix.nothing", path = path.display()));
        return Ok(Ok(verdict(&session, began)));
    }
    let exit = match write(&mut session, Intent::Correct { format, path, corrections }, args).await {
        Ok(exit) => exit,
        Err(interrupted) => return Ok(Err(interrupted)),
    };
    if exit != Exit::Works || args.diff || !matches!(session.setup.writing(), Writing::Written(..)) {
        return Ok(Ok(exit));
    }
    let kept = session.setup.connection();
    let values = ValueArgs { name: Some(kept.name.clone()), entry: kept.entry.clone(), ..values };
    let mut session = values::session(None, &values, options(&login), Use::Verify, may_ask).await?;
    Ok(examine(&mut session, &login, false).await.map(|_| verdict(&session, began)))
}

/// A login only where it is wanted.
fn login(args: &WriteArgs) -> LoginArgs {
    const SECONDS: u64 = 180;
    LoginArgs {
        browser: args.browser.clone(),
        ca_file: args.ca_file.clone(),
        login_timeout: SECONDS,
        no_login: !args.login,
        ..LoginArgs::default()
    }
}

/// What the file comes to now, told in full.
fn verdict(session: &Session, began: Timestamp) -> Exit {
    verdict_exit(&session.setup, false).max(report_one(&session.setup, began, &ReportArgs::default()))
}

/// Shows the difference, and writes it once somebody agreed.
async fn write(session: &mut Session, correct: Intent, args: &WriteArgs) -> Result<Exit, Interrupted> {
    if args.target.no_undo {
        session.setup.write_without_undo();
    }
    session.intend(correct);
    session.settle(&mut |_| {}).await?;
    if let Writing::Planned(planned) = session.setup.writing() {
        let shown = difference_text(session.voice(), planned);
        if args.diff {
            talk::answer(&shown);
            return Ok(Exit::Works);
        }
        talk::say(&shown);
        if !args.yes && !agreed() {
            return Ok(Exit::Usage);
        }
        // What is set right has not been proven by anybody.
        session.intend(Intent::Write { unproven: true });
        session.settle(&mut |_| {}).await?;
    }
    if let Writing::Refused(_, refusal) = session.setup.writing() {
        let refusal = refusal.clone();
        let exit = say_all(&session.setup);
        say_snippet(&session.setup, &refusal);
        return Ok(exit);
    }
    let exit = say_all(&session.setup);
    let format = session.format.as_deref().and_then(|id| session.setup.resolved().format(id));
    if let (Exit::Works, Some(format)) = (exit, format) {
        say_taking_up(&session.setup, format);
    }
    Ok(exit)
}

/// The file of a saved connection: the one that was written last, else the one in which its secret is, else one that was
/// brought back.
fn own_file(record: &Connection) -> Option<PathBuf> {
    let written =
        record.written.iter().rev().filter(|written| written.is_known()).map(|written| &written.path);
    let secret = match &record.secret {
        SecretSource::Configuration { path, .. } => Some(path),
        _ => None,
    };
    let back = record.brought_back.iter().rev().filter(|one| !one.is_gone).map(|one| &one.path);
    written.chain(secret).chain(back).next().cloned()
}
