//! Companions of files that name their values themselves.

use super::set_up;
use crate::apps::guide::FormatBody;

/// The keys of the companion `secret` beside a file, and whether it is needed at all.
fn companion(app: &str, format: &str, before: &str) -> (Vec<String>, bool) {
    let setup = set_up(app);
    let resolved = setup.resolved.format(format).expect("it is the guide’s").clone();
    let plan = setup.planned_over(&resolved, "file".as_ref(), &before.into()).expect("the place is plain");
    let reference = setup.references(&resolved, "file".as_ref(), &plan.text).expect("it can be read");
    let is_needed = !reference.holds_secret;
    let Some(other) = resolved.also.first().and_then(|id| setup.resolved.format(id)) else {
        return (Vec::new(), is_needed);
    };
    let FormatBody::Settings(settings) = reference.over(other.clone()).body else {
        return (Vec::new(), is_needed);
    };
    (settings.settings.into_iter().map(|key| key.key).collect(), is_needed)
}

#[test]
fn a_companion_keeps_its_values_where_the_file_looks_for_them() {
    let argocd = |reference: &str| {
        format!(
            "configs:\n  cm:\n    url: https://cd.example.org\n    oidc.config: |\n      issuer: https://login.example.org\n      clientID: old\n      clientSecret: {reference}\n"
        )
    };
    let keys = |before: &str| companion("argocd", "helm", before).0;
    assert_eq!(keys(&argocd("$dex.login")), ["Secret/argocd-secret.stringData.\"dex.login\""]);
    assert_eq!(keys(&argocd("$theirs:login")), ["Secret/theirs.stringData.login"]);
    let own = keys("configs:\n  cm:\n    url: https://cd.example.org\n");
    assert_eq!(own, ["Secret/argocd-secret.stringData.\"oidc.okta.clientSecret\""]);

    let workflows = "server:\n  sso:\n    enabled: true\n    issuer: https://login.example.org\n    clientId:\n      name: argo-server-okta\n      key: ID\n    clientSecret:\n      name: argo-server-okta\n      key: SECRET\n";
    let (keys, is_needed) = companion("argo-workflows", "helm", workflows);
    assert_eq!(keys, ["Secret/argo-server-okta.stringData.ID", "Secret/argo-server-okta.stringData.SECRET"]);
    assert!(is_needed);
}

#[test]
fn a_file_that_holds_the_secret_itself_needs_no_companion() {
    let lines = "OIDCProviderMetadataURL https://login.example.org/.well-known/openid-configuration\nOIDCClientID old\nOIDCClientSecret old\nOIDCRedirectURI https://wiki.example.org/in/redirect_uri\n";
    assert!(!companion("mod-auth-openidc", "directives", lines).1);
    let without = lines.replace("OIDCClientSecret old\n", "");
    assert!(companion("mod-auth-openidc", "directives", &without).1);
}
