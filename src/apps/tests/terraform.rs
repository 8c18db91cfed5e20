//! Okta's side as a Terraform file.

use hcl_edit::structure::{Block, Body};

use super::super::request::{RequestFacts, request_sheet};
use super::super::terraform::okta_side;
use super::super::{Server, context::Context};
use super::{GUIDES, everything, known, open};
use crate::base::quoting;
use crate::base::words::Voice;

fn parsed(text: &str) -> Body {
    text.parse().unwrap_or_else(|why| panic!("{why}\n{text}"))
}

fn block<'a>(body: &'a Body, kind: &'a str, first: &str) -> Option<&'a Block> {
    body.get_blocks(kind).find(|block| block.labels.first().is_some_and(|label| label.as_str() == first))
}

fn groups() -> Vec<String> {
    vec!["Engineering".to_owned(), "a\"${b}\u{1b}".to_owned()]
}

fn facts() -> RequestFacts {
    RequestFacts { test_until: Some("2026-11-29".to_owned()), ..RequestFacts::default() }
}

#[test]
fn the_file_for_coder_reads_as_a_whole() {
    let guide = open("coder");
    insta::assert_snapshot!(
        "coder_terraform",
        okta_side(Voice::default(), &guide.resolve(&everything(&guide)).wanted(&groups()), &facts())
    );
}

#[test]
fn a_custom_server_gets_its_claim_policy_and_rule() {
    let guide = open("workos");
    let mut context = everything(&guide);
    context.issuer = Some("https://acme.okta.com/oauth2/aus1b2c3".to_owned());
    context.scopes = Some(["openid", "groups"].map(str::to_owned).to_vec());
    insta::assert_snapshot!(
        "workos_terraform",
        okta_side(Voice::default(), &guide.resolve(&context).wanted(&groups()), &facts())
    );
}

#[test]
fn every_guide_becomes_a_file_that_terraform_can_read() {
    for (id, _) in GUIDES {
        let guide = open(id);
        for (context, facts) in [
            (Context::default(), RequestFacts::default()),
            (known(&guide), facts()),
            (
                everything(&guide),
                RequestFacts { existing: Some("0oa1".to_owned()), ..RequestFacts::default() },
            ),
        ] {
            let resolved = guide.resolve(&context);
            let groups = if facts.test_until.is_some() { groups() } else { Vec::new() };
            let text = okta_side(Voice::default(), &resolved.wanted(&groups), &facts).replace("⟨U+001B⟩", "");
            let body = parsed(&text);
            assert_eq!(body.get_blocks("import").count(), usize::from(facts.existing.is_some()), "{id}");
            assert!(
                !text.contains("forty-characters") && !text.contains('⟨') && !text.contains('\u{1b}'),
                "{id}"
            );
            let app = block(&body, "resource", "okta_app_oauth").unwrap_or_else(|| panic!("{id}"));
            for name in ["label", "type", "grant_types", "redirect_uris", "login_mode", "hide_web"] {
                assert!(app.body.has_attribute(name), "{id}: {name}");
            }
            let custom = resolved.okta.server == Server::Custom;
            assert_eq!(block(&body, "resource", "okta_auth_server_policy_rule").is_some(), custom, "{id}");
            let claimed = app.body.has_blocks("groups_claim")
                || block(&body, "resource", "okta_auth_server_claim").is_some();
            assert_eq!(claimed, resolved.claims.groups.is_some(), "{id}");
            assert_eq!(
                block(&body, "variable", "include_test_uri").is_some(),
                context.test_redirect.is_some()
            );
        }
    }
}

/// Whatever is done by hand, sent to somebody else, declared in Terraform or compared by a plan is the same.
#[test]
fn the_steps_the_sheet_and_the_file_ask_for_what_is_wanted() {
    for (id, _) in GUIDES {
        let guide = open(id);
        let resolved = guide.resolve(&everything(&guide));
        let wanted = resolved.wanted(&groups());
        let sheet = request_sheet(Voice::default(), &resolved, &resolved.wanted(&groups()), &facts());
        let file = okta_side(Voice::default(), &wanted, &facts());
        let pasted: Vec<String> =
            resolved.steps.iter().flat_map(|step| &step.values).map(|paste| paste.value.shown()).collect();
        let tile = wanted.tile.initiate.iter().filter(|_| wanted.wishes_tile);
        for uri in wanted.redirect_uris.iter().chain(&wanted.sign_out_uris).chain(tile) {
            let uri = uri.shown();
            assert!(sheet.contains(&uri), "{id}: {uri} is not in the sheet");
            assert!(file.contains(&quoting::hcl(&uri)), "{id}: {uri} is not in the file");
            assert!(pasted.contains(&uri), "{id}: {uri} is in no step");
        }
        if let Some(claim) = &wanted.groups_claim {
            assert!(sheet.contains(claim) && file.contains(claim), "{id}: {claim}");
        }
        assert_eq!(sheet.contains("Authorization server"), wanted.server.is_some(), "{id}");
    }
}
