//! Links to a file and on the way to it: one's own are followed, those of others choose nothing.

use std::fs;

use usher::base::Secret;
use usher::engine::effect::{FileTroubleKind, Outcome, Task};
use usher::io::disk;

use super::bench::Bench;
use super::disk::{change, file, names, refused, write};

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

/// The record knows the file itself. A link that stands there now leads to another one, also where that holds the same.
#[tokio::test]
async fn a_link_in_the_place_of_a_written_file_is_not_followed() {
    let mut bench = Bench::new();
    let (path, other) = (file(&bench, "app.ini"), file(&bench, "other.ini"));
    write(&mut bench, change(&path, None, "new\n")).await.expect("written");
    fs::rename(&path, &other).expect("moved");
    std::os::unix::fs::symlink("other.ini", &path).expect("a link");
    let written = change(&path, Some("new\n"), "newer\n");
    let backup = Some(file(&bench, "app.ini.bak"));
    let removal = Task::Restore { path, backup: None, expected: Secret::from("new\n") };
    for task in [removal, Task::Write { change: written, backup }] {
        let outcome = bench.run(task).await;
        assert!(
            matches!(&outcome, Outcome::FileWritten(Err(why)) if why.kind == FileTroubleKind::Changed),
            "{outcome:?}"
        );
    }
    assert_eq!(fs::read_to_string(&other).expect("the file"), "new\n");
}

/// Only the superuser can make a link that belongs to somebody else.
#[tokio::test]
async fn somebody_elses_link_chooses_nothing() {
    use std::os::unix::fs::{chown, lchown};
    let mut bench = Bench::new();
    let (mine, link) = (file(&bench, "mine.env"), file(&bench, "link.env"));
    fs::write(&mine, "A=1\n").expect("a file");
    std::os::unix::fs::symlink("mine.env", &link).expect("a link");
    if !rustix::process::geteuid().is_root() || lchown(&link, Some(4711), Some(4711)).is_err() {
        return;
    }
    assert_eq!(refused(&mut bench, change(&link, Some("A=1\n"), "A=2\n")).await, FileTroubleKind::Denied);
    fs::remove_file(&mine).expect("gone");
    assert_eq!(
        refused(&mut bench, change(&link, None, "A=2\n")).await,
        FileTroubleKind::Denied,
        "nor a new file"
    );
    fs::write(&mine, "A=1\n").expect("a file");
    chown(&mine, Some(4711), Some(4711)).expect("theirs");
    assert_eq!(
        refused(&mut bench, change(&link, Some("A=1\n"), "A=2\n")).await,
        FileTroubleKind::Denied,
        "theirs today, and tomorrow another"
    );
}

/// On the way, as at its end; one of the person's own is followed.
#[tokio::test]
async fn nor_does_somebody_elses_link_to_a_folder() {
    let mut bench = Bench::new();
    let (real, link) = (file(&bench, "real"), file(&bench, "link"));
    fs::create_dir(&real).expect("a folder");
    fs::write(real.join("app.env"), "A=1\n").expect("a file");
    std::os::unix::fs::symlink("real", &link).expect("a link");
    let through = link.join("app.env");
    write(&mut bench, change(&through, Some("A=1\n"), "A=2\n")).await.expect("through one's own");
    if !rustix::process::geteuid().is_root()
        || std::os::unix::fs::lchown(&link, Some(4711), Some(4711)).is_err()
    {
        return;
    }
    assert_eq!(refused(&mut bench, change(&through, Some("A=2\n"), "A=3\n")).await, FileTroubleKind::Denied);
    assert_eq!(
        refused(&mut bench, change(&link.join("new.env"), None, "A=3\n")).await,
        FileTroubleKind::Denied
    );
    assert_eq!(
        disk::keep(&link.join("report.txt"), &Secret::from("a report")).map_err(|why| why.kind),
        Err(FileTroubleKind::Denied)
    );
    assert_eq!(
        disk::make_folder(&link.join("man/man1")).map_err(|why| why.kind),
        Err(FileTroubleKind::Denied)
    );
    assert_eq!(fs::read_to_string(real.join("app.env")).expect("the file"), "A=2\n");
    let copies = names(&real).into_iter().filter(|name| name.contains(".usher-")).count();
    assert_eq!((names(&real).len(), copies), (2, 1), "{:?}", names(&real));
}
