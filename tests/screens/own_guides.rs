//! Guides of these tests' own, so that the pictures do not change with the catalogue.

use std::path::PathBuf;

/// All of them, the first under another name where one is wanted.
pub(crate) fn own_guides(name: Option<&str>) -> Vec<(PathBuf, String)> {
    let guides = [("atelier.toml", include_str!("atelier.toml")), ("echo.toml", include_str!("echo.toml"))];
    let named = |text: &str| match name {
        Some(name) => text.replacen("\"Atelier\"", &format!("\"{name}\""), 1),
        None => text.to_owned(),
    };
    guides.into_iter().map(|(path, text)| (PathBuf::from(path), named(text))).collect()
}
