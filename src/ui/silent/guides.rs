//! The guides by their names: embedded ones, and those of the person's own folder.

use std::path::PathBuf;

use super::usage::Usage;
use crate::apps::{Guide, catalogue};
use crate::base::untrusted;
use crate::base::words::{Message, key, message};
use crate::io::store;
use crate::ui::talk;

/// The guide by its name: an embedded one, or one of the person's own.
pub(crate) fn open_guide(name: &str) -> Result<Guide, Usage> {
    match catalogue::open(name) {
        Ok(guide) => Ok(guide),
        Err(error) => own_guide(name).unwrap_or_else(|| Err(Usage(say_open_error(name, &error)))),
    }
}

/// Every guide, those of the person's own first; one that has problems is left out.
pub(crate) fn guides() -> Vec<Guide> {
    let own = own_guides().into_iter().filter_map(|(_, guide)| guide.ok());
    own.chain(catalogue::cards().iter().filter_map(|card| catalogue::open(card.id).ok())).collect()
}

/// The guides of the person's own: each with its file, and what is in it or how many problems it has.
pub(crate) fn own_guides() -> Vec<(PathBuf, Result<Guide, usize>)> {
    let texts = store::config_dir().and_then(|folder| store::guides(&folder).ok()).unwrap_or_default();
    let opened = texts.into_iter().filter_map(|one| {
        let guide = catalogue::open_own(&one.text.ok()?).map_err(|error| error.count());
        Some((one.path, guide))
    });
    opened.collect()
}

/// Says of each guide of one's own that it is left out because of its problems.
pub(crate) fn tell_broken_guides() {
    for (path, guide) in own_guides() {
        if let Err(count) = guide {
            let path = untrusted::visible(&path.display().to_string());
            talk::tell(&message!(key!("cli.own_guide_broken").counted(count), count = count, path = path));
        }
    }
}

fn own_guide(name: &str) -> Option<Result<Guide, Usage>> {
    let folder = store::config_dir()?;
    let texts = store::guides(&folder).ok()?;
    let found = texts.into_iter().find(|one| one.path.file_stem().is_some_and(|stem| stem == name))?;
    let text = found.text.ok()?;
    Some(catalogue::open_own(&text).map_err(|error| Usage(say_open_error(name, &error))))
}

fn say_open_error(name: &str, error: &catalogue::OpenError) -> Message {
    let name = untrusted::visible(name);
    match error {
        catalogue::OpenError::Unknown { nearest: Some(nearest), .. } => {
            message!("cli.app_unknown_near", name = name, nearest = nearest)
        }
        catalogue::OpenError::Unknown { nearest: None, .. } => {
            message!("cli.app_unknown", name = name)
        }
        catalogue::OpenError::Problems { problems } => {
            message!(
                key!("cli.guide_has_problems").counted(problems.len()),
                count = problems.len(),
                name = name
            )
        }
    }
}
