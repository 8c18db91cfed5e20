//! What was secret in a whole set-up and in whole failing logins is nowhere but where it was meant to be: not on the
//! terminal, in a stream, a report, a file, a process, nor with the browser.

use crate::coder::{CALLBACK, CALLBACKS, walk_to_login};
use crate::home::Home;
use crate::leaks::Secrets;
use crate::program::{PATIENCE, Program};
use crate::served::{CLIENT_ID, Practice, SECRET};
use crate::terminal::Terminal;
use crate::visitor::{Page, Visitor};
use crate::walk::Walk;

use usher::internals::base::{Answer, Request, Secret};
use usher::internals::practice::{Fault, PASSWORD};

/// The kinds of secret that every login holds.
const OF_A_LOGIN: [&str; 5] = ["access_token", "client_secret", "code", "code_verifier", "id_token"];

/// What a browser is told by whoever starts it: its arguments and its environment.
const BROWSER: &str = "#!/bin/sh\n{ printf '%s\\n' \"$0\" \"$@\"; env; } >> \"$HOME/browser.txt\"\n";

/// A home with a browser that writes down what it is told, and a folder of its own for what is temporary.
fn home_with_browser() -> (Home, String) {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let browser = home.write("bin/browser", BROWSER);
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o700)).expect("a program");
    home.write("tmp/.keep", "");
    (home, browser)
}

/// The program, with that browser and that folder.
fn program(home: &Home, browser: &str, args: &[&str]) -> Program {
    let folder = home.path("tmp").to_string_lossy().into_owned();
    Program::new(home, args.to_vec()).variable("BROWSER", browser).variable("TMPDIR", &folder)
}

/// What the practice Okta and the browser saw of a login: everything that was secret in it.
fn secrets(practice: &Practice) -> Secrets {
    let secrets = Secrets::of(SECRET, &practice.seen());
    for kind in OF_A_LOGIN {
        assert!(secrets.kinds().contains(kind), "the run held no {kind}: {:?}", secrets.kinds());
    }
    secrets
}

