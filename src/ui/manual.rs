//! The manual pages and the examples of `--help`: all from the definitions of the command line and one file of words.

use std::path::Path;

use clap::{Command, CommandFactory as _, FromArgMatches as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Exit, talk};
use crate::base::words::{Key, Voice, key, message, say};
use crate::io::disk;
use crate::ui::cli::{Cli, ManArgs};

/// What the environment may say, in the order of the page.
const ENVIRONMENT: [(&str, Key); 17] = [
    ("USHER_CLIENT_SECRET", key!("man.environment.USHER_CLIENT_SECRET")),
    ("USHER_OKTA_TOKEN", key!("man.environment.USHER_OKTA_TOKEN")),
    ("BROWSER", key!("man.environment.BROWSER")),
    ("ACCESSIBLE", key!("man.environment.ACCESSIBLE")),
    ("USHER_ACCESSIBLE", key!("man.environment.USHER_ACCESSIBLE")),
    ("USHER_THEME", key!("man.environment.USHER_THEME")),
    ("COLORFGBG", key!("man.environment.COLORFGBG")),
    ("NO_COLOR", key!("man.environment.NO_COLOR")),
    ("FORCE_HYPERLINK", key!("man.environment.FORCE_HYPERLINK")),
    ("TERM", key!("man.environment.TERM")),
    ("HTTPS_PROXY", key!("man.environment.HTTPS_PROXY")),
    ("SSL_CERT_FILE", key!("man.environment.SSL_CERT_FILE")),
    ("XDG_DATA_HOME", key!("man.environment.XDG_DATA_HOME")),
    ("XDG_CONFIG_HOME", key!("man.environment.XDG_CONFIG_HOME")),
    ("SSH_CONNECTION", key!("man.environment.SSH_CONNECTION")),
    ("JOB_COMPLETION_INDEX", key!("man.environment.JOB_COMPLETION_INDEX")),
    ("JOB_COMPLETIONS", key!("man.environment.JOB_COMPLETIONS")),
];

/// The exit statuses.
const EXITS: [(&str, Key); 6] = [
    ("0", key!("man.exit.0")),
    ("1", key!("man.exit.1")),
    ("2", key!("man.exit.2")),
    ("3", key!("man.exit.3")),
    ("4", key!("man.exit.4")),
    ("130", key!("man.exit.130")),
];

/// The places on the disk.
const FILES: [(Key, Key); 3] = [
    (key!("man.files.data.path"), key!("man.files.data.about")),
    (key!("man.files.guides.path"), key!("man.files.guides.about")),
    (key!("man.files.backup.path"), key!("man.files.backup.about")),
];

/// The command line with its examples. Ends the program where the arguments ask for help.
///
/// # Errors
/// Where they cannot be used, once that was said.
pub fn read_arguments() -> Result<Cli, Exit> {
    let read = command(Voice::default()).try_get_matches().and_then(|read| Cli::from_arg_matches(&read));
    read.map_err(|error| {
        // Help is Usher's own text. A mistake quotes what was given, which anybody may have written.
        if !error.use_stderr() {
            error.exit();
        }
        talk::say(error.render().to_string().trim_end());
        Exit::Usage
    })
}

/// The definitions, each command with its examples.
pub fn command(voice: Voice) -> Command {
    let mut command = Cli::command();
    let names: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    for name in names {
        let help = examples_text(voice, &name);
        command = command.mut_subcommand(name, |one| one.after_help(help));
    }
    let own = [examples_text(voice, "usher"), say!(voice, "man.help.exit"), say!(voice, "man.help.more")];
    command.after_help(own.join("\n\n"))
}

/// The examples of a command: what for, and the line.
pub fn examples(voice: Voice, command: &str) -> Vec<(String, String)> {
    let part = |number: usize, part: &str| {
        Key::find(&format!("man.example.{command}.{number}.{part}")).map(|key| voice.sentence(key))
    };
    (1..)
        .map_while(|number| Some((part(number, "say")?.to_owned(), part(number, "run")?.to_owned())))
        .collect()
}

fn examples_text(voice: Voice, command: &str) -> String {
    let all = examples(voice, command);
    let lines = all.iter().map(|(say, run)| format!("  {say}\n    {run}"));
    std::iter::once(say!(voice, "man.help.examples")).chain(lines).collect::<Vec<_>>().join("\n")
}

/// `usher man`.
pub(super) fn man(args: &ManArgs) -> Exit {
    let pages = pages(Voice::default());
    if let Some(folder) = &args.output {
        return write_all(&pages, folder);
    }
    let wanted =
        std::iter::once("usher").chain(args.command.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    if let Some((_, text)) = pages.into_iter().find(|(name, _)| *name == wanted) {
        talk::data(&text);
        return Exit::Works;
    }
    talk::tell(&message!("cli.no_manual", name = args.command.join(" ")));
    Exit::Usage
}

fn write_all(pages: &[(String, String)], folder: &Path) -> Exit {
    for (name, text) in pages {
        let path = folder.join(format!("{name}.1"));
        if let Err(trouble) =
            disk::make_folder(folder).and_then(|()| disk::keep(&path, &text.as_str().into()))
        {
            let shown = path.display().to_string();
            talk::tell(&message!("cli.not_written", path = shown, why = trouble.detail));
            return Exit::Broken;
        }
    }
    let (count, shown) = (pages.len().to_string(), folder.display().to_string());
    talk::tell(&message!("cli.manual_written", count = count, path = shown));
    Exit::Works
}

/// Every page: its name, `usher-setup`, and its text.
pub fn pages(voice: Voice) -> Vec<(String, String)> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let mut all = Vec::new();
    collect(&root, &mut all);
    let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    all.into_iter().map(|(name, command)| (name.clone(), page(voice, &name, &command, &names))).collect()
}

