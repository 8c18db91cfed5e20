//! Files: nothing lost, nothing half, nothing shown to others.

use std::fs;
use std::path::{Path, PathBuf};

use usher::base::Secret;
use usher::engine::effect::{FileChange, FileTrouble, FileTroubleKind, Outcome, Receipt, Task, Wanted};

use super::bench::Bench;
use usher::io::disk;

pub(super) fn change(path: &Path, old: Option<&str>, new: &str) -> FileChange {
    FileChange {
        path: path.to_path_buf(),
        old: old.map(Secret::from),
        new: Secret::from(new),
        holds_secret: true,
    }
}

pub(super) async fn write(bench: &mut Bench, change: FileChange) -> Result<Receipt, FileTrouble> {
    let wanted = Wanted { path: change.path.clone(), is_there: change.old.is_some() };
    let place = match bench.run(Task::Place(vec![wanted])).await {
        Outcome::Placed(mut places) => places.remove(0)?,
        other => panic!("{other:?}"),
    };
    let change = FileChange { path: place.path, ..change };
    match bench.run(Task::Write { change, backup: place.backup }).await {
        Outcome::FileWritten(result) => result,
        other => panic!("{other:?}"),
    }
}

pub(super) async fn refused(bench: &mut Bench, change: FileChange) -> FileTroubleKind {
    write(bench, change).await.expect_err("the write is refused").kind
}

async fn read(bench: &mut Bench, path: &Path) -> Result<Option<Secret>, FileTrouble> {
    match bench.run(Task::Read(path.to_path_buf())).await {
        Outcome::FileRead(result) => result,
        other => panic!("{other:?}"),
    }
}

pub(super) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).expect("the file").permissions()) & 0o7777
}

pub(super) fn file(bench: &Bench, name: &str) -> PathBuf {
    bench.folder.path().join(name)
}

#[tokio::test]
async fn a_file_is_read_or_said_to_be_missing() {
    let mut bench = Bench::new();
    let path = file(&bench, "coder.env");
    assert_eq!(read(&mut bench, &path).await, Ok(None));
    fs::write(&path, "A=1\n").expect("a file");
    assert_eq!(read(&mut bench, &path).await, Ok(Some(Secret::from("A=1\n"))));
    fs::write(&path, [0xff, 0xfe, 0x00]).expect("a file");
    assert_eq!(read(&mut bench, &path).await.map_err(|why| why.kind), Err(FileTroubleKind::NotText));
    fs::write(&path, vec![b'a'; 4 * 1024 * 1024 + 1]).expect("a file");
    assert_eq!(read(&mut bench, &path).await.map_err(|why| why.kind), Err(FileTroubleKind::TooLarge));
    let inside = path.join("inside");
    assert_eq!(read(&mut bench, &inside).await.map_err(|why| why.kind), Err(FileTroubleKind::NoFolder));
    let folder = bench.folder.path().to_path_buf();
    assert_eq!(read(&mut bench, &folder).await.map_err(|why| why.kind), Err(FileTroubleKind::Other));
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_file_with_a_secret_is_for_its_owner_alone() {
    let mut bench = Bench::new();
    let path = file(&bench, "new.env");
    let receipt = write(&mut bench, change(&path, None, "SECRET=1\n")).await.expect("written");
    assert_eq!((receipt.path.as_path(), receipt.backup), (path.as_path(), None));
    assert_eq!((fs::read_to_string(&path).expect("the file").as_str(), mode(&path)), ("SECRET=1\n", 0o600));
    assert_eq!(names(bench.folder.path()), ["new.env"], "nothing is left beside it");
}

#[cfg(unix)]
#[tokio::test]
async fn an_old_file_keeps_its_mode_and_leaves_a_private_dated_backup() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut bench = Bench::new();
    let path = file(&bench, "app.ini");
    fs::write(&path, "a=1\n").expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
    let first = write(&mut bench, change(&path, Some("a=1\n"), "a=2\n")).await.expect("written");
    let second = write(&mut bench, change(&path, Some("a=2\n"), "a=3\n")).await.expect("written");
    assert_eq!((fs::read_to_string(&path).expect("the file").as_str(), mode(&path)), ("a=3\n", 0o640));
    let backup = first.backup.expect("a backup");
    assert_eq!((fs::read_to_string(&backup).expect("the copy").as_str(), mode(&backup)), ("a=1\n", 0o600));
    let name = backup.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.starts_with("app.ini.usher-20") && name.ends_with("Z.bak") && name.contains('T'), "{name}");
    assert_eq!(fs::read_to_string(second.backup.expect("another backup")).expect("the copy"), "a=2\n");
    assert_eq!(names(bench.folder.path()).len(), 3);
}

