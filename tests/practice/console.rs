//! The Admin Console as a person uses it: an application is registered by hand and then works.

use usher::base::{Answer, Method, Request};
use usher::practice::{Org, Seeds};

use crate::tests::practice::support::{Okta, hidden};

const HERE: &str = "http://localhost:8780";

fn fresh() -> Okta {
    let mut okta = Okta::at(HERE);
    okta.org = Org::new("Practice Inc.", HERE);
    okta
}

fn text_of<'a>(page: &'a Answer, id: &str) -> &'a str {
    let (_, rest) = page.body.reveal().split_once(&format!("id=\"{id}\">")).unwrap();
    rest.split_once('<').unwrap().0
}

const FORM: [(&str, &str); 7] = [
    ("name", "Coder"),
    ("grant", "refresh_token"),
    ("redirect_uri", "http://localhost:8749/callback"),
    ("redirect_uri", "https://coder.example.com/cb"),
    ("sign_out_uri", ""),
    ("access", "groups"),
    ("group", "Engineering"),
];

/// Registers an application by the form, and gives the path of its page.
fn register(okta: &mut Okta) -> String {
    let answer = okta.post("/admin/apps/oauth2-wizard/create", &[&FORM[..], &[("action", "save")]].concat());
    answer.header("location").unwrap_or_else(|| panic!("{}", answer.body.reveal())).to_owned()
}

#[test]
fn an_application_registered_by_hand_can_sign_people_in() {
    let mut okta = fresh();
    assert!(okta.get("/admin/apps/active").body.reveal().contains("Create App Integration"));
    let dialog = okta.get("/admin/apps/create");
    assert!(
        dialog.body.reveal().contains("OIDC - OpenID Connect")
            && dialog.body.reveal().contains("Web Application")
    );
    let path = register(&mut okta);
    let page = okta.get(&path);
    let client_id = text_of(&page, "client-id").to_owned();
    let secret = text_of(&page, "client-secret").to_owned();
    assert!(client_id.starts_with("0oa") && client_id.len() == 20 && secret.len() >= 40);
    let url = okta.authorize_url("/oauth2", &[("client_id", &client_id), ("scope", "openid")]);
    let answer = okta.sign_in(url, "ben@example.com");
    let fields = crate::tests::practice::support::redirect_fields(&answer);
    let token = [
        ("grant_type", "authorization_code"),
        ("code", crate::tests::practice::support::field(&fields, "code")),
        ("redirect_uri", "http://localhost:8749/callback"),
        ("code_verifier", crate::tests::practice::support::VERIFIER),
        ("client_id", &client_id),
        ("client_secret", &secret),
    ];
    assert_eq!(okta.post("/oauth2/v1/token", &token).status, 200);
}

#[test]
fn one_more_line_keeps_what_was_typed() {
    let mut okta = fresh();
    let fields = [&FORM[..], &[("action", "add-redirect_uri")]].concat();
    let page = okta.post("/admin/apps/oauth2-wizard/create", &fields);
    let body = page.body.reveal();
    assert!(body.contains("id=\"redirect_uri-2\"") && body.contains("https://coder.example.com/cb"));
    assert!(body.contains("value=\"Coder\""));
    assert!(okta.org.apps.is_empty());
}

#[test]
fn a_form_with_a_slip_says_what_to_change() {
    let table = [
        (("redirect_uri", "coder.example.com/cb"), "is not a whole address"),
        (("redirect_uri", "javascript:alert(1)"), "is not a whole address"),
        (("redirect_uri", "https://*.example.com/cb"), "Allow wildcard"),
        (("redirect_uri", "https://coder.example.com/#cb"), "holds a #"),
        (("redirect_uri", ""), "Give at least one address"),
        (("group", ""), "Choose at least one group"),
        (("name", " "), "Give the application a name"),
    ];
    for ((name, value), sentence) in table {
        let mut okta = fresh();
        let fields: Vec<(&str, &str)> =
            FORM.iter().copied().filter(|(other, _)| *other != name).chain([(name, value)]).collect();
        let answer = okta.post("/admin/apps/oauth2-wizard/create", &fields);
        assert_eq!(answer.status, 400, "{value}");
        assert!(answer.body.reveal().contains(sentence), "{value}");
        assert!(okta.org.apps.is_empty());
    }
}

#[test]
fn tabs_change_what_they_say() {
    let mut okta = fresh();
    let path = register(&mut okta);
    let id = path.rsplit('/').next().unwrap().to_owned();
    let to = |section: &str| format!("{path}/{section}");
    let login =
        [("redirect_uri", "https://new.example.com/cb"), ("sign_out_uri", "https://new.example.com/bye")];
    let answer = okta.post(&to("login"), &login);
    assert!(answer.header("location").unwrap().ends_with("#tab-general"));
    assert_eq!(okta.org.app(&id).unwrap().redirect_uris, ["https://new.example.com/cb"]);
    okta.post(&to("signon"), &[("groups_name", "groups"), ("groups_by", "REGEX"), ("groups_value", ".*")]);
    assert!(okta.get(&path).body.reveal().contains("groups: Matches regex .*"));
    okta.post(&to("assignments"), &[("action", "assign"), ("kind", "person"), ("name", "nils@example.com")]);
    assert_eq!(okta.org.app(&id).unwrap().assignments.people, ["nils@example.com"]);
    okta.post(&to("assignments"), &[("action", "remove"), ("kind", "group"), ("name", "Engineering")]);
    assert!(okta.org.app(&id).unwrap().assignments.groups.is_empty());
    okta.post(&to("secret"), &[("action", "new")]);
    assert_eq!(okta.org.app(&id).unwrap().secrets.len(), 2);
    assert_eq!(okta.post(&to("secret"), &[("action", "new")]).status, 400);
    okta.post(&to("status"), &[]);
    assert!(!okta.org.app(&id).unwrap().active);
    let less = [("redirect_uri", "https://a.example/cb"), ("redirect_uri", "https://b.example/cb")];
    okta.post(&to("login"), &[&less[..], &[("action", "remove-redirect_uri-0")]].concat());
    assert_eq!(okta.org.app(&id).unwrap().redirect_uris, ["https://b.example/cb"]);
    okta.post("/admin/oauth2/as/default", &[("action", "add-policy")]);
    assert!(okta.org.server("default").unwrap().access_policy);
}

