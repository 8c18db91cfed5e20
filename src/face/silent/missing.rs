//! What a set-up still lacks, each as the flag that gives it.

use crate::oidc::token::ClientAuthentication;
use crate::setup::Setup;
use crate::setup::connection::SecretSource;

/// What is still missing, each as the flag that gives it.
pub(crate) fn missing(setup: &Setup) -> Vec<String> {
    let connection = setup.connection();
    let mut all = Vec::new();
    if connection.issuer.is_none() {
        all.push("--issuer".to_owned());
    }
    if connection.client_id.is_none() {
        all.push("--client-id".to_owned());
    }
    let public = setup.evidence().subject.client_authentication == ClientAuthentication::None;
    if setup.secret().is_none() && !public && connection.secret != SecretSource::None {
        all.push("--client-secret-file".to_owned());
    }
    all
}

/// The questions of the guide that nobody has answered and that have no proposal.
pub(crate) fn unanswered(setup: &Setup) -> Vec<String> {
    let context = setup.context();
    let open = setup
        .guide()
        .questions(&context)
        .into_iter()
        .filter(|question| !question.optional && !connection_has(setup, &question.key));
    open.map(|question| format!("--set {}=…", question.key)).collect()
}

fn connection_has(setup: &Setup, key: &str) -> bool {
    setup.connection().answers.contains_key(key)
}
