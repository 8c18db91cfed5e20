//! Checks and findings as blocks, for every screen that shows some.

use super::super::page::{Block, Page, Sign, Tone};
use crate::base::untrusted::visible_up_to;
use crate::base::words::Voice;
use crate::diagnosis::Slug;
use crate::diagnosis::evidence::Subject;
use crate::diagnosis::finding::{Check, Severity, Side, Status, Value};
use crate::diagnosis::wording::{self, Told};

/// The sign of a check.
pub(super) fn sign(check: &Check, going_on: bool) -> Sign {
    match check.status {
        Status::Pass | Status::Confirmed => Sign::Good,
        Status::Fail => Sign::Bad,
        Status::Warn => match check.finding.as_ref().map(|finding| finding.severity) {
            Some(Severity::Note) => Sign::Note,
            _ => Sign::Caution,
        },
        Status::NotReached if going_on => Sign::Busy,
        Status::Unknown => Sign::Open,
        Status::NotReached | Status::NotApplicable => Sign::Blank,
    }
}

/// Whether something is to be said about a check.
pub(super) fn speaks(check: &Check) -> bool {
    let is_open = check.status == Status::Unknown && check.required;
    matches!(check.status, Status::Fail | Status::Warn) || is_open || is_about_test(check)
}

/// Whether a check found that Usher's own test cannot go through, which says nothing of the application.
pub(super) fn is_about_test(check: &Check) -> bool {
    let own = |side: Side| side == Side::OwnTest;
    check.status == Status::Unknown && check.finding.as_ref().is_some_and(|finding| own(finding.side()))
}

/// Whether a check's line says what is wrong, not how it should be.
fn says_what_is_wrong(check: &Check) -> bool {
    matches!(check.status, Status::Fail | Status::Warn) || is_about_test(check)
}

/// Whether only a person can answer it, and nobody has yet.
pub(super) fn is_not_answered(check: &Check) -> bool {
    check.finding.as_ref().is_some_and(|finding| finding.slug == Slug::AppNotConfirmed)
}

/// The longest of what was seen that stands at the end of a line.
const SHORT: usize = 16;

/// A check in one line, what was seen at its end where it is short.
pub(super) fn line(voice: Voice, check: &Check, subject: &Subject, going_on: bool) -> Block {
    let seen = shown(voice, check.seen.as_ref());
    let seen = if seen.chars().count() <= SHORT { seen } else { String::new() };
    Block::Mark { sign: sign(check, going_on), text: title(voice, check, subject), right: seen }
}

/// A check in one line, how it came out at its end.
pub(super) fn came_out(voice: Voice, check: &Check, subject: &Subject) -> Block {
    let right = voice.text(wording::outcome(check));
    Block::Mark { sign: sign(check, false), text: title(voice, check, subject), right }
}

/// What a check is called on its line: a failed one by what is wrong, since its title says how it should be and would read
/// as its opposite beside a cross.
pub(super) fn title(voice: Voice, check: &Check, subject: &Subject) -> String {
    let wrong = told(voice, check, subject).filter(|_| says_what_is_wrong(check));
    wrong.map_or_else(|| wording::check_title(voice, check.id, subject), |told| told.title)
}

/// The finding of a check in words.
pub(super) fn told(voice: Voice, check: &Check, subject: &Subject) -> Option<Told> {
    check.finding.as_ref().map(|finding| wording::tell(voice, finding, subject))
}

/// What happened and what to do, below the check's line, which says already what is wrong where it failed.
pub(super) fn explain(page: &mut Page, check: &Check, told: &Told) {
    if !says_what_is_wrong(check) {
        page.under(Tone::Plain, told.title.clone());
    }
    page.under(Tone::Quiet, told.happened.clone());
    page.under(Tone::Strong, told.fix_where.clone());
    page.under(Tone::Plain, told.fix_do.clone());
    page.under(Tone::Strong, told.fix_value.clone());
}

/// How much of one value is shown.
const LONGEST: usize = 1000;

/// A value as the screen shows it: identities in full, since the person sits before it.
pub(super) fn shown(voice: Voice, value: Option<&Value>) -> String {
    value.map(|value| visible_up_to(&voice.say(&value.message), LONGEST)).unwrap_or_default()
}
