//! The table of faults: where each one happens, its stable name, and where somebody notices it.

use super::{Family, Seen};

macro_rules! faults {
    ($($family:ident { $($variant:ident = $name:literal, $seen:ident $(($slug:literal))?;)+ })+) => {
        /// One thing that is wrong with the practice Okta.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault {
            $($(#[doc = concat!("`", $name, "`, described by the words `practice.fault.", $name, "`.")] $variant,)+)+
        }

        impl Fault {
            pub(super) const ALL: &'static [Fault] = &[$($(Fault::$variant,)+)+];

            /// The stable name, in kebab case.
            pub fn name(self) -> &'static str {
                match self {
                    $($(Fault::$variant => $name,)+)+
                }
            }

            /// Where it happens.
            pub fn family(self) -> Family {
                match self {
                    $($(Fault::$variant)|+ => Family::$family,)+
                }
            }

            /// Where somebody notices it, who sets up an application that reads e-mail addresses and groups.
            pub fn seen(self) -> Seen {
                match self {
                    $($(Fault::$variant => Seen::$seen $(($slug))?,)+)+
                }
            }
        }
    };
}

faults! {
    Organization {
        ClassicEngine = "classic-engine", Nothing;
        CustomDomain = "custom-domain", Checks("issuer.mode_mismatch");
        NoApiAccessManagement = "no-api-access-management", Own;
        RateLimited = "rate-limited", Checks("discovery.rate_limited");
        ClockBehind = "clock-behind", Own;
        ClockAhead = "clock-ahead", Own;
        ParOff = "par-off", Nothing;
        IntrospectOff = "introspect-off", Nothing;
    }
    Description {
        DiscoveryMissing = "discovery-404", Checks("discovery.not_found");
        DiscoveryError = "discovery-500", Checks("discovery.http_error");
        DiscoveryRedirect = "discovery-redirect", Checks("discovery.redirected");
        DiscoveryHtml = "discovery-html", Checks("discovery.not_json");
        DiscoveryHuge = "discovery-huge", Checks("discovery.too_large");
        DiscoveryIncomplete = "discovery-incomplete", Checks("discovery.incomplete");
        IssuerMismatch = "issuer-mismatch", Checks("discovery.issuer_mismatch");
        KeysError = "keys-500", Checks("keys.http_error");
        KeysHtml = "keys-html", Checks("keys.malformed");
        KeysEmpty = "keys-empty", Checks("keys.empty");
    }
    Registration {
        AppInactive = "app-inactive", Checks("client.unknown");
        SecretChanged = "secret-changed", Checks("client.secret_wrong");
        AuthenticationMethod = "authentication-method", Checks("client.authentication_failed");
        ServiceApp = "service-app", Checks("client.wrong_type");
        DpopRequired = "dpop-required", Login("client.dpop_required");
        PkceRequired = "pkce-required", Nothing;
        InteractionCodeOnly = "interaction-code-only", Checks("client.interaction_code_only");
        OrgServerOnly = "org-server-only", Own;
        ResponseTypeOff = "response-type-off", Checks("response_type.not_enabled");
        GrantOff = "grant-off", Checks("grant.not_enabled");
        RefreshOff = "refresh-off", Login("refresh.not_issued");
        RefreshRefused = "refresh-refused", Checks("scope.refresh_not_enabled");
        RedirectNotRegistered = "redirect-not-registered", Checks("redirect.app_not_registered");
        SignOutNotRegistered = "sign-out-not-registered", Own;
        BlindRedirects = "missing-state-probe-blind", Own;
        ScopeNotConfigured = "scope-not-configured", Checks("scope.not_configured");
        ScopeNotAllowed = "scope-not-allowed", Checks("scope.not_allowed");
    }
    SignIn {
        NotAssigned = "not-assigned", Login("login.user_not_assigned");
        SilentRefusal = "silent-refusal", Own;
        NoAccessPolicy = "no-access-policy", Own;
        ScopesDenied = "scopes-denied", Login("login.scopes_denied");
        NetworkZone = "network-zone", Login("login.network_zone");
        ConsentRequired = "consent-required", Login("login.consent_required");
        TooManyGroups = "too-many-groups", Login("login.too_many_groups");
        ClaimExpression = "claim-expression", Login("login.claim_expression");
        FeatureOff = "feature-off", Checks("discovery.licence_missing");
        LoginDenied = "login-denied", Login("login.denied");
        UserCancelled = "user-cancelled", Login("login.cancelled");
        PasswordExpired = "password-expired", Login("login.account_blocked");
        MfaNotConfigured = "mfa-not-configured", Login("login.factor_enrolment");
        SignInError = "sign-in-500", Own;
        ResponseIssWrong = "response-iss-wrong", Login("login.issuer_mismatch");
        ForgedCallback = "forged-callback", Own;
        StateLost = "state-lost", Own;
    }
    Tokens {
        TokenError = "token-500", Login("token.http_error");
        TokenHtml = "token-html", Login("token.not_json");
        TokenTypeDpop = "token-type-dpop", Login("token.not_bearer");
        TokenRateLimited = "token-rate-limited", Login("token.rate_limited");
        CodeRejected = "code-rejected", Login("token.code_rejected");
        RedirectMismatch = "redirect-mismatch", Login("token.redirect_mismatch");
        PkceFailed = "pkce-failed", Login("token.pkce_failed");
        RefreshNotIssued = "refresh-not-issued", Login("refresh.not_issued");
        RefreshRejected = "refresh-rejected", Login("refresh.rejected");
        RefreshRotated = "refresh-rotated", Remark("refresh.rotated");
        RefreshOtherSubject = "refresh-other-subject", Login("id_token.subject_changed");
    }
    IdToken {
        IdTokenMissing = "id-token-missing", Login("id_token.missing");
        IdTokenMalformed = "id-token-malformed", Login("id_token.malformed");
        BadSignature = "bad-signature", Login("id_token.signature");
        UnknownKid = "unknown-kid", Login("id_token.unknown_key");
        RotatedKey = "rotated-key", Nothing;
        NoKid = "no-kid", Nothing;
        AlgNone = "alg-none", Login("id_token.algorithm");
        AlgHs256 = "alg-hs256", Login("id_token.algorithm");
        WrongAudience = "wrong-audience", Login("id_token.audience");
        WrongIssuer = "wrong-issuer", Login("id_token.issuer");
        WrongNonce = "wrong-nonce", Login("id_token.nonce");
        MissingNonce = "missing-nonce", Login("id_token.nonce");
        Expired = "expired", Login("id_token.expired");
        IssuedInFuture = "issued-in-future", Login("id_token.issued_in_future");
        MissingSub = "missing-sub", Login("id_token.no_subject");
        MissingIat = "missing-iat", Login("id_token.no_issued_at");
        BadAtHash = "bad-at-hash", Login("id_token.at_hash");
        BadCHash = "bad-c-hash", Login("id_token.c_hash");
        BadAzp = "bad-azp", Login("id_token.authorized_party");
    }
    Person {
        UserinfoError = "userinfo-500", Login("userinfo.http_error");
        UserinfoHtml = "userinfo-html", Login("userinfo.not_json");
        UserinfoOtherSub = "userinfo-other-sub", Login("userinfo.subject_mismatch");
        EmailUnverified = "email-unverified", Login("claims.email_unverified");
        EmailMissing = "email-missing", Login("claims.email_missing");
        UsernameMissing = "username-missing", Own;
        GroupsMissing = "groups-missing", Login("claims.groups_missing");
        GroupsEmpty = "groups-empty", Remark("claims.groups_empty");
        GroupsInUserinfoOnly = "groups-in-userinfo-only", Own;
        GroupsAsString = "groups-as-string", Login("claims.groups_not_a_list");
        HugeClaims = "huge-claims", Remark("claims.too_large");
    }
}
