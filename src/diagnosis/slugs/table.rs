//! The table itself, family by family, in the order of the checks.

use super::Slug;
use crate::diagnosis::finding::Severity::{self, Fail, Note, Warn};
use crate::diagnosis::finding::Side::{
    self, Account, AppSetting, Network, OktaSetting, OwnTest, ThisComputer, Usher,
};

const fn slug(name: &'static str, severity: Severity, side: Side, values: &'static [&'static str]) -> Slug {
    Slug { name, severity, side, values }
}

const NONE: &[&str] = &[];
const BOTH: &[&str] = &["expected", "seen"];
const SEEN: &[&str] = &["seen"];
/// A refusal of the provider: its code and its sentence.
const SAID: &[&str] = &["code", "said"];
const HOST: &[&str] = &["host", "detail"];
const HTTP: &[&str] = &["status", "address"];
/// The same where the host may ask to be left alone for a while.
const BUSY: &[&str] = &["status", "address", "asks", "wait"];
const LIMITED: &[&str] = &["asks", "wait"];

/// Every slug.
pub static SLUGS: &[Slug] = &[
    // What was typed, and which server it names.
    slug("issuer.admin_host", Note, AppSetting, SEEN),
    slug("issuer.discovery_url", Note, AppSetting, SEEN),
    slug("issuer.trailing_slash", Note, AppSetting, SEEN),
    slug("issuer.endpoint_prefix", Note, AppSetting, SEEN),
    slug("issuer.page_path", Note, AppSetting, SEEN),
    slug("issuer.no_scheme", Note, AppSetting, SEEN),
    slug("issuer.pasted", Note, AppSetting, SEEN),
    slug("issuer.placeholder", Fail, AppSetting, SEEN),
    slug("issuer.malformed", Fail, AppSetting, SEEN),
    slug("issuer.not_https", Fail, AppSetting, SEEN),
    slug("issuer.wrong_server", Fail, AppSetting, SAID),
    slug("issuer.mode_mismatch", Fail, OktaSetting, BOTH),
    slug("issuer.custom_domain_mismatch", Fail, AppSetting, BOTH),
    slug("issuer.not_okta", Note, AppSetting, HOST),
    // The way there.
    slug("network.dns", Fail, Network, HOST),
    slug("network.refused", Fail, Network, HOST),
    slug("network.timeout", Fail, Network, HOST),
    slug("network.reset", Fail, Network, HOST),
    slug("network.tls_untrusted", Fail, Network, HOST),
    slug("network.tls_wrong_host", Fail, Network, HOST),
    slug("network.tls_expired", Fail, Network, HOST),
    slug("network.proxy", Fail, Network, HOST),
    slug("network.other", Fail, Network, HOST),
    // Discovery and keys.
    slug("discovery.not_found", Fail, AppSetting, HTTP),
    slug("discovery.http_error", Fail, OktaSetting, BUSY),
    slug("discovery.not_json", Fail, AppSetting, &["address", "detail"]),
    slug("discovery.too_large", Fail, AppSetting, &["address"]),
    slug("discovery.redirected", Fail, AppSetting, &["address", "target"]),
    slug("discovery.issuer_mismatch", Fail, AppSetting, BOTH),
    slug("discovery.incomplete", Fail, OktaSetting, &["address", "missing"]),
    slug("discovery.endpoint_unsafe", Fail, OktaSetting, &["address", "endpoint", "seen"]),
    slug("discovery.licence_missing", Fail, OktaSetting, SAID),
    slug("discovery.rate_limited", Warn, OktaSetting, BUSY),
    slug("keys.http_error", Fail, OktaSetting, BUSY),
    slug("keys.malformed", Fail, OktaSetting, &["address", "detail"]),
    slug("keys.empty", Fail, OktaSetting, &["address"]),
    // The client.
    slug("client.malformed_id", Fail, AppSetting, &["problem"]),
    slug("client.secret_in_id", Fail, AppSetting, NONE),
    slug("client.unknown", Fail, AppSetting, SAID),
    slug("client.wrong_type", Fail, OktaSetting, SAID),
    slug("client.secret_malformed", Fail, AppSetting, &["problem"]),
    slug("client.secret_wrong", Fail, AppSetting, SAID),
    slug("client.authentication_failed", Fail, AppSetting, SAID),
    slug("client.authentication_method", Fail, OktaSetting, SAID),
    slug("client.dpop_required", Fail, OktaSetting, SAID),
    slug("client.pkce_required", Fail, OktaSetting, SAID),
    slug("client.interaction_code_only", Fail, OktaSetting, SAID),
    slug("client.token_encryption", Fail, OktaSetting, SAID),
    slug("client.metadata_document", Fail, OktaSetting, SAID),
    slug("client.rate_limited", Warn, OktaSetting, LIMITED),
    // Redirect URIs.
    slug("redirect.test_not_registered", Fail, OwnTest, &["uri"]),
    slug("redirect.app_not_registered", Fail, OktaSetting, &["uri"]),
    slug("redirect.sign_out_not_registered", Fail, OktaSetting, &["uri"]),
    slug("redirect.wildcard", Warn, OktaSetting, &["uri"]),
    // What is asked for.
    slug("scope.not_configured", Fail, OktaSetting, SAID),
    slug("scope.not_allowed", Fail, OktaSetting, SAID),
    slug("scope.openid_missing", Fail, AppSetting, SAID),
    slug("scope.refresh_not_enabled", Fail, OktaSetting, NONE),
    slug("response_type.not_enabled", Fail, OktaSetting, SAID),
    slug("grant.not_enabled", Fail, OktaSetting, SAID),
    // The login.
    slug("login.port_taken", Fail, ThisComputer, HOST),
    slug("login.browser_not_opened", Note, ThisComputer, &["detail"]),
    slug("login.no_callback", Fail, OwnTest, &["page"]),
    slug("login.cancelled", Note, Account, NONE),
    slug("login.user_not_assigned", Fail, OktaSetting, SAID),
    slug("login.access_policy_denied", Fail, OktaSetting, SAID),
    slug("login.sign_in_policy_denied", Fail, OktaSetting, SAID),
    slug("login.device_untrusted", Fail, Account, SAID),
    slug("login.factor_enrolment", Fail, Account, SAID),
    slug("login.account_blocked", Fail, Account, SAID),
    slug("login.account_linking", Fail, OktaSetting, SAID),
    slug("login.identity_provider", Fail, OktaSetting, SAID),
    slug("login.inline_hook", Fail, OktaSetting, SAID),
    slug("login.scopes_denied", Fail, OktaSetting, SAID),
    slug("login.network_zone", Fail, OktaSetting, SAID),
    slug("login.denied", Fail, OktaSetting, SAID),
    slug("login.consent_required", Fail, OktaSetting, SAID),
    slug("login.too_many_groups", Fail, OktaSetting, SAID),
    slug("login.claim_expression", Fail, OktaSetting, SAID),
    slug("login.session_needed", Fail, OwnTest, SAID),
    slug("login.session_conflict", Fail, Account, SAID),
    slug("login.session_reused", Note, Account, &["since"]),
    slug("login.expired", Fail, Account, SAID),
    slug("login.tile_not_configured", Fail, OktaSetting, SAID),
    slug("login.other_flow", Fail, OktaSetting, SAID),
    slug("login.request_refused", Fail, Usher, SAID),
    slug("login.provider_error", Fail, OktaSetting, SAID),
    slug("login.state_missing", Note, ThisComputer, &["count"]),
    slug("login.issuer_mismatch", Fail, OktaSetting, BOTH),
    slug("login.answer_unusable", Fail, OktaSetting, &["detail"]),
    // The code exchange and the refresh.
    slug("token.http_error", Fail, OktaSetting, BUSY),
    slug("token.not_json", Fail, OktaSetting, &["detail"]),
    slug("token.timeout", Fail, Network, HOST),
    slug("token.rate_limited", Warn, OktaSetting, LIMITED),
    slug("token.code_rejected", Fail, OwnTest, SAID),
    slug("token.redirect_mismatch", Fail, Usher, SAID),
    slug("token.pkce_failed", Fail, OwnTest, SAID),
    slug("token.not_bearer", Fail, OktaSetting, SEEN),
    slug("token.browser_request", Fail, Network, SAID),
    slug("refresh.not_issued", Fail, OktaSetting, NONE),
    slug("refresh.rejected", Fail, OktaSetting, SAID),
    slug("refresh.rotated", Note, OktaSetting, NONE),
    // The ID token.
    slug("id_token.missing", Fail, OktaSetting, NONE),
    slug("id_token.malformed", Fail, OktaSetting, &["detail"]),
    slug("id_token.algorithm", Fail, OktaSetting, SEEN),
    slug("id_token.unknown_key", Fail, OktaSetting, BOTH),
    slug("id_token.signature", Fail, OktaSetting, NONE),
    slug("id_token.issuer", Fail, OktaSetting, BOTH),
    slug("id_token.audience", Fail, OktaSetting, BOTH),
    slug("id_token.authorized_party", Fail, OktaSetting, BOTH),
    slug("id_token.nonce", Fail, OktaSetting, &["problem"]),
    slug("id_token.expired", Fail, ThisComputer, &["seconds"]),
    slug("id_token.issued_in_future", Fail, ThisComputer, &["seconds"]),
    slug("id_token.no_subject", Fail, OktaSetting, NONE),
    slug("id_token.no_issued_at", Fail, OktaSetting, NONE),
    slug("id_token.at_hash", Fail, OktaSetting, NONE),
    slug("id_token.c_hash", Fail, OktaSetting, NONE),
    slug("id_token.subject_changed", Fail, OktaSetting, BOTH),
    // Userinfo and claims.
    slug("userinfo.http_error", Fail, OktaSetting, &["status", "said"]),
    slug("userinfo.not_json", Fail, OktaSetting, &["detail"]),
    slug("userinfo.subject_mismatch", Fail, OktaSetting, BOTH),
    slug("userinfo.signature", Fail, OktaSetting, &["detail"]),
    slug("claims.email_missing", Fail, OktaSetting, &["claims"]),
    slug("claims.email_unverified", Fail, Account, &["email"]),
    slug("claims.username_missing", Fail, OktaSetting, &["claims"]),
    slug("claims.required_missing", Fail, OktaSetting, &["claims"]),
    slug("claims.groups_missing", Fail, OktaSetting, &["claim"]),
    slug("claims.groups_not_a_list", Fail, OktaSetting, &["claim", "seen"]),
    slug("claims.groups_only_in_userinfo", Fail, OktaSetting, &["claim"]),
    slug("claims.groups_empty", Warn, OktaSetting, &["claim"]),
    slug("claims.too_large", Warn, OktaSetting, &["size"]),
    slug("clock.skew", Warn, ThisComputer, &["seconds", "side"]),
    // The application and its file.
    slug("config.unreadable", Fail, ThisComputer, &["place", "detail"]),
    slug("config.key_missing", Fail, AppSetting, &["place", "keys"]),
    slug("config.value_differs", Fail, AppSetting, &["place", "key", "expected", "seen"]),
    slug("config.not_written", Note, AppSetting, &["place"]),
    slug("config.stale_proof", Warn, AppSetting, NONE),
    slug("app.login_failed", Fail, AppSetting, &["question"]),
    slug("app.tile_failed", Fail, AppSetting, &["question"]),
    slug("app.sign_out_failed", Fail, AppSetting, &["question"]),
    slug("app.not_refused", Fail, OktaSetting, &["question"]),
    slug("app.groups_wrong", Fail, AppSetting, &["question"]),
    slug("app.no_way_back", Fail, AppSetting, &["question"]),
    slug("app.not_confirmed", Note, AppSetting, &["question"]),
    slug("usher.bug", Fail, Usher, &["detail"]),
];
