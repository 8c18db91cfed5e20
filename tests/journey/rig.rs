//! The world of a set-up as a script: the practice Okta for the network, virtual time, files in memory, a visitor.
//!
//! Tasks wait in [`Rig::tasks`] until they are performed, so that a test can look at what is asked before it happens.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use url::Url;
use usher::apps::{Guide, catalogue};
use usher::base::{Request, Secret, Timestamp, TroubleKind};
use usher::engine::connection::Connection;
use usher::engine::effect::{Effect, Outcome, Task, TaskId};
use usher::engine::{Event, Field, Intent, LoginPlan, Setup};
use usher::practice::{self, AppSpec, Faults, Keys, Org, Seeds, Server};

use crate::tests::journey::echo::Echo;
use crate::tests::journey::scenario::{Callback, Instead};
use crate::tests::journey::visitor::{Ended, Visitor};

pub(crate) const OKTA: &str = "https://example.okta.com";
pub(crate) const CLIENT: &str = "0oapractice000000001";
pub(crate) const SECRET: &str = "a-practice-secret-of-sixty-four-letters-and-digits-0123456789abc";
pub(crate) const TEST_URI: &str = "http://localhost:8749/callback";
pub(crate) const CODER_URI: &str = "https://coder.example.com/api/v2/users/oidc/callback";
pub(crate) const ANA: &str = "ana@example.com";
/// 2026-11-22T18:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp(1_795_370_400_000);

pub(crate) static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    Keys::from_pem(include_str!("../support/practice-key.pem"), "practice-key-1").expect("the tests' key")
});

/// A guide; each is read once.
fn guide(app: &str) -> Guide {
    static READ: LazyLock<Mutex<BTreeMap<String, Guide>>> = LazyLock::new(Mutex::default);
    let mut read = READ.lock().unwrap();
    read.entry(app.to_owned())
        .or_insert_with(|| catalogue::open(app).expect("a guide of the catalogue"))
        .clone()
}

/// The application as most tests register it.
pub(crate) fn coder() -> AppSpec {
    AppSpec::web("Coder", &[CODER_URI, TEST_URI])
        .with_credentials(CLIENT, SECRET)
        .with_refresh()
        .with_groups()
        .with_sign_out(&["https://coder.example.com/"])
}

/// The world.
pub(crate) struct Rig {
    pub(crate) setup: Setup,
    pub(crate) org: Org,
    pub(crate) now: Timestamp,
    /// Who signs in when a browser is opened; nobody leaves the page as it is.
    pub(crate) person: Option<String>,
    pub(crate) visitor: Visitor,
    /// Where the browser ended each time.
    pub(crate) visits: Vec<Ended>,
    /// Whether a browser can be started.
    pub(crate) browser: bool,
    /// Whether another program holds the port.
    pub(crate) port_taken: bool,
    /// Whether the record cannot be saved.
    pub(crate) is_record_frozen: bool,
    /// Hosts with trouble on the way, or the ends of addresses.
    pub(crate) trouble: Vec<(String, TroubleKind)>,
    /// Addresses whose ends are answered like this instead.
    pub(crate) instead: Vec<(String, Instead)>,
    /// An error that comes back instead of the practice's answer.
    pub(crate) callback: Option<Callback>,
    /// Repeats what it was told.
    pub(crate) echo: Option<Echo>,
    pub(crate) files: BTreeMap<PathBuf, String>,
    pub(crate) records: Vec<Connection>,
    /// What was sent, with how many exchanges stood before it, one after the other.
    pub(crate) sent: Vec<(Request, usize)>,
    /// Where the living application sends whoever visits it, and the requests that it was visited by.
    pub(crate) sends: Option<String>,
    pub(crate) visited: Vec<Request>,
    /// How many requests were to go to public addresses alone.
    pub(crate) outward: usize,
    pub(crate) tasks: VecDeque<(TaskId, Task, usize)>,
    pub(crate) timers: Vec<(Timestamp, TaskId, usize)>,
    pub(crate) listener: Option<TaskId>,
    pub(crate) arrived: Option<(Secret, usize)>,
    /// Every token that the practice gave out.
    pub(crate) issued: Vec<Secret>,
    pub(crate) seeds: Seeds,
    pub(crate) randomness: u8,
    /// Everything that was told and asked, as `Debug` shows it, where a test wants to read it.
    pub(crate) said: Option<String>,
}

