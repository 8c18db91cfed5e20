//! Reports and manual pages in letters that nobody wrote into the program: no plain word is left but values and markup, and
//! no format loses its form.

use unicode_width::UnicodeWidthStr as _;
use usher::base::words::{Voice, WORDS};
use usher::diagnosis::evidence::Evidence;
use usher::ui::manual;
use usher::ui::report::{Document, Format, Options};

use crate::tests::diagnosis::evidence::{elsewhere, healthy, signed_in};
use crate::tests::diagnosis::pseudo::{foreign, voice};
use crate::tests::diagnosis::reports::{not_assigned, report_with, wrong_secret};

/// Values of these reports, what Okta said in them, and the names of standards.
const VALUES: &str = "coder production Coder client confidential supplied invalid assigned application User email verified \
                      GMT OpenID Connect Discovery Core section RFC preferred_username callback example okta com https \
                      http localhost oidc users groups oauth openid profile Engineering Everyone Identity Engine";

fn cases() -> Vec<(&'static str, Evidence)> {
    vec![
        ("a secret that is wrong", wrong_secret()),
        ("a person who is not assigned", not_assigned()),
        ("a login that works", signed_in()),
        ("no login", healthy()),
        ("another provider", elsewhere()),
    ]
}

fn documents(strict: bool, voice: Voice) -> Vec<(&'static str, Document)> {
    let document = |evidence| report_with(&evidence, Options { strict, include_identity: strict, voice });
    cases().into_iter().map(|(name, evidence)| (name, document(evidence))).collect()
}

/// The values of a document that are the same in every language.
fn known(document: &Document) -> String {
    let mut known = VALUES.to_owned();
    for result in &document.results {
        let connection = &result.connection;
        let own = [&connection.issuer, &connection.client_id, &connection.redirect_uri];
        for value in own.into_iter().flatten() {
            known.extend([" ", value]);
        }
        let links = result.checks.iter().filter_map(|check| check.fix.as_ref()?.link.as_ref());
        for link in links {
            known.extend([" ", link.as_str()]);
        }
        for request in &result.requests {
            known.extend([" ", &request.method, " ", &request.url, " "]);
            known.push_str(request.okta_request_id.as_deref().unwrap_or_default());
        }
        // A guide speaks its own language.
        let account = result.identity.as_ref().and_then(|identity| identity.account.as_ref());
        for sentence in account.into_iter().flat_map(|account| [&account.existing, &account.leaving]) {
            known.extend([" ", sentence]);
        }
        result.checks.iter().for_each(|check| {
            known.extend([" ", &check.id, " ", check.finding.as_deref().unwrap_or_default()]);
        });
    }
    known
}

/// What of a text is between angle brackets, and what is not.
fn parted(text: &str) -> (Vec<&str>, String) {
    let pieces: Vec<&str> = text.split(['<', '>']).collect();
    let tags = pieces.iter().skip(1).step_by(2).copied().collect();
    (tags, pieces.into_iter().step_by(2).collect::<Vec<_>>().join(" "))
}

/// A text's markup alone, in which nothing may change with the language.
fn form(format: Format, text: &str) -> Vec<String> {
    let without_values = |tag: &str| tag.split('"').step_by(2).collect::<Vec<_>>().join("\"");
    match format {
        Format::Html | Format::Junit => parted(text).0.into_iter().map(without_values).collect(),
        Format::Markdown => text.lines().map(|line| line.matches(['|', '#', '`']).collect()).collect(),
        Format::Json => {
            text.lines().map(|line| line.split(": ").next().unwrap_or_default().to_owned()).collect()
        }
        Format::Text => text.lines().map(|line| line.chars().take_while(|c| *c == ' ').collect()).collect(),
        Format::Prometheus => {
            let without_help =
                |line: &str| line.split(' ').take(if line.starts_with("# HELP") { 3 } else { 9 }).collect();
            text.lines().map(without_help).collect()
        }
    }
}

/// The part of a text that people read.
fn read_by_people(format: Format, text: &str) -> String {
    match format {
        Format::Html => {
            let body = text.split_once("</style>").map_or(text, |(_, body)| body);
            parted(body).1
        }
        Format::Prometheus => {
            let help = text.lines().filter_map(|line| line.strip_prefix("# HELP ")?.split_once(' '));
            help.map(|(_, help)| help).collect::<Vec<_>>().join(" ")
        }
        Format::Junit => {
            let (tags, between) = parted(text);
            let messages = tags.iter().filter_map(|tag| tag.split_once("message=\"")?.1.split('"').next());
            messages.chain([between.as_str()]).collect::<Vec<_>>().join(" ")
        }
        Format::Json => {
            let value = |line: &str| Some(line.split_once("\": \"")?.1.to_owned());
            let is_stable = |line: &&str| {
                let name = line.trim_start().trim_start_matches('"').split('"').next().unwrap_or_default();
                ["id", "status", "finding", "side", "schema", "verdict", "primary"].contains(&name)
            };
            text.lines().filter(|line| !is_stable(line)).filter_map(value).collect::<Vec<_>>().join("\n")
        }
        Format::Markdown | Format::Text => text.to_owned(),
    }
}

