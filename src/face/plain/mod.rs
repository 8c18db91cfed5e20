//! The wizard's questions line by line: no cursor tricks, numbered choices, fit for a screen reader and for copying.
//!
//! It drives the same [`crate::setup`] as the screen does, through the same stages. What it says goes to standard output,
//! since here the conversation is the answer.

mod ask;
mod guide;
mod input;
mod prove;

use std::path::Path;

use crate::apps::catalogue;
use crate::base::words;
use crate::cli::{LoginArgs, SetupArgs, ValueArgs};
use crate::face::silent::session::{Interrupted, Session, options};
use crate::face::silent::{from, practice, values};
use crate::face::{Exit, talk};
use crate::practice::Faults;
use crate::setup::connection::Stage;
use crate::world::store;

use ask::Plain;
use input::Input;

/// Why the conversation ended early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The input ended, or somebody interrupted it.
    Interrupted,
    /// The values do not make a set-up.
    Refused(String),
}

impl From<Interrupted> for Ended {
    fn from(_: Interrupted) -> Self {
        Self::Interrupted
    }
}

/// The whole conversation.
pub async fn run(args: Option<SetupArgs>) -> Exit {
    let mut input = Input::new();
    let result = match args {
        Some(args) => begin(&mut input, args).await,
        None => start(&mut input).await,
    };
    match result {
        Ok(exit) => exit,
        Err(Ended::Interrupted) => {
            talk::say_words("plain.ended", &[]);
            Exit::Interrupted
        }
        Err(Ended::Refused(why)) => {
            talk::say(&why);
            Exit::Usage
        }
    }
}

/// The first question: what to do.
async fn start(input: &mut Input) -> Result<Exit, Ended> {
    talk::line_of("plain.welcome", &[]);
    let unfinished = unfinished();
    let mut choices = vec![
        words::text("plain.start.setup"),
        words::text("plain.start.verify"),
        words::text("plain.start.practise"),
    ];
    choices.extend(unfinished.iter().map(|name| words::fill("plain.start.continue", &[("name", name)])));
    match ask::choose(input, "plain.start.ask", &choices, 0).await? {
        0 => begin(input, SetupArgs::default()).await,
        1 => verify(input).await,
        2 => practise(input).await,
        at => {
            let name = unfinished.get(at - 3).cloned();
            begin(input, SetupArgs { application: name, ..SetupArgs::default() }).await
        }
    }
}

/// Saved connections without a proof.
fn unfinished() -> Vec<String> {
    let listed =
        store::data_dir().and_then(|folder| store::Store::new(folder).list().ok()).unwrap_or_default();
    let open = listed.into_iter().filter_map(|one| one.record.ok()).filter(|record| record.proof.is_none());
    open.map(|record| record.name).collect()
}

async fn verify(input: &mut Input) -> Result<Exit, Ended> {
    let listed =
        store::data_dir().and_then(|folder| store::Store::new(folder).list().ok()).unwrap_or_default();
    let names: Vec<String> = listed.into_iter().map(|one| one.name).collect();
    let mut choices = names.clone();
    choices.push(words::text("plain.verify.file"));
    let at = ask::choose(input, "plain.verify.ask", &choices, 0).await?;
    let mut args = SetupArgs::default();
    if let Some(name) = names.get(at) {
        args.application = Some(name.clone());
    } else {
        let prompt = format!("{} ", words::text("plain.verify.path"));
        let path = input.ask(&prompt).await.ok_or(Ended::Interrupted)?;
        args.values = ValueArgs { from: Some(path.into()), ..ValueArgs::default() };
    }
    let mut plain = open(input, &args).await?;
    plain.values().await?;
    plain.login().await?;
    Ok(plain.exit())
}

/// Rehearses on the practice Okta, served from here for as long as the conversation lasts.
async fn practise(input: &mut Input) -> Result<Exit, Ended> {
    talk::line_of("plain.practice.starting", &[]);
    let running = practice::serve(crate::world::practice_server::PRACTICE_PORT, Faults::default(), None)
        .await
        .map_err(|usage| Ended::Refused(usage.0))?;
    let origin = running.origin.origin().ascii_serialization();
    talk::line_of("cli.practice", &[("origin", &origin)]);
    let values =
        ValueArgs { organization: Some(origin), name: Some("practice".to_owned()), ..ValueArgs::default() };
    begin(input, SetupArgs { values, ..SetupArgs::default() }).await
}

/// A set-up from wherever it stands to its end.
async fn begin(input: &mut Input, mut args: SetupArgs) -> Result<Exit, Ended> {
    if args.application.is_none() && args.values.app.is_none() && args.values.from.is_none() {
        args.application = Some(choose_application(input).await?);
    }
    let mut plain = open(input, &args).await?;
    if plain.session.setup.connection().stage < Stage::Values {
        plain.addresses().await?;
        plain.in_okta().await?;
    }
    plain.values().await?;
    if plain.login().await? {
        plain.configuration(&args.target).await?;
        plain.proof().await?;
    }
    Ok(plain.exit())
}

async fn open<'a>(input: &'a mut Input, args: &SetupArgs) -> Result<Plain<'a>, Ended> {
    let login: LoginArgs = args.login.clone();
    let mut given = args.values.clone();
    if args.application.is_none() && given.app.is_none() && given.like.is_none() {
        given.app = which_fits(input, given.from.as_deref()).await?;
    }
    let session: Session =
        values::session(args.application.as_deref(), &given, options(&login), values::Use::SetUp)
            .await
            .map_err(|usage| Ended::Refused(usage.0))?;
    Ok(Plain { input, session, login })
}

/// The application that a file belongs to, asked for where several fit; `None` where the file settles it, or nothing does.
async fn which_fits(input: &mut Input, file: Option<&Path>) -> Result<Option<String>, Ended> {
    let Some(file) = file else { return Ok(None) };
    let fitting = from::candidates(file).map_err(|usage| Ended::Refused(usage.0))?;
    if fitting.len() < 2 {
        return Ok(None);
    }
    let names: Vec<String> = fitting.iter().map(|one| one.name.clone()).collect();
    let at = ask::choose(input, "plain.from.which", &names, 0).await?;
    Ok(fitting.get(at).map(|one| one.id.clone()))
}

/// Search, then choose by number; the generic guide is always among the choices.
async fn choose_application(input: &mut Input) -> Result<String, Ended> {
    loop {
        let prompt = format!("{} ", words::text("plain.app.ask"));
        let query = input.ask(&prompt).await.ok_or(Ended::Interrupted)?;
        let mut found = catalogue::search(&query);
        if found.is_empty() {
            talk::line_of("plain.app.none", &[]);
            found = catalogue::cards();
        }
        let choices: Vec<String> =
            found.iter().map(|card| format!("{} – {}", card.name, card.about)).collect();
        if let Some(card) = found.get(ask::choose(input, "plain.app.which", &choices, 0).await?) {
            return Ok(card.id.to_owned());
        }
    }
}
