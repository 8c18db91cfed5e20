//! One connection, from answers to proof: intents in, effects out.
//!
//! PURE. The wizard, plain questions, flags and `--all` drive it alike; it knows no screen, sends nothing, reads no clock.
//! [`Setup::update`] is total and never blocks: give it an event and the time, perform every effect it returns, give back
//! what came of them. An outcome of a task that is no longer current is dropped.
//!
//! ```text
//!  Intent ──▶ update ──▶ Effect::Run(id, Task) ──▶ world ──▶ Done(id, Outcome) ──▶ update ──▶ …
//!                └──────▶ diagnosis(), login(), writing(), field(): what there is to be seen
//! ```

mod applying;
mod change;
mod checks;
mod companions;
mod compare;
pub mod configured;
pub mod connection;
mod corrections;
mod destination;
pub mod effect;
mod examination;
pub mod field;
mod follower;
mod following;
pub mod format;
mod held;
pub mod intent;
mod journal;
mod living;
mod local_admin;
mod login;
mod origin;
mod planning;
pub mod preflight;
mod progress;
pub mod proof;
pub mod reference;
pub mod search;
mod secrets;
mod subject;
mod tasks;
mod test_address;
mod undo;
mod using;
mod values;
mod views;
mod writing;

use std::collections::BTreeMap;

use crate::apps::{ClaimNeeds, Guide, Resolved};
use crate::base::words::Voice;
use crate::base::{Secret, Timestamp, Trouble};
use crate::diagnosis::as_configured::AsConfigured;
use crate::diagnosis::evidence::{Confirmation, Evidence, Subject};
use crate::oidc::token::ClientAuthentication;

pub use change::{Planned, Target, Writing};
use connection::Connection;
use effect::{Effect, Outcome, Task, TaskId};
use examination::Examination;
pub use field::FieldState;
pub use intent::{Event, Field, Intent, LoginPlan, Who};
pub use local_admin::LocalAdmin;
pub use login::{End, Phase, Waiting};
pub use proof::ProofState;
use tasks::{LoginTask, Purpose, Tasks};
pub use test_address::Removal;
pub use undo::How;

/// One connection being set up or verified.
#[derive(Debug)]
pub struct Setup {
    connection: Connection,
    guide: Guide,
    resolved: Resolved,
    resolved_for: Option<crate::apps::Context>,
    secret: Option<Secret>,
    authentication: Option<ClientAuthentication>,
    fields: BTreeMap<Field, FieldState>,
    /// The text that was held back as client ID last, as long as something of it is left.
    withheld: Option<Secret>,
    evidence: Examination,
    /// What the application uses by its own file, where one was read.
    configured: Option<AsConfigured>,
    /// The values as that file gave them; what differs was typed over them.
    read: BTreeMap<Field, Secret>,
    /// The redirect URIs that it sends by that file.
    sent_redirects: Vec<String>,
    /// What the guide would make of the claims without what was typed over the file; `None` where nothing was.
    claims_as_read: Option<ClaimNeeds>,
    tasks: Tasks,
    login: Phase,
    login_only: bool,
    checking: bool,
    /// Whether the questions are left out that the provider logs as a failure.
    leaves_out_noise: bool,
    /// How long this round of checks has paused, and until when it does now.
    paused_ms: u64,
    pause: Option<(u64, Timestamp)>,
    /// The visit to the living application, while it is made.
    visit: Option<crate::live::Visit>,
    /// Whether nothing else is checked.
    visits_alone: bool,
    writing: Writing,
    written_unproven: bool,
    /// Whether what must give way to the new settings is taken out.
    replaces: bool,
    /// Which of several places in the application's file is meant.
    entry: Option<String>,
    batch: companions::Batch,
    stored: Option<Result<u64, effect::FileTrouble>>,
    store_again: bool,
    /// What waits until the record is saved.
    after_store: Option<journal::Step>,
    /// Whether files are written also where the record cannot be saved.
    without_undo: bool,
    /// Whether something was written of which the record does not know.
    unrecorded: bool,
    secret_trouble: Option<Trouble>,
    /// The search through the configuration in which the secret lives, while it is on.
    secret_search: Option<search::Search>,
    /// What was sent or issued so far and must not be told.
    told_secrets: Vec<Secret>,
    /// What the person said about what a configuration refers to.
    consent: reference::Consent,
    /// Values that a configuration takes from where Usher did not look.
    held: Vec<format::Open>,
    /// Whether the test login comes back to the application itself, for want of a test address in Okta.
    comes_back_to_app: bool,
    /// What came of asking whether a redirect URI of the test is gone from Okta.
    removals: BTreeMap<String, Removal>,
    /// How the documents of the set-up speak.
    voice: Voice,
}

