//! The form of `sso.toml`, as it is read and as its schema tells it to editors.

use std::collections::BTreeSet;

use serde_json::Value;
use usher::apps::fleet::{Fleet, SecretPlace};

use super::support::schema;

const WHOLE: &str = r#"
fleet = 1

[[connection]]
name = "coder-prod"
app = "coder"
set = { base_url = "https://coder.example.com", groups = true }
organization = "https://acme.okta.com"
issuer = "https://login.acme.com"
client_id = "0oa8x2k4mQ1vJ7dT5e6"
scopes = ["openid", "email"]
redirect_uri = "http://localhost:8749/callback"
from = "coder.env"
entry = "coder"
follow_references = true
secret = { file = "secret.txt" }
owner = "Platform"
labels = { env = "prod" }
live = true
noise = false

[[connection]]
name = "wiki"
secret = { command = ["op", "read", "op://sso/wiki/secret"] }

[[connection]]
name = "phone"
secret = { none = true }

[[connection]]
name = "old"
secret = { env = "OLD_SECRET" }
"#;

fn the_schema() -> Value {
    serde_json::from_str(include_str!("../../assets/sso.schema.json")).expect("JSON")
}

fn faults(text: &str) -> Vec<String> {
    let value: toml::Value = toml::from_str(text).expect("TOML");
    schema::faults(&the_schema(), &serde_json::to_value(value).expect("JSON"))
}

#[test]
fn all_that_may_be_declared_is_read() {
    let fleet = Fleet::parse(WHOLE).expect("a fleet");
    let [coder, wiki, phone, old] = fleet.connections.as_slice() else { panic!("{fleet:#?}") };
    assert_eq!((coder.name.as_str(), coder.app.as_deref()), ("coder-prod", Some("coder")));
    assert_eq!(coder.set[1], ("groups".to_owned(), "true".to_owned()));
    assert!(coder.live && !coder.noise && coder.follow_references && wiki.noise && !wiki.live);
    assert_eq!(coder.secret, Some(SecretPlace::File("secret.txt".to_owned())));
    assert!(matches!(&wiki.secret, Some(SecretPlace::Command(argv)) if argv.len() == 3), "{wiki:#?}");
    assert_eq!(phone.secret, Some(SecretPlace::None));
    assert_eq!(old.secret, Some(SecretPlace::Variable("OLD_SECRET".to_owned())));
    assert!(coder.is("env", "prod") && coder.is("name", "coder-prod") && coder.is("owner", "Platform"));
    assert!(wiki.is("app", "other") && !wiki.is("env", "prod"));
    assert_eq!(WHOLE[..coder.place("set.groups")].lines().count(), 7);
    assert!(WHOLE[wiki.place("")..].starts_with("[[connection]]\nname = \"wiki\""));
}

/// Editors propose and refuse by the schema: it knows the same members as the reading.
#[test]
fn the_schema_knows_what_is_read_and_nothing_else() {
    let schema = the_schema();
    assert_eq!(faults(WHOLE), Vec::<String>::new());
    let told: BTreeSet<String> =
        schema["$defs"]["connection"]["properties"].as_object().expect("members").keys().cloned().collect();
    let fleet = Fleet::parse(WHOLE).expect("a fleet");
    let members = format!("{:#?}", fleet.connections[0]);
    let own = members.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(": "));
    let read: BTreeSet<String> = own
        .filter(|(name, _)| !name.starts_with(' ') && *name != "places")
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(told, read);
    for wrong in [
        WHOLE.replace("owner =", "ower ="),
        WHOLE.replace("fleet = 1", "fleet = 2"),
        WHOLE.replace("name = \"wiki\"", ""),
        WHOLE.replace("{ none = true }", "{ none = true, env = \"X\" }"),
        WHOLE.replace("{ none = true }", "{ none = false }"),
        WHOLE.replace("{ none = true }", "\"a secret\""),
        WHOLE.replace("live = true", "live = \"yes\""),
        "fleet = 1\n".to_owned(),
    ] {
        assert!(!faults(&wrong).is_empty() && Fleet::parse(&wrong).is_err(), "{wrong}");
    }
}
