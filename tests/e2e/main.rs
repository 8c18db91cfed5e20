//! End to end: the real program, a real browser, and two providers: one that others wrote and certified, and the
//! practice Okta. Started by `tests/e2e/run`.
//!
//! Every test asserts what a person or a script would notice: the verdict, the one cause, the written file, the exit code.

#[path = "../support/home.rs"]
mod home;
#[path = "../support/program.rs"]
mod program;
mod stage;
#[path = "../support/terminal.rs"]
mod terminal;
#[path = "../support/walk.rs"]
mod walk;

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use program::{Program, Ran};
use stage::{ANA, APPLICATION, Kind, NILS, Registered, Stage, browser, scripted_person};
use walk::{Known, Walk};

/// The verdict and the slug of the first cause.
fn verdict(report: &Value) -> (&str, Option<&str>) {
    (report["verdict"].as_str().unwrap_or_default(), report["results"][0]["primary"].as_str())
}

/// The run's report, after a look at what must never be said.
fn report(ran: &Ran, stage: &Stage) -> Value {
    for text in [&ran.out, &ran.err] {
        assert!(!text.contains(&stage.secret), "the secret was said: {ran:#?}");
        assert!(!text.contains("code="), "a code was said: {ran:#?}");
    }
    assert!(!ran.out.contains(ANA), "the identity is masked in a report: {ran:#?}");
    let report = ran.json();
    assert_eq!(report["schema"], "usher-report/1");
    report
}

fn good_login(kind: Kind, name: &str) {
    let stage = Stage::new(kind, Registered::Both);
    let ran = stage.setup(&stage.secret, ANA, &format!("{name}-setup.png")).run();
    assert_eq!(verdict(&report(&ran, &stage)), ("works", None), "{ran:#?}");
    assert_eq!(ran.code, Some(0), "{ran:#?}");

    let written = stage.home.read("coder.env");
    for line in [
        format!("CODER_ACCESS_URL={APPLICATION}"),
        format!("CODER_OIDC_ISSUER_URL={}", stage.issuer),
        format!("CODER_OIDC_CLIENT_ID={}", stage.client_id),
        format!("CODER_OIDC_CLIENT_SECRET={}", stage.secret),
    ] {
        let bare = written.replace('"', "");
        assert!(bare.lines().any(|found| found == line), "{line} is missing in\n{written}");
    }

    let proof = prove(&stage, &format!("{name}-verify.png"));
    assert_eq!(verdict(&report(&proof, &stage)), ("works", None), "{proof:#?}");
    assert_eq!(proof.code, Some(0), "{proof:#?}");
}

/// Proves the written file with a login of its own.
fn prove(stage: &Stage, picture: &str) -> Ran {
    let base = format!("base_url={APPLICATION}");
    let browser = browser(ANA, picture);
    let args = [
        "verify",
        "--app",
        "coder",
        "--from",
        "coder.env",
        "--set",
        &base,
        "--redirect-uri",
        &stage.redirect,
    ];
    Program::new(&stage.home, args.into_iter().chain(["--browser", &browser, "--json"])).run()
}

fn broken(stage: &Stage, ran: &Ran, causes: &[&str]) {
    let report = report(ran, stage);
    let (verdict, primary) = verdict(&report);
    assert_eq!(verdict, "broken", "{ran:#?}");
    assert!(
        primary.is_some_and(|slug| causes.contains(&slug)),
        "{primary:?} is none of {causes:?}: {ran:#?}"
    );
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(!stage.home.path("coder.env").exists(), "nothing is written without a proof");
}

fn wrong_secret(kind: Kind, causes: &[&str]) {
    let stage = Stage::new(kind, Registered::Both);
    let ran = stage.setup("a-secret-of-some-other-client-entirely", ANA, "never.png").run();
    broken(&stage, &ran, causes);
}

fn application_not_registered(kind: Kind) {
    let stage = Stage::new(kind, Registered::TestOnly);
    let ran = stage.setup(&stage.secret, ANA, "never.png").run();
    broken(&stage, &ran, &["redirect.app_not_registered"]);
}

/// That the address of Usher's own test is missing says nothing against the set-up: it could not be found out.
fn test_not_registered(kind: Kind) {
    let stage = Stage::new(kind, Registered::ApplicationOnly);
    let ran = stage.setup(&stage.secret, ANA, "never.png").run();
    assert_eq!(verdict(&report(&ran, &stage)), ("unknown", Some("redirect.test_not_registered")), "{ran:#?}");
    assert_eq!(ran.code, Some(3), "{ran:#?}");
    assert!(!stage.home.path("coder.env").exists(), "nothing is written without a proof");
}

fn not_assigned(kind: Kind, picture: &str) {
    let stage = Stage::new(kind, Registered::Both);
    let ran = stage.setup(&stage.secret, NILS, picture).run();
    broken(&stage, &ran, &["login.user_not_assigned"]);
}

