//! The table itself, family by family, in the order of the checks: a new finding is a row here and its words.
//!
//! A row holds the name in the program and the one for users, the usual weight, the side, the named values of the words, and
//! what else of [`Record`] is not as usual.

use super::About::{Access, Redirects, Settings};
use super::Cure::{ClientId, File, Issuer, Okta, Redirect, Scopes, Secret};
use super::{Record, Severity, Side};
use crate::apps::ConsolePage::{AppGeneral, AppSignOn, AuthorizationServers, SystemLog};
use crate::apps::OktaPart::{AccessPolicy, Assignments, Claim, Credentials, Grants, Kind, SignOut, Tile};

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
/// A value of the application's file.
const STANDS: &[&str] = &["place", "key", "expected", "seen"];
/// The same where it deviates from the right one in known ways.
const DEVIATES: &[&str] = &["place", "key", "expected", "seen", "slips"];
/// What the living application sends, and where that is set in it.
const SENDS: &[&str] = &["expected", "seen", "place"];
/// A setting of it, with what the guide says of it.
const SETTING: &[&str] = &["place", "key", "expected", "seen", "why", "cure"];

macro_rules! findings {
    ($($slug:ident = $name:literal, $severity:ident, $side:ident, $values:expr $(, $member:ident: $value:expr)*;)+) => {
        /// The name of a kind of finding. It is never renamed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Slug {
            $(#[doc = concat!("`", $name, "`")] $slug,)+
        }

        /// Every record, in the order of the slugs.
        pub static SLUGS: &[Record] = &[
            $(const {
                Record {
                    $($member: $value,)*
                    ..Record::usual(Slug::$slug, $name, Severity::$severity, Side::$side, $values)
                }
            },)+
        ];
    };
}

