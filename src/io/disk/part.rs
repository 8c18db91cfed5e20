//! The new text, complete and synced beside its place, and the one moment at which it takes that place.
//!
//! Where somebody's file stands there, the two exchange names in one step and it is looked at what came out: between the last
//! look and that step an editor may have saved. Then its text goes back, and nothing of it is lost. What came out becomes
//! the dated copy, so that the copy is the very file that an editor may still hold open.
//!
//! ```text
//!  look ──▶ .NAME.usher-a1B2c3.tmp becomes NAME.usher-DATE.bak ──▶ the two exchange names ──▶ look at what came out
//! ```

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use super::super::trouble::{file, file_io};
use super::entry::Entry;
use super::{changed, identity, leftover, text_of};
use crate::base::Secret;
use crate::base::words::{Message, message};
use crate::engine::effect::{FileTrouble, FileTroubleKind};

/// How often what came out is put back where an editor saves again and again.
const TRIES: u32 = 100;

/// Between these, somebody else may come or the program may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The new text stands beside its place, and the file holds what was expected.
    Looked,
    /// The new text bears the name of the copy.
    Named,
    /// The new text has taken its place; what came out has not been looked at.
    Exchanged,
    /// What came out is not what was expected, and is about to go back.
    Surprised,
    /// All is done but for making it last.
    Done,
}

/// What somebody does at a moment. Only tests do anything.
pub type Meanwhile<'a> = &'a mut dyn FnMut(Moment);

/// A part of a change: a file under a name of Usher's own, which goes with it.
pub(super) struct Part<'a> {
    entry: &'a Entry,
    name: OsString,
    opened: File,
    is_ours: bool,
}

impl<'a> Part<'a> {
    pub(super) fn prepare(entry: &'a Entry, new: &Secret, private: bool) -> Result<Self, FileTrouble> {
        leftover::sweep(&entry.folder);
        let part = Self::hold(entry, new, private).map_err(|error| file_io(&entry.path, &error))?;
        identity::keep(entry, &part.opened)?;
        part.opened.sync_all().map_err(|error| file_io(&entry.path, &error))?;
        Ok(part)
    }

    fn hold(entry: &'a Entry, text: &Secret, private: bool) -> io::Result<Self> {
        let (name, opened) = leftover::make(entry, private)?;
        let mut part = Self { entry, name, opened, is_ours: true };
        part.opened.write_all(text.reveal().as_bytes())?;
        Ok(part)
    }

    /// Takes its place, whatever stands there.
    pub(super) fn put_over(mut self) -> Result<(), FileTrouble> {
        self.entry.folder.rename(&self.name, &self.entry.name).map_err(|error| self.refused(&error))?;
        self.is_ours = false;
        self.entry.folder.sync();
        Ok(())
    }

    /// Takes its place, where nothing stands.
    pub(super) fn put_new(mut self, meanwhile: Meanwhile) -> Result<(), FileTrouble> {
        self.entry.still_holds(None)?;
        meanwhile(Moment::Looked);
        self.take_name(&self.entry.name)?;
        self.is_ours = false;
        meanwhile(Moment::Done);
        self.entry.folder.sync();
        Ok(())
    }

    /// Takes the place of a file that holds `old`, which gets the name of the copy and is for its owner alone then.
    pub(super) fn put_for(
        mut self,
        (old, new): (&Secret, &Secret),
        copy: &Path,
        meanwhile: Meanwhile,
    ) -> Result<(), FileTrouble> {
        let entry = self.entry;
        let own = self.name.clone();
        let aside = copy.file_name().unwrap_or_default();
        entry.still_holds(Some(old))?;
        meanwhile(Moment::Looked);
        self.take_name(aside)?;
        meanwhile(Moment::Named);
        if !entry.folder.exchange(aside, &entry.name).map_err(|error| self.refused(&error))? {
            self.take_name(&own)?;
            return self.put_after_copying(old, aside, meanwhile);
        }
        self.is_ours = false;
        meanwhile(Moment::Exchanged);
        if self.text(aside).as_ref() != Some(old) {
            meanwhile(Moment::Surprised);
            let is_back = put_back(&self, aside, new);
            let said = if is_back { message!("io.disk.put_back") } else { put_aside(copy) };
            entry.folder.sync();
            return Err(file(&entry.path, FileTroubleKind::Changed, said));
        }
        self.make_private(aside);
        meanwhile(Moment::Done);
        entry.folder.sync();
        Ok(())
    }

    /// The same on a file system that cannot exchange names: the look before the rename alone stands guard.
    fn put_after_copying(self, old: &Secret, aside: &OsStr, meanwhile: Meanwhile) -> Result<(), FileTrouble> {
        let entry = self.entry;
        let mut copy = Self::hold(entry, old, true).map_err(|error| file_io(&entry.path, &error))?;
        copy.opened.sync_all().map_err(|error| file_io(&entry.path, &error))?;
        copy.take_name(aside)?;
        entry.still_holds(Some(old))?;
        self.put_over()?;
        copy.is_ours = false;
        meanwhile(Moment::Done);
        Ok(())
    }

    /// Takes a name that must be free.
    fn take_name(&mut self, name: &OsStr) -> Result<(), FileTrouble> {
        self.entry.folder.rename_to_free(&self.name, name).map_err(|error| self.refused(&error))?;
        name.clone_into(&mut self.name);
        Ok(())
    }

    fn refused(&self, error: &io::Error) -> FileTrouble {
        let path = &self.entry.path;
        match error.kind() {
            // Somebody was there first, or took it away.
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound => changed(path),
            // A single file that is mounted, into a container for one, cannot be replaced by renaming.
            io::ErrorKind::ResourceBusy => file(path, FileTroubleKind::Other, message!("io.disk.mounted")),
            _ => file_io(path, error),
        }
    }