/// The wizard on a terminal, with the browser that it opens by itself.
fn wizard(kind: Kind, name: &str) {
    // The wizard listens at one of three ports, so only one walk goes on at a time.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let stage = Stage::for_the_wizard(kind);
    let known = Known {
        organization: stage.issuer.clone(),
        client_id: stage.client_id.clone(),
        secret: stage.secret.clone(),
    };
    let program = Program::new(&stage.home, Vec::<String>::new());
    let program = program.variable("BROWSER", &browser(ANA, &format!("{name}-wizard.png")));
    let mut walk = Walk::begin(program, 100, 30);
    walk.answer_addresses(&known.organization);
    walk.give_values(&known);
    walk.start_login();
    walk.write_file(&stage.home, "coder.env");
    walk.confirm();
    // It stays on the list here. The practice says so, and the other provider does not tell.
    let is_told = |screen: &str| screen.contains("still accepts it") || screen.contains("does not tell");
    walk.terminal.press("g").wait_until("what became of the test address", is_told);
    walk.finish();
    let written = stage.home.read("coder.env");
    assert!(written.contains(&format!("CODER_OIDC_ISSUER_URL={}", stage.issuer)), "{written}");
    assert!(written.contains(&format!("CODER_OIDC_CLIENT_SECRET={}", stage.secret)), "{written}");
}

mod a_certified_provider {
    use super::*;

    #[test]
    fn the_wizard_goes_from_nothing_to_a_proven_file() {
        wizard(Kind::Certified, "certified");
    }

    #[test]
    fn a_good_login_ends_with_a_written_file_that_is_proven() {
        good_login(Kind::Certified, "certified-good");
    }

    #[test]
    fn a_wrong_secret_is_named() {
        wrong_secret(Kind::Certified, &["client.authentication_failed", "client.secret_wrong"]);
    }

    #[test]
    fn an_unregistered_application_address_is_named() {
        application_not_registered(Kind::Certified);
    }

    #[test]
    fn an_unregistered_test_address_is_no_fault_of_the_set_up() {
        test_not_registered(Kind::Certified);
    }

    #[test]
    fn somebody_who_is_not_assigned_is_named() {
        not_assigned(Kind::Certified, "certified-not-assigned.png");
    }
}

mod the_practice_okta {
    use super::*;

    #[test]
    fn the_wizard_goes_from_nothing_to_a_proven_file() {
        wizard(Kind::Practice, "practice");
    }

    #[test]
    fn a_good_login_ends_with_a_written_file_that_is_proven() {
        good_login(Kind::Practice, "practice-good");
    }

    #[test]
    fn a_wrong_secret_is_named() {
        wrong_secret(Kind::Practice, &["client.secret_wrong"]);
    }

    #[test]
    fn an_unregistered_application_address_is_named() {
        application_not_registered(Kind::Practice);
    }

    #[test]
    fn an_unregistered_test_address_is_no_fault_of_the_set_up() {
        test_not_registered(Kind::Practice);
    }

    #[test]
    fn somebody_who_is_not_assigned_is_named() {
        not_assigned(Kind::Practice, "practice-not-assigned.png");
    }
}

/// A handful of the faults that `tests/e2e/bent` goes through in full (docs/faults.md).
mod a_certified_provider_with_one_thing_bent {
    use super::*;

    /// A test login of a connection at a provider that is bent in this way.
    fn found(name: &'static str) -> (String, Option<String>) {
        let stage = Stage::new(Kind::Bent(name), Registered::Both);
        let mut args = vec!["verify".to_owned(), "--app".to_owned(), "coder".to_owned()];
        args.extend(stage.connection(&stage.secret));
        args.extend(["--browser".to_owned(), scripted_person(), "--json".to_owned(), "--yes".to_owned()]);
        let ran = Program::new(&stage.home, args).run();
        let report = report(&ran, &stage);
        let (verdict, primary) = verdict(&report);
        (verdict.to_owned(), primary.map(str::to_owned))
    }

    #[test]
    fn nothing_bent_works() {
        assert_eq!(found("none"), ("works".to_owned(), None));
    }

    #[test]
    fn each_fault_is_named() {
        let cases = [
            ("issuer-mismatch", "discovery.issuer_mismatch"),
            ("secret-changed", "client.authentication_failed"),
            ("token-500", "token.http_error"),
            ("bad-signature", "id_token.signature"),
            ("alg-none", "id_token.algorithm"),
            ("wrong-nonce", "id_token.nonce"),
            ("userinfo-other-sub", "userinfo.subject_mismatch"),
            ("response-iss-wrong", "login.issuer_mismatch"),
        ];
        for (name, slug) in cases {
            assert_eq!(found(name), ("broken".to_owned(), Some(slug.to_owned())), "{name}");
        }
    }
}