impl Setup {
    /// A set-up of this record by this guide. Nothing is asked of anybody yet.
    pub fn new(connection: Connection, guide: Guide) -> Self {
        let resolved = guide.resolve(&crate::apps::Context::default());
        let evidence = Examination::of(Evidence::new(Subject::empty()));
        let mut setup = Self {
            connection,
            guide,
            resolved,
            resolved_for: None,
            secret: None,
            authentication: None,
            fields: BTreeMap::new(),
            withheld: None,
            evidence,
            configured: None,
            read: BTreeMap::new(),
            sent_redirects: Vec::new(),
            claims_as_read: None,
            tasks: Tasks::default(),
            login: Phase::Idle,
            login_only: false,
            leaves_out_noise: false,
            paused_ms: 0,
            pause: None,
            checking: false,
            visit: None,
            visits_alone: false,
            writing: Writing::Idle,
            written_unproven: false,
            replaces: false,
            entry: None,
            batch: companions::Batch::default(),
            stored: None,
            store_again: false,
            after_store: None,
            without_undo: false,
            unrecorded: false,
            secret_trouble: None,
            secret_search: None,
            told_secrets: Vec::new(),
            consent: reference::Consent::default(),
            held: Vec::new(),
            comes_back_to_app: false,
            removals: BTreeMap::new(),
            voice: Voice::default(),
        };
        setup.fill_fields();
        setup.refresh_view();
        setup
    }

    /// How its documents speak from now on.
    pub fn speak(&mut self, voice: Voice) {
        self.voice = voice;
        self.refresh_view();
    }

    /// How is spoken of its provider.
    pub fn voice(&self) -> Voice {
        self.voice.about(self.evidence.subject.is_other_provider)
    }

    /// Takes one event and says what is to be done. Total: an event that makes no sense now changes nothing.
    pub fn update(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        let mut out = Vec::new();
        let (had_login, was_checking) = (self.login.running(), self.checking);
        let is_outcome = matches!(event, Event::Done(..));
        match event {
            Event::Intent(intent) => self.intend(intent, now, &mut out),
            Event::Done(id, outcome) => self.done(id, outcome, now, &mut out),
        }
        self.refresh_view();
        let is_login_over = had_login && !self.login.running();
        // Checks that were stopped say nothing.
        let has_checked =
            is_outcome && was_checking && !self.checking && self.proof_state() != ProofState::Fresh;
        if is_login_over || has_checked {
            self.prove(&mut out);
        }
        out
    }

    fn intend(&mut self, intent: Intent, now: Timestamp, out: &mut Vec<Effect>) {
        match intent {
            Intent::Put(field, typed) => self.put(field, &typed, now, out),
            Intent::Uses(look) => self.uses(*look, out),
            Intent::TakeAsTyped(field) => self.take_as_typed(&field, now, out),
            Intent::SecretFrom(source) => self.fetch_secret(source, out),
            Intent::FollowReferences(yes) => self.follow_references(yes, out),
            Intent::GoTo(stage) => self.go_to(stage),
            Intent::Tick(step, done) => self.tick(step, done),
            Intent::SomebodyElse(yes) => self.connection.somebody_else = yes,
            Intent::Check => self.check(now, out),
            Intent::StopCheck => {
                self.stop_visit(out);
                self.stop_check(out);
            }
            Intent::Visit { alone } => self.visit(alone, now, out),
            Intent::SeenAt { address, alone } => self.seen_at(&address, alone, now, out),
            Intent::AskAboutLive => self.ask_about_live(out),
            Intent::StartLogin(plan) => self.start_login(plan, now, out),
            Intent::ComeBackToApp(yes) => self.come_back_to_app(yes, out),
            Intent::OpenBrowser => self.open_browser(out),
            Intent::Paste(text) => self.pasted(&text, out),
            Intent::Shows(page) => self.shows(page, out),
            Intent::StopLogin => self.stop_login(out),
            Intent::Quit => self.quit(out),
            Intent::CheckSignOut => self.check_sign_out(out),
            Intent::Plan { format, path } => {
                self.replaces = false;
                self.plan_write(&format, path, out);
            }
            Intent::Replace => self.replace(out),
            Intent::PlanAt(place) => self.plan_at(place, out),
            Intent::Correct { format, path, corrections } => {
                self.plan_corrections(&format, path, corrections, out);
            }
            Intent::Write { unproven } => self.write(unproven, out),
            Intent::UndoWrite => self.undo_write(out),
            Intent::Confirm(id, word) => self.confirm(id, word),
            Intent::CheckTestUriGone => self.ask_test_addresses_gone(out),
            Intent::Copy(text) => self.run(Purpose::Clipboard, Task::Copy(text), out),
            Intent::CopySecret(text) => self.run(Purpose::Clipboard, Task::CopySecret(text), out),
            Intent::Open(url) => self.run(Purpose::Page, Task::Open(url), out),
            Intent::Save => self.save(out),
        }
        if self.connection.changed < now {
            self.connection.changed = now;
        }
    }

