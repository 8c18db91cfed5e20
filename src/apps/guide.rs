//! The shape of a guide: questions, Okta's side, claims, steps, formats, traps, confirmations.
//!
//! Each table is declared once, with how its members are read; what goes beyond their types is `parse`'s business. Steps,
//! formats, traps and confirmations are of templates as a guide has them, and filled in for one set-up.

use super::question::Question;
use super::table::table;
use super::template::Template;
use super::text::Shown;

mod accounts;
mod existing;
mod formats;
mod live;
mod steps;
mod words;

pub use super::when::{Maybe, When};
pub use accounts::{Accounts, MatchedBy};
pub use existing::{AddedTo, Adds, ClaimUse, Ignores, KnownKey, LibraryUse, Meaning, Sends, Slack, Weight};
pub use formats::{Apply, Beside, Format, FormatBody, Key, KeyType, SHEET, Settings, Sheet, TEXT};
pub use live::{Accept, Before, Confirmed, Live, LiveClass, OnTheWay, PostAs, ProxyHeader, RedirectFrom};
pub use steps::{Drawing, GuideStep, OktaStep, Paste, Step, StepPage, Use};
pub use words::{ApplicationType, ConfirmKind, ConsolePage, GivenAs, Grant, Phase, Server, Verified};

/// How an application can authenticate at the token endpoint; the first where a guide does not say.
const AUTHENTICATIONS: [&str; 5] =
    ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"];

table! {
    /// One application's guide.
    Guide {
        /// Its identifier, also its file's name.
        id: String = name("id", "-"),
        /// The application's name as its vendor writes it.
        name: String,
        /// How it is called in sentences, where that depends on an answer; the name otherwise.
        called: Option<Shown>,
        /// What it is, in one sentence.
        about: String,
        /// The kind of application, for the catalogue.
        category: String,
        /// Other names it is looked for by.
        aliases: Vec<String>,
        /// Words it is looked for by.
        keywords: Vec<String>,
        /// `self-hosted`, `saas` or `both`.
        deployment: String = one_of("deployment", &["self-hosted", "saas", "both"], ""),
        /// The vendor's page.
        docs: Option<String>,
        /// The day on which its facts were last read in the documentation, `2026-11-22`.
        checked: Option<String> = day("checked"),
        /// About how long the set-up takes.
        minutes: Option<u16>,
        /// The plan or licence that the vendor asks for.
        plan: Option<String>,
        /// Who is needed.
        roles: Roles = or_default("roles"),
        /// What is asked.
        questions: Vec<Question> = questions(),
        /// The application in Okta.
        okta: OktaSide = needed("okta"),
        /// What the application makes of the tokens.
        claims: Claims = or_default("claims"),
        /// What is to be done, in order.
        steps: Vec<GuideStep> = get("step"),
        /// How the application can be given its values.
        formats: Vec<Format<Template>> = formats(),
        /// What goes wrong, and its cure.
        traps: Vec<Trap<Template>> = get("trap"),
        /// What only a person can see.
        confirmations: Vec<Confirmation<Template>> = get("confirm"),
        /// Who reads the values of a file, and what is forgiven there.
        library: LibraryUse = or_default("library"),
        /// What the application sends by itself.
        sends: Sends = or_default("sends"),
        /// Scopes that it adds.
        adds: Vec<Adds>,
        /// Keys that a file may hold.
        known_keys: Vec<KnownKey> = get("known_key"),
        /// What can be seen of the living application.
        live: Option<Live> = live(),
        /// What becomes of people who have accounts already.
        accounts: Vec<Accounts<Template>>,
    }
}

table! {
    /// Who is needed for a set-up.
    #[derive(Default)]
    Roles {
        /// In Okta.
        okta: String,
        /// In the application.
        app: String,
    }
}

