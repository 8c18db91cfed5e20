//! From the flags of `usher setup` to where a conversation begins: what was given is not asked again.

use std::collections::BTreeMap;
use std::path::Path;

use crate::apps::catalogue;
use crate::cli::SetupArgs;
use crate::wizard::Start;
use crate::world::{disk, store};

use super::silent::usage::Usage;
use super::silent::values;
use super::{silent, tui};

/// Where the wizard begins, on the screen or line by line.
///
/// # Errors
/// A flag cannot be used; the sentence names it.
pub(super) fn of(args: SetupArgs) -> Result<tui::Options, Usage> {
    Ok(tui::Options {
        world: silent::session::options(&args.login),
        login_wait_ms: Some(args.login.login_timeout.saturating_mul(1000)),
        login_hint: args.login.login_hint.clone(),
        prompt: args.login.prompt.clone(),
        start: start(args)?,
    })
}

fn start(args: SetupArgs) -> Result<Start, Usage> {
    let shown = |path: &Path| path.display().to_string();
    let connection = args.application.clone().filter(|name| is_saved(name));
    let values = args.values;
    let secret = values::given_secret(values.client_secret_file.as_deref())?;
    let like = values.like.as_deref().map(values::load_alone).transpose()?;
    let (like_app, answers) = like.map(|other| (other.app, other.answers)).unzip();
    let mut answers: BTreeMap<String, String> = answers.unwrap_or_default();
    for pair in &values.set {
        let (key, value) = values::pair(pair)?;
        answers.insert(key.to_owned(), value.to_owned());
    }
    Ok(Start {
        app: values.app.or(args.application).or(like_app),
        connection,
        name: values.name,
        answers,
        // Made whole, since the record remembers the file and may be used from another folder.
        from: values.from.map(|path| shown(&disk::lasting(&path))),
        organization: values.organization,
        format: args.target.as_format,
        path: args.target.to.map(|path| shown(&path)),
        issuer: values.issuer,
        client_id: values.client_id,
        secret,
        scopes: values.scopes,
        redirect: values.redirect_uri,
        ..Start::default()
    })
}

/// Whether a name is a saved connection's and no application's.
fn is_saved(name: &str) -> bool {
    let store = store::data_dir().map(store::Store::new);
    catalogue::open(name).is_err() && store.is_some_and(|store| store.load(name).is_ok())
}