    /// What stands under a name of this folder; `None` where it cannot be read whole as text.
    fn text(&self, name: &OsStr) -> Option<Secret> {
        text_of(self.entry.folder.open(name).ok()?, &self.entry.path).ok()
    }

    /// A copy is for its owner alone, as far as this person may say so.
    fn make_private(&self, name: &OsStr) {
        #[cfg(unix)]
        if let Ok(opened) = self.entry.folder.open(name) {
            let _ = opened.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600));
        }
        #[cfg(not(unix))]
        let _ = name;
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        if self.is_ours {
            let _ = self.entry.folder.remove(&self.name);
        }
    }
}

/// Puts back what came out. Where somebody saved once more meanwhile, theirs comes out instead of what was put in last, is
/// newer, and goes back in its turn. `false` where that found no end: then it stays under the name of the copy.
fn put_back(part: &Part, aside: &OsStr, new: &Secret) -> bool {
    let Entry { folder, name, .. } = part.entry;
    let mut put = Some(new.clone());
    for _ in 0..TRIES {
        let going = part.text(aside);
        match folder.exchange(aside, name) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if folder.rename_to_free(aside, name).is_ok() {
                    return true;
                }
                continue;
            }
            Err(_) => return false,
        }
        let out = part.text(aside);
        if out.is_some() && out == put {
            return folder.remove(aside).is_ok();
        }
        put = going;
    }
    false
}

/// That somebody's text is under the name of the copy.
fn put_aside(copy: &Path) -> Message {
    message!("io.disk.put_aside", path = copy.display().to_string())
}

/// Takes a file away that holds `expected`: it is moved aside first and looked at there.
pub(super) fn take_away(
    entry: &Entry,
    expected: &Secret,
    copy: &Path,
    meanwhile: Meanwhile,
) -> Result<(), FileTrouble> {
    let aside = copy.file_name().unwrap_or_default();
    let trouble = |error: io::Error| file_io(&entry.path, &error);
    entry.still_holds(Some(expected))?;
    meanwhile(Moment::Looked);
    entry.folder.rename_to_free(&entry.name, aside).map_err(trouble)?;
    meanwhile(Moment::Exchanged);
    let text = entry.folder.open(aside).ok().and_then(|opened| text_of(opened, &entry.path).ok());
    if text.as_ref() != Some(expected) {
        meanwhile(Moment::Surprised);
        let is_back = entry.folder.rename_to_free(aside, &entry.name).is_ok();
        let said = if is_back { message!("io.disk.put_back") } else { put_aside(copy) };
        return Err(file(&entry.path, FileTroubleKind::Changed, said));
    }
    entry.folder.remove(aside).map_err(trouble)?;
    meanwhile(Moment::Done);
    entry.folder.sync();
    Ok(())
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::fs;

    use super::*;

    const OLD: &str = "KEY=old\n";
    const NEW: &str = "KEY=new\n";

    /// Writes over a file where the system can neither exchange names nor take only a free one.
    fn write(path: &Path, meanwhile: Meanwhile) -> (Result<(), FileTrouble>, Vec<String>) {
        let mut entry = Entry::at(path).expect("a folder");
        entry.folder.step_by_step();
        let copy = entry.copy_name(crate::base::Timestamp(0)).expect("a name");
        let (old, new) = (Secret::from(OLD), Secret::from(NEW));
        let part = Part::prepare(&entry, &new, true).expect("the new text");
        let done = part.put_for((&old, &new), &copy, meanwhile);
        let all = fs::read_dir(path.parent().expect("a folder")).expect("its names").flatten();
        let mut names: Vec<String> = all.map(|one| one.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        (done, names)
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).expect("it is there")
    }

    #[test]
    fn without_an_exchange_of_names_the_old_text_is_copied_and_the_new_one_takes_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("app.env");
        fs::write(&path, OLD).expect("a file");
        let (done, names) = write(&path, &mut |_| ());
        assert!(done.is_ok(), "{done:?}");
        assert_eq!(read(&path), NEW);
        assert_eq!(names, ["app.env", "app.env.usher-19700101T000000Z.bak"]);
        let copy = folder.path().join(&names[1]);
        assert_eq!(read(&copy), OLD);
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(copy).expect("a copy").permissions());
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn without_an_exchange_of_names_what_an_editor_saved_before_the_last_look_stays() {
        for moment in [Moment::Looked, Moment::Named] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("app.env");
            fs::write(&path, OLD).expect("a file");
            let (done, names) = write(&path, &mut |now| {
                if now == moment {
                    fs::write(&path, "KEY=theirs\n").expect("saved");
                }
            });
            assert!(done.is_err_and(|why| why.kind == FileTroubleKind::Changed), "{moment:?}");
            assert_eq!(
                (read(&path).as_str(), names.as_slice()),
                ("KEY=theirs\n", &["app.env".to_owned()][..])
            );
        }
    }

    /// A name that is taken meanwhile is not taken over.
    #[test]
    fn without_one_step_a_name_that_is_taken_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("app.env");
        fs::write(&path, OLD).expect("a file");
        let copy = folder.path().join("app.env.usher-19700101T000000Z.bak");
        let (done, _) = write(&path, &mut |now| {
            if now == Moment::Looked {
                fs::write(&copy, "somebody's").expect("written");
            }
        });
        assert!(done.is_err(), "{done:?}");
        assert_eq!((read(&path).as_str(), read(&copy).as_str()), (OLD, "somebody's"));
    }
}
