//! The faults that a practice Okta can have: one table of names, combined freely.
//!
//! A scenario file and `usher practice --broken NAME` name them; the names are stable. What each one does stands where the
//! behaviour is (search for `Fault::`); what it means to a person stands in `assets/words/en/practice.toml`.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::base::words;

macro_rules! faults {
    ($($variant:ident = $name:literal,)+) => {
        /// One thing that is wrong with the practice Okta.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault {
            $(#[doc = concat!("`", $name, "`, described by the words `practice.fault.", $name, "`.")] $variant,)+
        }

        impl Fault {
            const ALL: &'static [Fault] = &[$(Fault::$variant,)+];

            /// The stable name, in kebab case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Fault::$variant => $name,)+
                }
            }
        }
    };
}

faults! {
    // The organization and its documents.
    ClassicEngine = "classic-engine",
    CustomDomain = "custom-domain",
    NoApiAccessManagement = "no-api-access-management",
    DiscoveryMissing = "discovery-404",
    DiscoveryError = "discovery-500",
    DiscoveryRedirect = "discovery-redirect",
    DiscoveryHtml = "discovery-html",
    DiscoveryHuge = "discovery-huge",
    DiscoveryIncomplete = "discovery-incomplete",
    IssuerMismatch = "issuer-mismatch",
    KeysError = "keys-500",
    KeysHtml = "keys-html",
    KeysEmpty = "keys-empty",
    RateLimited = "rate-limited",
    ClockBehind = "clock-behind",
    ClockAhead = "clock-ahead",
    ParOff = "par-off",
    IntrospectOff = "introspect-off",
    // The application's registration.
    AppInactive = "app-inactive",
    SecretChanged = "secret-changed",
    AuthenticationMethod = "authentication-method",
    ServiceApp = "service-app",
    DpopRequired = "dpop-required",
    PkceRequired = "pkce-required",
    InteractionCodeOnly = "interaction-code-only",
    OrgServerOnly = "org-server-only",
    ResponseTypeOff = "response-type-off",
    GrantOff = "grant-off",
    RefreshOff = "refresh-off",
    RefreshRefused = "refresh-refused",
    RedirectNotRegistered = "redirect-not-registered",
    SignOutNotRegistered = "sign-out-not-registered",
    BlindRedirects = "missing-state-probe-blind",
    ScopeNotConfigured = "scope-not-configured",
    ScopeNotAllowed = "scope-not-allowed",
    // Signing in.
    NotAssigned = "not-assigned",
    SilentRefusal = "silent-refusal",
    NoAccessPolicy = "no-access-policy",
    ScopesDenied = "scopes-denied",
    NetworkZone = "network-zone",
    ConsentRequired = "consent-required",
    TooManyGroups = "too-many-groups",
    ClaimExpression = "claim-expression",
    FeatureOff = "feature-off",
    LoginDenied = "login-denied",
    UserCancelled = "user-cancelled",
    PasswordExpired = "password-expired",
    MfaNotConfigured = "mfa-not-configured",
    SignInError = "sign-in-500",
    ResponseIssWrong = "response-iss-wrong",
    ForgedCallback = "forged-callback",
    StateLost = "state-lost",
    // The token endpoint.
    TokenError = "token-500",
    TokenHtml = "token-html",
    TokenTypeDpop = "token-type-dpop",
    TokenRateLimited = "token-rate-limited",
    CodeRejected = "code-rejected",
    RedirectMismatch = "redirect-mismatch",
    PkceFailed = "pkce-failed",
    RefreshNotIssued = "refresh-not-issued",
    RefreshRejected = "refresh-rejected",
    RefreshRotated = "refresh-rotated",
    RefreshOtherSubject = "refresh-other-subject",
    // The ID token.
    IdTokenMissing = "id-token-missing",
    IdTokenMalformed = "id-token-malformed",
    BadSignature = "bad-signature",
    UnknownKid = "unknown-kid",
    RotatedKey = "rotated-key",
    NoKid = "no-kid",
    AlgNone = "alg-none",
    AlgHs256 = "alg-hs256",
    WrongAudience = "wrong-audience",
    WrongIssuer = "wrong-issuer",
    WrongNonce = "wrong-nonce",
    MissingNonce = "missing-nonce",
    Expired = "expired",
    IssuedInFuture = "issued-in-future",
    MissingSub = "missing-sub",
    MissingIat = "missing-iat",
    BadAtHash = "bad-at-hash",
    BadCHash = "bad-c-hash",
    BadAzp = "bad-azp",
    // Userinfo and the claims.
    UserinfoError = "userinfo-500",
    UserinfoHtml = "userinfo-html",
    UserinfoOtherSub = "userinfo-other-sub",
    EmailUnverified = "email-unverified",
    EmailMissing = "email-missing",
    UsernameMissing = "username-missing",
    GroupsMissing = "groups-missing",
    GroupsEmpty = "groups-empty",
    GroupsInUserinfoOnly = "groups-in-userinfo-only",
    GroupsAsString = "groups-as-string",
    HugeClaims = "huge-claims",
}

impl Fault {
    /// Every fault, in the order in which a login would meet them.
    pub fn all() -> &'static [Fault] {
        Self::ALL
    }

    /// What it means, in one line.
    pub fn about(self) -> String {
        words::text(&format!("practice.fault.{}", self.name()))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no fault has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no fault is called {0:?}")]
pub struct UnknownFault(pub String);

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|fault| fault.name() == name);
        found.ok_or_else(|| UnknownFault(name.to_owned()))
    }
}

/// The faults that a practice Okta has now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(BTreeSet<Fault>);

impl Faults {
    /// Whether this one is among them.
    pub fn has(&self, fault: Fault) -> bool {
        self.0.contains(&fault)
    }

    /// Adds one.
    pub fn add(&mut self, fault: Fault) {
        self.0.insert(fault);
    }

    /// Takes one away, or all that are there when none is named.
    pub fn mend(&mut self, fault: Option<Fault>) {
        match fault {
            Some(one) => {
                self.0.remove(&one);
            }
            None => self.0.clear(),
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Fault> + '_ {
        self.0.iter().copied()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<T: IntoIterator<Item = Fault>>(faults: T) -> Self {
        Self(faults.into_iter().collect())
    }
}
