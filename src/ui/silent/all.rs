//! `usher verify` of several connections, saved or declared: without a login, several organizations at once.
//!
//! Connections of one organization follow one another, because Okta counts `/authorize` for all of them together and real
//! logins share that limit; organizations go side by side, so that a slow or dead one costs no more than its own deadline.
//! All of them share their HTTP clients: certificates are read once, not once for each connection.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::examine::{check, verdict_exit, visit};
use super::fleet::{self, Refused};
use super::guides::open_guide;
use super::session::{Interrupted, options};
use super::told::{interrupted, report, told, told_as};
use super::usage::Usage;
use super::values::{self, OTHER, Use};
use super::{Exit, missing, refuse, talk};
use crate::apps::Guide;
use crate::base::untrusted::visible;
use crate::base::words::{Message, Voice, message};
use crate::diagnosis::wording;
use crate::diagnosis::{Finding, Slug, Value, unexamined};
use crate::engine::connection::Connection;
use crate::engine::effect::{FileTrouble, FileTroubleKind};
use crate::engine::{Field, Setup};
use crate::io::store::Listing;
use crate::io::{Options, World};
use crate::okta::host;
use crate::ui::cli::{LoginArgs, ReportArgs, ValueArgs, VerifyArgs};
use crate::ui::report::{DeclaredDocument, ResultDocument, RunDocument, Shard};

/// So many organizations are asked at once. Each holds six connections and its answers while it is asked, which is where
/// most memory goes; twice as many are done hardly sooner, since the processor has no pause between their answers by then.
const SIDE_BY_SIDE: usize = 32;

/// One of the connections that are verified: a saved one, or one that a file declares.
pub(super) struct One {
    /// It, as it is saved or as if it were.
    pub(super) listing: Listing,
    /// The values beside it.
    pub(super) values: ValueArgs,
    /// Who looks after it and where it is declared.
    pub(super) told: DeclaredDocument,
    /// Whether its application is visited.
    pub(super) live: bool,
    /// Whether no question is asked that the provider logs as a failure.
    pub(super) quiet: bool,
    /// The issuer that its file names.
    pub(super) issuer: Option<String>,
    /// Its file, and why nothing was found in it.
    pub(super) unread: Option<(PathBuf, Usage)>,
}

impl One {
    /// One that is saved.
    pub(super) fn of(listing: Listing) -> Self {
        let (values, told) = (ValueArgs::default(), DeclaredDocument::default());
        Self { listing, values, told, live: false, quiet: false, issuer: None, unread: None }
    }
}

/// One connection's place in the report, and what came of it.
struct Told {
    place: usize,
    result: ResultDocument,
    exit: Exit,
}

/// The connections of one organization, each with its place in the report.
type Group = Vec<(usize, One)>;

/// What is the same for all of them, and how many are done.
struct Round {
    options: Options,
    report: ReportArgs,
    follow_references: bool,
    /// Whether the applications are visited.
    live: bool,
    no_noise: bool,
    count: usize,
    done: Cell<usize>,
    /// The guide of an application without one of its own.
    other: Guide,
}

/// Whether more than one connection is meant.
pub(super) fn is_of_several(args: &VerifyArgs) -> bool {
    args.all || args.fleet.is_some() || args.connection.len() > 1
}

/// Verifies the connections that are meant and reports on all of them in their order.
pub(crate) async fn verify_all(args: &VerifyArgs) -> Exit {
    let began = World::now();
    let (all, shard) = match wanted(args) {
        Ok(wanted) => wanted,
        Err(Refused::Usage(usage)) => return refuse(&usage),
        Err(Refused::Told) => return Exit::Usage,
    };
    let other = match open_guide(OTHER) {
        Ok(guide) => guide,
        Err(usage) => return refuse(&usage),
    };
    let login = LoginArgs { no_login: true, ..args.login.clone() };
    let round = Round {
        options: options(&login).with_shared_clients(),
        report: args.report.clone(),
        follow_references: args.values.follow_references,
        live: args.login.live,
        no_noise: args.login.no_noise,
        count: all.len(),
        done: Cell::new(0),
        other,
    };
    let work = groups(all).into_iter().map(|group| one_after_the_other(group, &round));
    // The first interruption ends all of them: what has not begun must not begin then.
    let done: Result<Vec<Vec<Told>>, Interrupted> =
        stream::iter(work).buffer_unordered(SIDE_BY_SIDE).try_collect().await;
    let Ok(done) = done else { return interrupted() };
    let mut all: Vec<Told> = done.into_iter().flatten().collect();
    all.sort_by_key(|told| told.place);
    // Where there are more parts than connections, some have nothing to do.
    let exit = all.iter().map(|told| told.exit).max().unwrap_or(Exit::Works);
    let run = RunDocument::of(began, World::now(), shard);
    exit.max(report(all.into_iter().map(|told| told.result).collect(), run, &args.report))
}

