//! Embeds guides, steps and words as static tables, so that nothing is parsed on the way to the first frame.
//!
//! It reads `assets/` and writes one Rust file of tables. It knows only the outer shape of the files (an identifier, a
//! name, a list of strings); what a guide means is `apps`' business, and a guide that does not parse there fails the
//! tests, not the build.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let assets = root.join("assets");
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=src/build.rs");
    let out_dir = PathBuf::from(env::var("OUT_DIR")?);
    let mut out = String::new();
    words(&assets.join("words/en"), &mut out)?;
    fs::write(out_dir.join("words.rs"), out)?;
    let mut out = String::new();
    files("GUIDES", &assets.join("apps"), &mut out)?;
    files("OKTA_STEPS", &assets.join("okta"), &mut out)?;
    files("CONSOLE_PAGES", &assets.join("console"), &mut out)?;
    index(&assets.join("apps"), &mut out)?;
    fs::write(out_dir.join("catalogue.rs"), out)?;
    Ok(())
}

/// All `*.toml` files of a folder, sorted by name.
fn listing(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Every sentence under its dotted key, `file.table.key`, sorted for binary search; and beside each the places of its other
/// forms, where it has any: for a provider other than Okta, for a face without keys, for a single thing.
fn words(folder: &Path, out: &mut String) -> Result<(), Box<dyn Error>> {
    let mut all = BTreeMap::new();
    for path in listing(folder)? {
        let table: toml::Table =
            fs::read_to_string(&path)?.parse().map_err(|why| format!("{}: {why}", path.display()))?;
        flatten(&stem(&path), &toml::Value::Table(table), &mut all);
    }
    out.push_str("/// Every sentence, by key.\npub static WORDS: &[(&str, &str)] = &[\n");
    for (key, text) in &all {
        writeln!(out, "    ({key:?}, {text:?}),")?;
    }
    out.push_str("];\n\nstatic FORMS: &[Forms] = &[\n");
    let place = |key: String| all.keys().position(|known| *known == key);
    for key in all.keys() {
        let other = place(format!("other_provider.{key}"));
        let in_lines = place(format!("plain.instead.{key}"));
        let one = place(format!("{key}_one"));
        writeln!(out, "    Forms {{ other_provider: {other:?}, in_lines: {in_lines:?}, one: {one:?} }},")?;
    }
    out.push_str("];\n");
    Ok(())
}

fn flatten(prefix: &str, value: &toml::Value, all: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, inner) in table {
                flatten(&format!("{prefix}.{key}"), inner, all);
            }
        }
        toml::Value::String(text) => {
            all.insert(prefix.to_owned(), text.trim_end().to_owned());
        }
        other => {
            all.insert(prefix.to_owned(), other.to_string());
        }
    }
}

/// The files themselves: `(stem, text)`.
fn files(name: &str, folder: &Path, out: &mut String) -> Result<(), Box<dyn Error>> {
    writeln!(out, "/// Embedded files by their stem.\npub static {name}: &[(&str, &str)] = &[")?;
    for path in listing(folder)? {
        writeln!(out, "    ({:?}, include_str!({:?})),", stem(&path), path.display().to_string())?;
    }
    out.push_str("];\n");
    Ok(())
}

/// What the catalogue shows of each guide before it is opened.
fn index(folder: &Path, out: &mut String) -> Result<(), Box<dyn Error>> {
    out.push_str("/// The catalogue's cards, one for each guide.\npub static CARDS: &[Card] = &[\n");
    for path in listing(folder)? {
        let guide: toml::Table =
            fs::read_to_string(&path)?.parse().map_err(|why| format!("{}: {why}", path.display()))?;
        let text = |key: &str| guide.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let list = |key: &str| -> Vec<String> {
            let items = guide.get(key).and_then(toml::Value::as_array);
            items.into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        };
        writeln!(
            out,
            "    Card {{ id: {:?}, name: {:?}, about: {:?}, category: {:?}, deployment: {:?}, aliases: &{:?}, keywords: &{:?} }},",
            text("id"),
            text("name"),
            text("about"),
            text("category"),
            text("deployment"),
            list("aliases"),
            list("keywords"),
        )?;
    }
    out.push_str("];\n");
    Ok(())
}
