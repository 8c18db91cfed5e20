//! `usher apply --undo`: takes back the last run that is on record for this application in this organization.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};

use super::super::plan::access::Purpose;
use super::super::plan::errand::Errands;
use super::super::plan::{self, access, document, shown_host, text};
use super::super::session::Interrupted;
use super::super::usage::Usage;
use super::super::{Exit, keep_text, refuse, talk};
use crate::base::words::{Voice, key, message, say};
use crate::base::{Exchange, Redactor};
use crate::io::journals::Kept;
use crate::io::{Options, World, journals};
use crate::manage::{Journal, Next, TakenBack, Undo, UndoOrder, address};
use crate::ui::cli::ApplyArgs;

/// `usher apply --undo`.
pub(super) async fn undo(args: ApplyArgs) -> Exit {
    match run(&args).await {
        Ok(Ok(exit)) => exit,
        Ok(Err(usage)) => refuse(&usage),
        Err(Interrupted) => {
            talk::tell(&message!("manage.undo.interrupted"));
            Exit::Interrupted
        }
    }
}

async fn run(args: &ApplyArgs) -> Result<Result<Exit, Usage>, Interrupted> {
    let (session, organization) = match plan::ready(&args.look, args.yes).await {
        Ok(ready) => ready,
        Err(usage) => return Ok(Err(usage)),
    };
    let wanted = session.setup.resolved().wanted(&[]);
    let origin = organization.origin().ascii_serialization();
    let lives = address(&wanted);
    let is_it = |journal: &Journal| {
        journal.organization == origin && journal.app == wanted.app && journal.address == lives
    };
    let kept = match journals::last(is_it) {
        Ok(Some(kept)) => kept,
        Ok(None) => {
            let host = shown_host(&organization);
            return Ok(Err(Usage(message!("manage.undo.none", app = wanted.called, host = host))));
        }
        Err(why) => return Ok(Err(Usage(why.message()))),
    };
    if !agrees(&kept.journal, args) {
        return Ok(if args.yes || talk::can_ask() {
            talk::tell(&message!("manage.apply.left"));
            Ok(Exit::Broken)
        } else {
            Err(Usage(message!("manage.apply.needs_yes")))
        });
    }
    let mut errands = Errands::new(Options { ca_file: args.look.ca_file.clone(), ..Options::default() });
    let access = match access::of(&args.look.access, Purpose::Change, !args.yes, &mut errands).await? {
        Ok(access) => access,
        Err(usage) => return Ok(Err(usage)),
    };
    let unique = match World::seed() {
        Ok(seed) => BASE64_URL_SAFE_NO_PAD.encode(seed),
        Err(trouble) => return Ok(Err(Usage(trouble.message()))),
    };
    let mut redactor = Redactor::default();
    let journal = kept.journal.clone();
    let mut undo = Undo::new(UndoOrder { organization, access, unique, journal, clean: args.clean });
    let requests = drive(&mut undo, &mut errands).await?;
    undo.hide(&mut redactor);
    let (rows, left) = undo.finish();
    let trouble = journals::settle(&kept, &left).err();
    if let Some(trouble) = &trouble {
        talk::tell(&trouble.message());
    }
    Ok(Ok(tell(&kept, &rows, &left, &requests, &redactor, args)
        .max(trouble.map_or(Exit::Works, |_| Exit::Broken))))
}

/// The yes. A deletion takes one of its own.
fn agrees(journal: &Journal, args: &ApplyArgs) -> bool {
    if args.yes {
        return true;
    }
    if !talk::can_ask() {
        return false;
    }
    let asks = |question| {
        let yes = Voice::default().text(key!("manage.apply.yes"));
        let typed = talk::ask(&format!("{} ", Voice::default().say(&question))).unwrap_or_default();
        let typed = typed.trim().to_lowercase();
        !typed.is_empty() && yes.starts_with(&typed)
    };
    let host = journal.organization.trim_start_matches("https://").trim_start_matches("http://");
    let first = if journal.made {
        message!("manage.undo.ask_made", label = journal.label, host = host, at = journal.at)
    } else {
        message!("manage.undo.ask", label = journal.label, host = host, at = journal.at)
    };
    asks(first)
        && (!args.clean || asks(message!("manage.undo.ask_delete", label = journal.label, host = host)))
}

async fn drive(undo: &mut Undo, errands: &mut Errands) -> Result<Vec<Exchange>, Interrupted> {
    let mut requests = Vec::new();
    loop {
        match undo.next(World::now()) {
            Next::Done => return Ok(requests),
            Next::Wait(ms) => errands.wait(ms).await?,
            Next::Send(request) => {
                if let Some(exchange) = errands.send(request).await? {
                    undo.answered(&exchange);
                    requests.push(exchange);
                }
            }
        }
    }
}

fn tell(
    kept: &Kept,
    rows: &[TakenBack],
    left: &Journal,
    requests: &[Exchange],
    redactor: &Redactor,
    args: &ApplyArgs,
) -> Exit {
    let voice = Voice::default();
    let told = if args.json {
        as_json(kept, rows, requests, redactor)
    } else {
        as_text(voice, kept, rows, left, redactor)
    };
    let written = match &args.output {
        None => {
            talk::answer(&told);
            Exit::Works
        }
        Some(path) => keep_text(path, told),
    };
    let exit =
        match (rows.iter().any(|row| row.done == Some(false)), rows.iter().any(|row| row.done.is_none())) {
            (true, _) => Exit::Broken,
            (false, true) => Exit::Unknown,
            (false, false) => Exit::Works,
        };
    written.max(exit)
}

fn as_json(kept: &Kept, rows: &[TakenBack], requests: &[Exchange], redactor: &Redactor) -> String {
    let one = |row: &TakenBack| {
        json!({
            "setting": row.setting.as_str(), "now": row.now, "done": row.done,
            "error": row.error.as_ref().map(|error| Voice::default().say(error)),
        })
    };
    let value = json!({
        "schema": "usher-undo/1",
        "organization": kept.journal.organization,
        "application": kept.journal.application,
        "done_at": kept.journal.at,
        "rows": rows.iter().map(one).collect::<Json>(),
        "requests": requests.iter().map(document::request).collect::<Json>(),
    });
    serde_json::to_string_pretty(&document::cleaned(&value, redactor)).unwrap_or_default() + "\n"
}

fn as_text(voice: Voice, kept: &Kept, rows: &[TakenBack], left: &Journal, redactor: &Redactor) -> String {
    let mut out = say!(voice, "manage.undo.title", label = kept.journal.label, at = kept.journal.at);
    out += "\n\n";
    for row in rows {
        let mark = match row.done {
            Some(true) => key!("manage.undo.done"),
            Some(false) => key!("manage.undo.stays"),
            None => key!("manage.apply.unknown"),
        };
        let (mark, setting) = (voice.text(mark), text::setting(voice, row.setting));
        let mut lines = vec![format!("  {mark:12} {setting}")];
        lines.extend(row.error.iter().map(|error| format!("{}{}", " ".repeat(15), voice.say(error))));
        out += &(lines.join("\n") + "\n");
    }
    if left.made {
        out.push('\n');
        out += &voice.text(key!("manage.undo.switched_off"));
        out.push('\n');
    }
    out.split_inclusive('\n').map(|line| redactor.clean(line)).collect()
}