fn collect(command: &Command, all: &mut Vec<(String, Command)>) {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    all.push((name, command.clone()));
    for one in command.get_subcommands().filter(|one| !one.is_hide_set() && one.get_name() != "help") {
        collect(one, all);
    }
}

fn page(voice: Voice, name: &str, command: &Command, names: &[String]) -> String {
    let man = Man::new(command.clone()).title(name).manual(say!(voice, "man.title"));
    let mut out = Vec::new();
    // Writing into memory does not fail.
    let _ = man
        .render_title(&mut out)
        .and_then(|()| man.render_name_section(&mut out))
        .and_then(|()| man.render_synopsis_section(&mut out))
        .and_then(|()| man.render_description_section(&mut out))
        .and_then(|()| man.render_options_section(&mut out));
    if command.has_subcommands() {
        let _ = man.render_subcommands_section(&mut out);
    }
    let mut text = String::from_utf8_lossy(&out).into_owned();
    // The parts that the definitions cannot know.
    text.push_str(&rest(voice, name, names).to_roff());
    text
}

fn rest(voice: Voice, name: &str, names: &[String]) -> Roff {
    let mut roff = Roff::new();
    let all = examples(voice, name.strip_prefix("usher-").unwrap_or(name));
    if !all.is_empty() {
        roff.control("SH", [say!(voice, "man.section.examples").as_str()]);
    }
    for (say, run) in &all {
        roff.control("PP", []).text([roman(say.as_str())]);
        roff.control("RS", ["4"])
            .control("nf", [])
            .text([roman(run.as_str())])
            .control("fi", [])
            .control("RE", []);
    }
    list(
        voice,
        &mut roff,
        key!("man.section.exit"),
        EXITS.iter().map(|(code, about)| ((*code).to_owned(), voice.text(*about))),
    );
    list(
        voice,
        &mut roff,
        key!("man.section.environment"),
        ENVIRONMENT.iter().map(|(name, about)| ((*name).to_owned(), voice.text(*about))),
    );
    list(
        voice,
        &mut roff,
        key!("man.section.files"),
        FILES.iter().map(|(path, about)| (voice.text(*path), voice.text(*about))),
    );
    roff.control("SH", [say!(voice, "man.section.see_also").as_str()]);
    let others: Vec<String> =
        names.iter().filter(|one| *one != name).map(|one| format!("{one}(1)")).collect();
    roff.text([roman(others.join(", "))]);
    roff
}

fn list(voice: Voice, roff: &mut Roff, title: Key, rows: impl Iterator<Item = (String, String)>) {
    roff.control("SH", [voice.text(title).as_str()]);
    for (name, about) in rows {
        roff.control("TP", []).text([bold(name)]).text([roman(about)]);
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use clap::Arg;

    use super::*;

    #[test]
    fn every_command_has_examples_that_can_be_typed_as_they_stand() {
        let names: Vec<String> =
            Cli::command().get_subcommands().map(|one| one.get_name().to_owned()).collect();
        for name in names.iter().map(String::as_str).chain(["usher"]) {
            let all = examples(Voice::default(), name);
            assert!(!all.is_empty(), "{name} has no example");
            for (say, run) in all {
                assert!(say.ends_with(':'), "{say}");
                let own = run.split([';', '|', '>']).next().unwrap_or_default();
                let read = Cli::try_parse_from(own.split_whitespace());
                assert!(read.is_ok(), "{run}: {read:?}");
            }
        }
    }

    #[test]
    fn every_command_has_a_page_with_its_flags_and_all_sections() {
        let pages = pages(Voice::default());
        assert!(pages.iter().any(|(name, _)| name == "usher-connections-rename"));
        for (name, text) in &pages {
            assert!(!text.contains('⟨'), "a sentence is missing in {name}\n{text}");
            for section in ["NAME", "SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"] {
                assert!(
                    text.contains(&format!(".SH {section}")) || text.contains(&format!(".SH \"{section}\"")),
                    "{section} in {name}"
                );
            }
        }
        for command in Cli::command().get_subcommands() {
            let page = pages.iter().find(|(name, _)| *name == format!("usher-{}", command.get_name()));
            let (name, text) = page.unwrap_or_else(|| panic!("no page for {}", command.get_name()));
            assert!(text.contains("EXAMPLES"), "{name}");
            for flag in command.get_arguments().filter_map(Arg::get_long) {
                let written = format!("\\-\\-{}", flag.replace('-', "\\-"));
                assert!(text.contains(&written), "--{flag} in {name}");
            }
        }
    }
}
