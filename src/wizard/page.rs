//! What is on a screen, as plain data: paragraphs, choices, fields, values to copy, checks, drawings.
//!
//! The wizard says what is there and what has the focus; where it stands and in which colour is the face's business.
//! Meaning is never left to colour: every block that means something carries a sign or a word.

use crate::base::words::{Message, Voice};
use crate::config::difference::Sign as DiffSign;

/// One screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The question, or what is to be done.
    pub title: String,
    /// The sign before it, where it tells how something came out.
    pub sign: Option<Sign>,
    /// Where in a row of screens this one stands, `step 4 of 11`.
    pub place: String,
    /// What is on it.
    pub body: Vec<Block>,
    /// What stands beside it where there is room.
    pub aside: Vec<Block>,
    /// What becomes of that where there is none.
    pub else_where: ElseWhere,
    /// What comes after both: below what stands beside the page, else at its end.
    pub after: Vec<Block>,
    /// Whether the page takes the rail's room too.
    pub wide: bool,
    /// How it says what is put on it.
    pub voice: Voice,
}

/// What becomes of a pane where there is no room beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ElseWhere {
    /// It is a part of the page.
    #[default]
    InPage,
    /// It is the first thing on the page.
    Above,
    /// It keeps a part of the screen for itself, below a list that moves.
    Below,
    /// It is left out.
    Nowhere,
    /// It is left out, and said by another screen in full: it is no part of a conversation line by line.
    OtherScreen,
}

/// How a paragraph is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// Less important.
    Quiet,
    /// More important.
    Strong,
    /// A heading inside the page.
    Heading,
}

/// The sign before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Right.
    Good,
    /// Wrong.
    Bad,
    /// A caution.
    Caution,
    /// Not known, or still open.
    Open,
    /// Not reached, or without meaning here.
    Blank,
    /// Going on.
    Busy,
    /// A note.
    Note,
    /// Changed for the person.
    Corrected,
    /// No sign: it belongs to the line above.
    Under,
}

/// One thing on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// An empty line.
    Space,
    /// A paragraph.
    Text(Tone, String),
    /// A line with a sign; `right` stands at the end of the line where there is room.
    Mark {
        /// The sign.
        sign: Sign,
        /// The sentence.
        text: String,
        /// A short word at the right.
        right: String,
    },
    /// A finding that can have the focus; what stands below it is about it.
    Finding {
        /// Its place among the findings of the page.
        item: usize,
        /// Whether the cursor is on it.
        focused: bool,
        /// The sign.
        sign: Sign,
        /// What is wrong.
        text: String,
        /// A short word at the right.
        right: String,
    },
    /// What belongs below a mark, indented.
    Under(Tone, String),
    /// One of several answers.
    Choice(Choice),
    /// A field to type in.
    Field(FieldView),
    /// A value that a key copies.
    Value(ValueView),
    /// Names with values, in two columns.
    Pairs(Vec<Pair>),
    /// Keys with what they do, in two columns.
    Keys(Vec<Pair>),
    /// A page of somebody's console, in characters.
    Drawing {
        /// The page's title.
        title: String,
        /// Its lines; `▸` at the start marks where to click or paste.
        lines: Vec<String>,
    },
    /// Text that must stay as it is, letter by letter; broken anywhere where it is too long.
    Exact(String),
    /// A text of lines, each broken between words, its indentation kept.
    Lines(String),
    /// A difference, line by line.
    Diff(Vec<(DiffSign, String)>),
    /// An address as a square code.
    Code(String),
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Whether the cursor is on it.
    pub focused: bool,
    /// Its name.
    pub label: String,
    /// What it means.
    pub about: String,
    /// A short word at the right.
    pub right: String,
}

/// A field to type in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldView {
    /// Its name; empty where the page's title asks already.
    pub label: String,
    /// Which text it shows; the face asks [`crate::wizard::Wizard::text_field`] for the window that fits.
    pub name: String,
    /// Whether keys go into it.
    pub focused: bool,
    /// What is shown while it is empty.
    pub placeholder: String,
    /// What is said beside it.
    pub remarks: Vec<(Sign, String)>,
}

/// A value that a key copies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ValueView {
    /// The key that copies it.
    pub key: Option<char>,
    /// The name of its field.
    pub label: String,
    /// The value as it may be shown.
    pub shown: String,
    /// What to know about it.
    pub note: String,
    /// Whether something in it is not known yet.
    pub has_gap: bool,
    /// Whether the cursor is on it.
    pub focused: bool,
    /// Whether it was copied already.
    pub is_copied: bool,
}

/// A finding that can be chosen by its number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FindingView {
    /// How its line or the title of its page reads.
    pub title: String,
    /// Whether it is fixed inside the wizard.
    pub has_place: bool,
    /// Where it is fixed.
    pub fix_where: String,
    /// What is to be done there.
    pub fix_do: String,
}

/// A name with a value and a note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pair {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// A note behind it.
    pub note: String,
    /// What the note means; nothing where it only adds something.
    pub sign: Option<Sign>,
}

impl Page {
    /// A page with a title, which says what stands on it in a voice.
    pub fn new(voice: Voice, title: impl Into<Message>) -> Self {
        Self { title: voice.say(&title.into()), voice, ..Self::default() }
    }

    /// One more block.
    pub fn push(&mut self, block: Block) -> &mut Self {
        self.body.push(block);
        self
    }

    /// An empty line, unless one stands there already or nothing stands there.
    pub fn space(&mut self) -> &mut Self {
        if !matches!(self.body.last(), None | Some(Block::Space)) {
            self.body.push(Block::Space);
        }
        self
    }

    /// A paragraph; nothing for an empty text.
    pub fn text(&mut self, tone: Tone, message: impl Into<Message>) -> &mut Self {
        let text = self.voice.say(&message.into());
        if !text.is_empty() {
            self.body.push(Block::Text(tone, text));
        }
        self
    }

    /// A line with a sign.
    pub fn mark(&mut self, sign: Sign, message: impl Into<Message>) -> &mut Self {
        let text = self.voice.say(&message.into());
        self.body.push(Block::Mark { sign, text, right: String::new() });
        self
    }

    /// What belongs below a mark; nothing for an empty text.
    pub fn under(&mut self, tone: Tone, message: impl Into<Message>) -> &mut Self {
        let text = self.voice.say(&message.into());
        if !text.is_empty() {
            self.body.push(Block::Under(tone, text));
        }
        self
    }

    /// The one field of a page: the name of its text, what it shows while it is empty, what is said beside it.
    pub fn field(&mut self, name: &str, placeholder: String, remarks: Vec<(Sign, String)>) -> &mut Self {
        let name = name.to_owned();
        self.push(Block::Field(FieldView {
            name,
            focused: true,
            placeholder,
            remarks,
            ..FieldView::default()
        }))
    }

    /// Answers to choose, each with what it means, the focused one marked.
    pub fn answers<A: Into<Message>, B: Into<Message>>(
        &mut self,
        focus: usize,
        all: impl IntoIterator<Item = (A, B)>,
    ) -> &mut Self {
        let voice = self.voice;
        let all = all.into_iter();
        let said =
            all.map(|(label, about)| (voice.say(&label.into()), voice.say(&about.into()), String::new()));
        self.choices(focus, said)
    }

    /// The same, each with a short word at the right.
    pub fn choices(
        &mut self,
        focus: usize,
        all: impl IntoIterator<Item = (String, String, String)>,
    ) -> &mut Self {
        for (at, (label, about, right)) in all.into_iter().enumerate() {
            self.body.push(Block::Choice(Choice { focused: at == focus, label, about, right }));
        }
        self
    }
}
