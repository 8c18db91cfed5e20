//! What an application takes by hand: its values to paste, in the order of its own page.

use super::super::Wizard;
use super::super::page::{Block, Page, Sign, Tone, ValueView};
use super::configuration::format;
use super::questions::digit;
use crate::apps::{Format, FormatBody};
use crate::base::words::message;
use crate::engine::ProofState;

/// The values in the order of the application's own page.
pub(super) fn page(wizard: &Wizard) -> Page {
    let Some(Format { body: FormatBody::Sheet(sheet), .. }) = format(wizard) else {
        return Page::default();
    };
    let app = wizard.setup().map(|setup| setup.resolved().name.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.sheet.title", app = app));
    page.text(Tone::Strong, sheet.place.join(" › ")).space();
    let walks = super::has_value_focus(wizard);
    for (at, paste) in sheet.fields.iter().enumerate() {
        let hidden = paste.secret && !wizard.is_revealed;
        page.push(Block::Value(ValueView {
            key: digit(at),
            label: paste.label.clone(),
            shown: if hidden { paste.value.secret().masked() } else { paste.value.shown() },
            note: paste.note.clone().unwrap_or_default(),
            has_gap: !paste.value.is_complete(),
            focused: walks && at == wizard.focus,
            is_copied: false,
        }));
    }
    page.space().text(Tone::Plain, sheet.then.clone().unwrap_or_default());
    if wizard.setup().is_some_and(|setup| setup.proof_state() != ProofState::Fresh) {
        page.space().mark(Sign::Caution, message!("wizard.change.unproven"));
    }
    page
}
