//! Every OAuth error that Okta publishes, against the finding that it must end in. The table is Okta's own and is not part of
//! the project; where it is not at hand, the cases below still hold.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value as Json;
use usher::diagnosis::errors::{Place, meaning};

/// Okta's internal names (also the reasons in its log), by the finding that each must end in. What is not named here belongs
/// to flows that a login in the browser never takes.
const GROUPS: &[(&str, &[&str])] = &[
    ("client.secret_wrong", &["invalid_client_secret"]),
    ("client.authentication_failed", &["invalid_client", "invalid_token_endpoint_auth_method"]),
    ("client.unknown", &["invalid_client_id"]),
    ("client.wrong_type", &["invalid_client_application_type", "confidential_client_required"]),
    ("client.interaction_code_only", &["interaction_required"]),
    ("client.rate_limited", &["user_rate_limited", "cimd_throttled_invalid_client"]),
    (
        "client.pkce_required",
        &[
            "pkce_missing_challenge",
            "pkce_invalid_challenge",
            "pkce_unsupported_code_challenge_method",
            "pkce_challenge_required",
        ],
    ),
    (
        "token.pkce_failed",
        &[
            "pkce_verification_failed",
            "pkce_verification_failed_with_reason",
            "pkce_missing_verifier",
            "pkce_missing_challenge_verifier_present",
        ],
    ),
    (
        "redirect.test_not_registered",
        &[
            "illegal_redirect_uri",
            "illegal_redirect_uri_enhanced",
            "invalid_redirect_uri",
            "missing_redirect_uri",
        ],
    ),
    (
        "redirect.sign_out_not_registered",
        &["illegal_post_logout_redirect_uri", "illegal_post_logout_redirect_uri_enhanced"],
    ),
    ("token.redirect_mismatch", &["mismatched_redirect_uri"]),
    ("token.code_rejected", &["invalid_authorization_code", "invalid_grant", "mismatched_client"]),
    (
        "token.browser_request",
        &[
            "unsupported_auth_method_browser_request",
            "illegal_origin_browser_request",
            "not_trusted_origin_browser_request",
            "unsupported_scope_browser_request",
            "unsupported_grant_type_browser_request",
        ],
    ),
    (
        "refresh.rejected",
        &["invalid_refresh_token", "refresh_scopes_denied", "refresh_token_validation_failure"],
    ),
    (
        "issuer.wrong_server",
        &[
            "org_authorization_server_only_client",
            "mismatched_authorization_server",
            "invalid_authorization_server",
        ],
    ),
    ("discovery.licence_missing", &["feature_not_enabled", "feature_not_enabled_access_denied"]),
    ("response_type.not_enabled", &["unsupported_response_type"]),
    ("grant.not_enabled", &["unauthorized_client", "unsupported_grant_type"]),
    ("scope.not_configured", &["no_matching_scope"]),
    (
        "scope.not_allowed",
        &[
            "illegal_scope",
            "illegal_scopes",
            "illegal_custom_scope",
            "invalid_scope",
            "no_org_scopes_granted",
        ],
    ),
    (
        "scope.openid_missing",
        &[
            "openid_scope_required",
            "openid_scope_required_access_token",
            "missing_scopes",
            "no_default_scopes",
        ],
    ),
    ("login.user_not_assigned", &["user_not_assigned"]),
    ("login.access_policy_denied", &["no_matching_policy"]),
    ("login.scopes_denied", &["no_scope_allowed", "scope_denied"]),
    ("login.network_zone", &["disallowed_network_zone"]),
    ("login.consent_required", &["consent_required"]),
    ("login.too_many_groups", &["too_many_groups_in_groups_claim"]),
    ("login.claim_expression", &["user_claim_evaluation_failure", "system_claim_evaluation_failure"]),
    ("login.session_needed", &["login_required", "no_existing_session"]),
    (
        "login.sign_in_policy_denied",
        &["app_sign_on_required", "mfa_required", "unmet_authentication_requirements"],
    ),
    ("login.expired", &["request_expired", "social_transaction_expired"]),
    ("login.cancelled", &["user_canceled_request", "eam_user_canceled_request"]),
    ("login.denied", &["access_denied", "login_failed"]),
    ("login.account_blocked", &["password_expired", "invalid_user_status_error"]),
    ("login.account_linking", &["jit_disabled", "jit_failure", "link_denied_group", "user_link_error"]),
    ("login.inline_hook", &["jit_denied", "link_denied_callout", "invalid_callout_response"]),
    ("login.identity_provider", &["unknown_idp", "invalid_social_token", "get_social_profile_error"]),
    (
        "login.factor_enrolment",
        &["enroll_authenticator_not_allowed", "mfa_prompt_required_but_not_configured"],
    ),
    (
        "login.tile_not_configured",
        &["idp_initated_flow_disabled", "missing_initiate_login_uri", "invalid_initiate_login_uri"],
    ),
    ("login.provider_error", &["server_error", "temporarily_unavailable", "id_token_not_generated"]),
    (
        "login.request_refused",
        &["invalid_state", "invalid_nonce", "invalid_prompt", "duplicate_oauth_params"],
    ),
    ("userinfo.http_error", &["access_token_invalid", "access_token_missing", "token_expired"]),
];

