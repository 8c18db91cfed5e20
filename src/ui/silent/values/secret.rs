//! The client secret, from where flags, the environment or the record say it is.

use std::path::Path;

use super::Use;
use crate::base::Secret;
use crate::base::words::{key, message, say};
use crate::engine::connection::SecretSource;
use crate::engine::{Field, Intent};
use crate::io::{SECRET_VARIABLE, disk};
use crate::oidc::token::ClientAuthentication;
use crate::ui::cli::ValueArgs;
use crate::ui::silent::session::Session;
use crate::ui::silent::usage::{Usage, read_file};
use crate::ui::talk;

/// The flag that names the file of the secret.
const SECRET_FLAG: &str = "--client-secret-file";

/// The secret that a flag or the environment gives at once.
pub(crate) fn given_secret(file: Option<&Path>) -> Result<Option<Secret>, Usage> {
    match file {
        Some(path) => {
            let text = read_file(path)?;
            Ok(Some(Secret::new(text.reveal().trim_end_matches(['\n', '\r']))))
        }
        None => Ok(std::env::var(SECRET_VARIABLE).ok().map(Secret::new)),
    }
}

/// Takes the secret from where the flags, the environment or the record say it is.
pub(super) async fn put_secret(session: &mut Session, values: &ValueArgs, usage: Use) -> Result<(), Usage> {
    if usage == Use::Plan {
        return Ok(());
    }
    if values.no_secret {
        session.intend(Intent::SecretFrom(SecretSource::None));
        session.setup.authenticate_by(ClientAuthentication::None);
        return Ok(());
    }
    let given_file = values.client_secret_file.as_deref();
    // One secret for all of them would go to providers for which it was never meant.
    let of_environment = || std::env::var_os(SECRET_VARIABLE).filter(|_| usage != Use::VerifyAll);
    let given = match &values.client_secret_file {
        Some(path) if path == Path::new("-") => Some(SecretSource::File { path: path.clone() }),
        Some(path) => Some(SecretSource::File { path: disk::lasting(path) }),
        None => of_environment().map(|_| SecretSource::Variable { name: SECRET_VARIABLE.to_owned() }),
    };
    match given.clone() {
        Some(source) => session.fetch_secret_from(source).await?,
        None => session.fetch_secret().await?,
    }
    if let Some(trouble) = session.setup.secret_trouble() {
        let key = if given_file.is_some() { key!("cli.flag_refused") } else { key!("cli.secret_not_had") };
        return Err(Usage(message!(key, flag = SECRET_FLAG, why = trouble.message())));
    }
    if let Some(path) = given_file.filter(|path| disk::others_can_read(path)) {
        talk::say(&say!(session, "cli.secret_open", path = path.display()));
    }
    if given_file == Some(Path::new("-")) {
        // Standard input cannot be read a second time.
        session.setup.secret_lives(SecretSource::Ask);
    }
    // The two in each other's place are told together, with the client ID.
    let is_swapped = session.setup.holds_back_client_id();
    if let Some(problem) = session.setup.field(&Field::Secret).and_then(|state| state.problem.clone())
        && !is_swapped
    {
        // What stands in a file is judged by the checks, with its place.
        if given.is_none() && session.setup.is_stated(&Field::Secret) {
            return Ok(());
        }
        return Err(Usage(message!("cli.flag_refused", flag = SECRET_FLAG, why = problem)));
    }
    Ok(())
}
