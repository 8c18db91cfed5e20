//! Applications' own files, as people really have them: what stands there, what leads on, what has to be asked for.

use std::collections::BTreeMap;
use std::path::Path;

use usher::apps::{Guide, catalogue};
use usher::base::Secret;
use usher::engine::Field;
use usher::engine::effect::{Gathered, Want};
use usher::engine::reference::Consent;
use usher::engine::search::{Look, Search};

pub(crate) const SECRET: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

fn guides() -> Vec<Guide> {
    catalogue::cards().iter().filter_map(|card| catalogue::open(card.id).ok()).collect()
}

/// What the computer has around the file: variables by name, files by path.
pub(crate) fn gather(wants: &[Want], has: &BTreeMap<&str, &str>) -> Gathered {
    let known = |name: &str| has.get(name).map(|text| Secret::new(*text));
    let mut gathered = Gathered::default();
    for want in wants {
        match want {
            Want::Variable(name) => {
                gathered.variables.insert(name.clone(), known(name));
            }
            Want::File { path, .. } => {
                gathered.files.insert(path.clone(), known(&path.display().to_string()));
            }
            Want::Manifests(folder) => {
                let inside = has.iter().filter(|(name, _)| Path::new(name).parent() == Some(folder));
                let texts = inside.map(|(name, text)| (name.into(), Secret::new(*text)));
                gathered.manifests.insert(folder.clone(), texts.collect());
            }
        }
    }
    gathered
}

/// The person agreed beforehand to what can be agreed to.
pub(crate) fn agreed() -> Consent {
    Consent { everything: true, ..Consent::default() }
}

pub(crate) fn look(app: &str, file: &str, text: &str, has: &[(&str, &str)]) -> Look {
    look_with(agreed(), app, file, text, has)
}

pub(crate) fn look_with(consent: Consent, app: &str, file: &str, text: &str, has: &[(&str, &str)]) -> Look {
    let all = guides();
    let mut search = Search::new(Path::new(file), Secret::new(text)).with_consent(consent);
    let fitting: Vec<String> = search.candidates(&all).into_iter().map(|one| one.id).collect();
    assert_eq!(fitting, [app], "{text}");
    let guide = all.iter().find(|guide| guide.id == app).expect("a guide");
    let has: BTreeMap<&str, &str> = has.iter().copied().collect();
    loop {
        let look = search.look(guide).expect("something was found");
        let wants = search.wants(&look.adopted);
        if wants.is_empty() {
            return look;
        }
        search.gather(gather(&wants, &has));
    }
}

pub(crate) fn value(look: &Look, field: &Field) -> Option<String> {
    look.adopted.values.get(field).map(|given| given.text.reveal().to_owned())
}

pub(crate) fn env(secret: &str) -> String {
    format!(
        "CODER_ACCESS_URL=https://coder.example.com\nCODER_OIDC_ISSUER_URL=https://example.okta.com\n\
         CODER_OIDC_CLIENT_ID=0oa8x2k4mQ1vJ7dT5e6\n{secret}\n"
    )
}

/// What the file says, where it stands, its text, and the variables and files around it.
type Way<'a> = (&'a str, &'a str, String, &'a [(&'a str, &'a str)]);

