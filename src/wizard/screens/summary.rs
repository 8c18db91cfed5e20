//! All that is known of the connection, at any moment.

use super::super::page::{Block, Page, Pair, Sign, Tone, ValueView};
use super::super::screen::{Description, Items, Screen};
use super::super::stage::stage_name;
use super::super::{Mode, Wizard};
use super::changed;
use super::questions::digit;
use crate::apps::Phase;
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::base::words::{Key, key, message, say};
use crate::engine::connection::{SecretSource, Stage, command_line};
use crate::engine::{Field, FieldState, ProofState, Setup};
use crate::wizard::keymap::{COPY, EXPORT, PRINT, enter};

pub(super) static SUMMARY: Description = Description {
    lies_over: true,
    page,
    items: Items::Copies,
    copies,
    is_numbered: true,
    raw: |wizard| Some(copies(wizard)).filter(|all| !all.is_empty()),
    keys: &[
        COPY,
        PRINT,
        EXPORT,
        enter("go_on_here", |wizard| {
            wizard.back_from_aside();
        }),
    ],
    ..Description::PLAIN
};

pub(in crate::wizard) fn can_show(wizard: &Wizard) -> bool {
    wizard.project.is_some() && wizard.screen != Screen::Summary
}

pub(in crate::wizard) fn show(wizard: &mut Wizard) {
    wizard.aside(Screen::Summary);
}

fn page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let connection = setup.connection();
    let mut page = Page::new(wizard.voice(), message!("wizard.summary.title", name = connection.name));
    let mut pairs = vec![pair(say!(wizard, "wizard.summary.app"), setup.resolved().name.clone())];
    let name = setup.guide().name_question().map(|question| &question.key);
    for question in setup.guide().questions.iter().filter(|question| Some(&question.key) != name) {
        if let Some(answer) = connection.answers.get(&question.key) {
            let known = wizard
                .project
                .as_ref()
                .map(|project| project.answers(&question.key, wizard.voice()))
                .unwrap_or_default();
            let label = known.into_iter().find(|one| one.value == *answer).map(|one| one.label);
            let shown =
                if answer.is_empty() { say!(wizard, "wizard.summary.left_empty") } else { visible(answer) };
            pairs.push(pair(question.label.clone(), label.unwrap_or(shown)));
        }
    }
    let mut add = |key: Key, value: Option<String>| {
        let value =
            value.filter(|value| !value.is_empty()).unwrap_or_else(|| say!(wizard, "wizard.summary.missing"));
        pairs.push(pair(wizard.text(key), visible(&value)));
    };
    add(key!("wizard.summary.organization"), connection.organization.clone());
    add(key!("wizard.summary.scopes"), Some(setup.evidence().subject.scopes.join(" ")));
    add(key!("wizard.summary.secret"), Some(secret(wizard)));
    page.push(Block::Pairs(pairs)).space();
    journey(wizard, setup, &mut page);
    page.space();
    changed::told(wizard, setup, &mut page);
    page.space();
    for (at, (label, value)) in values(wizard).into_iter().enumerate() {
        page.push(Block::Value(ValueView {
            key: digit(at),
            label,
            shown: visible(&value),
            focused: super::has_value_focus(wizard) && at == wizard.focus,
            ..ValueView::default()
        }));
    }
    page.space().text(Tone::Quiet, message!("wizard.summary.back"));
    page
}

