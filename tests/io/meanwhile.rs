//! Somebody comes between the last look and the change, and the program ends between any two steps: nothing is lost.

use std::fs;
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use usher::base::{Secret, Timestamp};
use usher::engine::effect::{FileChange, FileTrouble, FileTroubleKind, Place, Receipt, Wanted};
use usher::io::disk::{self, Moment};

const NOW: Timestamp = Timestamp(1_795_000_000_000);
const MOMENTS: [Moment; 5] =
    [Moment::Looked, Moment::Named, Moment::Exchanged, Moment::Surprised, Moment::Done];

/// Tells this test's own program that it is the one that ends, where, and at which moment.
const VICTIM: &str = "USHER_TEST_ENDS_AT";

const OLD: &str = "KEY=old\n";
const NEW: &str = "KEY=new\n";
const THEIRS: &str = "KEY=theirs\n";

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder").flatten();
    let mut all: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    all.sort();
    all
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("it is there")
}

/// Writes the new text over the old one at a place that was looked up before, as the program does.
fn write(path: &Path, meanwhile: &mut dyn FnMut(Moment)) -> Result<Receipt, FileTrouble> {
    let place = placed(path);
    let change = FileChange {
        path: place.path,
        old: Some(Secret::from(OLD)),
        new: Secret::from(NEW),
        holds_secret: true,
    };
    disk::write_at(&change, place.backup, NOW, meanwhile)
}

fn placed(path: &Path) -> Place {
    disk::place(&Wanted { path: path.to_path_buf(), is_there: true }, NOW).expect("a place")
}

/// The ways in which editors save.
#[derive(Debug, Clone, Copy)]
enum Saves {
    /// Another file takes the place: vim, most libraries.
    Renamed,
    /// The file is cut to nothing and written anew: nano, a shell's `>`.
    InPlace,
    /// The file is moved away as a backup first: vim with `backupcopy=no`, emacs.
    MovedAway,
}

fn save(path: &Path, how: Saves, text: &str) {
    match how {
        Saves::Renamed => {
            let beside = path.with_extension("swp");
            fs::write(&beside, text).expect("written");
            fs::rename(&beside, path).expect("renamed");
        }
        Saves::InPlace => fs::write(path, text).expect("written"),
        Saves::MovedAway => {
            let backup = path.with_extension("env~");
            fs::rename(path, &backup).expect("moved");
            fs::write(path, text).expect("written");
            fs::remove_file(backup).expect("gone");
        }
    }
}

#[test]
fn what_an_editor_saves_in_the_last_moment_stays() {
    for how in [Saves::Renamed, Saves::InPlace, Saves::MovedAway] {
        for moment in MOMENTS {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("app.env");
            fs::write(&path, OLD).expect("a file");
            let mut came = false;
            let result = write(&path, &mut |now| {
                // A surprise is only where somebody has come before.
                if now == Moment::Looked && moment == Moment::Surprised {
                    save(&path, how, "KEY=theirs, the draft\n");
                }
                if now == moment {
                    came = true;
                    save(&path, how, THEIRS);
                }
            });
            assert!(came, "{how:?} {moment:?}");
            assert_eq!(read(&path), THEIRS, "{how:?} {moment:?} {result:?}");
            let left = names(folder.path());
            match result {
                // They saved over what Usher had written.
                Ok(receipt) => {
                    assert!(matches!(moment, Moment::Exchanged | Moment::Done), "{how:?} {moment:?}");
                    assert_eq!(read(&receipt.backup.expect("a copy")), OLD, "{how:?} {moment:?}");
                    assert_eq!(left.len(), 2, "{how:?} {moment:?} {left:?}");
                }
                Err(refused) => {
                    assert_eq!(refused.kind, FileTroubleKind::Changed, "{how:?} {moment:?}");
                    assert_eq!(left, ["app.env"], "{how:?} {moment:?}");
                    let said = refused.detail.in_english();
                    assert!(said.contains("saved the file in the very moment"), "{said}");
                }
            }
        }
    }
}