/// Whole families by the beginning of their internal names.
const FAMILIES: &[(&str, &str)] = &[
    ("client.authentication_method", "client_assertion_"),
    ("client.dpop_required", "invalid_dpop_proof"),
    ("client.token_encryption", "token_encryption_"),
    ("login.account_linking", "jit_failure"),
    ("login.other_flow", "ciba_"),
    ("login.other_flow", "id_jag_"),
    ("login.other_flow", "invalid_subject_token"),
    ("login.other_flow", "mfa_attestation_"),
    ("login.other_flow", "request_object_"),
    ("login.other_flow", "saml_assertion_"),
    ("login.other_flow", "web_sso_"),
    ("login.other_flow", "token_exchange_"),
];

/// The few of those families that are told more precisely: an empty scope list is one, whoever asks.
const EXCEPTIONS: &[&str] = &["ciba_request_missing_scope", "client_assertion_type_invalid"];

/// The table stands beside the project, where it is at hand at all.
fn table() -> Option<Vec<Json>> {
    let beside = |folder: &Path| folder.join("shared/okta-openapi/oauth2-error-codes.json");
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).map(beside).find(|path| path.exists())?;
    let document: Json = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    document["errors"].as_array().cloned()
}

fn text<'a>(entry: &'a Json, member: &str) -> &'a str {
    entry[member].as_str().unwrap_or_default()
}

/// The slug of every entry, by its internal name.
fn slugs_by_name(entries: &[Json]) -> BTreeMap<&str, &'static str> {
    let slug = |entry| {
        meaning(Place::Redirect, text(entry, "errorCode"), Some(text(entry, "errorDescription"))).as_str()
    };
    entries.iter().map(|entry| (text(entry, "internalErrorCode"), slug(entry))).collect()
}

#[test]
fn published_errors_end_in_the_findings_that_fit() {
    let Some(entries) = table() else { return };
    assert_eq!(entries.len(), 476);
    let slugs = slugs_by_name(&entries);
    for (expected, names) in GROUPS {
        for name in *names {
            assert_eq!(slugs.get(name), Some(expected), "{name}");
        }
    }
    for (expected, beginning) in FAMILIES {
        let members =
            slugs.iter().filter(|(name, _)| name.starts_with(beginning) && !EXCEPTIONS.contains(name));
        for (name, slug) in members {
            assert_eq!(slug, expected, "{name}");
        }
    }
}

#[test]
fn few_published_errors_are_left_without_a_cure() {
    let Some(entries) = table() else { return };
    let slugs = slugs_by_name(&entries);
    let general: Vec<_> = slugs.iter().filter(|(_, slug)| **slug == "login.provider_error").collect();
    assert!(general.len() <= 5, "{general:?}");
}