fn assert_quiet_page(secrets: &Secrets, page: &Page) {
    secrets.assert_absent("the page in the browser", page.body.as_bytes());
    secrets.assert_absent("its headers", format!("{:?}", page.headers).as_bytes());
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"), "{page:#?}");
}

fn assert_quiet_terminal(secrets: &Secrets, terminal: &Terminal) {
    terminal.look(|screen, desk| {
        let (rows, columns) = screen.size();
        secrets.assert_absent_on_screen(&desk.written, columns, rows);
        secrets.assert_absent("the window's title", desk.title.as_bytes());
        secrets.assert_absent("the clipboard", desk.clipboard.join("\n").as_bytes());
    });
}

/// From the first frame of the wizard to the test login, with somebody who signs in.
fn walk_and_sign_in(home: &Home, browser: &str, practice: &Practice) -> (Walk, Page) {
    let mut walk = walk_to_login(program(home, browser, &[]), practice);
    let address = walk.address();
    Secrets::of(SECRET, &practice.seen()).assert_absent_in_process(walk.terminal.id());
    let page = Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
    (walk, page)
}

#[test]
fn a_whole_set_up_in_the_wizard_leaves_no_secret_but_in_its_file() {
    let (home, browser) = home_with_browser();
    home.write("coder.env", "# kept\nCODER_HTTP_ADDRESS=127.0.0.1:3000\n");
    let practice = Practice::start(&CALLBACKS, |_| {});
    let (mut walk, page) = walk_and_sign_in(&home, &browser, &practice);
    let at = &mut walk.terminal;
    at.wait_for("Okta’s side works").press("Enter");
    let secrets = secrets(&practice);
    assert!(secrets.kinds().contains("refresh_token"), "{:?}", secrets.kinds());
    at.wait_for("How does Coder get its values?").press("Enter");
    let path = home.path("coder.env").to_string_lossy().into_owned();
    at.wait_for("CODER_OIDC_ISSUER_URL").press("t");
    at.wait_for("Which file should be written?").press("Ctrl-u").type_text(&path).press("Enter");
    at.wait_for("CODER_OIDC_ISSUER_URL").press("Enter");
    at.wait_for("is written and was read back.");
    secrets.assert_absent_in_process(at.id());
    at.press("Ctrl-c").wait_exit();

    assert!(home.read("coder.env").contains(SECRET), "the file that the secret was meant for");
    let backups = home.files(".").into_iter().filter(|name| name.starts_with("coder.env.usher-")).count();
    assert_eq!(backups, 1, "{:?}", home.files("."));
    assert!(home.read("browser.txt").contains("/usher-sign-in/"), "the browser was started");
    assert_quiet_page(&secrets, &page);
    assert_quiet_terminal(&secrets, &walk.terminal);
    secrets.assert_absent_below(home.folder(), &["coder.env"]);
    for name in home.files(".").into_iter().filter(|name| name != "browser.txt") {
        secrets.assert_nothing_kept(&name, home.read(&name).replace(SECRET, "").as_bytes());
    }

    for command in [&["write", "coder", "--diff"][..], &["connections", "show", "coder", "--json"]] {
        let ran = program(&home, &browser, command).run();
        secrets.assert_absent(&format!("{command:?}"), format!("{}{}", ran.out, ran.err).as_bytes());
    }
}

#[test]
fn a_failing_login_in_the_wizard_leaves_no_secret() {
    let (home, browser) = home_with_browser();
    let practice = Practice::start(&CALLBACKS, |org| org.faults.add(Fault::BadSignature));
    let (mut walk, page) = walk_and_sign_in(&home, &browser, &practice);
    walk.terminal.wait_for("The signature of the ID token is wrong.");
    let secrets = secrets(&practice);
    secrets.assert_absent_in_process(walk.terminal.id());
    walk.terminal.press("Ctrl-c").wait_for("End Usher now?").press("y").wait_exit();
    assert_quiet_page(&secrets, &page);
    assert_quiet_terminal(&secrets, &walk.terminal);
    secrets.assert_absent_below(home.folder(), &[]);
}

/// One failing login for each form of the report, each with a fault of its own, the person named in it.
#[test]
fn failing_logins_of_a_script_leave_no_secret_in_any_report() {
    let faults = [
        ("text", Fault::UserinfoOtherSub),
        ("json", Fault::BadSignature),
        ("markdown", Fault::RefreshRejected),
        ("html", Fault::BadAtHash),
        ("junit", Fault::WrongNonce),
    ];
    for (format, fault) in faults {
        let (home, browser) = home_with_browser();
        let redirect = free_address();
        let practice = Practice::start(&[CALLBACK, &redirect], move |org| org.faults.add(fault));
        let (base, report) = ("base_url=https://coder.example.com", format!("report.{format}"));
        let args = ["setup", "coder", "--yes", "--set", base, "--issuer", &practice.origin]
            .into_iter()
            .chain(["--client-id", CLIENT_ID, "--redirect-uri", &redirect, "--include-identity"])
            .chain(["--as", "env", "--to", "coder.env", "--format", format, "--output", &report]);
        let args: Vec<&str> = args.collect();
        // Given in a variable, so that what is started must not inherit it.
        let mut running = program(&home, &browser, &args).variable("USHER_CLIENT_SECRET", SECRET).start();
        let address = running.wait_for("the address to sign in at", |line| {
            line.trim().starts_with(&practice.origin).then(|| line.trim().to_owned())
        });
        let page = Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
        let ran = running.finish(PATIENCE);
        assert_ne!(ran.code, Some(0), "{format}: {ran:#?}");
        let secrets = secrets(&practice);
        secrets.assert_absent(format, format!("{}{}", ran.out, ran.err).as_bytes());
        secrets.assert_nothing_kept(&report, home.read(&report).as_bytes());
        assert!(!home.read(&report).is_empty() && home.read("browser.txt").contains("/usher-sign-in/"));
        assert_quiet_page(&secrets, &page);
        assert!(!home.path("coder.env").exists(), "nothing unproven is written");
        secrets.assert_absent_below(home.folder(), &[]);
    }
}

/// The token endpoint repeats, in a sentence that is too long to be shown whole, whatever secret it was told so far: as it
/// is, in percent encoding, and as it came in the header.
fn repeat(before: &[(Request, Answer)], request: &Request, answer: &mut Answer) {
    let asked = request.body.as_ref().map(Secret::reveal).unwrap_or_default();
    if !request.url.path().ends_with("/token") || asked.contains("does-not-exist") {
        return;
    }
    let mut wire = before.to_vec();
    wire.push((request.clone(), Answer { body: Secret::new(""), headers: Vec::new(), ..answer.clone() }));
    let percent = |text: &str| text.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02x}"));
    let known = Secrets::of(SECRET, &wire);
    let mut said: Vec<String> =
        known.each().map(|(_, secret)| format!("{secret} or {}", percent(secret))).collect();
    // The client secret first, across the place where a value of that length is cut.
    said.insert(0, SECRET.to_owned());
    let sentence = format!("{} {}", "p".repeat(260), said.join(", "));
    let body = serde_json::json!({ "error": "invalid_request", "error_description": sentence });
    (answer.status, answer.body) = (400, Secret::new(body.to_string()));
}

