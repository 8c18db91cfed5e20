//! What happens to the wizard, and what it wants done. Plain comparable data.

use super::host::{HostReport, HostTask};
use super::key::KeyPress;
use crate::base::Secret;
use crate::base::words::{Voice, say};
use crate::diagnosis::Verdict;
use crate::engine::effect::{Effect as SetupEffect, Outcome, TaskId};

/// What happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A key.
    Key(KeyPress),
    /// A text was pasted.
    Paste(Secret),
    /// The mouse.
    Mouse(Mouse),
    /// The item at this place of the page has the cursor, for a face without one.
    Choose(usize),
    /// The text takes the place of the one in the field that is asked for.
    Put(Secret),
    /// To where the finding at this place of the page is fixed, for a face without a cursor.
    GoToFix(usize),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// A task of the set-up came back.
    Setup(TaskId, Outcome),
    /// A task of the host came back.
    Host(HostReport),
    /// Time has passed; asked for with [`super::Wizard::wants_tick`].
    Tick,
    /// Somebody outside asks to end, without a question.
    End,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The wheel, up.
    WheelUp,
    /// The wheel, down.
    WheelDown,
    /// A click on the choice, field or value at this place of the page (counted over those alone).
    Item(usize),
    /// A click on a key of the bottom line.
    Key(KeyPress),
    /// A click on a stage of the rail.
    Stage(usize),
    /// A click into the text of a field.
    Text {
        /// Which field, where there are several.
        item: Option<usize>,
        /// The column of the text that was hit.
        column: u16,
        /// The columns of the text.
        width: u16,
    },
}

/// What the wizard wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A task of the set-up, for `world`.
    Setup(SetupEffect),
    /// A task of the host, for the face.
    Host(HostTask),
    /// The end.
    Leave(Exit),
}

/// How the wizard ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exit {
    /// The last verdict, where the person went to the end.
    pub verdict: Option<Verdict>,
    /// Whether it was interrupted (Ctrl-C, a signal).
    pub interrupted: bool,
    /// The connection that was worked on, for the line that says how to go on.
    pub connection: Option<String>,
    /// Whether the set-up came to its end.
    pub finished: bool,
    /// The command that does for real what was practised, of which nothing is kept.
    pub practised: Option<String>,
}

impl Exit {
    /// What is said in the terminal after leaving, line by line.
    pub fn farewell(&self, voice: Voice) -> Vec<String> {
        match (&self.connection, self.finished) {
            (Some(name), true) => vec![say!(voice, "wizard.farewell.finished", name = name)],
            (Some(name), false) => vec![say!(voice, "wizard.farewell.kept", name = name)],
            (None, _) => {
                let practised = self.practised.iter();
                practised
                    .flat_map(|command| [say!(voice, "wizard.farewell.practised"), format!("  {command}")])
                    .collect()
            }
        }
    }
}
