//! Nothing that must stay secret shows: not in any `Debug` on the way, not in any format of the report.

use usher::base::words::Voice;
use usher::base::{Request, Secret};
use usher::engine::{Intent, Setup};
use usher::ui::report::{Document, Format, Options, ResultDocument};
use usher::ui::tui::{Palette, Theme, draw};

use crate::tests::journey::conversation::Talk;
use crate::tests::journey::dialogue::{answers, begun};
use crate::tests::journey::echo::{Echo, Place, SPELLINGS, Spelling, leaked};
use crate::tests::journey::rig::{Rig, SECRET};

fn report(setup: &Setup, include_identity: bool) -> Document {
    let options = Options { include_identity, ..Options::default() };
    Document::of(vec![ResultDocument::of("coder", setup.evidence(), setup.diagnosis(), options)])
}

/// Everything that was said on the way and in the end.
fn all_that_shows(rig: &Rig) -> Vec<(String, String)> {
    let setup: &Setup = &rig.setup;
    let mut all = vec![("debug".to_owned(), rig.said.clone().expect("a rig that listens"))];
    let examined = (setup.evidence(), setup.diagnosis());
    all.push(("debug of what was examined".to_owned(), format!("{examined:?}")));
    for include_identity in [false, true] {
        let report = report(setup, include_identity);
        all.push(("debug of the report".to_owned(), format!("{report:?}")));
        for format in [Format::Text, Format::Json, Format::Markdown, Format::Html, Format::Junit] {
            all.push((format!("{format:?}"), report.render(format, Voice::default())));
        }
    }
    all
}

impl Rig {
    /// What the provider was told so far, this request included, or told itself: the client secret, codes, verifiers, tokens.
    pub(crate) fn secrets_told(&self, request: &Request) -> Vec<Secret> {
        let mut all = vec![Secret::new(SECRET)];
        all.extend(self.issued.iter().cloned());
        let requests = self.sent.iter().map(|(request, _)| request).chain([request]);
        all.extend(requests.flat_map(sent_secrets));
        all.retain(|secret| secret.chars() > 16);
        all
    }
}

/// The secrets in the form of a request.
fn sent_secrets(request: &Request) -> Vec<Secret> {
    let body = request.body.as_ref().map(|body| body.reveal().to_owned()).unwrap_or_default();
    let fields = url::form_urlencoded::parse(body.as_bytes()).into_owned();
    let telling = ["code", "code_verifier", "refresh_token", "token", "client_secret", "id_token_hint"];
    fields.filter(|(name, _)| telling.contains(&name.as_str())).map(|(_, text)| text.into()).collect()
}

/// What was secret in this run: the client secret, codes, verifiers, tokens, seeds.
fn secrets(rig: &Rig) -> Vec<Secret> {
    let mut all = vec![Secret::new(SECRET)];
    all.extend(rig.issued.iter().cloned());
    for (request, _) in &rig.sent {
        all.extend(sent_secrets(request));
        all.extend(
            request
                .header("authorization")
                .map(|line| Secret::new(line.split_once(' ').map_or(line, |(_, credentials)| credentials))),
        );
    }
    all.retain(|secret| secret.chars() > 12);
    all
}

fn assert_quiet(rig: &Rig) {
    let secrets = secrets(rig);
    assert!(secrets.len() > 3, "the run held secrets");
    for (place, text) in all_that_shows(rig) {
        let at = secrets.iter().position(|secret| text.contains(secret.reveal()));
        assert!(at.is_none(), "{place} shows secret number {at:?}");
    }
}

fn listening(faults: &[&str]) -> Rig {
    let mut rig = Rig::with(faults);
    rig.said = Some(String::new());
    // Typed once more, so that the very events are among what is looked at.
    rig.put(usher::engine::Field::Secret, SECRET);
    rig
}

#[test]
fn a_whole_good_run_shows_no_secret() {
    let mut rig = listening(&[]);
    rig.check();
    rig.login();
    rig.intend(Intent::Plan { format: "env".to_owned(), path: None });
    rig.run();
    rig.intend(Intent::Write { unproven: false });
    rig.run();
    assert!(rig.files.values().any(|text| text.contains(SECRET)), "the run went to its end");
    assert_quiet(&rig);
}

#[test]
fn whole_failing_runs_show_no_secret() {
    for fault in ["secret-changed", "bad-signature", "token-html", "userinfo-other-sub", "refresh-rejected"] {
        let mut rig = listening(&[fault]);
        rig.check();
        rig.login();
        assert_quiet(&rig);
    }
}

