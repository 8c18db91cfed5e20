//! How Okta refuses: the error code, its sentence, the status, and the reason that only the System Log shows.
//!
//! The sentences are Okta's own, old console names included, since software in the field matches on them.

use std::borrow::Cow;

/// One refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The HTTP status where the answer is JSON.
    pub(super) status: u16,
    /// `error` (RFC 6749 §5.2).
    pub(super) error: &'static str,
    /// `error_description`.
    pub(super) description: Cow<'static, str>,
    /// `outcome.reason` in the System Log.
    pub(super) reason: &'static str,
    /// Whether Okta answers in its other JSON shape, `errorCode` and `errorSummary`.
    pub(super) summary_shape: bool,
}

impl Refusal {
    const fn new(status: u16, error: &'static str, reason: &'static str, sentence: &'static str) -> Self {
        Self { status, error, description: Cow::Borrowed(sentence), reason, summary_shape: false }
    }

    /// The same with a value in the place of `{}`.
    pub(super) fn naming(mut self, value: &str) -> Self {
        self.description = Cow::Owned(self.description.replacen("{}", value, 1));
        self
    }

    /// The same in Okta's other JSON shape.
    pub(super) fn in_summary_shape(mut self) -> Self {
        self.summary_shape = true;
        self
    }

    /// The same with another sentence added, as the "enhanced" variants have it.
    pub(super) fn followed_by(mut self, more: &str, reason: &'static str) -> Self {
        let sentence = self.description.trim_end_matches('.').to_owned();
        self.description = Cow::Owned(format!("{sentence}: {more}"));
        self.reason = reason;
        self
    }
}

macro_rules! refusals {
    ($($name:ident = $status:literal $error:literal $reason:literal $sentence:literal;)+) => {
        $(pub(super) const $name: Refusal = Refusal::new($status, $error, $reason, $sentence);)+
    };
}

// The client.
refusals! {
    UNKNOWN_CLIENT = 401 "invalid_client" "invalid_client_id" "Invalid value for 'client_id' parameter.";
    SERVICE_APP = 400 "invalid_request" "invalid_client_application_type"
        "Clients with 'application_type' of 'service' are not allowed to access the '{}' endpoint.";
    CLIENT_FAILED = 401 "invalid_client" "invalid_client"
        "Client authentication failed. Either the client or the client credentials are invalid.";
    WRONG_SECRET = 401 "invalid_client" "invalid_client_secret"
        "The client secret supplied for a confidential client is invalid.";
    NO_CREDENTIALS = 401 "invalid_client" "missing_client_credentials" "No client credentials found.";
    BASIC_UNREADABLE = 401 "invalid_client" "invalid_basic_auth_creds"
        "Found Authentication header but was not valid client credentials.";
    TWO_CREDENTIALS = 401 "invalid_request" "multiple_client_credentials"
        "Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization header, credentials in the post body, or a client_assertion in the post body.";
    CREDENTIALS_IN_QUERY = 400 "invalid_request" "client_credentials_in_query"
        "Client credentials cannot be supplied via query parameters.";
    BROWSER_WITHOUT_PKCE = 401 "invalid_client" "unsupported_auth_method_browser_request"
        "Browser requests to the token endpoint must use Proof Key for Code Exchange.";
    FOREIGN_ORIGIN = 400 "invalid_request" "illegal_origin_browser_request"
        "Browser requests to the token endpoint must be part of at least one whitelisted redirect_uri.";
    DPOP_MISSING = 400 "invalid_dpop_proof" "invalid_dpop_proof_missing_header"
        "The DPoP proof JWT header is missing.";
    USER_RATE_LIMITED = 429 "invalid_grant" "user_rate_limited"
        "API call exceeded rate limit due to too many requests.";
}