/// Only the superuser can give a file away, so only there can this be seen.
#[cfg(unix)]
#[tokio::test]
async fn the_superuser_leaves_a_file_to_its_owner() {
    use std::os::unix::fs::MetadataExt as _;
    let mut bench = Bench::new();
    let path = file(&bench, "app.ini");
    fs::write(&path, "a=1\n").expect("a file");
    if !rustix::process::geteuid().is_root()
        || std::os::unix::fs::chown(&path, Some(4711), Some(4712)).is_err()
    {
        return;
    }
    write(&mut bench, change(&path, Some("a=1\n"), "a=2\n")).await.expect("written");
    let kept = fs::metadata(&path).expect("the file");
    assert_eq!((kept.uid(), kept.gid()), (4711, 4712));
}

#[tokio::test]
async fn what_somebody_else_changed_is_left_alone() {
    let mut bench = Bench::new();
    let path = file(&bench, "app.ini");
    fs::write(&path, "theirs\n").expect("a file");
    for old in [Some("mine\n"), None] {
        assert_eq!(refused(&mut bench, change(&path, old, "new\n")).await, FileTroubleKind::Changed);
    }
    assert_eq!(fs::read_to_string(&path).expect("the file"), "theirs\n");
    assert_eq!(names(bench.folder.path()), ["app.ini"], "neither a backup nor a part is left");
    fs::remove_file(&path).expect("gone");
    assert_eq!(refused(&mut bench, change(&path, Some("theirs\n"), "new\n")).await, FileTroubleKind::Changed);
}

#[tokio::test]
async fn a_place_that_is_no_folder_is_said() {
    let mut bench = Bench::new();
    let missing = file(&bench, "no/such/app.ini");
    assert_eq!(refused(&mut bench, change(&missing, None, "a\n")).await, FileTroubleKind::NoFolder);
    fs::write(file(&bench, "plain"), "x").expect("a file");
    let inside = file(&bench, "plain/app.ini");
    assert_eq!(refused(&mut bench, change(&inside, None, "a\n")).await, FileTroubleKind::NoFolder);
}

/// `/proc` is a file system that lets nobody make files, the superuser included.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_folder_that_takes_no_files_leaves_everything_as_it_was() {
    let mut bench = Bench::new();
    let trouble = write(&mut bench, change(Path::new("/proc/app.ini"), None, "a\n")).await;
    assert!(trouble.is_err(), "{trouble:?}");
}

#[tokio::test]
async fn a_backup_comes_back_unless_the_file_changed() {
    let mut bench = Bench::new();
    let path = file(&bench, "app.ini");
    fs::write(&path, "old\n").expect("a file");
    let backup = write(&mut bench, change(&path, Some("old\n"), "new\n")).await.expect("written").backup;
    let restore = |expected: &str| Task::Restore {
        path: path.clone(),
        backup: backup.clone(),
        expected: Secret::from(expected),
    };
    let outcome = bench.run(restore("other\n")).await;
    assert!(
        matches!(&outcome, Outcome::FileWritten(Err(why)) if why.kind == FileTroubleKind::Changed),
        "{outcome:?}"
    );
    assert_eq!(fs::read_to_string(&path).expect("the file"), "new\n");
    let outcome = bench.run(restore("new\n")).await;
    assert!(matches!(outcome, Outcome::FileWritten(Ok(_))), "{outcome:?}");
    assert_eq!(fs::read_to_string(&path).expect("the file"), "old\n");

    let removal = Task::Restore { path: path.clone(), backup: None, expected: Secret::from("old\n") };
    assert!(matches!(bench.run(removal).await, Outcome::FileWritten(Ok(_))));
    assert!(!path.exists());
}

/// A part that a killed Usher left, with the name that Usher gives to one.
#[cfg(unix)]
fn leave_part(bench: &Bench, name: &str) -> PathBuf {
    let part = file(bench, name);
    fs::write(&part, "SECRET=half").expect("a part");
    part
}

#[cfg(unix)]
#[tokio::test]
async fn what_a_killed_usher_left_beside_a_file_goes_with_the_next_write() {
    let mut bench = Bench::new();
    let path = file(&bench, "coder.env");
    let dead = leave_part(&bench, ".coder.env.usher-a1B2c3.tmp");
    let of_another_file = leave_part(&bench, ".app.ini.usher-Zz9900.tmp");
    let alive = leave_part(&bench, ".coder.env.usher-aLiVe1.tmp");
    let lock = fs::File::open(&alive).expect("the part");
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).expect("its writer holds it");
    let foreign = leave_part(&bench, ".coder.env.other-a1B2c3.tmp");
    let linked = file(&bench, ".coder.env.usher-LiNk00.tmp");
    std::os::unix::fs::symlink(&foreign, &linked).expect("a link");
    write(&mut bench, change(&path, None, "SECRET=1\n")).await.expect("written");
    assert!(!dead.exists() && !of_another_file.exists(), "{:?}", names(bench.folder.path()));
    assert!(alive.exists(), "another Usher writes it just now");
    assert!(foreign.exists() && fs::symlink_metadata(&linked).is_ok(), "not ours");
    drop(lock);
    write(&mut bench, change(&path, Some("SECRET=1\n"), "SECRET=2\n")).await.expect("written");
    assert!(!alive.exists(), "its writer is gone now");
}

