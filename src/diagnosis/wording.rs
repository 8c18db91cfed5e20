//! A finding in words: what happened, why it matters, where and what to change, with which value.
//!
//! The words stand in `assets/words/en/findings.toml` under the slug; the values are filled in here, made visible, so that
//! nothing from outside reaches a screen raw.

use url::Url;

use super::check_id::CheckId;
use super::evidence::Subject;
use super::finding::{Account, Check, Finding, Kind, Status, Verdict};
use super::slugs::Slug;
use crate::apps::MatchedBy;
pub use crate::base::MASK;
use crate::base::untrusted::visible_up_to;
use crate::base::words::{self, Key, Message, Voice, key, message};
use crate::oidc::methods::has_several_factors;

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

/// By what the application will look for the account of who signed in, with the values as `shown` has them; `None` where
/// nothing of that is known.
pub fn looked_for(app: &str, account: &Account, shown: &dyn Fn(&str) -> String) -> Option<Message> {
    let by = |(by, value): &(MatchedBy, String)| message!(BY[*by as usize], value = shown(value));
    let all: Vec<Message> = account.matched_by.iter().map(by).collect();
    let key = match all.len() {
        0 => return None,
        1 => key!("checks.account.looked_for"),
        _ => key!("checks.account.in_order"),
    };
    Some(message!(key, app = app, by = Message::list(&all)))
}

/// Whether a second factor was part of the sign-in, by the methods that the provider names; `None` where it names none.
pub fn factors(methods: &[String]) -> Option<Message> {
    let key = if has_several_factors(methods) {
        key!("checks.factors.several")
    } else {
        key!("checks.factors.one")
    };
    (!methods.is_empty()).then(|| message!(key, methods = Message::list(methods)))
}

/// By what it looks, in words.
const BY: [Key; MatchedBy::NAMES.len()] = Key::each("checks.account.", MatchedBy::NAMES);

/// The finding in words, with identities shown: for the screen.
pub fn tell(voice: Voice, finding: &Finding, subject: &Subject) -> Told {
    tell_masked(voice, finding, subject, true)
}

/// The finding in words. Unless `with_identity` is set, values about a person are masked.
pub fn tell_masked(voice: Voice, finding: &Finding, subject: &Subject, with_identity: bool) -> Told {
    let voice = voice.about(subject.is_other_provider);
    say(voice, finding, &values(voice, finding, subject, with_identity))
}

fn say(voice: Voice, finding: &Finding, values: &[(&'static str, String)]) -> Told {
    let borrowed: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let say = |key: Key| words::fill_in(&begun(&voice.text(key)), &borrowed).trim_end().to_owned();
    let words = &finding.slug.record().words;
    Told {
        title: say(words.title),
        happened: match &finding.stands {
            Some(stands) => [say(words.happened), voice.say(stands)].join(" "),
            None => say(words.happened),
        },
        why: say(words.why),
        fix_where: say(words.fix_where),
        fix_do: say(words.fix_do),
        fix_value: words.fix_value.map(say).unwrap_or_default(),
        link: finding.link.clone(),
        reference: words.reference.map(say).unwrap_or_default(),
    }
}

/// A text in which an application at the head of a sentence begins with a capital.
fn begun(text: &str) -> String {
    let text = text.replace(". {app}", ". {App}");
    match text.strip_prefix("{app}") {
        Some(rest) => format!("{{App}}{rest}"),
        None => text,
    }
}

/// What an application is called at the head of a sentence: a name stays as it is, “your application” does not.
fn at_head(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next().filter(|_| name.contains(' ')) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// The title of a check.
pub fn check_title(voice: Voice, id: CheckId, subject: &Subject) -> String {
    voice.about(subject.is_other_provider).text(id.title())
}

/// How a check came out, for people: what only a person can answer is not unknown but not answered yet.
pub fn outcome(check: &Check) -> Key {
    match &check.finding {
        Some(finding) if finding.slug == Slug::AppNotConfirmed => key!("checks.status.not_answered"),
        _ => status(check.status),
    }
}

const STATUS: [Key; Status::NAMES.len()] = Key::each("checks.status.", Status::NAMES);
const VERDICT: [Key; Verdict::NAMES.len()] = Key::each("checks.verdict.", Verdict::NAMES);

/// What became of a check, in words.
pub fn status(status: Status) -> Key {
    STATUS[status as usize]
}

/// What all checks together come to, in words.
pub fn verdict(verdict: Verdict) -> Key {
    VERDICT[verdict as usize]
}

/// The names that every finding's words may use besides its own values.
#[cfg(test)]
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

fn values(
    voice: Voice,
    finding: &Finding,
    subject: &Subject,
    with_identity: bool,
) -> Vec<(&'static str, String)> {
    let own = finding.values.iter().map(|(name, value)| {
        let text = match value.kind {
            Kind::Identity if !with_identity => MASK.to_owned(),
            _ => visible_up_to(&voice.say(&value.message), LONGEST_VALUE),
        };
        (*name, text)
    });
    let about = [
        ("app", subject.app_name.clone()),
        ("App", at_head(&subject.app_name)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_without_a_name_begins_a_sentence_with_a_capital() {
        assert_eq!(begun("{app} fails. {app} says so to {app}."), "{App} fails. {App} says so to {app}.");
        assert_eq!(at_head("your application"), "Your application");
        assert_eq!(at_head("pgAdmin"), "pgAdmin");
    }
}
