//! The mark in the notes of an application that Usher made. By it a later run knows the application again, also after one whose
//! answer was lost.

use super::application::Application;
use crate::apps::Wanted;

/// Where the mark stands.
const NOTE: &str = "/settings/notes/admin";

/// What the notes of an application say that was made for this one: the guide and where the application lives.
pub(super) fn of(wanted: &Wanted) -> String {
    format!("[usher {} {}", wanted.app, address(wanted))
}

/// The same for one run alone.
pub(super) fn of_run(wanted: &Wanted, unique: &str) -> String {
    let run: String = unique.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    format!("{} {run}]", of(wanted))
}

/// Where the application lives, by its first redirect URI.
pub fn address(wanted: &Wanted) -> String {
    let first = wanted.redirect_uris.iter().find(|uri| uri.is_complete());
    let url = first.and_then(|uri| url::Url::parse(uri.reveal()).ok());
    url.map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

/// Whether an application bears a mark.
pub(super) fn bears(application: &Application, mark: &str) -> bool {
    application.text(NOTE).split('[').skip(1).any(|part| {
        let own = mark.trim_start_matches('[');
        part.strip_prefix(own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ']']) || own.ends_with(']'))
    })
}
