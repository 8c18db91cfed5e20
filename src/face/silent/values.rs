//! From flags to a set-up: the guide, the record, the values, each refused in words where it cannot be used.

use std::path::{Path, PathBuf};

use crate::apps::{Guide, catalogue};
use crate::base::{Secret, untrusted, words};
use crate::cli::ValueArgs;
use crate::oidc::token::ClientAuthentication;
use crate::okta::host;
use crate::setup::connection::{Connection, SecretSource};
use crate::setup::{Field, Setup};
use crate::world::{SECRET_VARIABLE, World, disk, store};

use super::from;
use super::session::{Interrupted, Session};

/// Why the flags do not make a set-up: a sentence for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Usage(pub String);

impl Usage {
    /// A sentence of the words.
    pub(crate) fn new(key: &str, values: &[(&str, &str)]) -> Self {
        Self(words::fill(key, values))
    }
}

impl From<Interrupted> for Usage {
    fn from(_: Interrupted) -> Self {
        Self::new("cli.interrupted", &[])
    }
}

/// The guide by its name: an embedded one, or one of the person's own.
pub(crate) fn open_guide(name: &str) -> Result<Guide, Usage> {
    match catalogue::open(name) {
        Ok(guide) => Ok(guide),
        Err(error) => own_guide(name).unwrap_or_else(|| Err(Usage(say_open_error(name, &error)))),
    }
}

/// Every guide, those of the person's own first; one that has problems is left out.
pub(crate) fn guides() -> Vec<Guide> {
    let own = own_guides().into_iter().filter_map(|(_, guide)| guide.ok());
    own.chain(catalogue::cards().iter().filter_map(|card| catalogue::open(card.id).ok())).collect()
}

/// The guides of the person's own: each with its file, and what is in it or how many problems it has.
pub(crate) fn own_guides() -> Vec<(PathBuf, Result<Guide, usize>)> {
    let texts = store::config_dir().and_then(|folder| store::guides(&folder).ok()).unwrap_or_default();
    let opened = texts.into_iter().filter_map(|one| {
        let guide = catalogue::open_own(&one.text.ok()?).map_err(|error| error.count());
        Some((one.path, guide))
    });
    opened.collect()
}

/// Says of each guide of one's own that it is left out because of its problems.
pub(crate) fn tell_broken_guides() {
    for (path, guide) in own_guides() {
        if let Err(count) = guide {
            let path = untrusted::visible(&path.display().to_string());
            crate::face::talk::say_words(
                "cli.own_guide_broken",
                &[("path", &path), ("count", &count.to_string())],
            );
        }
    }
}

fn own_guide(name: &str) -> Option<Result<Guide, Usage>> {
    let folder = store::config_dir()?;
    let texts = store::guides(&folder).ok()?;
    let found = texts.into_iter().find(|one| one.path.file_stem().is_some_and(|stem| stem == name))?;
    let text = found.text.ok()?;
    Some(catalogue::open_own(&text).map_err(|error| Usage(say_open_error(name, &error))))
}

fn say_open_error(name: &str, error: &catalogue::OpenError) -> String {
    let name = untrusted::visible(name);
    match error {
        catalogue::OpenError::Unknown { nearest: Some(nearest), .. } => {
            words::fill("cli.app_unknown_near", &[("name", &name), ("nearest", nearest)])
        }
        catalogue::OpenError::Unknown { nearest: None, .. } => {
            words::fill("cli.app_unknown", &[("name", &name)])
        }
        catalogue::OpenError::Problems { problems } => {
            let count = problems.len().to_string();
            words::fill("cli.guide_has_problems", &[("name", &name), ("count", &count)])
        }
    }
}

/// A file of the application, as text.
pub(crate) fn read_file(path: &Path) -> Result<Secret, Usage> {
    let shown = path.display().to_string();
    match disk::read(path) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(Usage::new("cli.no_such_file", &[("path", &shown)])),
        Err(trouble) => Err(Usage::new("cli.file_unreadable", &[("path", &shown), ("why", &trouble.detail)])),
    }
}