#[test]
fn an_empty_line_of_the_form_is_no_registered_address() {
    let mut okta = fresh();
    let path = register(&mut okta);
    okta.post(
        &format!("{path}/login"),
        &[("redirect_uri", "https://a.example/cb"), ("action", "add-redirect_uri")],
    );
    let id = path.rsplit('/').next().unwrap().to_owned();
    let url = okta.authorize_url("/oauth2", &[("client_id", &id), ("redirect_uri", "")]);
    assert_eq!(okta.send(&Request::get(url)).status, 400);
}

#[test]
fn forms_of_other_pages_are_refused() {
    let mut okta = fresh();
    for (header, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let request =
            Request::form(okta.url("/admin/apps/oauth2-wizard/create"), &FORM).with_header(header, value);
        assert_eq!(okta.send(&request).status, 403);
    }
    assert!(okta.org.apps.is_empty());
    let own = Request::form(okta.url("/admin/apps/oauth2-wizard/create"), &FORM).with_header("origin", HERE);
    assert_eq!(okta.send(&own).status, 303);
}

#[test]
fn every_page_says_that_it_is_practice_and_escapes_what_people_type() {
    let mut okta = fresh();
    okta.seeds = Seeds::new(&[1; 32]);
    let nasty = "<script>alert('x')</script>\"\u{202e}";
    let fields: Vec<(&str, &str)> =
        FORM.iter().copied().filter(|(name, _)| *name != "name").chain([("name", nasty)]).collect();
    let path = okta.post("/admin/apps/oauth2-wizard/create", &fields).header("location").unwrap().to_owned();
    let id = path.rsplit('/').next().unwrap().to_owned();
    let sign_in =
        okta.authorize_url("/oauth2", &[("client_id", &id), ("login_hint", nasty), ("scope", "openid")]);
    let paths = [
        "/",
        "/admin/apps/active",
        "/admin/apps/create",
        "/admin/apps/oauth2-wizard/create",
        path.as_str(),
        "/admin/oauth2/as",
        "/admin/oauth2/as/default",
        "/report/system_log_2",
        "/practice/faults",
        "/login/login.htm",
        "/nowhere",
        "/admin/app/oidc_client/instance/x",
        sign_in.as_str(),
    ];
    for path in paths {
        let page = okta.browse(Method::Get, okta.url(path), &[]);
        let body = page.body.reveal();
        assert!(body.contains("Practice, no real passwords."), "{path}");
        let policy = page.header("content-security-policy").unwrap();
        let ours = usize::from(policy.contains("script-src 'sha256-"));
        assert_eq!(body.matches("<script").count(), ours, "{path}: only a script that the policy names");
        assert!(!body.contains('\u{202e}') && !body.contains("⟨practice"), "{path}");
        assert!(!body.contains('{'), "{path} has an unfilled place");
        assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none';"), "{path}");
        assert!(hidden(body, "nothing").is_none());
    }
}

#[test]
fn the_console_has_what_the_words_speak_of() {
    let mut okta = fresh();
    assert!(okta.get("/").body.reveal().contains(">Admin</a>"));
    let list = okta.get("/admin/apps/active").body.reveal().to_owned();
    assert!(list.contains("Create App Integration") && list.contains("Browse App Catalog"));
    assert_eq!(okta.get("/admin/apps/add-app").status, 200);
    let form = okta.get("/admin/apps/oauth2-wizard/create").body.reveal().to_owned();
    let example = form.split_once("id=\"sign_out_uri-0\"").unwrap().1.split_once('>').unwrap().0;
    assert!(example.contains("http://localhost:8080"), "Okta fills in an example to be removed: {example}");
    assert!(form.contains("remove-sign_out_uri-0"), "an × beside it removes it");
    let path = register(&mut okta);
    let page = okta.get(&path).body.reveal().to_owned();
    for copied in ["client-id", "client-secret"] {
        assert!(page.contains(&format!("data-copy=\"{copied}\"")), "a button copies {copied}");
    }
    assert!(page.contains("id=\"eye-client-secret\""), "an eye shows the secret");
}

#[test]
fn a_program_on_peoples_own_computers_has_no_secret() {
    let mut okta = fresh();
    let form = okta.get("/admin/apps/oauth2-wizard/create?application_type=NATIVE").body.reveal().to_owned();
    assert!(form.contains("New Native App Integration"));
    let fields = [&FORM[..], &[("application_type", "NATIVE"), ("action", "save")]].concat();
    let answer = okta.post("/admin/apps/oauth2-wizard/create", &fields);
    let page = okta.get(answer.header("location").unwrap()).body.reveal().to_owned();
    assert!(page.contains("<dd>Native</dd>") && !page.contains("id=\"client-secret\""));
}
