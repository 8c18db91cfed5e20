//! The report in its five formats: the cause first, the schema kept, nothing told that must not be.

use insta::assert_snapshot;
use serde_json::{Value as Json, json};
use usher::base::words::Voice;
use usher::diagnosis::evidence::Evidence;
use usher::diagnosis::examine;
use usher::oidc::callback::Callback;
use usher::okta::probes::PUSHED;
use usher::ui::report::{Document, Format, Options, ResultDocument};

use crate::tests::diagnosis::evidence::{
    CODE, SECRET, SECRET_REFUSED, elsewhere, healthy, login, oauth_error, person, see, signed_in,
    signed_in_as,
};
use crate::tests::support::schema;

const FORMATS: [Format; 6] =
    [Format::Text, Format::Json, Format::Markdown, Format::Html, Format::Junit, Format::Prometheus];

/// The report on one connection.
pub(crate) fn report_with(evidence: &Evidence, options: Options) -> Document {
    Document::of(vec![ResultDocument::of("coder-production", evidence, &examine(evidence), options)])
}

fn report(evidence: &Evidence) -> Document {
    report_with(evidence, Options::default())
}

/// The same with the person in it.
fn named(evidence: &Evidence) -> Document {
    report_with(evidence, Options { include_identity: true, ..Options::default() })
}

pub(crate) fn wrong_secret() -> Evidence {
    let mut evidence = healthy();
    see(&mut evidence, &PUSHED, oauth_error(401, "invalid_client", SECRET_REFUSED));
    evidence
}

pub(crate) fn not_assigned() -> Evidence {
    let mut evidence = signed_in();
    let login = login(&mut evidence);
    login.callback = Some(Callback {
        error: Some("access_denied".to_owned()),
        error_description: Some("User is not assigned to the client application.".to_owned()),
        ..Callback::default()
    });
    (login.token, login.judged, login.userinfo, login.userinfo_judged) = (None, None, None, None);
    evidence
}

/// One of each kind.
fn documents() -> Vec<Document> {
    let all = [healthy, wrong_secret, not_assigned, elsewhere].map(|evidence| report(&evidence()));
    all.into_iter().chain([named(&signed_in())]).collect()
}

fn read(json: &str) -> Document {
    serde_json::from_str(json).unwrap_or_else(|why| panic!("{why}: {json}"))
}

#[test]
fn text_names_the_cause_first_and_the_cure_second() {
    let text = report(&wrong_secret()).render(Format::Text, Voice::default());
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("✗ The client secret does not belong to this client ID."));
    assert!(lines.next().is_some_and(|line| line.contains("General › Client Secrets")), "{text}");
    assert_snapshot!("text_wrong_secret", text);
}

#[test]
fn text_of_a_login_that_works_and_of_one_that_does_not() {
    assert_snapshot!("text_works", report(&signed_in()).render(Format::Text, Voice::default()));
    assert_snapshot!("text_not_assigned", report(&not_assigned()).render(Format::Text, Voice::default()));
}

/// What happens to accounts is said without the person being named, unless that is asked for.
#[test]
fn whose_account_it_is_is_told_with_the_person_alone() {
    let masked = report(&signed_in()).render(Format::Text, Voice::default());
    assert!(masked.contains("Coder joins an account that has the same address."), "{masked}");
    assert!(masked.contains("Their keys go on working.") && !masked.contains("ana@example.com"), "{masked}");
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Json] {
        let named = named(&signed_in()).render(format, Voice::default());
        assert!(named.contains("by the e-mail address ana@example.com"), "{named}");
    }
}

#[test]
fn the_other_formats_say_the_same() {
    assert_snapshot!("json_wrong_secret", report(&wrong_secret()).render(Format::Json, Voice::default()));
    assert_snapshot!(
        "markdown_wrong_secret",
        report(&wrong_secret()).render(Format::Markdown, Voice::default())
    );
    assert_snapshot!("html_not_assigned", report(&not_assigned()).render(Format::Html, Voice::default()));
    assert_snapshot!("junit_not_assigned", report(&not_assigned()).render(Format::Junit, Voice::default()));
}

fn the_schema() -> Json {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/usher-report.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the schema")).expect("JSON")
}

#[test]
fn json_keeps_to_the_schema() {
    let schema = the_schema();
    for report in documents() {
        let document: Json =
            serde_json::from_str(&report.render(Format::Json, Voice::default())).expect("JSON");
        assert_eq!(schema::faults(&schema, &document), Vec::<String>::new());
    }
    assert!(
        !schema::faults(&schema, &json!({ "schema": "usher-report/2" })).is_empty(),
        "the check can fail"
    );
}