table! {
    /// Okta's side: from `[okta]`.
    #[derive(Default)]
    OktaSide {
        /// The app integration's name; the application's where there is none.
        name: Option<Shown>,
        /// Its kind.
        application: ApplicationType,
        /// Sign-in redirect URIs.
        sign_in: Vec<Maybe<Shown>> = redirects(),
        /// Sign-out redirect URIs.
        sign_out: Vec<Maybe<Shown>>,
        /// The initiate login URI, where the tile can start the application's login.
        initiate: Option<Shown>,
        /// The tile on people's dashboard, where the guide knows that it works.
        tile: Option<Tile<Template>>,
        /// Grants.
        grants: Vec<Maybe<Grant>> = maybe("grants", "grant"),
        /// The issuer that it can be used with.
        issuer: IssuerSide = or_default("issuer"),
        /// Scopes.
        scopes: Vec<Maybe<String>> = maybe("scopes", "scope"),
        /// How the application authenticates at the token endpoint (`token_endpoint_auth_method` of RFC 7591 §2).
        client_authentication: String = one_of("client_authentication", &AUTHENTICATIONS, AUTHENTICATIONS[0]),
        /// `always`, `when offered` or `unknown`.
        pkce: String = one_of("pkce", &["always", "when offered", "unknown"], "unknown"),
    }
}

table! {
    /// The tile's settings in Okta.
    Tile<T> {
        /// Whether Okta may start the login too ("Either Okta or App").
        either: bool = word_or("login_initiated_by", &[("either", true), ("app", false)], true),
        /// Whether the login flow is "Redirect to app to initiate login (OIDC Compliant)".
        oidc_compliant: bool = word_or("login_flow", &[("oidc_compliant", true), ("okta_simplified", false)], true),
    }
}

table! {
    /// The issuer: from `okta.issuer`.
    IssuerSide {
        /// Which servers the application can be used with; the first is proposed.
        servers: Vec<Server> = servers(),
        /// Those of them that give it groups, where not all do; the first is then proposed to whoever wants groups.
        with_groups: Vec<Server> = servers_of("with_groups"),
        /// The `choice` question (`org`, `custom`) that chooses the server, where the guide leaves it open.
        asked: Option<String> = question("asked"),
        /// In which form the application wants it.
        given_as: GivenAs,
    }
}

impl Default for IssuerSide {
    fn default() -> Self {
        Self { servers: vec![Server::Org], with_groups: Vec::new(), asked: None, given_as: GivenAs::Issuer }
    }
}

table! {
    /// What the application makes of the tokens: from `[claims]`.
    #[derive(Default)]
    Claims {
        /// Claims that become the username.
        username: UsernameClaims = or_default("username"),
        /// Claims that become the e-mail address.
        email: EmailClaims = or_default("email"),
        /// The claim that holds groups.
        groups: Option<GroupsClaim>,
        /// Whether userinfo is read.
        userinfo: bool,
        /// Claims beyond these that must be there.
        required: Vec<String>,
        /// The `map` question from groups to roles.
        roles: Option<String> = question("roles"),
    }
}

table! {
    /// Where the username comes from.
    #[derive(Default)]
    UsernameClaims {
        /// Claims, the first that is there wins.
        from: Vec<Shown>,
    }
}

table! {
    /// Where the e-mail address comes from.
    #[derive(Default)]
    EmailClaims {
        /// Claims, the first that is there wins.
        from: Vec<Shown>,
        /// Whether the application lets people in without one.
        optional: bool,
        /// What is made of `email_verified`.
        verified: Verified,
        /// When that counts.
        verified_when: When,
    }
}

table! {
    /// Where groups come from.
    GroupsClaim {
        /// The claim.
        from: Shown,
        /// When they are read.
        when: When,
    }
}

table! {
    /// What goes wrong with this application, and its cure.
    Trap<T> {
        /// What happens.
        say: T::Shown,
        /// What to do.
        cure: T::Shown,
        /// The finding whose cure this is in this application, `claims.email_unverified`.
        finding: Option<String>,
    }
}

table! {
    /// A question that only a person can answer.
    Confirmation<T> {
        /// The word for its kind; once it is filled in unique in the guide, with a number where there are several.
        id: String = get("about"),
        /// What it is about.
        kind: ConfirmKind = get("about"),
        /// The question.
        ask: T::Shown,
        /// What to do when the answer is no.
        otherwise: Option<T::Shown>,
    }
}
