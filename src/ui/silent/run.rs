//! `usher setup` and `usher verify` without a screen: checks, login, verdict, and for a set-up the written file.

use super::all;
use super::examine::{examine, verdict_exit};
use super::missing::{examples, lacking};
use super::session::{Interrupted, Session, options};
use super::told::{interrupted, report_one};
use super::usage::Usage;
use super::values::{self, Use};
use super::write::{self, Asked};
use super::{Exit, refuse, talk};
use crate::base::Timestamp;
use crate::base::words::{Key, Message, key, message, say};
use crate::engine::{Field, Setup, Writing};
use crate::io::World;
use crate::ui::cli::{SetupArgs, ValueArgs, VerifyArgs};

/// `usher setup`, from flags to a written configuration.
pub async fn setup(args: SetupArgs) -> Exit {
    let began = World::now();
    let (named, options) = (args.application.as_deref(), options(&args.login));
    let may_ask = !args.yes && talk::can_ask();
    let given = ValueArgs { over: args.target.to.clone(), ..args.values.clone() };
    let mut session = match values::session(named, &given, options, Use::SetUp, may_ask).await {
        Ok(session) => session,
        Err(usage) => return refuse(&usage),
    };
    let named = args.target.as_format.as_deref();
    if let Err(usage) = complete(&mut session, args.yes, true)
        .and_then(|()| write::known(&session.setup, named, args.target.to.as_deref()))
    {
        return refuse(&usage);
    }
    match set_up(&mut session, &args, began).await {
        Ok(exit) => exit,
        Err(Interrupted) => interrupted(),
    }
}

async fn set_up(session: &mut Session, args: &SetupArgs, began: Timestamp) -> Result<Exit, Interrupted> {
    if session.setup.lacks_what_was_held() {
        session.save().await?;
        let exit = verdict_exit(&session.setup, args.report.strict);
        return Ok(exit.max(report_one(&session.setup, began, &args.report)));
    }
    let mut exit = examine(session, &args.login, args.report.strict).await?;
    session.save().await?;
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
    let mut written = Exit::Works;
    if asked.format.is_some() || asked.path.is_some() {
        written = write::plan_and_write(session, &asked).await?;
        let after = verdict_exit(&session.setup, args.report.strict);
        exit = exit.max(after);
        // That nothing unproven was written is no failure of its own beside a verdict that says why.
        if exit != Exit::Works && matches!(session.setup.writing(), Writing::Unproven(_)) {
            written = Exit::Works;
        }
    }
    let reported = report_one(&session.setup, began, &args.report);
    say_practised(&session.setup);
    Ok(exit.max(written).max(reported))
}

/// What was only practised must not be taken for done.
fn say_practised(setup: &Setup) {
    if setup.is_practice() {
        let (app, name) = (setup.resolved().name.as_str(), setup.connection().name.as_str());
        talk::say(&say!(setup.voice(), "cli.practised", app = app, name = name));
    }
}

/// Why several connections cannot be verified like this: what is said of one has no meaning for all of them.
fn of_one_alone(args: &VerifyArgs) -> Option<Usage> {
    let ValueArgs { follow_references, .. } = args.values;
    let is_of_one = args.values != ValueArgs { follow_references, ..ValueArgs::default() };
    let is_of_one = is_of_one || args.save || args.login.seen_at.is_some();
    is_of_one.then(|| Usage(message!("cli.of_one_alone")))
}

/// `usher verify`: one connection, or all of them.
pub async fn verify(args: VerifyArgs) -> Exit {
    if all::is_of_several(&args) {
        return match of_one_alone(&args) {
            None => all::verify_all(&args).await,
            Some(usage) => refuse(&usage),
        };
    }
    let began = World::now();
    let named = match only_connection(&args) {
        Ok(named) => named,
        Err(usage) => return refuse(&usage),
    };
    let (named, options) = (named.as_deref(), options(&args.login));
    let may_ask = !args.yes && talk::can_ask();
    let usage = if args.save { Use::VerifyAndSave } else { Use::Verify };
    let given = ValueArgs { visits: args.login.live || args.login.seen_at.is_some(), ..args.values.clone() };
    let mut session = match values::session(named, &given, options, usage, may_ask).await {
        Ok(session) => session,
        Err(usage) => return refuse(&usage),
    };
    // What an application sends today can be seen without any value but its address.
    let looks_alone = (args.login.live || args.login.seen_at.is_some()) && args.login.no_login;
    if let Err(usage) = complete(&mut session, args.yes || looks_alone, false)
        && !looks_alone
    {
        return refuse(&usage);
    }
    match verify_one(&mut session, &args).await {
        Ok(exit) => exit.max(report_one(&session.setup, began, &args.report)),
        Err(Interrupted) => interrupted(),
    }
}

