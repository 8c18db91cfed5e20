//! `usher setup` and `usher verify` without a screen: checks, login, verdict, and for a set-up the written file.

use super::session::{Interrupted, Session, options};
use super::values::{self, Usage, Use};
use super::write::{self, Asked};
use super::{Exit, refuse, talk};
use crate::cli::{LoginArgs, ReportArgs, ReportFormat, SetupArgs, VerifyArgs};
use crate::doctor::{Status, Verdict};
use crate::face::report::{Document, Examined, Format, Report};
use crate::setup::connection::SecretSource;
use crate::setup::{Field, Intent, LoginPlan, Phase, Setup, Who, Writing};

/// `usher setup`, from flags to a written configuration.
pub async fn setup(args: SetupArgs) -> Exit {
    let mut session =
        match values::session(args.application.as_deref(), &args.values, options(&args.login), Use::SetUp)
            .await
        {
            Ok(session) => session,
            Err(usage) => return refuse(&usage),
        };
    if let Err(usage) = complete(&mut session, args.yes, true) {
        return refuse(&usage);
    }
    match set_up(&mut session, &args).await {
        Ok(exit) => exit,
        Err(Interrupted) => interrupted(),
    }
}

async fn set_up(session: &mut Session, args: &SetupArgs) -> Result<Exit, Interrupted> {
    let mut exit = examine(session, &args.login, args.report.strict).await?;
    session.save().await?;
    let asked = Asked {
        format: args.target.as_format.clone(),
        path: args.target.to.clone(),
        unproven: args.target.unproven,
        yes: args.yes,
    };
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
    let reported = report(vec![told(&session.setup, &args.report)], &args.report);
    Ok(exit.max(written).max(reported))
}

/// `usher verify`: one connection, or all of them.
pub async fn verify(args: VerifyArgs) -> Exit {
    if args.all {
        return super::all::verify_all(&args).await;
    }
    let named = match only_connection(&args) {
        Ok(named) => named,
        Err(usage) => return refuse(&usage),
    };
    let mut session =
        match values::session(named.as_deref(), &args.values, options(&args.login), Use::Verify).await {
            Ok(session) => session,
            Err(usage) => return refuse(&usage),
        };
    if let Err(usage) = complete(&mut session, args.yes, false) {
        return refuse(&usage);
    }
    match verify_one(&mut session, &args).await {
        Ok(exit) => exit.max(report(vec![told(&session.setup, &args.report)], &args.report)),
        Err(Interrupted) => interrupted(),
    }
}

async fn verify_one(session: &mut Session, args: &VerifyArgs) -> Result<Exit, Interrupted> {
    let exit = examine(session, &args.login, args.report.strict).await?;
    session.save().await?;
    Ok(exit)
}

/// The connection that is meant when none is named: the only one there is.
fn only_connection(args: &VerifyArgs) -> Result<Option<String>, Usage> {
    let values = &args.values;
    if args.connection.is_some() || values.app.is_some() || values.from.is_some() || values.like.is_some() {
        return Ok(args.connection.clone());
    }
    super::keep::only_one().map(Some)
}

pub(super) fn interrupted() -> Exit {
    talk::say_words("cli.interrupted", &[]);
    Exit::Interrupted
}

/// Asks for what is missing where somebody can be asked; otherwise names the flags.
fn complete(session: &mut Session, yes: bool, needs_answers: bool) -> Result<(), Usage> {
    let may_ask = !yes && talk::can_ask();
    if may_ask {
        ask_missing(session);
    }
    let mut missing = values::missing(&session.setup);
    if needs_answers {
        missing.extend(values::unanswered(&session.setup));
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Usage::new("cli.missing", &[("flags", &missing.join(", "))]))
}

fn ask_missing(session: &mut Session) {
    let wanted = values::missing(&session.setup);
    let fields = [
        ("--issuer", Field::Issuer, "cli.ask.issuer"),
        ("--client-id", Field::ClientId, "cli.ask.client_id"),
        ("--client-secret-file", Field::Secret, "cli.ask.secret"),
    ];
    for (flag, field, question) in fields {
        while wanted.iter().any(|one| one == flag) {
            let prompt = format!("{} ", crate::base::words::text(question));
            let typed = if field == Field::Secret {
                talk::ask_secret(&prompt)
            } else {
                talk::ask(&prompt).map(crate::base::Secret::from)
            };
            let Some(typed) = typed else { return };
            session.put(field.clone(), typed);
            let problem = session.setup.field(&field).and_then(|state| state.problem.clone());
            match problem {
                Some(problem) => talk::say(&problem),
                None => break,
            }
        }
    }
}

