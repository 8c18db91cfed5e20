//! What is said of a configuration: its text, what would change in it, and what came of writing it.

use super::{Exit, talk};
use crate::apps::{Format, FormatBody};
use crate::base::words;
use crate::config::Sign;
use crate::setup::{Planned, Setup, Writing};

/// A format's whole text with its values, the secret included; or why it cannot be made.
pub(super) fn text_of(setup: &Setup, resolved: &Format) -> Result<String, String> {
    if let FormatBody::Sheet(sheet) = &resolved.body {
        return Ok(sheet_text(sheet, true));
    }
    if let Some(text) = resolved.whole_text() {
        return Ok(text.reveal().to_owned());
    }
    let Some(editor) = resolved.editor() else { return Ok(String::new()) };
    setup.fresh(resolved, editor).map(|text| text.reveal().to_owned()).map_err(|refusal| refusal.say())
}

/// A web page's fields in their order, one a line.
pub(crate) fn sheet_text(sheet: &crate::apps::Sheet, reveal: bool) -> String {
    let mut out = format!("{}\n\n", sheet.place.join(" › "));
    for field in &sheet.fields {
        let value = if reveal { field.value.reveal().to_owned() } else { field.value.shown() };
        out.extend([words::labelled(&field.label, &value).as_str(), "\n"]);
    }
    if let Some(then) = &sheet.then {
        out.extend(["\n", then, "\n"]);
    }
    out
}

/// What would change, file by file, every secret masked.
pub(super) fn difference_text(planned: &Planned) -> String {
    planned.files().map(one_difference).collect::<Vec<_>>().join("\n")
}

fn one_difference(planned: &Planned) -> String {
    let mut out = format!("{}\n", planned.target.path.display());
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
        out.extend(["\n", note.as_str(), "\n"]);
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
    for (at, apply) in setup.taking_up(format).iter().enumerate() {
        if at == 0 {
            talk::say_words("cli.then_apply", &[]);
        }
        talk::say(&format!("  {}", words::labelled(&apply.how, &apply.run)));
    }
}

/// The outcome of every file that was written, or brought back, together.
pub(super) fn say_all(setup: &Setup) -> Exit {
    let ended = matches!(setup.writing(), Writing::Written(..) | Writing::Undone(_));
    for (target, receipt) in setup.written_together().iter().filter(|_| ended) {
        let one = match setup.writing() {
            Writing::Undone(_) => Writing::Undone(receipt.clone()),
            _ => Writing::Written(target.clone(), receipt.clone()),
        };
        say_outcome(&one);
    }
    say_outcome(setup.writing())
}

/// What came of one file, and the exit status that it means.
pub(super) fn say_outcome(writing: &Writing) -> Exit {
    match writing {
        Writing::Written(target, receipt) => {
            let path = receipt.path.display().to_string();
            talk::say_words("cli.written", &[("path", &path), ("format", &target.format)]);
            if let Some(backup) = &receipt.backup {
                talk::say_words("cli.backup", &[("path", &backup.display().to_string())]);
            }
            Exit::Works
        }
        Writing::Undone(receipt) => {
            talk::say_words("cli.undone", &[("path", &receipt.path.display().to_string())]);
            Exit::Works
        }
        Writing::Failed(target, trouble) => {
            let path = target.path.display().to_string();
            talk::say_words("cli.not_written", &[("path", &path), ("why", &trouble.detail)]);
            Exit::Broken
        }
        Writing::Refused(target, refusal) => {
            let path = target.path.display().to_string();
            talk::say_words("cli.not_written", &[("path", &path), ("why", &refusal.say())]);
            talk::say_words("cli.paste_instead", &[]);
            Exit::Broken
        }
        Writing::Incomplete(_, gaps) => {
            talk::say_words("cli.incomplete", &[("missing", &words::list(gaps))]);
            Exit::Usage
        }
        Writing::Unproven(_) => {
            talk::say_words("cli.unproven", &[]);
            Exit::Broken
        }
        Writing::Idle
        | Writing::Reading(_)
        | Writing::Planned(_)
        | Writing::Busy(_)
        | Writing::Proving(..) => {
            talk::say_words("cli.no_file", &[]);
            Exit::Usage
        }
    }
}