/// The secrets of a login in which no token was issued.
fn secrets_of_half_a_login(practice: &Practice) -> Secrets {
    let seen: Vec<_> = practice.seen();
    let secrets = Secrets::of(SECRET, &seen);
    for kind in ["authorization", "client_secret", "code", "code_verifier"] {
        assert!(secrets.kinds().contains(kind), "the run held no {kind}: {:?}", secrets.kinds());
    }
    secrets
}

#[test]
fn what_a_provider_repeats_is_not_drawn_in_the_wizard() {
    let (home, browser) = home_with_browser();
    let practice = Practice::start_bent(&CALLBACKS, |_| {}, repeat);
    let (mut walk, page) = walk_and_sign_in(&home, &browser, &practice);
    walk.terminal.wait_for("did not accept the form of the request").wait_for("•••").press("d");
    walk.terminal
        .wait_for("could not tell,")
        .press("Ctrl-c")
        .wait_for("End Usher now?")
        .press("y")
        .wait_exit();
    let secrets = secrets_of_half_a_login(&practice);
    assert_quiet_page(&secrets, &page);
    assert_quiet_terminal(&secrets, &walk.terminal);
    secrets.assert_absent_below(home.folder(), &[]);
}

#[test]
fn what_a_provider_repeats_is_in_no_report_of_a_script() {
    for format in ["text", "json", "markdown", "html", "junit"] {
        let (home, browser) = home_with_browser();
        let redirect = free_address();
        let practice = Practice::start_bent(&[CALLBACK, &redirect], |_| {}, repeat);
        let args = ["verify", "--app", "coder", "--yes", "--set", "base_url=https://coder.example.com"]
            .into_iter()
            .chain(["--issuer", &practice.origin, "--client-id", CLIENT_ID, "--redirect-uri", &redirect])
            .chain(["--format", format]);
        let args: Vec<&str> = args.collect();
        let mut running = program(&home, &browser, &args).variable("USHER_CLIENT_SECRET", SECRET).start();
        let address = running.wait_for("the address to sign in at", |line| {
            line.trim().starts_with(&practice.origin).then(|| line.trim().to_owned())
        });
        Visitor::default().sign_in(&address, "ben@example.com", PASSWORD);
        let ran = running.finish(PATIENCE);
        // JUnit has no place for the words of a check that could not tell.
        assert_eq!(ran.out.contains("•••"), format != "junit", "{format}: {ran:#?}");
        secrets_of_half_a_login(&practice)
            .assert_absent(format, format!("{}{}", ran.out, ran.err).as_bytes());
    }
}

