//! What an application uses, by its own file: each value as it stands there, with its place, and what else the file says.
//!
//! `engine` reads it; the checks judge it against what the provider says. Nothing in it was corrected.

use std::collections::BTreeMap;

use crate::apps::ClaimNeeds;
use crate::apps::guide::{GivenAs, Ignores, Weight};
use crate::apps::libraries::Reading;
use crate::apps::role::Endpoint;
use crate::diagnosis::check_id::CheckId;

/// A value of a file, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stated {
    /// The file.
    pub file: String,
    /// The line, from 1, where it can be told.
    pub line: Option<usize>,
    /// The key, as the file spells it.
    pub key: String,
    /// The value as it stands; of a secret only its mask.
    pub text: String,
    /// The key by which the file is changed there; empty where it cannot be.
    pub way: String,
}

/// What sets the file right at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// This text in its place.
    Text(Stated, String),
    /// Scopes added to those that are there, where none is there to all that are sent.
    Scopes {
        /// Where they stand or would.
        at: Stated,
        /// Those that the application sends without them.
        sent: Vec<String>,
        /// What is missing; where nothing is, those that are there have to stand apart.
        missing: Vec<String>,
    },
    /// Another name for the key.
    Name {
        /// The key.
        at: Stated,
        /// What in its name is wrong.
        from: String,
        /// What should be in its place.
        to: String,
    },
    /// The text without the byte order mark at its beginning.
    NoByteOrderMark(Stated),
}

impl Correction {
    /// The value that it is about.
    pub fn at(&self) -> &Stated {
        match self {
            Self::Text(at, _)
            | Self::Scopes { at, .. }
            | Self::Name { at, .. }
            | Self::NoByteOrderMark(at) => at,
        }
    }
}

/// A value that is judged by what reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The value.
    pub stated: Stated,
    /// What is forgiven in it.
    pub reading: Reading,
}

/// The scopes that the application asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentScopes {
    /// Where the file says them; `None` where it says nothing of them.
    pub stated: Option<Stated>,
    /// Those that are sent.
    pub sent: Vec<String>,
    /// Those of them that the application adds by itself.
    pub added: Vec<String>,
    /// Whether the text of the file is sent whole although it holds several, because the application does not split it there.
    pub whole: bool,
}

impl SentScopes {
    /// The application adds a scope by itself, unless it is sent already.
    pub fn add(&mut self, scope: Option<String>) {
        if let Some(scope) = scope.filter(|scope| !self.sent.contains(scope)) {
            self.sent.push(scope.clone());
            self.added.push(scope);
        }
    }
}

/// What is the matter with a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deviation {
    /// Another value, or none, stands where one is needed.
    Differs,
    /// The application does not know the key.
    NotRead,
    /// It needs a scope that is not asked for.
    Scope,
    /// Nobody could sign in without the provider any more.
    LocalLoginOff,
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// What looks like a comment behind it is a part of it.
    Remark,
}

/// A setting that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Where it stands; without a line, and with an empty text, where it should.
    pub stated: Stated,
    /// What is the matter.
    pub deviation: Deviation,
    /// How much that weighs.
    pub weight: Weight,
    /// What should stand there, or the key that is meant.
    pub wanted: String,
    /// What the application does, in a sentence of the guide; empty where it says nothing.
    pub why: String,
    /// What to do, in a sentence of the guide; empty where it says nothing.
    pub cure: String,
    /// What sets it right, where that is one thing and not the person's choice.
    pub correction: Option<Correction>,
}

/// A value that was given in place of the file's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedOver {
    /// The check that tells it.
    pub check: CheckId,
    /// What the file says.
    pub stated: Stated,
    /// What was given.
    pub typed: String,
}

/// The claims that a file names, each with where it does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatedClaims {
    /// The claim that becomes the username.
    pub username: Option<Stated>,
    /// The claim that becomes the e-mail address.
    pub email: Option<Stated>,
    /// The claim that holds groups.
    pub groups: Option<Stated>,
    /// Claims beyond these that the application cannot do without.
    pub required: Vec<Stated>,
    /// What the application does not mind under this file.
    pub ignores: Vec<Ignores>,
}

