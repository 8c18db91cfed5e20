//! What the words of a sentence mean, whatever the code beside them.
//!
//! Fragments are the stable middles of Okta's sentences, in small letters: parameter names, flows, nouns; never a whole
//! sentence. The first that a sentence contains decides, so the particular stands above the general, and a slug may stand
//! here more than once.

/// Fragments that all mean the same: the slug, and the fragments.
pub(super) type Meaning = (&'static str, &'static [&'static str]);

/// What the sentence tells more precisely than the code.
pub(super) static SENTENCES: &[Meaning] = &[
    // The server and the organization.
    (
        "issuer.wrong_server",
        &[
            "cannot use a custom authorization server",
            "issued for another authorization server",
            "authorization server id is invalid",
        ],
    ),
    ("login.other_flow", &["interaction code flow) isn't enabled"]),
    ("discovery.licence_missing", &["requested feature", "permission to access the feature"]),
    // Redirect URIs.
    ("redirect.sign_out_not_registered", &["post_logout_redirect_uri"]),
    ("token.redirect_mismatch", &["does not match the redirection uri"]),
    ("client.metadata_document", &["metadata document", "cimd"]),
    ("token.browser_request", &["whitelisted redirect_uri"]),
    ("redirect.test_not_registered", &["redirect_uri"]),
    // The client and its credentials.
    ("client.secret_wrong", &["client secret supplied for a confidential client is invalid"]),
    ("client.unknown", &["value for 'client_id'"]),
    ("token.browser_request", &["browser requests", "trusted origins"]),
    ("client.token_encryption", &["encryption key", "authorization server jwkset"]),
    (
        "client.authentication_method",
        &[
            "client_assertion",
            "jwkset",
            "jwks",
            "invalid 'use' parameter",
            "secret is too short",
            "no client credentials found",
            "not valid client credentials",
            "multiple client credentials",
            "client credentials cannot be supplied via query",
        ],
    ),
    ("client.wrong_type", &["'application_type' of 'service'", "confidential client"]),
    ("client.dpop_required", &["dpop"]),
    (
        "token.pkce_failed",
        &[
            "pkce code challenge should be specified",
            "pkce code verifier",
            "pkce verification",
            "code_verifier",
        ],
    ),
    ("client.pkce_required", &["pkce", "code_challenge"]),
    ("client.interaction_code_only", &["use the interaction code flow"]),
    ("login.other_flow", &["interaction code is invalid"]),
    ("login.tile_not_configured", &["initiate_login_uri", "idp-initiated"]),
    // What is asked for.
    (
        "scope.openid_missing",
        &["require the 'openid' scope", "no scopes were requested", "'scope' must be provided"],
    ),
    ("refresh.rejected", &["not granted in the original authorize request", "refresh token"]),
    ("login.consent_required", &["require user consent", "administrator consent"]),
    (
        "login.scopes_denied",
        &["all the requested scopes were rejected", "denied by the policy. denied scopes"],
    ),
    ("scope.refresh_not_enabled", &["offline_access"]),
    ("scope.not_allowed", &["not allowed any of the requested scopes"]),
    ("scope.not_configured", &["scopes are not configured"]),
    // Who signs in.
    ("login.user_not_assigned", &["user is not assigned", "not allowed to access this app"]),
    ("login.access_policy_denied", &["please check the policy configurations"]),
    ("login.network_zone", &["network zones"]),
    ("login.too_many_groups", &["groups claim matched too many"]),
    ("login.claim_expression", &["claim could not be evaluated"]),
    ("login.expired", &["request expired", "transaction expired"]),
    (
        "login.account_blocked",
        &[
            "password is expired",
            "password has expired",
            "user status is invalid",
            "reset password is not allowed",
        ],
    ),
    ("login.cancelled", &["canceled"]),
    (
        "login.factor_enrolment",
        &[
            "required authenticator cannot be used",
            "authenticator enrollment has reached",
            "authenticator enrollment is not allowed",
            "current authenticator enrollments",
            "security method can't be set up",
            "no factors configured",
        ],
    ),
    ("login.device_untrusted", &["device"]),
    ("login.sign_in_policy_denied", &["re-authenticate", "assurance"]),
    ("login.session_needed", &["user must authenticate"]),
    ("login.inline_hook", &["callout", "callback service"]),
    (
        "login.identity_provider",
        &["social", "identity provider is not valid", "userinfo response is invalid"],
    ),
    (
        "login.account_linking",
        &[
            "linked user",
            "user linking",
            "user creation",
            "create the user",
            "create a user",
            "sign-up denied",
            "username",
            "required property is missing",
        ],
    ),
    ("login.session_conflict", &["invalid session", "current session's user"]),
    // The code.
    ("client.rate_limited", &["exceeded rate limit", "exceeded the maximum number of requests", "throttled"]),
    ("login.sign_in_policy_denied", &["acr requested"]),
];
