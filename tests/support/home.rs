//! A person's home folder that one test has to itself, and the environment that goes with it.
//!
//! Nothing of the computer that runs the tests reaches the program: no settings, no proxy, no display, no browser.

#![allow(dead_code, reason = "each test binary uses the part that it needs")]

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The folder, gone when the test ends.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// An empty home.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// The home itself, where the program is started.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file or folder inside.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Puts a file there and answers its path.
    pub(crate) fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).expect("a folder in the home");
        }
        std::fs::write(&path, text).expect("a file in the home");
        path.to_string_lossy().into_owned()
    }

    /// A file's text.
    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    }

    /// The names of the files below a folder of the home, from there on, in order.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let from = self.path(folder);
        let mut found = Vec::new();
        let mut waiting = vec![from.clone()];
        while let Some(next) = waiting.pop() {
            for path in std::fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    waiting.push(path);
                } else {
                    found.push(path.strip_prefix(&from).unwrap_or(&path).to_string_lossy().into_owned());
                }
            }
        }
        found.sort();
        found
    }

    /// The whole environment of a program that is started here.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        let inside = |name: &str| self.path(name).to_string_lossy().into_owned();
        let mut all = vec![
            ("HOME".to_owned(), self.folder().to_string_lossy().into_owned()),
            ("TERM".to_owned(), "xterm-256color".to_owned()),
            ("LANG".to_owned(), "C.UTF-8".to_owned()),
            ("BROWSER".to_owned(), "none".to_owned()),
        ];
        let folders = [
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_RUNTIME_DIR", ".runtime"),
        ];
        all.extend(folders.map(|(name, folder)| (name.to_owned(), inside(folder))));
        all.extend(std::env::var("PATH").ok().map(|path| ("PATH".to_owned(), path)));
        all
    }
}
