//! `usher verify --fleet`: connections that a file declares, all of them or a part, and the reports of the parts as one.

use serde_json::Value;

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::schema;
use crate::served::{CLIENT_ID, Practice, SECRET};

/// A home in which a file declares four connections to a practice Okta: two are well, one has a wrong secret and one a client
/// that is not there.
fn declared(practice: &Practice) -> Home {
    let home = Home::new();
    home.write("sign-on/secret.txt", &format!("{SECRET}\n"));
    home.write("sign-on/wrong.txt", &SECRET.replace("abcdef", "fedcba"));
    let at = |name: &str, client: &str, secret: &str, more: &str| {
        let issuer = &practice.origin;
        format!(
            "[[connection]]\nname = \"{name}\"\nissuer = \"{issuer}\"\nclient_id = \"{client}\"\n\
             secret = {secret}\n{more}\n\n"
        )
    };
    let all = [
        at("first", CLIENT_ID, "{ file = \"secret.txt\" }", "labels = { env = \"prod\", team = \"a\" }"),
        at("second", CLIENT_ID, "{ env = \"OWN_SECRET\" }", "labels = { env = \"prod\", team = \"b\" }"),
        at(
            "third",
            CLIENT_ID,
            "{ file = \"wrong.txt\" }",
            "owner = \"Platform\"\nlabels = { env = \"test\" }",
        ),
        at("fourth", "0oanobodyknowsme0001", "{ command = [\"cat\", \"/dev/null\"] }", "noise = false"),
    ];
    home.write("sign-on/sso.toml", &format!("fleet = 1\n\n{}", all.concat()));
    home
}

fn verify(home: &Home, more: &[&str]) -> Ran {
    let words = [&["verify", "--fleet", "sign-on/sso.toml"][..], more].concat();
    Program::new(home, words.iter().copied()).variable("OWN_SECRET", SECRET).run()
}

fn names(report: &Value) -> Vec<&str> {
    let results = report["results"].as_array().expect("a list");
    results.iter().map(|one| one["connection"]["name"].as_str().expect("a name")).collect()
}

