//! Usher as a script meets it: flags in, an answer on standard output, talk on standard error, an exit code.

use serde_json::Value;

use crate::home::Home;
use crate::program::{PATIENCE, Program, Ran};
use crate::served::{CLIENT_ID, Practice, SECRET};
use crate::visitor::Visitor;

const APPLICATION: &str = "https://coder.example.com";
const APPLICATION_CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";
const PASSWORD: &str = usher::internals::practice::PASSWORD;

/// An address on this computer that nobody listens at now.
fn test_address() -> String {
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    format!("http://localhost:{}/callback", socket.local_addr().expect("its address").port())
}

/// The flags of a connection to a practice Okta.
fn connection(home: &Home, practice: &Practice, secret: &str, redirect: &str) -> Vec<String> {
    let file = home.write("secret.txt", secret);
    let base = format!("base_url={APPLICATION}");
    ["--set", &base, "--issuer", &practice.origin, "--client-id", CLIENT_ID, "--client-secret-file", &file]
        .into_iter()
        .chain(["--redirect-uri", redirect])
        .map(str::to_owned)
        .collect()
}

fn arguments(first: &[&str], rest: Vec<String>, last: &[&str]) -> Vec<String> {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    [own(first), rest, own(last)].concat()
}

fn verdict(ran: &Ran) -> (String, Option<String>) {
    let report: Value = ran.json();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    (text(&report["verdict"]).unwrap_or_default(), text(&report["results"][0]["primary"]))
}

#[test]
fn help_names_every_command_and_wrong_usage_is_told_apart() {
    let home = Home::new();
    let help = Program::new(&home, ["--help"]).run();
    for command in
        ["setup", "verify", "write", "request", "apps", "connections", "practice", "completions", "man"]
    {
        assert!(help.out.contains(&format!("  {command} ")), "{command} is missing\n{}", help.out);
    }
    assert_eq!(help.code, Some(0));
    let wrong = Program::new(&home, ["setup", "--no-such-flag"]).run();
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""), "{wrong:#?}");
    assert!(wrong.err.contains("--no-such-flag"), "{wrong:#?}");
    assert!(home.files(".").is_empty(), "asking for help leaves nothing behind");
}

#[test]
fn the_catalogue_is_an_array_for_programs() {
    let home = Home::new();
    let ran = Program::new(&home, ["apps", "--json"]).run();
    let all = ran.json();
    let coder = all.as_array().into_iter().flatten().find(|app| app["id"] == "coder");
    let coder = coder.unwrap_or_else(|| panic!("no Coder in {ran:#?}"));
    assert_eq!(coder["name"], "Coder");
    for field in ["aliases", "formats", "questions"] {
        assert!(coder[field].is_array(), "{field}: {coder:#}");
    }
}

#[test]
fn a_sound_client_passes_without_a_browser() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[APPLICATION_CALLBACK, &redirect], |_| {});
    let flags = connection(&home, &practice, SECRET, &redirect);
    let ran =
        Program::new(&home, arguments(&["verify", "--app", "coder"], flags, &["--no-login", "--json"])).run();
    assert_eq!(verdict(&ran), ("no_fault_found".to_owned(), None), "{ran:#?}");
    assert_eq!(ran.code, Some(0), "{ran:#?}");
}

#[test]
fn a_wrong_secret_is_named_and_never_repeated() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[APPLICATION_CALLBACK, &redirect], |_| {});
    let secret = "some-other-secret-0123456789-0123456789-0123456789-0123456789-xyz";
    for format in ["text", "json", "markdown", "html", "junit"] {
        let flags = connection(&home, &practice, secret, &redirect);
        let end = ["--no-login", "--format", format];
        let ran = Program::new(&home, arguments(&["verify", "--app", "coder"], flags, &end)).run();
        assert_eq!(ran.code, Some(1), "{format}: {ran:#?}");
        assert!(!ran.out.contains(secret) && !ran.err.contains(secret), "{format}: {ran:#?}");
        if format == "json" {
            assert_eq!(
                verdict(&ran),
                ("broken".to_owned(), Some("client.secret_wrong".to_owned())),
                "{ran:#?}"
            );
        }
    }
}

