//! Which code and which sentence mean what: another flow first, then the sentence, then the code.
//!
//! A sentence is more precise than its code, and a flow that Usher never takes explains both. The long lists stand in
//! `other_flows` and `sentences`; the codes stand here.

use super::Place;
use super::other_flows;
use super::sentences::SENTENCES;
use crate::diagnosis::slugs::Slug;

/// A code, a fragment of the sentence in small letters (empty: any), the slug. The first row that fits decides.
type Row = (&'static str, &'static str, Slug);

/// The slug for a code and a sentence in lower case.
pub(super) fn slug(place: Place, code: &str, sentence: &str) -> Slug {
    at_place(
        place,
        code,
        of_another_flow(code, sentence).or_else(|| said(sentence)).or_else(|| coded(code, sentence)),
    )
}

/// The slug for a sentence in lower case, whatever its code.
pub(super) fn of_sentence(sentence: &str) -> Option<Slug> {
    of_another_flow("", sentence).or_else(|| said(sentence))
}

fn of_another_flow(code: &str, sentence: &str) -> Option<Slug> {
    let by_code = other_flows::CODES.contains(&code) || (code == "slow_down" && sentence.contains("polling"));
    let found = by_code || other_flows::FRAGMENTS.iter().any(|one| sentence.contains(one));
    found.then_some(Slug::LoginOtherFlow)
}

fn said(sentence: &str) -> Option<Slug> {
    let fits = |fragments: &[&str]| fragments.iter().any(|one| sentence.contains(one));
    SENTENCES.iter().find(|(_, fragments)| fits(fragments)).map(|(slug, _)| *slug)
}

fn coded(code: &str, sentence: &str) -> Option<Slug> {
    CODES.iter().find(|row| row.0 == code && sentence.contains(row.1)).map(|row| row.2)
}

/// Some meanings depend on where the error was met.
fn at_place(place: Place, code: &str, found: Option<Slug>) -> Slug {
    match (place, found) {
        (
            Place::Refresh,
            Some(Slug::TokenCodeRejected | Slug::LoginProviderError | Slug::ScopeNotAllowed) | None,
        ) => Slug::RefreshRejected,
        (Place::Token | Place::Refresh, Some(Slug::ClientRateLimited)) => Slug::TokenRateLimited,
        (Place::Discovery, Some(Slug::ClientRateLimited)) => Slug::DiscoveryRateLimited,
        (Place::Discovery, None) if code.starts_with('E') => Slug::DiscoveryHttpError,
        (_, Some(slug)) => slug,
        (_, None) => Slug::LoginProviderError,
    }
}

/// What a code means when its sentence says nothing more.
static CODES: &[Row] = &[
    ("invalid_client", "", Slug::ClientAuthenticationFailed),
    ("unauthorized_client", "grant type", Slug::GrantNotEnabled),
    ("unauthorized_client", "", Slug::ClientWrongType),
    ("invalid_client_metadata", "", Slug::ClientMetadataDocument),
    ("invalid_dpop_proof", "", Slug::ClientDpopRequired),
    ("use_dpop_nonce", "", Slug::ClientDpopRequired),
    ("invalid_redirect_uri", "", Slug::RedirectTestNotRegistered),
    ("missing_redirect_uri", "", Slug::RedirectTestNotRegistered),
    ("redirect_uri_mismatch", "", Slug::RedirectTestNotRegistered),
    ("invalid_initiate_login_uri", "", Slug::LoginTileNotConfigured),
    ("missing_initiate_login_uri", "", Slug::LoginTileNotConfigured),
    ("idp_initated_flow_disabled", "", Slug::LoginTileNotConfigured),
    ("invalid_scope", "", Slug::ScopeNotAllowed),
    ("insufficient_scope", "", Slug::ScopeNotAllowed),
    ("unsupported_response_type", "", Slug::ResponseTypeNotEnabled),
    ("unsupported_response_mode", "", Slug::LoginRequestRefused),
    ("unsupported_grant_type", "", Slug::GrantNotEnabled),
    ("consent_required", "", Slug::LoginConsentRequired),
    ("interaction_required", "", Slug::LoginSessionNeeded),
    ("login_required", "requires re-authentication or mfa", Slug::LoginSignInPolicyDenied),
    ("login_required", "", Slug::LoginSessionNeeded),
    ("account_selection_required", "", Slug::LoginSessionNeeded),
    ("mfa_required", "", Slug::LoginSignInPolicyDenied),
    ("insufficient_user_authentication", "", Slug::LoginSignInPolicyDenied),
    ("unmet_authentication_requirements", "", Slug::LoginSignInPolicyDenied),
    ("id_token_does_not_match_session", "", Slug::LoginSessionConflict),
    ("invalid_social_token", "", Slug::LoginIdentityProvider),
    ("jit_failure", "", Slug::LoginAccountLinking),
    ("jit_failure_invalid_locale", "", Slug::LoginAccountLinking),
    ("jit_failure_invalid_login_format", "", Slug::LoginAccountLinking),
    ("jit_failure_missing_fields", "", Slug::LoginAccountLinking),
    ("jit_failure_values_not_match_pattern", "", Slug::LoginAccountLinking),
    ("jit_failure_values_too_long", "", Slug::LoginAccountLinking),
    ("refresh_token_validation_failure", "", Slug::RefreshRejected),
    ("access_denied", "", Slug::LoginDenied),
    ("invalid_grant", "", Slug::TokenCodeRejected),
    ("invalid_request", "access token", Slug::UserinfoHttpError),
    ("invalid_request", "", Slug::LoginRequestRefused),
    ("invalid_token", "", Slug::UserinfoHttpError),
    ("server_error", "", Slug::LoginProviderError),
    ("temporarily_unavailable", "", Slug::LoginProviderError),
    ("slow_down", "", Slug::ClientRateLimited),
    ("E0000047", "", Slug::ClientRateLimited),
    ("E0000015", "", Slug::DiscoveryLicenceMissing),
    ("E0000007", "", Slug::DiscoveryNotFound),
];