impl Rig {
    /// A set-up of this application at an organization where everything is right, nothing typed yet.
    pub(crate) fn of(app: &str) -> Self {
        let mut seeds = Seeds::new(&[7; 32]);
        let mut org = Org::new("Practice Inc.", OKTA);
        org.register(coder(), NOW, &mut seeds);
        Self {
            setup: Setup::new(Connection::new(app, app, NOW), guide(app)),
            org,
            now: NOW,
            person: Some(ANA.to_owned()),
            visitor: Visitor::default(),
            visits: Vec::new(),
            browser: true,
            port_taken: false,
            is_record_frozen: false,
            trouble: Vec::new(),
            instead: Vec::new(),
            callback: None,
            echo: None,
            files: BTreeMap::new(),
            records: Vec::new(),
            sent: Vec::new(),
            sends: None,
            visited: Vec::new(),
            outward: 0,
            tasks: VecDeque::new(),
            timers: Vec::new(),
            listener: None,
            arrived: None,
            issued: Vec::new(),
            seeds,
            randomness: 0,
            said: None,
        }
    }

    /// Coder with all values typed.
    pub(crate) fn coder() -> Self {
        let mut rig = Self::of("coder");
        rig.fill_in_coder();
        rig
    }

    pub(crate) fn fill_in_coder(&mut self) {
        self.answer("base_url", "https://coder.example.com");
        self.put(Field::Issuer, OKTA);
        self.put(Field::ClientId, CLIENT);
        self.put(Field::Secret, SECRET);
    }

    /// What another Usher meets after this one was killed at this moment: the files, and the record as it was last saved.
    pub(crate) fn killed(&self) -> Self {
        let app = self.setup.guide().id.clone();
        let record = self.records.last().cloned().unwrap_or_else(|| Connection::new(&app, &app, NOW));
        let mut next = Self::of(&app);
        next.setup = Setup::new(record, guide(&app));
        next.records.extend(self.records.last().cloned());
        next.files.clone_from(&self.files);
        next
    }

    /// The same with faults.
    pub(crate) fn with(faults: &[&str]) -> Self {
        let mut rig = Self::coder();
        rig.org.faults = faults.iter().map(|name| name.parse().expect("a fault")).collect::<Faults>();
        rig
    }

    pub(crate) fn register(&mut self, spec: AppSpec) {
        self.org.register(spec, NOW, &mut self.seeds);
    }

    pub(crate) fn server(&mut self) -> &mut Server {
        self.org.server_mut("default").expect("the default server")
    }

    pub(crate) fn put(&mut self, field: Field, text: &str) -> Vec<Effect> {
        self.intend(Intent::Put(field, Secret::new(text)))
    }

    pub(crate) fn answer(&mut self, question: &str, text: &str) -> Vec<Effect> {
        self.put(Field::Answer(question.to_owned()), text)
    }

    /// Says what is wanted; the tasks wait.
    pub(crate) fn intend(&mut self, intent: Intent) -> Vec<Effect> {
        self.tell(Event::Intent(intent), 0)
    }

    /// What came of a task, told by the test itself.
    pub(crate) fn done(&mut self, id: TaskId, outcome: Outcome) -> Vec<Effect> {
        self.tell(Event::Done(id, outcome), 0)
    }

    fn tell(&mut self, event: Event, depth: usize) -> Vec<Effect> {
        let told = self.said.is_some().then(|| format!("{event:?}\n"));
        let effects = self.setup.update(event, self.now);
        if let (Some(said), Some(told)) = (&mut self.said, told) {
            said.push_str(&told);
            writeln!(said, "{effects:?}\n{:?}", self.setup).unwrap();
        }
        self.take(&effects, depth);
        effects
    }

    /// Puts what is to be done behind what waits already.
    pub(crate) fn take(&mut self, effects: &[Effect], depth: usize) {
        for effect in effects.iter().cloned() {
            match effect {
                Effect::Run(id, task) => self.tasks.push_back((id, task, depth)),
                Effect::Stop(id) => self.stop(id),
            }
        }
    }

