//! What a set-up still lacks, each as the flag that gives it.

use super::talk;
use super::usage::Usage;
use crate::apps::guide::Server;
use crate::apps::question::{Kind, Question};
use crate::base::words::{Message, Voice, key, message, say};
use crate::engine::connection::SecretSource;
use crate::engine::{Field, Setup};
use crate::oidc::token::ClientAuthentication;
use crate::okta::misplaced::Suspicion;

/// What is still missing, each as the flag that gives it, with an example that fits the guide.
pub(crate) fn examples(setup: &Setup, needs_answers: bool) -> Vec<String> {
    let flags = missing(setup).into_iter().map(|flag| {
        let example = match flag.as_str() {
            "--issuer" => issuer(setup),
            "--client-id" => say!(setup.voice(), "cli.example.client_id"),
            _ => say!(setup.voice(), "cli.example.secret_file"),
        };
        say!(setup.voice(), "cli.example.flag", flag = flag, example = example)
    });
    let answers = if needs_answers { unanswered(setup) } else { Vec::new() };
    flags.chain(answers).collect()
}

/// An issuer as this guide's applications have them.
fn issuer(setup: &Setup) -> String {
    let okta = &setup.resolved().okta;
    if okta.issuer_expected.is_complete() && !okta.issuer_expected.is_empty() {
        return okta.issuer_expected.reveal().to_owned();
    }
    setup.voice().text(if okta.server == Server::Custom {
        key!("cli.example.issuer_custom")
    } else {
        key!("cli.example.issuer")
    })
}

/// What is still missing, each as the flag that gives it. What a configuration takes from where Usher did not look is not missing:
/// it is not known.
pub(crate) fn missing(setup: &Setup) -> Vec<String> {
    lacking(setup).into_iter().filter(|(field, _)| !setup.is_held(field)).map(|(_, flag)| flag).collect()
}

/// The values without which nothing can be asked, as far as they are not there, each with the flag that gives it.
pub(crate) fn lacking(setup: &Setup) -> Vec<(Field, String)> {
    let connection = setup.connection();
    // One that is held back was given; the checks tell what is wrong with it.
    let has_client_id = connection.client_id.is_some() || setup.holds_back_client_id();
    let is_swapped = setup.holds_back_client_id()
        && setup.field(&Field::Secret).is_some_and(|state| state.problem.is_some());
    let public = setup.evidence().subject.client_authentication == ClientAuthentication::None;
    let has_secret =
        setup.secret().is_some() || is_swapped || public || connection.secret == SecretSource::None;
    let all = [
        (Field::Issuer, connection.issuer.is_some(), "--issuer"),
        (Field::ClientId, has_client_id, "--client-id"),
        (Field::Secret, has_secret, "--client-secret-file"),
    ];
    all.into_iter()
        .filter(|(field, has, _)| !has && !setup.is_stated(field))
        .map(|(field, _, flag)| (field, flag.to_owned()))
        .collect()
}

/// Whether a value is not there without which the usual checks tell nothing.
pub(super) fn is_lacking(setup: &Setup) -> bool {
    !lacking(setup).is_empty()
}

/// The questions of the guide that nobody has answered and that have no proposal.
pub(crate) fn unanswered(setup: &Setup) -> Vec<String> {
    let context = setup.context();
    let open = setup
        .guide()
        .questions(&context)
        .into_iter()
        .filter(|question| !question.optional && !is_known(setup, &question.key));
    let flag = |question: &Question| {
        let example = example(question);
        say!(setup.voice(), "cli.example.set", key = question.key, example = example)
    };
    open.map(flag).collect()
}

/// What could be answered: the guide's own example, else the first of its choices.
fn example(question: &Question) -> String {
    let choice = || match &question.kind {
        Kind::Choice(choices) => choices.first().map(|one| one.value.clone()),
        Kind::Bool => Some("true".to_owned()),
        _ => None,
    };
    question.example.clone().or_else(choice).unwrap_or_else(|| say!(Voice::default(), "cli.example.text"))
}

/// Whether a question is answered, or its answer stands where Usher did not look.
fn is_known(setup: &Setup, key: &str) -> bool {
    setup.connection().answers.contains_key(key) || setup.is_held(&Field::Answer(key.to_owned()))
}

/// A client secret was given as client ID: refused where a flag did it and no doubt is left, else told with the place where it
/// is. It is never repeated.
pub(crate) fn tell_held_back(setup: &Setup, by_flag: bool, place: Option<Message>) -> Result<(), Usage> {
    let Some(suspicion) = setup.field(&Field::ClientId).and_then(|state| state.suspicion) else {
        return Ok(());
    };
    match (by_flag, suspicion, place) {
        (true, Suspicion::Possible, _) => talk::say(&say!(setup.voice(), "cli.secret_in_flag_perhaps")),
        (true, ..) => return Err(Usage(message!("cli.secret_in_flag"))),
        (false, Suspicion::Possible, Some(place)) => {
            talk::say(&say!(setup.voice(), "cli.secret_in_file_perhaps", place = place));
        }
        (false, _, Some(place)) => talk::say(&say!(setup.voice(), "cli.secret_in_file", place = place)),
        (false, _, None) => {
            talk::say(&say!(setup.voice(), "cli.secret_in_record", name = setup.connection().name));
        }
    }
    Ok(())
}
