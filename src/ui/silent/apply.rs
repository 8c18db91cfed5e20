//! `usher apply`: plans, shows the plan, asks for a yes that names what it is about, carries it out, and says of each row what
//! came of it. What it did is kept beside the connections, so that `--undo` can take it back.

use std::path::Path;

use super::plan::access::Purpose;
use super::plan::errand::Errands;
use super::plan::{self, Looked, Seen};
use super::session::Interrupted;
use super::usage::Usage;
use super::{Exit, refuse, talk};
use crate::base::words::{Message, Voice, message};
use crate::base::{Method, Secret, Timestamp};
use crate::engine::effect::FileChange;
use crate::io::{World, disk, journals};
use crate::manage::{Applied, Apply, Next, Order, Status, address};
use crate::ui::cli::ApplyArgs;

mod consent;
mod told;
mod undo;

/// A plan that was carried out, with what its forms say besides.
struct Done {
    seen: Seen,
    applied: Applied,
    /// How it was agreed to, and when.
    agreed: (consent::Yes, Timestamp),
    /// Where the client secret was put.
    secret_to: Option<String>,
    /// What went wrong beside Okta.
    troubles: Vec<Message>,
}

/// `usher apply`.
pub(crate) async fn apply(args: ApplyArgs) -> Exit {
    if args.undo {
        return undo::undo(args).await;
    }
    if let Some(path) = &args.client_secret_to
        && path.symlink_metadata().is_ok()
    {
        return refuse(&Usage(message!("manage.apply.secret_file_there", path = path.display())));
    }
    match run(&args).await {
        Ok(Ok(exit)) => exit,
        Ok(Err(usage)) => refuse(&usage),
        Err(Interrupted) => {
            talk::tell(&message!("manage.apply.interrupted"));
            Exit::Interrupted
        }
    }
}

async fn run(args: &ApplyArgs) -> Result<Result<Exit, Usage>, Interrupted> {
    let (session, organization) = match plan::ready(&args.look, args.yes).await {
        Ok(ready) => ready,
        Err(usage) => return Ok(Err(usage)),
    };
    let looked = match plan::look(&session, organization, &args.look, Purpose::Change, args.yes).await? {
        Ok(looked) => looked,
        Err(usage) => return Ok(Err(usage)),
    };
    if !looked.seen.plan.rows.iter().any(|row| matches!(row.status, Status::Add | Status::Change)) {
        // Nothing that could be done: the plan itself says why.
        return Ok(Ok(told::nothing(&session, &looked.seen, args)));
    }
    let how = match consent::ask(&session, &looked, args) {
        Ok(consent::Answer::Yes(how)) => how,
        Ok(consent::Answer::No(exit)) => return Ok(Ok(exit)),
        Err(usage) => return Ok(Err(usage)),
    };
    let at = World::now();
    let Looked { mut seen, held, wanted, access, unique, mut errands } = looked;
    let mut apply = Apply::new(Order {
        organization: seen.organization.clone(),
        access,
        note: note(args, &address(&wanted), at),
        accepted: seen.plan.rows.iter().map(|row| row.setting).collect(),
        wanted,
        held,
        plan: seen.plan.clone(),
        unique,
        at,
        reference: args.reference.clone(),
    });
    let trouble = drive(&mut apply, &mut errands, &mut seen, at).await?;
    apply.hide(&mut seen.redactor);
    let applied = apply.finish();
    let troubles = trouble.into_iter().collect();
    let mut done = Done { seen, applied, agreed: (how, at), secret_to: None, troubles };
    keep_secret(&mut done, args.client_secret_to.as_deref(), at);
    Ok(Ok(told::tell(&session, &done, args)))
}

/// What the notes of a new application say to those who find it in the Admin Console.
fn note(args: &ApplyArgs, address: &str, at: Timestamp) -> String {
    let note = if let Some(reference) = &args.reference {
        message!("manage.apply.note_reference", day = at.day(), address = address, reference = reference)
    } else {
        message!("manage.apply.note", day = at.day(), address = address)
    };
    Voice::default().say(&note)
}

/// Does what the plan asks for. What is about to be written is kept first; where that cannot be, nothing is written.
async fn drive(
    apply: &mut Apply,
    errands: &mut Errands,
    seen: &mut Seen,
    at: Timestamp,
) -> Result<Option<Message>, Interrupted> {
    loop {
        match apply.next(World::now()) {
            Next::Done => break,
            Next::Wait(ms) => errands.wait(ms).await?,
            Next::Send(request) => {
                if request.method != Method::Get
                    && let Err(why) = journals::keep(apply.journal(), at)
                {
                    return Ok(Some(message!("manage.apply.not_kept", why = why.message())));
                }
                if let Some(exchange) = errands.send(request).await? {
                    apply.answered(&exchange);
                    seen.requests.push(exchange);
                }
            }
        }
    }
    if apply.journal().is_empty() {
        return Ok(None);
    }
    let kept = journals::keep(apply.journal(), at);
    Ok(kept.err().map(|why| message!("manage.apply.not_kept", why = why.message())))
}

/// The client secret of a new application goes into a file that is its owner's alone, and over nothing that is there.
fn keep_secret(done: &mut Done, to: Option<&Path>, at: Timestamp) {
    let Some(path) = to else { return };
    let Some(secret) = &done.applied.secret else {
        done.troubles.push(message!("manage.apply.no_secret"));
        return;
    };
    let new = Secret::new(format!("{}\n", secret.reveal()));
    let change = FileChange { path: disk::lasting(path), old: None, new, holds_secret: true };
    match disk::write(&change, at) {
        Ok(receipt) => done.secret_to = Some(receipt.path.display().to_string()),
        Err(why) => done.troubles.push(message!("manage.apply.secret_not_written", why = why.message())),
    }
}
