//! From the flags of `usher setup` to where a conversation begins: what was given is not asked again.

use std::collections::BTreeMap;
use std::path::Path;

use crate::apps::catalogue;
use crate::base::Secret;
use crate::base::words::message;
use crate::io::store::Store;
use crate::io::{disk, store};
use crate::okta::misplaced::{self, Provider, Suspicion};
use crate::ui::cli::{ReportFormat, SetupArgs};
use crate::wizard::Start;

use super::silent::usage::Usage;
use super::silent::values;
use super::{silent, tui};

/// Where the wizard begins, on the screen or line by line.
///
/// # Errors
/// A flag cannot be used; the sentence names it.
pub(super) fn of(args: SetupArgs) -> Result<tui::Options, Usage> {
    if let Some(flag) = of_a_script(&args) {
        return Err(Usage(message!("cli.needs_yes_for", flag = flag)));
    }
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
    let values = args.values;
    let connection = saved(values.name.as_deref(), args.application.as_deref());
    let secret = values::given_secret(values.client_secret_file.as_deref())?;
    if is_secret(
        values.client_id.as_deref(),
        secret.as_ref(),
        values.issuer.as_ref().or(values.organization.as_ref()),
    ) {
        return Err(Usage(message!("cli.secret_in_flag")));
    }
    let like = values.like.as_deref().map(silent::keep::load).transpose()?;
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
        entry: values.entry,
        follow_references: values.follow_references,
        organization: values.organization,
        format: args.target.as_format,
        path: args.target.to.map(|path| shown(&path)),
        without_undo: args.target.no_undo,
        issuer: values.issuer,
        client_id: values.client_id,
        secret,
        scopes: values.scopes,
        redirect: values.redirect_uri,
        ..Start::default()
    })
}

/// Whether a client secret was given as client ID. While it is not known who the provider is, the wizard holds it back.
fn is_secret(id: Option<&str>, secret: Option<&Secret>, address: Option<&String>) -> bool {
    let provider = Provider::of(address.map(String::as_str), None);
    let id = Secret::from(id.unwrap_or_default());
    let secret = secret.cloned().unwrap_or_default();
    misplaced::suspicion(&id, &secret, provider).is_some_and(|found| found != Suspicion::Possible)
}

/// A flag that only a set-up without questions can follow: here it would be passed over in silence.
fn of_a_script(args: &SetupArgs) -> Option<&'static str> {
    let report = &args.report;
    let given = [
        (report.form.json, "--json"),
        (report.form.format != ReportFormat::Text, "--format"),
        (report.form.output.is_some(), "--output"),
        (!report.form.reports.is_empty(), "--report"),
        (report.form.baseline.is_some(), "--baseline"),
        (report.strict, "--strict"),
        (report.include_identity, "--include-identity"),
        (args.login.no_login, "--no-login"),
        (args.login.no_noise, "--no-noise"),
        (args.target.unproven, "--unproven"),
    ];
    given.into_iter().find(|(is_given, _)| *is_given).map(|(_, flag)| flag)
}

/// The saved connection that is gone on with, as `usher setup --yes` does: the one of this name, else the one that is called
/// like the application. One of another application is not meant.
fn saved(name: Option<&str>, application: Option<&str>) -> Option<String> {
    let store = Store::new(store::data_dir()?);
    let wanted = name.or(application)?;
    let record = store.load(wanted).ok()?;
    let is_meant = application.is_none_or(|app| app == record.app || catalogue::open(app).is_err());
    is_meant.then(|| wanted.to_owned())
}
