//! Every numbered step of the vendors' own descriptions is in the guide, in today's words. One phrase stands for each step.

use super::{everything, open, readable};

/// The phrases of a guide whose questions are all answered and whose switches are all on.
fn covers(id: &str, phrases: &[(&str, &str)]) {
    let guide = open(id);
    let mut context = everything(&guide);
    let mut text = readable(&guide.resolve(&context));
    for choice in ["workspace", "instance"] {
        context.answers.insert("level".to_owned(), choice.to_owned());
        text.push_str(&readable(&guide.resolve(&context)));
    }
    let missing: Vec<_> = phrases.iter().filter(|(_, phrase)| !text.contains(phrase)).collect();
    assert!(missing.is_empty(), "{id}: {missing:#?}");
}

#[test]
fn gong() {
    covers(
        "gong",
        &[
            ("1 sign in to Okta", "Sign in to https://acme.okta.com as an administrator"),
            ("2 Admin, Applications", "click Admin at the top right"),
            ("3 Create App Integration", "Click Create App Integration"),
            ("4, 5, 7 OIDC, Web, Next", "Choose OIDC - OpenID Connect and Web Application, then click Next"),
            ("6 Trusted Origins, Assignments", "nothing special under Trusted Origins and Assignments"),
            ("8 name", "App integration name: Gong via OIDC"),
            ("8 logo", "A logo is optional"),
            ("9 Refresh Token", "Tick Refresh Token"),
            ("9 Implicit", "tick Implicit (hybrid)"),
            ("10 sign-in", "https://app.gong.io/welcome/okta/oidc/login_callback"),
            ("11 sign-out", "Sign-out redirect URI: https://app.gong.io/logout"),
            ("12 Save", "click Save"),
            ("13 LOGIN", "go down to the section LOGIN"),
            ("14 URIs are there", "are there already, as you entered them"),
            ("15 initiated", "Login initiated by: Either Okta or App"),
            ("16 visibility", "Application visibility: Display application icon to users"),
            ("16 as wanted", "As your organization wants it"),
            ("17 flow", "Login flow: Redirect to app to initiate login (OIDC Compliant)"),
            ("18 initiate", "Initiate login URI: https://app.gong.io/welcome/okta/oidc/login"),
            ("19 Save", "Enter the initiate login URI, and click Save"),
            ("20 ID and secret", "Find the client ID and the client secret on the General tab"),
            ("21 Sign On", "in the section OpenID Connect ID Token"),
            ("22 issuer", "https://mycompany.okta.com"),
            ("23 Assignments", "On the Assignments tab"),
            ("24 e-mails match", "must be the one that Gong knows them by"),
            ("G1 page", "Admin center › Settings › Authentication"),
            ("G1 Company", "below Company"),
            (
                "G2 Okta OpenID Connect",
                "Under Additional authentication providers select Okta OpenID Connect",
            ),
            ("G3 values", "Authentication URL: https://acme.okta.com"),
            ("G3 URL is the issuer", "The Authentication URL is the issuer"),
            ("G4 other methods", "Other sign-in methods may stay on"),
            ("G5 Update", "click Update"),
            ("U1 e-mail", "On the page Welcome to Gong they enter their work e-mail"),
            ("U2 Sign in with Okta", "they click Sign in with Okta"),
            ("mobile app", "newest version of the app"),
        ],
    );
}

#[test]
fn workos() {
    covers(
        "workos",
        &[
            ("A1 four values", "Four values make the connection"),
            ("A2 Organizations", "open Organizations in the navigation on the left"),
            ("A3 manually", "Under Single Sign-On select Configure manually"),
            ("A4 Okta OIDC", "Choose Okta OIDC, name the connection, and click Create Connection"),
            ("A5 redirect URI", "under Service Provider Details"),
            ("B1 Applications", "Applications and Resources › Applications"),
            ("B2 create", "Click Create App Integration"),
            ("B3 kind", "Choose OIDC - OpenID Connect and Web Application, then click Next"),
            ("B4 name, Add URI", "Sign-in redirect URI: https://auth.workos.com/sso/oidc/TOKEN/callback"),
            ("B4 button", "[ + Add URI ]"),
            ("B5 groups", "Choose Limit access to selected groups"),
            ("B5 later", "It can be changed later"),
            ("C1 ID, secret", "Client Credentials"),
            ("C1 where", "They go into Identity Provider Configuration"),
            ("C2 domain", "in the menu at the top right"),
            ("C3 endpoint", "Discovery Endpoint: https://acme.okta.com/.well-known/openid-configuration"),
            ("C4 save", "click Save Configuration"),
            ("D1 legacy", "click Show legacy configuration, then Edit"),
            ("D2 filter", "Set Group claim type to Filter"),
            ("D2 name", "Group claims filter, name: groups"),
            ("D2 all", "Group claims filter, Matches regex: .*"),
            ("D3 filters", "choose Groups in the sidebar Filters"),
            ("D4 section", "go down to Groups and role assignments"),
            ("D5 create", "click Create group, copy the group’s name from Okta into IdP Group ID"),
            ("D5 name, role", "enter a name if you like, and assign the role"),
            ("D note", "get the default role"),
            ("E use", "Use the connection from your product"),
        ],
    );
}

