//! What a configuration refers to: variables of this process, files beside it, manifests in its folder.
//!
//! It only reads. What is not there, is too large or is not text counts as not there; why is of no use to anybody, since
//! the person is asked for the value then.

use std::path::{Component, Path, PathBuf};

use super::disk;
use crate::base::Secret;
use crate::engine::effect::{Gathered, Want};

/// How many manifests of a folder are read.
const MANIFESTS: usize = 50;

/// Looks at all that is wanted.
pub fn gather(wants: &[Want]) -> Gathered {
    let mut gathered = Gathered::default();
    for want in wants {
        match want {
            Want::Variable(name) => {
                gathered.variables.insert(name.clone(), std::env::var(name).ok().map(Secret::new));
            }
            Want::File { path, within } => {
                gathered.files.insert(path.clone(), read_within(path, within));
            }
            Want::Manifests(folder) => {
                gathered.manifests.insert(folder.clone(), manifests(folder));
            }
        }
    }
    gathered
}

/// The text of a file, unless a link on the way leads out of the folder or into a hidden place in it: there a file from
/// elsewhere has no business. The file that was looked at is the one that is read.
fn read_within(path: &Path, folder: &Path) -> Option<Secret> {
    let here = Path::new(".");
    let folder = if folder.as_os_str().is_empty() { here } else { folder };
    let real = path.canonicalize().ok()?;
    let below = real.strip_prefix(folder.canonicalize().ok()?).ok()?;
    let named: Vec<_> = path.components().collect();
    let hidden = |part: &Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
    let leads_elsewhere = below.components().any(|part| hidden(&part) && !named.contains(&part));
    if leads_elsewhere { None } else { disk::read(&real).ok().flatten() }
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
    texts.filter_map(|path| Some((path.clone(), read_within(&path, folder)?))).collect()
}
