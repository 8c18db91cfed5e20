//! Completions for a shell: commands, flags, the applications of the catalogue, files where a file is wanted, and the names
//! of saved connections, which the shell asks of `usher connections list --names` at the moment when they are wanted.

use clap::{Arg, Command, CommandFactory as _, ValueHint, builder::PossibleValuesParser};
use clap_complete::Shell;

use super::{Exit, talk};
use crate::apps::catalogue;
use crate::ui::cli::Cli;

/// What asks for the names, in the language of each shell.
const BASH: &str = include_str!("../../assets/completions/names.bash");
const ZSH: &str = include_str!("../../assets/completions/names.zsh");
const FISH: &str = include_str!("../../assets/completions/names.fish");
const ELVISH: &str = include_str!("../../assets/completions/names.elv");
const POWERSHELL: &str = include_str!("../../assets/completions/names.ps1");

/// The script for a shell, to standard output.
pub(super) fn completions(shell: Shell) -> Exit {
    talk::data(&with_names(shell, script(shell)));
    Exit::Works
}

/// The script as it is made from the definitions.
fn script(shell: Shell) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut completed(Cli::command()), "usher", &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// The script that also proposes the names of saved connections.
fn with_names(shell: Shell, script: String) -> String {
    match shell {
        Shell::Bash => script + BASH,
        Shell::Fish => script + FISH,
        Shell::Elvish => script + ELVISH,
        Shell::PowerShell => before(&script, "    $completions.Where{", POWERSHELL),
        Shell::Zsh => named_in_zsh(&script),
        _ => script,
    }
}

/// The places of the script where any word was proposed for a name. What they call must be defined before the script's last
/// lines, which may run at once.
fn named_in_zsh(script: &str) -> String {
    let wants_name = |line: &str| {
        ["'::connection -- ", "'*::connection -- ", "':connection -- ", "':name -- ", "'--like=["]
            .iter()
            .any(|one| line.starts_with(one))
    };
    let named = script.lines().map(|line| {
        if wants_name(line) { line.replace(":_default'", ":_usher_names'") } else { line.to_owned() }
    });
    let script: String = named.flat_map(|line| [line, "\n".to_owned()]).collect();
    before(&script, "if [ \"$funcstack[1]\"", ZSH)
}

/// The script with something put before its line that begins so.
fn before(script: &str, line: &str, text: &str) -> String {
    match script.find(line) {
        Some(at) => format!("{}{text}{}", &script[..at], &script[at..]),
        None => script.to_owned(),
    }
}

/// The definitions with what can be proposed. What may be typed stays as free as it is: a guide of one's own and a saved
/// connection are as good as an application of the catalogue.
fn completed(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    let command = command.mut_args(propose);
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |one| one.mut_args(propose)))
}

fn propose(arg: Arg) -> Arg {
    let applications = || PossibleValuesParser::new(catalogue::cards().iter().map(|card| card.id));
    match arg.get_id().as_str() {
        "app" | "application" => arg.value_parser(applications()),
        "from" | "to" | "ca_file" | "client_secret_file" | "token_file" | "key_file" | "file" | "fleet"
        | "baseline" => arg.value_hint(ValueHint::FilePath),
        "output" => arg.value_hint(ValueHint::AnyPath),
        "issuer" | "organization" | "redirect_uri" | "sign_out_uri" => arg.value_hint(ValueHint::Url),
        "browser" => arg.value_hint(ValueHint::CommandName),
        _ => arg,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[test]
    fn completions_propose_the_catalogue_and_refuse_nothing_else() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
            let text = with_names(shell, script(shell));
            assert!(text.contains("completions") && text.contains("no-login"), "{shell}");
            assert!(text.contains("connections list --names"), "{shell}");
            if matches!(shell, Shell::Bash | Shell::Zsh | Shell::Fish) {
                assert!(text.contains("grafana-generic"), "{shell}");
            }
        }
        assert!(Cli::try_parse_from(["usher", "setup", "a-connection-of-mine"]).is_ok());
    }

    #[test]
    fn zsh_asks_for_the_names_where_one_is_wanted() {
        let text = with_names(Shell::Zsh, script(Shell::Zsh));
        let places = text.lines().filter(|line| line.ends_with(":_usher_names' \\")).count();
        // `--like` of setup and verify, the names behind verify, write, plan, apply and notice, and that of show, rename and
        // remove.
        assert_eq!(places, 10, "{text}");
        assert!(text.find("_usher_names()") < text.find("if [ \"$funcstack[1]\""), "{text}");
    }

    #[test]
    fn powershell_asks_for_the_names_before_it_chooses_among_what_it_has() {
        let text = with_names(Shell::PowerShell, script(Shell::PowerShell));
        let names = text.find("connections list --names").expect("the names");
        assert!(text.find("$completions = @(switch").is_some_and(|made| made < names), "{text}");
        assert!(text.find("$completions.Where{").is_some_and(|chosen| names < chosen), "{text}");
    }
}
