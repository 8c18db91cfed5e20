//! A mistake in Usher itself: the terminal is given back, calm words say what happened, and the program ends.
//!
//! What a panic says of itself may quote what it stumbled over: a text that is cut in the wrong place is told whole. So
//! only the place in the source is shown. What was held is dropped first, which wipes secrets and removes unfinished files.

use std::future::Future;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::Mutex;

use tokio::sync::Notify;

use super::{Exit, talk, tui};
use crate::base::words::message;

/// Where the first one happened, until it is told.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Wakes what waits in [`ended_by_one`] where a task or a worker fell, which would otherwise be missed for ever.
static FALLEN: Notify = Notify::const_new();

/// Runs the whole program; after a panic the calm words are said and the exit is that nothing could be found out.
pub fn watched(program: impl FnOnce() -> Exit) -> Exit {
    set_hook(Box::new(note));
    let exit = catch_unwind(AssertUnwindSafe(program));
    match (exit, take_place()) {
        (Ok(exit), None) => exit,
        (_, place) => {
            tell(&place.unwrap_or_default());
            Exit::Unknown
        }
    }
}

/// Lets the work end, or drops it where a panic happened beside it.
pub async fn ended_by_one(work: impl Future<Output = Exit>) -> Exit {
    tokio::select! {
        biased;
        () = FALLEN.notified() => Exit::Unknown,
        exit = work => exit,
    }
}

/// The hook: nothing is said yet, since a frame may be half drawn. A second one may be the last that this program does.
fn note(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let Ok(mut first) = PLACE.lock() else { return };
    if first.is_none() {
        *first = Some(place);
        drop(first);
        FALLEN.notify_one();
    } else {
        drop(first);
        tell(&place);
    }
}

fn take_place() -> Option<String> {
    PLACE.lock().ok().and_then(|mut place| place.take())
}

fn tell(place: &str) {
    tui::give_back();
    talk::tell(&message!("cli.panic", place = place, version = env!("CARGO_PKG_VERSION")));
}
