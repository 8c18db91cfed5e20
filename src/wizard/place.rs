//! A path as a person types it: `~` is their own folder, and what does not begin at the root is meant from the folder in
//! which Usher runs. What is kept begins at the root, since Usher may be started elsewhere the next time.

use std::path::{Component, Path, PathBuf};

use super::Wizard;
use super::host::Facts;
use super::page::Sign;
use crate::base::untrusted::visible;
use crate::base::words::say;

/// The path from the root. Where the surroundings are not known it stays as it was typed.
pub(super) fn lasting(typed: &str, facts: &Facts) -> PathBuf {
    let typed = typed.trim();
    let at_home = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    let path = match (at_home, &facts.home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => PathBuf::from(typed),
    };
    match &facts.folder {
        Some(folder) if !path.is_absolute() => plain(&folder.join(path)),
        _ => plain(&path),
    }
}

/// Without `.`, and without `..` where a folder stands before it.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// What is said beside a field of a path: which file it means, where that is not what stands there.
pub(super) fn remarks(wizard: &Wizard, name: &str) -> Vec<(Sign, String)> {
    let typed = wizard.text_field(name).map(|text| text.text().trim()).unwrap_or_default();
    let path = lasting(typed, &wizard.facts).display().to_string();
    if typed.is_empty() || path == typed {
        return Vec::new();
    }
    vec![(Sign::Corrected, say!(wizard, "wizard.frame.path_is", path = visible(&path)))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_begins_at_the_root() {
        let facts =
            Facts { folder: Some("/srv/coder".into()), home: Some("/home/ana".into()), ..Facts::default() };
        let lasting = |typed: &str| lasting(typed, &facts).display().to_string();
        assert_eq!(lasting("~/keys/okta"), "/home/ana/keys/okta");
        assert_eq!(lasting("~"), "/home/ana");
        assert_eq!(lasting(" ./coder.env "), "/srv/coder/coder.env");
        assert_eq!(lasting("../shared/coder.env"), "/srv/shared/coder.env");
        assert_eq!(lasting("/etc/coder.d/coder.env"), "/etc/coder.d/coder.env");
        assert_eq!(lasting("~ana/x"), "/srv/coder/~ana/x");
        assert_eq!(super::lasting("app.env", &Facts::default()).display().to_string(), "app.env");
    }
}
