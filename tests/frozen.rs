//! What users rely on and what is therefore frozen: connection records, members of reports, check ids, slugs, guide members,
//! ids in the catalogue, flags, exit codes, variables.
//!
//! The files under `tests/frozen` were made by the program as it was before its rooms were rearranged. The lists in
//! `tests/frozen/lists` name what there was, one thing a line, sorted. **New things may come; nothing may go.** A test that
//! fails here says that somebody's script, file or habit breaks: the change is wrong, not the list.
//!
//! Something new passes without a change here. It is frozen from then on when its line is added to the list, by hand or
//! for all lists at once with
//!
//! ```sh
//! USHER_FROZEN=add cargo test --locked --test frozen
//! ```
//!
//! which adds what there is now and takes nothing away. A line is never removed, and a file under `connections`, `files`,
//! `guides` or `reports` is never changed; a new version of a record is a new file beside the old ones.
//!
//! These tests use the program itself wherever it tells; the few things that it does not tell come through `frozen/doors.rs`.

#[path = "frozen/commands.rs"]
mod commands;
#[path = "frozen/doors.rs"]
mod doors;
#[path = "frozen/guides.rs"]
mod guides;
#[path = "support/home.rs"]
mod home;
#[path = "frozen/lists.rs"]
mod lists;
#[path = "frozen/outcomes.rs"]
mod outcomes;
#[path = "support/program.rs"]
mod program;
#[path = "frozen/records.rs"]
mod records;
#[path = "frozen/reports.rs"]
mod reports;
#[path = "support/schema.rs"]
mod schema;
#[path = "support/served.rs"]
mod served;
#[path = "support/terminal.rs"]
mod terminal;
#[path = "frozen/undo.rs"]
mod undo;
#[path = "support/visitor.rs"]
mod visitor;