/// A command that fetches the secret is told nothing that it does not bring itself.
#[test]
fn a_command_that_fetches_the_secret_inherits_none() {
    use std::os::unix::fs::PermissionsExt as _;
    let (home, browser) = home_with_browser();
    let redirect = free_address();
    let practice = Practice::start(&[CALLBACK, &redirect], |_| {});
    let base = "base_url=https://coder.example.com";
    let first = ["setup", "coder", "--yes", "--no-login", "--set", base, "--issuer", &practice.origin]
        .into_iter()
        .chain(["--client-id", CLIENT_ID, "--redirect-uri", &redirect]);
    let first: Vec<&str> = first.collect();
    let ran = program(&home, &browser, &first).variable("USHER_CLIENT_SECRET", SECRET).run();
    assert_eq!(ran.code, Some(0), "{ran:#?}");

    let fetch = home.write(
        "bin/fetch",
        "#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; } > \"$HOME/fetch.txt\"\ncat \"$HOME/vault\"\n",
    );
    std::fs::set_permissions(&fetch, std::fs::Permissions::from_mode(0o700)).expect("a program");
    home.write("vault", SECRET);
    let record = ".local/share/usher/connections/coder.json";
    let mut kept: serde_json::Value = serde_json::from_str(&home.read(record)).expect("a record");
    kept["secret"] = serde_json::json!({ "from": "command", "argv": [fetch, "read", "coder"] });
    home.write(record, &kept.to_string());
    let ran = program(&home, &browser, &["verify", "coder", "--no-login", "--json"]).run();
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    assert!(home.read("fetch.txt").starts_with("read\ncoder\n"), "the command was run");
    let secrets = Secrets::of(SECRET, &practice.seen());
    assert!(secrets.kinds().contains("authorization"), "{:?}", secrets.kinds());
    secrets.assert_absent("the report", format!("{}{}", ran.out, ran.err).as_bytes());
    secrets.assert_absent_below(home.folder(), &["vault"]);
}

/// An address on this computer that nobody listens at now.
fn free_address() -> String {
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    format!("http://localhost:{}/callback", socket.local_addr().expect("its address").port())
}

/// What the system tells of a process that lets nobody look into it belongs to the superuser, whoever started it (proc(5)).
#[test]
fn nobody_can_look_into_its_memory_nor_make_it_drop_a_core() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65534;
    let home = Home::new();
    let mut command = std::process::Command::new(Program::binary());
    if std::fs::metadata("/proc/self").expect("this process").uid() == 0 {
        // The superuser's processes belong to the superuser anyway, so here somebody else must start it.
        let copy = home.path("usher");
        std::fs::copy(Program::binary(), &copy).expect("a copy");
        for path in [home.folder(), copy.as_path()] {
            if chown(path, Some(NOBODY), Some(NOBODY)).is_err() {
                return crate::wiped::skip("the superuser here cannot give a file to anybody else");
            }
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)).expect("their own");
        }
        command = std::process::Command::new(copy);
        command.uid(NOBODY).gid(NOBODY);
    }
    let port = free_address()
        .rsplit(':')
        .next()
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default()
        .to_owned();
    command.args(["practice", "--port", &port]).env_clear().envs(home.variables()).current_dir(home.folder());
    let mut running = crate::program::Running::other(&mut command);
    running.wait_for_address();
    let process = format!("/proc/{}", running.id());
    for name in ["mem", "environ", "maps", "fd"] {
        let owner = std::fs::symlink_metadata(format!("{process}/{name}")).expect("it runs").uid();
        assert_eq!(owner, 0, "{name} is closed to whoever started it");
    }
    let limits = std::fs::read_to_string(format!("{process}/limits")).expect("its limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit");
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
}