#[test]
fn both_wordings_and_foreign_codes_are_understood() {
    let cases = [
        (
            "invalid_request",
            "The 'redirect_uri' parameter [http://x] must be an absolute URI whitelisted in the client app settings",
            "redirect.test_not_registered",
        ),
        (
            "invalid_request",
            "The 'redirect_uri' parameter must be an absolute URI that is whitelisted in the client app settings.",
            "redirect.test_not_registered",
        ),
        (
            "access_denied",
            "You are not allowed to access this app. To request access, contact an admin.",
            "login.user_not_assigned",
        ),
        ("E0000047", "API call exceeded rate limit due to too many requests.", "client.rate_limited"),
        (
            "E0000015",
            "You do not have permission to access the feature you are requesting",
            "discovery.licence_missing",
        ),
        ("something_new", "Never seen before.", "login.provider_error"),
    ];
    for (code, sentence, slug) in cases {
        assert_eq!(meaning(Place::Redirect, code, Some(sentence)).as_str(), slug, "{sentence}");
    }
    assert_eq!(meaning(Place::Refresh, "invalid_grant", None).as_str(), "refresh.rejected");
    assert_eq!(meaning(Place::Token, "invalid_grant", None).as_str(), "token.code_rejected");
}

/// All that a request of Usher's or of an application's can hold, so that an answer may repeat it.
const REQUEST: [(&str, &str); 20] = [
    ("client_id", "device-saml-social"),
    ("client_secret", "callout username pkce"),
    ("redirect_uri", "https://device.example.com/saml/dpop/webauthn/callback"),
    ("response_type", "code"),
    ("response_mode", "form_post"),
    ("scope", "openid profile email groups offline_access device_sso"),
    ("state", "social"),
    ("nonce", "username"),
    ("prompt", "login"),
    ("login_hint", "ada@pkce.example"),
    ("code_challenge", "canceled"),
    ("code_challenge_method", "S256"),
    ("grant_type", "authorization_code"),
    ("code", "assurance"),
    ("code_verifier", "throttled"),
    ("refresh_token", "jwks"),
    ("token", "aerial"),
    ("token_type_hint", "refresh_token"),
    ("id_token_hint", "interclient"),
    ("post_logout_redirect_uri", "https://app.example.com/redirect uri/id-jag"),
];

#[test]
fn a_text_that_repeats_the_request_is_judged_by_its_code() {
    let json: serde_json::Map<String, Json> =
        REQUEST.iter().map(|(name, value)| ((*name).to_owned(), Json::from(*value))).collect();
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(REQUEST).finish();
    let listed = |separator: &str, join: &str| {
        let pairs: Vec<_> = REQUEST.iter().map(|(name, value)| format!("{name}{join}{value}")).collect();
        pairs.join(separator)
    };
    let names: Vec<&str> = REQUEST.iter().map(|(name, _)| *name).collect();
    let quoted: Vec<_> = REQUEST.iter().map(|(name, value)| format!("'{name}': '{value}'")).collect();
    let echoes = [
        format!("you sent {}", Json::Object(json.clone())),
        format!("POST /token HTTP/1.1 {form}"),
        format!("The request was: {}", listed("&", "=")),
        format!("Parameters: {}", listed(", ", ": ")),
        format!("Parameters: {}", listed("; ", " = ")),
        format!("unexpected parameters {}", names.join(", ")),
        format!("unexpected parameters '{}'", names.join("' '")),
        format!("{{{}}}", quoted.join(", ")),
        format!("{json:?}"),
    ];
    for echo in &echoes {
        for (code, slug) in [
            ("invalid_grant", "token.code_rejected"),
            ("invalid_request", "login.request_refused"),
            ("invalid_client", "client.authentication_failed"),
            ("server_error", "login.provider_error"),
        ] {
            assert_eq!(meaning(Place::Token, code, Some(echo)).as_str(), slug, "{echo}");
        }
        assert_eq!(usher::diagnosis::errors::known(echo), None, "{echo}");
    }
}
