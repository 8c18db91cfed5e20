//! What every guide says of the people who are there already, and of those who leave.

use super::super::context::Context;
use super::super::guide::MatchedBy;
use super::{GUIDES, everything, known, open};

#[test]
fn every_guide_says_what_becomes_of_accounts_whatever_the_answers() {
    for (id, _) in GUIDES {
        let guide = open(id);
        assert!(guide.accounts.iter().all(|accounts| accounts.source.is_some()), "{id} names no source");
        for context in [Context::default(), known(&guide), everything(&guide)] {
            let resolved = guide.resolve(&context);
            let accounts = resolved.accounts.unwrap_or_else(|| panic!("{id} says nothing of accounts"));
            for sentences in [&accounts.existing, &accounts.leaving] {
                assert!(!sentences.is_empty(), "{id}");
                assert!(
                    sentences.iter().all(|one| one.ends_with('.') && !one.contains(['{', '‹'])),
                    "{id}: {sentences:?}"
                );
            }
        }
    }
}

/// Whoever looks by the user name is told one; who keeps no accounts looks by nothing else.
#[test]
fn what_an_application_looks_by_is_a_claim_that_it_reads() {
    for (id, _) in GUIDES {
        let guide = open(id);
        for accounts in &guide.accounts {
            let by = |what| accounts.matched_by.contains(&what);
            assert!(!by(MatchedBy::Username) || !guide.claims.username.from.is_empty(), "{id}");
            assert!(!by(MatchedBy::Nothing) || accounts.matched_by.len() == 1, "{id}");
        }
    }
}

#[test]
fn the_first_table_of_which_the_condition_holds_counts() {
    let guide = open("gitlab");
    let by = |answer: &str| {
        let mut context = known(&guide);
        context.answers.insert("link_existing".to_owned(), answer.to_owned());
        guide.resolve(&context).accounts.map(|accounts| accounts.matched_by)
    };
    assert_eq!(by("true"), Some(vec![MatchedBy::Subject, MatchedBy::Email]));
    assert_eq!(by("false"), Some(vec![MatchedBy::Subject]));
}