/// Whoever may read a folder or a part can lock it and never let go.
#[cfg(unix)]
#[tokio::test]
async fn nobody_who_holds_a_lock_can_stop_a_write() {
    let mut bench = Bench::new();
    let path = file(&bench, "app.env");
    fs::write(&path, "A=1\n").expect("a file");
    let (folder, held) = (fs::File::open(bench.folder.path()), fs::File::open(&path));
    for lock in [folder.expect("the folder"), held.expect("the file")] {
        lock.lock().expect("anybody may");
        std::mem::forget(lock);
    }
    let receipt = write(&mut bench, change(&path, Some("A=1\n"), "A=2\n")).await.expect("written");
    let backup = receipt.backup.expect("a copy");
    let back = Task::Restore { path: path.clone(), backup: Some(backup), expected: Secret::from("A=2\n") };
    assert!(matches!(bench.run(back).await, Outcome::FileWritten(Ok(_))));
    assert_eq!(fs::read_to_string(&path).expect("the file"), "A=1\n");
}

/// The bytes of an access list (`acl(5)`, version 2) that gives user 4711 what its owner has.
#[cfg(target_os = "linux")]
fn access_list(mask: u16) -> Vec<u8> {
    let entries = [
        (0x01_u16, 6_u16, u32::MAX),
        (0x02, 6, 4711),
        (0x04, 4, u32::MAX),
        (0x10, mask, u32::MAX),
        (0x20, 0, u32::MAX),
    ];
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (tag, rights, who) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(rights.to_le_bytes());
        bytes.extend(who.to_le_bytes());
    }
    bytes
}

#[cfg(target_os = "linux")]
fn list_of(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = vec![0; 256];
    let length = rustix::fs::getxattr(path, "system.posix_acl_access", bytes.as_mut_slice()).ok()?;
    Some(bytes[..length].to_vec())
}

/// Where the file system knows no access lists there is nothing to keep.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn access_lists_and_other_attributes_stay_and_none_is_woken_up() {
    use rustix::fs::{XattrFlags, setxattr};
    let mut bench = Bench::new();
    let path = file(&bench, "listed.env");
    fs::write(&path, "A=1\n").expect("a file");
    if setxattr(&path, "system.posix_acl_access", &access_list(6), XattrFlags::empty()).is_err() {
        return;
    }
    let noted = setxattr(&path, "user.note", b"kept", XattrFlags::empty()).is_ok();
    let before = list_of(&path);
    write(&mut bench, change(&path, Some("A=1\n"), "A=2\n")).await.expect("written");
    assert_eq!(list_of(&path), before);
    let mut note = [0; 8];
    assert!(!noted || rustix::fs::getxattr(&path, "user.note", note.as_mut_slice()) == Ok(4));

    // A folder that gives a list to what is made in it, and a file that never had one.
    let plain = file(&bench, "plain.env");
    fs::write(&plain, "A=1\n").expect("a file");
    fs::set_permissions(&plain, std::os::unix::fs::PermissionsExt::from_mode(0o640)).expect("its mode");
    setxattr(bench.folder.path(), "system.posix_acl_default", &access_list(6), XattrFlags::empty())
        .expect("a list");
    write(&mut bench, change(&plain, Some("A=1\n"), "A=2\n")).await.expect("written");
    assert_eq!((list_of(&plain), mode(&plain)), (None, 0o640), "nobody may read it who could not before");
    let new = file(&bench, "new.env");
    write(&mut bench, change(&new, None, "A=1\n")).await.expect("written");
    assert_eq!(mode(&new) & 0o077, 0, "the mask keeps everybody else out");
}

#[test]
fn two_ushers_that_write_one_file_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("count.env");
    fs::write(&path, "N=0\n").expect("a file");
    let number = |text: &str| text.trim().trim_start_matches("N=").parse::<u32>().expect("a number");
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut done = 0;
                while done < 15 {
                    let old = fs::read_to_string(&path).expect("always there, always whole");
                    let new = format!("N={}\n", number(&old) + 1);
                    match disk::write(&change(&path, Some(&old), &new), usher::base::Timestamp(0)) {
                        Ok(receipt) => {
                            done += 1;
                            fs::remove_file(receipt.backup.expect("a backup")).expect("its own");
                        }
                        Err(why) => assert_eq!(why.kind, FileTroubleKind::Changed, "{why:?}"),
                    }
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("it ends well");
    }
    assert_eq!(fs::read_to_string(&path).expect("the file"), "N=45\n");
    assert_eq!(names(folder.path()), ["count.env"]);
}

#[test]
fn a_folder_tells_which_names_begin_so() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["coder.env", "coder.yaml", ".coder", "other"] {
        fs::write(folder.path().join(name), "").expect("a folder");
    }
    fs::create_dir(folder.path().join("coder.d")).expect("a folder");
    let names = |begins: &str| disk::names_in(folder.path(), begins);
    assert_eq!(names("co"), ["coder.d/", "coder.env", "coder.yaml"]);
    assert_eq!(names("."), [".coder"]);
    assert_eq!(names("").len(), 4, "hidden ones are not meant");
    assert!(disk::names_in(&folder.path().join("none"), "").is_empty());
}
