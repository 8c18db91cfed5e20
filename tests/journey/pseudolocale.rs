//! The whole conversation in letters that nobody wrote into the program: what is still said in plain letters, and how lines
//! are put together, was not taken from the table of words.

use std::collections::BTreeSet;

use usher::wizard::{Event, Kind, Start};

use crate::tests::journey::conversation::Talk;
use crate::tests::journey::dialogue::{answers, begun_in};
use crate::tests::journey::pseudo::{foreign, voice};
use crate::tests::journey::rig::{CLIENT, CODER_URI, OKTA, Rig, SECRET};

/// Plain words that come from elsewhere: the guide, what was typed, Okta's own answers, names that are the same everywhere.
const ELSEWHERE: [&str; 3] = [
    include_str!("../../assets/apps/coder.toml"),
    include_str!("../../assets/apps/other.toml"),
    "https http localhost callback example okta 0oapractice000000001 0oapractice000000009 practice openid profile \
     offline_access authorize oauth response_type code client_id redirect_uri scope state nonce code_challenge S256 \
     prompt login code_challenge_method loopback supplied confidential client invalid secret nils builder Engineering \
     Everyone Ana Admin authorization_code refresh_token okta-request-coder nobody such User assigned application \
     address-nobody Identity Engine preferred_username usher setup Invalid parameter Address already in use \
     well-known 00upractice letters digits sixty four",
];

/// All plain words that may be heard.
fn elsewhere() -> String {
    let folders = ["okta", "console"].map(|name| format!("{}/assets/{name}", env!("CARGO_MANIFEST_DIR")));
    let files =
        folders.into_iter().flat_map(|folder| std::fs::read_dir(folder).expect("Okta's steps")).flatten();
    let steps = files.map(|file| std::fs::read_to_string(file.path()).expect("a step"));
    let names = usher::apps::catalogue::cards().into_iter().map(|card| card.name.to_owned());
    ELSEWHERE.map(str::to_owned).into_iter().chain(steps).chain(names).collect::<Vec<_>>().join("\n")
}

/// What was seen and heard of all conversations.
#[derive(Default)]
struct Heard {
    kinds: BTreeSet<Kind>,
    foreign: Vec<String>,
}

/// Everything that was heard so far, looked at once.
struct Ear {
    talk: Talk,
    kinds: BTreeSet<Kind>,
}

impl Ear {
    fn new(talk: Talk) -> Self {
        Self { talk, kinds: BTreeSet::new() }
    }

    fn types(&mut self, line: &str) -> &mut Self {
        self.kinds.insert(self.talk.kind());
        self.talk.types(line);
        self
    }

    /// A word of the conversation, as it is called now.
    fn word(&mut self, name: &str) -> &mut Self {
        let word = self.talk.text(&format!("plain.command.{name}"));
        self.types(&word)
    }

    /// One screen after the other as Enter leads, with a look at the help of each.
    fn go_on_to(&mut self, kind: Kind) -> &mut Self {
        let mut steps = 0;
        while self.talk.kind() != kind {
            self.word("help").types("");
            steps += 1;
            assert!(steps < 60, "{kind:?} is not reached\n{}", self.talk.heard);
        }
        self
    }

    fn end(mut self, heard: &mut Heard) {
        self.kinds.insert(self.talk.kind());
        heard.kinds.extend(self.kinds);
        // What was typed is no sentence, and neither is an address that stands alone on its line.
        let is_value =
            |line: &&str| line.starts_with("> ") || (line.starts_with("https://") && !line.contains(' '));
        let known = elsewhere();
        for line in self.talk.heard.lines().filter(|line| !is_value(line)) {
            let plain = foreign(line, &known);
            if !plain.is_empty() {
                heard.foreign.push(format!("{plain:?} in: {line}"));
            }
        }
    }
}

/// From the first question to the end, with a login that fails first and is fixed.
fn whole_way(heard: &mut Heard) {
    let mut ear = Ear::new(Talk::speaking(voice(), Rig::of("coder"), Start::default()));
    ear.types("9").types("1").types("nobody").types("").word("back").types("cod").types("1").types("");
    ear.types("address nobody")
        .types("coder.example.com")
        .word("as_typed")
        .word("repeat")
        .types("coder.example.com");
    ear.types(OKTA).go_on_to(Kind::WhoInOkta).types("2");
    ear.word("print").word("save").word("terraform").word("back").types("1").go_on_to(Kind::Values);
    ear.talk.give_values(&crate::tests::journey::conversation::Answers {
        values: [OKTA, "0oapractice000000009", SECRET].map(str::to_owned),
        ..answers()
    });
    ear.word("go_to_fix").types(CLIENT).word("details").word("help").word("summary").word("help").types("");
    ear.talk.rig.person = None;
    ear.types("")
        .types("2")
        .types("address nobody")
        .word("help")
        .word("tell_page")
        .types("1")
        .word("stop")
        .word("back");
    ear.talk.rig.person = Some("nils@example.com".to_owned());
    ear.types("3").word("help").word("go_to_fix").word("help").types("").types("");
    ear.talk.rig.person = Some(crate::tests::journey::rig::ANA.to_owned());
    ear.types("1").word("details").types("");
    ear.go_on_to(Kind::Change)
        .word("other_file")
        .types("/etc/coder.env")
        .word("help")
        .word("print")
        .types("")
        .word("undo_write")
        .word("undo_write");
    ear.go_on_to(Kind::Confirm).word("no").types("1").go_on_to(Kind::Done).word("help");
    ear.end(heard);
}

/// A secret that lives elsewhere, a value without a proof, a port that is taken, the question before the end.
fn ways_aside(heard: &mut Heard) {
    let mut ear = Ear::new(begun_in(voice()));
    ear.talk.reach_values(&answers());
    ear.word("secret_place").types("3").types("no name").word("back").word("back");
    ear.types("").types("4").go_on_to(Kind::Change).types("").word("help").types("").word("back");
    ear.end(heard);
    let mut ear = Ear::new(begun_in(voice()));
    ear.talk.rig.port_taken = true;
    ear.talk.reach_values(&answers());
    ear.types("")
        .types("3")
        .word("help")
        .word("other_port")
        .word("help")
        .word("back")
        .word("quit")
        .types("no");
    ear.talk.happened(Event::End);
    ear.end(heard);
    let mut ear = Ear::new(Talk::speaking(voice(), Rig::of("coder"), Start::default()));
    ear.types("2").types("").types("/etc/none.env").types("").word("empty");
    ear.end(heard);
    let mut ear = Ear::new(begun_in(voice()));
    let uris = &mut ear.talk.rig.org.app_mut(CLIENT).expect("the application").redirect_uris;
    uris.retain(|uri| uri != CODER_URI);
    ear.talk.reach_values(&answers());
    ear.word("go_to_fix").word("help").types("");
    ear.end(heard);
}

#[test]
fn every_line_comes_from_the_table_of_words() {
    let mut heard = Heard::default();
    whole_way(&mut heard);
    ways_aside(&mut heard);
    assert!(heard.foreign.is_empty(), "{}", heard.foreign.join("\n"));
    // These belong to the screen, or need a configuration that exists.
    let elsewhere = [
        Kind::Code,
        Kind::PasteAddress,
        Kind::WhichFits,
        Kind::References,
        Kind::SourceFile,
        Kind::Source,
        Kind::Found,
        Kind::Fix,
        Kind::Places,
        Kind::SeenAt,
        Kind::Redirects,
    ];
    let missing: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| !heard.kinds.contains(kind) && !elsewhere.contains(kind))
        .collect();
    assert!(missing.is_empty(), "{missing:?} were not heard");
}