#[test]
fn no_format_tells_a_secret_even_where_the_provider_repeats_it() {
    let echo = format!("{SECRET_REFUSED} You sent {SECRET} and {CODE} and access-token-9f8e7d6c.");
    let mut evidence = signed_in();
    see(&mut evidence, &PUSHED, oauth_error(401, "invalid_client", &echo));
    let login = login(&mut evidence);
    login.judged = Some(Err(usher::oidc::judge::Rejection::Unexplained(echo.clone())));
    let report = named(&evidence);
    for format in FORMATS {
        let text = report.render(format, Voice::default());
        for secret in [SECRET, CODE, "access-token-9f8e7d6c", "eyJh.eyJz.c2ln", "state-of-this-login"] {
            assert!(!text.contains(secret), "{format:?} tells {secret}");
        }
        assert!(text.contains("usher.bug") || text.contains("Usher refuses this login"), "{format:?}");
    }
}

#[test]
fn identities_are_masked_unless_asked_for() {
    let mut members = person();
    members["groups"] = json!(["Engineering"]);
    let mut evidence = signed_in_as(&members);
    evidence.subject.claims.groups = Some("groups".to_owned());
    for format in FORMATS {
        let text = report_with(&evidence, Options::default()).render(format, Voice::default());
        for told in ["ana@example.com", "00u9ana", "Engineering"] {
            assert!(!text.contains(told), "{format:?} tells {told}");
        }
    }
    assert!(named(&evidence).render(Format::Json, Voice::default()).contains("ana@example.com"));
}

#[test]
fn what_comes_from_outside_cannot_steer_a_terminal_or_a_page() {
    let hostile = "\u{1b}[31m<script>alert(1)</script>\u{202e} | `x` ]]>";
    let mut evidence = not_assigned();
    if let Some(callback) = &mut login(&mut evidence).callback {
        callback.error_description = Some(hostile.to_owned());
        callback.error = Some("x\u{7}\"><b>".to_owned());
    }
    evidence.subject.app_name = "<img src=x>".to_owned();
    let report = report(&evidence);
    for format in FORMATS {
        let text = report.render(format, Voice::default());
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{format:?}");
    }
    for format in [Format::Html, Format::Junit, Format::Markdown] {
        let text = report.render(format, Voice::default());
        assert!(
            !text.contains("<script>") && !text.contains("<img") && !text.contains("<b>"),
            "{format:?}\n{text}"
        );
    }
    let html = report.render(Format::Html, Voice::default());
    assert!(!html.contains("src=") || !html.contains("<img"), "nothing is loaded");
}

#[test]
fn requests_are_told_without_their_query() {
    let document: Json =
        serde_json::from_str(&report(&healthy()).render(Format::Json, Voice::default())).expect("JSON");
    let requests = document["results"][0]["requests"].as_array().expect("a list");
    assert_eq!(requests.len(), 9);
    for request in requests {
        assert!(!request["url"].as_str().unwrap_or("?").contains('?'), "{request}");
        assert_eq!(request["okta_request_id"], "reqW1x2y3");
    }
}

#[test]
fn the_worst_verdict_counts_and_warnings_on_request() {
    let both = [report(&signed_in()), report(&wrong_secret())].into_iter().flat_map(|report| report.results);
    assert_eq!(Document::of(both.collect()).verdict.as_str(), "broken");
    let mut members = person();
    members["groups"] = json!([]);
    let mut evidence = signed_in_as(&members);
    evidence.subject.claims.groups = Some("groups".to_owned());
    assert_eq!(report_with(&evidence, Options::default()).verdict.as_str(), "works");
    let strict = Options { strict: true, ..Options::default() };
    assert_eq!(report_with(&evidence, strict).verdict.as_str(), "broken");
}

/// What only a person can see must look neither answered nor as if nobody could ever tell.
#[test]
fn a_question_that_nobody_has_answered_is_told_as_not_answered_yet() {
    let mut evidence = signed_in();
    let question = "Did Coder let you in?".to_owned();
    evidence.confirmations =
        vec![usher::diagnosis::evidence::Confirmation { id: "login".to_owned(), ask: question, yes: None }];
    let report = report(&evidence);
    for format in [Format::Text, Format::Markdown, Format::Html] {
        let text = report.render(format, Voice::default());
        let line = text.lines().find(|line| line.to_lowercase().contains("not answered yet"));
        assert!(line.is_some(), "{text}");
        assert!(!text.contains("could not tell"), "{text}");
    }
    let json: Json = serde_json::from_str(&report.render(Format::Json, Voice::default())).expect("JSON");
    let check =
        json["results"][0]["checks"].as_array().into_iter().flatten().find(|one| one["id"] == "app.login");
    assert_eq!(
        check.map(|one| (&one["status"], &one["finding"])),
        Some((&json!("unknown"), &json!("app.not_confirmed")))
    );
}

