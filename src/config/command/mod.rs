//! Commands for a shell, one script of them: applications that are configured by a program of theirs.
//!
//! A key is the beginning of a command and then one of its options: `php occ user_oidc:provider Okta > --clientid=`. With
//! an equals sign the value is glued to the option, without one it is the next word; the same with `name=value`, and with
//! `export > NAME=`. `<` is what the command is handed by standard input. A key without an option is the command itself,
//! and its value is true. The beginning of a command is every word before the first option.
//!
//! Nothing is run. Only a plain command counts: what is computed, redirected or conditional stays as it is and is never
//! taken for a setting. A new option goes to the end of its command, a new command to the end of the script.

mod options;
mod scan;
mod shell;

use self::options::{Given, first_line, given, head, indent, lead, named, times, value_of};
use self::scan::{Command, scan};
use super::format::{Format, Task, before_line, line_end, text_leaf, typed_leaf};
use super::key::Step;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::{Setting, Value};

pub(super) use self::shell::Shell;

/// Scripts of commands.
pub(super) struct Commands(pub(super) Shell);

/// The name of a command itself among its options.
const ITSELF: &str = "()";
/// The name of what a command is handed by standard input.
const INPUT: &str = "<";

/// The command that makes a variable, which counts for what comes after it alone.
const EXPORT: &str = "export";

impl Format for Commands {
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        let script = scan(self.0, text).map_err(RefusalKind::Unreadable)?;
        let (head, option) = divided(&task.setting.key);
        let words = self
            .spelled(option, &task.leaf)
            .map_err(|character| RefusalKind::character(&task.setting.key, character))?;
        let line_end = line_end(text);
        let mut out = text.to_owned();
        let Some(command) = named(&script, &task.steps).next() else {
            let gap = before_line(text);
            let made = match (option, words.first()) {
                (INPUT, Some(input)) => format!("{}{input} | {head}", self.0.feeder()),
                _ => format!("{}{head}{}", lead(text, &script, head), self.added(&words, line_end, "  ")),
            };
            match first_line(text, &script).filter(|_| head == EXPORT) {
                Some(place) => out.insert_str(place, &format!("{made}{line_end}")),
                None => out.extend([gap, &made, line_end]),
            }
            return Ok(out);
        };
        let (Some(first), Some(last)) = (command.words.first(), command.words.last()) else { return Ok(out) };
        if option == INPUT {
            let input = words.concat();
            match &command.input {
                Some(word) if word.meaning.is_some() => out.replace_range(word.span.clone(), &input),
                Some(program) => {
                    out.replace_range(program.span.clone(), &format!("{}{input}", self.0.feeder()));
                }
                None => out.insert_str(first.span.start, &format!("{}{input} | ", self.0.feeder())),
            }
            return Ok(out);
        }
        let name = option.strip_suffix('=').unwrap_or(option);
        let mut standing: Vec<Given> =
            given(text, command).into_iter().filter(|one| one.name == name).collect();
        if let ([one], [word]) = (standing.as_slice(), words.as_slice()) {
            // The option keeps its spelling; only its value is another one.
            let value = task.leaf.value().and_then(|value| value.as_text()).unwrap_or_default();
            let spelled = &text[one.span.start..one.value_span.start];
            let keeps = if spelled.contains(char::is_whitespace) {
                // A word that begins with a hyphen would be taken for the next option.
                !value.starts_with('-')
            } else {
                !spelled.is_empty() && self.0 == Shell::Posix
            };
            match self.0.argument(&value).ok().filter(|_| keeps) {
                Some(value) => out.replace_range(one.value_span.clone(), &value),
                None => out.replace_range(one.span.clone(), word),
            }
            return Ok(out);
        }
        let place = standing.first().map_or(last.span.end, |one| one.span.start);
        standing.sort_by_key(|one| std::cmp::Reverse(one.span.start));
        let more = self.added(&words, line_end, indent(text, first.span.start..last.span.start));
        if standing.is_empty() {
            out.insert_str(place, &more);
            return Ok(out);
        }
        for one in &standing {
            let before = text[..one.span.start].trim_end_matches([' ', '\t', '\r', '\n', self.0.goes_on()]);
            out.replace_range(before.len()..one.span.end, "");
        }
        let before = text[..place].trim_end_matches([' ', '\t', '\r', '\n', self.0.goes_on()]).len();
        out.insert_str(before, &more);
        Ok(out)
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        let script = scan(self.0, text)?;
        let mut tree = Tree::table([]);
        let mut others: Vec<Tree> =
            script.others.iter().map(|span| Tree::Text(text[span.clone()].to_owned())).collect();
        let times = times(&script);
        for command in &script.commands {
            let begins = head(command).map(|(head, _)| head);
            let single = times.get(&begins) == Some(&1) && self.is_confirmed(text, command);
            let Some(head) = begins.filter(|_| single) else {
                // Two commands that begin alike: neither can be meant. Nor can one that is not certain.
                others
                    .extend(command.words.iter().map(|word| Tree::Text(text[word.span.clone()].to_owned())));
                continue;
            };
            let mut options = Tree::table([(ITSELF.to_owned(), Tree::Bool(true))]);
            let input = command.input.iter().map(|word| (INPUT.to_owned(), value_of(text, word)));
            let given = given(text, command).into_iter().map(|one| (one.name, one.value));
            for (name, value) in input.chain(given) {
                let steps = [Step::Name(name)];
                if let Some(earlier) = options.put(&steps, value.clone()) {
                    let mut items = if let Tree::List(items) = earlier { items } else { vec![earlier] };
                    items.push(value);
                    options.put(&steps, Tree::List(items));
                }
            }
            tree.put(&[Step::Name(head)], options);
        }
        // No command has this empty name; the row makes the proof cover every other statement.
        tree.put(&[Step::named("")], Tree::List(others));
        Ok(tree)
    }

    fn comments(&self, text: &str) -> Vec<String> {
        let found = scan(self.0, text).map(|script| script.comments).unwrap_or_default();
        found.into_iter().map(|range| text[range].trim().to_owned()).collect()
    }

    fn comment_mark(&self) -> Option<&'static str> {
        // A script of sh begins with the line that names the shell.
        (self.0 == Shell::Power).then_some("#")
    }

    fn empty(&self) -> &'static str {
        if self.0 == Shell::Posix { "#!/bin/sh\nset -eu\n" } else { "$ErrorActionPreference = 'Stop'\n" }
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        let bad = || RefusalKind::Key { key: key.to_owned() };
        let (head, option) = divided(key);
        let plain = |one: char| one.is_ascii_alphanumeric() || "_./:@%+,-".contains(one);
        let words: Vec<&str> = head.split(' ').collect();
        if words.iter().any(|word| word.is_empty() || word.starts_with('-') || !word.chars().all(plain)) {
            return Err(bad());
        }
        let name = option.strip_suffix('=').unwrap_or(option);
        let fits = name == INPUT || name.is_empty() || name.chars().all(plain);
        let name = if option.is_empty() { ITSELF } else { name };
        if fits { Ok(vec![Step::Name(head.to_owned()), Step::Name(name.to_owned())]) } else { Err(bad()) }
    }

    fn leaf(&self, setting: &Setting, _steps: &[Step]) -> Result<Tree, RefusalKind> {
        let (_, option) = divided(&setting.key);
        let leaf = match (&setting.value, option.ends_with('=')) {
            (Value::List { separator: None, .. }, _) => match typed_leaf(setting)? {
                Tree::List(mut items) if items.len() == 1 => items.remove(0),
                leaf => leaf,
            },
            (Value::Bool(true), false) => Tree::Bool(true),
            _ => text_leaf(setting)?,
        };
        self.spelled(option, &leaf)
            .map(|_| leaf)
            .map_err(|character| RefusalKind::character(&setting.key, character))
    }

    fn has_maps(&self) -> bool {
        false
    }

    fn clear(&self, old: &str, task: &Task<'_>) -> Result<(), RefusalKind> {
        let script = scan(self.0, old).map_err(RefusalKind::Unreadable)?;
        let second = named(&script, &task.steps).nth(1).and_then(|command| command.words.first());
        second.map_or(Ok(()), |word| Err(RefusalKind::unclear(&task.setting.key, old, word.span.start)))
    }

    fn spellings(&self, steps: &[Step]) -> Vec<String> {
        let [Step::Name(head), Step::Name(option)] = steps else { return Vec::new() };
        match option.as_str() {
            INPUT => vec![format!("{head} {INPUT}")],
            ITSELF => vec![head.clone()],
            option => vec![format!("{head} > {option}="), format!("{head} > {option}")],
        }
    }

    fn prepare(&self, tree: &mut Tree, task: &Task<'_>) {
        if let Some(head) = task.steps.get(..1).filter(|head| tree.get(head).is_none()) {
            tree.put(head, Tree::table([(ITSELF.to_owned(), Tree::Bool(true))]));
        }
    }
}