#[test]
fn a_provider_that_is_not_there_is_unknown_not_broken() {
    let (home, redirect) = (Home::new(), test_address());
    let file = home.write("secret.txt", SECRET);
    let nobody = test_address().replace("/callback", "");
    let ran = Program::new(
        &home,
        ["verify", "--app", "coder", "--set", "base_url=https://coder.example.com", "--issuer", &nobody]
            .into_iter()
            .chain(["--client-id", CLIENT_ID, "--client-secret-file", &file, "--redirect-uri", &redirect])
            .chain(["--no-login", "--json"]),
    )
    .run();
    let (verdict, primary) = verdict(&ran);
    assert_eq!(primary.as_deref(), Some("network.refused"), "{ran:#?}");
    assert!(matches!((verdict.as_str(), ran.code), ("broken", Some(1)) | ("unknown", Some(3))), "{ran:#?}");
}

/// The whole way without a question: the address to sign in at stands alone on a line of standard error.
#[test]
fn a_script_goes_from_nothing_to_a_written_and_proven_file() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[APPLICATION_CALLBACK, &redirect], |_| {});
    let flags = connection(&home, &practice, SECRET, &redirect);
    let end = ["--as", "env", "--to", "coder.env", "--browser", "none", "--yes", "--json"];
    let ran = signed_in(Program::new(&home, arguments(&["setup", "coder"], flags, &end)), &practice);
    assert_eq!(verdict(&ran), ("works".to_owned(), None), "{ran:#?}");
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    let written = home.read("coder.env");
    assert!(written.contains(&format!("CODER_OIDC_ISSUER_URL={}", practice.origin)), "{written}");
    assert!(written.contains(&format!("CODER_OIDC_CLIENT_SECRET={SECRET}")), "{written}");
    only_its_owner_reads(&home, "coder.env");
    let kept: String = home.files(".local").iter().map(|name| home.read(&format!(".local/{name}"))).collect();
    assert!(!kept.contains(SECRET), "the record holds no secret");

    let base = format!("base_url={APPLICATION}");
    let proof =
        ["verify", "--app", "coder", "--from", "coder.env", "--set", &base, "--redirect-uri", &redirect];
    let proof = Program::new(&home, proof.into_iter().chain(["--browser", "none", "--json"]));
    let proof = signed_in(proof, &practice);
    assert_eq!(verdict(&proof), ("works".to_owned(), None), "{proof:#?}");
}

/// The same values once more are no change: no second copy, and the first one can still be brought back.
#[test]
fn what_is_written_already_is_left_alone_and_can_still_be_undone() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[APPLICATION_CALLBACK, &redirect], |_| {});
    home.write("coder.env", "OTHER=1\n");
    let flags = connection(&home, &practice, SECRET, &redirect);
    let end = ["--no-login", "--unproven", "--yes", "--as", "env", "--to", "coder.env"];
    let set_up = Program::new(&home, arguments(&["setup", "coder"], flags, &end)).run();
    assert_eq!(set_up.code, Some(0), "{set_up:#?}");
    assert!(set_up.err.contains("This was practice"), "{set_up:#?}");
    assert!(set_up.err.contains("usher setup --like coder --name coder-real"), "{set_up:#?}");
    let copies = || home.files(".").iter().filter(|name| name.contains(".usher-")).count();
    let write = |more: &[&'static str]| {
        Program::new(&home, ["write", "coder"].into_iter().chain(more.iter().copied())).run()
    };
    for more in [&["--to", "coder.env", "--diff"][..], &["--to", "coder.env", "--unproven"]] {
        let again = write(more);
        assert_eq!(again.code, Some(0), "{again:#?}");
        assert!(again.err.contains("coder.env already has all these values"), "{again:#?}");
        assert!(!again.err.contains("Written to") && copies() == 1, "{again:#?}");
    }
    let by_usher = home.read("coder.env");
    home.write("coder.env", &format!("{by_usher}HAND=1\n"));
    let refused = write(&["--undo"]);
    assert_eq!(refused.code, Some(1), "{refused:#?}");
    assert!(refused.err.contains("coder.env is left as it is"), "{refused:#?}");
    home.write("coder.env", &by_usher);
    assert_eq!(write(&["--undo"]).code, Some(0));
    assert_eq!(home.read("coder.env"), "OTHER=1\n");
    assert_eq!(write(&["--undo"]).code, Some(2), "a second time there is nothing left to bring back");
}

