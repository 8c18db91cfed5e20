//! Coder at a practice Okta, as far as several tests take it.

use crate::program::Program;
use crate::served::{CLIENT_ID, Practice, SECRET};
use crate::walk::{Known, Walk};

/// Where Coder is told who signed in.
pub(crate) const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";

/// The sign-in redirect URIs in Okta: Coder's own, and the test login's at each port that it may take.
pub(crate) const CALLBACKS: [&str; 4] = [
    CALLBACK,
    "http://localhost:8749/callback",
    "http://localhost:8750/callback",
    "http://localhost:8751/callback",
];

/// From the first frame of the wizard to a test login that waits for its browser.
pub(crate) fn walk_to_login(program: Program, practice: &Practice) -> Walk {
    let known = Known {
        organization: practice.origin.clone(),
        client_id: CLIENT_ID.to_owned(),
        secret: SECRET.to_owned(),
    };
    let mut walk = Walk::begin(program, 80, 24);
    walk.answer_addresses(&known.organization);
    walk.give_values(&known);
    walk.start_login();
    walk
}
