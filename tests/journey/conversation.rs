//! The plain conversation with the same worlds as the set-up: every scenario is walked by somebody who only hears lines and
//! types lines. What is wrong must be said in words, with its cure; nothing is looked up behind the conversation's back.

use std::collections::BTreeMap;

use usher::base::Secret;
use usher::base::words::Key;
use usher::base::words::Voice;
use usher::diagnosis::wording;
use usher::engine::Field;
use usher::engine::effect::{Effect as SetupEffect, Outcome};
use usher::ui::plain::{Dialogue, Turn};
use usher::wizard::{Effect, Event, Exit, Facts, HostReport, HostTask, Kind, Start};

use crate::tests::journey::rig::{OKTA, Rig};

/// What a person answers, by the kind of screen they hear; a key of the guide's question comes first.
pub(crate) struct Answers {
    /// Answers to the guide's questions.
    pub(crate) questions: BTreeMap<String, String>,
    /// Issuer, client ID and client secret.
    pub(crate) values: [String; 3],
    /// Take the correction of the issuer back.
    pub(crate) as_typed: bool,
    /// Which page the browser shows, as its number in the list.
    pub(crate) shows: Option<String>,
    /// Stop the login.
    pub(crate) stop: bool,
    /// Ask about the sign-out address.
    pub(crate) sign_out: bool,
    /// The admin's word, by question.
    pub(crate) words: BTreeMap<String, bool>,
}

/// Somebody at a line terminal.
pub(crate) struct Talk {
    pub(crate) dialogue: Dialogue,
    pub(crate) rig: Rig,
    /// Everything that was said and asked.
    pub(crate) heard: String,
    exit: Option<Exit>,
    asked: Option<String>,
    is_hidden: bool,
    typed: usize,
}

impl Talk {
    /// Where one sits down.
    pub(crate) fn new(rig: Rig, start: Start) -> Self {
        Self::speaking(Voice::default(), rig, start)
    }

    /// The same in another voice.
    pub(crate) fn speaking(voice: Voice, rig: Rig, start: Start) -> Self {
        let facts = Facts { has_browser: true, ..Facts::default() };
        let mut talk = Self {
            dialogue: Dialogue::speaking(voice, start, facts),
            rig,
            heard: String::new(),
            exit: None,
            asked: None,
            is_hidden: false,
            typed: 0,
        };
        let turn = talk.dialogue.begin(talk.rig.now);
        talk.take(turn);
        talk.run();
        talk
    }

    pub(crate) fn take(&mut self, turn: Turn) {
        for line in &turn.said {
            assert!(!line.contains('⟨'), "a sentence is missing: {line}");
            assert!(!line.contains(['\u{1b}', '\r', '\n']), "a cursor trick: {line:?}");
            self.heard.push_str(line);
            self.heard.push('\n');
        }
        if let Some(question) = &turn.question {
            self.heard.push_str(&question.text);
            self.heard.push('\n');
        }
        self.is_hidden = turn.question.as_ref().is_some_and(|one| one.is_hidden);
        self.asked = turn.question.map(|one| one.text);
        for effect in turn.effects {
            match effect {
                Effect::Setup(SetupEffect::Run(id, task)) => self.rig.tasks.push_back((id, task, 0)),
                Effect::Setup(SetupEffect::Stop(id)) => self.rig.stop(id),
                Effect::Host(task) => self.host(task),
                Effect::Leave(exit) => self.exit = Some(exit),
            }
        }
    }

    fn host(&mut self, task: HostTask) {
        let report = match task {
            HostTask::ListConnections => HostReport::Connections(Vec::new()),
            HostTask::OwnGuides => HostReport::OwnGuides(Vec::new()),
            HostTask::ReadFile(path) => {
                HostReport::FileRead(Ok(self.rig.files.get(&path).map(|text| text.as_str().into())))
            }
            HostTask::ReadInto(reading) => HostReport::ReadInto(reading.read()),
            HostTask::SaveText { name, .. } => HostReport::Saved(Ok(name.into())),
            _ => return,
        };
        self.happened(Event::Host(report));
    }

    pub(crate) fn happened(&mut self, event: Event) {
        let turn = self.dialogue.happened(event, self.rig.now);
        self.take(turn);
    }

    /// Lets the world go on until it waits for somebody.
    pub(crate) fn run(&mut self) {
        for _ in 0..500 {
            // While the browser is out, time passes only where the person lets it.
            let is_out = matches!(self.kind(), Kind::Waiting | Kind::PageSeen | Kind::PasteAddress);
            if !self.step(!is_out) {
                return;
            }
        }
        panic!("this never ends\n{}", self.heard);
    }

    pub(crate) fn step(&mut self, with_time: bool) -> bool {
        if let Some((id, task, depth)) = self.rig.tasks.pop_front() {
            if let Some((outcome, _)) = self.rig.perform(id, task, depth) {
                self.happened(Event::Setup(id, outcome));
            }
            return true;
        }
        if let (Some(raw), Some(id)) = (self.rig.arrived_now(), self.rig.listener()) {
            self.happened(Event::Setup(id, Outcome::Arrived(raw)));
            return true;
        }
        match with_time.then(|| self.rig.next_timer()).flatten() {
            Some(id) => self.happened(Event::Setup(id, Outcome::Woke)),
            None => return false,
        }
        true
    }

    /// Types a line.
    pub(crate) fn types(&mut self, line: &str) {
        assert!(self.asked.is_some(), "nothing is asked now\n{}", self.heard);
        if !self.is_hidden {
            self.heard.extend(["> ", line, "\n"]);
        }
        let turn = self.dialogue.hear(&Secret::new(line), self.rig.now);
        self.take(turn);
        self.run();
        self.typed += 1;
        assert!(self.typed < 400, "the conversation goes round in circles\n{}", self.heard);
    }