/// What was done at each stage, and what no longer counts.
fn journey(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    let connection = setup.connection();
    let line = |key: Key, stage: Stage| say!(wizard, key, stage = stage_name(stage));
    let is_set_up = wizard.project.as_ref().is_some_and(|project| project.mode == Mode::SetUp);
    // A likely answer that was proposed counts as well as a given one.
    let is_answered = wizard.project.as_ref().is_some_and(|project| {
        project.questions(false).into_iter().all(|key| {
            let may_stay_open = project.question(&key).is_some_and(|question| question.optional);
            let is_proposed = project.proposal(&key).is_some();
            let field = setup.field(&Field::Answer(key));
            may_stay_open || is_proposed || field.is_some_and(FieldState::is_good)
        })
    });
    let (sign, key) = if is_answered {
        (Sign::Good, key!("wizard.summary.answered"))
    } else {
        (Sign::Open, key!("wizard.summary.unanswered"))
    };
    page.mark(sign, line(key, Stage::Addresses));
    if is_set_up {
        okta(setup, page);
    }
    let has_secret = setup.secret().is_some() || !super::values::wants_secret(wizard);
    let has_ids = connection.issuer.is_some() && connection.client_id.is_some();
    let (sign, key) = match (has_ids, has_secret) {
        (true, true) => (Sign::Good, key!("wizard.summary.values_here")),
        (true, false) => (Sign::Caution, key!("wizard.summary.values_secret")),
        _ => (Sign::Open, key!("wizard.summary.values_missing")),
    };
    page.mark(sign, line(key, Stage::Values));
    let sign = match setup.proof_state() {
        ProofState::Fresh => Sign::Good,
        ProofState::Stale => Sign::Caution,
        ProofState::Unknown | ProofState::None => Sign::Open,
    };
    page.mark(sign, message!("joins.labelled", label = stage_name(Stage::Login), value = proof(wizard)));
    let (sign, key) = match (connection.is_brought_back(), connection.is_written()) {
        (true, _) => (Sign::Caution, key!("wizard.summary.brought_back")),
        (false, false) => (Sign::Open, key!("wizard.summary.not_written")),
        (false, true) => (Sign::Good, key!("wizard.summary.written")),
    };
    if is_set_up {
        page.mark(sign, line(key, Stage::Configuration));
    }
}

/// How many of the steps in Okta were ticked off.
fn okta(setup: &Setup, page: &mut Page) {
    let stage = stage_name(Stage::Okta);
    if setup.connection().somebody_else {
        page.mark(Sign::Note, message!("wizard.summary.other_person", stage = stage));
        return;
    }
    let steps: Vec<&str> = setup.resolved().phase(Phase::Okta).map(|step| step.id.as_str()).collect();
    let is_done = |id: &&&str| setup.connection().done_steps.iter().any(|done| done == **id);
    let done = steps.iter().filter(is_done).count();
    let sign = if done == steps.len() { Sign::Good } else { Sign::Open };
    let (done, all) = (done.to_string(), steps.len().to_string());
    page.mark(sign, message!("wizard.summary.steps", stage = stage, done = done, all = all));
}

fn pair(name: String, value: String) -> Pair {
    Pair { name, value, ..Pair::default() }
}

fn secret(wizard: &Wizard) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let source = match &setup.connection().secret {
        SecretSource::Ask => say!(wizard, "wizard.summary.secret_asked"),
        SecretSource::None => say!(wizard, "wizard.summary.secret_none"),
        SecretSource::File { path } | SecretSource::Configuration { path, .. } => path.display().to_string(),
        SecretSource::Variable { name } => name.clone(),
        SecretSource::Command { argv } => command_line(argv),
    };
    match setup.secret() {
        Some(secret) => say!(wizard, "joins.aside", text = secret.masked(), aside = source),
        None => source,
    }
}

fn proof(wizard: &Wizard) -> String {
    let state = wizard.setup().map_or(ProofState::None, Setup::proof_state);
    wizard.text(match state {
        ProofState::Fresh => key!("wizard.summary.proof_fresh"),
        ProofState::Stale => key!("wizard.summary.proof_stale"),
        ProofState::Unknown => key!("wizard.summary.proof_unknown"),
        ProofState::None => key!("wizard.summary.proof_none"),
    })
}

/// The values that one copies most often.
fn values(wizard: &Wizard) -> Vec<(String, String)> {
    let Some(setup) = wizard.setup() else { return Vec::new() };
    let connection = setup.connection();
    let uris = setup.resolved().okta.redirect_uris();
    let label = |uri: &String| {
        let is_test = *uri == connection.redirect_uri;
        wizard.text(if is_test {
            key!("wizard.summary.test_address")
        } else {
            key!("wizard.summary.redirect")
        })
    };
    let first = [
        (say!(wizard, "wizard.values.issuer"), connection.issuer.clone()),
        (say!(wizard, "wizard.values.client_id"), connection.client_id.clone()),
    ];
    first
        .into_iter()
        .filter_map(|(label, value)| Some((label, value?)))
        .chain(uris.into_iter().map(|uri| (label(&uri), uri)))
        .collect()
}

fn copies(wizard: &Wizard) -> Vec<Secret> {
    values(wizard).into_iter().map(|(_, value)| Secret::new(value)).collect()
}