/// The checks without a browser.
pub(super) async fn check(session: &mut Session) -> Result<(), Interrupted> {
    session.intend(Intent::Check);
    session.settle(&mut |_| {}).await
}

/// Checks without a browser, and the login unless it is not wanted or could only fail.
async fn examine(session: &mut Session, login: &LoginArgs, strict: bool) -> Result<Exit, Interrupted> {
    let issuer = session.setup.connection().issuer.clone().unwrap_or_default();
    talk::say_words("cli.checking", &[("issuer", &issuer)]);
    check(session).await?;
    let verdict = session.setup.diagnosis().verdict;
    if login.no_login {
        return Ok(verdict_exit(&session.setup, strict));
    }
    if verdict == Verdict::Broken {
        talk::say_words("cli.no_login_when_broken", &[]);
        return Ok(verdict_exit(&session.setup, strict));
    }
    // Without its address in Okta no answer can come back: the wait ends at once, so that the report says why.
    let findings = session.setup.diagnosis().checks.iter().filter_map(|check| check.finding.as_ref());
    let hopeless = findings.into_iter().any(|found| found.slug == "redirect.test_not_registered");
    if hopeless {
        talk::say_words("cli.no_login_when_broken", &[]);
    }
    sign_in(session, login, hopeless).await?;
    Ok(verdict_exit(&session.setup, strict))
}

async fn sign_in(session: &mut Session, login: &LoginArgs, hopeless: bool) -> Result<(), Interrupted> {
    let plan = LoginPlan {
        who: Who::Session,
        login_hint: login.login_hint.clone(),
        prompt: login.prompt.clone(),
        open: !hopeless && login.browser.as_deref() != Some("none"),
        wait_ms: if hopeless { 0 } else { login.login_timeout.saturating_mul(1000) },
        use_refresh: true,
    };
    session.intend(Intent::StartLogin(plan));
    let mut said_address = hopeless;
    let mut said_browser = false;
    session
        .settle(&mut |setup| {
            if let Phase::Waiting(waiting) = &setup.login().phase
                && !said_address
            {
                said_address = true;
                talk::say_words("cli.sign_in_at", &[]);
                // Alone on one line, so that it can be copied or piped whole.
                talk::say(waiting.address.as_str());
            }
            let opened = setup.evidence().login.as_ref().and_then(|login| login.opened.as_ref());
            if let (Some(Err(trouble)), false) = (opened, said_browser) {
                said_browser = true;
                talk::say_words("cli.browser_not_opened", &[("why", &trouble.detail)]);
            }
        })
        .await
}

/// The exit status of a diagnosis. `strict`: a warning counts as broken.
pub(super) fn verdict_exit(setup: &Setup, strict: bool) -> Exit {
    let diagnosis = setup.diagnosis();
    let warned = diagnosis.checks.iter().any(|check| check.status == Status::Warn);
    match diagnosis.verdict {
        Verdict::Broken => Exit::Broken,
        _ if strict && warned => Exit::Broken,
        Verdict::Unknown => Exit::Unknown,
        Verdict::Works | Verdict::NoFaultFound => Exit::Works,
    }
}

/// What is reported of one connection, and its verdict. The answers that it was concluded from are not kept in it.
pub(super) fn told(setup: &Setup, args: &ReportArgs) -> (Verdict, Document) {
    let examined = Examined {
        name: setup.connection().name.clone(),
        evidence: setup.evidence().clone(),
        diagnosis: setup.diagnosis().clone(),
    };
    // The screen may show who signed in; a machine format or a file only when asked to.
    let on_screen = format(args) == Format::Text && args.output.is_none();
    let include_identity = args.include_identity || on_screen;
    let report = Report { results: vec![examined], include_identity, strict: args.strict };
    (report.verdict(), report.document())
}

fn format(args: &ReportArgs) -> Format {
    match if args.json { ReportFormat::Json } else { args.format } {
        ReportFormat::Text => Format::Text,
        ReportFormat::Json => Format::Json,
        ReportFormat::Markdown => Format::Markdown,
        ReportFormat::Html => Format::Html,
        ReportFormat::Junit => Format::Junit,
    }
}

/// Writes the report to where it is wanted.
pub(super) fn report(parts: Vec<(Verdict, Document)>, args: &ReportArgs) -> Exit {
    let text = Document::joined(parts).render(format(args));
    match &args.output {
        None => {
            talk::answer(&text);
            Exit::Works
        }
        Some(path) => super::keep_text(path, text),
    }
}

/// Whether the record says that the client has no secret at all.
pub(super) fn is_public(setup: &Setup) -> bool {
    setup.connection().secret == SecretSource::None
}
