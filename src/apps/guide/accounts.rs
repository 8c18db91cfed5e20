//! What a guide says of the people who have an account in the application already.

use crate::apps::table::{one_of, table};

one_of! {
    /// By what the application looks for the account of who signs in.
    MatchedBy {
        /// The subject, `sub`: what a login has linked, and nothing that was there before.
        #[default]
        Subject = "subject",
        /// The e-mail address.
        Email = "email",
        /// The username.
        Username = "username",
        /// By nothing, since it keeps no accounts.
        Nothing = "none",
    }
}

table! {
    /// What becomes of accounts that exist, and of people who leave: from `[accounts]`, or from the first of several
    /// `[[accounts]]` whose condition holds.
    Accounts<T> {
        /// By what it looks, in this order; empty where that is not established.
        matched_by: Vec<MatchedBy> = required("matched_by"),
        /// What happens to an account that exists when its person signs in.
        existing: T::Lines = required("existing"),
        /// What still works for somebody who was removed from the application in Okta, and what ends it.
        leaving: T::Lines = required("leaving"),
        /// Where that was read.
        source: Option<String>,
    }
}
