//! `docs/applications.md`: what is known of each application, told from the guides, and never by hand.

use std::fmt::Write as _;

use url::Url;

use super::super::guide::{Guide, LiveClass};
use super::super::scope::Scope;
use super::{GUIDES, everything, known, open};
use crate::base::words::Voice;

const PAGE: &str = include_str!("../../../docs/applications.md");
const HEAD: &str = "| guide | application | its login, seen from outside | known from | accounts are found by |\n\
                    |---|---|---|---|---|\n";

fn table() -> String {
    let mut table = HEAD.to_owned();
    for (id, _) in GUIDES {
        let guide = open(id);
        let (class, verified) = seen(&guide);
        let (name, by) = (&guide.name, by(&guide));
        let _ = writeln!(table, "| `{id}` | {name} | {class} | {verified} | {by} |");
    }
    table
}

/// The class of its login, and how well it is known.
fn seen(guide: &Guide) -> (&str, &str) {
    match &guide.live {
        None => ("searched for", "–"),
        Some(live) if live.class == LiveClass::None => ("no", "–"),
        Some(live) => (live.class.as_str(), live.verified.as_str()),
    }
}

/// By what accounts are found; under which answer is in the guide.
fn by(guide: &Guide) -> String {
    let one = |by: &[super::super::guide::MatchedBy]| match by {
        [] => "not established".to_owned(),
        by => Voice::default().list(&by.iter().map(|by| by.as_str()).collect::<Vec<_>>()),
    };
    let mut all: Vec<String> = guide.accounts.iter().map(|accounts| one(&accounts.matched_by)).collect();
    all.dedup();
    all.join("; or ")
}

/// `USHER_DOCS=write cargo test --locked --lib known` writes the page anew.
#[test]
fn the_page_of_the_applications_says_what_the_guides_say() {
    let start = PAGE.find(HEAD).unwrap_or(PAGE.len());
    let page = format!("{}{}", &PAGE[..start], table());
    if std::env::var("USHER_DOCS").is_ok_and(|how| how == "write") {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/applications.md");
        std::fs::write(path, &page).expect("the page can be written");
        return;
    }
    assert!(
        page == PAGE,
        "docs/applications.md is of before: USHER_DOCS=write cargo test --locked --lib known"
    );
}

/// What can be looked at names the place of each value that can be wrong; what cannot, why.
#[test]
fn every_login_that_can_be_seen_has_its_cures() {
    for (id, _) in GUIDES {
        let Some(live) = open(id).live else {
            assert_eq!(*id, "other", "{id} says nothing of its living self");
            continue;
        };
        let cures = &live.cures;
        let all = [&cures.client_id, &cures.issuer, &cures.start];
        let is_seen = live.class != LiveClass::None;
        assert_eq!(all.iter().all(|cure| cure.is_some()), is_seen, "{id}");
        assert!(live.why_none.is_none() || !is_seen, "{id}");
    }
}

/// With every question answered nothing is open in a start but what the visit itself brings, and it is an address.
#[test]
fn every_start_is_an_address_once_everything_is_answered() {
    for (id, _) in GUIDES {
        let guide = open(id);
        let Some(live) = guide.live.clone() else { continue };
        for context in [known(&guide), everything(&guide)] {
            let scope = Scope::new(&guide, &context);
            let brought = live.before.iter().flat_map(|visit| &visit.take).map(|(name, _)| name.as_str());
            let brought: Vec<&str> = brought.chain(["redirect"]).collect();
            let start = live.start.iter().find(|start| scope.holds(&start.when)).map(|start| &start.what);
            let is_needed = live.class != LiveClass::None && live.address.is_empty();
            assert_eq!(start.is_some(), is_needed, "{id} has no start for these answers");
            let asked = live.before.iter().map(|visit| &visit.get).chain(start).chain(&live.up);
            let posted = live.post.iter().flatten().chain(&live.address).map(|(_, value)| value);
            for template in asked.clone().chain(posted) {
                let filled = scope.fill(&template.0);
                assert!(filled.gaps().iter().all(|gap| brought.contains(&gap.as_str())), "{id}: {filled:?}");
            }
            for template in asked {
                let filled = scope.fill(&template.0);
                let is_address = Url::parse(filled.reveal()).is_ok_and(|url| url.scheme() == "https");
                assert!(is_address || !filled.is_complete(), "{id}: {}", filled.reveal());
            }
        }
    }
}
