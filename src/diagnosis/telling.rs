//! A finding in words: what happened, why it matters, where and what to change, with which value.
//!
//! The words stand in `assets/words/en/findings.toml` under the slug; the values are filled in here, made visible, so that
//! nothing from outside reaches a screen raw.

use url::Url;

use super::check_id::CheckId;
use super::evidence::Subject;
use super::finding::{Check, Finding, Kind, Status};
use super::slugs::Slug;
pub use crate::base::MASK;
use crate::base::untrusted::visible_up_to;
use crate::base::words;

/// How much of one value is shown in a sentence.
const LONGEST_VALUE: usize = 300;

/// A finding as a person reads it. An empty text means that there is nothing to say there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// One sentence that names the cause.
    pub title: String,
    /// What happened, in full sentences.
    pub happened: String,
    /// Why it matters.
    pub why: String,
    /// On which screen it is corrected.
    pub fix_where: String,
    /// What to do there.
    pub fix_do: String,
    /// Which value to put there; empty where there is none.
    pub fix_value: String,
    /// The page in the Admin Console.
    pub link: Option<Url>,
    /// The section of a standard, or Okta's page, that says so.
    pub reference: String,
}

/// The finding in words, with identities shown: for the screen.
pub fn tell(finding: &Finding, subject: &Subject) -> Told {
    tell_masked(finding, subject, true)
}

/// The finding in words. Unless `with_identity` is set, values about a person are masked.
pub fn tell_masked(finding: &Finding, subject: &Subject, with_identity: bool) -> Told {
    words::elsewhere(subject.is_elsewhere, || say(finding, &values(finding, subject, with_identity)))
}

fn say(finding: &Finding, values: &[(&'static str, String)]) -> Told {
    let borrowed: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let slug = finding.slug.as_str();
    let part = |name: &str| {
        let key = format!("findings.{slug}.{name}");
        words::said(&key)
            .map(|template| words::fill_in(&template, &borrowed).trim_end().to_owned())
            .unwrap_or_default()
    };
    let title = words::fill(&format!("findings.{slug}.title"), &borrowed);
    Told {
        title,
        happened: part("happened"),
        why: part("why"),
        fix_where: part("where"),
        fix_do: part("do"),
        fix_value: part("value"),
        link: finding.link.clone(),
        reference: part("reference"),
    }
}

/// The title of a check.
pub fn check_title(id: CheckId, subject: &Subject) -> String {
    words::elsewhere(subject.is_elsewhere, || words::text(&format!("checks.{}", id.as_str())))
}

/// How a check came out, for people: what only a person can answer is not unknown but not answered yet.
pub fn outcome(check: &Check) -> String {
    match &check.finding {
        Some(finding) if finding.slug == Slug::AppNotConfirmed => words::text("checks.status.not_answered"),
        _ => status(check.status),
    }
}

/// What became of a check, in words.
pub fn status(status: Status) -> String {
    words::text(&format!("checks.status.{}", status.as_str()))
}

/// The names that every finding's words may use besides its own values.
pub const SUBJECT_PLACES: [&str; 9] = [
    "app",
    "okta_app",
    "issuer",
    "client_id",
    "test_redirect",
    "app_redirects",
    "sign_out_redirects",
    "scopes",
    "app_place",
];

fn values(finding: &Finding, subject: &Subject, with_identity: bool) -> Vec<(&'static str, String)> {
    let own = finding.values.iter().map(|(name, value)| {
        let text = match value.kind {
            Kind::Identity if !with_identity => MASK.to_owned(),
            _ => visible_up_to(&value.text, LONGEST_VALUE),
        };
        (*name, text)
    });
    let about = [
        ("app", subject.app_name.clone()),
        ("okta_app", subject.okta_app_name.clone()),
        ("issuer", subject.issuer.clone()),
        ("client_id", subject.shown_client_id().to_owned()),
        ("test_redirect", subject.test_redirect.clone()),
        ("app_redirects", subject.app_redirects.join(" , ")),
        ("sign_out_redirects", subject.sign_out_redirects.join(" , ")),
        ("scopes", subject.scopes.join(" ")),
        ("app_place", subject.app_place.clone()),
    ];
    own.chain(about.into_iter().map(|(name, text)| (name, visible_up_to(&text, LONGEST_VALUE)))).collect()
}
