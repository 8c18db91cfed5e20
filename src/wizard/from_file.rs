//! Values from a configuration that exists: its file is read, the application is recognised by the file's own keys, and what
//! the file refers to is looked at, step by step, until nothing more can be had.

use std::path::{Path, PathBuf};

use super::host::HostTask;
use super::project::Mode;
use super::reading::{Read, Reading};
use super::screen::Screen;
use super::{TextField, Wizard, place, screens};
use crate::apps::{Guide, catalogue};
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::base::words::{Message, key, message};
use crate::config::ReadError;
use crate::engine::effect::{FileTrouble, Gathered};
use crate::engine::format::{Open, label};
use crate::engine::reference::{Consent, Issuer};
use crate::engine::search::{Candidate, Look, Search};
use crate::engine::{Field, Intent, Setup};
use crate::okta::host;

/// The way from a path to values.
#[derive(Debug, Clone, Default)]
pub(super) struct FromFile {
    /// The path as it was given.
    pub(super) path: String,
    search: Option<Search>,
    /// The guides that fit equally well, while the person chooses.
    pub(super) fitting: Vec<Candidate>,
    guide: Option<String>,
    /// The places in the file that may be meant, while the person chooses.
    pub(super) entries: Vec<String>,
    /// What the person must agree to before it is looked up, while they decide.
    pub(super) asked: Vec<Open>,
    /// Whether they decided against it.
    leaves_references: bool,
    /// Whether the values go into the connection at hand.
    is_at_hand: bool,
    /// Whether the path led on already, from a systemd unit to the file that it names.
    led_on: bool,
    /// Whether it was read before, and is read anew to see whether it was corrected.
    is_again: bool,
    /// Whether it is the file that a saved connection was written to.
    is_written: bool,
    /// Which of several places in the file is meant.
    entry: Option<String>,
    /// Where the person was when the file was asked for; whoever goes away meanwhile wants nothing of it any more.
    asked_on: Option<Screen>,
}

impl Wizard {
    /// Begins to read a file; its application is asked for only where the file does not tell it.
    pub(super) fn read_values_from(&mut self, path: &str) {
        let is_at_hand = screens::source::is_for_one_at_hand(self);
        let at_hand = self.project.as_ref().filter(|_| is_at_hand);
        let known = at_hand.map(|project| project.setup.guide().id.clone());
        let guide = known.or_else(|| self.start.app.clone());
        let file = place::lasting(path, &self.facts);
        let path = file.display().to_string();
        self.from_file = Some(FromFile { path, guide, is_at_hand, ..FromFile::default() });
        self.read_file(file);
    }

    /// Reads the file that the connection at hand was written to: it is verified by what its application reads.
    pub(super) fn read_written_file(&mut self) {
        let Some(connection) = self.setup().map(Setup::connection) else { return };
        // What was written beside it, such as a Secret, holds no more than a part.
        let Some(written) = connection.last_writing().filter(|one| one.is_known()).last() else { return };
        let (file, guide) = (written.path.clone(), Some(connection.app.clone()));
        let (path, entry) = (file.display().to_string(), connection.entry.clone());
        let known = FromFile { path, guide, entry, ..FromFile::default() };
        self.from_file = Some(FromFile { is_at_hand: true, is_written: true, led_on: true, ..known });
        self.read_file(file);
    }

    /// Reads the file anew from which the values were taken; `false`: there is none.
    pub(super) fn read_file_again(&mut self) -> bool {
        let Some(project) = self.project.as_ref().filter(|project| project.found.is_some()) else {
            return false;
        };
        let path = project.texts.get("source").map(|text| text.text().to_owned()).unwrap_or_default();
        let file = place::lasting(&path, &self.facts);
        let guide = Some(project.setup.guide().id.clone());
        // What was left alone once is not asked about again.
        let leaves_references = !project.setup.held().is_empty();
        let path = file.display().to_string();
        let entry = project.entry.clone();
        let known = FromFile { path, guide, leaves_references, entry, ..FromFile::default() };
        self.from_file = Some(FromFile { is_at_hand: true, led_on: true, is_again: true, ..known });
        self.read_file(file);
        true
    }