// The authorization request.
refusals! {
    REDIRECT_URI = 400 "invalid_request" "illegal_redirect_uri"
        "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.";
    ORG_SERVER_ONLY = 400 "unauthorized_client" "org_authorization_server_only_client"
        "This client cannot use a custom authorization server.";
    STATE = 400 "invalid_request" "invalid_state"
        "The authentication request has an invalid 'state' parameter.";
    NONCE = 400 "invalid_request" "invalid_nonce"
        "The 'nonce' parameter is required for authorize requests with either the 'id_token' or 'token' response types..";
    REPEATED = 400 "invalid_request" "duplicate_oauth_params"
        "The request contained multiple parameters with the same name.";
    RESPONSE_TYPE = 400 "unsupported_response_type" "unsupported_response_type"
        "The response type is not supported by the authorization server. Configured response types: [{}].";
    RESPONSE_MODE = 400 "unsupported_response_mode" "unsupported_response_mode"
        "The response mode is not supported by the authorization server. Valid response modes: [query, fragment, form_post, okta_post_message].";
    QUERY_WITH_TOKENS = 400 "unsupported_response_mode" "unsupported_response_mode_query_with_tokens"
        "'query' response mode cannot be used with either the 'id_token' or 'token' response types.";
    GRANT_OFF = 400 "unauthorized_client" "unauthorized_client"
        "The client is not authorized to use the provided grant type. Configured grant types: [{}].";
    UNKNOWN_SCOPE = 400 "invalid_scope" "no_matching_scope"
        "One or more scopes are not configured for the authorization server resource.";
    CUSTOM_SCOPE = 400 "invalid_scope" "illegal_custom_scope" "Custom scopes are not allowed for this request.";
    FORBIDDEN_SCOPE = 400 "invalid_scope" "illegal_scope"
        "The following scopes are not allowed for this request: [{}].";
    OPENID_MISSING = 400 "invalid_scope" "openid_scope_required"
        "Requests for ID tokens or access tokens with OpenID scopes require the 'openid' scope.";
    OPENID_MISSING_PUSHED = 403 "access_denied" "openid_scope_required_access_token"
        "Requests for ID tokens or access tokens with OpenID scopes require the 'openid' scope.";
    NO_SCOPE = 400 "invalid_scope" "missing_scopes" "No scopes were requested.";
    NO_DEFAULT_SCOPE = 400 "invalid_scope" "no_default_scopes"
        "The authorization server resource does not have any configured default scopes, 'scope' must be provided.";
    PKCE_MISSING = 400 "invalid_request" "pkce_missing_challenge"
        "PKCE code challenge is required by the application.";
    PKCE_METHOD = 400 "invalid_request" "pkce_unsupported_code_challenge_method"
        "PKCE code challenge method is not supported. Valid values: [S256]";
    PKCE_CHARACTERS = 400 "invalid_request" "pkce_invalid_challenge"
        "PKCE code challenge contains illegal characters.";
    PROMPT = 400 "invalid_request" "invalid_prompt"
        "Invalid value for 'prompt' parameter. Supported values: [none, consent, login, enroll_authenticator]";
    UNKNOWN_IDP = 400 "invalid_request" "unknown_idp" "Identity provider is not valid.";
    LOGIN_REQUIRED = 400 "login_required" "login_required"
        "The client specified not to prompt, but the user is not logged in.";
    REQUEST_EXPIRED = 400 "login_required" "request_expired" "Request expired, please start over and try again.";
    REQUEST_URI_PRESENT = 400 "invalid_request" "pushed_authorization_request_uri_present"
        "The 'request_uri' parameter must not be present in the request.";
    REQUEST_URI = 400 "invalid_request_uri" "invalid_request_uri" "The authorize request_uri is invalid.";
    REQUEST_URI_CLIENT = 401 "invalid_client" "authorize_request_uri_mismatched_client"
        "The 'client_id' parameter does not match the expected value for the provided request_uri.";
}

