//! What the catalogue promises, for every guide: it parses, it renders without an unfilled value, nothing of its source
//! is lost, and what is wrong with a guide is told with its place.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;
use url::Url;

use super::context::Context;
use super::embedded::{CARDS, GUIDES, OKTA_STEPS};
use super::guide::FormatBody;
use super::guide::{Guide, OktaStep};
use super::resolved::Resolved;
use super::{catalogue, drawing};
use crate::base::Secret;
use crate::base::words::Voice;

mod answers;
mod journeys;
mod known;
mod mistakes;
mod own;
mod pages;
mod people;
mod problems;
mod search;
mod sources;
mod terraform;

/// Every switch of a guide on, every question answered by its example, everything known.
fn everything(guide: &Guide) -> Context {
    let mut context = known(guide);
    for question in &guide.questions {
        if matches!(question.kind, super::question::Kind::Bool) && question.key != "unverified_email" {
            context.answers.insert(question.key.clone(), "true".to_owned());
        }
    }
    context
}

/// Every question answered by its default or example, everything known.
fn known(guide: &Guide) -> Context {
    let mut answers = BTreeMap::new();
    for question in &guide.questions {
        if let Some(example) = question.example.as_ref().filter(|_| question.default.is_none()) {
            let checked = question.check(example).unwrap_or_else(|why| panic!("{}: {why:?}", question.key));
            answers.insert(question.key.clone(), checked.value);
        }
    }
    let server = guide.okta.issuer.servers.first().copied();
    let path = if server == Some(super::Server::Custom) { "/oauth2/default" } else { "" };
    Context {
        answers,
        organization: Url::parse("https://acme.okta.com").ok(),
        issuer: Some(format!("https://acme.okta.com{path}")),
        client_id: Some("0oa8x2k4mQ1vJ7dT5e6".to_owned()),
        client_secret: Some(Secret::new("a-secret-of-forty-characters-0123456789X")),
        test_redirect: Some("http://localhost:8749/callback".to_owned()),
        test_addresses: Vec::new(),
        scopes: None,
        voice: Voice::default(),
    }
}

/// Whether the application has a secret at all: one that runs on people's own computers has none.
fn wants_secret(guide: &Guide) -> bool {
    guide.okta.client_authentication != "none"
}

fn open(id: &str) -> Guide {
    catalogue::open(id).unwrap_or_else(|why| panic!("{id}: {why:#?}"))
}

/// All that a person can read of a set-up, the secret aside.
fn readable(resolved: &Resolved) -> String {
    let mut all: Vec<String> = Vec::new();
    for step in &resolved.steps {
        all.extend([step.id.clone(), step.title.clone(), step.say.join("\n")]);
        all.extend(
            step.values.iter().map(|one| format!("{}: {} {:?}", one.label, one.value.shown(), one.note)),
        );
        all.extend(step.drawing.iter().flat_map(|drawing| drawing.framed(60)));
        all.extend(step.warn.clone());
    }
    for format in &resolved.formats {
        all.push(format!("{} {:?} {:?}", format.name, format.about, format.path));
        match &format.body {
            FormatBody::Sheet(sheet) => {
                all.push(format!("{} {:?}", sheet.place.join(" › "), sheet.then));
                all.extend(sheet.fields.iter().map(|one| format!("{}: {}", one.label, one.value.shown())));
            }
            FormatBody::Text(text) => all.push(text.shown()),
            FormatBody::Settings(settings) => {
                all.extend(
                    settings.settings.iter().map(|one| format!("{} = {}", one.key, one.value.shown())),
                );
            }
        }
        all.extend(format.beside.iter().map(|one| format!("{} {:?}", one.say, one.run)));
        all.extend(format.apply.iter().map(|one| format!("{}: {}", one.how, one.run)));
    }
    all.extend(resolved.traps.iter().map(|trap| format!("{} {}", trap.say, trap.cure)));
    all.extend(resolved.confirmations.iter().map(|one| format!("{} {:?}", one.ask, one.otherwise)));
    all.join("\n")
}

