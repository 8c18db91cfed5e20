//! Which code and which sentence mean what: another flow first, then the sentence, then the code.
//!
//! A sentence is more precise than its code, and a flow that Usher never takes explains both. The long lists stand in
//! `other_flows` and `sentences`; the codes stand here.

use super::Place;
use super::other_flows;
use super::sentences::SENTENCES;

/// A code, a fragment of the sentence in small letters (empty: any), the slug. The first row that fits decides.
type Row = (&'static str, &'static str, &'static str);

/// The slug for a code and a sentence in lower case.
pub(super) fn slug(place: Place, code: &str, sentence: &str) -> &'static str {
    at_place(
        place,
        code,
        of_another_flow(code, sentence).or_else(|| said(sentence)).or_else(|| coded(code, sentence)),
    )
}

fn of_another_flow(code: &str, sentence: &str) -> Option<&'static str> {
    let by_code = other_flows::CODES.contains(&code) || (code == "slow_down" && sentence.contains("polling"));
    let found = by_code || other_flows::FRAGMENTS.iter().any(|one| sentence.contains(one));
    found.then_some("login.other_flow")
}

fn said(sentence: &str) -> Option<&'static str> {
    let fits = |fragments: &[&str]| fragments.iter().any(|one| sentence.contains(one));
    SENTENCES.iter().find(|(_, fragments)| fits(fragments)).map(|(slug, _)| *slug)
}

fn coded(code: &str, sentence: &str) -> Option<&'static str> {
    CODES.iter().find(|row| row.0 == code && sentence.contains(row.1)).map(|row| row.2)
}

/// Some meanings depend on where the error was met.
fn at_place(place: Place, code: &str, found: Option<&'static str>) -> &'static str {
    match (place, found) {
        (Place::Userinfo, Some("login.provider_error" | "login.other_flow" | "scope.not_allowed") | None) => {
            "userinfo.http_error"
        }
        (
            Place::Refresh,
            Some("token.code_rejected" | "login.provider_error" | "scope.not_allowed") | None,
        ) => "refresh.rejected",
        (Place::Token | Place::Refresh, Some("client.rate_limited")) => "token.rate_limited",
        (Place::Discovery, Some("client.rate_limited")) => "discovery.rate_limited",
        (Place::Discovery, None) if code.starts_with('E') => "discovery.http_error",
        (_, Some(slug)) => slug,
        (_, None) => "login.provider_error",
    }
}

/// What a code means when its sentence says nothing more.
static CODES: &[Row] = &[
    ("invalid_client", "", "client.authentication_failed"),
    ("unauthorized_client", "grant type", "grant.not_enabled"),
    ("unauthorized_client", "", "client.wrong_type"),
    ("invalid_client_metadata", "", "client.metadata_document"),
    ("invalid_dpop_proof", "", "client.dpop_required"),
    ("use_dpop_nonce", "", "client.dpop_required"),
    ("invalid_redirect_uri", "", "redirect.test_not_registered"),
    ("missing_redirect_uri", "", "redirect.test_not_registered"),
    ("redirect_uri_mismatch", "", "redirect.test_not_registered"),
    ("invalid_initiate_login_uri", "", "login.tile_not_configured"),
    ("missing_initiate_login_uri", "", "login.tile_not_configured"),
    ("idp_initated_flow_disabled", "", "login.tile_not_configured"),
    ("invalid_scope", "", "scope.not_allowed"),
    ("insufficient_scope", "", "scope.not_allowed"),
    ("unsupported_response_type", "", "response_type.not_enabled"),
    ("unsupported_response_mode", "", "login.request_refused"),
    ("unsupported_grant_type", "", "grant.not_enabled"),
    ("consent_required", "", "login.consent_required"),
    ("interaction_required", "", "login.session_needed"),
    ("login_required", "requires re-authentication or mfa", "login.sign_in_policy_denied"),
    ("login_required", "", "login.session_needed"),
    ("account_selection_required", "", "login.session_needed"),
    ("mfa_required", "", "login.sign_in_policy_denied"),
    ("insufficient_user_authentication", "", "login.sign_in_policy_denied"),
    ("unmet_authentication_requirements", "", "login.sign_in_policy_denied"),
    ("id_token_does_not_match_session", "", "login.session_conflict"),
    ("invalid_social_token", "", "login.identity_provider"),
    ("jit_failure", "", "login.account_linking"),
    ("jit_failure_invalid_locale", "", "login.account_linking"),
    ("jit_failure_invalid_login_format", "", "login.account_linking"),
    ("jit_failure_missing_fields", "", "login.account_linking"),
    ("jit_failure_values_not_match_pattern", "", "login.account_linking"),
    ("jit_failure_values_too_long", "", "login.account_linking"),
    ("refresh_token_validation_failure", "", "refresh.rejected"),
    ("access_denied", "", "login.denied"),
    ("invalid_grant", "", "token.code_rejected"),
    ("invalid_request", "access token", "userinfo.http_error"),
    ("invalid_request", "", "login.request_refused"),
    ("invalid_token", "", "userinfo.http_error"),
    ("server_error", "", "login.provider_error"),
    ("temporarily_unavailable", "", "login.provider_error"),
    ("slow_down", "", "client.rate_limited"),
    ("E0000047", "", "client.rate_limited"),
    ("E0000015", "", "discovery.licence_missing"),
    ("E0000007", "", "discovery.not_found"),
];