/// An application without a guide goes by its own name, and a format that there is not is told before anything is asked.
#[test]
fn an_application_without_a_guide_goes_by_its_own_name() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[APPLICATION_CALLBACK, &redirect], |_| {});
    let flags = connection(&home, &practice, SECRET, &redirect);
    let callback = format!("redirect_uri={APPLICATION_CALLBACK}");
    let about = ["--set", "app_name=Wiki", "--set", &callback, "--no-login", "--unproven", "--yes"];
    let setup = |format: &'static str, file: &'static str| {
        let end: Vec<&str> = about.into_iter().chain(["--as", format, "--to", file]).collect();
        Program::new(&home, arguments(&["setup", "other"], flags.clone(), &end)).run()
    };
    let unknown = setup("ini", "wiki.ini");
    assert_eq!(unknown.code, Some(2), "{unknown:#?}");
    assert!(unknown.err.contains("sheet, env, yaml, json"), "{unknown:#?}");
    assert!(!unknown.err.contains("Asking"), "nothing is asked first: {unknown:#?}");
    let ran = setup("yaml", "wiki.yaml");
    assert!(ran.out.contains("Okta’s side of Wiki"), "{ran:#?}");
    assert!(home.read("wiki.yaml").contains(&format!("redirect_uri: \"{APPLICATION_CALLBACK}\"")));
}

/// The first one waits for a sign-in while the second one changes the record: the second one's record stays.
#[test]
fn of_two_ushers_on_one_connection_the_late_one_is_told() {
    let (home, redirect) = (Home::new(), test_address());
    let practice = Practice::start(&[APPLICATION_CALLBACK, &redirect], |_| {});
    let flags = connection(&home, &practice, SECRET, &redirect);
    let first = Program::new(&home, arguments(&["setup", "coder"], flags, &["--no-login", "--yes"])).run();
    assert_eq!(first.code, Some(0), "{first:#?}");
    let record = ".local/share/usher/connections/coder.json";
    let mut running = Program::new(&home, ["verify", "coder", "--json"]).start();
    let address = running.wait_for("the address to sign in at", |line| {
        line.trim().starts_with(&practice.origin).then(|| line.trim().to_owned())
    });

    let second = Program::new(&home, ["verify", "coder", "--no-login", "--save", "--json"]).run();
    assert_eq!(second.code, Some(0), "{second:#?}");
    let theirs = home.read(record);
    Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
    let late = running.finish(PATIENCE);
    assert!(late.err.contains("Another Usher changed this connection in the meantime."), "{late:#?}");
    assert_eq!(verdict(&late).0, "works", "what it found out is reported all the same: {late:#?}");
    assert_eq!(home.read(record), theirs, "the record is the second one's");
}

/// Signs Ben in at the address that the program says, and waits for the program's end.
fn signed_in(program: Program, practice: &Practice) -> Ran {
    let mut running = program.start();
    let address = running.wait_for("the address to sign in at", |line| {
        let alone = line.trim();
        let is_it = alone.starts_with(&practice.origin) && alone.contains("/authorize?");
        is_it.then(|| alone.to_owned())
    });
    let page = Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
    assert_eq!(page.status, 200, "the browser ends on the page at the redirect URI: {page:#?}");
    running.finish(PATIENCE)
}

#[cfg(unix)]
fn only_its_owner_reads(home: &Home, name: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(home.path(name)).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{name} holds a secret");
}

#[cfg(not(unix))]
fn only_its_owner_reads(_: &Home, _: &str) {}

#[test]
fn a_certificate_file_that_cannot_be_used_is_refused_at_once() {
    let home = Home::new();
    let empty = home.write("empty.pem", "nothing\n");
    for path in ["/nosuch.pem", "/", &empty] {
        let flags = ["verify", "--issuer", "https://acme.okta.com", "--client-id", CLIENT_ID, "--no-secret"];
        let last = ["--no-login", "--yes", "--ca-file", path];
        let ran = Program::new(&home, [&flags[..], &last].concat()).run();
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains(path), "{}", ran.err);
    }
}
