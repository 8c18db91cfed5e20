//! `usher notice`: a paragraph for the security team, before Usher's requests stand in the provider's log.

use super::keep;
use super::usage::Usage;
use super::{Exit, refuse, talk};
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, Voice, key, message, say};
use crate::io::{USER_AGENT, World};
use crate::okta::issuer::server_of;
use crate::okta::probes::{CONTROL_REDIRECT, UNKNOWN_CODE};
use crate::ui::cli::NoticeArgs;

/// How long what is announced may take, where nothing else is said, in milliseconds.
const AN_HOUR: i64 = 3_600_000;

/// Prints the paragraph.
pub(crate) fn notice(args: &NoticeArgs) -> Exit {
    match clients(args) {
        Ok(clients) => {
            talk::answer(&text(args, &clients));
            Exit::Works
        }
        Err(usage) => refuse(&usage),
    }
}

/// Client IDs, each with its issuer where that is known.
type Clients = Vec<(String, Option<String>)>;

/// Those that were named; else those of the saved connections.
fn clients(args: &NoticeArgs) -> Result<Clients, Usage> {
    let of_flags = args.client_id.iter().map(|id| (id.clone(), args.issuer.clone()));
    let mut all: Clients = of_flags.collect();
    for name in &args.connection {
        let record = keep::load(name)?;
        all.extend(record.client_id.map(|id| (id, record.issuer)));
    }
    if args.connection.is_empty() && args.client_id.is_empty() {
        let records = keep::listed()?.into_iter().filter_map(|one| one.record.ok());
        all.extend(
            records.filter(|one| !one.is_practice()).filter_map(|one| Some((one.client_id?, one.issuer))),
        );
    }
    if all.is_empty() { Err(Usage(message!("cli.notice.whom"))) } else { Ok(all) }
}

fn text(args: &NoticeArgs, clients: &Clients) -> String {
    let voice = Voice::default();
    let distinct = |values: Vec<&str>| {
        let mut seen: Vec<String> = values.into_iter().map(visible).collect();
        seen.sort();
        seen.dedup();
        Message::list(&seen)
    };
    let ids = distinct(clients.iter().map(|(id, _)| id.as_str()).collect());
    let issuers: Vec<&str> = clients.iter().filter_map(|(_, issuer)| issuer.as_deref()).collect();
    let when = args.when.as_deref().map_or_else(now, |when| visible(when).into());
    let mut lines = vec![say!(voice, "cli.notice.title"), String::new()];
    lines.push(say!(voice, "cli.notice.what", agent = USER_AGENT, clients = ids, when = when));
    if !issuers.is_empty() {
        lines.push(say!(voice, "cli.notice.where", issuers = distinct(issuers.clone())));
    }
    lines.push(String::new());
    let entries_are =
        if args.no_noise { key!("cli.notice.entries_quiet") } else { key!("cli.notice.entries") };
    lines.push(say!(voice, entries_are));
    let on_own = issuers.is_empty() || issuers.iter().any(|issuer| server_of(issuer).is_none());
    let on_custom = issuers.is_empty() || issuers.iter().any(|issuer| server_of(issuer).is_some());
    for (event, explained) in entries(args.no_noise) {
        let prefixes = [(on_own, "app.oauth2."), (on_custom, "app.oauth2.as.")];
        let events: Vec<String> = match event.strip_prefix('.') {
            Some(rest) => {
                let fits = prefixes.into_iter().filter(|(fits, _)| *fits);
                fits.map(|(_, prefix)| format!("{prefix}{rest}")).collect()
            }
            None => vec![event.to_owned()],
        };
        let values = [("control", CONTROL_REDIRECT), ("code", UNKNOWN_CODE), ("reason", "invalid_state")];
        let about = Message::Sentence(explained, values.map(|(name, value)| (name, value.into())).to_vec());
        lines.push(say!(voice, "cli.notice.entry", events = Message::list(&events), about = about));
    }
    lines.push(String::new());
    lines.push(say!(voice, "cli.notice.end"));
    lines.join("\n") + "\n"
}

/// What stands in the log afterwards: the end of an event's type behind a dot, or all of it, and what it was.
fn entries(no_noise: bool) -> Vec<(&'static str, Key)> {
    let noise = [(".authorize", key!("cli.notice.refused")), (".token.grant", key!("cli.notice.bogus_code"))];
    let login = [
        ("user.authentication.sso", key!("cli.notice.sign_in")),
        (".authorize.code", key!("cli.notice.code")),
        (".token.grant.id_token", key!("cli.notice.tokens")),
        (".token.revoke", key!("cli.notice.revoked")),
    ];
    noise.into_iter().filter(|_| !no_noise).chain(login).collect()
}

/// From now on, for an hour.
fn now() -> Message {
    let begins = World::now();
    let until = begins.plus_ms(AN_HOUR).utc().format("%H:%M UTC").to_string();
    message!("cli.notice.today", day = begins.day(), begins = begins.utc().format("%H:%M"), until = until)
}
