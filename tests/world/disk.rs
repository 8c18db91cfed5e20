//! Files: nothing lost, nothing half, nothing shown to others.

use std::fs;
use std::path::{Path, PathBuf};

use usher::base::Secret;
use usher::setup::effect::{FileChange, FileTrouble, FileTroubleKind, Outcome, Receipt, Task};

use super::bench::Bench;

fn change(path: &Path, old: Option<&str>, new: &str) -> FileChange {
    FileChange {
        path: path.to_path_buf(),
        old: old.map(Secret::from),
        new: Secret::from(new),
        holds_secret: true,
    }
}

async fn write(bench: &mut Bench, change: FileChange) -> Result<Receipt, FileTrouble> {
    match bench.run(Task::Write(change)).await {
        Outcome::FileWritten(result) => result,
        other => panic!("{other:?}"),
    }
}

async fn refused(bench: &mut Bench, change: FileChange) -> FileTroubleKind {
    write(bench, change).await.expect_err("the write is refused").kind
}

async fn read(bench: &mut Bench, path: &Path) -> Result<Option<Secret>, FileTrouble> {
    match bench.run(Task::Read(path.to_path_buf())).await {
        Outcome::FileRead(result) => result,
        other => panic!("{other:?}"),
    }
}

fn names(folder: &Path) -> Vec<String> {
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

fn file(bench: &Bench, name: &str) -> PathBuf {
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

#[cfg(unix)]
#[tokio::test]
async fn links_are_followed_to_the_file_itself() {
    let mut bench = Bench::new();
    fs::create_dir(file(&bench, "real")).expect("a folder");
    let real = file(&bench, "real/app.ini");
    fs::write(&real, "a=1\n").expect("a file");
    let (link, second) = (file(&bench, "link.ini"), file(&bench, "second.ini"));
    std::os::unix::fs::symlink("real/app.ini", &link).expect("a link");
    std::os::unix::fs::symlink("link.ini", &second).expect("a link");
    let receipt = write(&mut bench, change(&second, Some("a=1\n"), "a=2\n")).await.expect("written");
    assert_eq!(receipt.path, real);
    assert_eq!(fs::read_to_string(&real).expect("the file"), "a=2\n");
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());

    let dangling = file(&bench, "dangling.ini");
    std::os::unix::fs::symlink("real/later.ini", &dangling).expect("a link");
    write(&mut bench, change(&dangling, None, "b=1\n")).await.expect("written");
    assert_eq!(fs::read_to_string(file(&bench, "real/later.ini")).expect("the file"), "b=1\n");

    let round = file(&bench, "round.ini");
    std::os::unix::fs::symlink("round.ini", &round).expect("a link");
    assert_eq!(refused(&mut bench, change(&round, None, "b=1\n")).await, FileTroubleKind::Other);
    let twin = file(&bench, "twin.ini");
    fs::hard_link(&real, &twin).expect("a second name");
    assert_eq!(refused(&mut bench, change(&twin, Some("a=2\n"), "a=3\n")).await, FileTroubleKind::Other);
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
        expected: Some(Secret::from(expected)),
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

    let removal = Task::Restore { path: path.clone(), backup: None, expected: Some(Secret::from("old\n")) };
    assert!(matches!(bench.run(removal).await, Outcome::FileWritten(Ok(_))));
    assert!(!path.exists());
}