    pub(crate) fn kind(&self) -> Kind {
        self.dialogue.wizard().screen().kind()
    }

    /// Whether this was said, wherever it stood in a line, in a sentence or as its beginning.
    pub(crate) fn said(&self, text: &str) -> bool {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        flat(&self.heard).contains(&flat(text))
    }

    /// From the first question to the checked values; `false` where a value is refused outright.
    pub(crate) fn reach_values(&mut self, answers: &Answers) -> bool {
        while self.kind() != Kind::Values {
            let line = self.answer(answers);
            self.types(&line);
        }
        self.give_values(answers)
    }

    fn answer(&self, answers: &Answers) -> String {
        use usher::wizard::Screen;
        match self.dialogue.wizard().screen() {
            Screen::Question(_) | Screen::Step(_) => {
                match self.question().and_then(|key| answers.questions.get(&key)).map(String::as_str) {
                    Some("true") => "yes".to_owned(),
                    Some("false") => "no".to_owned(),
                    typed => typed.unwrap_or_default().to_owned(),
                }
            }
            Screen::Organization => OKTA.to_owned(),
            _ => String::new(),
        }
    }

    /// The question of the guide that is asked now, also by a step.
    fn question(&self) -> Option<String> {
        use usher::wizard::Screen;
        match self.dialogue.wizard().screen() {
            Screen::Question(key) => Some(key.clone()),
            Screen::Step(id) => {
                let setup = self.dialogue.wizard().setup()?;
                setup.resolved().steps.iter().find(|step| step.id == *id)?.ask.clone()
            }
            _ => None,
        }
    }

    /// Each value is typed over whatever stands there, then the checks run.
    pub(crate) fn give_values(&mut self, answers: &Answers) -> bool {
        for (at, label) in ["issuer", "client_id", "secret"].into_iter().enumerate() {
            let label = self.text(&format!("wizard.values.{label}"));
            let go_there = |own: &mut Self| {
                if !own.asks(&label) {
                    own.types(["1", "2", "3"][at]);
                }
                own.asks(&label)
            };
            if !go_there(self) {
                return false;
            }
            self.types(&answers.values[at]);
            if at == 0 && answers.as_typed && go_there(self) {
                self.types("as typed");
            }
        }
        let menu = self.text("plain.ask.values");
        (0..4).any(|_| {
            let is_there = self.asked.as_deref() == Some(menu.as_str());
            if !is_there {
                self.types("");
            }
            is_there
        })
    }

    fn asks(&self, label: &str) -> bool {
        self.asked.as_deref().is_some_and(|asked| asked.starts_with(label))
    }

    /// Starts the test login, up to the browser.
    pub(crate) fn start_login(&mut self) {
        for _ in 0..3 {
            if self.kind() == Kind::Values {
                self.types("");
            }
        }
        assert_eq!(self.kind(), Kind::Login, "{}", self.heard);
        self.types("3");
    }

    /// The test login up to the verdict.
    pub(crate) fn sign_in(&mut self, answers: &Answers) {
        self.start_login();
        if let Some(number) = &answers.shows {
            self.types("error");
            self.types(number);
        }
        if answers.stop {
            self.types("stop");
        }
        while self.kind() == Kind::Waiting && self.step(true) {}
        self.run();
        if self.kind() == Kind::Verdict && answers.sign_out {
            self.types("sign-out");
        }
    }

    /// What only a person can see, in their own words, on the way to the end.
    pub(crate) fn give_words(&mut self, answers: &Answers) {
        while !answers.words.is_empty() && self.kind() != Kind::Done {
            if self.kind() == Kind::Confirm {
                let setup = self.dialogue.wizard().setup().expect("a set-up");
                let asked = setup.resolved().confirmations.iter().map(|one| one.id.clone());
                for id in asked.collect::<Vec<_>>() {
                    self.types(match answers.words.get(&id) {
                        Some(true) => "yes",
                        Some(false) => "no",
                        None => "later",
                    });
                }
            }
            self.types("");
        }
    }

    /// The sentence under a key, as it is said here.
    pub(crate) fn text(&self, key: &str) -> String {
        self.dialogue.wizard().text(Key::find(key).expect(key))
    }

    /// Whether the finding of this set-up was said with its cure; else what was not.
    pub(crate) fn unsaid(&self) -> Vec<String> {
        let setup = self.dialogue.wizard().setup().expect("a set-up");
        // What cannot be a value at all is refused where it was typed, before anything is asked.
        let fields = [Field::Issuer, Field::ClientId, Field::Secret];
        let wizard = self.dialogue.wizard();
        let refused: Vec<String> = fields
            .iter()
            .filter_map(|field| Some(wizard.say(setup.field(field)?.problem.as_ref()?)))
            .collect();
        if !refused.is_empty() {
            return refused.into_iter().filter(|text| !self.said(text)).collect();
        }
        let Some(finding) = setup.diagnosis().primary_finding() else { return Vec::new() };
        let told = wording::tell(wizard.voice(), finding, &setup.evidence().subject);
        [told.title, told.happened, told.fix_where, told.fix_do, told.fix_value]
            .into_iter()
            .filter(|text| !text.is_empty() && !self.said(text))
            .collect()
    }

    /// How it ended, once it did.
    pub(crate) fn exit(&self) -> Option<&Exit> {
        self.exit.as_ref()
    }
}
