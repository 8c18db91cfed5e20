//! What was seen, before anybody thinks about it: exchanges, callbacks, the judge's words.
//!
//! `engine` fills it, one fact after another; the checks only read it. A field that is `None` was not reached.

use url::Url;

use super::as_configured::AsConfigured;
use super::living::LiveEvidence;
use crate::apps::{Accounts, ClaimNeeds};
use crate::base::MASK;
use crate::base::words::Message;
use crate::base::{Exchange, Secret, Timestamp, Trouble};
use crate::oidc::callback::{Callback, CallbackRefusal};
use crate::oidc::judge::{Claims, Rejection};
use crate::oidc::token::{ClientAuthentication, TokenError};
use crate::oidc::userinfo::UserinfoRefusal;
use crate::okta::issuer::Slip;
use crate::okta::pasted::Problem;

pub use super::probed::Probed;

/// The connection under examination, with everything that a check needs to know of it. No secret is in here.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The guide's identifier, `coder`; `other` for an application without a guide.
    pub app: String,
    /// The application's name as people know it.
    pub app_name: String,
    /// The name of the application in Okta, as the guide proposes it.
    pub okta_app_name: String,
    /// The issuer that is used, after correction.
    pub issuer: String,
    /// What may have been meant where this turns out to be no issuer.
    pub issuer_otherwise: Option<String>,
    /// What was corrected or noticed about the issuer as it was typed.
    pub issuer_slips: Vec<Slip>,
    /// The client ID.
    pub client_id: String,
    /// Whether a client secret was given in its place, which is held back: `client_id` is empty then.
    pub client_id_is_secret: bool,
    /// Whether the questions are left out, by the person's choice, that the provider logs as a failure.
    pub leaves_out_noise: bool,
    /// Whether a client secret is at hand (a public client has none).
    pub has_secret: bool,
    /// What is visibly wrong with the secret's shape, `None` when nothing is: a key into `words` (`secret.has_space`).
    pub secret_problem: Option<Problem>,
    /// How the client authenticates.
    pub client_authentication: ClientAuthentication,
    /// Where the test login comes back to, letter by letter as it is registered: Usher's own redirect URI, on loopback.
    pub test_redirect: String,
    /// Whether it is the application's own instead, so that the answer is pasted by the person.
    pub comes_back_to_app: bool,
    /// The application's sign-in redirect URIs, exactly as registered.
    pub app_redirects: Vec<String>,
    /// Others that may be meant where the provider refuses one that a file makes the application send.
    pub likely_redirects: Vec<String>,
    /// Those of the guide under the same answers, where the application's file states others; else none.
    pub usual_redirects: Vec<String>,
    /// The application's sign-out redirect URIs.
    pub sign_out_redirects: Vec<String>,
    /// The scopes that are asked for.
    pub scopes: Vec<String>,
    /// The keys of the application's configuration that hold its scopes, as they are spelled there; empty where none does.
    pub scopes_keys: Vec<String>,
    /// Whether the application needs a refresh token.
    pub wants_refresh: bool,
    /// Which claims the application makes use of, and how strictly.
    pub claims: ClaimNeeds,
    /// What becomes of people who have accounts in the application already, where its guide says it.
    pub accounts: Option<Accounts>,
    /// What the application calls an issuer form: `issuer` or `discovery`.
    pub issuer_given_as: String,
    /// Where the application's configuration holds the application's own values, for fixes on its side.
    pub app_place: String,
    /// The origin of the organization's Admin Console, `https://acme-admin.okta.com`, when it is known.
    pub console: Option<Url>,
    /// Whether the issuer's host is known not to be Okta's, so that nothing may be told in the words of Okta's screens.
    pub is_other_provider: bool,
}