async fn verify_one(session: &mut Session, args: &VerifyArgs) -> Result<Exit, Interrupted> {
    // Without what stands elsewhere nothing can be asked that would tell anything.
    if session.setup.lacks_what_was_held() {
        return Ok(verdict_exit(&session.setup, args.report.strict));
    }
    let exit = examine(session, &args.login, args.report.strict).await?;
    session.save().await?;
    Ok(exit)
}

/// The connection that is meant when none is named: the only one there is; none where flags name a client of their own.
fn only_connection(args: &VerifyArgs) -> Result<Option<String>, Usage> {
    let values = &args.values;
    let named = args.connection.first().cloned();
    if named.is_some() || values.app.is_some() || values.from.is_some() || values.like.is_some() {
        return Ok(named);
    }
    match (&values.issuer, &values.client_id) {
        (Some(_), Some(_)) => Ok(None),
        (None, None) => super::keep::only_one().map(Some),
        // With one of the two it is the only connection, or a client of which the rest is still missing.
        _ => Ok(super::keep::only_one().ok()),
    }
}

/// Asks for what is missing where somebody can be asked; otherwise names the flags.
fn complete(session: &mut Session, yes: bool, needs_answers: bool) -> Result<(), Usage> {
    let may_ask = !yes && talk::can_ask();
    if may_ask {
        ask_missing(session);
    }
    let lacking = examples(&session.setup, needs_answers);
    if lacking.is_empty() {
        return Ok(());
    }
    let key = if needs_answers { key!("cli.missing") } else { key!("cli.missing_verify") };
    Err(Usage(message!(key, flags = lacking.join(" "))))
}

/// Whether a client secret that was typed as client ID is to be used as what it is; the client ID is asked for again.
fn is_taken_as_secret(session: &mut Session, field: &Field, problem: &Message) -> bool {
    let right = session.setup.put_right().filter(|_| *field == Field::ClientId);
    let Some((id, secret)) = right else { return false };
    talk::say(&session.say(problem));
    let word = talk::ask(&format!("{} ", say!(session, "cli.ask.swap")));
    if word.is_some_and(|word| matches!(word.trim().to_lowercase().as_str(), "y" | "yes")) {
        session.put(Field::ClientId, id);
        session.put(Field::Secret, secret);
    }
    true
}

fn ask_missing(session: &mut Session) {
    let fields = [
        (Field::Issuer, key!("cli.ask.issuer")),
        (Field::ClientId, key!("cli.ask.client_id")),
        (Field::Secret, key!("cli.ask.secret")),
    ];
    for (field, question) in fields {
        let is_missing = lacking(&session.setup).iter().any(|(one, _)| *one == field);
        if is_missing && ask(session, &field, question).is_none() {
            return;
        }
    }
}

/// Asks for one value until it can be used; `None` where the input has ended.
fn ask(session: &mut Session, field: &Field, question: Key) -> Option<()> {
    let prompt = format!("{} ", session.text(question));
    loop {
        let typed = if *field == Field::Secret {
            talk::ask_secret(&prompt)
        } else {
            talk::ask(&prompt).map(crate::base::Secret::from)
        };
        session.put(field.clone(), typed?);
        let problem = session.setup.field(field).and_then(|state| state.problem.clone());
        match problem {
            Some(problem) if is_taken_as_secret(session, field, &problem) => {}
            Some(problem) => talk::say(&session.say(&problem)),
            None => return Some(()),
        }
    }
}