#[test]
fn every_embedded_guide_and_step_reads_well() {
    for (id, text) in OKTA_STEPS {
        let step = OktaStep::parse(text).unwrap_or_else(|problems| panic!("{id}: {problems:#?}"));
        assert_eq!(step.id, *id);
    }
    for (id, text) in GUIDES {
        let guide = Guide::parse(text).unwrap_or_else(|problems| panic!("{id}: {problems:#?}"));
        assert_eq!(guide.id, *id);
        assert!(
            guide.steps.iter().any(|step| matches!(step, super::guide::GuideStep::Own(step) if step.write))
        );
        assert!(CARDS.iter().any(|card| card.id == *id && card.name == guide.name));
    }
}

#[test]
fn every_guide_renders_without_an_unfilled_value() {
    for (id, _) in GUIDES {
        let guide = open(id);
        for context in [known(&guide), everything(&guide)] {
            let resolved = guide.resolve(&context);
            assert_eq!(resolved.gaps(), Vec::<String>::new(), "{id}");
            let text = readable(&resolved);
            // `${{ env "NAME" }}` is deck's own, and meant to stay.
            let text = text.replace("${{ env", "");
            let odd = text
                .lines()
                .find(|line| line.contains(['‹', '⟨']) || line.contains("{base") || line.contains("{{"));
            assert_eq!(odd, None, "{id}");
            assert!(resolved.formats.iter().all(super::Format::is_complete), "{id}");
            assert!(!resolved.confirmations.is_empty(), "{id}");
        }
    }
}

#[test]
fn nothing_that_is_shown_holds_the_secret() {
    for (id, _) in GUIDES {
        let guide = open(id);
        let context = everything(&guide);
        let resolved = guide.resolve(&context);
        let shown = format!("{}{resolved:?}{context:?}", readable(&resolved));
        assert!(!shown.contains("forty-characters"), "{id}");
        let carried = resolved.formats.iter().flat_map(super::Format::values).any(super::Filled::is_secret);
        assert_eq!(carried, wants_secret(&guide), "{id}: whether a format carries the secret");
    }
}

#[test]
fn what_is_not_known_yet_is_a_visible_gap_and_nothing_to_write() {
    for (id, _) in GUIDES {
        let resolved = open(id).resolve(&Context::default());
        let asked = resolved.gaps().iter().any(|gap| gap == "client secret");
        assert_eq!(asked, wants_secret(&open(id)), "{id}");
        assert!(resolved.formats.iter().any(|format| !format.is_complete()), "{id}");
        // Some formats only name what stands elsewhere, a Secret for example, and hold nothing that could be missing.
        for format in resolved.formats.iter().filter(|format| !format.is_complete()) {
            assert!(format.settings().is_none(), "{id}/{}", format.id);
        }
    }
}

#[test]
fn drawings_keep_to_their_room_and_mark_the_place() {
    for (id, _) in GUIDES {
        let guide = open(id);
        for context in [Context::default(), everything(&guide)] {
            for step in guide.resolve(&context).steps {
                let Some(drawing) = &step.drawing else { continue };
                let framed = drawing.framed(drawing::WIDEST);
                assert!(framed.len() <= drawing::HIGHEST, "{id} {}: {framed:#?}", step.id);
                assert!(framed.iter().all(|line| line.width() == drawing::WIDEST), "{framed:#?}");
                assert!(drawing.lines.iter().any(|line| line.contains(drawing::MARK)), "{id} {}", step.id);
            }
        }
    }
}

#[test]
fn every_step_has_an_identifier_of_its_own() {
    for (id, _) in GUIDES {
        let guide = open(id);
        let steps = guide.resolve(&everything(&guide)).steps;
        let mut ids: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), steps.len(), "{id}");
    }
}

#[test]
fn every_format_is_written_and_reads_back() {
    for (id, _) in GUIDES {
        let guide = open(id);
        let resolved = guide.resolve(&everything(&guide));
        for format in &resolved.formats {
            let (Some(editor), Some(settings)) = (format.editor(), format.settings()) else { continue };
            let plan = crate::config::plan(editor, None, &settings)
                .unwrap_or_else(|why| panic!("{id}/{}: {}", format.id, why.message().in_english()));
            let document = crate::config::Document::open(editor, plan.text.reveal())
                .unwrap_or_else(|why| panic!("{id}/{}: {}", format.id, why.message().in_english()));
            assert_eq!(document.compare(&settings), [], "{id}/{}", format.id);
        }
    }
}