/// What an application uses, by its own file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AsConfigured {
    /// The file.
    pub file: String,
    /// The issuer or the address of its discovery document, and which of the two belongs there.
    pub issuer: Option<(Judged, GivenAs)>,
    /// The same at other keys of the application, which it goes by as well.
    pub issuer_again: Vec<(Judged, GivenAs)>,
    /// Where the issuer comes from, also where it is put together from parts.
    pub issuer_from: Option<Stated>,
    /// The client ID.
    pub client_id: Option<Judged>,
    /// The redirect URIs that it sends, where they stand in the file.
    pub redirects: Vec<Stated>,
    /// What the file says to the guide's questions, letter by letter: redirect URIs are computed from it.
    pub answers: BTreeMap<String, Stated>,
    /// The scopes.
    pub scopes: Option<SentScopes>,
    /// The key under which the file says them, or would.
    pub scopes_key: String,
    /// The key by which the file is changed there.
    pub scopes_way: String,
    /// The endpoints that the file names.
    pub endpoints: Vec<(Endpoint, Stated)>,
    /// Other addresses that belong to another server than most of the file, each with what it should be.
    pub strays: Vec<(Stated, String)>,
    /// Endpoints without which the application cannot sign anybody in, and that the file does not name: their keys.
    pub missing_endpoints: Vec<(Endpoint, Stated)>,
    /// Claims.
    pub claims: StatedClaims,
    /// Those that the guide itself would have.
    pub usual_claims: ClaimNeeds,
    /// Settings that are not as they should be.
    pub settings: Vec<Setting>,
    /// How many settings were compared.
    pub compared: usize,
    /// What was given in place of the file's values.
    pub typed_over: Vec<TypedOver>,
}

impl AsConfigured {
    /// What the application makes of the claims under this file.
    pub fn claims_over(&self, guide: &ClaimNeeds) -> ClaimNeeds {
        let mut needs = guide.clone();
        let named = |stated: &Option<Stated>| {
            stated.as_ref().map(|one| Some(one.text.trim()).filter(|text| is_name(text)).map(str::to_owned))
        };
        // What is computed from several claims cannot be looked for in a token.
        if let Some(claim) = named(&self.claims.username) {
            needs.username = claim.into_iter().collect();
        }
        if let Some(claim) = named(&self.claims.email) {
            needs.email = claim.into_iter().collect();
        }
        if let (Some(claim), true) = (named(&self.claims.groups), needs.groups.is_some()) {
            needs.groups = claim;
        }
        for claim in self.claims.required.iter().map(|stated| stated.text.trim()).filter(|text| is_name(text))
        {
            if !needs.required.iter().any(|known| known == claim) {
                needs.required.push(claim.to_owned());
            }
        }
        let ignores = |what| self.claims.ignores.contains(&what);
        if ignores(Ignores::EmailUnverified) {
            needs.email_must_be_verified = false;
            needs.email_verified_needed = false;
            needs.email_verified_strict = false;
        }
        if ignores(Ignores::EmailMissing) {
            needs.email = Vec::new();
        }
        needs
    }

    /// Whether the file itself has this issuer under another key than the one where it states another.
    pub fn contradicts(&self, stated: &Stated, issuer: &str) -> bool {
        let other = self.issuer_from.as_ref().filter(|other| other.key != stated.key);
        other.is_some_and(|other| other.text.trim_end_matches('/') == issuer.trim_end_matches('/'))
    }

    /// The key in which the scopes stand, or would.
    pub fn scope_key(&self) -> Stated {
        let text = String::new();
        let (file, key, way) = (self.file.clone(), self.scopes_key.clone(), self.scopes_way.clone());
        Stated { file, line: None, key, text, way }
    }

    /// The answer of the file that a computed redirect URI comes from.
    pub fn base_of(&self, redirect: &str) -> Option<&Stated> {
        let fits = |stated: &&Stated| {
            let base = stated.text.trim().trim_end_matches('/');
            !base.is_empty() && redirect.contains(base)
        };
        self.answers.values().filter(fits).max_by_key(|stated| stated.text.len())
    }
}

/// Whether a text is the plain name of a claim, and no expression.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-' | ':' | '/'))
}
