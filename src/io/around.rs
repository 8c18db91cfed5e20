//! What a configuration refers to: variables of this process, files beside it, manifests in its folder.
//!
//! It only reads. What is not there, is too large or is not text counts as not there; why is of no use to anybody, since
//! the person is asked for the value then.

use std::path::{Path, PathBuf};

use super::disk;
use crate::base::Secret;
use crate::engine::effect::{Around, Want};

/// How many manifests of a folder are read.
const MANIFESTS: usize = 50;

/// Looks at all that is wanted.
pub fn gather(wants: &[Want]) -> Around {
    let mut around = Around::default();
    for want in wants {
        match want {
            Want::Variable(name) => {
                around.variables.insert(name.clone(), std::env::var(name).ok().map(Secret::new));
            }
            Want::File(path) => {
                let text = if leads_elsewhere(path) { None } else { disk::read(path).ok().flatten() };
                around.files.insert(path.clone(), text);
            }
            Want::Manifests(folder) => {
                around.manifests.insert(folder.clone(), manifests(folder));
            }
        }
    }
    around
}

/// Whether a link on the way leads into a hidden place that the path itself does not name: where programs keep what is a
/// person's own, and where a file from elsewhere has no business.
fn leads_elsewhere(path: &Path) -> bool {
    let Ok(real) = path.canonicalize() else { return false };
    let named: Vec<_> = path.components().collect();
    let hidden = |part: &std::path::Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
    real.components().any(|part| hidden(&part) && !named.contains(&part))
}

/// The YAML files of a folder, by name.
fn manifests(folder: &Path) -> Vec<(PathBuf, Secret)> {
    let here = Path::new(".");
    let folder = if folder.as_os_str().is_empty() { here } else { folder };
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml"))
        .collect();
    files.sort();
    let texts = files.into_iter().take(MANIFESTS);
    texts.filter_map(|path| Some((path.clone(), disk::read(&path).ok().flatten()?))).collect()
}
