//! Keys that exclude each other.

use super::read;
use crate::apps::guide::Weight;
use crate::diagnosis::as_configured::Setting;

#[test]
fn keys_that_exclude_each_other_are_told_where_both_stand() {
    for (app, text) in [
        (
            "headscale",
            "oidc:\n  issuer: https://acme.okta.com\n  client_id: 0oaxyz\n  client_secret: a\n  client_secret_path: /b\n",
        ),
        (
            "jenkins",
            "jenkins:\n  securityRealm:\n    oic:\n      clientId: 0oaxyz\n      serverConfiguration:\n        wellKnown:\n          wellKnownOpenIDConfigurationUrl: https://acme.okta.com/.well-known/openid-configuration\n        manual:\n          issuer: https://acme.okta.com\n          tokenServerUrl: https://acme.okta.com/oauth2/v1/token\n",
        ),
        (
            "minio",
            "MINIO_IDENTITY_OPENID_CONFIG_URL=https://acme.okta.com/.well-known/openid-configuration\nMINIO_IDENTITY_OPENID_CLIENT_ID=0oaxyz\nMINIO_IDENTITY_OPENID_ROLE_POLICY=readwrite\nMINIO_IDENTITY_OPENID_CLAIM_NAME=groups\n",
        ),
    ] {
        let told = read(app, text).used.settings;
        let both = |one: &Setting| one.weight == Weight::Fail && one.cure == "Take one of the two away.";
        assert!(told.iter().any(both), "{app}: {told:?}");
        let alone = text
            .replace("  client_secret_path: /b\n", "")
            .replace("MINIO_IDENTITY_OPENID_ROLE_POLICY=readwrite\n", "");
        let alone = alone.split("        manual:").next().unwrap_or_default();
        assert!(!read(app, alone).used.settings.iter().any(both), "{app}");
    }
}
