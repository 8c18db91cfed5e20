//! The findings of a verdict one by one: which has the cursor, where it is fixed in Okta, its value; and every check.

use url::Url;

use super::super::Wizard;
use super::super::page::{Block, Page, Sign, Tone};
use super::super::screen::{Description, Items, Screen};
use super::{check_blocks, cure, fix, verdict};
use crate::base::Secret;
use crate::base::words::{message, say};
use crate::diagnosis::finding::{Check, Finding, Status};
use crate::diagnosis::wording::{self, Told, tell};
use crate::engine::connection::Stage;
use crate::wizard::keymap::{EXPORT, OPEN};

/// Every check.
pub(super) const DETAILS_SCREEN: Screen = Screen::Details;

pub(super) static DETAILS: Description = Description {
    stage: |_| Some(Stage::Verdict),
    beside: |_| Some(verdict::SCREEN),
    lies_over: true,
    page: details_page,
    items: Items::Findings(count),
    link,
    findings: all,
    keys: &[OPEN, verdict::TRY_AGAIN, EXPORT, cure::KEY, fix::KEY, fix::UNDO],
    ..Description::PLAIN
};

/// Whether the finding under the cursor is meant, not all of them together.
pub(super) fn is_one_meant(wizard: &Wizard) -> bool {
    let walks = matches!(wizard.described().items, Items::Findings(_));
    walks && (wizard.screen == Screen::Details || wizard.focus > 0)
}

/// What is to be said, the first cause first; on the page of every check in the order of the checks.
pub(super) fn all(wizard: &Wizard) -> Vec<&Check> {
    let Some(setup) = wizard.setup() else { return Vec::new() };
    let diagnosis = setup.diagnosis();
    let first = diagnosis.primary.filter(|_| wizard.screen != Screen::Details);
    let primary = first.and_then(|at| diagnosis.checks.get(at));
    let others = diagnosis.checks.iter().enumerate().filter(|(at, _)| Some(*at) != first);
    let others = others.map(|(_, check)| check).filter(|check| check_blocks::speaks(check));
    primary.into_iter().chain(others).collect()
}

/// How many the cursor can be on; a single one needs none.
pub(super) fn count(wizard: &Wizard) -> usize {
    let count = all(wizard).len();
    if count > 1 { count } else { 0 }
}

/// The place of the finding under the cursor; the first where there is no cursor.
pub(super) fn at_focus(wizard: &Wizard) -> usize {
    if wizard.focus < all(wizard).len() { wizard.focus } else { 0 }
}

/// The finding under the cursor.
pub(super) fn focused(wizard: &Wizard) -> Option<&Finding> {
    all(wizard).get(at_focus(wizard))?.finding.as_ref()
}

fn told(wizard: &Wizard) -> Option<Told> {
    Some(tell(wizard.voice(), focused(wizard)?, &wizard.setup()?.evidence().subject))
}

/// The page in Okta where it is fixed.
pub(super) fn link(wizard: &Wizard) -> Option<Url> {
    told(wizard)?.link
}

/// The value that fixes it.
pub(super) fn copies(wizard: &Wizard) -> Vec<Secret> {
    let value = told(wizard).map(|told| told.fix_value).filter(|value| !value.is_empty());
    value.map(Secret::new).into_iter().collect()
}

fn details_page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let diagnosis = setup.diagnosis();
    let mut page = Page::new(wizard.voice(), message!("wizard.details.title"));
    if setup.checking() {
        page.mark(Sign::Busy, message!("wizard.values.checking"));
    }
    page.text(Tone::Quiet, super::counted::counted(wizard.voice(), diagnosis)).space();
    let mut at = 0;
    for check in &diagnosis.checks {
        let is_open = check_blocks::is_not_answered(check);
        let status = wizard.text(wording::outcome(check));
        let right = match check.elapsed_ms {
            Some(ms) => say!(wizard, "joins.took", status = status, ms = ms),
            None => status,
        };
        let (sign, text) = (
            check_blocks::sign(check, false),
            check_blocks::title(wizard.voice(), check, &setup.evidence().subject),
        );
        if check_blocks::speaks(check) {
            page.push(Block::Finding { item: at, focused: at == wizard.focus, sign, text, right });
            at += 1;
        } else {
            page.push(Block::Mark { sign, text, right });
        }
        expected(wizard, check, &mut page);
        page.under(Tone::Quiet, check_blocks::shown(wizard.voice(), check.seen.as_ref()));
        if let Some(told) = check_blocks::told(wizard.voice(), check, &setup.evidence().subject) {
            if !matches!(check.status, Status::Fail | Status::Warn) {
                page.under(Tone::Plain, if is_open { told.happened } else { told.title });
            }
            page.under(Tone::Quiet, told.reference);
        }
    }
    page
}

fn expected(wizard: &Wizard, check: &Check, page: &mut Page) {
    let value = check_blocks::shown(wizard.voice(), check.expected.as_ref());
    if !value.is_empty() && check.status != Status::Pass {
        page.under(Tone::Quiet, message!("wizard.details.expected", value = value));
    }
}
