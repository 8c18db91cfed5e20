//! The way back in: before sign-on is written for the first time, and before what hides the local login, somebody must have
//! tried that an administrator can still sign in without the provider.

use super::Setup;
use super::change::{Planned, Writing};
use super::search::Search;
use crate::apps::guide::ConfirmKind;
use crate::base::words::{Message, message};
use crate::diagnosis::as_configured::{Deviation, Stated};

/// Under which name the person's word is kept.
const CONFIRMED: &str = "local_admin_tested";

/// Why the person is asked for a local administrator that was tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocalAdmin {
    /// Sign-on is written for the first time.
    FirstWrite,
    /// What will stand here hides or switches off the local login, or starts the provider's by itself.
    Hidden(Stated),
}

impl LocalAdmin {
    /// The reason, as a sentence.
    pub fn message(&self, app: &str) -> Message {
        match self {
            Self::FirstWrite => message!("engine.local_admin.first", app = app),
            Self::Hidden(stated) => {
                message!("engine.local_admin.hidden", app = app, key = stated.key)
            }
        }
    }
}

impl Setup {
    /// What the person must know of a tested local administrator before the plan is written; `None` where nothing is asked.
    pub fn asks_for_local_admin(&self) -> Option<LocalAdmin> {
        let (Writing::Planned(planned) | Writing::Unproven(planned)) = &self.writing else { return None };
        let word = self.connection.confirmed.get(CONFIRMED);
        // What only sets a file right takes no way in away.
        if self.batch.corrections.is_some() || word == Some(&true) {
            return None;
        }
        let hidden = planned.files().filter(|one| !one.unchanged).find_map(|one| self.hidden_by(one));
        let is_first = word.is_none() && self.connection.written.is_empty() && !self.connection.is_practice();
        hidden.map(LocalAdmin::Hidden).or(is_first.then_some(LocalAdmin::FirstWrite))
    }

    /// The person's word whether a local administrator was tested. Without one it is not asked again, unless something hides
    /// the local login.
    pub fn say_of_local_admin(&mut self, was_tested: bool) {
        self.connection.confirmed.insert(CONFIRMED.to_owned(), was_tested);
    }

    /// How an administrator gets into this application without the provider, by its guide.
    pub fn way_back_in(&self) -> Option<&str> {
        let mut questions = self.resolved.confirmations.iter();
        questions.find(|one| one.kind == ConfirmKind::WayBack)?.otherwise.as_deref()
    }

    /// The setting of the new text that leaves no other way in.
    fn hidden_by(&self, planned: &Planned) -> Option<Stated> {
        let look = Search::new(&planned.target.path, planned.new.clone()).look(&self.guide)?;
        let settings = look.configured.used.settings.into_iter();
        let mut off = settings.filter(|one| one.deviation == Deviation::LocalLoginOff);
        off.next().map(|one| one.stated)
    }
}