/// What a command does with the saved connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Goes on with a connection of this name where there is one, and keeps what comes of it.
    SetUp,
    /// Reads a saved connection when one is named; what is only given by flags is kept nowhere.
    Verify,
}

/// The record to start from, and whether what comes of it is kept.
fn record(
    world: &World,
    named: Option<&str>,
    values: &ValueArgs,
    guide: &Guide,
    usage: Use,
) -> (Connection, bool) {
    let own = |name: &str| world.store()?.load(name).ok().filter(|kept| kept.app == guide.id);
    let name = match usage {
        Use::SetUp => {
            values.name.clone().or_else(|| named.filter(|name| own(name).is_some()).map(str::to_owned))
        }
        Use::Verify => named.map(str::to_owned).or_else(|| values.name.clone()),
    };
    let name = name.unwrap_or_else(|| guide.id.clone());
    let from_flags = usage == Use::Verify && named.is_none();
    match own(&name).filter(|_| !from_flags) {
        Some(kept) => (kept, true),
        None => (Connection::new(&name, &guide.id, World::now()), usage == Use::SetUp),
    }
}

/// The application that is meant: by flag, by a saved connection's name, by its own name, by another connection.
fn application(
    world: &World,
    named: Option<&str>,
    values: &ValueArgs,
    like: Option<&Connection>,
) -> Option<String> {
    let saved = || Some(world.store()?.load(named?).ok()?.app);
    let own = || named.map(str::to_owned);
    values.app.clone().or_else(saved).or_else(own).or_else(|| like.map(|other| other.app.clone()))
}

/// A session with all values of the flags put in.
///
/// `named` is what stands behind the command: an application, or a saved connection.
///
/// # Errors
/// [`Usage`] with a sentence that names the flag and what to give instead.
pub(crate) async fn session(
    named: Option<&str>,
    values: &ValueArgs,
    options: crate::world::Options,
    usage: Use,
) -> Result<Session, Usage> {
    if let Some(name) = values.name.as_deref().filter(|name| !store::is_safe_name(name)) {
        return Err(Usage::new("cli.unsafe_name", &[("name", &untrusted::visible(name))]));
    }
    let (sender, _) = tokio::sync::mpsc::unbounded_channel();
    let world = World::new(crate::world::Options::default(), sender);
    let like = values.like.as_deref().map(|name| load(&world, name)).transpose()?;
    let app = application(&world, named, values, like.as_ref());
    let found = values.from.as_deref().map(|path| from::look_into(path, app.as_deref())).transpose()?;
    let guide = match (&found, &app) {
        (Some(found), _) => found.guide.clone(),
        (None, Some(app)) => open_guide(app)?,
        (None, None) => return Err(Usage::new("cli.no_app", &[])),
    };
    let (mut connection, kept) = record(&world, named, values, &guide, usage);
    if let Some(other) = like {
        connection.answers = other.answers;
        connection.organization = other.organization;
        connection.scopes = other.scopes;
    }
    let mut session = Session::new(Setup::new(connection, guide), options);
    session.kept = kept;
    if let Some(found) = found {
        from::adopt(&mut session, found);
    }
    put_flags(&mut session, values)?;
    put_secret(&mut session, values).await?;
    fill_gaps(&mut session);
    from::tell_open(&session);
    Ok(session)
}

/// A saved connection by its name.
pub(crate) fn load(world: &World, name: &str) -> Result<Connection, Usage> {
    let shown = untrusted::visible(name);
    let Some(store) = world.store() else { return Err(Usage::new("cli.no_folder", &[])) };
    store
        .load(name)
        .map_err(|trouble| Usage::new("cli.no_connection", &[("name", &shown), ("why", &trouble.detail)]))
}

/// The same, where there is no world yet.
pub(crate) fn load_alone(name: &str) -> Result<Connection, Usage> {
    let (sender, _) = tokio::sync::mpsc::unbounded_channel();
    load(&World::new(crate::world::Options::default(), sender), name)
}

