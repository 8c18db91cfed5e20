//! What is said of a configuration: its text, what would change in it, and what came of writing it.

use super::{Exit, talk};
use crate::apps::{Format, FormatBody};
use crate::base::untrusted::visible;
use crate::base::words::{Voice, key, say};
use crate::config::{Refusal, Sign};
use crate::engine::effect::Receipt;
use crate::engine::{How, Planned, Setup, Writing};

/// A format's whole text with its values, the secret included; or why it cannot be made.
pub(super) fn text_of(setup: &Setup, resolved: &Format) -> Result<String, String> {
    if let FormatBody::Sheet(sheet) = &resolved.body {
        return Ok(sheet_text(sheet, true));
    }
    if let Some(text) = resolved.whole_text() {
        return Ok(text.reveal().to_owned());
    }
    let Some(editor) = resolved.editor() else { return Ok(String::new()) };
    setup
        .fresh(resolved, editor)
        .map(|text| text.reveal().to_owned())
        .map_err(|refusal| setup.voice().say(&refusal.message()))
}

/// A web page's fields in their order, one a line.
pub(crate) fn sheet_text(sheet: &crate::apps::Sheet, reveal: bool) -> String {
    let mut out = format!("{}\n\n", sheet.place.join(" › "));
    for field in &sheet.fields {
        let value = if reveal { field.value.reveal().to_owned() } else { field.value.shown() };
        out.extend([
            say!(Voice::default(), "joins.labelled", label = field.label, value = value).as_str(),
            "\n",
        ]);
    }
    if let Some(then) = &sheet.then {
        out.extend(["\n", then, "\n"]);
    }
    out
}

/// What would change, file by file, every secret masked.
pub(super) fn difference_text(voice: Voice, planned: &Planned) -> String {
    planned.files().map(|one| one_difference(voice, one)).collect::<Vec<_>>().join("\n")
}

fn one_difference(voice: Voice, planned: &Planned) -> String {
    let mut out = format!("{}\n", visible(&planned.target.path.display().to_string()));
    for line in &planned.difference {
        let sign = match line.sign {
            Sign::Same => "  ",
            Sign::Removed => "- ",
            Sign::Added => "+ ",
            Sign::Gap => "  ⋮ ",
        };
        out.push_str(sign);
        out.push_str(&line.text);
        out.push('\n');
    }
    for note in &planned.notes {
        out.extend(["\n", &voice.say(note), "\n"]);
    }
    out
}

/// What is set beside the file, and how the application takes it up.
pub(super) fn say_beside(setup: &Setup, format: &Format) {
    for beside in setup.beside(format) {
        talk::say(&beside.say);
        if let Some(run) = &beside.run {
            talk::say(&format!("  {run}"));
        }
    }
    say_taking_up(setup, format);
}

/// How the application takes up what was written.
pub(super) fn say_taking_up(setup: &Setup, format: &Format) {
    for (at, apply) in setup.taking_up(format).iter().enumerate() {
        if at == 0 {
            talk::say(&say!(setup.voice(), "cli.then_apply"));
        }
        talk::say(&format!(
            "  {}",
            say!(setup.voice(), "joins.labelled", label = apply.how, value = apply.run)
        ));
    }
}

/// The outcome of every file that was written together.
pub(super) fn say_all(setup: &Setup) -> Exit {
    if matches!(setup.writing(), Writing::Written(..)) {
        for (_, receipt) in setup.written_together() {
            say_written(setup, receipt);
        }
    }
    say_outcome(setup, setup.writing())
}

/// What was written, and how it is undone; an undo is promised only where the record knows of it.
fn say_written(setup: &Setup, receipt: &Receipt) {
    let path = receipt.path.display().to_string();
    talk::say(&say!(setup.voice(), "cli.written", path = path));
    let name = setup.connection().name.as_str();
    match (&receipt.backup, setup.is_recorded()) {
        (Some(copy), is_recorded) => {
            let key = if is_recorded { key!("cli.backup") } else { key!("cli.backup_alone") };
            talk::say(&say!(setup.voice(), key, path = copy.display(), name = name));
        }
        (None, false) => talk::say(&say!(setup.voice(), "cli.new_alone", name = name)),
        (None, true) => {}
    }
}

/// What became of each file of an undo, and the exit status that it means.
pub(super) fn say_undone(setup: &Setup) -> Exit {
    for one in setup.undone() {
        let key = match (one.how, one.backup.is_some()) {
            (How::BroughtBack, true) => key!("cli.undone"),
            (How::BroughtBack, false) => key!("cli.undone_new"),
            (How::WasBack, _) => key!("cli.was_back"),
            (How::WasNotWritten, _) => key!("cli.was_not_written"),
        };
        talk::say(&say!(setup.voice(), key, path = one.path.display()));
    }
    if let Writing::Failed(target, trouble) = setup.writing() {
        let path = target.path.display().to_string();
        talk::say(&say!(setup.voice(), "cli.not_undone", path = path, why = trouble.detail));
        return Exit::Broken;
    }
    if setup.undone().iter().any(|one| one.backup.is_some() && one.how != How::WasNotWritten) {
        talk::say(&say!(setup.voice(), "cli.undo_warning"));
    }
    Exit::Works
}

/// The lines to paste by hand, secrets masked.
pub(super) fn say_snippet(setup: &Setup, refusal: &Refusal) {
    let secret = setup.secret().filter(|secret| !secret.is_empty());
    for line in refusal.snippet.reveal().lines() {
        let line =
            secret.map_or_else(|| line.to_owned(), |secret| line.replace(secret.reveal(), &secret.masked()));
        talk::say(&format!("  {}", visible(&line)));
    }
}

/// What came of one file, and the exit status that it means.
pub(super) fn say_outcome(setup: &Setup, writing: &Writing) -> Exit {
    match writing {
        Writing::Written(_, receipt) => {
            say_written(setup, receipt);
            Exit::Works
        }
        Writing::Undone => say_undone(setup),
        Writing::Failed(target, trouble) => {
            let path = target.path.display().to_string();
            talk::say(&say!(setup.voice(), "cli.not_written", path = path, why = trouble.detail));
            Exit::Broken
        }
        Writing::Refused(target, refusal) => {
            let path = target.path.display().to_string();
            talk::say(&say!(setup.voice(), "cli.not_written", path = path, why = refusal.message()));
            talk::say(&say!(setup.voice(), "cli.paste_instead"));
            Exit::Broken
        }
        Writing::Incomplete(_, gaps) => {
            talk::say(&say!(setup.voice(), "cli.incomplete", missing = setup.voice().list(gaps)));
            Exit::Usage
        }
        Writing::Unproven(_) => {
            talk::say(&say!(setup.voice(), "cli.unproven"));
            Exit::Broken
        }
        Writing::Idle
        | Writing::Reading(_)
        | Writing::Planned(_)
        | Writing::Busy(_)
        | Writing::Proving(..) => {
            talk::say(&say!(setup.voice(), "cli.no_file"));
            Exit::Usage
        }
    }
}
