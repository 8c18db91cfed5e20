//! How the application takes up what was written: the guide's own commands, with each file where it really stands.
//!
//! A guide names its files as they are usually called. Whoever put one somewhere else must not be told to apply a file
//! that is not there.

use std::path::Path;

use super::Setup;
use crate::apps::Format;
use crate::apps::guide::{Apply, Beside};
use crate::config::Editor;

impl Setup {
    /// What is set beside a format's file and those that are written together with it, the companions first.
    pub fn beside(&self, format: &Format) -> Vec<Beside> {
        let each = self.written_with(format).flat_map(|one| one.beside.iter().cloned());
        let run = |run| self.with_places(run, format);
        let is_within = self.is_within_another(format);
        each.map(|one| Beside { run: one.run.filter(|_| !is_within).map(run), ..one }).collect()
    }

    /// How the application takes the files up; what is the same for two of them is done once.
    pub fn taking_up(&self, format: &Format) -> Vec<Apply> {
        let mut all: Vec<Apply> = Vec::new();
        let fitting = self.written_with(format).filter(|one| !self.is_within_another(one));
        for one in fitting.flat_map(|one| &one.apply) {
            let run = self.with_places(one.run.clone(), format);
            if !all.iter().any(|other| other.run == run) {
                all.push(Apply { run, ..one.clone() });
            }
        }
        all
    }

    /// Whether variables were written into a file of another kind, such as a Compose file: what is done with a file of variables does
    /// not fit it.
    fn is_within_another(&self, format: &Format) -> bool {
        let is_of_variables = matches!(format.editor(), Some(Editor::Env(_)));
        let known = self.connection.written.iter().rev().find(|written| written.format == format.id);
        let is_yaml = |path: &Path| path.extension().is_some_and(|kind| kind == "yaml" || kind == "yml");
        is_of_variables && known.is_some_and(|written| is_yaml(&written.path))
    }

    /// A format and those that are written together with it, the companions first.
    fn written_with<'s>(&'s self, format: &'s Format) -> impl Iterator<Item = &'s Format> {
        let format = self.as_written(format);
        format.also.iter().filter_map(|id| self.resolved.format(id)).chain([format])
    }

    /// The format by which the last file was written, where that is not the one that was chosen: a file that tells the connection
    /// by another one is changed by that.
    fn as_written<'s>(&'s self, format: &'s Format) -> &'s Format {
        let mut known = self.connection.written.iter().rev().filter(|written| written.is_known());
        let is_own = |id: &String| *id == format.id || format.also.contains(id);
        let last = known.clone().next().map(|written| &written.format);
        if format.reader().is_none() || known.any(|written| written.format == format.id) {
            return format;
        }
        last.filter(|id| !is_own(id)).and_then(|id| self.resolved.format(id)).unwrap_or(format)
    }

    /// A command in which every file that was written stands by the path under which it was.
    fn with_places(&self, run: String, format: &Format) -> String {
        self.written_with(format).fold(run, |run, one| {
            let mut known = self.connection.written.iter().rev().filter(|written| written.is_known());
            let written = known.find(|written| written.format == one.id);
            match (&one.path, written) {
                // An absolute path is where the application looks; that somebody wrote elsewhere first changes nothing.
                (Some(usual), Some(written)) if !Path::new(usual).has_root() && !usual.starts_with('~') => {
                    with_path(&run, usual, &written.path.display().to_string())
                }
                _ => run,
            }
        })
    }
}

/// Puts a path in the place of a file's name, wherever the name stands as a word of its own.
fn with_path(run: &str, usual: &str, path: &str) -> String {
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || "/._-+:\\".contains(c));
    let path = if is_plain { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) };
    let mut out = String::with_capacity(run.len());
    let mut rest = run;
    while let Some(at) = rest.find(usual) {
        let (before, found) = rest.split_at(at);
        let after = &found[usual.len()..];
        // A name that is said to stand in this very folder, `./name`, has its path now.
        let start = before.strip_suffix("./").unwrap_or(before);
        let begins =
            start.chars().next_back().is_none_or(|c| " @=<'\"".contains(c)) || start.ends_with("file://");
        let ends = after.chars().next().is_none_or(|c| " ;'\"".contains(c));
        if begins && ends {
            out.push_str(start);
            out.push_str(&path);
        } else {
            out.push_str(before);
            out.push_str(usual);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::with_path;

    #[test]
    fn a_files_name_gives_way_to_its_path_wherever_it_is_a_word() {
        for (run, usual, path, told) in [
            (
                "kubectl apply -f okta.yaml",
                "okta.yaml",
                "/srv/a/okta.yaml",
                "kubectl apply -f /srv/a/okta.yaml",
            ),
            (
                "curl --data @okta.json http://x/okta.json",
                "okta.json",
                "/srv/o.json",
                "curl --data @/srv/o.json http://x/okta.json",
            ),
            (
                ". ./okta.env && rm okta.env",
                "okta.env",
                "/srv/okta.env",
                ". /srv/okta.env && rm /srv/okta.env",
            ),
            (
                "aws --cli-input-json file://okta.json",
                "okta.json",
                "/srv/okta.json",
                "aws --cli-input-json file:///srv/okta.json",
            ),
            (
                "vault write - < okta.json",
                "okta.json",
                "/srv/my files/it's.json",
                r"vault write - < '/srv/my files/it'\''s.json'",
            ),
            ("sh okta.sh", "okta.sh", "okta.sh", "sh okta.sh"),
            (
                "helm upgrade --values my-values.yaml",
                "values.yaml",
                "/srv/v.yaml",
                "helm upgrade --values my-values.yaml",
            ),
        ] {
            assert_eq!(with_path(run, usual, path), told);
        }
    }
}
