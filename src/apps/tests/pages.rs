//! The pages that are made of a guide.

use super::super::request::{RequestFacts, request_sheet};
use super::super::{catalogue, context::Context, json, markdown};
use super::{GUIDES, everything, known, open};
use crate::base::words::Voice;

#[test]
fn the_coder_page_reads_as_a_whole() {
    let guide = open("coder");
    insta::assert_snapshot!("coder_page", markdown::guide(&guide, &everything(&guide)));
}

#[test]
fn every_guide_becomes_a_page_without_leftovers_or_secrets() {
    for (id, _) in GUIDES {
        let guide = open(id);
        for context in [Context::default(), known(&guide), everything(&guide)] {
            let page = markdown::guide(&guide, &context);
            assert!(
                !page.contains('⟨') && !page.contains("forty-characters") && !page.contains("{app}"),
                "{id}"
            );
            for part in
                ["What you need", "What you will be asked", "In Okta", "The configuration", "What to try"]
            {
                assert!(page.contains(part), "{id}: {part}");
            }
            let fences = page.matches("```").count();
            assert!(fences.is_multiple_of(2), "{id}: {fences}");
        }
    }
}

#[test]
fn the_request_sheet_holds_all_that_the_other_person_needs() {
    let guide = open("coder");
    let mut context = everything(&guide);
    context.client_id = None;
    context.client_secret = None;
    context.issuer = None;
    let facts = RequestFacts {
        organization: Some("https://acme.okta.com/".to_owned()),
        test_until: Some("2026-11-29".to_owned()),
        connection: Some("coder".to_owned()),
        existing: None,
    };
    let groups = ["Engineering".to_owned()];
    let resolved = guide.resolve(&context);
    let sheet = |wanted: &_| request_sheet(Voice::default(), &resolved, wanted, &facts);
    let wanted = resolved.wanted(&groups);
    insta::assert_snapshot!("coder_request", sheet(&wanted));
    let asks = "Who signs in first";
    assert!(sheet(&wanted).contains(asks));
    let piloted = sheet(&resolved.wanted(&["Pilots".to_owned(), "All".to_owned()]).piloted(Some("Pilots")));
    assert!(
        piloted.contains("first `Pilots` alone; then, once its people have signed in, `All`"),
        "{piloted}"
    );
    assert!(!piloted.contains(asks), "{piloted}");
}

#[test]
fn a_request_shows_what_comes_from_outside_as_what_it_is() {
    let guide = open("gong");
    let groups = ["Sales\u{1b}[31m".to_owned()];
    let resolved = guide.resolve(&known(&guide));
    let sheet =
        request_sheet(Voice::default(), &resolved, &resolved.wanted(&groups), &RequestFacts::default());
    assert!(!sheet.contains('\u{1b}') && sheet.contains("Either Okta or App"), "{sheet}");
}

#[test]
fn the_catalogue_as_json_names_every_guide_with_formats_and_questions() {
    let all = json::catalogue();
    let all = all.as_array().expect("an array");
    assert_eq!(all.len(), catalogue::cards().len());
    for guide in all {
        for key in ["id", "name", "aliases", "category", "deployment", "formats", "questions"] {
            assert!(guide.get(key).is_some(), "{key} of {guide}");
        }
        assert!(guide["formats"].as_array().is_some_and(|formats| !formats.is_empty()));
    }
}

#[test]
fn one_guide_as_json_has_its_values_and_never_the_secret() {
    let guide = open("coder");
    let value = json::guide(&guide, &everything(&guide));
    let uri = "https://coder.example.com/api/v2/users/oidc/callback";
    assert_eq!(value["okta"]["sign_in_redirect_uris"][0], uri);
    assert_eq!(value["missing"].as_array().map(Vec::len), Some(0));
    assert!(!value.to_string().contains("forty-characters"));
    let bare = json::guide(&guide, &Context::default());
    assert!(bare["okta"]["sign_in_redirect_uris"][0].is_null());
    assert!(
        bare["missing"].as_array().is_some_and(|missing| missing.iter().any(|gap| gap == "Coder’s address"))
    );
}