impl Subject {
    /// Nothing is known yet.
    pub fn empty() -> Self {
        Self {
            app: String::new(),
            app_name: String::new(),
            okta_app_name: String::new(),
            issuer: String::new(),
            issuer_otherwise: None,
            issuer_slips: Vec::new(),
            client_id: String::new(),
            client_id_is_secret: false,
            leaves_out_noise: false,
            has_secret: false,
            secret_problem: None,
            client_authentication: ClientAuthentication::default(),
            test_redirect: String::new(),
            comes_back_to_app: false,
            app_redirects: Vec::new(),
            likely_redirects: Vec::new(),
            usual_redirects: Vec::new(),
            sign_out_redirects: Vec::new(),
            scopes: Vec::new(),
            scopes_keys: Vec::new(),
            wants_refresh: false,
            claims: ClaimNeeds::default(),
            accounts: None,
            issuer_given_as: String::new(),
            app_place: String::new(),
            console: None,
            is_other_provider: false,
        }
    }

    /// The client ID as it may be shown.
    pub fn shown_client_id(&self) -> &str {
        if self.client_id_is_secret { MASK } else { &self.client_id }
    }
}

/// Which page the admin says the browser shows when no callback comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageSeen {
    /// "400 Bad Request".
    BadRequest,
    /// "You are not allowed to access this app".
    NotAllowed,
    /// The sign-in page again and again.
    SignInLoop,
    /// A blank page.
    Blank,
    /// A certificate warning.
    CertificateWarning,
    /// The browser cannot connect to localhost.
    CannotConnect,
    /// A page of the application, which has taken the answer out of the address.
    AnswerTaken,
    /// Something else.
    Other,
}

/// One attempt to sign in, as far as it came.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoginEvidence {
    /// When the sign-in address was ready.
    pub started: Timestamp,
    /// The listener: the addresses it holds, or why it holds none.
    pub listening: Option<Result<Vec<String>, Trouble>>,
    /// Whether a browser was started; `None` when nobody asked for one.
    pub opened: Option<Result<(), Trouble>>,
    /// Answers that were refused without ending the login.
    pub strays: Vec<CallbackRefusal>,
    /// The answer that counts: it bore the right `state`.
    pub callback: Option<Callback>,
    /// The accepted answer was refused for its `iss` (RFC 9207).
    pub callback_refusal: Option<CallbackRefusal>,
    /// The very request, asked of `/authorize` by Usher itself after a long silence.
    pub silence_probe: Option<Exchange>,
    /// What the admin says the browser shows.
    pub page_seen: Option<PageSeen>,
    /// The wait ended without an answer.
    pub timed_out: bool,
    /// The admin stopped the wait.
    pub stopped: bool,
    /// The code exchange.
    pub token: Option<Exchange>,
    /// Why the token answer was not usable.
    pub token_error: Option<TokenError>,
    /// Keys that were fetched once more for an unknown key ID.
    pub second_keys: Option<Exchange>,
    /// The judge's word on the ID token; claims of userinfo not included.
    pub judged: Option<Result<Claims, Rejection>>,
    /// The userinfo exchange.
    pub userinfo: Option<Exchange>,
    /// Its claims, or why they were refused.
    pub userinfo_judged: Option<Result<Claims, UserinfoRefusal>>,
    /// Whether a refresh token came.
    pub refresh_issued: Option<bool>,
    /// The refresh exchange.
    pub refresh: Option<Exchange>,
    /// Its result: whether the refresh token was rotated, or why it failed.
    pub refresh_judged: Option<Result<bool, RefreshFailure>>,
    /// Revocations of what was issued, and answers that were awaited only to revoke what they brought.
    pub revoked: Vec<Exchange>,
    /// The sign-out URI, asked after the login with its ID token and no cookie.
    pub sign_out: Option<Exchange>,
}

/// Why a refresh did not prove itself.
#[derive(Debug, Clone, PartialEq)]
pub enum RefreshFailure {
    /// The token endpoint refused or answered something unusable.
    Token(TokenError),
    /// The refreshed ID token was refused by the judge.
    Judge(Rejection),
}