/// The connections that are meant, and which part of all it is.
fn wanted(args: &VerifyArgs) -> Result<(Vec<One>, Option<Shard>), Refused> {
    if let Some(path) = &args.fleet {
        return fleet::chosen(path, args);
    }
    let mut listed = super::keep::listed()?;
    if !args.all {
        let is_known = |name: &&String| listed.iter().any(|one| one.name == **name);
        if let Some(name) = args.connection.iter().find(|name| !is_known(name)) {
            return Err(super::keep::unknown(name).into());
        }
        listed.retain(|one| args.connection.contains(&one.name));
    }
    if listed.is_empty() {
        return Err(Usage(message!("cli.no_connections")).into());
    }
    Ok((listed.into_iter().map(One::of).collect(), None))
}

/// The connections, those of one organization together in their order.
fn groups(all: Vec<One>) -> Vec<Group> {
    let mut groups: Vec<(BTreeSet<String>, Group)> = Vec::new();
    for (place, one) in all.into_iter().enumerate() {
        let mut hosts = one.hosts();
        let mut group = Vec::new();
        let (same, others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(known, _)| !known.is_disjoint(&hosts));
        for (known, members) in same {
            hosts.extend(known);
            group.extend(members);
        }
        group.push((place, one));
        group.sort_by_key(|(place, _)| *place);
        groups = others;
        groups.push((hosts, group));
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

impl One {
    /// The hosts by which it names its organization: behind a custom domain there are two.
    fn hosts(&self) -> BTreeSet<String> {
        let record = self.listing.record.as_ref().ok();
        let kept = record.into_iter().flat_map(|record| record.issuer.iter().chain(&record.organization));
        let named = kept.chain(&self.issuer);
        named.filter_map(|text| url::Url::parse(text).ok()).map(|url| host::origin(&url)).collect()
    }
}

async fn one_after_the_other(group: Group, round: &Round) -> Result<Vec<Told>, Interrupted> {
    let mut done = Vec::new();
    for (place, mut one) in group {
        let told = std::mem::take(&mut one.told);
        let mut made = self::one(place, one, round).await?;
        made.result.declared = told;
        done.push(made);
    }
    Ok(done)
}

async fn one(place: usize, one: One, round: &Round) -> Result<Told, Interrupted> {
    let name = one.listing.name;
    let record = match one.listing.record {
        Ok(record) => record,
        Err(trouble) => return Ok(round.unread(place, &name, &trouble)),
    };
    if let Some((path, usage)) = one.unread {
        return Ok(round.without_file(place, record, &path, &usage));
    }
    let follow_references = round.follow_references || one.values.follow_references;
    let live = round.live || one.live;
    let values = ValueArgs { follow_references, visits: live, ..one.values };
    let options = round.options.clone();
    let mut session = match values::session(Some(&name), &values, options, Use::VerifyAll, false).await {
        Ok(session) => session,
        Err(usage) => return Ok(round.unused(place, record, usage)),
    };
    // Of a set-up that is not finished the checks tell what is missing; a client without its secret is not asked about.
    if let [(Field::Secret, _)] = missing::lacking(&session.setup).as_slice()
        && !session.setup.is_held(&Field::Secret)
    {
        return Ok(round.unused(place, record, Usage(message!("cli.secret_of_all"))));
    }
    session.setup.leave_out_noise(round.no_noise || one.quiet);
    if live {
        visit(&mut session, None).await?;
    } else {
        check(&mut session).await?;
    }
    let exit = verdict_exit(&session.setup, round.report.strict);
    round.say(&name, &wording::verdict(session.setup.diagnosis().verdict).into());
    Ok(Told { place, result: told(&session.setup, &round.report), exit })
}

impl Round {
    /// A connection whose record cannot be read has a result too.
    fn unread(&self, place: usize, name: &str, trouble: &FileTrouble) -> Told {
        let path = trouble.path.display().to_string();
        let slug = match trouble.kind {
            FileTroubleKind::Newer => Slug::ConfigConnectionNewer,
            _ => Slug::ConfigConnectionUnreadable,
        };
        let reason = Finding::new(slug)
            .with("name", Value::public(name))
            .with("place", Value::public(path))
            .with("detail", Value::public(trouble.detail.clone()));
        self.say(&visible(name), &trouble.detail);
        let record = Connection::new(name, OTHER, World::now());
        let result = self.unexamined(record, self.other.clone(), reason);
        Told { place, result: result.with_name_alone(), exit: Exit::Unknown }
    }

    /// So has one that names what cannot be had: its guide, or its secret.
    fn unused(&self, place: usize, mut record: Connection, usage: Usage) -> Told {
        let (guide, why, slug) = match open_guide(&record.app) {
            // Whatever else is missing is told by the checks.
            Ok(guide) => (guide, usage, Slug::ConfigSecretUnavailable),
            Err(gone) => {
                // Which scopes the application asks for stands in its guide.
                record.scopes.get_or_insert_default();
                (self.other.clone(), gone, Slug::ConfigGuideUnknown)
            }
        };
        let reason = Finding::new(slug)
            .with("name", Value::public(record.name.as_str()))
            .with("guide", Value::public(record.app.as_str()))
            .with("detail", Value::public(Voice::default().say(&why.0)));
        self.say(&record.name, &why.0);
        Told { place, result: self.unexamined(record, guide, reason), exit: Exit::Unknown }
    }

    /// And one of which nothing was found in the file that it names.
    fn without_file(&self, place: usize, record: Connection, path: &Path, usage: &Usage) -> Told {
        let reason = Finding::new(Slug::ConfigUnreadable)
            .with("place", Value::public(path.display().to_string()))
            .with("detail", Value::public(Voice::default().say(&usage.0)));
        self.say(&record.name, &usage.0);
        let guide = open_guide(&record.app).unwrap_or_else(|_| self.other.clone());
        Told { place, result: self.unexamined(record, guide, reason), exit: Exit::Unknown }
    }

    fn unexamined(&self, record: Connection, guide: Guide, reason: Finding) -> ResultDocument {
        told_as(&Setup::new(record, guide), &unexamined(reason), &self.report)
    }

    /// Says how one of them came out, and how many are behind.
    fn say(&self, name: &str, verdict: &Message) {
        self.done.set(self.done.get() + 1);
        let (done, count) = (self.done.get(), self.count);
        talk::tell(&message!("cli.verified", name = name, verdict = verdict, done = done, count = count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;

    fn saved(name: &str, issuer: &str, organization: Option<&str>) -> One {
        let mut record = Connection::new(name, "coder", Timestamp(0));
        record.issuer = Some(issuer.to_owned());
        record.organization = organization.map(str::to_owned);
        One::of(Listing { name: name.to_owned(), record: Ok(record) })
    }

    #[test]
    fn connections_of_one_organization_follow_one_another_also_behind_its_custom_domain() {
        let acme = "https://acme.okta.com";
        let groups = groups(vec![
            saved("a", acme, None),
            saved("b", "https://login.acme.com", None),
            saved("c", "https://other.okta.com", None),
            saved("d", "https://login.acme.com/oauth2/default", Some(acme)),
        ]);
        let names: Vec<Vec<&str>> = groups
            .iter()
            .map(|group| group.iter().map(|(_, one)| one.listing.name.as_str()).collect())
            .collect();
        assert_eq!(names, [vec!["c"], vec!["a", "b", "d"]]);
    }
}
