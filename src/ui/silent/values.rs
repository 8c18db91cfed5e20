//! From flags to a set-up: the record and the values, each refused in words where it cannot be used.

use crate::apps::{Guide, catalogue, naming};
use crate::base::untrusted;
use crate::base::words::{message, say};
use crate::diagnosis::evidence::WrittenState;
use crate::engine::connection::{Connection, SecretSource};
use crate::engine::reference::{Consent, Issuer};
use crate::engine::{Field, Intent, Setup};
use crate::io::{World, disk, store};
use crate::okta::host;
use crate::ui::cli::ValueArgs;
use crate::ui::talk;

pub(crate) use self::secret::given_secret;
use self::secret::put_secret;
use super::guides::open_guide;
use super::session::{Keeps, Session};
use super::usage::Usage;
use super::{from, keep, missing, standing};

mod secret;

/// The application without a guide of its own.
pub(super) const OTHER: &str = "other";

/// What a command does with the saved connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Goes on with a connection of this name where there is one, and keeps what comes of it.
    SetUp,
    /// The same for the connection whose file is set right: the one that is named, the one of that very file, or a new one.
    Correct,
    /// Reads a saved connection when one is named, and keeps no more than a new proof of it.
    Verify,
    /// The same, and keeps the values too.
    VerifyAndSave,
    /// Reads a saved connection, and keeps what is written.
    Write,
    /// Reads a saved connection, or flags, for what is wanted in Okta: no client secret, and nothing is kept.
    Plan,
    /// The same as the first for one of all: each with its own secret and no other.
    VerifyAll,
}

impl Use {
    fn verifies(self) -> bool {
        self != Self::SetUp
    }

    fn saves(self) -> bool {
        matches!(self, Self::SetUp | Self::Correct | Self::VerifyAndSave | Self::Write)
    }

    /// Whether the file that was written is looked at: whoever writes looks at it by itself.
    fn looks(self) -> bool {
        self.verifies() && !matches!(self, Self::Correct | Self::Write | Self::Plan)
    }
}

/// The record to start from, and whether what comes of it is kept.
fn record(
    world: &World,
    named: Option<&str>,
    values: &ValueArgs,
    entry: Option<&str>,
    guide: &Guide,
    usage: Use,
) -> (Connection, Keeps) {
    if let Some(declared) = &values.declared {
        return ((**declared).clone(), Keeps::Nothing);
    }
    let own = |name: &str| world.store()?.load(name).ok().filter(|kept| kept.app == guide.id);
    let called = called(values, guide);
    let is_it = |kept: &Connection| called.is_none() || guide.given_name(&kept.answers) == called;
    let name = match usage {
        Use::SetUp => values
            .name
            .clone()
            .or_else(|| named.filter(|name| own(name).is_some_and(|kept| is_it(&kept))).map(str::to_owned)),
        _ => named.map(str::to_owned).or_else(|| values.name.clone()),
    };
    let name = name.or_else(|| (usage == Use::Correct).then(|| of_file(world, values, entry, guide)));
    let name = name.unwrap_or_else(|| match called.and_then(naming::connection_name) {
        Some(name) => under(world, &name, |kept| kept.app == guide.id && is_it(kept)),
        None => guide.id.clone(),
    });
    let from_flags = matches!(usage, Use::Verify | Use::Plan) && named.is_none();
    match (own(&name).filter(|_| !from_flags), usage.saves()) {
        (Some(saved), false) => (saved.clone(), Keeps::Proof(Box::new(saved))),
        (Some(saved), true) => (saved, Keeps::Everything),
        (None, false) => (Connection::new(&name, &guide.id, World::now()), Keeps::Nothing),
        (None, true) => (Connection::new(&name, &guide.id, World::now()), Keeps::Everything),
    }
}

/// How the application is called, where its guide takes that from an answer and a flag gives it.
fn called<'a>(values: &'a ValueArgs, guide: &Guide) -> Option<&'a str> {
    let key = &guide.name_question()?.key;
    let given = values.set.iter().filter_map(|given| pair(given).ok());
    given.filter(|(given, _)| given == key).map(|(_, value)| value.trim()).next_back()
}

