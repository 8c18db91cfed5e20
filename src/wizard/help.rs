//! The help: every key that works now, looked through as one types. It is made from the tables of the keys themselves.

use std::collections::BTreeSet;

use super::frame::key_name;
use super::key::{Key, KeyPress};
use super::keymap::text::TEXT_KEYS;
use super::keymap::{self, Action};
use super::page::{Block, Page, Pair, Tone};
use super::{Overlay, TextField, Wizard, screens};
use crate::base::words::{Voice, key, message, say};

/// The name of the text that is looked for.
pub(super) const TEXT: &str = "help";

/// Keys with what they do.
type Keys = Vec<(String, String)>;

impl Wizard {
    pub(super) fn open_help(&mut self) {
        self.overlay = Some(Overlay::Help);
        self.help = TextField::default();
        self.scroll_below = std::mem::take(&mut self.scroll);
    }

    pub(super) fn key_in_help(&mut self, press: KeyPress) {
        let closes = match press.key {
            Key::Esc | Key::Char('?') => self.help.is_empty(),
            Key::Enter | Key::F(1) => true,
            _ => false,
        };
        match press.key {
            _ if closes => self.close_help(),
            Key::Esc => self.help.set(""),
            Key::Up => self.scroll_by(-1),
            Key::Down => self.scroll_by(1),
            Key::PageUp => self.turn(false),
            Key::PageDown => self.turn(true),
            _ => {
                if self.help.key(press) {
                    self.scroll.offset = 0;
                }
            }
        }
    }

    fn close_help(&mut self) {
        self.overlay = None;
        self.scroll = self.scroll_below;
    }

    pub(super) fn help_page(&self) -> Page {
        let mut page = Page::new(self.voice(), message!("wizard.help.title"));
        page.field(TEXT, say!(self, "wizard.help.placeholder"), Vec::new());
        let asked = self.help.text().trim().to_lowercase();
        let voice = self.voice();
        let editing = screens::editing(self).is_some();
        let here = self.keys_here(editing);
        let mut found = section(&mut page, None, &here, &asked);
        if editing {
            found += section(
                &mut page,
                Some(self.text(key!("wizard.help.text_title"))),
                &text_keys(voice),
                &asked,
            );
        }
        if asked.is_empty() {
            page.space().text(Tone::Quiet, message!("wizard.help.quit"));
            page.text(Tone::Quiet, message!("wizard.help.mouse"));
            return page;
        }
        let known: BTreeSet<&String> = here.iter().map(|(_, does)| does).collect();
        let elsewhere: Keys =
            keys_elsewhere(voice).into_iter().filter(|(_, does)| !known.contains(does)).collect();
        found += section(&mut page, Some(self.text(key!("wizard.help.elsewhere"))), &elsewhere, &asked);
        if found == 0 {
            page.space().text(Tone::Plain, message!("wizard.help.nothing"));
        }
        page
    }

    /// The keys of this screen that have a meaning now.
    fn keys_here(&self, editing: bool) -> Keys {
        let voice = self.voice();
        let copies = screens::copies(self).len().min(9);
        let rows = keymap::rows(self.screen.kind()).filter(|row| self.offers(row));
        rows.filter_map(|row| {
            let keys: Vec<String> = row
                .keys
                .iter()
                .filter(|key| keymap::works(**key, editing))
                .map(|key| key_name(voice, *key))
                .collect();
            let name = match row.action {
                Action::CopyNumber(1) if copies > 1 => format!("1–{copies}"),
                Action::CopyNumber(2..) => return None,
                _ => voice.list(&keys),
            };
            (!keys.is_empty()).then(|| (name, voice.text(row.word.long)))
        })
        .collect()
    }
}

fn text_keys(voice: Voice) -> Keys {
    TEXT_KEYS
        .iter()
        .map(|row| {
            let names: Vec<String> =
                row.keys.iter().take(row.named).map(|key| key_name(voice, *key)).collect();
            (voice.list(&names), voice.text(row.word))
        })
        .collect()
}

/// Every key of every screen, each meaning once.
fn keys_elsewhere(voice: Voice) -> Keys {
    let mut seen = BTreeSet::new();
    let rows = keymap::all().filter(|row| seen.insert(row.word.long));
    rows.map(|row| {
        (
            voice.list(&row.keys.iter().map(|key| key_name(voice, *key)).collect::<Vec<_>>()),
            voice.text(row.word.long),
        )
    })
    .collect()
}

/// The keys that fit what is looked for, under their heading; how many there are.
fn section(page: &mut Page, heading: Option<String>, keys: &Keys, asked: &str) -> usize {
    let fits = |(name, does): &&(String, String)| {
        asked.split_whitespace().all(|word| {
            does.to_lowercase().contains(word) || name.to_lowercase().split(", ").any(|key| key == word)
        })
    };
    let pairs: Vec<Pair> = keys
        .iter()
        .filter(fits)
        .map(|(name, value)| Pair { name: name.clone(), value: value.clone(), ..Pair::default() })
        .collect();
    let count = pairs.len();
    if count > 0 {
        page.space();
        if let Some(heading) = heading {
            page.text(Tone::Heading, heading);
        }
        page.push(Block::Keys(pairs));
    }
    count
}
