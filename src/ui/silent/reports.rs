//! `usher report`: reports that are there as JSON, in other forms, and several of them as one.

use std::collections::BTreeSet;
use std::path::Path;

use super::told::write;
use super::usage::Usage;
use super::{Exit, refuse};
use crate::base::words::{Message, message};
use crate::io::disk;
use crate::ui::cli::ReportCommand;
use crate::ui::report::{Document, RunDocument, Shard};

/// So many missing parts are named.
const NAMED: usize = 20;

/// Makes other forms of reports. How it ends says nothing of their verdicts: each was told when it was made.
pub(crate) fn reports(command: &ReportCommand) -> Exit {
    let (document, form) = match command {
        ReportCommand::Convert { file, form } => (read(file), form),
        ReportCommand::Merge { files, form } => {
            let all: Result<Vec<Document>, Usage> = files.iter().map(|file| read(file)).collect();
            (all.and_then(merged), form)
        }
    };
    document.map_or_else(|usage| refuse(&usage), |document| write(document, form))
}

/// A report that was kept as JSON.
pub(super) fn read(path: &Path) -> Result<Document, Usage> {
    let shown = path.display().to_string();
    let unreadable = |why: String| Usage(message!("cli.report_unreadable", path = shown, why = why));
    let text = disk::read(path).map_err(|trouble| Usage(trouble.message()))?;
    let text = text.ok_or_else(|| Usage(message!("cli.no_such_file", path = shown)))?;
    serde_json::from_str(text.reveal()).map_err(|why| unreadable(format!("{why}.")))
}

/// The results of all, by the names of the connections.
fn merged(all: Vec<Document>) -> Result<Document, Usage> {
    whole(&all)?;
    let run = RunDocument::joined(all.iter().map(|document| &document.run));
    let mut results: Vec<_> = all.into_iter().flat_map(|document| document.results).collect();
    results.sort_by(|one, other| one.connection.name.cmp(&other.connection.name));
    let mut known = BTreeSet::new();
    for result in &results {
        if !known.insert(result.connection.name.to_string()) {
            return Err(Usage(message!("cli.report_twice", name = result.connection.name)));
        }
    }
    Ok(Document::of(results).made(run))
}

/// Whether the parts among them are all there, each once: a part that is missing would pass for one without a fault.
fn whole(all: &[Document]) -> Result<(), Usage> {
    let shards: Vec<Shard> = all.iter().filter_map(|document| document.run.shard).collect();
    let Some(Shard { of, .. }) = shards.first().copied() else { return Ok(()) };
    let mut known = BTreeSet::new();
    for shard in &shards {
        if shard.of != of {
            return Err(Usage(message!("cli.shards_unlike", of = of, other = shard.of)));
        }
        if !known.insert(shard.index) {
            return Err(Usage(message!("cli.shard_twice", index = shard.index, of = of)));
        }
    }
    let missing: Vec<String> =
        (1..=of).filter(|index| !known.contains(index)).take(NAMED).map(|index| index.to_string()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Usage(message!("cli.shards_missing", of = of, missing = Message::list(&missing))))
}