fn schema_of(name: &str) -> Value {
    let path = format!("{}/assets/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("the schema")).expect("JSON")
}

#[test]
fn what_a_file_declares_is_verified_and_told_with_its_owner_and_place() {
    let practice = Practice::start(&[], |_| {});
    let home = declared(&practice);
    let ran = verify(&home, &["--json"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    let report = ran.json();
    assert_eq!(schema::faults(&schema_of("usher-report.schema.json"), &report), Vec::<String>::new());
    assert_eq!(names(&report), ["first", "second", "third", "fourth"]);
    let told: Vec<_> =
        report["results"].as_array().expect("a list").iter().map(|one| &one["primary"]).collect();
    let (fine, wrong) = (&Value::Null, &Value::from("client.secret_wrong"));
    assert_eq!(told[..3], [fine, fine, wrong], "{ran:#?}");
    assert_eq!(told[3], "config.secret_unavailable", "a command that prints nothing gives no secret");
    let third = &report["results"][2];
    assert_eq!((&third["owner"], &third["labels"]["env"]), (&"Platform".into(), &"test".into()));
    assert_eq!(third["declared_at"], serde_json::json!({ "file": "sign-on/sso.toml", "line": 17 }));
    assert!(report["tool"] == "usher" && report["version"].is_string(), "{report:#}");
    assert!(report["started_at"].is_string() && report["duration_ms"].is_u64(), "{report:#}");
    assert!(!home.path(".local/share/usher/connections").exists(), "nothing was kept of them");
}

#[test]
fn labels_select_and_all_of_them_must_match() {
    let practice = Practice::start(&[], |_| {});
    let home = declared(&practice);
    let selected = |words: &[&str]| {
        let more: Vec<&str> = words.iter().flat_map(|one| ["--select", one]).chain(["--json"]).collect();
        verify(&home, &more)
    };
    assert_eq!(names(&selected(&["env=prod"]).json()), ["first", "second"]);
    assert_eq!(names(&selected(&["env=prod", "team=b"]).json()), ["second"]);
    assert_eq!(names(&selected(&["name=third"]).json()), ["third"]);
    let none = selected(&["env=prod", "name=third"]);
    assert!(none.code == Some(2) && none.err.contains("No connection in sign-on/sso.toml"), "{none:#?}");
    let odd = selected(&["prod"]);
    assert!(odd.code == Some(2) && odd.err.contains("--select env=prod"), "{odd:#?}");
}

/// A part that is not there would pass for one without a fault.
#[test]
fn parts_are_joined_when_each_is_there_once() {
    let practice = Practice::start(&[], |_| {});
    let home = declared(&practice);
    let part = |shard: &str, path: &str| verify(&home, &["--shard", shard, "--json", "--output", path]);
    let whole = verify(&home, &["--json"]).json();
    let [one, two] = [part("1/2", "1.json"), part("2/2", "2.json")];
    assert_eq!((one.code, two.code), (Some(1), Some(3)), "{one:#?}{two:#?}");
    let read = |path: &str| -> Value { serde_json::from_str(&home.read(path)).expect("a report") };
    assert_eq!(names(&read("1.json")), ["first", "third"]);
    assert_eq!(read("2.json")["shard"], serde_json::json!({ "index": 2, "of": 2 }));
    let merge = |files: &[&str]| {
        Program::new(&home, [&["report", "merge"], files, &["--json"]].concat().iter().copied()).run()
    };
    let joined = merge(&["2.json", "1.json"]);
    assert_eq!(joined.code, Some(0), "{joined:#?}");
    let joined = joined.json();
    assert_eq!((&joined["verdict"], joined.get("shard")), (&whole["verdict"], None));
    assert_eq!(joined["results"].as_array().map(Vec::len), Some(4));
    let missing = merge(&["2.json"]);
    assert!(
        missing.code == Some(2) && missing.err.contains("These parts of 2 are missing: 1"),
        "{missing:#?}"
    );
    let twice = merge(&["2.json", "1.json", "2.json"]);
    assert!(twice.code == Some(2) && twice.err.contains("Part 2 of 2 is there twice"), "{twice:#?}");
    part("3/5", "3.json");
    let unlike = merge(&["2.json", "1.json", "3.json"]);
    assert!(unlike.code == Some(2) && unlike.err.contains("parts of different wholes"), "{unlike:#?}");
    let empty = part("5/5", "5.json");
    assert_eq!((empty.code, names(&read("5.json"))), (Some(0), vec![]), "it has nothing to do: {empty:#?}");
}

#[test]
fn the_engine_says_which_part_it_is_only_where_it_is_asked() {
    let practice = Practice::start(&[], |_| {});
    let home = declared(&practice);
    let run = |more: &[&str], variables: &[(&str, &str)]| {
        let words =
            [&["verify", "--fleet", "sign-on/sso.toml", "--select", "env=prod", "--json"], more].concat();
        let program = Program::new(&home, words.iter().copied()).variable("OWN_SECRET", SECRET);
        variables.iter().fold(program, |program, (name, value)| program.variable(name, value)).run()
    };
    let of_two = [("JOB_COMPLETION_INDEX", "1"), ("JOB_COMPLETIONS", "2")];
    assert_eq!(names(&run(&["--shard", "auto"], &of_two).json()), ["second"]);
    assert_eq!(names(&run(&[], &of_two).json()), ["first", "second"]);
    for variables in [&of_two[..1], &[("JOB_COMPLETION_INDEX", "2"), ("JOB_COMPLETIONS", "2")]] {
        let ran = run(&["--shard", "auto"], variables);
        assert!(ran.code == Some(2) && ran.err.contains("JOB_COMPLETIONS"), "{ran:#?}");
    }
    let odd = run(&["--shard", "3/2"], &[]);
    assert!(odd.code == Some(2) && odd.err.contains("3/10 for the third of ten"), "{odd:#?}");
}

#[test]
fn everything_that_is_wrong_is_told_at_once_before_anything_is_asked() {
    let practice = Practice::start(&[], |_| {});
    let home = Home::new();
    let text = format!(
        r#"fleet = 1
[[connection]]
name = "a"
isuer = "{issuer}"
client_id = "{CLIENT_ID}"
secret = {{ env = "X", file = "y" }}
[[connection]]
name = "a"
app = "codr"
issuer = "{issuer}"
client_id = "{CLIENT_ID}"
secret = {{ none = true }}
[[connection]]
name = "b c"
app = "coder"
issuer = "https://acme.okta.com/.well-known/openid-configuration"
client_id = "{SECRET}"
secret = {{ none = true }}
set = {{ base_ulr = "https://coder.example.com" }}
labels = {{ name = "x" }}
"#,
        issuer = practice.origin
    );
    home.write("sso.toml", &text);
    let ran = Program::new(&home, ["verify", "--fleet", "sso.toml", "--json"]).run();
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran:#?}");
    let expected = [
        "sso.toml:4:1: There is no key “isuer” here. Did you mean “issuer”?",
        "sso.toml:6:10: Say one place where the client secret lives: file, env or command",
        "sso.toml:8:8: Another connection is called “a” already.",
        "sso.toml:20:19: “name” cannot be a label",
    ];
    for line in expected {
        assert!(ran.err.contains(line), "{line}\n{}", ran.err);
    }
    // What the guide and the values say is judged once the file can be read.
    let text = text.replace("isuer", "issuer").replace(", file = \"y\"", "").replace("name = \"x\"", "");
    home.write("sso.toml", &text.replacen("name = \"a\"", "name = \"c\"", 1));
    let ran = Program::new(&home, ["verify", "--fleet", "sso.toml", "--json"]).run();
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran:#?}");
    let expected = [
        "sso.toml:9:7: There is no guide named “codr”. Did you mean “coder”?",
        "sso.toml:14:8: “b c” cannot be a connection’s name.",
        "sso.toml:16:10: This cannot be the issuer as it is given.",
        "sso.toml:17:13: ",
        "sso.toml:19:20: ",
        "Did you mean “base_url”?",
    ];
    for line in expected {
        assert!(ran.err.contains(line), "{line}\n{}", ran.err);
    }
    assert!(!ran.err.contains(SECRET), "a secret is not repeated: {}", ran.err);
    assert!(practice.seen().is_empty(), "something was asked");
}

/// What the application reads goes before what is declared beside it, as with a saved connection.
#[test]
fn the_own_file_of_an_application_is_read_as_it_stands() {
    let practice = Practice::start(&[], |_| {});
    let home = Home::new();
    let wrong = SECRET.replace("abcdef", "fedcba");
    let origin = &practice.origin;
    home.write(
        "etc/coder.env",
        &format!(
            "CODER_ACCESS_URL=https://coder.example.com\nCODER_OIDC_ISSUER_URL={origin}\n\
             CODER_OIDC_CLIENT_ID={CLIENT_ID}\nCODER_OIDC_CLIENT_SECRET={wrong}\n"
        ),
    );
    home.write("secret.txt", SECRET);
    let one = "[[connection]]\nname = \"coder\"\napp = \"coder\"\nfrom = \"etc/coder.env\"\n";
    let gone = "[[connection]]\nname = \"gone\"\napp = \"coder\"\nfrom = \"etc/gone.env\"\n";
    home.write("sso.toml", &format!("fleet = 1\n{one}secret = {{ file = \"secret.txt\" }}\n{gone}"));
    let ran = Program::new(&home, ["verify", "--fleet", "sso.toml", "--json"]).run();
    let report = ran.json();
    let primary: Vec<_> =
        report["results"].as_array().expect("a list").iter().map(|one| &one["primary"]).collect();
    assert_eq!(primary, ["client.secret_wrong", "config.unreadable"], "{ran:#?}");
    assert_eq!(ran.code, Some(1), "{ran:#?}");
}

#[test]
fn several_saved_connections_are_verified_at_once() {
    let practice = Practice::start(&[], |_| {});
    let home = Home::new();
    home.write("secret.txt", SECRET);
    for name in ["a", "b", "c"] {
        let client = ["--issuer", &practice.origin, "--client-id", CLIENT_ID];
        let save = ["--client-secret-file", "secret.txt", "--name", name, "--save", "--no-login", "--json"];
        let words = [&["verify"][..], &client, &save].concat();
        let saved = Program::new(&home, words.iter().copied()).run();
        assert_eq!(saved.code, Some(0), "{saved:#?}");
    }
    let ran = Program::new(&home, ["verify", "c", "a", "--json"]).run();
    assert_eq!((ran.code, names(&ran.json())), (Some(0), vec!["a", "c"]), "{ran:#?}");
    let unknown = Program::new(&home, ["verify", "c", "d", "--json"]).run();
    assert!(unknown.code == Some(2) && unknown.err.contains("no saved connection “d”"), "{unknown:#?}");
    let of_one = Program::new(&home, ["verify", "a", "c", "--issuer", &practice.origin]).run();
    assert!(of_one.code == Some(2) && of_one.err.contains("of one alone"), "{of_one:#?}");
}

#[test]
fn what_is_saved_can_be_declared_and_comes_to_the_same() {
    let practice = Practice::start(&[], |_| {});
    let home = Home::new();
    home.write("secret.txt", SECRET);
    home.write("wrong.txt", &SECRET.replace("abcdef", "fedcba"));
    let save = |name: &str, more: &[&str]| {
        let client = ["--issuer", &practice.origin, "--client-id", CLIENT_ID];
        let words =
            [&["verify", "--name", name, "--save", "--no-login", "--json"], &client[..], more].concat();
        Program::new(&home, words.iter().copied()).run();
    };
    save("fine", &["--client-secret-file", "secret.txt"]);
    save("wrong", &["--client-secret-file", "wrong.txt", "--scopes", "openid email"]);
    let write =
        ["setup", "coder", "--name", "written", "--issuer", &practice.origin, "--client-id", CLIENT_ID];
    let to =
        ["--set", "base_url=https://coder.example.com", "--as", "env", "--to", "coder.env", "--unproven"];
    let secret = ["--client-secret-file", "secret.txt", "--no-login", "--yes", "--local-admin-tested"];
    let set_up = Program::new(&home, [&write[..], &to, &secret].concat().iter().copied()).run();
    assert!(home.path("coder.env").exists(), "{set_up:#?}");
    home.write(".local/share/usher/connections/damaged.json", "{");

    let exported = Program::new(&home, ["connections", "export"]).run();
    assert_eq!(exported.code, Some(1), "one of them cannot be declared: {exported:#?}");
    assert!(
        exported.err.contains("“damaged” is left out") && !exported.out.contains(SECRET),
        "{exported:#?}"
    );
    home.path(".local/share/usher/connections/damaged.json").metadata().expect("it stays");
    std::fs::remove_file(home.path(".local/share/usher/connections/damaged.json")).expect("removed");
    home.write("sso.toml", &exported.out);
    let outcome = |words: &[&str]| -> Vec<String> {
        let ran = Program::new(&home, [words, &["--json"]].concat().iter().copied()).run();
        let report = ran.json();
        let results = report["results"].as_array().expect("a list").iter();
        let said = |one: &Value| {
            let connection = &one["connection"];
            format!("{} {} {} {}", connection["name"], connection["scopes"], one["verdict"], one["primary"])
        };
        results.map(said).collect()
    };
    let saved = outcome(&["verify", "--all"]);
    assert_eq!(saved.len(), 3, "{saved:#?}");
    assert_eq!(outcome(&["verify", "--fleet", "sso.toml"]), saved, "{}", exported.out);
}
