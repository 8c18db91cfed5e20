//! What the words of a sentence mean, whatever the code beside them.
//!
//! Fragments are the stable middles of Okta's sentences, in small letters: parameter names, flows, nouns; never a whole
//! sentence. The first that a sentence contains decides, so the particular stands above the general, and a slug may stand
//! here more than once.

use crate::diagnosis::slugs::Slug;

/// Fragments that all mean the same: the slug, and the fragments.
pub(super) type Meaning = (Slug, &'static [&'static str]);

/// What the sentence tells more precisely than the code.
pub(super) static SENTENCES: &[Meaning] = &[
    // The server and the organization.
    (
        Slug::IssuerWrongServer,
        &[
            "cannot use a custom authorization server",
            "issued for another authorization server",
            "authorization server id is invalid",
        ],
    ),
    (Slug::LoginOtherFlow, &["interaction code flow) isn't enabled"]),
    (Slug::DiscoveryLicenceMissing, &["requested feature", "permission to access the feature"]),
    // Redirect URIs.
    (Slug::RedirectSignOutNotRegistered, &["post_logout_redirect_uri"]),
    (Slug::TokenRedirectMismatch, &["does not match the redirection uri"]),
    (Slug::ClientMetadataDocument, &["metadata document", "cimd"]),
    (Slug::TokenBrowserRequest, &["whitelisted redirect_uri"]),
    (Slug::RedirectTestNotRegistered, &["redirect_uri"]),
    // The client and its credentials.
    (Slug::ClientSecretWrong, &["client secret supplied for a confidential client is invalid"]),
    (Slug::ClientUnknown, &["value for 'client_id'"]),
    (Slug::TokenBrowserRequest, &["browser requests", "trusted origins"]),
    (Slug::ClientTokenEncryption, &["encryption key", "authorization server jwkset"]),
    (
        Slug::ClientAuthenticationMethod,
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
    (Slug::ClientWrongType, &["'application_type' of 'service'", "confidential client"]),
    (Slug::ClientDpopRequired, &["dpop"]),
    (
        Slug::TokenPkceFailed,
        &[
            "pkce code challenge should be specified",
            "pkce code verifier",
            "pkce verification",
            "code_verifier",
        ],
    ),
    (Slug::ClientPkceRequired, &["pkce", "code_challenge"]),
    (Slug::ClientInteractionCodeOnly, &["use the interaction code flow"]),
    (Slug::LoginOtherFlow, &["interaction code is invalid"]),
    (Slug::LoginTileNotConfigured, &["initiate_login_uri", "idp-initiated"]),
    // What is asked for.
    (
        Slug::ScopeOpenidMissing,
        &["require the 'openid' scope", "no scopes were requested", "'scope' must be provided"],
    ),
    (Slug::RefreshRejected, &["not granted in the original authorize request", "refresh token"]),
    (Slug::LoginConsentRequired, &["require user consent", "administrator consent"]),
    (
        Slug::LoginScopesDenied,
        &["all the requested scopes were rejected", "denied by the policy. denied scopes"],
    ),
    (Slug::ScopeRefreshNotEnabled, &["offline_access"]),
    (Slug::ScopeNotAllowed, &["not allowed any of the requested scopes"]),
    (Slug::ScopeNotConfigured, &["scopes are not configured"]),
    // Who signs in.
    (Slug::LoginUserNotAssigned, &["user is not assigned", "not allowed to access this app"]),
    (Slug::LoginAccessPolicyDenied, &["please check the policy configurations"]),
    (Slug::LoginNetworkZone, &["network zones"]),
    (Slug::LoginTooManyGroups, &["groups claim matched too many"]),
    (Slug::LoginClaimExpression, &["claim could not be evaluated"]),
    (Slug::LoginExpired, &["request expired", "transaction expired"]),
    (
        Slug::LoginAccountBlocked,
        &[
            "password is expired",
            "password has expired",
            "user status is invalid",
            "reset password is not allowed",
        ],
    ),
    (Slug::LoginCancelled, &["canceled"]),
    (
        Slug::LoginFactorEnrolment,
        &[
            "required authenticator cannot be used",
            "authenticator enrollment has reached",
            "authenticator enrollment is not allowed",
            "current authenticator enrollments",
            "security method can't be set up",
            "no factors configured",
        ],
    ),
    (Slug::LoginDeviceUntrusted, &["device"]),
    (Slug::LoginSignInPolicyDenied, &["re-authenticate", "assurance"]),
    (Slug::LoginSessionNeeded, &["user must authenticate"]),
    (Slug::LoginInlineHook, &["callout", "callback service"]),
    (
        Slug::LoginIdentityProvider,
        &["social", "identity provider is not valid", "userinfo response is invalid"],
    ),
    (
        Slug::LoginAccountLinking,
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
    (Slug::LoginSessionConflict, &["invalid session", "current session's user"]),
    // The code.
    (
        Slug::ClientRateLimited,
        &["exceeded rate limit", "exceeded the maximum number of requests", "throttled"],
    ),
    (Slug::LoginSignInPolicyDenied, &["acr requested"]),
];
