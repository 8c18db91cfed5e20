//! `usher verify --all`: every saved connection without a login, several organizations at once.
//!
//! Connections of one organization follow one another, because Okta counts `/authorize` for all of them together and real
//! logins share that limit; organizations go side by side, so that a slow or dead one costs no more than its own deadline.

use std::collections::BTreeMap;

use futures_util::{StreamExt as _, stream};

use super::run::{check, examined, interrupted, report, verdict_exit};
use super::session::{Interrupted, options};
use super::values::{self, Usage, Use};
use super::{Exit, refuse, talk};
use crate::cli::{LoginArgs, ValueArgs, VerifyArgs};
use crate::face::report::Examined;
use crate::okta::host;
use crate::setup::connection::Connection;

/// So many organizations are asked at once.
const SIDE_BY_SIDE: usize = 64;

/// One connection's place in the report, and what came of it.
struct Told {
    place: usize,
    examined: Option<Examined>,
    exit: Exit,
}

/// Verifies every saved connection and reports on all of them in the order of their names.
pub(crate) async fn verify_all(args: &VerifyArgs) -> Exit {
    let groups = match groups() {
        Ok(groups) if groups.is_empty() => return refuse(&Usage::new("cli.no_connections", &[])),
        Ok(groups) => groups,
        Err(usage) => return refuse(&usage),
    };
    let login = LoginArgs { no_login: true, ..args.login.clone() };
    let strict = args.report.strict;
    let work = groups.into_values().map(|group| one_after_the_other(group, &login, strict));
    let done: Vec<Result<Vec<Told>, Interrupted>> =
        stream::iter(work).buffer_unordered(SIDE_BY_SIDE).collect().await;
    let mut all = Vec::new();
    for group in done {
        match group {
            Ok(told) => all.extend(told),
            Err(Interrupted) => return interrupted(),
        }
    }
    all.sort_by_key(|told| told.place);
    let exit = all.iter().map(|told| told.exit).max().unwrap_or(Exit::Unknown);
    let examined: Vec<Examined> = all.into_iter().filter_map(|told| told.examined).collect();
    exit.max(report(&examined, &args.report))
}

/// The saved connections with their places, by organization.
fn groups() -> Result<BTreeMap<String, Vec<(usize, String)>>, Usage> {
    let mut groups: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (place, listed) in super::keep::listed()?.into_iter().enumerate() {
        let organization = listed.record.as_ref().ok().and_then(organization).unwrap_or_default();
        groups.entry(organization).or_default().push((place, listed.name));
    }
    Ok(groups)
}

fn organization(record: &Connection) -> Option<String> {
    let url = url::Url::parse(record.issuer.as_ref()?).ok()?;
    Some(host::origin(&url))
}

async fn one_after_the_other(
    group: Vec<(usize, String)>,
    login: &LoginArgs,
    strict: bool,
) -> Result<Vec<Told>, Interrupted> {
    let mut told = Vec::new();
    for (place, name) in group {
        told.push(one(place, &name, login, strict).await?);
    }
    Ok(told)
}

async fn one(place: usize, name: &str, login: &LoginArgs, strict: bool) -> Result<Told, Interrupted> {
    let values = ValueArgs::default();
    let mut session = match values::session(Some(name), &values, options(login), Use::Verify).await {
        Ok(session) => session,
        Err(usage) => {
            talk::say(&format!("{name}: {}", usage.0));
            return Ok(Told { place, examined: None, exit: Exit::Unknown });
        }
    };
    check(&mut session).await?;
    let exit = verdict_exit(&session.setup, strict);
    let verdict =
        crate::base::words::text(&format!("cli.verdict.{}", session.setup.diagnosis().verdict.as_str()));
    talk::say_words("cli.verified", &[("name", name), ("verdict", &verdict)]);
    Ok(Told { place, examined: Some(examined(&session.setup)), exit })
}
