//! What lies beside the code: lock files that any registry mirror can serve, text that names no machine, links that
//! lead somewhere.

use std::path::{Path, PathBuf};

use crate::tests::house::Finding;
use crate::tests::house::source::{read, shown, walk_folder};

/// Where the crates come from, as Cargo writes it for everybody.
const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The project's folders.
const FOLDERS: [&str; 5] = ["src", "assets", "tests", "docs", ".ci"];

/// Files whose text is judged, by their ending.
const TEXT: [&str; 15] = [
    "rs", "toml", "md", "html", "svg", "json", "mjs", "js", "yml", "yaml", "lock", "snap", "sh", "txt", "css",
];

/// The project's own files: what lies at its root and in its folders, not what a person keeps beside them.
fn project_files(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_file() && !path.ends_with(".git")).collect();
    found.extend(FOLDERS.iter().flat_map(|folder| walk_folder(&root.join(folder))));
    found.sort();
    found
}

/// Lock files that hold the address from which a package was fetched.
pub(crate) fn locks(root: &Path) -> Vec<Finding> {
    let mut found = Vec::new();
    let cargo = root.join("Cargo.lock");
    for (at, line) in read(&cargo).lines().enumerate() {
        let source = line.strip_prefix("source = \"").map(|rest| rest.trim_end_matches('"'));
        if source.is_some_and(|source| source != CRATES) {
            found.push(Finding::new("Cargo.lock", at + 1, "a crate from somewhere else than crates.io"));
        }
    }
    for path in project_files(root) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let settings = name == ".npmrc" || path.ends_with(".cargo/config.toml") || name == "pip.conf";
        if settings {
            found.push(Finding::new(
                &shown(root, &path),
                1,
                "settings of one machine do not belong to the project",
            ));
        }
        if name == "package-lock.json" {
            for (at, line) in
                read(&path).lines().enumerate().filter(|(_, line)| line.contains("\"resolved\":"))
            {
                let rule = format!("an address that only one machine may reach: {}", line.trim());
                found.push(Finding::new(&shown(root, &path), at + 1, &rule));
            }
        }
    }
    found
}

/// Text that names the folder or the home in which it was built.
pub(crate) fn places(root: &Path) -> Vec<Finding> {
    // A project that lies right under the root, in `/app` say, has a name that may well mean something else.
    let own = Some(root.to_string_lossy().into_owned()).filter(|name| name.matches('/').count() > 1);
    let home = std::env::var("HOME").ok().filter(|name| name.len() > 1);
    let names: Vec<String> = own.into_iter().chain(home.clone()).collect();
    // Files of other projects name the homes of their containers, `/home/node` say, and the tests may run in just such one.
    let samples = root.join("tests/samples");
    let mut found = Vec::new();
    for path in project_files(root).iter().filter(|path| is_text(path)) {
        for (at, line) in read(path).lines().enumerate() {
            let is_sample = path.starts_with(&samples);
            let meant =
                |name: &&String| !(is_sample && home.as_ref() == Some(*name)) && names_folder(line, name);
            if let Some(name) = names.iter().find(meant) {
                found.push(Finding::new(
                    &shown(root, path),
                    at + 1,
                    &format!("names a folder of one machine: {name}"),
                ));
            }
        }
    }
    found
}

/// Whether the folder's name stands in the line as itself and not as the beginning or end of another.
fn names_folder(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        !before.is_some_and(joins) && !after.is_some_and(joins)
    })
}

fn is_text(path: &Path) -> bool {
    path.extension().is_none_or(|ending| TEXT.contains(&ending.to_string_lossy().as_ref()))
}

/// Links of the project's pages that lead nowhere.
pub(crate) fn links(root: &Path) -> Vec<Finding> {
    let pages =
        walk_folder(root).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    pages.flat_map(|page| dead_links(root, &page)).collect()
}

fn dead_links(root: &Path, page: &Path) -> Vec<Finding> {
    let text = read(page);
    let folder = page.parent().unwrap_or(root);
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for target in targets(line) {
            if let Some(anchor) = target.strip_prefix('#') {
                if !text.lines().any(|line| line.starts_with('#') && slug(line) == anchor) {
                    found.push(Finding::new(
                        &shown(root, page),
                        at + 1,
                        &format!("no heading for #{anchor}"),
                    ));
                }
                continue;
            }
            let path = target.split('#').next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") && !folder.join(path).exists() {
                found.push(Finding::new(&shown(root, page), at + 1, &format!("no such file: {target}")));
            }
        }
    }
    found
}

