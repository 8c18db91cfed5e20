//! The practice accounts. Each one shows another thing that happens with real people.

use crate::base::words::{Key, key};

/// The password of every practice account.
pub const PASSWORD: &str = "practice";

/// The group in which everybody is.
pub const EVERYONE: &str = "Everyone";

/// A person of the practice. The password is on the sign-in page, so it is no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user ID, `00u…`.
    pub id: String,
    /// The username.
    pub login: String,
    /// The practice password.
    pub password: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The e-mail address, where there is one.
    pub email: Option<String>,
    /// Whether it counts as verified.
    pub email_verified: bool,
    /// The names of this person's groups.
    pub groups: Vec<String>,
    /// What this account is good for, as a key into the words.
    pub about: Key,
}

pub(super) fn groups() -> Vec<String> {
    let mut all: Vec<String> =
        [EVERYONE, "Engineering", "Finance", "Admins"].into_iter().map(str::to_owned).collect();
    all.extend(many());
    all
}

/// 120 groups: more than the 100 that Okta puts into a token outside the code flow.
fn many() -> impl Iterator<Item = String> {
    (1..=120).map(|number| format!("Project {number:03}"))
}

pub(super) fn users() -> Vec<User> {
    let mut mia = user(5, "mia", "Mia", "Many", &["Engineering"], key!("practice.people.mia"));
    mia.groups.extend(many());
    vec![
        user(1, "ana", "Ana", "Admin", &["Engineering", "Admins"], key!("practice.people.ana")),
        user(2, "ben", "Ben", "Builder", &["Engineering"], key!("practice.people.ben")),
        User {
            email_verified: false,
            ..user(3, "uma", "Uma", "Unverified", &["Finance"], key!("practice.people.uma"))
        },
        user(4, "nils", "Nils", "Newcomer", &[], key!("practice.people.nils")),
        mia,
    ]
}

fn user(number: u8, name: &str, given: &str, family: &str, groups: &[&str], about: Key) -> User {
    let mut all = vec![EVERYONE.to_owned()];
    all.extend(groups.iter().map(|group| (*group).to_owned()));
    User {
        id: format!("00upractice{number:09}"),
        login: format!("{name}@example.com"),
        password: PASSWORD.to_owned(),
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        email: Some(format!("{name}@example.com")),
        email_verified: true,
        groups: all,
        about,
    }
}
