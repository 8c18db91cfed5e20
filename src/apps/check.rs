//! What a guide must not say although it reads well: it names a place, a question or a condition that is not there, or a value
//! that a condition can never have.

use super::problem::{Log, Mention, nearest};
use super::question::{Kind, Question};
use super::text::Shown;
use crate::base::words::{Message, message};

/// Places that stand for something in every guide.
pub(super) const PLACES: &[&str] = &[
    "app",
    "okta_app",
    "organization",
    "issuer",
    "issuer_expected",
    "client_id",
    "client_secret",
    "scopes",
    "groups_claim",
    "test_redirect",
    "test_addresses",
    "initiate",
    "sign_in",
    "sign_out",
    "box_refresh",
    "box_implicit",
    "pair_from",
    "pair_to",
    "pair_to_list",
];

/// Facts that conditions may ask for beside the questions, and what they can be.
const FACTS: &[(&str, &[&str])] = &[
    ("server", &["org", "custom"]),
    ("groups", FLAG),
    ("refresh", FLAG),
    ("implicit", FLAG),
    ("tile", FLAG),
    ("signs_out", FLAG),
    ("initiates", FLAG),
    ("test", FLAG),
];

const FLAG: &[&str] = &["true", "false"];
/// What a condition may say of a question that has neither choices nor yes and no.
const GIVEN: &[&str] = &["given", "empty"];
/// And of one that takes several addresses.
const GIVEN_MANY: &[&str] = &["given", "one", "several", "empty"];

/// Notes every name that was mentioned and is not there: neither a question, nor one of Usher's own, nor what a step takes.
pub(super) fn names(log: &Log<'_>, questions: &[Question], takes: &[(String, Shown)], on_the_way: &[&str]) {
    let keys = || questions.iter().map(|question| question.key.as_str());
    let places = || keys().chain(PLACES.iter().copied()).chain(takes.iter().map(|(name, _)| name.as_str()));
    for (at, name, mention) in log.mentions() {
        let name = name.as_str();
        match mention {
            Mention::Place if !places().any(|known| known == name) => {
                let told = message!("apps.problem.unknown_place", place = name);
                log.near(at, &told, nearest(name, places()));
            }
            Mention::OnTheWay if !places().chain(on_the_way.iter().copied()).any(|known| known == name) => {
                let told = message!("apps.problem.unknown_place", place = name);
                log.near(at, &told, nearest(name, places().chain(on_the_way.iter().copied())));
            }
            Mention::Question if !keys().any(|known| known == name) => {
                let told = message!("apps.problem.unknown_question", key = name);
                log.near(at, &told, nearest(name, keys()));
            }
            Mention::Condition(values) => condition(log, questions, at, name, &values),
            Mention::Place | Mention::OnTheWay | Mention::Question => {}
        }
    }
}

fn condition(log: &Log<'_>, questions: &[Question], at: usize, name: &str, values: &[String]) {
    let Some(possible) = possible(questions, name) else {
        let keys = questions.iter().map(|question| question.key.as_str());
        let right = nearest(name, keys.chain(FACTS.iter().map(|(name, _)| *name)));
        return log.near(at, &message!("apps.problem.unknown_condition", name = name), right);
    };
    for value in values.iter().filter(|value| !possible.contains(&value.as_str())) {
        let known = Message::list(&possible);
        let told = message!("apps.problem.impossible", name = name, value = value, known = known);
        log.near(at, &told, nearest(value, possible.iter().copied()));
    }
}

/// What a question or a fact can be; `None` when there is none of that name.
fn possible<'a>(questions: &'a [Question], name: &str) -> Option<Vec<&'a str>> {
    let Some(question) = questions.iter().find(|question| question.key == name) else {
        return FACTS.iter().find(|(fact, _)| *fact == name).map(|(_, values)| values.to_vec());
    };
    Some(match &question.kind {
        Kind::Bool => FLAG.to_vec(),
        Kind::Choice(choices) => choices.iter().map(|choice| choice.value.as_str()).collect(),
        Kind::Url { many: true, .. } => GIVEN_MANY.to_vec(),
        _ => GIVEN.to_vec(),
    })
}
