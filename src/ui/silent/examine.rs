//! The checks and the login of one set-up, waited for, with what is said meanwhile.

use super::session::{Interrupted, Session};
use super::{Exit, missing, talk};
use crate::base::Secret;
use crate::base::words::{key, say};
use crate::diagnosis::{CheckId, Slug, Status, Verdict};
use crate::engine::{Intent, LoginPlan, Setup, Who};
use crate::ui::cli::LoginArgs;

/// The checks without a browser.
pub(super) async fn check(session: &mut Session) -> Result<(), Interrupted> {
    session.intend(Intent::Check);
    let mut said = None;
    session
        .settle(&mut |setup| {
            if let Some((seconds, until)) = setup.pause().filter(|pause| said != Some(*pause)) {
                said = Some((seconds, until));
                let time = until.utc().format("%H:%M:%S UTC").to_string();
                talk::say(&say!(setup.voice(), "cli.pausing", seconds = seconds, until = time));
            }
        })
        .await
}

/// The visit to the living application, and what the provider says to what it sends; with it the checks without a browser,
/// where there are values to check.
pub(super) async fn visit(session: &mut Session, seen_at: Option<&str>) -> Result<(), Interrupted> {
    let alone = missing::is_lacking(&session.setup);
    let app = session.setup.resolved().name.clone();
    if let Some(address) = seen_at {
        session.intend(Intent::SeenAt { address: Secret::new(address), alone });
    } else {
        talk::say(&say!(session, "cli.visiting", app = app));
        session.intend(Intent::Visit { alone });
    }
    session.settle(&mut |_| {}).await?;
    if session.setup.connection().issuer.is_some() {
        return Ok(());
    }
    if let Some(captured) = session.setup.captured() {
        let (endpoint, client) = (captured.endpoint.to_string(), captured.client_id.clone());
        talk::say(&say!(session, "cli.captured", app = app, endpoint = endpoint, client_id = client));
        session.intend(Intent::AskAboutLive);
        session.settle(&mut |_| {}).await?;
    }
    Ok(())
}

/// Checks without a browser, and the login unless it is not wanted or could only fail.
pub(super) async fn examine(
    session: &mut Session,
    login: &LoginArgs,
    strict: bool,
) -> Result<Exit, Interrupted> {
    session.setup.leave_out_noise(login.no_noise);
    if let Some(issuer) = session.setup.connection().issuer.clone() {
        let checking = if login.no_noise { key!("cli.checking_quietly") } else { key!("cli.checking") };
        talk::say(&say!(session, checking, issuer = issuer));
    }
    if login.live || login.seen_at.is_some() {
        visit(session, login.seen_at.as_deref()).await?;
    } else {
        check(session).await?;
    }
    if login.no_login {
        return Ok(verdict_exit(&session.setup, strict));
    }
    // What the application alone makes of another setting keeps nobody from signing in here, and there may be more to find.
    let failed = session.setup.diagnosis().checks.iter().filter(|check| check.status == Status::Fail);
    if failed.into_iter().any(|check| check.id != CheckId::ConfigSettings) {
        talk::say(&say!(session, "cli.no_login_when_broken"));
        return Ok(verdict_exit(&session.setup, strict));
    }
    // Without its address in Okta no answer can come back: the wait ends at once, so that the report says why.
    let findings = session.setup.diagnosis().checks.iter().filter_map(|check| check.finding.as_ref());
    let hopeless = findings.into_iter().any(|found| found.slug == Slug::RedirectTestNotRegistered);
    if hopeless {
        talk::say(&say!(session, "cli.no_login_when_broken"));
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
    };
    session.intend(Intent::StartLogin(plan));
    let mut said_address = hopeless;
    let mut said_browser = false;
    session
        .settle(&mut |setup| {
            if let Some(waiting) = setup.login().waiting()
                && !said_address
            {
                said_address = true;
                talk::say(&say!(setup.voice(), "cli.sign_in_at"));
                // Alone on one line, so that it can be copied or piped whole.
                talk::say(waiting.address.as_str());
            }
            let opened = setup.evidence().login.as_ref().and_then(|login| login.opened.as_ref());
            if let (Some(Err(trouble)), false) = (opened, said_browser) {
                said_browser = true;
                talk::say(&say!(setup.voice(), "cli.browser_not_opened", why = trouble.detail));
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