// After sign-in.
refusals! {
    NOT_ASSIGNED = 400 "access_denied" "user_not_assigned" "User is not assigned to the client application.";
    NO_POLICY = 401 "access_denied" "no_matching_policy"
        "Policy evaluation failed for this request, please check the policy configurations.";
    SCOPES_DENIED = 400 "access_denied" "scope_denied"
        "Some of the requested scopes were denied by the policy. Denied scopes: [{}].";
    NETWORK_ZONE = 403 "access_denied" "disallowed_network_zone"
        "The request is made from outside the client's permitted network zones.";
    CONSENT = 400 "consent_required" "consent_required" "The following scopes require user consent: [{}].";
    INTERACTION = 400 "interaction_required" "interaction_required"
        "Your client is configured to use the interaction code flow and user interaction is required to complete the request.";
    TOO_MANY_GROUPS = 400 "server_error" "too_many_groups_in_groups_claim"
        "The groups claim matched too many groups and must be configured to match fewer groups.";
    CLAIM_EXPRESSION = 400 "server_error" "user_claim_evaluation_failure"
        "The 'groups' user claim could not be evaluated.";
    FEATURE_OFF = 403 "server_error" "feature_not_enabled" "The requested feature is not enabled in this environment.";
    DENIED = 403 "access_denied" "access_denied" "The resource owner or authorization server denied the request.";
    CANCELLED = 403 "access_denied" "user_canceled_request" "User canceled the social login request.";
    PASSWORD_EXPIRED = 403 "access_denied" "password_expired" "The user's password is expired.";
    NO_FACTORS = 403 "access_denied" "mfa_prompt_required_but_not_configured"
        "The authorize request required an MFA prompt but the org has no factors configured.";
}

// The token endpoint and its neighbours.
refusals! {
    GRANT_TYPE_MISSING = 400 "invalid_request" "token_request_missing_grant_type"
        "The token request must specify a 'grant_type'. Valid values: [authorization_code, password, refresh_token, client_credentials]";
    GRANT_TYPE_UNKNOWN = 400 "unsupported_grant_type" "unsupported_grant_type"
        "The authorization grant type is not supported by the authorization server. Configured grant types: [{}].";
    CODE = 400 "invalid_grant" "invalid_authorization_code" "The authorization code is invalid or has expired.";
    OTHER_CLIENT = 400 "invalid_grant" "mismatched_client"
        "The grant was issued to another client. Please make sure the 'client_id' matches the one used at the authorize request.";
    OTHER_REDIRECT = 400 "invalid_grant" "mismatched_redirect_uri"
        "The 'redirect_uri' does not match the redirection URI used in the authorization request.";
    OTHER_SERVER = 400 "invalid_request" "mismatched_authorization_server"
        "The grant was issued for another authorization server.";
    PKCE_FAILED = 400 "invalid_grant" "pkce_verification_failed" "PKCE verification failed.";
    VERIFIER_MISSING = 400 "invalid_request" "pkce_missing_verifier"
        "PKCE code verifier is required by the application.";
    VERIFIER_UNASKED = 400 "invalid_request" "pkce_missing_challenge_verifier_present"
        "PKCE code challenge should be specified in the authorize request for code verification.";
    REFRESH_TOKEN = 400 "invalid_grant" "invalid_refresh_token" "The refresh token is invalid or expired.";
    REFRESH_SCOPES = 400 "access_denied" "refresh_scopes_denied"
        "Some of the scopes requested for the refresh request were not granted in the original authorize request. Denied scopes: {}.";
    TOKEN_MISSING = 400 "invalid_request" "request_missing_token" "The 'token' parameter is required.";
    SIGN_OUT_URI = 400 "invalid_request" "illegal_post_logout_redirect_uri"
        "The 'post_logout_redirect_uri' parameter must be a Logout redirect URI in the client app settings.";
    NO_INITIATE_URI = 400 "invalid_request" "missing_initiate_login_uri" "initiate_login_uri is missing.";
    ID_TOKEN_HINT = 401 "invalid_token" "id_token_invalid" "The id token is invalid.";
}