    fn read_file(&mut self, file: PathBuf) {
        self.await_host();
        self.ask_host(HostTask::ReadFile(file));
    }

    fn await_host(&mut self) {
        self.waits_for_host = true;
        if let Some(from) = &mut self.from_file {
            from.asked_on = Some(self.screen.clone());
        }
    }

    /// Something came of the file. Where the person went away meanwhile, nothing is read any more.
    fn still_reads(&mut self) -> bool {
        self.waits_for_host = false;
        if self.from_file.as_ref().is_some_and(|from| from.asked_on.as_ref() != Some(&self.screen)) {
            self.from_file = None;
        }
        self.from_file.is_some()
    }

    pub(super) fn file_came(&mut self, result: Result<Option<Secret>, FileTrouble>) {
        if !self.still_reads() {
            return;
        }
        let Some(from) = &mut self.from_file else { return };
        let path = from.path.clone();
        let text = match result {
            Ok(Some(text)) => text,
            Ok(None) => return self.refuse_file(message!("wizard.source.missing", path = path)),
            Err(trouble) => {
                let why = trouble.detail.map(&visible);
                return self.refuse_file(message!("wizard.source.unreadable", path = path, why = why));
            }
        };
        let issuer = if self.start.issuer.is_some() { Issuer::Person } else { Issuer::File };
        let everything = self.start.follow_references;
        let at_hand = self.project.as_ref().filter(|_| from.is_at_hand).map(|project| &project.setup);
        let otherwise = at_hand.and_then(Setup::issuer_host);
        let kept = at_hand.map(|setup| setup.connection().references.clone()).unwrap_or_default();
        let consent = Consent { issuer, otherwise, everything, kept, ..Consent::default() };
        let search = Search::new(Path::new(&path), text)
            .with_consent(consent)
            .at(from.entry.clone().or_else(|| self.start.entry.clone()));
        if let Some(file) = search.unit_files().pop().filter(|_| !from.led_on) {
            from.led_on = true;
            from.path = file.display().to_string();
            return self.read_file(file);
        }
        from.search = Some(search);
        if from.guide.is_some() { self.look_into_file() } else { self.recognise() }
    }

    /// Has it found out which application's file it is.
    fn recognise(&mut self) {
        let own = self.own_guides.clone();
        if let Some(search) = self.from_file.as_mut().and_then(|from| from.search.take()) {
            self.read_beside(Reading::Recognise(Box::new(search), own));
        }
    }

    fn read_beside(&mut self, reading: Reading) {
        self.await_host();
        self.ask_host(HostTask::ReadInto(reading));
    }

    /// What was found in the file; of one that is not read any more, nothing counts.
    pub(super) fn read_into(&mut self, read: Read) {
        if !self.still_reads() {
            return;
        }
        let Some(from) = &mut self.from_file else { return };
        let is_at_hand = |search: &Search| Path::new(&from.path) == search.path();
        match read {
            Read::TooSlow => {
                let path = from.path.clone();
                self.refuse_file(message!("wizard.source.too_slow", path = path));
            }
            Read::Recognised(search, found) if is_at_hand(&search) => {
                from.search = Some(*search);
                self.recognised(found);
            }
            Read::Looked(search, guide, look) if is_at_hand(&search) => {
                from.search = Some(*search);
                self.looked(*guide, look);
            }
            Read::Recognised(..) | Read::Looked(..) => {}
        }
    }

