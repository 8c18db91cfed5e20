//! Connection records: what is kept, what is refused, and guides of one's own.

use std::fs;

use usher::base::Timestamp;
use usher::engine::connection::Connection;
use usher::engine::effect::{FileTroubleKind, Outcome, Task};
use usher::io::store::{Store, guides, is_safe_name};

use super::bench::Bench;

const NOW: Timestamp = Timestamp(1_795_000_000_000);

fn record(name: &str) -> Connection {
    Connection::new(name, "coder", NOW)
}

#[tokio::test]
async fn a_record_comes_back_as_it_was_kept() {
    let mut bench = Bench::new();
    let outcome = bench.run(Task::Store(Box::new(record("coder-acme")))).await;
    assert_eq!(outcome, Outcome::Stored(Ok(1)));
    let store = bench.world.store().expect("a store");
    let kept = store.load("coder-acme").expect("the record");
    assert_eq!((kept.revision, kept.app.as_str()), (1, "coder"));
    assert_eq!(store.store(&kept).expect("a second write"), 2);
    assert!(store.has("coder-acme") && !store.has("other"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = bench.data.path().join("connections");
        let mode = |path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(folder.clone()), mode(folder.join("coder-acme.json"))), (0o700, 0o600));
    }
}

#[test]
fn of_two_ushers_the_second_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (Store::new(folder.path()), Store::new(folder.path()));
    one.store(&record("a")).expect("the first write");
    let (mine, theirs) = (one.load("a").expect("mine"), other.load("a").expect("theirs"));
    other.store(&theirs).expect("their write");
    assert_eq!(one.store(&mine).expect_err("mine is late").kind, FileTroubleKind::Changed);
    assert_eq!(one.store(&record("a")).expect_err("it is not new").kind, FileTroubleKind::Changed);
    let mut gone = record("b");
    gone.revision = 4;
    assert_eq!(one.store(&gone).expect_err("it was removed").kind, FileTroubleKind::Changed);
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::new(folder.path());
    store.store(&record("a")).expect("the first write");
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let store = store.clone();
            std::thread::spawn(move || {
                let mut done = 0;
                while done < 5 {
                    match store.load("a").and_then(|record| store.store(&record)) {
                        Ok(_) => done += 1,
                        Err(why) => assert_eq!(why.kind, FileTroubleKind::Changed, "{why:?}"),
                    }
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("a writer");
    }
    assert_eq!(store.load("a").expect("the record").revision, 21);
}

#[test]
fn a_newer_or_damaged_record_is_shown_and_never_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::new(folder.path());
    store.store(&record("good")).expect("a record");
    let path = |name: &str| folder.path().join("connections").join(name);
    let newer = "{\"version\": 3, \"unheard\": true}";
    fs::write(path("newer.json"), newer).expect("a file");
    fs::write(path("torn.json"), "{\"version\": 1, ").expect("a file");
    for (name, kind) in [("newer", FileTroubleKind::Newer), ("torn", FileTroubleKind::Damaged)] {
        assert_eq!(store.load(name).expect_err("refused").kind, kind);
        assert_eq!(store.store(&record(name)).expect_err("refused").kind, kind);
    }
    assert_eq!(fs::read_to_string(path("newer.json")).expect("the file"), newer);
    let listed = store.list().expect("the list");
    let shown: Vec<_> = listed.iter().map(|one| (one.name.as_str(), one.record.is_ok())).collect();
    assert_eq!(shown, [("good", true), ("newer", false), ("torn", false)]);
}

#[test]
fn records_are_renamed_and_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::new(folder.path());
    assert!(store.list().expect("an empty list").is_empty());
    store.store(&record("a")).expect("a record");
    store.store(&record("b")).expect("a record");
    let later = NOW.plus_ms(5000);
    assert!(store.rename("a", "b", later).is_err(), "the name is taken");
    store.rename("a", "c", later).expect("renamed");
    let renamed = store.load("c").expect("the record");
    assert_eq!((renamed.name.as_str(), renamed.changed), ("c", later));
    store.remove("b").expect("removed");
    let names: Vec<_> = store.list().expect("the list").into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["c"]);
}

#[test]
fn a_name_cannot_leave_the_folder() {
    for name in ["coder", "coder-acme.2", "_x", &"a".repeat(64)] {
        assert!(is_safe_name(name), "{name}");
    }
    for name in ["", "../a", "a/b", ".lock", "-x", "a b", "ä", "a\n", &"a".repeat(65)] {
        assert!(!is_safe_name(name), "{name}");
        let store = Store::new(std::path::Path::new("/nowhere"));
        assert!(store.load(name).is_err());
    }
}

#[test]
fn guides_of_ones_own_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(guides(folder.path()).expect("an empty list").is_empty());
    let apps = folder.path().join("apps");
    fs::create_dir(&apps).expect("a folder");
    fs::write(apps.join("wiki.toml"), "guide = 1\n").expect("a guide");
    fs::write(apps.join("notes.txt"), "no guide").expect("another file");
    fs::write(apps.join("bad.toml"), [0xff]).expect("no text");
    let found = guides(folder.path()).expect("the list");
    let stems: Vec<_> = found.iter().map(|guide| guide.stem.as_str()).collect();
    assert_eq!(stems, ["bad", "wiki"]);
    assert_eq!(found[0].text.as_ref().map_err(|why| why.kind), Err(FileTroubleKind::NotText));
    assert_eq!(found[1].text.as_deref().ok(), Some("guide = 1\n"));
}
