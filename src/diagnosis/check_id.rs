//! Every check by its stable identifier. Its title stands in `assets/words/en/checks.toml` under the same name.

use crate::base::words::{Key, key};

/// What a check is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// The values, and requests that need no browser.
    Requests,
    /// A visit to the living application.
    Visit,
    /// A login in the browser.
    Login,
    /// The application's configuration file.
    File,
    /// The admin's own word.
    Word,
}

macro_rules! checks {
    ($($means:ident { $($variant:ident = $name:literal;)+ })+) => {
        /// The stable identifier of a check. It is never renamed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CheckId {
            $($(#[doc = concat!("`", $name, "`")] $variant,)+)+
        }

        impl CheckId {
            /// Every check.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$($(Self::$variant,)+)+];

            /// The text that users read, `client.secret`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($(Self::$variant => $name,)+)+
                }
            }

            /// What it looks at, in words: how it should be.
            pub fn title(self) -> Key {
                match self {
                    $($(Self::$variant => key!("checks.", $name),)+)+
                }
            }

            /// What the check is made with.
            pub fn means(self) -> Means {
                match self {
                    $($(Self::$variant)|+ => Means::$means,)+
                }
            }
        }
    };
}

checks! {
    Requests {
        IssuerForm = "issuer.form";
        IssuerOrganization = "issuer.organization";
        NetworkReach = "network.reach";
        DiscoveryDocument = "discovery.document";
        DiscoveryIssuer = "discovery.issuer";
        KeysDocument = "keys.document";
        ClockSkew = "clock.skew";
        ClientIssuerMode = "client.issuer_mode";
        ClientId = "client.id";
        ClientSecret = "client.secret";
        ClientSettings = "client.settings";
        RedirectApp = "redirect.app";
        RedirectWildcard = "redirect.wildcard";
        RedirectTest = "redirect.test";
        RedirectSignOut = "redirect.sign_out";
        RequestAccepted = "request.accepted";
    }
    Visit {
        LiveStart = "live.start";
        LiveClientId = "live.client_id";
        LiveRedirectUri = "live.redirect_uri";
        LiveIssuer = "live.issuer";
        LiveScopes = "live.scopes";
        LivePkce = "live.pkce";
        LiveResponseType = "live.response_type";
        LiveAccepted = "live.accepted";
    }
    Login {
        LoginListening = "login.listening";
        LoginBrowser = "login.browser";
        LoginStrays = "login.strays";
        LoginAnswer = "login.answer";
        LoginSession = "login.session";
        TokenExchange = "token.exchange";
        TokenScopes = "token.scopes";
        TokenRefresh = "token.refresh";
        IdTokenForm = "id_token.form";
        IdTokenAlgorithm = "id_token.algorithm";
        IdTokenKey = "id_token.key";
        IdTokenSignature = "id_token.signature";
        IdTokenIssuer = "id_token.issuer";
        IdTokenAudience = "id_token.audience";
        IdTokenSubject = "id_token.subject";
        IdTokenTimes = "id_token.times";
        IdTokenNonce = "id_token.nonce";
        IdTokenHashes = "id_token.hashes";
        UserinfoAnswer = "userinfo.answer";
        ClaimsUsername = "claims.username";
        ClaimsEmail = "claims.email";
        ClaimsGroups = "claims.groups";
        ClaimsRequired = "claims.required";
        ClaimsSize = "claims.size";
    }
    File {
        ConfigConnection = "config.connection";
        ConfigReferences = "config.references";
        ConfigIssuer = "config.issuer";
        ConfigClientId = "config.client_id";
        ConfigRedirects = "config.redirects";
        ConfigEndpoints = "config.endpoints";
        ConfigScopes = "config.scopes";
        ConfigSettings = "config.settings";
        ConfigProof = "config.proof";
        ConfigWritten = "config.written";
        ConfigFile = "config.file";
        ConfigValues = "config.values";
    }
    Word {
        AppLogin = "app.login";
        AppTile = "app.tile";
        AppSignOut = "app.sign_out";
        AppRefused = "app.refused";
        AppGroups = "app.groups";
        AppWayBack = "app.way_back";
    }
}