/// What was found when a written configuration was read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationEvidence {
    /// Where it stands.
    pub place: Message,
    /// Why it could not be read, if so.
    pub unreadable: Option<Message>,
    /// Keys that should be there and are not.
    pub missing: Vec<String>,
    /// Keys whose value is another one: key, expected, seen (masked where secret).
    pub differs: Vec<(String, String, String)>,
    /// Keys that tell the connection and take their value from elsewhere, where nobody looked.
    pub elsewhere: Vec<String>,
}

/// The file that a connection was written to, as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenFile {
    /// The file.
    pub place: String,
    /// The day on which it was written.
    pub day: String,
    /// What became of it since.
    pub state: WrittenState,
}

/// What became of a written file.
#[derive(Debug, Clone, PartialEq)]
pub enum WrittenState {
    /// It is as it was written.
    AsWritten,
    /// It was changed, and says the same of the sign-on.
    ChangedElsewhere,
    /// It was changed, and says something else of the sign-on, or nothing that can be read.
    ChangedValues,
    /// It cannot be read: why.
    Unreadable(Message),
}

/// The admin's own word on something that Usher cannot see.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirmation {
    /// Which question of the guide.
    pub id: String,
    /// The question.
    pub ask: String,
    /// The answer; `None` when it was left open.
    pub yes: Option<bool>,
}

/// What a configuration takes from where Usher did not look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFollowed {
    /// The file and the line of the first.
    pub place: Message,
    /// Which key leads where.
    pub leads: Message,
    /// The issuer to which it would have been sent.
    pub target: Message,
    /// By which flag or which way the value can be given.
    pub way: Message,
}

/// All that was seen of one connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The connection.
    pub subject: Subject,
    /// The browser-free probes.
    pub probed: Probed,
    /// What was asked of the issuer as it was typed, before it was corrected.
    pub before_correction: Vec<Exchange>,
    /// The login, where one was tried.
    pub login: Option<LoginEvidence>,
    /// The visit to the living application, where one was made.
    pub live: Option<LiveEvidence>,
    /// What the application uses by its own file, where one was read.
    pub configured: Option<AsConfigured>,
    /// The written configuration, where it was read back.
    pub configuration: Option<ConfigurationEvidence>,
    /// The file that the connection was written to, where it was looked at.
    pub written_file: Option<WrittenFile>,
    /// The admin's word.
    pub confirmations: Vec<Confirmation>,
    /// A login passed once, and something was changed since.
    pub stale_proof: bool,
    /// The file that was to be written and was not.
    pub not_written: Option<String>,
    /// Secrets that a provider may know and repeat though no exchange here holds them: the client secret, the values of the
    /// login that is going on, and what was sent before.
    pub secrets: Vec<Secret>,
    /// What the configuration takes from where Usher did not look.
    pub not_followed: Option<NotFollowed>,
}

impl LoginEvidence {
    /// Every exchange of the login.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        let asked = [
            &self.silence_probe,
            &self.token,
            &self.second_keys,
            &self.userinfo,
            &self.refresh,
            &self.sign_out,
        ];
        asked.into_iter().flatten().chain(&self.revoked)
    }
}

impl Evidence {
    /// Nothing seen yet.
    pub fn new(subject: Subject) -> Self {
        Self {
            subject,
            probed: Probed::default(),
            before_correction: Vec::new(),
            login: None,
            live: None,
            configured: None,
            configuration: None,
            written_file: None,
            confirmations: Vec::new(),
            stale_proof: false,
            not_written: None,
            secrets: Vec::new(),
            not_followed: None,
        }
    }

    /// Every exchange, those of the probes before those of the login.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        let of_login = self.login.iter().flat_map(LoginEvidence::exchanges);
        let of_visit = self.live.iter().flat_map(|live| &live.seen.exchanges);
        let probed = self.probed.iter().map(|(_, exchange)| exchange);
        self.before_correction.iter().chain(of_visit).chain(probed).chain(of_login)
    }
}