/// Whatever a format needs stands in the document, so that a report can be made into another format later.
#[test]
fn every_format_of_a_report_that_was_read_back_is_the_same() {
    for document in documents() {
        let again = read(&document.render(Format::Json, Voice::default()));
        assert_eq!(again, document);
        for format in FORMATS {
            assert_eq!(
                again.render(format, Voice::default()),
                document.render(format, Voice::default()),
                "{format:?}"
            );
        }
    }
}

/// Kept reports are compared with those of today, and those of a later Usher say more.
#[test]
fn reports_of_before_and_of_later_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frozen/reports");
    for file in std::fs::read_dir(folder).expect("the kept reports") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("its text");
        let document = read(&text);
        let kept: Json = serde_json::from_str(&text).expect("JSON");
        assert_eq!(serde_json::to_value(&document).expect("JSON"), kept);
        for result in kept["results"].as_array().into_iter().flatten() {
            let checks = result["checks"].as_array().into_iter().flatten();
            let first = checks.into_iter().find(|one| one["finding"] == result["primary"]);
            let cause = first.and_then(|one| one["cause"].as_str()).unwrap_or_default();
            assert!(document.render(Format::Text, Voice::default()).contains(cause), "{cause}");
        }
        let mut later = kept.clone();
        with_more(&mut later);
        assert_eq!(read(&later.to_string()), document);
    }
    let other = r#"{ "schema": "usher-report/2", "verdict": "works", "results": [] }"#;
    assert!(serde_json::from_str::<Document>(other).is_err(), "a report of another shape is not guessed at");
}

/// Gives every object a member that nobody knows.
fn with_more(value: &mut Json) {
    match value {
        Json::Object(members) => {
            members.values_mut().for_each(with_more);
            members.insert("added_later".to_owned(), json!({ "of": ["any", "kind"] }));
        }
        Json::Array(items) => items.iter_mut().for_each(with_more),
        _ => {}
    }
}

#[test]
fn the_schema_lets_members_be_added() {
    for document in documents() {
        let mut later = serde_json::to_value(&document).expect("JSON");
        with_more(&mut later);
        assert_eq!(schema::faults(&the_schema(), &later), Vec::<String>::new());
    }
}

/// Anybody may have written a report that is read: none of its texts is believed to be harmless.
#[test]
fn a_report_that_somebody_else_wrote_cannot_steer_a_terminal_or_a_page() {
    let hostile = "\u{1b}]0;x\u{7}\n\u{202e}\"><b>'<img src=x>`|";
    let sound = serde_json::to_value(named(&not_assigned())).expect("JSON");
    for (path, said) in texts(&sound, String::new()) {
        let mut spoilt = sound.clone();
        *spoilt.pointer_mut(&path).expect("a text") = json!(hostile);
        let Ok(document) = serde_json::from_value::<Document>(spoilt) else { continue };
        for format in FORMATS {
            let text = document.render(format, Voice::default());
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{format:?} of {path}, {said}");
            // What stands as code in Markdown is read as no tag.
            let without_code = || text.replace("\\`", "").split('`').step_by(2).collect::<String>();
            let page = match format {
                Format::Html | Format::Junit => text.clone(),
                Format::Markdown => without_code(),
                Format::Text | Format::Json | Format::Prometheus => continue,
            };
            assert!(!page.contains("<b>") && !page.contains("<img"), "{format:?} of {path}\n{text}");
        }
    }
    let link = sound.to_string().replace("\"link\":\"https:", "\"link\":\"javascript:");
    let html = read(&link).render(Format::Html, Voice::default());
    assert!(link.contains("javascript:") && !html.contains("javascript:"), "{html}");
}

/// Every text of a value, by its path.
fn texts(value: &Json, path: String) -> Vec<(String, String)> {
    match value {
        Json::String(text) => vec![(path, text.clone())],
        Json::Object(members) => {
            members.iter().flat_map(|(name, inner)| texts(inner, format!("{path}/{name}"))).collect()
        }
        Json::Array(items) => {
            items.iter().enumerate().flat_map(|(at, inner)| texts(inner, format!("{path}/{at}"))).collect()
        }
        _ => Vec::new(),
    }
}
