//! From the text of a guide, or of one of Okta's steps, to its shape. Reading never stops at the first problem.

use super::check;
use super::guide::{Claims, Confirm, ConfirmKind, Guide, Maybe, OktaStep, Roles, Trap, Verified};
use super::problem::{Log, Problem};
use super::read::{Reader, closed, document};

mod formats;
mod okta;
mod questions;
mod steps;

use formats::formats;
use okta::okta;
use questions::questions;
use steps::{step, step_part};

/// The version of the guides' shape that is read here.
const VERSION: u16 = 1;

impl Guide {
    /// Reads a guide and checks it: unknown keys, wrong types, unknown places, filters, conditions and steps.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text, with line, column and the nearest right word.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let log = Log::new(text);
        let guide = document(text, &log).and_then(|table| {
            let reader = Reader::new(table.get_ref(), 0, &log);
            // Of a newer shape nothing more can be said, least of all that its keys are unknown.
            if !version(&reader, "guide") {
                return None;
            }
            let guide = guide(&reader);
            reader.finish();
            guide
        });
        if let Some(guide) = &guide {
            check::guide(guide, &log);
        }
        let problems = log.into_problems();
        guide.filter(|_| problems.is_empty()).ok_or(problems)
    }
}

impl OktaStep {
    /// Reads one of Okta's steps.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let log = Log::new(text);
        let step = document(text, &log).map(|table| {
            let reader = Reader::new(table.get_ref(), 0, &log);
            version(&reader, "step");
            let step = Self {
                id: reader.need_text("id"),
                takes: reader.pairs("takes"),
                parts: reader.tables("part").iter().map(|part| closed(part, step_part(part))).collect(),
            };
            reader.finish();
            step
        });
        if let Some(step) = &step {
            check::okta_step(step, &log);
        }
        let problems = log.into_problems();
        step.filter(|_| problems.is_empty()).ok_or(problems)
    }
}

fn version(reader: &Reader<'_, '_>, key: &'static str) -> bool {
    let found = reader.number(key);
    if found.is_none() {
        reader.missing(key);
    }
    let newer = found.is_some_and(|number| number != VERSION);
    if newer {
        reader.log().note(reader.place(key), "version", &[("key", key)]);
    }
    !newer
}

fn guide(reader: &Reader<'_, '_>) -> Option<Guide> {
    let name = reader.need_text("name");
    let roles = reader
        .table("roles")
        .map(|roles| closed(&roles, Roles { okta: roles.need_text("okta"), app: roles.need_text("app") }));
    let okta = reader.table("okta").map(|table| closed(&table, okta(&table, &name)));
    if okta.is_none() {
        reader.missing("okta");
    }
    Some(Guide {
        id: reader.need_name("id", "-"),
        called: reader.template("called"),
        about: reader.need_text("about"),
        category: reader.need_text("category"),
        aliases: reader.texts("aliases"),
        keywords: reader.texts("keywords"),
        deployment: deployment(reader),
        docs: reader.text("docs"),
        checked: reader.day("checked"),
        minutes: reader.number("minutes"),
        plan: reader.text("plan"),
        roles: roles.unwrap_or_default(),
        questions: questions(reader),
        claims: reader.table("claims").map(|table| closed(&table, claims(&table))).unwrap_or_default(),
        steps: reader.tables("step").iter().map(|table| closed(table, step(table))).collect(),
        formats: formats(reader),
        traps: reader.tables("trap").iter().map(|table| closed(table, trap(table))).collect(),
        confirmations: reader.tables("confirm").iter().map(|table| closed(table, confirm(table))).collect(),
        okta: okta?,
        name,
    })
}

fn deployment(reader: &Reader<'_, '_>) -> String {
    let known = [("self-hosted", "self-hosted"), ("saas", "saas"), ("both", "both")];
    reader.word("deployment", &known).unwrap_or_default().to_owned()
}

fn claims(reader: &Reader<'_, '_>) -> Claims {
    let from = |table: &Reader<'_, '_>| table.templates("from");
    let username = reader.table("username").map(|table| closed(&table, from(&table))).unwrap_or_default();
    let known = [
        ("ignored", Verified::Ignored),
        ("refused when false", Verified::NotFalse),
        ("needed", Verified::True),
    ];
    let email = reader.table("email").map(|table| {
        let verified = table.word("verified", &known).unwrap_or_default();
        closed(&table, (from(&table), verified, table.when("verified_when")))
    });
    let (email, verified, verified_when) = email.unwrap_or_default();
    let groups = reader
        .table("groups")
        .map(|table| closed(&table, Maybe { what: table.need_template("from"), when: table.when("when") }));
    Claims {
        username,
        email,
        verified,
        verified_when,
        groups,
        userinfo: reader.bool("userinfo").unwrap_or_default(),
        required: reader.texts("required"),
        roles: reader.text("roles"),
    }
}

fn trap(reader: &Reader<'_, '_>) -> Trap {
    Trap {
        say: reader.need_template("say"),
        cure: reader.need_template("cure"),
        finding: reader.text("finding"),
        when: reader.when("when"),
    }
}

fn confirm(reader: &Reader<'_, '_>) -> Confirm {
    let kinds = [
        ConfirmKind::Login,
        ConfirmKind::Refused,
        ConfirmKind::Tile,
        ConfirmKind::SignOut,
        ConfirmKind::Groups,
        ConfirmKind::WayBack,
    ];
    let kinds = kinds.map(|kind| (kind.as_str(), kind));
    let kind = reader.word("about", &kinds);
    if kind.is_none() {
        reader.missing("about");
    }
    Confirm {
        kind: kind.unwrap_or(ConfirmKind::Login),
        ask: reader.need_template("ask"),
        otherwise: reader.template("otherwise"),
        when: reader.when("when"),
    }
}
