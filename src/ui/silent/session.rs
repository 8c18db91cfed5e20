//! One set-up with the world behind it, driven without a screen: intents in, wait until it is still again.

use std::collections::VecDeque;
use std::path::PathBuf;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::base::Secret;
use crate::base::words::{Key, Message, Voice, message};
use crate::engine::connection::{Connection, SecretSource};
use crate::engine::effect::{Effect, Outcome, Task, TaskId};
use crate::engine::format::{Open, Unfit};
use crate::engine::proof;
use crate::engine::reference::Reference;
use crate::engine::{Event, Field, Intent, Setup};
use crate::io::process::{Signal, Signals};
use crate::io::{Browser, Options, World};
use crate::ui::cli::LoginArgs;
use crate::ui::talk;

/// What is kept of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// All of it.
    Everything,
    /// A proof of the values that are saved, and nothing else: the record as it is saved.
    Proof(Box<Connection>),
    /// Nothing: it is not saved.
    Nothing,
}

impl Keeps {
    /// What goes to the disk of a record that is to be saved.
    fn of(&mut self, record: Box<Connection>, secret: Option<&Secret>) -> Option<Box<Connection>> {
        match self {
            Self::Everything => Some(record),
            Self::Nothing => None,
            Self::Proof(saved) => {
                let proof = record.proof.as_ref().filter(|proof| saved.proof.as_ref() != Some(proof))?;
                saved.proof = Some(proof::renewed(saved, &record, secret, proof)?);
                Some(saved.clone())
            }
        }
    }
}

/// A set-up and the world that does its effects.
pub(crate) struct Session {
    /// The set-up.
    pub setup: Setup,
    /// What is kept of it.
    pub keeps: Keeps,
    /// What a configuration that exists takes from places that cannot be opened from here.
    pub open: Vec<Open>,
    /// What a configuration that exists does not say, each with the keys under which it would.
    pub absent: Vec<(Field, Vec<String>)>,
    /// Values of it that cannot be read.
    pub unfit: Vec<Unfit>,
    /// Where the guide keeps Okta's own values, should this file have no place for them.
    pub other_files: Vec<String>,
    /// The file from which values were read.
    pub source: Option<PathBuf>,
    /// The guide's format that it is of.
    pub format: Option<String>,
    /// Its references that were followed.
    pub followed: Vec<Reference>,
    world: World,
    outcomes: UnboundedReceiver<(TaskId, Outcome)>,
    signals: Option<Signals>,
}

/// The person or the system ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interrupted;

/// World's options from the flags.
pub(crate) fn options(login: &LoginArgs) -> Options {
    let browser = match login.browser.as_deref() {
        None => Browser::Auto,
        Some("none") => Browser::None,
        Some(command) => Browser::Command(command.to_owned()),
    };
    Options { ca_file: login.ca_file.clone(), browser, ..Options::default() }
}

impl Session {
    /// A session; cheap until the first request.
    pub(crate) fn new(setup: Setup, options: Options) -> Self {
        let (sender, outcomes) = unbounded_channel();
        Self {
            setup,
            keeps: Keeps::Everything,
            open: Vec::new(),
            absent: Vec::new(),
            unfit: Vec::new(),
            other_files: Vec::new(),
            source: None,
            format: None,
            followed: Vec::new(),
            world: World::new(options, sender),
            outcomes,
            signals: Signals::ending().ok(),
        }
    }

    /// How it speaks of its provider.
    pub(crate) fn voice(&self) -> Voice {
        self.setup.voice()
    }

    /// A message as text.
    pub(crate) fn say(&self, message: &Message) -> String {
        self.voice().say(message)
    }

    /// The sentence under a key.
    pub(crate) fn text(&self, key: Key) -> String {
        self.voice().text(key)
    }

    /// Hands an intent in and starts what it asks for.
    pub(crate) fn intend(&mut self, intent: Intent) {
        self.feed(Event::Intent(intent));
    }

    fn feed(&mut self, event: Event) {
        let mut effects = VecDeque::from(self.setup.update(event, World::now()));
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Run(id, Task::Store(record)) => {
                    let revision = record.revision;
                    if let Some(record) = self.keeps.of(record, self.setup.secret()) {
                        self.world.perform(Effect::Run(id, Task::Store(record)));
                    } else {
                        // Verifying leaves no other trace: the set-up is told that all is well.
                        let kept = Event::Done(id, Outcome::Stored(Ok(revision)));
                        effects.extend(self.setup.update(kept, World::now()));
                    }
                }
                effect => self.world.perform(effect),
            }
        }
    }

    /// A typed value.
    pub(crate) fn put(&mut self, field: Field, text: impl Into<Secret>) {
        self.intend(Intent::Put(field, text.into()));
    }

    /// Waits until nothing is going on; `watch` is called after every step.
    pub(crate) async fn settle(&mut self, watch: &mut dyn FnMut(&Setup)) -> Result<(), Interrupted> {
        watch(&self.setup);
        while self.setup.busy() || self.setup.keeping() {
            self.next().await?;
            watch(&self.setup);
        }
        Ok(())
    }

    /// One step: an outcome or a signal. Can be dropped while waiting without losing one.
    pub(crate) async fn next(&mut self) -> Result<(), Interrupted> {
        let signal = next_signal(self.signals.as_mut());
        tokio::select! {
            biased;
            Some((id, outcome)) = self.outcomes.recv() => {
                if let (Outcome::Stored(Ok(revision)), Keeps::Proof(saved)) = (&outcome, &mut self.keeps) {
                    saved.revision = *revision;
                }
                self.feed(Event::Done(id, outcome));
            }
            signal = signal => if matches!(signal, Signal::Interrupt | Signal::Terminate | Signal::Hangup) {
                self.give_up().await;
                return Err(Interrupted);
            },
        }
        Ok(())
    }

    /// Ends a login and revokes what it was given, within a moment.
    async fn give_up(&mut self) {
        self.intend(Intent::Quit);
        while self.setup.is_revoking() {
            match self.outcomes.recv().await {
                Some((id, outcome)) => self.feed(Event::Done(id, outcome)),
                None => break,
            }
        }
        self.world.finish().await;
    }

    /// Fetches the secret from a place that was named just now.
    pub(crate) async fn fetch_secret_from(&mut self, source: SecretSource) -> Result<(), Interrupted> {
        self.intend(Intent::SecretFrom(source));
        self.settle(&mut |_| {}).await
    }

    /// Fetches the secret from where the record says it lives.
    pub(crate) async fn fetch_secret(&mut self) -> Result<(), Interrupted> {
        let source = self.setup.connection().secret.clone();
        if self.setup.secret().is_none() && !matches!(source, SecretSource::Ask | SecretSource::None) {
            self.intend(Intent::SecretFrom(source));
            self.settle(&mut |_| {}).await?;
        }
        Ok(())
    }

    /// Keeps the record, where this connection is one that is kept; says so when that fails.
    pub(crate) async fn save(&mut self) -> Result<(), Interrupted> {
        if self.keeps == Keeps::Everything {
            self.intend(Intent::Save);
            self.settle(&mut |_| {}).await?;
        }
        if let Some(Err(trouble)) = self.setup.stored() {
            talk::tell(&message!("cli.not_kept", why = trouble.detail));
        }
        Ok(())
    }
}

async fn next_signal(signals: Option<&mut Signals>) -> Signal {
    match signals {
        Some(signals) => signals.next().await,
        None => std::future::pending().await,
    }
}