/// The file that an editor opened before is the copy afterwards, so what it writes then is not lost.
#[test]
fn what_goes_into_a_file_that_was_open_before_is_in_the_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("app.env");
    fs::write(&path, OLD).expect("a file");
    let mut opened = fs::File::options().read(true).write(true).open(&path).expect("opened");
    let receipt = write(&path, &mut |_| ()).expect("written");
    opened.rewind().expect("from the start");
    opened.write_all(THEIRS.as_bytes()).expect("written");
    assert_eq!((read(&path).as_str(), read(&receipt.backup.expect("a copy")).as_str()), (NEW, THEIRS));
}

#[test]
fn what_an_editor_saves_in_the_last_moment_of_an_undo_stays() {
    for is_new in [false, true] {
        for moment in [Moment::Looked, Moment::Exchanged, Moment::Done] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("app.env");
            let copy = (!is_new).then(|| folder.path().join("app.env.bak"));
            fs::write(&path, NEW).expect("a file");
            if let Some(copy) = &copy {
                fs::write(copy, OLD).expect("a copy");
            }
            let result = disk::restore(&path, copy.as_deref(), &Secret::from(NEW), NOW, &mut |now| {
                if now == moment {
                    save_anew(&path);
                }
            });
            assert_eq!(read(&path), THEIRS, "{is_new} {moment:?} {result:?}");
            assert_eq!(result.is_err(), moment == Moment::Looked, "{is_new} {moment:?} {result:?}");
            let left = names(folder.path());
            assert_eq!(left.len(), 1 + usize::from(!is_new), "{is_new} {moment:?} {left:?}");
            assert_eq!(copy.map_or(OLD.to_owned(), |copy| read(&copy)), OLD);
        }
    }
}

fn save_anew(path: &Path) {
    let beside = path.with_extension("swp");
    fs::write(&beside, THEIRS).expect("written");
    fs::rename(&beside, path).expect("renamed");
}

/// The folder that was looked up is written into, though its name leads to another one by then.
#[test]
fn a_folder_that_is_replaced_by_a_link_leads_nowhere_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let (theirs, other) = (folder.path().join("theirs"), folder.path().join("other"));
    for place in [&theirs, &other] {
        fs::create_dir(place).expect("a folder");
        fs::write(place.join("app.env"), OLD).expect("a file");
    }
    let (moved, mut is_moved) = (folder.path().join("moved"), false);
    write(&theirs.join("app.env"), &mut |_| {
        if !std::mem::replace(&mut is_moved, true) {
            fs::rename(&theirs, &moved).expect("moved");
            std::os::unix::fs::symlink(&other, &theirs).expect("a link");
        }
    })
    .expect("written");
    assert_eq!((read(&moved.join("app.env")).as_str(), names(&moved).len()), (NEW, 2));
    assert_eq!((read(&other.join("app.env")).as_str(), names(&other).len()), (OLD, 1));
}

/// Not a test of its own: what the kills below start.
#[test]
fn the_victim_ends_at_its_moment() {
    let Some(told) = std::env::var(VICTIM).ok() else { return };
    let mut told = told.splitn(3, ' ');
    let (Some(work), Some(moment), Some(folder)) = (told.next(), told.next(), told.next()) else { return };
    let path = Path::new(folder).join("app.env");
    let mut ends = |now: Moment| {
        if now == Moment::Looked && work.ends_with("edited") {
            save_anew(&path);
        }
        if format!("{now:?}") == moment {
            std::process::abort();
        }
    };
    if work.starts_with("write") {
        let _ = write(&path, &mut ends);
    } else {
        let copy = Path::new(folder).join("app.env.bak");
        let _ = disk::restore(&path, Some(&copy), &Secret::from(NEW), NOW, &mut ends);
    }
    panic!("it came to no {moment}");
}

fn ended_at(moment: Moment, work: &str, folder: &Path) {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "tests::io::meanwhile::the_victim_ends_at_its_moment", "--nocapture"]);
    command.env(VICTIM, format!("{work} {moment:?} {}", folder.display()));
    let ran = command.stdin(Stdio::null()).output().expect("it runs");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.code().is_none(), "{work} {moment:?}: it was to abort: {said}");
}

/// All texts that a person would find in the folder, hidden files left out.
fn texts(folder: &Path) -> Vec<String> {
    let visible = |name: &String| !name.starts_with('.');
    names(folder).iter().filter(|name| visible(name)).map(|name| read(&folder.join(name))).collect()
}