/// Rows of the threat model without a test that exists.
pub(crate) fn proofs(root: &Path) -> Vec<Finding> {
    let page = root.join("docs/threat-model.md");
    let mut found = Vec::new();
    let rows = |line: &&str| line.starts_with("| ") && !line.ends_with("| shown by |");
    for (at, line) in read(&page).lines().enumerate().filter(|(_, line)| rows(line)) {
        let proof = line.trim_end_matches(" |").rsplit("| ").next().unwrap_or_default().trim_matches('`');
        let exists = proof.split_once("::").is_some_and(|(file, test)| {
            // A test that is there and not run shows nothing.
            let text = read(&root.join(file));
            let before = text.split_once(&format!("fn {test}(")).map(|(before, _)| before);
            let head = before.map(|text| text.rsplit_once('}').map_or(text, |(_, head)| head));
            head.is_some_and(|head| head.contains("test]") && !head.contains("#[ignore"))
        });
        if !exists {
            found.push(Finding::new(&shown(root, &page), at + 1, &format!("no such test: {proof}")));
        }
    }
    assert!(read(&page).lines().filter(rows).count() > 20, "the threat model was not read");
    found
}

/// What a line links to, in Markdown and in HTML.
fn targets(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (opening, closing) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
        for (at, _) in line.match_indices(opening) {
            let rest = &line[at + opening.len()..];
            let end = rest.find([closing, ' ']).unwrap_or(rest.len());
            found.push(&rest[..end]);
        }
    }
    found
}

/// A heading as the fragment that leads to it.
fn slug(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Dependencies of which the README does not say what they are for, and what it still explains although it is gone.
pub(crate) fn dependencies(root: &Path) -> Vec<Finding> {
    let declared = declared(&read(&root.join("Cargo.toml")));
    let readme = read(&root.join("README.md"));
    let explained = explained(&readme);
    assert!(!declared.is_empty() && !explained.is_empty(), "the dependencies were not found");
    let has = |all: &[(usize, String)], name: &str| all.iter().any(|(_, known)| known == name);
    let missing = declared.iter().filter(|(_, name)| !has(&explained, name)).map(|(line, name)| {
        Finding::new("Cargo.toml", *line, &format!("the README does not say what `{name}` is for"))
    });
    let gone = explained
        .iter()
        .filter(|(_, name)| !has(&declared, name))
        .map(|(line, name)| Finding::new("README.md", *line, &format!("`{name}` is no dependency any more")));
    missing.chain(gone).collect()
}

/// The direct dependencies of a `Cargo.toml`, each with its line.
fn declared(manifest: &str) -> Vec<(usize, String)> {
    let mut inside = false;
    let mut found = Vec::new();
    for (at, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            inside = line.trim_end_matches(']').ends_with("dependencies");
            continue;
        }
        let name = line.split(['=', '.']).next().unwrap_or_default().trim();
        // What the tests use of this package itself is no dependency.
        if inside && !name.is_empty() && !name.starts_with('#') && name != "sso-usher" {
            found.push((at + 1, name.to_owned()));
        }
    }
    found
}

/// What the README's table explains, each with its line.
fn explained(readme: &str) -> Vec<(usize, String)> {
    let rows = readme.lines().enumerate().skip_while(|(_, line)| !line.starts_with("| dependency |"));
    let rows = rows.skip(2).take_while(|(_, line)| line.starts_with('|'));
    rows.flat_map(|(at, line)| {
        let cell = line.split('|').nth(1).unwrap_or_default();
        cell.split('`').skip(1).step_by(2).map(move |name| (at + 1, name.to_owned()))
    })
    .collect()
}

/// The guard itself.
pub(crate) fn self_test() {
    assert_eq!(targets("[a](b.md) and <img src=\"c.svg\">, [d](#e-f \"title\")"), ["b.md", "#e-f", "c.svg"]);
    assert_eq!(slug("## What it sends, and where"), "what-it-sends-and-where");
    assert_eq!(declared("[dev-dependencies]\na = \"1\"\nb.workspace = true\n[lints]\nc = 1").len(), 2);
    assert_eq!(explained("| dependency | for |\n|---|---|\n| `a`, `b` | `c` |\n\n| `d` |").len(), 2);
    assert!(names_folder("see /srv/usher.", "/srv/usher") == names_folder("/srv/usher", "/srv/usher.x"));
    assert!(
        names_folder("cd /srv/usher && ls", "/srv/usher") && !names_folder("/srv/usher-data", "/srv/usher")
    );
}
