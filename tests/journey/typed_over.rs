//! What is typed or given by a flag after a file was read is what is tested; that the file says something else is said.

use usher::diagnosis::{Finding, Slug};
use usher::engine::{Field, Intent};
use usher::okta::probes::HoldsFor;

use crate::tests::journey::found::{SECRET, env, look};
use crate::tests::journey::rig::Rig;

const REDIRECT: &str = "https://coder.example.com/api/v2/users/oidc/callback";

/// A set-up by a file, and what is put in place of it.
fn of(app: &str, text: &str, typed: &[(Field, &str)]) -> Rig {
    let found = look(app, "/etc/its.env", text, &[]);
    let mut rig = Rig::of(app);
    for (field, value) in found.given() {
        rig.intend(Intent::Put(field, value));
    }
    rig.intend(Intent::Uses(Box::new(found)));
    for (field, value) in typed {
        rig.put(field.clone(), value);
    }
    rig
}

fn by_file(more: &str, typed: &[(Field, &str)]) -> Rig {
    of("coder", &env(&format!("CODER_OIDC_CLIENT_SECRET={SECRET}\n{more}")), typed)
}

fn told(rig: &Rig) -> Vec<(String, String)> {
    let all = rig.setup.diagnosis().checks.iter().filter_map(|check| check.finding.as_ref());
    let differs = all.filter(|finding| finding.slug == Slug::ConfigFlagDiffers);
    let text = |finding: &Finding, name: &str| {
        finding.value(name).map(|value| value.message.in_english()).unwrap_or_default()
    };
    differs.map(|one| (text(one, "key"), text(one, "expected"))).collect()
}

#[test]
fn scopes_that_were_typed_are_sent_and_the_file_is_told_to_differ() {
    let rig = by_file("CODER_OIDC_SCOPES=openid,email", &[]);
    assert_eq!(rig.setup.evidence().subject.scopes, ["openid", "email"]);
    assert!(told(&rig).is_empty(), "{:?}", told(&rig));
    let rig = by_file("CODER_OIDC_SCOPES=openid,email", &[(Field::Scopes, "openid email groups")]);
    assert_eq!(rig.setup.evidence().subject.scopes, ["openid", "email", "groups"]);
    assert_eq!(told(&rig), [("CODER_OIDC_SCOPES".to_owned(), "openid email groups".to_owned())]);
    // The same as the file's in another order is no difference; typed back, it is the file's again.
    let rig = by_file("CODER_OIDC_SCOPES=openid,email", &[(Field::Scopes, "email openid")]);
    assert!(told(&rig).is_empty(), "{:?}", told(&rig));
    // A file that says nothing of them sends what the application has by itself.
    let rig = by_file("", &[(Field::Scopes, "openid")]);
    assert_eq!(rig.setup.evidence().subject.scopes, ["openid"]);
    assert_eq!(told(&rig).len(), 1, "{:?}", told(&rig));
}

#[test]
fn an_address_that_was_typed_gives_the_redirect_uri_that_is_tested() {
    let base = || Field::Answer("base_url".to_owned());
    let rig = by_file("", &[]);
    assert_eq!(rig.setup.evidence().subject.app_redirects, [REDIRECT]);
    let rig = by_file("", &[(base(), "https://other.example.com")]);
    let other = REDIRECT.replace("coder.", "other.");
    assert_eq!(rig.setup.evidence().subject.app_redirects, [other]);
    assert_eq!(told(&rig), [("CODER_ACCESS_URL".to_owned(), "https://other.example.com".to_owned())]);
    // Typed back it is the file's again.
    let rig = by_file("", &[(base(), "https://other.example.com"), (base(), "https://coder.example.com")]);
    assert_eq!(rig.setup.evidence().subject.app_redirects, [REDIRECT]);
    assert!(told(&rig).is_empty(), "{:?}", told(&rig));
}

#[test]
fn a_redirect_uri_of_the_file_counts_until_the_address_is_typed_over() {
    let gate = "https://gate.example.com/callback";
    let file = format!(
        "MINIO_BROWSER_REDIRECT_URL=https://minio.example.com\nMINIO_IDENTITY_OPENID_REDIRECT_URI={gate}\n\
         MINIO_IDENTITY_OPENID_CONFIG_URL=https://example.okta.com/.well-known/openid-configuration\n\
         MINIO_IDENTITY_OPENID_CLIENT_ID=0oa8x2k4mQ1vJ7dT5e6\nMINIO_IDENTITY_OPENID_CLIENT_SECRET={SECRET}\n"
    );
    let sent =
        |typed: &[(Field, &str)]| of("minio", &file, typed).setup.evidence().subject.app_redirects.clone();
    assert_eq!(sent(&[]), [gate]);
    // Whatever the file says nothing of is not typed over it.
    assert_eq!(sent(&[(Field::Answer("nobody_asks".to_owned()), "x")]), [gate]);
    let typed = sent(&[(Field::Answer("base_url".to_owned()), "https://other.example.com")]);
    assert_eq!(typed, ["https://other.example.com/oauth_callback"]);
}

#[test]
fn a_file_that_was_changed_makes_what_was_asked_about_it_worthless() {
    let mut rig = by_file("", &[]);
    rig.check();
    let asks_about_request = |rig: &Rig| {
        rig.setup.evidence().probed.iter().any(|(question, _)| question.probe.holds == HoldsFor::Request)
    };
    assert!(asks_about_request(&rig));
    let text = env(&format!("CODER_OIDC_CLIENT_SECRET={SECRET}\nCODER_OIDC_SCOPES=openid"));
    let found = look("coder", "/etc/its.env", &text, &[]);
    rig.intend(Intent::Uses(Box::new(found)));
    assert!(!asks_about_request(&rig), "what was asked with other scopes says nothing of these");
}
