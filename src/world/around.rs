//! What a configuration refers to: variables of this process, files beside it, manifests in its folder.
//!
//! It only reads. What is not there, is too large or is not text counts as not there; why is of no use to anybody, since
//! the person is asked for the value then.

use std::path::{Path, PathBuf};

use super::disk;
use crate::base::Secret;
use crate::setup::effect::{Around, Want};

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
                around.files.insert(path.clone(), disk::read(path).ok().flatten());
            }
            Want::Manifests(folder) => {
                around.manifests.insert(folder.clone(), manifests(folder));
            }
        }
    }
    around
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