#[test]
fn every_way_to_a_secret_on_this_computer_is_followed() {
    let compose = |more: &str| {
        format!(
            "services:\n  coder:\n    image: coder\n{more}    environment:\n      CODER_ACCESS_URL: https://coder.example.com\n      \
             CODER_OIDC_ISSUER_URL: https://example.okta.com\n      CODER_OIDC_CLIENT_ID: 0oa8x2k4mQ1vJ7dT5e6\n"
        )
    };
    let helm = "coder:\n  env:\n    - name: CODER_OIDC_ISSUER_URL\n      value: https://example.okta.com\n    - name: CODER_OIDC_CLIENT_ID\n      \
                value: 0oa8x2k4mQ1vJ7dT5e6\n    - name: CODER_OIDC_CLIENT_SECRET\n      valueFrom:\n        secretKeyRef:\n          \
                name: my-oidc\n          key: secret\n";
    let manifest = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: my-oidc\ndata:\n  secret: YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU2Nzg5\n";
    let line = format!("OKTA_SECRET={SECRET}\n");
    let own = format!("CODER_OIDC_CLIENT_SECRET={SECRET}\n");
    let cases: [Way<'_>; 14] = [
        ("plain", "/etc/coder.env", env(&own), &[]),
        (
            "the file's own variable",
            "/etc/coder.env",
            env(&format!("{line}CODER_OIDC_CLIENT_SECRET=${{OKTA_SECRET}}")),
            &[],
        ),
        (
            "a variable",
            "/etc/coder.env",
            env("CODER_OIDC_CLIENT_SECRET=$CODER_OIDC_CLIENT_SECRET"),
            &[("CODER_OIDC_CLIENT_SECRET", SECRET)],
        ),
        (
            "a default",
            "/etc/coder.env",
            env(&format!("CODER_OIDC_CLIENT_SECRET=${{OKTA_SECRET:-{SECRET}}}")),
            &[],
        ),
        (
            "a file under _FILE",
            "/etc/coder.env",
            env("CODER_OIDC_CLIENT_SECRET_FILE=/etc/secrets/okta"),
            &[("/etc/secrets/okta", "abcdefghijklmnopqrstuvwxyz0123456789\n")],
        ),
        (
            "a file beside",
            "/etc/coder/coder.env",
            env("CODER_OIDC_CLIENT_SECRET_FILE=okta.txt"),
            &[("/etc/coder/okta.txt", SECRET)],
        ),
        (
            "a Compose file and .env",
            "/srv/compose.yaml",
            compose("") + "      CODER_OIDC_CLIENT_SECRET: ${OKTA_SECRET}\n",
            &[("/srv/.env", &line)],
        ),
        (
            "a Compose file and env_file",
            "/srv/compose.yaml",
            compose("    env_file: coder.env\n"),
            &[("/srv/coder.env", &own)],
        ),
        (
            "a Compose file and a list of env_file",
            "/srv/compose.yaml",
            compose("    env_file:\n      - first.env\n      - coder.env\n"),
            &[("/srv/coder.env", &own), ("/srv/first.env", "A=b\n")],
        ),
        (
            "a Compose secret",
            "/srv/compose.yaml",
            compose("")
                + "      CODER_OIDC_CLIENT_SECRET_FILE: /run/secrets/okta\nsecrets:\n  okta:\n    file: ./okta.txt\n",
            &[("/srv/./okta.txt", SECRET)],
        ),
        ("a Secret beside", "/srv/values.yaml", helm.to_owned(), &[("/srv/secret.yaml", manifest)]),
        (
            "a Secret of another file kind",
            "/srv/values.yaml",
            helm.to_owned(),
            &[("/srv/a.yaml", "a: b\n"), ("/srv/b.yml", manifest)],
        ),
        ("shell", "/etc/coder.env", env(&format!("export CODER_OIDC_CLIENT_SECRET={SECRET}")), &[]),
        ("quoted", "/etc/coder.env", env(&format!("CODER_OIDC_CLIENT_SECRET='{SECRET}'")), &[]),
    ];
    for (name, file, text, has) in &cases {
        let look = look("coder", file, text, has);
        assert_eq!(value(&look, &Field::Secret).as_deref(), Some(SECRET), "{name}: {look:?}");
        assert_eq!(value(&look, &Field::Issuer).as_deref(), Some("https://example.okta.com"), "{name}");
        assert!(look.adopted.open.is_empty() && look.source.is_some(), "{name}");
    }
}

