//! A command's beginning and its options, as they stand in a script.

use std::collections::HashMap;
use std::ops::Range;

use super::super::key::Step;
use super::super::tree::Tree;
use super::scan::{Command, Script, Word};

/// One option of a command as it stands.
pub(super) struct Given {
    /// Its name, without what stands behind `=`; a number for a word that is no option.
    pub(super) name: String,
    /// What it says.
    pub(super) value: Tree,
    /// Where the value stands, quotes included; nothing where the option has none.
    pub(super) value_span: Range<usize>,
    /// The option whole.
    pub(super) span: Range<usize>,
}

/// The options of a command.
pub(super) fn given(text: &str, command: &Command) -> Vec<Given> {
    let Some((_, from)) = head(command) else { return Vec::new() };
    let mut all = Vec::new();
    let mut rest = command.words.get(from..).unwrap_or_default();
    while let Some((word, after)) = rest.split_first() {
        rest = after;
        let spelled = &text[word.span.clone()];
        let span = word.span.clone();
        let said = word.meaning.as_deref();
        let name = said.unwrap_or(spelled).split('=').next().unwrap_or_default().to_owned();
        if let Some((_, value)) = said.unwrap_or(spelled).split_once('=') {
            let value =
                said.map_or_else(|| Tree::Reference(spelled.to_owned()), |_| Tree::Text(value.to_owned()));
            let value_at = spelled.find('=').map_or(span.end, |at| span.start + at + 1);
            all.push(Given { name, value, value_span: value_at..span.end, span });
            continue;
        }
        let is_option = name.starts_with('-');
        let next = rest.first().filter(|next| !text[next.span.clone()].starts_with('-'));
        if let Some(next) = next.filter(|_| is_option && name.len() > 1) {
            let value = value_of(text, next);
            let whole = span.start..next.span.end;
            all.push(Given { name, value, value_span: next.span.clone(), span: whole });
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let name = if is_option { name } else { format!("#{}", all.len()) };
        let value = if is_option { Tree::Bool(true) } else { value_of(text, word) };
        all.push(Given { name, value, value_span: span.end..span.end, span });
    }
    all
}

/// The beginning of a command, and how many words it has; `None` where one of them is filled in.
pub(super) fn head(command: &Command) -> Option<(String, usize)> {
    let is_option = |word: &&Word| {
        let said = word.meaning.as_deref().unwrap_or("-");
        said.starts_with('-') || said.contains('=')
    };
    let from = around(command);
    let said: Vec<&str> = command.words[from..]
        .iter()
        .take_while(|word| !is_option(word))
        .filter_map(|word| word.meaning.as_deref())
        .collect();
    let is_head = !said.is_empty() && said.iter().all(|word| !word.contains(' '));
    is_head.then(|| (said.join(" "), from + said.len()))
}

/// How many words stand before the command itself: those of a program that runs it as somebody else, or in a container.
fn around(command: &Command) -> usize {
    let said = |at: usize| command.words.get(at).and_then(|word| word.meaning.as_deref()).unwrap_or_default();
    let is_option = |at: usize| said(at).starts_with('-');
    let takes_value = |at: usize| {
        matches!(
            said(at),
            "-u" | "-g"
                | "-e"
                | "-w"
                | "-n"
                | "-c"
                | "--user"
                | "--group"
                | "--env"
                | "--workdir"
                | "--namespace"
                | "--container"
                | "--index"
        )
    };
    let options = |mut at: usize| {
        while is_option(at) {
            at += 1 + usize::from(takes_value(at));
        }
        at
    };
    let first = match said(0) {
        "sudo" | "doas" | "time" | "nice" => options(1),
        "kubectl" | "oc" if (1..6).any(|at| said(at) == "exec") => {
            (0..command.words.len()).find(|at| said(*at) == "--").map_or(0, |at| at + 1)
        }
        "docker" | "podman" | "nerdctl" | "docker-compose" | "podman-compose" => {
            let exec = (1..6).find(|at| said(*at) == "exec");
            exec.map_or(0, |at| options(at + 1) + 1)
        }
        _ => 0,
    };
    let is_inside = first > 0 && first < command.words.len();
    match is_inside.then(|| Command { words: command.words[first..].to_vec(), input: None }) {
        Some(inner) => first + around(&inner),
        None => 0,
    }
}

/// What stands before another command of the same program: that runs it as somebody else, or in a container.
pub(super) fn lead<'t>(text: &'t str, script: &Script, wanted: &str) -> &'t str {
    let program = |head: &str| head.split(' ').next().map(str::to_owned);
    let mut leads = script.commands.iter().filter_map(|command| {
        let from = around(command);
        let is_same = head(command).is_some_and(|(head, _)| program(&head) == program(wanted));
        let (first, own) = (command.words.first()?, command.words.get(from)?);
        (is_same && from > 0).then(|| &text[first.span.start..own.span.start])
    });
    leads.find(|lead| !lead.contains('\n')).unwrap_or_default()
}

/// How far in the lines stand on which a command goes on; two spaces where it has only one.
pub(super) fn indent(text: &str, command: Range<usize>) -> &str {
    let line = text[command].rsplit_once('\n').map_or("", |(_, line)| line);
    let blank = line.len() - line.trim_start().len();
    if blank == 0 { "  " } else { &line[..blank] }
}

/// Where the first statement stands that may want a variable.
pub(super) fn first_line(text: &str, script: &Script) -> Option<usize> {
    let is_setting = |command: &&Command| head(command).is_some_and(|(head, _)| head == "set");
    let commands = script.commands.iter().filter(|command| !is_setting(command));
    let starts = commands.filter_map(|command| command.words.first()).map(|word| word.span.start);
    let first = starts.chain(script.others.iter().map(|span| span.start)).min()?;
    Some(text[..first].rfind('\n').map_or(0, |at| at + 1))
}

/// How often each beginning of a command stands in a script; commands without a certain one count together.
pub(super) fn times(script: &Script) -> HashMap<Option<String>, usize> {
    script.commands.iter().fold(HashMap::new(), |mut times, command| {
        *times.entry(head(command).map(|(head, _)| head)).or_default() += 1;
        times
    })
}

/// The commands that a key names.
pub(super) fn named<'a>(script: &'a Script, steps: &'a [Step]) -> impl Iterator<Item = &'a Command> {
    script.commands.iter().filter(move |command| {
        matches!((steps.first(), head(command)), (Some(Step::Name(wanted)), Some((head, _))) if *wanted == head)
    })
}

/// What a word says.
pub(super) fn value_of(text: &str, word: &Word) -> Tree {
    match &word.meaning {
        Some(said) => Tree::Text(said.clone()),
        None => Tree::Reference(text[word.span.clone()].to_owned()),
    }
}
