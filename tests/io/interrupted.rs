//! Nothing is lost: not when the program is killed at any moment of a write, not on a full disk.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use usher::base::{Secret, Timestamp};
use usher::engine::connection::{Connection, Progress, Written};
use usher::engine::effect::{FileChange, FileTroubleKind, Place, Wanted};
use usher::engine::proof::digest;
use usher::io::disk::{place, write, write_at};
use usher::io::store::Store;

const NOW: Timestamp = Timestamp(1_795_000_000_000);

/// Tells this test's own program that it is the one to be killed, and where it writes.
const VICTIM: &str = "USHER_TEST_VICTIM";

/// The kinds of moment: so many later and later ends, spread over the time that some writes take.
const ENDS: u32 = 60;

/// Two texts that take a while to write and cannot be mistaken for one another, nor for a part of one.
fn text(even: bool) -> String {
    let line = if even { "KEY=aaaaaaaaaaaaaaaa\n" } else { "KEY=bbbbbbbbbbbbbbbb\n" };
    format!("{}# end\n", line.repeat(20_000))
}

fn change(path: &Path, old: &str, new: &str) -> FileChange {
    FileChange {
        path: path.to_path_buf(),
        old: Some(Secret::from(old)),
        new: Secret::from(new),
        holds_secret: true,
    }
}

/// Not a test of its own: what [`killed_at_any_moment_everything_is_whole`] starts and kills.
#[test]
fn the_victim_writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(VICTIM).map(PathBuf::from) else { return };
    let (path, store) = (folder.join("app.env"), Store::new(&folder));
    let mut even = fs::read_to_string(&path).expect("the file") == text(true);
    loop {
        let mut record = store.load("app").expect("the record");
        let (old, new) = (text(even), text(!even));
        let place = place(&Wanted { path: path.clone(), is_there: true }, NOW).expect("a place");
        record.written = vec![entry(&place, &old, &new)];
        record.revision = store.store(&record).expect("kept");
        say(record.revision);
        write_at(&change(&path, &old, &new), place.backup, NOW, &mut |_| ()).expect("written");
        record.written[0].progress = Progress::Done;
        store.store(&record).expect("kept");
        even = !even;
        // A second writes only a few backups of one date.
        for copy in backups(&folder) {
            fs::remove_file(copy).expect("gone");
        }
    }
}

/// What the record says before the file changes.
fn entry(place: &Place, old: &str, new: &str) -> Written {
    let digest = |text: &str| Some(digest(&Secret::from(text), NOW, &place.path));
    Written {
        path: place.path.clone(),
        format: "env".to_owned(),
        backup: place.backup.clone(),
        at: NOW,
        unproven: false,
        with_previous: false,
        digest: digest(new),
        before: digest(old),
        progress: Progress::Intended,
    }
}

/// The record alone explains the file: it is what was to be written, with a copy of what was before, or it is that.
fn assert_explained(record: &Connection, now: &str, round: u32) {
    let Some(entry) = record.written.last() else { return };
    let is = |kept: &Option<String>, text: &str| {
        kept.as_deref() == Some(digest(&Secret::from(text), NOW, &entry.path).as_str())
    };
    if is(&entry.digest, now) {
        let copy = entry.backup.as_ref().and_then(|copy| fs::read_to_string(copy).ok());
        // The victim removes its copies when they are recorded as done.
        let is_kept = copy.is_some_and(|copy| is(&entry.before, &copy));
        assert!(is_kept || entry.progress == Progress::Done, "round {round}: no way back, {entry:?}");
    } else {
        assert!(is(&entry.before, now), "round {round}: the record knows nothing of this text, {entry:?}");
        assert_eq!(entry.progress, Progress::Intended, "round {round}");
    }
}

#[expect(clippy::print_stdout, reason = "the killer listens there")]
fn say(revision: u64) {
    println!("kept {revision}");
}

fn victim(folder: &Path) -> Child {
    let this = std::env::current_exe().expect("this program");
    let mut command = Command::new(this);
    command.args(["--exact", "tests::io::interrupted::the_victim_writes_until_it_is_killed", "--nocapture"]);
    command.env(VICTIM, folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().expect("the victim starts")
}

/// Lets it write for a moment longer than its first record, kills it as `kill -9` does, and answers the last revision
/// that it said was kept.
fn kill_after(folder: &Path, moment: Duration) -> u64 {
    let mut child = victim(folder);
    let mut said = BufReader::new(child.stdout.take().expect("its words")).lines();
    let revision = |line: String| line.split("kept ").nth(1).and_then(|number| number.parse::<u64>().ok());
    let first = said.by_ref().map_while(Result::ok).find_map(revision).expect("it writes");
    let until = Instant::now() + moment;
    while Instant::now() < until {
        std::hint::spin_loop();
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    said.map_while(Result::ok).filter_map(revision).last().unwrap_or(first)
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    let ends = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "bak");
    fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).filter(ends).collect()
}

