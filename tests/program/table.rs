//! Every command as a script meets it, one row of `invocations.toml` after the other: the exit code, what is answered on
//! standard output, what is told on standard error.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::{Command, Stdio};

use serde::Deserialize;
use usher::internals::base::Timestamp;
use usher::internals::engine::connection::{Connection, SecretSource};

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::served::CLIENT_ID;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    row: Vec<Row>,
}

/// One run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// What it is about, for whoever reads a failure.
    about: String,
    /// The words behind `usher`.
    run: Vec<String>,
    /// What stands on standard input; without it there is nothing to read.
    input: Option<String>,
    /// Variables of the environment.
    #[serde(default)]
    set: BTreeMap<String, String>,
    /// Whether connections are saved.
    #[serde(default)]
    saved: bool,
    /// Whether the reader of standard output is gone before anything was said.
    #[serde(default)]
    reader_is_gone: bool,
    exit: i32,
    /// What stands on standard output; nothing at all where this is empty.
    #[serde(default)]
    out: Vec<String>,
    /// What stands on standard error; nothing at all where this is empty.
    #[serde(default)]
    err: Vec<String>,
    /// Whether standard output is JSON.
    #[serde(default)]
    json: bool,
    /// Files that are there afterwards.
    #[serde(default)]
    leaves: Vec<String>,
}

const SECRET: &str = "a-secret-that-is-told-to-nobody-0123456789";

/// A home with files to name and, where wanted, two connections to hosts that answer nobody.
fn home(saved: bool) -> Home {
    let home = Home::new();
    home.write("secret.txt", SECRET);
    mode(&home, "secret.txt", 0o600);
    mode(&home, ".", 0o755);
    home.write("open.txt", SECRET);
    mode(&home, "open.txt", 0o644);
    home.write("folder/inside.txt", "");
    home.write("good.toml", include_str!("../screens/echo.toml"));
    home.write("coder.env", "CODER_OIDC_ISSUER_URL=http://127.0.0.1:9\n");
    for name in ["coder", "staging"].into_iter().filter(|_| saved) {
        let mut record = Connection::new(name, "coder", Timestamp(0));
        record.answers.insert("base_url".to_owned(), "https://coder.example.com".to_owned());
        record.issuer = Some("http://127.0.0.1:9".to_owned());
        record.client_id = Some(CLIENT_ID.to_owned());
        record.secret = SecretSource::File { path: home.path("secret.txt") };
        let json = serde_json::to_string(&record).expect("a record");
        home.write(&format!(".local/share/usher/connections/{name}.json"), &json);
    }
    home
}

#[cfg(unix)]
fn mode(home: &Home, name: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(home.path(name), mode).expect("a mode");
}

#[cfg(not(unix))]
fn mode(_: &Home, _: &str, _: u32) {}

impl Row {
    fn run(&self, home: &Home) -> Ran {
        if self.reader_is_gone {
            return self.run_unread(home);
        }
        let mut program = Program::new(home, self.run.clone());
        for (name, value) in &self.set {
            program = program.variable(name, value);
        }
        if let Some(input) = &self.input {
            program = program.input(input);
        }
        program.run()
    }

    /// `usher … | true`: nobody reads the answer.
    fn run_unread(&self, home: &Home) -> Ran {
        let mut command = Command::new(Program::binary());
        command.args(&self.run).env_clear().envs(home.variables()).current_dir(home.folder());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().expect("its words").read_to_string(&mut err).expect("text");
        Ran { code: child.wait().expect("it ends").code(), out: String::new(), err }
    }

    /// What is not as the row says.
    fn wrong(&self) -> Option<String> {
        let home = home(self.saved);
        let ran = self.run(&home);
        let fits = |said: &str, phrases: &[String]| {
            let is_silent = phrases.is_empty() && said.is_empty();
            is_silent || (!phrases.is_empty() && phrases.iter().all(|phrase| said.contains(phrase.as_str())))
        };
        let is_json = || serde_json::from_str::<serde_json::Value>(&ran.out).is_ok();
        let checks = [
            ("exit", ran.code == Some(self.exit)),
            ("standard output", fits(&ran.out, &self.out)),
            ("standard error", fits(&ran.err, &self.err)),
            ("JSON", !self.json || is_json()),
            ("an escape character", !format!("{}{}", ran.out, ran.err).contains('\u{1b}')),
            ("a secret", !ran.err.contains(SECRET)),
            ("files", self.leaves.iter().all(|name| home.path(name).is_file())),
        ];
        let wrong: Vec<&str> =
            checks.iter().filter(|(_, is_right)| !is_right).map(|(name, _)| *name).collect();
        let told = || format!("{}: {}\nusher {:?}\n{ran:#?}", self.about, wrong.join(", "), self.run);
        (!wrong.is_empty()).then(told)
    }
}

#[test]
fn every_invocation_answers_tells_and_ends_as_its_row_says() {
    let table: Table = toml::from_str(include_str!("invocations.toml")).expect("the table");
    let commands = ["setup", "verify", "write", "request", "apps", "connections", "completions", "man"];
    for command in commands {
        assert!(
            table.row.iter().any(|row| row.run.first().is_some_and(|first| first == command)),
            "{command}"
        );
    }
    let wrong: Vec<String> = table.row.iter().filter_map(Row::wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n\n{}", wrong.len(), table.row.len(), wrong.join("\n\n"));
}