#[test]
fn grafana_tells_its_values_through_files_variables_and_its_own_addresses() {
    let text = "[server]\nroot_url = https://grafana.example.com/sub/\n[auth.okta]\nenabled = true\n\
                client_id = $__env{GF_AUTH_OKTA_CLIENT_ID}\nclient_secret = $__file{/etc/grafana/secrets/okta}\n\
                auth_url = https://example.okta.com/oauth2/v1/authorize\nscopes = openid profile email\n";
    let has = [
        ("GF_AUTH_OKTA_CLIENT_ID", "0oa8x2k4mQ1vJ7dT5e6"),
        ("/etc/grafana/secrets/okta", "abcdefghijklmnopqrstuvwxyz0123456789\n"),
    ];
    let found = look("grafana", "/etc/grafana/grafana.ini", text, &has);
    assert_eq!(value(&found, &Field::Secret).as_deref(), Some(SECRET));
    assert_eq!(value(&found, &Field::ClientId).as_deref(), Some("0oa8x2k4mQ1vJ7dT5e6"));
    assert_eq!(value(&found, &Field::Issuer).as_deref(), Some("https://example.okta.com"));
    let address = value(&found, &Field::Answer("base_url".to_owned()));
    assert_eq!(address.as_deref(), Some("https://grafana.example.com/sub"));
    assert_eq!(value(&found, &Field::Scopes).as_deref(), Some("openid profile email"));
    let origin = |field: &Field| found.adopted.values[field].origin.message().in_english();
    assert_eq!(
        origin(&Field::Secret),
        "Found in grafana.ini, line 6, which takes it from /etc/grafana/secrets/okta."
    );
    assert_eq!(origin(&Field::Answer("base_url".to_owned())), "Found in grafana.ini, line 2.");
    let custom = text.replace("/oauth2/v1/", "/oauth2/default/v1/");
    let found = look("grafana", "/etc/grafana/grafana.ini", &custom, &has);
    assert_eq!(value(&found, &Field::Issuer).as_deref(), Some("https://example.okta.com/oauth2/default"));
}

#[test]
fn what_cannot_be_had_here_is_named_with_the_flag_that_gives_it() {
    let cases = [
        ("CODER_OIDC_CLIENT_SECRET=op://Work/okta/secret", "op read 'op://Work/okta/secret'"),
        ("CODER_OIDC_CLIENT_SECRET=vault:secret/data/okta#secret", "Vault, vault:secret/data/okta#secret"),
        ("CODER_OIDC_CLIENT_SECRET=ENC[AES256_GCM,data:abc,iv:def]", "sealed by SOPS"),
        (
            "CODER_OIDC_CLIENT_SECRET=${CODER_OIDC_CLIENT_SECRET}",
            "the variable CODER_OIDC_CLIENT_SECRET, which is not set here",
        ),
        ("CODER_OIDC_CLIENT_SECRET_FILE=secrets/okta", "the file secrets/okta, which cannot be read"),
        ("CODER_OIDC_CLIENT_SECRET=$(cat /etc/okta)", "which Usher cannot follow"),
        ("CODER_OIDC_CLIENT_SECRET=arn:aws:secretsmanager:eu-west-1:1:secret:okta", "from AWS"),
    ];
    for (secret, said) in cases {
        let look = look("coder", "/etc/coder.env", &env(secret), &[]);
        let [open] = look.adopted.open.as_slice() else { panic!("{secret}: {look:?}") };
        assert!(open.message().in_english().contains(said), "{secret}: {}", open.message().in_english());
        assert!(
            open.message().in_english().contains("coder.env")
                && open.message().in_english().contains("CODER_OIDC_CLIENT_SECRET"),
            "{}",
            open.message().in_english()
        );
        assert_eq!(open.flag(), "--client-secret-file");
        assert_eq!((value(&look, &Field::Secret), look.source), (None, None), "{secret}");
    }
}

#[test]
fn values_that_lead_in_a_circle_end_as_open() {
    let look = look("coder", "/etc/coder.env", &env("A=${B}\nB=${A}\nCODER_OIDC_CLIENT_SECRET=${A}"), &[]);
    assert_eq!(look.adopted.open.len(), 1, "{look:?}");
}