#[test]
fn killed_at_any_moment_everything_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, store) = (folder.path().join("app.env"), Store::new(folder.path()));
    fs::write(&path, text(true)).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("its mode");
    store.store(&Connection::new("app", "coder", NOW)).expect("a record");
    let whole = [text(true), text(false)];
    for round in 0..ENDS {
        let said = kill_after(folder.path(), Duration::from_micros(u64::from(round) * 377));
        let now = fs::read_to_string(&path).expect("the file is there");
        assert!(whole.contains(&now), "round {round}: a part of a file, {} bytes", now.len());
        assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o640, "its mode");
        for copy in backups(folder.path()) {
            let kept = fs::read_to_string(&copy).expect("the backup");
            assert!(whole.contains(&kept), "round {round}: a part of a backup, {} bytes", kept.len());
        }
        for part in parts(folder.path()) {
            let mode = fs::metadata(&part).expect("the part").permissions().mode() & 0o777;
            assert!(mode == 0o600 || mode == 0o640, "round {round}: a part for everybody, {mode:o}");
        }
        let record = store.load("app").expect("the record is whole");
        assert!(record.revision >= said, "round {round}: {} after {said} was kept", record.revision);
        assert_explained(&record, &now, round);
        store.store(&record).expect("no lock is left behind");
    }
    let now = fs::read_to_string(&path).expect("the file");
    write(&change(&path, &now, "A=1\n"), NOW).expect("written");
    store.store(&store.load("app").expect("the record")).expect("kept");
    assert_eq!(parts(folder.path()), Vec::<PathBuf>::new(), "what the dead left is gone");
    assert_eq!(parts(&folder.path().join("connections")), Vec::<PathBuf>::new());
}

/// What killed writers left half done.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let ends = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "tmp");
    fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).filter(ends).collect()
}

/// A file system of a few pages, gone when the test ends; `None` where mounting is not allowed.
#[cfg(target_os = "linux")]
struct SmallDisk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let arguments = ["-t", "tmpfs", "-o", "size=64k,nr_inodes=64", "usher-test"].map(Path::new);
        mount(arguments.into_iter().chain([folder.path()])).then_some(Self(folder))
    }
}

/// Whether the system's own program could mount it.
#[cfg(target_os = "linux")]
fn mount<'a>(arguments: impl Iterator<Item = &'a Path>) -> bool {
    let mut command = Command::new("mount");
    let done = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0.path()).status().ok();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(folder)
        .expect("the folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    all.sort();
    all
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_the_old_file_and_the_old_record_stay() {
    let Some(disk) = SmallDisk::mount() else { return };
    let folder = disk.0.path();
    let (path, old) = (folder.join("app.env"), "KEY=old\n".repeat(1500));
    fs::write(&path, &old).expect("a file");
    let store = Store::new(folder);
    let mut record = Connection::new("app", "coder", NOW);
    record.revision = store.store(&record).expect("a record");

    let refused = write(&change(&path, &old, &"KEY=new\n".repeat(9000)), NOW).expect_err("no room");
    assert_eq!(refused.kind, FileTroubleKind::Full, "{refused:?}");
    assert_eq!(fs::read_to_string(&path).expect("the file"), old);
    assert_eq!(names(folder), ["app.env", "connections"], "neither a backup nor a part is left");

    record.answers.insert("note".to_owned(), "x".repeat(60_000));
    assert_eq!(store.store(&record).expect_err("no room").kind, FileTroubleKind::Full);
    record.answers.clear();
    assert_eq!(store.load("app").expect("the old record"), record);
    assert_eq!(names(&folder.join("connections")), [".lock", "app.json"]);

    // Room for the new text, none for another one beside both: the old file itself becomes the copy.
    let receipt = write(&change(&path, &old, &"KEY=new\n".repeat(5200)), NOW).expect("room enough");
    assert_eq!(fs::read_to_string(receipt.backup.expect("a copy")).expect("the copy"), old);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_became_read_only_and_a_rename_that_fails_change_nothing() {
    let Some(disk) = SmallDisk::mount() else { return };
    let folder = disk.0.path();
    let (path, store) = (folder.join("app.env"), Store::new(folder));
    fs::write(&path, "KEY=old\n").expect("a file");
    let mut record = Connection::new("app", "coder", NOW);
    record.revision = store.store(&record).expect("a record");

    // A file that is mounted by itself, as into a container, cannot be renamed over.
    assert!(mount([Path::new("--bind"), &path, &path].into_iter()), "what could mount can bind");
    let refused = write(&change(&path, "KEY=old\n", "KEY=new\n"), NOW).expect_err("a mounted file");
    let unmounted = Command::new("umount").arg(&path).status().is_ok_and(|status| status.success());
    assert!(unmounted && refused.detail.in_english().contains("mounted by itself"), "{refused:?}");
    assert_eq!(fs::read_to_string(&path).expect("the file"), "KEY=old\n");
    assert_eq!(names(folder), ["app.env", "connections"], "neither a backup nor a part is left");

    assert!(mount([Path::new("-o"), Path::new("remount,ro"), folder].into_iter()), "read-only now");
    let refused = write(&change(&path, "KEY=old\n", "KEY=new\n"), NOW).expect_err("read-only");
    assert_eq!(refused.kind, FileTroubleKind::ReadOnly, "{refused:?}");
    store.store(&record).expect_err("read-only");
    assert_eq!(store.load("app").expect("the old record"), record);
    assert_eq!(fs::read_to_string(&path).expect("the file"), "KEY=old\n");
}