impl Commands {
    /// Options on lines of their own.
    fn added(&self, words: &[String], line_end: &str, indent: &str) -> String {
        let line = |word: &String| [" ", &self.0.goes_on().to_string(), line_end, indent, word].concat();
        words.iter().map(line).collect()
    }

    /// A value as the words that give it, or the first character that cannot be said.
    fn spelled(&self, option: &str, leaf: &Tree) -> Result<Vec<String>, char> {
        if let Tree::List(items) = leaf {
            let each: Result<Vec<_>, char> = items.iter().map(|item| self.spelled(option, item)).collect();
            return each.map(|each| each.concat());
        }
        let text = leaf.value().and_then(|value| value.as_text()).unwrap_or_default();
        match (option, leaf) {
            ("", Tree::Bool(true)) => Ok(Vec::new()),
            ("", _) => Err('='),
            (INPUT, _) => self.0.input(&text).map(|input| vec![input]),
            (option, Tree::Bool(true)) => Ok(vec![option.to_owned()]),
            (option, _) if option.ends_with('=') && self.0 == Shell::Posix => {
                self.0.argument(&text).map(|value| vec![format!("{option}{value}")])
            }
            (option, _) if option.ends_with('=') => {
                self.0.argument(&format!("{option}{text}")).map(|word| vec![word])
            }
            // A word that begins with a hyphen would be taken for the next option.
            (_, _) if text.starts_with('-') => Err('-'),
            (option, _) => self.0.argument(&text).map(|value| vec![format!("{option} {value}")]),
        }
    }

    /// Whether a second parser, which shares nothing with the first, reads the same words. There is none for PowerShell.
    fn is_confirmed(&self, text: &str, command: &Command) -> bool {
        let certain: Option<Vec<String>> = command.words.iter().map(|word| word.meaning.clone()).collect();
        let Some(certain) = certain.filter(|_| self.0 == Shell::Posix) else { return true };
        let spelled: Vec<&str> = command.words.iter().map(|word| &text[word.span.clone()]).collect();
        shlex::split(&spelled.join(" ")).as_ref() == Some(&certain)
    }
}

/// A key's command and option.
fn divided(key: &str) -> (&str, &str) {
    if let Some(head) = key.strip_suffix('<') {
        return (head.trim(), INPUT);
    }
    key.split_once('>').map_or((key.trim(), ""), |(head, option)| (head.trim(), option.trim()))
}