    /// Ends a task.
    pub(crate) fn stop(&mut self, id: TaskId) {
        self.tasks.retain(|(other, _, _)| *other != id);
        self.timers.retain(|(_, other, _)| *other != id);
        self.listener = self.listener.filter(|other| *other != id);
    }

    /// Performs all there is to do, time included.
    pub(crate) fn run(&mut self) {
        for _ in 0..500 {
            if !self.step() {
                return;
            }
        }
        panic!("this never ends: {:?}", self.tasks);
    }

    /// Performs so many tasks; answers whether there were as many.
    pub(crate) fn run_steps(&mut self, count: usize) -> bool {
        (0..count).all(|_| self.step())
    }

    /// Performs what can be done now, up to the first moment at which this holds.
    pub(crate) fn run_until(&mut self, holds: impl Fn(&Self) -> bool) {
        for _ in 0..500 {
            if holds(self) {
                return;
            }
            assert!(self.step(), "all is done, and what was waited for never came");
        }
        panic!("this never ends: {:?}", self.tasks);
    }

    /// Checks without a browser, to their end.
    pub(crate) fn check(&mut self) {
        self.intend(Intent::Check);
        self.run();
    }

    /// A login, to its end.
    pub(crate) fn login(&mut self) {
        self.intend(Intent::StartLogin(LoginPlan::default()));
        self.run();
    }

    /// The listener, while the sockets are held.
    pub(crate) fn listener(&self) -> Option<TaskId> {
        self.listener
    }

    /// The answer that a browser brought, before the listener tells it.
    pub(crate) fn take_arrived(&mut self) -> Option<Secret> {
        self.arrived.take().map(|(raw, _)| raw)
    }

    /// How many of the tokens that were issued can still be used, by the provider's own word.
    pub(crate) fn live_tokens(&mut self) -> usize {
        let issued = std::mem::take(&mut self.issued);
        let alive = issued.iter().filter(|token| {
            let request = Request::form(
                Url::parse(&format!("{OKTA}/oauth2/v1/introspect")).unwrap(),
                &[("token", token.reveal()), ("client_id", CLIENT), ("client_secret", SECRET)],
            );
            let answer = practice::answer(&mut self.org, &request, self.now, &mut self.seeds, &KEYS);
            answer.body.reveal().contains("\"active\":true")
        });
        let count = alive.count();
        self.issued = issued;
        count
    }

    /// A task that waits, by what it is.
    pub(crate) fn waiting(&self, is: impl Fn(&Task) -> bool) -> Option<TaskId> {
        self.tasks.iter().find(|(_, task, _)| is(task)).map(|(id, _, _)| *id)
    }

    /// The requests that were sent so far, without their queries.
    pub(crate) fn transcript(&self) -> Vec<String> {
        let line = |request: &Request| format!("{} {}", request.method.as_str(), request.url.path());
        self.sent.iter().map(|(request, _)| line(request)).collect()
    }

    /// The answer that the browser has just brought.
    pub(crate) fn arrived_now(&mut self) -> Option<Secret> {
        self.listener?;
        self.arrived.take().map(|(raw, _)| raw)
    }

    /// Moves the time on to the next thing that was to be done later.
    pub(crate) fn next_timer(&mut self) -> Option<TaskId> {
        let next = self.timers.iter().copied().min_by_key(|(at, id, _)| (*at, *id))?;
        self.timers.retain(|timer| *timer != next);
        self.now = self.now.max(next.0);
        Some(next.1)
    }

    fn step(&mut self) -> bool {
        if let Some((id, task, depth)) = self.tasks.pop_front() {
            if let Some((outcome, depth)) = self.perform(id, task, depth) {
                self.tell(Event::Done(id, outcome), depth);
            }
            return true;
        }
        if let (Some((raw, depth)), Some(id)) = (self.arrived.take(), self.listener) {
            self.tell(Event::Done(id, Outcome::Arrived(raw)), depth);
            return true;
        }
        let Some(next) = self.timers.iter().copied().min_by_key(|(at, id, _)| (*at, *id)) else {
            return false;
        };
        self.timers.retain(|timer| *timer != next);
        self.now = self.now.max(next.0);
        self.tell(Event::Done(next.1, Outcome::Woke), next.2);
        true
    }
}