/// The next Usher in this folder, which removes what a dead one left.
fn next_write(folder: &Path) {
    let change = FileChange {
        path: folder.join("another.env"),
        old: None,
        new: Secret::from("OTHER=1\n"),
        holds_secret: false,
    };
    disk::write(&change, NOW).expect("written");
    assert!(names(folder).iter().all(|name| !name.starts_with('.')), "{:?}", names(folder));
}

#[test]
fn ended_between_any_two_steps_everything_is_whole_and_found_again() {
    for moment in [Moment::Looked, Moment::Named, Moment::Exchanged, Moment::Done] {
        for work in ["write", "undo"] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("app.env");
            let (before, after) = if work == "write" { (OLD, NEW) } else { (NEW, OLD) };
            fs::write(&path, before).expect("a file");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("its mode");
            if work == "undo" {
                fs::write(folder.path().join("app.env.bak"), OLD).expect("a copy");
            }
            ended_at(moment, work, folder.path());
            next_write(folder.path());
            let is_before = matches!(moment, Moment::Looked | Moment::Named);
            assert_eq!(read(&path), if is_before { before } else { after }, "{work} {moment:?}");
            assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o640);
            let texts = texts(folder.path());
            assert!(texts.iter().any(|text| text == OLD), "{work} {moment:?}: the way back, {texts:?}");
        }
    }
}

#[test]
fn ended_before_an_editors_text_is_back_it_is_found_beside_the_file() {
    for moment in [Moment::Named, Moment::Exchanged, Moment::Surprised] {
        for work in ["write-edited", "undo-edited"] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("app.env");
            fs::write(&path, if work == "write-edited" { OLD } else { NEW }).expect("a file");
            if work == "undo-edited" {
                fs::write(folder.path().join("app.env.bak"), OLD).expect("a copy");
            }
            ended_at(moment, work, folder.path());
            next_write(folder.path());
            let texts = texts(folder.path());
            assert!(texts.iter().any(|text| text == THEIRS), "{work} {moment:?}: {texts:?}");
        }
    }
}

/// How many races the figures of [`many_races_with_an_editor_lose_nothing`] are of; 400 were asked for.
const RACES: u32 = 400;

/// A stress run, whose figures are printed: `cargo test --lib races -- --ignored --nocapture`.
#[test]
#[ignore = "it races with the clock; the steps above are tried one by one"]
fn many_races_with_an_editor_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("app.env");
    let (mut written, mut refused) = (0, 0);
    for race in 0..RACES {
        fs::write(&path, OLD).expect("a file");
        let theirs = format!("KEY=theirs{race}\n");
        let how = [Saves::Renamed, Saves::InPlace, Saves::MovedAway][race as usize % 3];
        let editor = {
            let (path, theirs) = (path.clone(), theirs.clone());
            std::thread::spawn(move || {
                let pause = std::time::Duration::from_micros(u64::from(race) * 7919 % 6000);
                let until = std::time::Instant::now() + pause;
                while std::time::Instant::now() < until {
                    std::hint::spin_loop();
                }
                if path.exists() {
                    save(&path, how, &theirs);
                }
            })
        };
        match write(&path, &mut |_| ()) {
            Ok(_) => written += 1,
            Err(_) => refused += 1,
        }
        editor.join().expect("it saved");
        let texts = texts(folder.path());
        assert!(texts.contains(&theirs), "race {race} {how:?}: {texts:?}");
        for name in names(folder.path()) {
            fs::remove_file(folder.path().join(name)).expect("gone");
        }
    }
    print_figures(written, refused);
}

#[expect(clippy::print_stderr, reason = "figures are for whoever runs it")]
fn print_figures(written: u32, refused: u32) {
    eprintln!("{RACES} races: {written} written, {refused} told that the file changed, no text lost");
}

/// A reader sees the old text or the new one, at every moment.
#[test]
fn at_every_moment_the_file_is_there_and_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join("app.env");
    fs::write(&path, OLD).expect("a file");
    let mut seen = Vec::new();
    write(&path, &mut |moment| {
        let mut text = String::new();
        fs::File::open(&path).expect("it is there").read_to_string(&mut text).expect("read");
        seen.push((moment, text));
    })
    .expect("written");
    let old = |moment| (moment, OLD.to_owned());
    let new = |moment| (moment, NEW.to_owned());
    assert_eq!(seen, [old(Moment::Looked), old(Moment::Named), new(Moment::Exchanged), new(Moment::Done)]);
}
