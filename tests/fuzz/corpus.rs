//! Every seed of the fuzzer, whole, cut short and bent, through the functions that the fuzzer calls.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "targets/mod.rs"]
mod targets;

use targets::{TARGETS, Target};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(name)
}

/// The files of a folder, in order, by name.
fn files(name: &str) -> Vec<(String, Vec<u8>)> {
    let listed = fs::read_dir(folder(name)).unwrap_or_else(|why| panic!("{name}: {why}"));
    let mut all: Vec<_> = listed
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.display().to_string(), fs::read(&path).expect("a seed")))
        .collect();
    all.sort();
    all
}

/// The seed cut at some places and bent at others; the same every time.
fn bent(seed: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![seed.to_vec()];
    let step = (seed.len() / 12).max(1);
    for at in (0..seed.len()).step_by(step) {
        all.push(seed[..at].to_vec());
        for byte in [0, b'"', b'\n', b'\\', 0xff] {
            let mut other = seed.to_vec();
            other[at] = byte;
            all.push(other);
        }
    }
    all
}

fn try_seeds(name: &str, target: Target) {
    let seeds = files(&format!("corpus/{name}"));
    assert!(seeds.len() >= 3, "{name} has seeds");
    for (file, seed) in seeds {
        for text in bent(&seed) {
            let tried = std::panic::catch_unwind(|| target(&text));
            assert!(tried.is_ok(), "{file}, as {:?}", String::from_utf8_lossy(&text));
        }
    }
}

macro_rules! seeds {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                try_seeds(stringify!($name), targets::$name);
            }
        )+

        /// The tests above, the targets of the fuzzer and the folders of seeds are the same.
        #[test]
        fn no_target_is_forgotten() {
            let mut known: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
            known.sort_unstable();
            let mut tested = vec![$(stringify!($name)),+];
            tested.sort_unstable();
            assert_eq!(tested, known);
            let folders: Vec<String> = fs::read_dir(folder("corpus")).expect("the seeds").flatten()
                .map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            assert!(folders.iter().all(|name| known.contains(&name.as_str())), "seeds of no target: {folders:?}");
        }
    };
}

seeds! {
    authorize callback challenge config discovery guide id_token keys
    organization pasted practice record request token userinfo value
}

/// The one token that is signed is taken, so that the targets above really reach the judge.
#[test]
fn the_signed_token_is_taken_and_no_other() {
    let seed = fs::read(folder("corpus/token/signed.txt")).expect("the seed");
    assert!(targets::is_taken(&seed));
    let other = String::from_utf8_lossy(&seed).replace("eyJ", "eyK");
    assert!(!targets::is_taken(other.as_bytes()));
}

/// The same for claims: the seeds that are good pass, so that the target really asks what it should.
#[test]
fn the_signed_claims_are_taken_and_no_others() {
    for (path, seed) in files("corpus/id_token") {
        let good =
            ["good", "full", "fraction", "no-kid"].iter().any(|name| path.ends_with(&format!("/{name}.txt")));
        assert_eq!(targets::are_taken(&seed), good, "{path}");
    }
}

/// A seed that is refused tries little: only those that say so in their name are.
#[test]
fn a_file_among_the_seeds_can_be_changed_unless_its_name_says_otherwise() {
    let refused: Vec<String> = files("corpus/config")
        .into_iter()
        .filter_map(|(path, seed)| (targets::is_planned(&seed) == path.contains("refused-")).then_some(path))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

/// Each editor that a guide can name has a seed.
#[test]
fn every_editor_has_a_seed() {
    let heads: Vec<String> = files("corpus/config")
        .into_iter()
        .map(|(_, seed)| String::from_utf8_lossy(&seed).lines().next().unwrap_or_default().to_owned())
        .collect();
    for (name, _) in usher::config::Editor::names() {
        assert!(heads.iter().any(|head| head.split(' ').next() == Some(name)), "{name} has no seed");
    }
}
