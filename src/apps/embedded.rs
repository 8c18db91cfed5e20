//! The guides and Okta's steps as the build embedded them: static tables, nothing parsed.

/// What the catalogue shows of a guide before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// The guide's identifier.
    pub id: &'static str,
    /// The application's name.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub about: &'static str,
    /// The kind of application.
    pub category: &'static str,
    /// `self-hosted`, `saas` or `both`.
    pub deployment: &'static str,
    /// Other names.
    pub aliases: &'static [&'static str],
    /// Words it is looked for by.
    pub keywords: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
