//! Places that are not like other files: a folder that may be written to and not read, a pipe, a device, a file without end.

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use usher::base::{Secret, Timestamp};
use usher::engine::connection::Connection;
use usher::engine::effect::{FileChange, FileTroubleKind};
use usher::io::disk;
use usher::io::store::Store;

const NOW: Timestamp = Timestamp(1_795_000_000_000);
const NOBODY: u32 = 65534;

/// Tells this test's own program that it is the one without the superuser's rights, and where it writes.
const ORDINARY: &str = "USHER_TEST_ORDINARY";

fn change(path: &Path, old: &str, new: &str) -> FileChange {
    FileChange {
        path: path.to_path_buf(),
        old: Some(Secret::from(old)),
        new: Secret::from(new),
        holds_secret: true,
    }
}

/// Not a test of its own: what [`a_folder_that_cannot_be_read_loses_nothing`] starts as somebody with ordinary rights.
#[test]
fn somebody_ordinary_writes_where_they_may_not_look() {
    let Some(folder) = std::env::var_os(ORDINARY).map(PathBuf::from) else { return };
    let (path, store) = (folder.join("app.env"), Store::new(&folder));
    let mut record = Connection::new("app", "coder", NOW);
    record.revision = store.store(&record).expect("kept");
    for place in [&folder, &folder.join("connections")] {
        fs::set_permissions(place, fs::Permissions::from_mode(0o300)).expect("their own");
    }
    let receipt = disk::write(&change(&path, "KEY=old\n", "KEY=new\n"), NOW).expect("written");
    let backup = receipt.backup.expect("a copy of what stood there");
    assert_eq!(fs::read_to_string(&path).expect("the file"), "KEY=new\n");
    assert_eq!(fs::read_to_string(&backup).expect("the copy"), "KEY=old\n");
    let written = Secret::from("KEY=new\n");
    disk::restore(&path, Some(&backup), &written, NOW, &mut |_| ()).expect("brought back");
    assert_eq!(fs::read_to_string(&path).expect("the file"), "KEY=old\n");
    record.revision = store.store(&record).expect("kept again");
    store.store(&record).expect("and is told its revision");
}

/// The rename has happened when the folder is synced, so a folder that cannot be is no reason to call the write failed, and
/// to take the copy of the old file away.
#[test]
fn a_folder_that_cannot_be_read_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("own");
    fs::create_dir(&own).expect("a folder");
    fs::write(own.join("app.env"), "KEY=old\n").expect("a file");
    let mut program = std::env::current_exe().expect("this program");
    let is_root = rustix::process::geteuid().is_root();
    if is_root {
        let copy = folder.path().join("program");
        fs::copy(&program, &copy).expect("a copy");
        program = copy;
        for path in [folder.path(), &own, &own.join("app.env"), &program] {
            if chown(path, Some(NOBODY), Some(NOBODY)).is_err() {
                return skip("the superuser here cannot give a file to anybody else");
            }
        }
    }
    let mut command = Command::new(program);
    command.args([
        "--exact",
        "tests::io::places::somebody_ordinary_writes_where_they_may_not_look",
        "--nocapture",
    ]);
    command.env(ORDINARY, &own).current_dir(folder.path()).stdin(Stdio::null());
    if is_root {
        command.uid(NOBODY).gid(NOBODY);
    }
    let ran = command.output().expect("it runs");
    fs::set_permissions(&own, fs::Permissions::from_mode(0o700)).expect("to be removed");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests shall know what was not tried")]
fn skip(why: &str) {
    eprintln!("not tried: {why}");
}

#[test]
fn a_report_that_is_meant_for_a_pipe_goes_into_it_and_does_not_take_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&path).status().is_ok_and(|status| status.success());
    assert!(made, "every Unix has mkfifo");
    let reader = {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut heard = String::new();
            fs::File::open(path).and_then(|mut pipe| pipe.read_to_string(&mut heard)).map(|_| heard)
        })
    };
    let kept = disk::keep(&path, &Secret::from("the report\n"));
    let is_pipe = fs::symlink_metadata(&path).expect("it is there").file_type().is_fifo();
    // Before the reader is waited for, which would wait for ever.
    assert!(is_pipe, "the pipe was replaced: {kept:?}");
    assert_eq!(kept, Ok(()));
    assert_eq!(reader.join().expect("a reader").expect("it hears"), "the report\n");
    let refused = disk::keep(folder.path(), &Secret::from("the report\n")).expect_err("a folder");
    assert_eq!(refused.kind, FileTroubleKind::Other, "{refused:?}");
}
