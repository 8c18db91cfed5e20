//! What the words of a sentence mean, whatever the code beside them.
//!
//! Fragments are the stable middles of sentences, in small letters: several words of prose each, never a parameter's name
//! or a word alone, which an answer that repeats the request holds as well (a test sees to that). The first that a sentence
//! contains decides, so the particular stands above the general, and a slug may stand here more than once.

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
    (Slug::RedirectSignOutNotRegistered, &["'post_logout_redirect_uri' parameter must"]),
    (Slug::TokenRedirectMismatch, &["does not match the redirection uri"]),
    (Slug::ClientMetadataDocument, &["metadata document", "the cimd client"]),
    (Slug::TokenBrowserRequest, &["whitelisted redirect_uri"]),
    (
        Slug::RedirectTestNotRegistered,
        &[
            "'redirect_uri' parameter",
            "redirect_uri is missing",
            // As other providers say it.
            "redirect_uri did not match",
            "redirect_uri does not match",
            "redirect_uri is not registered",
            "redirect_uri not registered",
            "redirect uri is not registered",
            "redirect uri not registered",
            "redirect uri does not match",
            "redirect uri specified in the request does not match",
            "redirect_uri is missing in the client configuration",
            "pre-registered redirect ur",
            "registered redirect_uris",
            "mismatching redirect",
            "mismatching redirection uri",
            "unregistered redirect_uri",
            "invalid redirect_uri",
            "invalid redirect uri",
            "invalid parameter: redirect_uri",
            "callback url mismatch",
        ],
    ),
    // The client and its credentials.
    (Slug::ClientSecretWrong, &["client secret supplied for a confidential client is invalid"]),
    (Slug::ClientUnknown, &["value for 'client_id'"]),
    (Slug::TokenBrowserRequest, &["browser requests", "trusted origins"]),
    (Slug::ClientTokenEncryption, &["encryption key", "authorization server jwkset"]),
    (
        Slug::ClientAuthenticationMethod,
        &[
            "the client_assertion",
            "for client_assertion is",
            "for client_assertion must",
            "a client_assertion in the post body",
            "client jwkset",
            "server jwkset",
            "client does not have a jwkset",
            "'jwks_uri' doesn't match",
            "at the 'jwks",
            "invalid 'use' parameter",
            "secret is too short",
            "no client credentials found",
            "not valid client credentials",
            "multiple client credentials",
            "client credentials cannot be supplied via query",
        ],
    ),
    (Slug::ClientWrongType, &["'application_type' of 'service'", "confidential client"]),
    (Slug::ClientDpopRequired, &["dpop proof", "dpop bound", "dpop public key", "dpop authentication"]),
    (
        Slug::TokenPkceFailed,
        &[
            "pkce code challenge should be specified",
            "pkce code verifier",
            "pkce verification",
            "invalid code_verifier",
            "invalid code verifier",
            "code_verifier is missing",
        ],
    ),
    (
        Slug::ClientPkceRequired,
        &[
            "pkce code challenge",
            "pkce is required",
            "pkce is mandatory",
            "pkce must be used",
            "requires pkce",
            "code_challenge is required",
            "code_challenge is missing",
            "missing parameter: code_challenge",
        ],
    ),
    (Slug::ClientInteractionCodeOnly, &["use the interaction code flow"]),
    (Slug::LoginOtherFlow, &["interaction code is invalid"]),
    (Slug::LoginTileNotConfigured, &["initiate_login_uri is", "idp-initiated login"]),
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
    (
        Slug::ScopeRefreshNotEnabled,
        &[
            "for this request: [offline_access",
            "the offline_access scope",
            "'offline_access' scope",
            "scope offline_access is",
            "offline_access is not",
        ],
    ),
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
    (Slug::LoginCancelled, &["user canceled", "user cancelled"]),
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
    (
        Slug::LoginDeviceUntrusted,
        &[
            "device is not",
            "device not ",
            "device must",
            "the device does",
            "your device",
            "this device",
            "device assurance",
            "device trust",
            "unmanaged device",
            "untrusted device",
        ],
    ),
    (
        Slug::LoginSignInPolicyDenied,
        &["user to re-authenticate", "assurance requirements", "required assurance"],
    ),
    (Slug::LoginSessionNeeded, &["user must authenticate"]),
    (Slug::LoginInlineHook, &["callout service", "the callback service"]),
    (
        Slug::LoginIdentityProvider,
        &[
            "social profile",
            "social transaction",
            "social login",
            "social identity",
            "identity provider is not valid",
            "userinfo response is invalid",
        ],
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
            "generate username",
            "username transform",
            "transformed username",
            "username contains",
            "username is not",
            "required property is missing",
        ],
    ),
    (Slug::LoginSessionConflict, &["invalid session", "current session's user"]),
    // The code.
    (
        Slug::ClientRateLimited,
        &["exceeded rate limit", "exceeded the maximum number of requests", "request throttled"],
    ),
    (Slug::LoginSignInPolicyDenied, &["acr requested"]),
];