#[test]
fn machine_formats_mask_the_person_unless_asked() {
    let mut rig = listening(&[]);
    rig.check();
    rig.login();
    for (place, text) in all_that_shows(&rig).into_iter().skip(2).take(5) {
        assert!(!text.contains(crate::tests::journey::rig::ANA), "{place} names the person");
    }
}

/// Whatever a provider was told it may repeat anywhere, in any spelling.
fn assert_unrepeated(rig: &Rig, spell: Spelling, shown: &[(String, String)], told: &str) {
    let last = rig.sent.last().map(|(request, _)| request.clone()).expect("something was sent");
    let secrets = rig.secrets_told(&last);
    for (place, text) in shown {
        let leak = leaked(text, &secrets, spell);
        assert!(leak.is_none(), "{told}: {place} shows {leak:?}\n{text}");
    }
}

#[test]
fn what_a_provider_repeats_is_in_no_report() {
    for (at, place) in Place::ALL.into_iter().enumerate() {
        // Each place with some of them, each of them at some places.
        for (name, spell) in [at, at + 4].map(|at| SPELLINGS[at % SPELLINGS.len()]) {
            let mut rig = Rig::coder();
            rig.echo = Some(Echo { place, spell });
            rig.check();
            rig.login();
            assert_unrepeated(&rig, spell, &all_that_shows_now(&rig), &format!("{place:?} {name}"));
        }
    }
}

/// Also what the browser brings back, which no answer of an exchange holds.
#[test]
fn what_the_browser_brings_back_is_in_no_report() {
    for (name, spell) in SPELLINGS {
        let mut rig = Rig::coder();
        rig.check();
        let words = Echo { place: Place::Home, spell }.words(&[Secret::new(SECRET)]);
        rig.callback =
            Some(crate::tests::journey::scenario::Callback { error: spell(SECRET), description: words });
        rig.login();
        assert_unrepeated(&rig, spell, &all_that_shows_now(&rig), name);
    }
}

/// What was sent by an earlier login, or with a secret that was replaced since, is still a secret.
#[test]
fn what_was_told_before_is_not_repeated_either() {
    let mut rig = Rig::coder();
    rig.check();
    rig.login();
    rig.put(usher::engine::Field::Secret, "another-secret-of-the-same-length-as-the-first-0123456789abcdefg");
    rig.echo = Some(Echo { place: Place::Page, spell: str::to_owned });
    rig.check();
    rig.login();
    assert_unrepeated(&rig, str::to_owned, &all_that_shows_now(&rig), "a second login");
}

fn all_that_shows_now(rig: &Rig) -> Vec<(String, String)> {
    let report = report(&rig.setup, true);
    let formats = [Format::Text, Format::Json, Format::Markdown, Format::Html, Format::Junit];
    formats
        .into_iter()
        .map(|format| (format!("{format:?}"), report.render(format, Voice::default())))
        .collect()
}

/// Everything that stands on the screen of a conversation's wizard, wide and narrow.
fn drawn(talk: &Talk) -> Vec<(String, String)> {
    let sizes = [(80, 24), (200, 400)];
    let theme = Theme { palette: Palette::Dark, ascii: false, links: true };
    sizes
        .into_iter()
        .map(|(width, height)| {
            let mut terminal =
                ratatui::Terminal::new(ratatui::backend::TestBackend::new(width, height)).unwrap();
            terminal.draw(|frame| drop(draw(frame, talk.dialogue.wizard(), theme))).unwrap();
            let cells = terminal.backend().buffer().content.iter();
            // A value that goes on in the next line is one value.
            let text: String =
                cells.map(ratatui::buffer::Cell::symbol).filter(|symbol| *symbol != " ").collect();
            (format!("the screen at {width}×{height}"), text)
        })
        .collect()
}

#[test]
fn what_a_provider_repeats_is_not_said_and_not_drawn() {
    for place in Place::ALL {
        for (name, spell) in [SPELLINGS[0], SPELLINGS[2], SPELLINGS[4]] {
            let mut talk = begun();
            talk.rig.echo = Some(Echo { place, spell });
            let mut shown = Vec::new();
            if talk.reach_values(&answers()) {
                shown.extend(drawn(&talk));
                talk.types("details");
                shown.extend(drawn(&talk));
                if place != Place::Discovery && place != Place::Keys {
                    talk.sign_in(&answers());
                    shown.extend(drawn(&talk));
                }
            }
            shown.push(("the conversation".to_owned(), talk.heard.clone()));
            assert_unrepeated(&talk.rig, spell, &shown, &format!("{place:?} {name}"));
        }
    }
}