const FORMATS: [Format; 6] =
    [Format::Text, Format::Json, Format::Markdown, Format::Html, Format::Junit, Format::Prometheus];

#[test]
fn every_format_of_a_report_takes_its_sentences_from_the_table_and_keeps_its_form() {
    for strict in [false, true] {
        let usual: Vec<Vec<String>> = documents(strict, Voice::default())
            .iter()
            .map(|(_, document)| FORMATS.map(|format| document.render(format, Voice::default())).to_vec())
            .collect();
        for ((name, document), usual) in documents(strict, voice()).iter().zip(usual) {
            let known = known(document);
            for (format, usual) in FORMATS.into_iter().zip(usual) {
                let text = document.render(format, voice());
                let people = read_by_people(format, &text);
                let foreign = foreign(&people, &known);
                assert!(foreign.is_empty(), "{name}, {format:?}: {foreign:?}\n{text}");
                assert_eq!(form(format, &text), form(format, &usual), "{name}, {format:?}\n{text}");
                assert_ne!(text, usual, "{name}, {format:?}");
            }
        }
    }
}

#[test]
fn the_facts_of_a_report_stand_in_one_column_however_wide_their_names_are() {
    let text = report_with(&signed_in(), Options { voice: voice(), ..Options::default() })
        .render(Format::Text, voice());
    let facts = text.lines().skip_while(|line| !line.is_empty()).skip(1).take_while(|line| !line.is_empty());
    let values = ["coder-production", "https://", "http://", "0oa", "openid", "•••"];
    // A sentence with several of them begins with none.
    let places: Vec<usize> = facts
        .filter(|line| line.matches("•••").count() < 2)
        .filter_map(|line| values.iter().find_map(|value| line.find(value)).map(|at| line[..at].width()))
        .collect();
    assert!(places.len() > 5 && places.windows(2).all(|pair| pair[0] == pair[1]), "{places:?}\n{text}");
}

#[test]
fn the_rest_of_help_and_manual_comes_from_the_table_and_keeps_its_form() {
    // The definitions of the command line, and what clap says around them.
    let definitions = [
        include_str!("../../src/ui/cli/mod.rs"),
        include_str!("../../src/ui/cli/groups.rs"),
        include_str!("../../src/ui/cli/commands.rs"),
        include_str!("../../src/ui/cli/okta.rs"),
        include_str!("../../Cargo.toml"),
        "Usage Options Commands Arguments Print help version possible values default aliases more with summary short \
         usher subcommands USHER NAME SYNOPSIS DESCRIPTION OPTIONS SUBCOMMANDS Usher bash elvish fish powershell zsh \
         HTTPS_PROXY NO_PROXY SSL_CERT_FILE XDG_DATA_HOME XDG_CONFIG_HOME SSH_CONNECTION NO_COLOR COLORFGBG TERM ACCESSIBLE \
         message given subcommand THEME nofill rename remove html junit terraform prometheus convert merge night Possible BROWSER CLIENT SECRET PORT DATA CONFIG HOME CERT FILE HTTPS",
    ]
    .join("\n");
    // The name of a place is its field's, in capitals.
    let variables = WORDS.iter().filter_map(|(key, _)| key.strip_prefix("man.environment."));
    let variables = variables.collect::<Vec<_>>().join(" ");
    let definitions = format!("{definitions}\n{}\n{variables}", definitions.to_uppercase());
    let roff = |text: &str| -> Vec<String> {
        let controls = text.lines().filter(|line| line.starts_with('.'));
        controls.map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
    };
    let usual: Vec<String> = manual::pages(Voice::default()).into_iter().map(|(_, text)| text).collect();
    let mut command = manual::command(voice());
    let mut pages = manual::pages(voice());
    for ((name, text), usual) in pages.iter().zip(usual) {
        assert_eq!(roff(text), roff(&usual), "{name}\n{text}");
    }
    pages.push(("--help".to_owned(), command.render_long_help().to_string()));
    for one in command.get_subcommands_mut() {
        pages.push((one.get_name().to_owned(), one.render_long_help().to_string()));
    }
    for (name, text) in pages {
        let text = ["\\fB", "\\fI", "\\fR"].iter().fold(text, |text, face| text.replace(face, " "));
        let foreign = foreign(&text, &definitions);
        assert!(foreign.is_empty(), "{name}: {foreign:?}\n{text}");
    }
}