findings! {
    // What was typed, and which server it names.
    IssuerAdminHost = "issuer.admin_host", Note, AppSetting, SEEN, cure: Issuer;
    IssuerDiscoveryUrl = "issuer.discovery_url", Note, AppSetting, SEEN, cure: Issuer;
    IssuerDocumentAddress = "issuer.document_address", Fail, AppSetting, BOTH, cure: Issuer;
    IssuerTrailingSlash = "issuer.trailing_slash", Note, AppSetting, SEEN, page: Some(AppSignOn), cure: Issuer;
    IssuerEndpointPrefix = "issuer.endpoint_prefix", Note, AppSetting, SEEN, cure: Issuer;
    IssuerPagePath = "issuer.page_path", Note, AppSetting, SEEN, cure: Issuer;
    IssuerNoScheme = "issuer.no_scheme", Note, AppSetting, SEEN, cure: Issuer;
    IssuerPasted = "issuer.pasted", Note, AppSetting, SEEN, cure: Issuer;
    IssuerPlaceholder = "issuer.placeholder", Fail, AppSetting, SEEN, cure: Issuer;
    IssuerMalformed = "issuer.malformed", Fail, AppSetting, SEEN, page: Some(AppSignOn), cure: Issuer;
    IssuerNotHttps = "issuer.not_https", Fail, AppSetting, SEEN, cure: Issuer;
    IssuerWrongServer = "issuer.wrong_server", Fail, AppSetting, SAID, page: Some(AuthorizationServers), cure: Issuer;
    IssuerModeMismatch = "issuer.mode_mismatch", Fail, OktaSetting, BOTH, page: Some(AppSignOn), cure: Issuer;
    IssuerCustomDomainMismatch = "issuer.custom_domain_mismatch", Fail, AppSetting, BOTH, cure: Issuer;
    IssuerNotOkta = "issuer.not_okta", Note, AppSetting, HOST, cure: Issuer;
    // The way there.
    NetworkDns = "network.dns", Fail, Network, HOST, cure: Issuer;
    NetworkRefused = "network.refused", Fail, Network, HOST, cure: Issuer;
    NetworkTimeout = "network.timeout", Fail, Network, HOST, cure: Issuer;
    NetworkReset = "network.reset", Fail, Network, HOST, cure: Issuer;
    NetworkTlsUntrusted = "network.tls_untrusted", Fail, Network, HOST, cure: Issuer;
    NetworkTlsWrongHost = "network.tls_wrong_host", Fail, Network, HOST, cure: Issuer;
    NetworkTlsExpired = "network.tls_expired", Fail, Network, HOST, cure: Issuer;
    NetworkProxy = "network.proxy", Fail, Network, HOST, cure: Issuer;
    NetworkOther = "network.other", Fail, Network, HOST, cure: Issuer;
    // Answers, whichever was asked for.
    AnswerBlocked = "answer.blocked", Fail, Network, &["status", "address", "page"];
    AnswerByteOrderMark = "answer.byte_order_mark", Fail, OktaSetting, &["address"];
    AnswerMissing = "answer.missing", Fail, OktaSetting, &["address", "detail"];
    AnswerEndless = "answer.endless", Fail, OktaSetting, &["address"];
    // Discovery and keys.
    DiscoveryNotFound = "discovery.not_found", Fail, AppSetting, HTTP, page: Some(AuthorizationServers), cure: Issuer;
    DiscoveryHttpError = "discovery.http_error", Fail, OktaSetting, BUSY, cure: Issuer;
    DiscoveryNotJson = "discovery.not_json", Fail, AppSetting, &["address", "detail"], cure: Issuer;
    DiscoveryTooLarge = "discovery.too_large", Fail, AppSetting, &["address"], cure: Issuer;
    DiscoveryRedirected = "discovery.redirected", Fail, AppSetting, &["address", "target"], cure: Issuer;
    DiscoveryIssuerMismatch = "discovery.issuer_mismatch", Fail, AppSetting, BOTH, cure: Issuer;
    DiscoveryIncomplete = "discovery.incomplete", Fail, OktaSetting, &["address", "missing"], cure: Issuer;
    DiscoveryEndpointUnsafe = "discovery.endpoint_unsafe", Fail, OktaSetting, &["address", "endpoint", "seen"], cure: Issuer;
    DiscoveryLicenceMissing = "discovery.licence_missing", Fail, OktaSetting, SAID, cure: Issuer;
    DiscoveryRateLimited = "discovery.rate_limited", Warn, OktaSetting, BUSY, says_nothing: true, cure: Issuer;
    KeysHttpError = "keys.http_error", Fail, OktaSetting, BUSY, cure: Issuer;
    KeysMalformed = "keys.malformed", Fail, OktaSetting, &["address", "detail"], cure: Issuer;
    KeysEmpty = "keys.empty", Fail, OktaSetting, &["address"], page: Some(AuthorizationServers), cure: Issuer;
    KeysUnsound = "keys.unsound", Fail, OktaSetting, &["seen", "problem"];
    // The client.
    ClientMalformedId = "client.malformed_id", Fail, AppSetting, &["problem"], about: Access, cure: ClientId;
    ClientSecretInId = "client.secret_in_id", Fail, AppSetting, NONE, about: Access, cure: ClientId;
    ClientUnknown = "client.unknown", Fail, AppSetting, SAID, about: Access, cure: ClientId;
    ClientWrongType = "client.wrong_type", Fail, OktaSetting, SAID, about: Settings, cure: Okta(Kind);
    ClientSecretMalformed = "client.secret_malformed", Fail, AppSetting, &["problem"], about: Access, cure: Secret;
    ClientSecretWrong = "client.secret_wrong", Fail, AppSetting, SAID, about: Access, cure: Secret;
    ClientAuthenticationFailed = "client.authentication_failed", Fail, AppSetting, SAID, about: Access, cure: Secret;
    ClientAuthenticationMethod = "client.authentication_method", Fail, OktaSetting, SAID, about: Access, cure: Okta(Credentials);
    ClientDpopRequired = "client.dpop_required", Fail, OktaSetting, SAID, about: Settings, cure: Okta(Credentials);
    ClientPkceRequired = "client.pkce_required", Fail, OktaSetting, SAID, about: Settings, cure: Okta(Credentials);
    ClientInteractionCodeOnly = "client.interaction_code_only", Fail, OktaSetting, SAID, about: Settings, cure: Okta(Grants);
    ClientTokenEncryption = "client.token_encryption", Fail, OktaSetting, SAID, about: Settings, page: Some(AppSignOn);
    ClientMetadataDocument = "client.metadata_document", Fail, OktaSetting, SAID, about: Settings, cure: Okta(Credentials);
    ClientRateLimited = "client.rate_limited", Warn, OktaSetting, LIMITED, about: Settings, says_nothing: true;
    // Redirect URIs.
    RedirectTestNotRegistered = "redirect.test_not_registered", Fail, OwnTest, &["uri"], about: Redirects, says_nothing: true, cure: Redirect;
    RedirectAppNotRegistered = "redirect.app_not_registered", Fail, OktaSetting, &["uri"], about: Redirects, cure: Redirect;
    RedirectSignOutNotRegistered = "redirect.sign_out_not_registered", Fail, OktaSetting, &["uri"], about: Redirects, cure: Okta(SignOut);
    RedirectWildcard = "redirect.wildcard", Warn, OktaSetting, &["uri"], about: Redirects, cure: Redirect;
    // What is asked for.
    ScopeNotConfigured = "scope.not_configured", Fail, OktaSetting, SAID, page: Some(AuthorizationServers);
    ScopeNotAllowed = "scope.not_allowed", Fail, OktaSetting, SAID, page: Some(AuthorizationServers), cure: Scopes;
    ScopeOpenidMissing = "scope.openid_missing", Fail, AppSetting, SAID, cure: Scopes;
    ScopeNotGranted = "scope.not_granted", Fail, OktaSetting, &["expected", "seen", "withheld"], cure: Okta(AccessPolicy);
    ScopeRefreshNotEnabled = "scope.refresh_not_enabled", Fail, OktaSetting, NONE, cure: Okta(Grants);
    ResponseTypeNotEnabled = "response_type.not_enabled", Fail, OktaSetting, SAID, cure: Okta(Grants);
    GrantNotEnabled = "grant.not_enabled", Fail, OktaSetting, SAID, about: Settings, cure: Okta(Grants);
    // The living application.
    LiveNotPossible = "live.not_possible", Note, OwnTest, &["why"], says_nothing: true;
    LiveAnswersMissing = "live.answers_missing", Note, OwnTest, &["answers"], says_nothing: true;
    LiveNotReached = "live.not_reached", Warn, Network, HOST, says_nothing: true;
    LivePlainHttp = "live.plain_http", Warn, AppSetting, &["host"];
    LiveInFront = "live.in_front", Warn, Network, &["host", "path"], says_nothing: true;
    LiveStartNotFound = "live.start_not_found", Warn, OwnTest, &["host", "seen"], says_nothing: true;
    LiveStartRefused = "live.start_refused", Warn, AppSetting, &["host", "seen", "place"];
    LiveStartFailed = "live.start_failed", Fail, AppSetting, &["host", "seen", "place"];
    LiveSwitchedOff = "live.switched_off", Fail, AppSetting, &["seen", "place"], cure: File;
    LiveAddressEmpty = "live.address_empty", Fail, AppSetting, &["host", "uri", "place"], cure: File;
    LiveSeveralWays = "live.several_ways", Note, OwnTest, &["host", "ways"], says_nothing: true;
    LiveLeadsAway = "live.leads_away", Warn, Network, &["host", "other"], says_nothing: true;
    LiveSaml = "live.saml", Warn, AppSetting, &["host", "other"];
    LiveLeadsToHttp = "live.leads_to_http", Fail, AppSetting, &["host", "address", "place", "https", "proxy"], cure: File;
    LiveLeadsInward = "live.leads_inward", Warn, Network, &["host", "other"], says_nothing: true;
    LiveChallenged = "live.challenged", Warn, Network, &["host", "status"], says_nothing: true;
    LivePageHidden = "live.page_hidden", Note, OwnTest, &["host"], says_nothing: true;
    LivePastedUnfit = "live.pasted_unfit", Note, OwnTest, NONE, says_nothing: true;
    LiveCodePasted = "live.code_pasted", Note, OwnTest, &["uri"], says_nothing: true;
    LivePushed = "live.pushed", Note, OwnTest, NONE, says_nothing: true;
    LiveClientDiffers = "live.client_differs", Fail, AppSetting, SENDS, cure: File;
    LiveRedirectDiffers = "live.redirect_differs", Fail, AppSetting, &["expected", "seen", "place", "parts"], cure: File;
    LiveRedirectHost = "live.redirect_host", Fail, AppSetting, &["expected", "seen", "place", "parts", "https", "proxy"], cure: File;
    LiveRedirectScheme = "live.redirect_scheme", Fail, AppSetting, &["expected", "seen", "place", "parts", "https", "proxy"], cure: File;
    LiveRedirectRefused = "live.redirect_refused", Fail, AppSetting, SENDS, cure: File;
    LiveServerDiffers = "live.server_differs", Fail, AppSetting, SENDS, cure: File;
    LiveProviderDiffers = "live.provider_differs", Fail, AppSetting, SENDS, cure: File;
    LiveOtherHost = "live.other_host", Warn, AppSetting, SENDS, cure: File;
    LiveOpenidMissing = "live.openid_missing", Fail, AppSetting, &["expected", "seen", "place", "missing"], cure: File;
    LiveScopesDiffer = "live.scopes_differ", Warn, AppSetting, &["expected", "seen", "place", "missing"], cure: File;
    LivePkceDiffers = "live.pkce_differs", Fail, AppSetting, SENDS, cure: File;
    LiveResponseTypeDiffers = "live.response_type_differs", Fail, AppSetting, SENDS, cure: File;
    LiveRefused = "live.refused", Fail, AppSetting, &["said", "seen", "place"], cure: File;
    // The login.
    LoginPortTaken = "login.port_taken", Fail, ThisComputer, HOST;
    LoginBrowserNotOpened = "login.browser_not_opened", Note, ThisComputer, &["detail"];
    LoginNoCallback = "login.no_callback", Fail, OwnTest, &["page"];
    LoginCancelled = "login.cancelled", Note, Account, NONE, says_nothing: true;
    LoginUserNotAssigned = "login.user_not_assigned", Fail, OktaSetting, SAID, cure: Okta(Assignments);
    LoginAccessPolicyDenied = "login.access_policy_denied", Fail, OktaSetting, SAID, cure: Okta(AccessPolicy);
    LoginSignInPolicyDenied = "login.sign_in_policy_denied", Fail, OktaSetting, SAID, page: Some(AppSignOn);
    LoginDeviceUntrusted = "login.device_untrusted", Fail, Account, SAID, page: Some(AppSignOn);
    LoginFactorEnrolment = "login.factor_enrolment", Fail, Account, SAID;
    LoginAccountBlocked = "login.account_blocked", Fail, Account, SAID;
    LoginAccountLinking = "login.account_linking", Fail, OktaSetting, SAID, page: Some(SystemLog);
    LoginIdentityProvider = "login.identity_provider", Fail, OktaSetting, SAID, page: Some(SystemLog);
    LoginInlineHook = "login.inline_hook", Fail, OktaSetting, SAID;
    LoginScopesDenied = "login.scopes_denied", Fail, OktaSetting, SAID, cure: Okta(AccessPolicy);
    LoginNetworkZone = "login.network_zone", Fail, OktaSetting, SAID, page: Some(AppGeneral);
    LoginDenied = "login.denied", Fail, OktaSetting, SAID, page: Some(SystemLog);
    LoginConsentRequired = "login.consent_required", Fail, OktaSetting, SAID, page: Some(AppGeneral);
    LoginTooManyGroups = "login.too_many_groups", Fail, OktaSetting, SAID, cure: Okta(Claim);
    LoginClaimExpression = "login.claim_expression", Fail, OktaSetting, SAID, cure: Okta(Claim);
    LoginSessionNeeded = "login.session_needed", Fail, OwnTest, SAID, says_nothing: true;
    LoginSessionConflict = "login.session_conflict", Fail, Account, SAID;
    LoginSessionReused = "login.session_reused", Note, Account, &["since"];
    LoginAnswerTaken = "login.answer_taken", Fail, OwnTest, NONE, says_nothing: true;
    LoginExpired = "login.expired", Fail, Account, SAID, says_nothing: true;
    LoginTileNotConfigured = "login.tile_not_configured", Fail, OktaSetting, SAID, cure: Okta(Tile);
    LoginOtherFlow = "login.other_flow", Fail, OktaSetting, SAID, cure: Okta(Grants);
    LoginRequestRefused = "login.request_refused", Fail, Usher, SAID, says_nothing: true;
    RequestPageUnknown = "request.page_unknown", Warn, OktaSetting, &["status", "title", "said"], page: Some(SystemLog);
    LoginProviderError = "login.provider_error", Fail, OktaSetting, SAID, page: Some(SystemLog);
    LoginStateMissing = "login.state_missing", Note, ThisComputer, &["count"];
    LoginIssuerMismatch = "login.issuer_mismatch", Fail, OktaSetting, BOTH, cure: Issuer;
    LoginAnswerUnusable = "login.answer_unusable", Fail, OktaSetting, &["detail"], page: Some(AppGeneral);
    // The code exchange and the refresh.
    TokenHttpError = "token.http_error", Fail, OktaSetting, BUSY, page: Some(SystemLog);
    TokenNotJson = "token.not_json", Fail, OktaSetting, &["detail"];
    TokenTimeout = "token.timeout", Fail, Network, HOST;
    TokenRateLimited = "token.rate_limited", Warn, OktaSetting, LIMITED, about: Settings, says_nothing: true;
    TokenCodeRejected = "token.code_rejected", Fail, OwnTest, SAID;
    TokenRedirectMismatch = "token.redirect_mismatch", Fail, Usher, SAID;
    TokenPkceFailed = "token.pkce_failed", Fail, OwnTest, SAID;
    TokenLifetimeAsText = "token.lifetime_as_text", Note, OktaSetting, SEEN;
    TokenNotBearer = "token.not_bearer", Fail, OktaSetting, SEEN, cure: Okta(Credentials);
    TokenBrowserRequest = "token.browser_request", Fail, Network, SAID;
    RefreshNotIssued = "refresh.not_issued", Fail, OktaSetting, NONE, cure: Okta(Grants);
    RefreshRejected = "refresh.rejected", Fail, OktaSetting, SAID, cure: Okta(Grants);
    RefreshRotated = "refresh.rotated", Note, OktaSetting, NONE, cure: Okta(Grants);
    // The ID token.
    IdTokenMissing = "id_token.missing", Fail, OktaSetting, NONE, cure: Scopes;
    IdTokenMalformed = "id_token.malformed", Fail, OktaSetting, &["detail"], page: Some(AppSignOn);
    IdTokenClaimKind = "id_token.claim_kind", Fail, OktaSetting, &["claim"], page: Some(AuthorizationServers), cure: Okta(Claim);
    IdTokenAlgorithm = "id_token.algorithm", Fail, OktaSetting, SEEN;
    IdTokenAlgorithmUnsupported = "id_token.algorithm_unsupported", Fail, OktaSetting, SEEN;
    IdTokenAlgorithmUnlisted = "id_token.algorithm_unlisted", Fail, OktaSetting, BOTH;
    IdTokenUnknownKey = "id_token.unknown_key", Fail, OktaSetting, BOTH;
    IdTokenSignature = "id_token.signature", Fail, OktaSetting, NONE;
    IdTokenIssuer = "id_token.issuer", Fail, OktaSetting, BOTH, page: Some(AppSignOn), cure: Issuer;
    IdTokenAudience = "id_token.audience", Fail, OktaSetting, BOTH, page: Some(AppSignOn);
    IdTokenAuthorizedParty = "id_token.authorized_party", Fail, OktaSetting, BOTH;
    IdTokenNonce = "id_token.nonce", Fail, OktaSetting, &["problem"];
    IdTokenExpired = "id_token.expired", Fail, ThisComputer, &["seconds"];
    IdTokenIssuedInFuture = "id_token.issued_in_future", Fail, ThisComputer, &["seconds"];
    IdTokenNoSubject = "id_token.no_subject", Fail, OktaSetting, NONE;
    IdTokenNoIssuedAt = "id_token.no_issued_at", Fail, OktaSetting, NONE;
    IdTokenAtHash = "id_token.at_hash", Fail, OktaSetting, NONE;
    IdTokenCHash = "id_token.c_hash", Fail, OktaSetting, NONE;
    IdTokenSubjectChanged = "id_token.subject_changed", Fail, OktaSetting, BOTH;
    IdTokenRefreshedDiffers = "id_token.refreshed_differs", Fail, OktaSetting, &["claim"];
    // Userinfo and claims.
    UserinfoHttpError = "userinfo.http_error", Fail, OktaSetting, &["status", "said"], page: Some(SystemLog);
    UserinfoNotJson = "userinfo.not_json", Fail, OktaSetting, &["detail"];
    UserinfoSubjectMismatch = "userinfo.subject_mismatch", Fail, OktaSetting, BOTH;
    UserinfoSignature = "userinfo.signature", Fail, OktaSetting, &["detail"], page: Some(AppSignOn);
    ClaimsEmailMissing = "claims.email_missing", Fail, OktaSetting, &["claims"];
    ClaimsEmailUnverified = "claims.email_unverified", Fail, Account, &["email"];
    ClaimsEmailVerifiedMissing = "claims.email_verified_missing", Fail, OktaSetting, &["email"], cure: File;
    ClaimsEmailVerifiedText = "claims.email_verified_text", Note, OktaSetting, &["seen"], page: Some(AuthorizationServers), cure: Okta(Claim);
    ClaimsScopeNotRequested = "claims.scope_not_requested", Fail, AppSetting, &["claims", "place", "scope", "key", "all"], cure: Scopes;
    ClaimsUsernameMissing = "claims.username_missing", Fail, OktaSetting, &["claims"], cure: Okta(Claim);
    ClaimsRequiredMissing = "claims.required_missing", Fail, OktaSetting, &["claims"], cure: Okta(Claim);
    ClaimsGroupsMissing = "claims.groups_missing", Fail, OktaSetting, &["claims"], cure: Okta(Claim);
    ClaimsGroupsNotAList = "claims.groups_not_a_list", Fail, OktaSetting, &["claim", "seen"], cure: Okta(Claim);
    ClaimsGroupsOnlyInUserinfo = "claims.groups_only_in_userinfo", Fail, OktaSetting, &["claim"], page: Some(AuthorizationServers), cure: Okta(Claim);
    ClaimsGroupsEmpty = "claims.groups_empty", Warn, OktaSetting, &["claim"], cure: Okta(Claim);
    ClaimsTooLarge = "claims.too_large", Warn, OktaSetting, &["size"], cure: Okta(Claim);
    ClockSkew = "clock.skew", Warn, ThisComputer, &["seconds", "side"];
    // The application and its file.
    ConfigUnreadable = "config.unreadable", Fail, ThisComputer, &["place", "detail"], cure: File;
    ConfigKeyMissing = "config.key_missing", Fail, AppSetting, &["place", "keys"], cure: File;
    ConfigValueDiffers = "config.value_differs", Fail, AppSetting, &["place", "key", "expected", "seen"], cure: File;
    ConfigValueRefused = "config.value_refused", Fail, AppSetting, DEVIATES, cure: File;
    ConfigValueForgiven = "config.value_forgiven", Note, AppSetting, DEVIATES, cure: File;
    ConfigValueUnclear = "config.value_unclear", Warn, AppSetting, DEVIATES, cure: File;
    ConfigValueUnfit = "config.value_unfit", Fail, AppSetting, STANDS, cure: File;
    ConfigFlagDiffers = "config.flag_differs", Fail, AppSetting, STANDS, cure: File;
    ConfigEndpointDiffers = "config.endpoint_differs", Fail, AppSetting, &["place", "key", "expected", "seen", "other"], cure: File;
    ConfigServerDiffers = "config.server_differs", Fail, AppSetting, &["place", "key", "expected", "seen", "other"], cure: File;
    ConfigEndpointMissing = "config.endpoint_missing", Fail, AppSetting, STANDS, cure: File;
    ConfigRedirectUnfit = "config.redirect_unfit", Fail, AppSetting, STANDS, cure: File;
    ConfigRedirectDiffers = "config.redirect_differs", Fail, AppSetting, &["place", "key", "expected", "seen", "uri", "other"], cure: File;
    ConfigScopesInOne = "config.scopes_in_one", Fail, AppSetting, STANDS, cure: File;
    ConfigOpenidMissing = "config.openid_missing", Fail, AppSetting, STANDS, cure: File;
    ConfigScopeMissing = "config.scope_missing", Warn, AppSetting, &["place", "key", "expected", "seen", "scope"], cure: File;
    ConfigSettingDiffers = "config.setting_differs", Fail, AppSetting, SETTING, cure: File;
    ConfigSettingMissing = "config.setting_missing", Fail, AppSetting, SETTING, cure: File;
    ConfigKeyNotRead = "config.key_not_read", Warn, AppSetting, SETTING, cure: File;
    ConfigLocalLoginOff = "config.local_login_off", Warn, AppSetting, SETTING, cure: File;
    ConfigCommentInValue = "config.comment_in_value", Fail, AppSetting, SETTING, cure: File;
    ConfigByteOrderMark = "config.byte_order_mark", Fail, AppSetting, &["place"], cure: File;
    ConfigReferenceNotFollowed = "config.reference_not_followed", Note, AppSetting, &["place", "leads", "target", "way"];
    ConfigValueElsewhere = "config.value_elsewhere", Note, AppSetting, &["place", "keys"], cure: File;
    ConfigNotWritten = "config.not_written", Note, AppSetting, &["place"], cure: File;
    ConfigStaleProof = "config.stale_proof", Warn, AppSetting, NONE, cure: File;
    ConfigConnectionUnreadable = "config.connection_unreadable", Fail, ThisComputer, &["name", "place", "detail"];
    ConfigFileChanged = "config.file_changed", Warn, AppSetting, &["place", "day"], cure: File;
    ConfigConnectionNewer = "config.connection_newer", Fail, ThisComputer, &["name", "place"];
    ConfigGuideUnknown = "config.guide_unknown", Fail, ThisComputer, &["name", "guide"];
    ConfigSecretUnavailable = "config.secret_unavailable", Fail, ThisComputer, &["name", "detail"], cure: Secret;
    ConfigConnectionUnusable = "config.connection_unusable", Fail, ThisComputer, &["name", "detail"];
    AppLoginFailed = "app.login_failed", Fail, AppSetting, &["question"], cure: File;
    AppTileFailed = "app.tile_failed", Fail, AppSetting, &["question"], cure: Okta(Tile);
    AppSignOutFailed = "app.sign_out_failed", Fail, AppSetting, &["question"], cure: Okta(SignOut);
    AppNotRefused = "app.not_refused", Fail, OktaSetting, &["question"], cure: Okta(Assignments);
    AppGroupsWrong = "app.groups_wrong", Fail, AppSetting, &["question"], cure: File;
    AppNoWayBack = "app.no_way_back", Fail, AppSetting, &["question"], cure: File;
    AppNotConfirmed = "app.not_confirmed", Note, AppSetting, &["question"], cure: File;
    UsherBug = "usher.bug", Fail, Usher, &["detail"];
}