fn put_flags(session: &mut Session, values: &ValueArgs) -> Result<(), Usage> {
    for pair in &values.set {
        let (key, value) = self::pair(pair)?;
        put_checked(session, &Field::Answer(key.to_owned()), value, &format!("--set {key}"))?;
    }
    let flags = [
        (Field::Organization, &values.organization, "--organization"),
        (Field::Issuer, &values.issuer, "--issuer"),
        (Field::ClientId, &values.client_id, "--client-id"),
        (Field::Scopes, &values.scopes, "--scopes"),
        (Field::Redirect, &values.redirect_uri, "--redirect-uri"),
    ];
    for (field, value, flag) in flags {
        if let Some(value) = value {
            put_checked(session, &field, value, flag)?;
        }
    }
    Ok(())
}

fn put_checked(session: &mut Session, field: &Field, value: &str, flag: &str) -> Result<(), Usage> {
    session.put(field.clone(), value);
    let Some(state) = session.setup.field(field) else { return Ok(()) };
    if let Some(problem) = &state.problem {
        return Err(Usage::new("cli.flag_refused", &[("flag", flag), ("why", problem)]));
    }
    for mended in state.mended.iter().chain(&state.caution) {
        crate::face::talk::say(&format!("{flag}: {mended}"));
    }
    Ok(())
}

/// `KEY=VALUE` in its two parts.
pub(crate) fn pair(given: &str) -> Result<(&str, &str), Usage> {
    let refused = || Usage::new("cli.set_without_value", &[("given", &untrusted::visible(given))]);
    given.split_once('=').ok_or_else(refused)
}

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

async fn put_secret(session: &mut Session, values: &ValueArgs) -> Result<(), Usage> {
    let given = match &values.client_secret_file {
        Some(path) if path == Path::new("-") => Some(SecretSource::File { path: path.clone() }),
        Some(path) => Some(SecretSource::File { path: disk::lasting(path) }),
        None => std::env::var_os(SECRET_VARIABLE)
            .map(|_| SecretSource::Variable { name: SECRET_VARIABLE.to_owned() }),
    };
    match given {
        Some(source) => session.fetch_secret_from(source).await?,
        None => session.fetch_secret().await?,
    }
    if let Some(trouble) = session.setup.secret_trouble() {
        let trouble = trouble.to_string();
        return Err(Usage::new("cli.secret_not_had", &[("why", &trouble)]));
    }
    if values.client_secret_file.as_deref() == Some(Path::new("-")) {
        // Standard input cannot be read a second time.
        session.setup.secret_lives(SecretSource::Ask);
    }
    if let Some(problem) = session.setup.field(&Field::Secret).and_then(|state| state.problem.clone()) {
        return Err(Usage::new("cli.flag_refused", &[("flag", "--client-secret-file"), ("why", &problem)]));
    }
    Ok(())
}

/// What follows from what is known: the organization from the issuer, the issuer from the organization, proposals of
/// the guide for questions nobody answered.
fn fill_gaps(session: &mut Session) {
    let connection = session.setup.connection().clone();
    if connection.organization.is_none()
        && let Some(url) = connection.issuer.as_deref().and_then(|issuer| url::Url::parse(issuer).ok())
    {
        session.put(Field::Organization, host::origin(&url));
    }
    let keys: Vec<String> = session.setup.guide().questions.iter().map(|one| one.key.clone()).collect();
    for key in keys {
        let field = Field::Answer(key.clone());
        let proposal = session.setup.guide().proposal(&key, &session.setup.context());
        if let Some(proposal) = proposal.filter(|_| session.setup.field(&field).is_none()) {
            session.put(field, proposal);
        }
    }
    let expected = session.setup.resolved().okta.issuer_expected.clone();
    if session.setup.connection().issuer.is_none() && expected.is_complete() && !expected.is_empty() {
        session.put(Field::Issuer, expected.reveal());
    }
}

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
