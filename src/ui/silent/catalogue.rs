//! `usher apps` and `usher request`: everything that only prints.

use super::guides::{self, open_guide};
use super::usage::{Usage, read_file};
use super::values;
use super::{Exit, refuse, talk};
use crate::apps::{Context, Guide, catalogue, json, markdown, request as sheet, terraform};
use crate::base::untrusted;
use crate::base::words::{Voice, message};
use crate::engine::connection::{Connection, DEFAULT_REDIRECT};
use crate::engine::{Field, Setup, field};
use crate::io::{World, store};
use crate::ui::cli::{AppsArgs, RequestArgs, RequestForm};

/// How long the test URI is asked for in a request sheet, in milliseconds: a week.
const TEST_URI_MS: i64 = 7 * 24 * 3600 * 1000;

/// `usher apps`.
pub fn apps(args: &AppsArgs) -> Exit {
    let result = match (args.application.as_deref(), &args.file) {
        (None, _) => Ok(list(args.json)),
        (Some("check"), Some(path)) => check(path),
        (Some("check"), None) => Err(Usage(message!("cli.check_what"))),
        (Some(_), Some(more)) => {
            let more = untrusted::visible(&more.display().to_string());
            Err(Usage(message!("cli.one_word_too_many", word = more)))
        }
        (Some(name), None) => one(name, args),
    };
    result.unwrap_or_else(|usage| refuse(&usage))
}

fn list(machine: bool) -> Exit {
    if machine {
        talk::json(&json::catalogue());
        return Exit::Works;
    }
    let cards = catalogue::cards();
    let width = cards.iter().map(|card| card.id.len()).max().unwrap_or_default();
    for card in cards {
        talk::answer_line(&format!("{:width$}  {} – {}", card.id, card.name, card.about));
    }
    for (_, guide) in guides::own_guides() {
        if let Ok(guide) = guide {
            talk::answer_line(&format!("{:width$}  {} – {}", guide.id, guide.name, guide.about));
        }
    }
    guides::tell_broken_guides();
    Exit::Works
}

fn one(name: &str, args: &AppsArgs) -> Result<Exit, Usage> {
    let guide = open_guide(name)?;
    let context = context(&guide, &args.set, args.organization.as_deref(), None)?;
    if args.json {
        talk::json(&json::guide(&guide, &context));
    } else {
        talk::answer(&markdown::guide(&guide, &context));
    }
    Ok(Exit::Works)
}

/// The guide's values from flags alone.
fn context(
    guide: &Guide,
    set: &[String],
    organization: Option<&str>,
    redirect: Option<&str>,
) -> Result<Context, Usage> {
    let mut context = Context {
        test_redirect: Some(redirect.unwrap_or(DEFAULT_REDIRECT).to_owned()),
        ..Context::default()
    };
    let checked = |field: &Field, typed: &str, flag: &str| -> Result<String, Usage> {
        let state = field::judge(field, &typed.into(), guide);
        match state.problem {
            Some(why) => Err(Usage(message!("cli.flag_refused", flag = flag, why = why))),
            None => Ok(state.value.unwrap_or_default()),
        }
    };
    for pair in set {
        let (key, value) = values::pair(pair)?;
        let value = checked(&Field::Answer(key.to_owned()), value, &format!("--set {key}"))?;
        context.answers.insert(key.to_owned(), value);
    }
    if let Some(typed) = organization {
        let origin = checked(&Field::Organization, typed, "--organization")?;
        context.organization = url::Url::parse(&origin).ok();
    }
    Ok(context)
}

/// `usher apps check FILE`: what is wrong with a guide of one's own, with line and column.
fn check(path: &std::path::Path) -> Result<Exit, Usage> {
    let text = read_file(path)?;
    let shown = path.display().to_string();
    match Guide::parse(text.reveal()) {
        Ok(guide) => {
            talk::tell(&message!("cli.guide_good", path = shown, name = guide.name));
            Ok(Exit::Works)
        }
        Err(problems) => {
            for problem in &problems {
                let said = |message| Voice::default().say(message);
                let hint = problem.hint.as_ref().map(said).unwrap_or_default();
                let (line, column, message) = (problem.line, problem.column, said(&problem.message));
                let shown = untrusted::visible(&shown);
                talk::answer_line(format!("{shown}:{line}:{column}: {message} {hint}").trim_end());
            }
            Ok(Exit::Broken)
        }
    }
}

/// `usher request`: the sheet for the person who may create applications in Okta.
pub fn request(args: &RequestArgs) -> Exit {
    match sheet_for(args) {
        Err(usage) => refuse(&usage),
        Ok(text) => match &args.output {
            None => {
                talk::answer(&text);
                Exit::Works
            }
            Some(path) => super::keep_text(path, text),
        },
    }
}

fn sheet_for(args: &RequestArgs) -> Result<String, Usage> {
    let saved = saved(&args.application);
    let name = saved.as_ref().map_or(args.application.as_str(), |kept| kept.app.as_str());
    let guide = open_guide(name)?;
    let redirect = args
        .redirect_uri
        .as_deref()
        .or(saved.as_ref().map(|kept| kept.redirect_uri.as_str()))
        .map(str::to_owned);
    let mut context = context(&guide, &args.set, args.organization.as_deref(), redirect.as_deref())?;
    if let Some(kept) = &saved {
        let known = Setup::new(kept.clone(), guide.clone()).context();
        for (key, answer) in known.answers {
            context.answers.entry(key).or_insert(answer);
        }
        context.organization = context.organization.or(known.organization);
    }
    let facts = sheet::RequestFacts {
        organization: context.organization.as_ref().map(ToString::to_string),
        test_until: Some(World::now().plus_ms(TEST_URI_MS).day()),
        connection: saved.map(|kept| kept.name),
        existing: None,
    };
    let resolved = guide.resolve(&context);
    let groups: Vec<String> =
        args.pilot.iter().filter(|pilot| !args.group.contains(pilot)).chain(&args.group).cloned().collect();
    let wanted = resolved.wanted(&groups).piloted(args.pilot.as_deref());
    Ok(match args.form {
        RequestForm::Sheet => sheet::request_sheet(context.voice, &resolved, &wanted, &facts),
        RequestForm::Terraform => terraform::okta_side(context.voice, &wanted, &facts),
    })
}

fn saved(name: &str) -> Option<Connection> {
    store::Store::new(store::data_dir()?).load(name).ok()
}
