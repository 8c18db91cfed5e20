//! The manual pages and the examples of `--help`: all from the definitions of the command line and one file of words.

use std::path::Path;

use clap::{Command, CommandFactory as _, FromArgMatches as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Exit, talk};
use crate::base::words;
use crate::io::disk;
use crate::ui::cli::{Cli, ManArgs};

/// What the environment may say, in the order of the page.
const ENVIRONMENT: [&str; 14] = [
    "USHER_CLIENT_SECRET",
    "BROWSER",
    "ACCESSIBLE",
    "USHER_ACCESSIBLE",
    "USHER_THEME",
    "COLORFGBG",
    "NO_COLOR",
    "FORCE_HYPERLINK",
    "TERM",
    "HTTPS_PROXY",
    "SSL_CERT_FILE",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "SSH_CONNECTION",
];

/// The exit statuses.
const EXITS: [&str; 5] = ["0", "1", "2", "3", "130"];

/// The places on the disk.
const FILES: [&str; 3] = ["data", "guides", "backup"];

/// The command line with its examples. Ends the program where the arguments ask for help or cannot be used.
pub fn read_arguments() -> Cli {
    let matches = command().get_matches();
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The definitions, each command with its examples.
pub fn command() -> Command {
    let mut command = Cli::command();
    let names: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    for name in names {
        let help = examples_text(&name);
        command = command.mut_subcommand(name, |one| one.after_help(help));
    }
    let own = [examples_text("usher"), words::text("man.help.exit"), words::text("man.help.more")];
    command.after_help(own.join("\n\n"))
}

/// The examples of a command: what for, and the line.
pub fn examples(command: &str) -> Vec<(String, String)> {
    let part = |number: usize, part: &str| words::find(&format!("man.example.{command}.{number}.{part}"));
    (1..)
        .map_while(|number| Some((part(number, "say")?.to_owned(), part(number, "run")?.to_owned())))
        .collect()
}

fn examples_text(command: &str) -> String {
    let all = examples(command);
    let lines = all.iter().map(|(say, run)| format!("  {say}\n    {run}"));
    std::iter::once(words::text("man.help.examples")).chain(lines).collect::<Vec<_>>().join("\n")
}

/// `usher man`.
pub(super) fn man(args: &ManArgs) -> Exit {
    let pages = pages();
    if let Some(folder) = &args.output {
        return write_all(&pages, folder);
    }
    let wanted =
        std::iter::once("usher").chain(args.command.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    if let Some((_, text)) = pages.into_iter().find(|(name, _)| *name == wanted) {
        talk::answer(&text);
        return Exit::Works;
    }
    talk::say_words("cli.no_manual", &[("name", &args.command.join(" "))]);
    Exit::Usage
}

fn write_all(pages: &[(String, String)], folder: &Path) -> Exit {
    for (name, text) in pages {
        let path = folder.join(format!("{name}.1"));
        if let Err(trouble) =
            disk::make_folder(folder).and_then(|()| disk::keep(&path, &text.as_str().into()))
        {
            let shown = path.display().to_string();
            talk::say_words("cli.not_written", &[("path", &shown), ("why", &trouble.detail)]);
            return Exit::Broken;
        }
    }
    let (count, shown) = (pages.len().to_string(), folder.display().to_string());
    talk::say_words("cli.manual_written", &[("count", &count), ("path", &shown)]);
    Exit::Works
}

/// Every page: its name, `usher-setup`, and its text.
pub fn pages() -> Vec<(String, String)> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let mut all = Vec::new();
    collect(&root, &mut all);
    let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    all.into_iter().map(|(name, command)| (name.clone(), page(&name, &command, &names))).collect()
}

fn collect(command: &Command, all: &mut Vec<(String, Command)>) {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    all.push((name, command.clone()));
    for one in command.get_subcommands().filter(|one| !one.is_hide_set() && one.get_name() != "help") {
        collect(one, all);
    }
}

fn page(name: &str, command: &Command, names: &[String]) -> String {
    let man = Man::new(command.clone()).title(name).manual(words::text("man.title"));
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
    text.push_str(&rest(name, names).to_roff());
    text
}

fn rest(name: &str, names: &[String]) -> Roff {
    let mut roff = Roff::new();
    let all = examples(name.strip_prefix("usher-").unwrap_or(name));
    if !all.is_empty() {
        roff.control("SH", [words::text("man.section.examples").as_str()]);
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
        &mut roff,
        "man.section.exit",
        EXITS.iter().map(|code| ((*code).to_owned(), words::text(&format!("man.exit.{code}")))),
    );
    list(
        &mut roff,
        "man.section.environment",
        ENVIRONMENT.iter().map(|one| ((*one).to_owned(), words::text(&format!("man.environment.{one}")))),
    );
    let file = |one: &&str| {
        (words::text(&format!("man.files.{one}.path")), words::text(&format!("man.files.{one}.about")))
    };
    list(&mut roff, "man.section.files", FILES.iter().map(file));
    roff.control("SH", [words::text("man.section.see_also").as_str()]);
    let others: Vec<String> =
        names.iter().filter(|one| *one != name).map(|one| format!("{one}(1)")).collect();
    roff.text([roman(others.join(", "))]);
    roff
}

fn list(roff: &mut Roff, title: &str, rows: impl Iterator<Item = (String, String)>) {
    roff.control("SH", [words::text(title).as_str()]);
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
            let all = examples(name);
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
        let pages = pages();
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