#[test]
fn coder() {
    covers(
        "coder",
        &[
            ("1 sign in", "as an administrator"),
            ("2 Applications › Applications", "Applications › Applications"),
            ("3, 4 create", "Click Create App Integration"),
            ("5 OpenID Connect", "Choose OIDC - OpenID Connect"),
            ("6 name", "App integration name: Coder"),
            ("6 logo", "A logo is optional"),
            ("7 redirect, moved since", "https://coder.example.com/api/v2/users/oidc/callback"),
            ("7 the old path", "Coder 1 used /oidc/callback"),
            ("8 Save", "click Save"),
            ("8 lands on General", "The General tab is where Okta takes you after Save"),
            ("9 credentials", "Client Credentials"),
            ("10 issuer", "On the Sign On tab, in the section OpenID Connect ID Token"),
            ("11 assign", "Assign the people or groups who should use Coder"),
            ("12-14 page, gone since", "Manage › Admin › Authentication"),
            ("12-14 values", "CODER_OIDC_ISSUER_URL = https://acme.okta.com"),
            ("15 validated", "does not start when the issuer is wrong"),
        ],
    );
}

#[test]
fn tooljet() {
    covers(
        "tooljet",
        &[
            ("1 sign in", "Sign in to https://acme.okta.com"),
            ("2 create", "Click Create App Integration"),
            ("3 kind", "Choose OIDC - OpenID Connect and Web Application, then click Next"),
            ("4 name", "App integration name: ToolJet"),
            ("4 redirect", "Sign-in redirect URI: https://tooljet.example.com/sso/openid"),
            ("5 credentials", "Client secret: ••••"),
            ("6 initiated", "Login initiated by: Either Okta or App"),
            ("6 visibility", "Whether the icon is shown is your choice"),
            ("6 flow", "Redirect to app to initiate login (OIDC Compliant)"),
            ("6 implicit", "Allow Access Token with implicit grant type"),
            ("7 button", "It has a button for Okta now"),
            ("8 well known", "Well known URL: https://acme.okta.com/.well-known/openid-configuration"),
            ("today: first save", "Save once with empty fields, and copy the Redirect URL"),
            ("today: workspace", "Workspace settings › Workspace login"),
            ("today: instance", "Settings › Instance login"),
        ],
    );
}

#[test]
fn kong_konnect() {
    covers(
        "kong-konnect",
        &[
            ("1 sign in", "Sign in to https://acme.okta.com"),
            ("2 create", "Click Create App Integration"),
            ("3, 4 kind", "Choose OIDC - OpenID Connect and Web Application, then click Next"),
            ("5 name", "App integration name: Kong Konnect"),
            ("6 grant", "☑ Authorization Code"),
            ("7 redirect", "Sign-in redirect URI: https://cloud.konghq.com/login"),
            ("7 sign-out", "Sign-out redirect URI: https://cloud.konghq.com/login"),
            ("8 save, keep open", "Leave this page open"),
            ("9 other tab, menu moved since", "Settings › Identity Management"),
            ("9 today", "Organization › Settings › Authentication Scheme"),
            ("10 choose", "the choice Okta"),
            ("11 ID, secret", "Client ID: 0oa8x2k4mQ1vJ7dT5e6"),
            ("12 issuer", "Issuer URI: https://acme.okta.com/oauth2/default"),
            ("13 save", "Click Save, then enable OIDC"),
            ("14 login URL", "Login URL: https://cloud.konghq.com/login/acme"),
            ("14 to people", "by which everybody signs in to Konnect"),
            ("15 open it", "Open it in a private window: Okta’s sign-in page appears"),
            ("16 log in", "Sign in with your Okta account"),
            ("17 edit", "Click Edit beside General Settings"),
            ("17 implicit", "Implicit (hybrid)"),
            ("17 initiated", "Either Okta or App"),
            ("17 icon", "Display application icon to users"),
            ("17 initiate", "Initiate login URI: https://cloud.konghq.com/login/acme"),
            ("mixing, allowed since", "Keep the built-in authentication on"),
        ],
    );
}
