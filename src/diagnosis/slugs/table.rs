//! The table itself, family by family, in the order of the checks: a new finding is a row here and its words.

use super::Record;
use crate::diagnosis::finding::Severity::{Fail, Note, Warn};
use crate::diagnosis::finding::Side::{
    Account, AppSetting, Network, OktaSetting, OwnTest, ThisComputer, Usher,
};

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

macro_rules! findings {
    ($($variant:ident = $name:literal, $severity:ident, $side:ident, $values:expr;)+) => {
        /// The name of a kind of finding. It is never renamed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Slug {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        /// Every record, in the order of the slugs.
        pub static SLUGS: &[Record] = &[
            $(Record { slug: Slug::$variant, name: $name, severity: $severity, side: $side, values: $values },)+
        ];
    };
}

findings! {
    // What was typed, and which server it names.
    IssuerAdminHost = "issuer.admin_host", Note, AppSetting, SEEN;
    IssuerDiscoveryUrl = "issuer.discovery_url", Note, AppSetting, SEEN;
    IssuerTrailingSlash = "issuer.trailing_slash", Note, AppSetting, SEEN;
    IssuerEndpointPrefix = "issuer.endpoint_prefix", Note, AppSetting, SEEN;
    IssuerPagePath = "issuer.page_path", Note, AppSetting, SEEN;
    IssuerNoScheme = "issuer.no_scheme", Note, AppSetting, SEEN;
    IssuerPasted = "issuer.pasted", Note, AppSetting, SEEN;
    IssuerPlaceholder = "issuer.placeholder", Fail, AppSetting, SEEN;
    IssuerMalformed = "issuer.malformed", Fail, AppSetting, SEEN;
    IssuerNotHttps = "issuer.not_https", Fail, AppSetting, SEEN;
    IssuerWrongServer = "issuer.wrong_server", Fail, AppSetting, SAID;
    IssuerModeMismatch = "issuer.mode_mismatch", Fail, OktaSetting, BOTH;
    IssuerCustomDomainMismatch = "issuer.custom_domain_mismatch", Fail, AppSetting, BOTH;
    IssuerNotOkta = "issuer.not_okta", Note, AppSetting, HOST;
    // The way there.
    NetworkDns = "network.dns", Fail, Network, HOST;
    NetworkRefused = "network.refused", Fail, Network, HOST;
    NetworkTimeout = "network.timeout", Fail, Network, HOST;
    NetworkReset = "network.reset", Fail, Network, HOST;
    NetworkTlsUntrusted = "network.tls_untrusted", Fail, Network, HOST;
    NetworkTlsWrongHost = "network.tls_wrong_host", Fail, Network, HOST;
    NetworkTlsExpired = "network.tls_expired", Fail, Network, HOST;
    NetworkProxy = "network.proxy", Fail, Network, HOST;
    NetworkOther = "network.other", Fail, Network, HOST;
    // Discovery and keys.
    DiscoveryNotFound = "discovery.not_found", Fail, AppSetting, HTTP;
    DiscoveryHttpError = "discovery.http_error", Fail, OktaSetting, BUSY;
    DiscoveryNotJson = "discovery.not_json", Fail, AppSetting, &["address", "detail"];
    DiscoveryTooLarge = "discovery.too_large", Fail, AppSetting, &["address"];
    DiscoveryRedirected = "discovery.redirected", Fail, AppSetting, &["address", "target"];
    DiscoveryIssuerMismatch = "discovery.issuer_mismatch", Fail, AppSetting, BOTH;
    DiscoveryIncomplete = "discovery.incomplete", Fail, OktaSetting, &["address", "missing"];
    DiscoveryEndpointUnsafe = "discovery.endpoint_unsafe", Fail, OktaSetting, &["address", "endpoint", "seen"];
    DiscoveryLicenceMissing = "discovery.licence_missing", Fail, OktaSetting, SAID;
    DiscoveryRateLimited = "discovery.rate_limited", Warn, OktaSetting, BUSY;
    KeysHttpError = "keys.http_error", Fail, OktaSetting, BUSY;
    KeysMalformed = "keys.malformed", Fail, OktaSetting, &["address", "detail"];
    KeysEmpty = "keys.empty", Fail, OktaSetting, &["address"];
    // The client.
    ClientMalformedId = "client.malformed_id", Fail, AppSetting, &["problem"];
    ClientSecretInId = "client.secret_in_id", Fail, AppSetting, NONE;
    ClientUnknown = "client.unknown", Fail, AppSetting, SAID;
    ClientWrongType = "client.wrong_type", Fail, OktaSetting, SAID;
    ClientSecretMalformed = "client.secret_malformed", Fail, AppSetting, &["problem"];
    ClientSecretWrong = "client.secret_wrong", Fail, AppSetting, SAID;
    ClientAuthenticationFailed = "client.authentication_failed", Fail, AppSetting, SAID;
    ClientAuthenticationMethod = "client.authentication_method", Fail, OktaSetting, SAID;
    ClientDpopRequired = "client.dpop_required", Fail, OktaSetting, SAID;
    ClientPkceRequired = "client.pkce_required", Fail, OktaSetting, SAID;
    ClientInteractionCodeOnly = "client.interaction_code_only", Fail, OktaSetting, SAID;
    ClientTokenEncryption = "client.token_encryption", Fail, OktaSetting, SAID;
    ClientMetadataDocument = "client.metadata_document", Fail, OktaSetting, SAID;
    ClientRateLimited = "client.rate_limited", Warn, OktaSetting, LIMITED;
    // Redirect URIs.
    RedirectTestNotRegistered = "redirect.test_not_registered", Fail, OwnTest, &["uri"];
    RedirectAppNotRegistered = "redirect.app_not_registered", Fail, OktaSetting, &["uri"];
    RedirectSignOutNotRegistered = "redirect.sign_out_not_registered", Fail, OktaSetting, &["uri"];
    RedirectWildcard = "redirect.wildcard", Warn, OktaSetting, &["uri"];
    // What is asked for.
    ScopeNotConfigured = "scope.not_configured", Fail, OktaSetting, SAID;
    ScopeNotAllowed = "scope.not_allowed", Fail, OktaSetting, SAID;
    ScopeOpenidMissing = "scope.openid_missing", Fail, AppSetting, SAID;
    ScopeRefreshNotEnabled = "scope.refresh_not_enabled", Fail, OktaSetting, NONE;
    ResponseTypeNotEnabled = "response_type.not_enabled", Fail, OktaSetting, SAID;
    GrantNotEnabled = "grant.not_enabled", Fail, OktaSetting, SAID;
    // The login.
    LoginPortTaken = "login.port_taken", Fail, ThisComputer, HOST;
    LoginBrowserNotOpened = "login.browser_not_opened", Note, ThisComputer, &["detail"];
    LoginNoCallback = "login.no_callback", Fail, OwnTest, &["page"];
    LoginCancelled = "login.cancelled", Note, Account, NONE;
    LoginUserNotAssigned = "login.user_not_assigned", Fail, OktaSetting, SAID;
    LoginAccessPolicyDenied = "login.access_policy_denied", Fail, OktaSetting, SAID;
    LoginSignInPolicyDenied = "login.sign_in_policy_denied", Fail, OktaSetting, SAID;
    LoginDeviceUntrusted = "login.device_untrusted", Fail, Account, SAID;
    LoginFactorEnrolment = "login.factor_enrolment", Fail, Account, SAID;
    LoginAccountBlocked = "login.account_blocked", Fail, Account, SAID;
    LoginAccountLinking = "login.account_linking", Fail, OktaSetting, SAID;
    LoginIdentityProvider = "login.identity_provider", Fail, OktaSetting, SAID;
    LoginInlineHook = "login.inline_hook", Fail, OktaSetting, SAID;
    LoginScopesDenied = "login.scopes_denied", Fail, OktaSetting, SAID;
    LoginNetworkZone = "login.network_zone", Fail, OktaSetting, SAID;
    LoginDenied = "login.denied", Fail, OktaSetting, SAID;
    LoginConsentRequired = "login.consent_required", Fail, OktaSetting, SAID;
    LoginTooManyGroups = "login.too_many_groups", Fail, OktaSetting, SAID;
    LoginClaimExpression = "login.claim_expression", Fail, OktaSetting, SAID;
    LoginSessionNeeded = "login.session_needed", Fail, OwnTest, SAID;
    LoginSessionConflict = "login.session_conflict", Fail, Account, SAID;
    LoginSessionReused = "login.session_reused", Note, Account, &["since"];
    LoginExpired = "login.expired", Fail, Account, SAID;
    LoginTileNotConfigured = "login.tile_not_configured", Fail, OktaSetting, SAID;
    LoginOtherFlow = "login.other_flow", Fail, OktaSetting, SAID;
    LoginRequestRefused = "login.request_refused", Fail, Usher, SAID;
    LoginProviderError = "login.provider_error", Fail, OktaSetting, SAID;
    LoginStateMissing = "login.state_missing", Note, ThisComputer, &["count"];
    LoginIssuerMismatch = "login.issuer_mismatch", Fail, OktaSetting, BOTH;
    LoginAnswerUnusable = "login.answer_unusable", Fail, OktaSetting, &["detail"];
    // The code exchange and the refresh.
    TokenHttpError = "token.http_error", Fail, OktaSetting, BUSY;
    TokenNotJson = "token.not_json", Fail, OktaSetting, &["detail"];
    TokenTimeout = "token.timeout", Fail, Network, HOST;
    TokenRateLimited = "token.rate_limited", Warn, OktaSetting, LIMITED;
    TokenCodeRejected = "token.code_rejected", Fail, OwnTest, SAID;
    TokenRedirectMismatch = "token.redirect_mismatch", Fail, Usher, SAID;
    TokenPkceFailed = "token.pkce_failed", Fail, OwnTest, SAID;
    TokenNotBearer = "token.not_bearer", Fail, OktaSetting, SEEN;
    TokenBrowserRequest = "token.browser_request", Fail, Network, SAID;
    RefreshNotIssued = "refresh.not_issued", Fail, OktaSetting, NONE;
    RefreshRejected = "refresh.rejected", Fail, OktaSetting, SAID;
    RefreshRotated = "refresh.rotated", Note, OktaSetting, NONE;
    // The ID token.
    IdTokenMissing = "id_token.missing", Fail, OktaSetting, NONE;
    IdTokenMalformed = "id_token.malformed", Fail, OktaSetting, &["detail"];
    IdTokenAlgorithm = "id_token.algorithm", Fail, OktaSetting, SEEN;
    IdTokenUnknownKey = "id_token.unknown_key", Fail, OktaSetting, BOTH;
    IdTokenSignature = "id_token.signature", Fail, OktaSetting, NONE;
    IdTokenIssuer = "id_token.issuer", Fail, OktaSetting, BOTH;
    IdTokenAudience = "id_token.audience", Fail, OktaSetting, BOTH;
    IdTokenAuthorizedParty = "id_token.authorized_party", Fail, OktaSetting, BOTH;
    IdTokenNonce = "id_token.nonce", Fail, OktaSetting, &["problem"];
    IdTokenExpired = "id_token.expired", Fail, ThisComputer, &["seconds"];
    IdTokenIssuedInFuture = "id_token.issued_in_future", Fail, ThisComputer, &["seconds"];
    IdTokenNoSubject = "id_token.no_subject", Fail, OktaSetting, NONE;
    IdTokenNoIssuedAt = "id_token.no_issued_at", Fail, OktaSetting, NONE;
    IdTokenAtHash = "id_token.at_hash", Fail, OktaSetting, NONE;
    IdTokenCHash = "id_token.c_hash", Fail, OktaSetting, NONE;
    IdTokenSubjectChanged = "id_token.subject_changed", Fail, OktaSetting, BOTH;
    // Userinfo and claims.
    UserinfoHttpError = "userinfo.http_error", Fail, OktaSetting, &["status", "said"];
    UserinfoNotJson = "userinfo.not_json", Fail, OktaSetting, &["detail"];
    UserinfoSubjectMismatch = "userinfo.subject_mismatch", Fail, OktaSetting, BOTH;
    UserinfoSignature = "userinfo.signature", Fail, OktaSetting, &["detail"];
    ClaimsEmailMissing = "claims.email_missing", Fail, OktaSetting, &["claims"];
    ClaimsEmailUnverified = "claims.email_unverified", Fail, Account, &["email"];
    ClaimsUsernameMissing = "claims.username_missing", Fail, OktaSetting, &["claims"];
    ClaimsRequiredMissing = "claims.required_missing", Fail, OktaSetting, &["claims"];
    ClaimsGroupsMissing = "claims.groups_missing", Fail, OktaSetting, &["claim"];
    ClaimsGroupsNotAList = "claims.groups_not_a_list", Fail, OktaSetting, &["claim", "seen"];
    ClaimsGroupsOnlyInUserinfo = "claims.groups_only_in_userinfo", Fail, OktaSetting, &["claim"];
    ClaimsGroupsEmpty = "claims.groups_empty", Warn, OktaSetting, &["claim"];
    ClaimsTooLarge = "claims.too_large", Warn, OktaSetting, &["size"];
    ClockSkew = "clock.skew", Warn, ThisComputer, &["seconds", "side"];
    // The application and its file.
    ConfigUnreadable = "config.unreadable", Fail, ThisComputer, &["place", "detail"];
    ConfigKeyMissing = "config.key_missing", Fail, AppSetting, &["place", "keys"];
    ConfigValueDiffers = "config.value_differs", Fail, AppSetting, &["place", "key", "expected", "seen"];
    ConfigNotWritten = "config.not_written", Note, AppSetting, &["place"];
    ConfigStaleProof = "config.stale_proof", Warn, AppSetting, NONE;
    AppLoginFailed = "app.login_failed", Fail, AppSetting, &["question"];
    AppTileFailed = "app.tile_failed", Fail, AppSetting, &["question"];
    AppSignOutFailed = "app.sign_out_failed", Fail, AppSetting, &["question"];
    AppNotRefused = "app.not_refused", Fail, OktaSetting, &["question"];
    AppGroupsWrong = "app.groups_wrong", Fail, AppSetting, &["question"];
    AppNoWayBack = "app.no_way_back", Fail, AppSetting, &["question"];
    AppNotConfirmed = "app.not_confirmed", Note, AppSetting, &["question"];
    UsherBug = "usher.bug", Fail, Usher, &["detail"];
}