    fn recognised(&mut self, found: Result<Vec<Candidate>, Option<ReadError>>) {
        let Some(from) = &mut self.from_file else { return };
        let path = from.path.clone();
        match found {
            Err(Some(why)) => self.refuse_file(unread(&path, &why)),
            Err(None) => self.refuse_file(message!("wizard.source.nobodys", path = path)),
            Ok(fitting) if fitting.len() == 1 => {
                from.guide = fitting.into_iter().next().map(|one| one.id);
                self.look_into_file();
            }
            Ok(fitting) => {
                from.fitting = fitting;
                self.go(screens::source::WHICH_SCREEN);
            }
        }
    }

    /// The person chose among the guides that fit.
    pub(super) fn choose_fitting(&mut self) {
        let at = self.focus;
        let Some(from) = &mut self.from_file else { return };
        let entries = std::mem::take(&mut from.entries);
        if let Some(entry) = entries.get(at) {
            from.entry = Some(entry.clone());
            from.search = from.search.take().map(|search| search.at(Some(entry.clone())));
            return self.look_into_file();
        }
        from.guide = from.fitting.get(at).map(|one| one.id.clone());
        self.look_into_file();
    }

    pub(super) fn references_came(&mut self, gathered: Gathered) {
        if !self.still_reads() {
            return;
        }
        if let Some(search) = self.from_file.as_mut().and_then(|from| from.search.as_mut()) {
            search.gather(gathered);
            self.look_into_file();
        }
    }

    fn look_into_file(&mut self) {
        let Some(from) = &mut self.from_file else { return };
        let (Some(id), Some(search)) = (&from.guide, from.search.take()) else { return };
        let own = self.own_guides.iter().find(|guide| guide.id == *id).cloned();
        let Ok(guide) = own.map_or_else(|| catalogue::open(id), Ok) else {
            let name = id.clone();
            return self.refuse_file(message!("wizard.applications.unknown", name = name));
        };
        self.read_beside(Reading::Look(Box::new(search), Box::new(guide)));
    }

    fn looked(&mut self, guide: Guide, look: Result<Box<Look>, Option<ReadError>>) {
        let Some(from) = &mut self.from_file else { return };
        let path = from.path.clone();
        let look = match look {
            Ok(look) => *look,
            Err(Some(why)) => return self.refuse_file(unread(&path, &why)),
            Err(None) => return self.refuse_file(message!("wizard.source.nothing", path = path)),
        };
        if !look.adopted.others.is_empty() {
            from.entries = look.adopted.others.iter().map(label).collect();
            return self.go(screens::source::WHICH_SCREEN);
        }
        let wants = from.search.as_ref().map(|search| search.wants(&look.adopted)).unwrap_or_default();
        if !wants.is_empty() {
            self.await_host();
            return self.ask_host(HostTask::Gather(wants));
        }
        let asked: Vec<Open> = look.adopted.asks().cloned().collect();
        if asked.is_empty() || from.leaves_references {
            return self.take_from_file(guide, look, &path);
        }
        if let Some(from) = &mut self.from_file {
            from.asked = asked;
        }
        self.go(screens::references::SCREEN);
    }

    /// The person's word on what the file refers to.
    pub(super) fn answer_references(&mut self, follow: bool) {
        let Some(from) = &mut self.from_file else { return };
        let asked = std::mem::take(&mut from.asked);
        match &mut from.search {
            Some(search) if follow => search.agree(&asked),
            _ => from.leaves_references = true,
        }
        self.look_into_file();
    }

    /// Back to where the file was named, with nothing taken from it.
    pub(super) fn stop_reading(&mut self) {
        let Some(from) = self.from_file.take() else { return };
        screens::source::name_again(self, from.is_at_hand);
    }

