//! The table of faults: where each one happens, its stable name, and where somebody notices it.

use super::{Family, Seen};
use crate::base::words::{Key, key};
use crate::diagnosis::Slug;

macro_rules! faults {
    ($($family:ident { $($variant:ident = $name:literal, $seen:ident $(($slug:ident))?;)+ })+) => {
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

            /// What it means, in one line.
            pub fn about(self) -> Key {
                match self {
                    $($(Fault::$variant => key!("practice.fault.", $name),)+)+
                }
            }

            /// What a person will see of it, where that needs a sentence of its own.
            pub(super) fn own_sight(self) -> Option<Key> {
                match self {
                    $($(Fault::$variant => const { Key::look_up(&["practice.seen.", $name]) },)+)+
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
                    $($(Fault::$variant => Seen::$seen $((Slug::$slug))?,)+)+
                }
            }
        }
    };
}

faults! {
    Organization {
        ClassicEngine = "classic-engine", Nothing;
        CustomDomain = "custom-domain", Checks(IssuerModeMismatch);
        NoApiAccessManagement = "no-api-access-management", Own;
        RateLimited = "rate-limited", Checks(DiscoveryRateLimited);
        ClockBehind = "clock-behind", Own;
        ClockAhead = "clock-ahead", Own;
        ParOff = "par-off", Nothing;
        IntrospectOff = "introspect-off", Nothing;
    }
    Description {
        DiscoveryMissing = "discovery-404", Checks(DiscoveryNotFound);
        DiscoveryError = "discovery-500", Checks(DiscoveryHttpError);
        DiscoveryRedirect = "discovery-redirect", Checks(DiscoveryRedirected);
        DiscoveryHtml = "discovery-html", Checks(DiscoveryNotJson);
        DiscoveryMark = "discovery-byte-order-mark", Checks(AnswerByteOrderMark);
        DiscoveryHuge = "discovery-huge", Checks(DiscoveryTooLarge);
        DiscoveryIncomplete = "discovery-incomplete", Checks(DiscoveryIncomplete);
        IssuerMismatch = "issuer-mismatch", Checks(DiscoveryIssuerMismatch);
        KeysError = "keys-500", Checks(KeysHttpError);
        KeysHtml = "keys-html", Checks(KeysMalformed);
        KeysEmpty = "keys-empty", Checks(KeysEmpty);
    }
    Registration {
        AppInactive = "app-inactive", Checks(ClientUnknown);
        SecretChanged = "secret-changed", Checks(ClientSecretWrong);
        AuthenticationMethod = "authentication-method", Checks(ClientAuthenticationFailed);
        ServiceApp = "service-app", Checks(ClientWrongType);
        DpopRequired = "dpop-required", Login(ClientDpopRequired);
        PkceRequired = "pkce-required", Nothing;
        InteractionCodeOnly = "interaction-code-only", Checks(ClientInteractionCodeOnly);
        OrgServerOnly = "org-server-only", Own;
        ResponseTypeOff = "response-type-off", Checks(ResponseTypeNotEnabled);
        GrantOff = "grant-off", Checks(GrantNotEnabled);
        RefreshOff = "refresh-off", Login(RefreshNotIssued);
        RefreshRefused = "refresh-refused", Checks(ScopeRefreshNotEnabled);
        RedirectNotRegistered = "redirect-not-registered", Checks(RedirectAppNotRegistered);
        SignOutNotRegistered = "sign-out-not-registered", Own;
        BlindRedirects = "missing-state-probe-blind", Own;
        ScopeNotConfigured = "scope-not-configured", Checks(ScopeNotConfigured);
        ScopeNotAllowed = "scope-not-allowed", Checks(ScopeNotAllowed);
    }
    SignIn {
        NotAssigned = "not-assigned", Login(LoginUserNotAssigned);
        SilentRefusal = "silent-refusal", Own;
        NoAccessPolicy = "no-access-policy", Own;
        ScopesDenied = "scopes-denied", Login(LoginScopesDenied);
        NetworkZone = "network-zone", Login(LoginNetworkZone);
        ConsentRequired = "consent-required", Login(LoginConsentRequired);
        TooManyGroups = "too-many-groups", Login(LoginTooManyGroups);
        ClaimExpression = "claim-expression", Login(LoginClaimExpression);
        FeatureOff = "feature-off", Checks(DiscoveryLicenceMissing);
        LoginDenied = "login-denied", Login(LoginDenied);
        UserCancelled = "user-cancelled", Login(LoginCancelled);
        PasswordExpired = "password-expired", Login(LoginAccountBlocked);
        MfaNotConfigured = "mfa-not-configured", Login(LoginFactorEnrolment);
        SignInError = "sign-in-500", Own;
        ResponseIssWrong = "response-iss-wrong", Login(LoginIssuerMismatch);
        ForgedCallback = "forged-callback", Own;
        StateLost = "state-lost", Own;
    }
    Tokens {
        TokenError = "token-500", Login(TokenHttpError);
        TokenHtml = "token-html", Login(TokenNotJson);
        TokenBlocked = "token-blocked", Login(AnswerBlocked);
        TokenLifetimeText = "token-lifetime-as-string", Remark(TokenLifetimeAsText);
        ScopesNarrowed = "scopes-narrowed", Login(ScopeNotGranted);
        TokenTypeDpop = "token-type-dpop", Login(TokenNotBearer);
        TokenRateLimited = "token-rate-limited", Login(TokenRateLimited);
        CodeRejected = "code-rejected", Login(TokenCodeRejected);
        RedirectMismatch = "redirect-mismatch", Login(TokenRedirectMismatch);
        PkceFailed = "pkce-failed", Login(TokenPkceFailed);
        RefreshNotIssued = "refresh-not-issued", Login(RefreshNotIssued);
        RefreshRejected = "refresh-rejected", Login(RefreshRejected);
        RefreshRotated = "refresh-rotated", Remark(RefreshRotated);
        RefreshOtherSubject = "refresh-other-subject", Login(IdTokenSubjectChanged);
    }
    IdToken {
        IdTokenMissing = "id-token-missing", Login(IdTokenMissing);
        IdTokenMalformed = "id-token-malformed", Login(IdTokenMalformed);
        BadSignature = "bad-signature", Login(IdTokenSignature);
        UnknownKid = "unknown-kid", Login(IdTokenUnknownKey);
        RotatedKey = "rotated-key", Nothing;
        NoKid = "no-kid", Nothing;
        AlgNone = "alg-none", Login(IdTokenAlgorithm);
        AlgHs256 = "alg-hs256", Login(IdTokenAlgorithm);
        WrongAudience = "wrong-audience", Login(IdTokenAudience);
        WrongIssuer = "wrong-issuer", Login(IdTokenIssuer);
        WrongNonce = "wrong-nonce", Login(IdTokenNonce);
        MissingNonce = "missing-nonce", Login(IdTokenNonce);
        Expired = "expired", Login(IdTokenExpired);
        IssuedInFuture = "issued-in-future", Login(IdTokenIssuedInFuture);
        MissingSub = "missing-sub", Login(IdTokenNoSubject);
        MissingIat = "missing-iat", Login(IdTokenNoIssuedAt);
        BadAtHash = "bad-at-hash", Login(IdTokenAtHash);
        BadCHash = "bad-c-hash", Login(IdTokenCHash);
        BadAzp = "bad-azp", Login(IdTokenAuthorizedParty);
    }
    Person {
        UserinfoError = "userinfo-500", Login(UserinfoHttpError);
        UserinfoHtml = "userinfo-html", Login(UserinfoNotJson);
        UserinfoOtherSub = "userinfo-other-sub", Login(UserinfoSubjectMismatch);
        EmailUnverified = "email-unverified", Login(ClaimsEmailUnverified);
        EmailVerifiedText = "email-verified-as-string", Remark(ClaimsEmailVerifiedText);
        EmailVerifiedMissing = "email-verified-missing", Nothing;
        EmailMissing = "email-missing", Login(ClaimsEmailMissing);
        UsernameMissing = "username-missing", Own;
        GroupsMissing = "groups-missing", Login(ClaimsGroupsMissing);
        GroupsEmpty = "groups-empty", Remark(ClaimsGroupsEmpty);
        GroupsInUserinfoOnly = "groups-in-userinfo-only", Own;
        GroupsAsString = "groups-as-string", Login(ClaimsGroupsNotAList);
        ThinIdToken = "thin-id-token", Nothing;
        HugeClaims = "huge-claims", Remark(ClaimsTooLarge);
    }
}
