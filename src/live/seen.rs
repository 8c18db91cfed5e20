//! What came of a visit.

use crate::base::{Exchange, Secret, Timestamp, Trouble};

use super::captured::Captured;

/// All that a visit showed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seen {
    /// What came of each start; one, where the application is not asked for each of its redirect URIs.
    pub attempts: Vec<Attempt>,
    /// Whether it says that sign-on is switched on, where that was looked at.
    pub is_on: Option<bool>,
    /// Whether its public page answered, where that was looked at.
    pub is_up: Option<bool>,
    /// Whether it was visited by plain http.
    pub by_http: bool,
    /// Whether it answered from an address of the public network, so that nothing private is asked on its word.
    pub is_public: bool,
    /// When a login was begun last.
    pub last_start: Option<Timestamp>,
    /// The host, with its port where it has one.
    pub host: String,
    /// Every request, without queries, headers and bodies.
    pub exchanges: Vec<Exchange>,
    /// What must not be told: cookies, and what belongs to the one login that was begun.
    pub secrets: Vec<Secret>,
}

/// One start.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// The redirect URI that it was asked with, where the caller gives one.
    pub redirect: Option<String>,
    /// What came of it.
    pub end: End,
}

/// How a start ended.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// The application sends people to a provider with this.
    Captured(Box<Captured>),
    /// The guide says why it cannot be seen from outside.
    NotPossible(String),
    /// These values of the set-up are needed and not known.
    Lacks(Vec<String>),
    /// It answered with something else.
    Answered(Said),
    /// The page has no form, or the form not what it needs.
    NoForm(Said),
    /// The answer does not hold the value of this name.
    NotThere(String),
    /// It answered without an address: it refuses this redirect URI, or cannot reach the provider.
    EmptyAddress,
    /// There are several ways in, at these addresses.
    Several(Vec<String>),
    /// It sends people to this host, which is neither its own nor asks for a login with OpenID Connect.
    Away(String),
    /// It signs people in with SAML, at this host.
    Saml(String),
    /// It sends people from https to this address, which begins with http.
    Insecure(String),
    /// It sends people from a public host to this one in a private network.
    Private(String),
    /// It leads to an address that is left alone: it ends a session or takes something away.
    LeftAlone(String),
    /// Something that keeps programs out answered, with this status.
    Challenged(u16),
    /// It led from one address to another too often.
    TooMany,
    /// It sent too much.
    TooLarge,
    /// It took too long.
    TooLong,
    /// No answer came.
    Trouble(Trouble),
    /// The pasted address is a page of this host that does not show the request.
    Hidden(String),
    /// The pasted address is that of the application's callback, with an error and its sentence, or with a code.
    CameBack {
        /// The callback.
        to: String,
        /// The error code, and what is said of it.
        error: Option<(String, Option<String>)>,
    },
    /// What was pasted is no address of a login.
    NotAnAddress,
}

/// An answer that is not what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The status.
    pub status: u16,
    /// The path that answered.
    pub path: String,
    /// The title of the page, or what the answer says of itself; empty where it says nothing.
    pub text: String,
    /// Whether it asks for a password.
    pub asks_password: bool,
}

impl Seen {
    /// What the application sends, where it was seen.
    pub fn captured(&self) -> impl Iterator<Item = &Captured> {
        self.attempts.iter().filter_map(|attempt| match &attempt.end {
            End::Captured(captured) => Some(&**captured),
            _ => None,
        })
    }
}