/// The name itself, or with the first number behind it, under which this very application is kept or nothing is.
fn under(world: &World, name: &str, is_it: impl Fn(&Connection) -> bool) -> String {
    let is_guide = |name: &str| catalogue::cards().iter().any(|card| card.id == name);
    let fits = |name: &String| {
        let Some(store) = world.store() else { return true };
        !is_guide(name) && (!store.has(name) || store.load(name).is_ok_and(|kept| is_it(&kept)))
    };
    let numbered = (2..).map(|count: u64| format!("{name}-{count}"));
    std::iter::once(name.to_owned()).chain(numbered).find(fits).unwrap_or_else(|| name.to_owned())
}

/// The name under which this very file is kept, or under which nothing is yet.
fn of_file(world: &World, values: &ValueArgs, entry: Option<&str>, guide: &Guide) -> String {
    let path = values.from.as_deref().map(disk::lasting).unwrap_or_default();
    let is_it = |kept: &Connection| {
        let lives_there =
            matches!(&kept.secret, SecretSource::Configuration { path: own, .. } if *own == path);
        let is_there = entry.is_none() || kept.entry.as_deref() == entry;
        kept.app == guide.id
            && is_there
            && (lives_there || kept.written.iter().any(|written| written.path == path))
    };
    let fits = |name: &String| {
        let Some(store) = world.store() else { return true };
        !store.has(name) || store.load(name).is_ok_and(|kept| is_it(&kept))
    };
    let numbered = (2..).map(|count: u64| format!("{}-{count}", guide.id));
    std::iter::once(guide.id.clone()).chain(numbered).find(fits).unwrap_or_else(|| guide.id.clone())
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
/// `named` is what stands behind the command: an application, or a saved connection. `may_ask`: somebody is there to be asked whether
/// what a configuration refers to may be looked up.
///
/// # Errors
/// [`Usage`] with a sentence that names the flag and what to give instead.
pub(crate) async fn session(
    named: Option<&str>,
    values: &ValueArgs,
    options: crate::io::Options,
    usage: Use,
    may_ask: bool,
) -> Result<Session, Usage> {
    if let Some(name) = values.name.as_deref().filter(|name| !store::is_safe_name(name)) {
        return Err(Usage(message!("cli.unsafe_name", name = untrusted::visible(name))));
    }
    if values.entry.is_some() && values.from.is_none() && values.over.is_none() && !usage.looks() {
        return Err(Usage(message!("cli.entry_alone")));
    }
    let (sender, _) = tokio::sync::mpsc::unbounded_channel();
    let world = World::new(crate::io::Options::default(), sender);
    let like = values.like.as_deref().map(keep::load).transpose()?;
    // A record that is there and cannot be read is not taken for a connection that was never saved.
    let looks_up = usage.verifies() && values.declared.is_none();
    if let Some(name) = named.filter(|name| looks_up && keep::is_saved(name)) {
        keep::load(name)?;
    }
    let app = application(&world, named, values, like.as_ref());
    let said =
        || from::Word { consent: consent(&world, named, values), entry: values.entry.clone(), may_ask };
    let found = values.from.as_deref().map(|path| from::look_into(path, app.as_deref(), said()));
    let found = found.transpose()?;
    let guide = match (&found, &app) {
        (Some(found), _) => found.guide.clone(),
        // What stands behind “verify” is first of all a saved connection's name.
        (None, Some(app)) if usage.verifies() && usage != Use::Plan && values.app.is_none() => {
            open_guide(app).map_err(|_| keep::unknown(app))?
        }
        (None, Some(app)) => open_guide(app)?,
        // Any OpenID client can be tested; nothing is known of the application then.
        (None, None) if usage.verifies() && (values.issuer.is_some() || values.client_id.is_some()) => {
            open_guide(OTHER)?
        }
        (None, None) => return Err(Usage(message!("cli.no_app"))),
    };
    let entry = found.as_ref().and_then(|found| found.entry.as_deref());
    let (mut connection, keeps) = record(&world, named, values, entry, &guide, usage);
    if let Some(other) = like {
        connection.answers = other.answers;
        connection.organization = other.organization;
        connection.scopes = other.scopes;
    }
    let looks = usage.looks() && found.is_none();
    let mut standing = looks.then(|| standing::look(&connection, said())).flatten();
    let mut session = Session::new(Setup::new(connection, guide), options);
    session.keeps = keeps;
    let before = session.setup.evidence().subject.clone();
    let address = Field::Answer("base_url".to_owned());
    let opened_at = session.setup.field(&address).and_then(|state| state.value.clone());
    let found = found.or_else(|| {
        let found = standing.as_mut()?.found.take()?;
        // The record says them in its own way, and what the file says is asked for all the same.
        let found = found.without_scopes(&before.scopes);
        let is_asked = session.setup.connection().secret == SecretSource::Ask;
        Some(if is_asked { found.without_secret() } else { found })
    });
    let place = found.as_ref().and_then(|found| found.place(&Field::ClientId));
    let is_read = found.is_some();
    if let Some(found) = found {
        from::adopt(&mut session, found, usage);
    }
    if let Some(standing) = standing {
        let told = standing.told(is_read, &before, &session.setup.evidence().subject);
        // What is proven then are not the values that are saved.
        if told.state == WrittenState::ChangedValues && !usage.saves() {
            session.keeps = Keeps::Nothing;
        }
        session.setup.looked_at_file(told);
    }
    // A file may have the very address wrong that a visit is to find.
    if let Some(known) = opened_at.filter(|_| values.visits && usage.looks()) {
        session.put(address, known);
    }
    put_flags(&mut session, values)?;
    let followed = std::mem::take(&mut session.followed);
    if let Some(source) = session.source.clone() {
        session.setup.remember_followed(&source, &followed);
    }
    session.setup.trust(values.follow_references, values.issuer.is_some());
    put_secret(&mut session, values, usage).await?;
    follow_if_agreed(&mut session, may_ask).await?;
    let held = session.open.iter().filter(|open| from::lacks(&session, &open.field)).cloned();
    let held: Vec<_> = held.chain(session.setup.held().to_vec()).collect();
    session.setup.write_at(values.entry.clone());
    if let Some(path) = &values.over {
        from::answer_from(&mut session, path, values.entry.as_deref());
    }
    fill_gaps(&mut session);
    missing::tell_held_back(&session.setup, values.client_id.is_some(), place)?;
    session.setup.hold_back(held);
    from::tell_open(&session, may_ask);
    Ok(session)
}

/// What was said of the references of a file: by flags, and for a saved connection by an earlier word that is kept with it.
fn consent(world: &World, named: Option<&str>, values: &ValueArgs) -> Consent {
    let name = named.or(values.name.as_deref());
    let saved = || world.store()?.load(name?).ok();
    let saved = values.declared.as_deref().cloned().or_else(saved);
    let issuer = if values.issuer.is_some() { Issuer::Person } else { Issuer::File };
    let otherwise = saved.as_ref().and_then(Connection::issuer_host);
    let kept = saved.map(|saved| saved.references).unwrap_or_default();
    Consent { issuer, otherwise, everything: values.follow_references, kept, ..Consent::default() }
}

/// Asks, where somebody is there, whether the configuration in which the secret lives may be followed to it.
async fn follow_if_agreed(session: &mut Session, may_ask: bool) -> Result<(), Usage> {
    loop {
        let asked = session.setup.asks_to_follow();
        if asked.is_empty() || !may_ask || !from::agreed(&asked) {
            return Ok(());
        }
        session.intend(Intent::FollowReferences(true));
        session.settle(&mut |_| {}).await?;
    }
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
    // Judged once all is known.
    if state.suspicion.is_some() {
        return Ok(());
    }
    if let Some(problem) = &state.problem {
        return Err(Usage(message!("cli.flag_refused", flag = flag, why = problem)));
    }
    // A script goes on with the value that it holds: an issuer is refused or taken as it is.
    if *field == Field::Issuer {
        if !state.corrected.is_empty() {
            let value = state.value.clone().unwrap_or_default();
            return Err(Usage(message!("cli.flag_corrected", flag = flag, value = value)));
        }
        if state.otherwise.is_some() {
            session.intend(Intent::TakeAsTyped(field.clone()));
        }
        return Ok(());
    }
    for corrected in state.corrected.iter().chain(&state.caution) {
        talk::say(&say!(session, "joins.labelled", label = flag, value = corrected));
    }
    Ok(())
}

/// `KEY=VALUE` in its two parts.
pub(crate) fn pair(given: &str) -> Result<(&str, &str), Usage> {
    let refused = || Usage(message!("cli.set_without_value", given = untrusted::visible(given)));
    given.split_once('=').ok_or_else(refused)
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
    // What nobody is asked counts by its default without being an answer: else one that a guide has since would make every
    // proof of before stale.
    let asked = session.setup.guide().questions.iter().filter(|question| !question.from_file);
    let keys: Vec<String> = asked.map(|question| question.key.clone()).collect();
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