    fn take_from_file(&mut self, guide: Guide, look: Look, path: &str) {
        let Some(FromFile { is_at_hand, is_again, entry, .. }) = self.from_file.take() else { return };
        if !is_at_hand {
            self.make_project(guide);
        }
        let followed = look.adopted.followed.clone();
        self.adopt(look, path);
        let entry = entry.or_else(|| self.start.entry.clone());
        if let Some(project) = &mut self.project {
            project.setup.reads_at(entry.clone());
            project.entry = entry;
        }
        if !is_again {
            self.take_given();
        }
        // Kept with the issuer that counts in the end.
        if let Some(project) = &mut self.project {
            project.setup.remember_followed(Path::new(path), followed.iter().map(|(_, reference)| reference));
        }
        let likely = self.project.as_ref().filter(|project| project.is_by_file());
        for (field, text) in likely.map(super::Project::likely_answers).unwrap_or_default() {
            self.want(Intent::Put(field, Secret::new(text)));
        }
        if is_again {
            return screens::again::file_was_read(self);
        }
        if is_at_hand || self.mode == Mode::Verify {
            screens::source::after_source(self);
        } else {
            self.go_first();
        }
        self.notice = Some(message!("wizard.source.adopted", path = path));
    }

    /// What a configuration that exists says, brought into the fields.
    fn adopt(&mut self, look: Look, path: &str) {
        let given = look.given();
        let before = self.project.as_ref().and_then(|project| project.found.as_ref());
        // What the file said before and says no more goes.
        let gone = before
            .into_iter()
            .flat_map(|found| found.values.keys())
            .filter(|field| !given.contains_key(field));
        let gone: Vec<_> = gone.map(|field| (field.clone(), Secret::default())).collect();
        for (field, text) in gone.into_iter().chain(given) {
            // What was typed over the file stays.
            if !self.setup().is_some_and(|setup| setup.is_typed_over(&field)) {
                self.want(Intent::Put(field, text));
            }
        }
        let adopted = look.adopted.clone();
        let issuer = adopted.values.get(&Field::Issuer);
        let has_organization = adopted.values.contains_key(&Field::Organization);
        if let Some(url) = issuer.and_then(|given| url::Url::parse(given.text.reveal()).ok())
            && !has_organization
        {
            self.want(Intent::Put(Field::Organization, Secret::new(host::origin(&url))));
        }
        let Some(project) = &mut self.project else { return };
        if let Some(source) = look.source.clone() {
            project.setup.secret_lives(source);
        }
        project.setup.hold_back(adopted.open.iter().cloned());
        project.is_touched = true;
        project.texts.insert("source".to_owned(), TextField::new(path));
        project.found = Some(adopted);
        // A set-up is about to write the file anew: what is wrong with the old one does not stand in its way.
        if self.mode == Mode::Verify {
            self.want(Intent::Uses(Box::new(look)));
        }
        if let Some(project) = &mut self.project {
            project.fill_texts();
        }
    }

    fn refuse_file(&mut self, why: Message) {
        let stays = self.from_file.take().is_some_and(|from| from.is_again || from.is_written);
        if !stays {
            screens::source::stay_or_name(self);
        }
        self.notice = Some(why);
    }

    /// Where the value of a field was found, as long as it is still that value; or where it stands instead.
    pub(super) fn found_at(&self, field: &Field) -> Option<Message> {
        let project = self.project.as_ref()?;
        let found = project.found.as_ref()?;
        let typed = project.texts.get(&super::project::name_of(field)).map(TextField::taken);
        if let Some(given) = found.values.get(field) {
            let state = project.setup.field(field)?;
            return (state.typed == given.text).then(|| given.origin.message());
        }
        let open = found.open.iter().find(|open| open.field == *field)?;
        typed.is_none_or(|text| text.is_empty()).then(|| open.message())
    }
}

/// The file was not read, since it goes too deep, holds too much or cannot be parsed.
fn unread(path: &str, why: &ReadError) -> Message {
    let key = match why.deeper_than {
        Some(_) => key!("wizard.source.too_deep"),
        None if why.is_too_much => key!("wizard.source.too_large"),
        None => key!("wizard.source.unparsed"),
    };
    message!(key, path = path, why = why.message())
}
