//! Checks, the test login, the verdict, the written configuration, and what only a person can say.

use super::ask::{self, Plain};
use super::{Ended, talk};
use crate::apps::{FormatBody, Phase};
use crate::base::words;
use crate::cli::TargetArgs;
use crate::doctor::evidence::PageSeen;
use crate::doctor::{Status, Verdict, telling};
use crate::face::report::{Examined, Format, Report};
use crate::face::silent::write::{Asked, plan_and_write, sheet_text};
use crate::setup::connection::Stage;
use crate::setup::{Intent, LoginPlan, Phase as LoginPhase, Who};

/// The pages that Okta may be showing instead of coming back, in the order in which they are asked about.
const PAGES: [(PageSeen, &str); 7] = [
    (PageSeen::BadRequest, "plain.page.bad_request"),
    (PageSeen::NotAllowed, "plain.page.not_allowed"),
    (PageSeen::SignInLoop, "plain.page.loop"),
    (PageSeen::Blank, "plain.page.blank"),
    (PageSeen::CertificateWarning, "plain.page.certificate"),
    (PageSeen::CannotConnect, "plain.page.cannot_connect"),
    (PageSeen::Other, "plain.page.other"),
];

impl Plain<'_> {
    /// The checks without a browser, and what they found.
    pub(crate) async fn check(&mut self) -> Result<(), Ended> {
        talk::line("");
        let issuer = self.session.setup.connection().issuer.clone().unwrap_or_default();
        talk::line_of("cli.checking", &[("issuer", &issuer)]);
        self.session.intend(Intent::Check);
        self.session.settle(&mut |_| {}).await?;
        for check in &self.session.setup.diagnosis().checks {
            // What only a person can see is asked at the end.
            let is_asked_later = check.id.starts_with("app.");
            if !matches!(check.status, Status::NotReached | Status::NotApplicable) && !is_asked_later {
                let mark = words::text(&format!("plain.mark.{}", check.status.as_str()));
                talk::line(&format!("  {mark}  {}", telling::check_title(check.id)));
            }
        }
        self.say_cause();
        Ok(())
    }

    /// The first cause: what happened, where it is mended, with which value.
    fn say_cause(&self) {
        let setup = &self.session.setup;
        if let Some(finding) = setup.diagnosis().primary_finding() {
            let told = telling::tell(finding, &setup.evidence().subject);
            talk::line("");
            for sentence in [&told.title, &told.happened, &told.fix_where, &told.fix_do, &told.fix_value] {
                if !sentence.is_empty() {
                    talk::line(&format!("  {sentence}"));
                }
            }
        }
    }

    /// The test login and the verdict; again as often as the person wants. Whether to go on.
    pub(crate) async fn login(&mut self) -> Result<bool, Ended> {
        loop {
            self.sign_in().await?;
            talk::line("");
            let examined = Examined {
                name: self.session.setup.connection().name.clone(),
                evidence: self.session.setup.evidence().clone(),
                diagnosis: self.session.setup.diagnosis().clone(),
            };
            let report = Report { results: vec![examined], include_identity: true, strict: false };
            talk::line(&report.render(Format::Text));
            if self.session.setup.diagnosis().verdict == Verdict::Works {
                return Ok(true);
            }
            if !ask::yes(self.input, &words::text("plain.login.again"), true).await? {
                return ask::yes(self.input, &words::text("plain.login.go_on"), false).await;
            }
        }
    }

    async fn sign_in(&mut self) -> Result<(), Ended> {
        let choices = ["plain.who.session", "plain.who.other", "plain.who.private"].map(words::text);
        let who = match ask::choose(self.input, "plain.who.ask", &choices, 1).await? {
            0 => Who::Session,
            1 => Who::SomebodyElse,
            _ => Who::PrivateWindow,
        };
        let plan = LoginPlan {
            who,
            login_hint: self.login.login_hint.clone(),
            prompt: self.login.prompt.clone(),
            open: self.login.browser.as_deref() != Some("none"),
            wait_ms: self.login.login_timeout.saturating_mul(1000).max(1000),
            use_refresh: true,
        };
        self.session.intend(Intent::GoTo(Stage::Login));
        self.session.intend(Intent::StartLogin(plan));
        self.wait().await?;
        self.session.intend(Intent::GoTo(Stage::Verdict));
        Ok(())
    }

    /// Waits for the answer; a typed line is a pasted address, “e” tells which page the browser shows, “x” stops.
    async fn wait(&mut self) -> Result<(), Ended> {
        let mut said = false;
        // A script's input may end here; the browser can still come back.
        let mut listening = true;
        while self.session.setup.busy() {
            if let LoginPhase::Waiting(waiting) = &self.session.setup.login().phase
                && !said
            {
                said = true;
                talk::line_of("plain.login.address", &[]);
                talk::line(waiting.address.as_str());
                talk::line_of("plain.login.keys", &[]);
            }
            let waiting = self.session.setup.login().waiting().is_some();
            tokio::select! {
                biased;
                stepped = self.session.next() => stepped?,
                line = self.input.line(), if waiting && listening => match line {
                    None => listening = false,
                    Some(line) => self.heard(&line).await?,
                },
            }
        }
        Ok(())
    }

    async fn heard(&mut self, line: &crate::base::Secret) -> Result<(), Ended> {
        match line.reveal().trim() {
            "" => {}
            "x" => self.session.intend(Intent::StopLogin),
            "e" => {
                let choices: Vec<String> = PAGES.iter().map(|(_, key)| words::text(key)).collect();
                let at = ask::choose(self.input, "plain.page.ask", &choices, 0).await?;
                if let Some((page, _)) = PAGES.get(at) {
                    self.session.intend(Intent::Shows(*page));
                    self.session.feed_until_probed().await?;
                    self.say_cause();
                }
            }
            _ => {
                self.session.intend(Intent::Paste(line.clone()));
                let refused = self.session.setup.login().waiting().and_then(|one| one.paste_problem.clone());
                if refused.is_some() {
                    talk::line_of("plain.login.paste_refused", &[]);
                }
            }
        }
        Ok(())
    }

    /// The application's side: its steps, and the configuration written or shown field by field.
    pub(crate) async fn configuration(&mut self, target: &TargetArgs) -> Result<(), Ended> {
        self.session.intend(Intent::GoTo(Stage::Configuration));
        self.steps(Phase::App).await?;
        let formats = self.session.setup.resolved().formats.clone();
        let likely = target.as_format.as_ref().and_then(|id| formats.iter().position(|one| one.id == *id));
        let names: Vec<String> = formats.iter().map(|format| format.name.clone()).collect();
        let at = ask::choose(self.input, "plain.format.ask", &names, likely.unwrap_or(0)).await?;
        let Some(format) = formats.get(at) else { return Ok(()) };
        if let FormatBody::Sheet(sheet) = &format.body {
            let reveal = ask::yes(self.input, &words::text("plain.format.reveal"), false).await?;
            talk::line(&sheet_text(sheet, reveal));
            return Ok(());
        }
        let proposed = target
            .to
            .clone()
            .or_else(|| self.session.setup.proposed_path(format).map(Into::into))
            .unwrap_or_default();
        let shown = proposed.display().to_string();
        let prompt = format!("{} [{shown}] ", words::text("plain.format.path"));
        let typed = self.input.ask(&prompt).await.ok_or(Ended::Interrupted)?;
        let path = if typed.is_empty() { proposed } else { typed.into() };
        let asked = Asked {
            format: Some(format.id.clone()),
            path: Some(path),
            unproven: target.unproven,
            yes: false,
        };
        let _ = plan_and_write(&mut self.session, &asked).await?;
        Ok(())
    }

    /// What only a person can see, by their own word; and the test URI out of Okta again.
    pub(crate) async fn proof(&mut self) -> Result<(), Ended> {
        self.session.intend(Intent::GoTo(Stage::Proof));
        for question in self.session.setup.resolved().confirmations.clone() {
            talk::line("");
            let choices = ["plain.word.yes", "plain.word.no", "plain.word.later"].map(words::text);
            talk::line(&question.ask);
            let word = match ask::choose(self.input, "plain.choose", &choices, 0).await? {
                0 => Some(true),
                1 => Some(false),
                _ => None,
            };
            if let (Some(false), Some(otherwise)) = (word, &question.otherwise) {
                talk::line(&format!("  {otherwise}"));
            }
            self.session.intend(Intent::Confirm(question.id, word));
        }
        self.steps(Phase::OktaAfter).await?;
        talk::line_of("plain.done", &[]);
        self.session.save().await?;
        Ok(())
    }
}
