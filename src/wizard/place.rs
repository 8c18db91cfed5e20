//! A path as a person types it: `~` is their own folder, and what does not begin at the root is meant from the folder in
//! which Usher runs. What is kept begins at the root, since Usher may be started elsewhere the next time.

use std::path::{Component, Path, PathBuf};

use super::host::Facts;
use super::page::Sign;
use super::{HostTask, Wizard};
use crate::base::untrusted::visible;
use crate::base::words::{message, say};

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

/// The names of the texts that are paths.
const PATHS: [&str; 4] = ["file", "source", "path", "secret_file"];

/// So many names are shown of those that a path may go on with.
const SHOWN: usize = 12;

/// The folder that a typed path leads to, as far as it goes, and how the name in it begins.
fn parted(typed: &str) -> (&str, &str) {
    let at = typed.rfind(['/', std::path::MAIN_SEPARATOR]).map_or(0, |at| at + 1);
    typed.split_at(at)
}

/// What all of the names begin with.
fn common(names: &[String]) -> &str {
    let Some((first, rest)) = names.split_first() else { return "" };
    let shared = |name: &String| first.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    let count = rest.iter().map(shared).min().unwrap_or(usize::MAX);
    first.char_indices().nth(count).map_or(first.as_str(), |(at, _)| &first[..at])
}

impl Wizard {
    /// Whether a path is being typed here.
    pub(super) fn is_typing_a_path(&self) -> bool {
        self.editing().is_some_and(|name| PATHS.contains(&name.as_str()))
    }

    /// Asks what the path that is being typed may go on with.
    pub(super) fn complete_path(&mut self) {
        let Some(typed) = self.editing().and_then(|name| Some(self.text_field(&name)?.text().to_owned()))
        else {
            return;
        };
        // The person's own folder alone is one already.
        let typed = if typed == "~" { "~/" } else { typed.as_str() };
        let (folder, begins) = parted(typed);
        let folder = lasting(if folder.is_empty() { "." } else { folder }, &self.facts);
        self.ask_host(HostTask::Complete { folder, begins: begins.to_owned() });
    }

    /// What a folder holds arrived: the path goes on as far as that is plain, and where it is not, the person sees the names.
    pub(super) fn completed(&mut self, begins: &str, names: Vec<String>) {
        let Some(name) = self.editing().filter(|name| PATHS.contains(&name.as_str())) else { return };
        let Some(field) = self.text_field_mut(&name) else { return };
        // Whoever typed on meanwhile asks again.
        if parted(field.text()).1 != begins && field.text() != "~" {
            return;
        }
        if names.is_empty() {
            self.notice = Some(message!("wizard.frame.no_completion"));
            return;
        }
        let rest = common(&names).strip_prefix(begins).unwrap_or_default().to_owned();
        let head = if field.text() == "~" { "~/".to_owned() } else { field.text().to_owned() };
        field.set(&format!("{head}{rest}"));
        self.text_changed(&name);
        if names.len() > 1 {
            self.completions = names;
        }
    }
}

/// What is said beside a field of a path: which file it means, where that is not what stands there, and what it may go on with.
pub(super) fn remarks(wizard: &Wizard, name: &str) -> Vec<(Sign, String)> {
    let means = meaning(wizard, name).into_iter();
    means.chain(completions(wizard)).collect()
}

fn completions(wizard: &Wizard) -> Option<(Sign, String)> {
    let all = &wizard.completions;
    let shown: Vec<String> = all.iter().take(SHOWN).map(|name| visible(name)).collect();
    let names = shown.join("  ");
    let told = match all.len() {
        0 => return None,
        count if count > SHOWN => {
            say!(wizard, "wizard.frame.completions_of", names = names, count = (count - SHOWN).to_string())
        }
        _ => say!(wizard, "wizard.frame.completions", names = names),
    };
    Some((Sign::Note, told))
}

fn meaning(wizard: &Wizard, name: &str) -> Option<(Sign, String)> {
    let typed = wizard.text_field(name).map(|text| text.text().trim()).unwrap_or_default();
    let path = lasting(typed, &wizard.facts).display().to_string();
    if typed.is_empty() || path == typed {
        return None;
    }
    Some((Sign::Corrected, say!(wizard, "wizard.frame.path_is", path = visible(&path))))
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