    fn done(&mut self, id: TaskId, outcome: Outcome, now: Timestamp, out: &mut Vec<Effect>) {
        if let Outcome::Answered(exchange) = &outcome {
            self.remember_secrets(exchange);
        }
        let Some(purpose) = self.tasks.purpose(id).cloned() else { return };
        // The listener speaks more than once; everything else is over with its outcome.
        if purpose != Purpose::Login(LoginTask::Listener) {
            self.tasks.end(id);
        }
        match (purpose, outcome) {
            (Purpose::Probe(question), Outcome::Answered(exchange)) => {
                self.probed(question, *exchange, now, out);
            }
            (Purpose::Pause, Outcome::Woke) => self.advance_preflight(out),
            (Purpose::Visit, Outcome::Visited(exchange, is_private)) => {
                self.visited(&exchange, is_private, now, out);
            }
            (Purpose::VisitPause, Outcome::Woke) => self.go_on_visiting(now, out),
            (Purpose::Login(task), outcome) => self.login_outcome(task, outcome, now, out),
            (Purpose::LateTokens(revoker), Outcome::Answered(exchange)) => {
                self.late_tokens(&revoker, *exchange, out);
            }
            (Purpose::Revocation, Outcome::Answered(exchange)) => self.revoked(*exchange, out),
            (Purpose::RevocationDeadline, Outcome::Woke) => self.give_up_revocations(out),
            (Purpose::SignOut, Outcome::Answered(exchange)) => self.sign_out_told(*exchange),
            (Purpose::Salt, Outcome::Random(salt)) => self.keep_proof(&salt, now, out),
            (Purpose::Secret, Outcome::SecretFetched(result)) => self.secret_came(result, out),
            (Purpose::SecretReferences, Outcome::Gathered(gathered)) => self.secret_gathered(gathered, out),
            (Purpose::TestUriGone(uri), Outcome::Answered(exchange)) => {
                self.removal_told(uri, &exchange, out);
            }
            (Purpose::Store, Outcome::Stored(result)) => self.kept(result, out),
            (
                purpose @ (Purpose::ReadForPlan
                | Purpose::ReadCopy
                | Purpose::ReadForUndo
                | Purpose::PlaceFiles
                | Purpose::ReadBack
                | Purpose::WriteFile
                | Purpose::Undo),
                outcome,
            ) => writing::file_outcome(self, &purpose, outcome, now, out),
            _ => {}
        }
    }

    /// Starts a task.
    fn run(&mut self, purpose: Purpose, task: Task, out: &mut Vec<Effect>) {
        let id = self.tasks.start(purpose);
        out.push(Effect::Run(id, task));
    }

    /// Ends every task that fits.
    fn stop_where(&mut self, out: &mut Vec<Effect>, fits: impl Fn(&Purpose) -> bool) {
        out.extend(self.tasks.drop_where(fits).into_iter().map(Effect::Stop));
    }

    /// Makes what is seen fit what is known.
    fn refresh_view(&mut self) {
        self.resolve();
        self.forget_other_visit();
        let confirmations = self.confirmations();
        let stale_proof = self.proof_state() == ProofState::Stale;
        let not_written = self.writing.not_written();
        let secrets = self.secrets();
        let not_followed = self.not_followed();
        if self.evidence.configured != self.configured {
            self.evidence.configured.clone_from(&self.configured);
        }
        let seen = &*self.evidence;
        if seen.confirmations != confirmations
            || seen.stale_proof != stale_proof
            || seen.not_written != not_written
            || seen.secrets != secrets
            || seen.not_followed != not_followed
        {
            let seen = &mut *self.evidence;
            (seen.confirmations, seen.stale_proof) = (confirmations, stale_proof);
            (seen.not_written, seen.secrets) = (not_written, secrets);
            seen.not_followed = not_followed;
        }
    }

    fn confirmations(&self) -> Vec<Confirmation> {
        let word = |id: &str| self.connection.confirmed.get(id).copied();
        let questions = self.resolved.confirmations.iter();
        questions
            .map(|one| Confirmation { id: one.id.clone(), ask: one.ask.clone(), yes: word(&one.id) })
            .collect()
    }
}
