//! Files of directives: Apache, nginx and Caddy.
//!
//! A key is a directive's name. A directive that stands exactly once in the file, in whatever block, gets its new value at
//! its place. One that is missing goes between the lines `# usher: begin` and `# usher: end`, which a person may put where
//! they want, or behind the directives of the same Apache module; the lines are made at the end of a file that needs no block
//! around them. A directive that stands more than once
//! is refused, since the file does not say which one is meant.

mod hosts;
mod scan;
mod server;

use std::collections::HashMap;
use std::ops::Range;

use self::hosts::Hosts;
use self::scan::{Directive, Scan, Word, scan};
pub(super) use self::server::Server;
use self::server::{flag_of, is_number};
use super::format::{Format, Task, before_line, indent, line_end, typed_leaf};
use super::key::{self, Step};
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::Setting;

const BEGIN: &str = "# usher: begin";
const END: &str = "# usher: end";

/// Files of directives.
pub(super) struct Directives(pub(super) Server);

impl Format for Directives {
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        let key = &task.setting.key;
        let found = scan(self.0, text).map_err(RefusalKind::Unreadable)?;
        let value = self.0.value(&task.leaf).map_err(|character| RefusalKind::character(key, character))?;
        let mut out = text.to_owned();
        if let Some(directive) = found.named(self, text, &task.steps).next() {
            match directive.words.as_slice() {
                [name] => out.insert_str(name.span.end, &format!(" {value}")),
                [name, first, ..] => {
                    let end = directive.words.last().map_or(first.span.end, |last| last.span.end);
                    // What stood in quotes does so again.
                    let is_bare = matches!(task.leaf, Tree::Text(_)) && !value.starts_with(['"', '\'']);
                    let value = if first.quoted && is_bare { format!("\"{value}\"") } else { value };
                    let remark = directive.remark(text).map(|span| text[span].to_owned());
                    out.replace_range(first.span.start..end, &value);
                    if let Some(remark) = remark {
                        // The server takes it for more of the value: it is kept on a line of its own.
                        let start = text[..name.span.start].rfind('\n').map_or(0, |newline| newline + 1);
                        out.insert_str(start, &[indent(&text[start..]), &remark, line_end(text)].concat());
                    }
                }
                [] => {}
            }
            return Ok(out);
        }
        let line_end = line_end(text);
        let stop = if self.0 == Server::Nginx { ";" } else { "" };
        let (host, _) = parts(&task.steps);
        let name = if host.is_some() { spelled_name(key) } else { key.as_str() };
        let line = format!("{name} {value}{stop}{line_end}");
        let mark = found.comments.iter().find(|range| text[(*range).clone()].trim() == END);
        if let Some(last) =
            found.of_the_same_module(self.0, text, name, host).filter(|_| mark.is_none() || host.is_some())
        {
            let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline + 1);
            let start = text[..last].rfind('\n').map_or(0, |newline| newline + 1);
            let gap = if text[..end].ends_with('\n') { "" } else { line_end };
            out.insert_str(end, &[gap, indent(&text[start..]), &line].concat());
        } else if host.is_some() {
            return Err(RefusalKind::NoPlace { key: key.clone() });
        } else if let Some(mark) = mark {
            let start = text[..mark.start].rfind('\n').map_or(0, |newline| newline + 1);
            out.insert_str(start, &format!("{}{line}", &text[start..mark.start]));
        } else if self.0 != Server::Apache && found.directives.iter().any(|directive| directive.opens) {
            return Err(RefusalKind::NoPlace { key: key.clone() });
        } else {
            let gap = before_line(text);
            out.extend([gap, BEGIN, line_end, &line, END, line_end]);
        }
        Ok(out)
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        let found = scan(self.0, text)?;
        let mut tree = Tree::table([]);
        let mut others = Vec::new();
        let hosts = Hosts::of(&found, self.0, text);
        let times = found.times(self.0, text, &hosts);
        if let Some(entries) = hosts.entries() {
            tree.put(&[Step::named(hosts::LIST)], entries);
        }
        for directive in &found.directives {
            let value = self.value_of(text, directive);
            let host = hosts.host_of(directive, text).map(str::to_owned);
            let name = directive
                .name(self.0, text)
                .filter(|name| !directive.opens && times.get(&(host.clone(), name.clone())) == Some(&1));
            match (host, name) {
                (Some(host), Some(name)) => {
                    let key = directive.spelled(text);
                    tree.set(key, &hosts::steps(&host, name), value).map_err(|_| ReadError::too_much())?;
                }
                (None, Some(name)) => drop(tree.put(&[Step::Name(name)], value)),
                (_, None) => others
                    .extend([Tree::Text(directive.spelled(text).to_owned()), Tree::Bool(directive.opens)]),
            }
        }
        // No directive has this empty name; the row makes the proof cover blocks and directives that repeat.
        tree.put(&[Step::named("")], Tree::List(others));
        Ok(tree)
    }

    fn comments(&self, text: &str) -> Vec<String> {
        let found = scan(self.0, text).map(|scan| scan.comments).unwrap_or_default();
        found.into_iter().map(|range| text[range].trim().to_owned()).collect()
    }

    fn has_comments_behind_values(&self) -> bool {
        self.0 != Server::Apache
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        let refused = || RefusalKind::Key { key: key.to_owned() };
        let is_name = |name: &str| {
            name.starts_with(|one: char| one.is_ascii_alphabetic())
                && name.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-'))
        };
        if is_name(key) {
            return Ok(vec![Step::Name(self.0.name(key))]);
        }
        match key::steps(key)?.as_slice() {
            [Step::Name(list), Step::Entry { field, is }, Step::Name(name)]
                if list == hosts::LIST && field == hosts::FIELD && is_name(name) =>
            {
                Ok(hosts::steps(is, self.0.name(name)).to_vec())
            }
            _ => Err(refused()),
        }
    }

    fn folded(&self, name: &str) -> String {
        self.0.name(name)
    }

    fn leaf(&self, setting: &Setting, _steps: &[Step]) -> Result<Tree, RefusalKind> {
        let leaf = match typed_leaf(setting)? {
            // One word is the same whether it is a list or not.
            Tree::List(mut items) if items.len() == 1 => items.remove(0),
            leaf => leaf,
        };
        self.0.value(&leaf).map_err(|character| RefusalKind::character(&setting.key, character))?;
        Ok(leaf)
    }

    fn has_maps(&self) -> bool {
        false
    }

    fn clear(&self, old: &str, task: &Task<'_>) -> Result<(), RefusalKind> {
        let found = scan(self.0, old).map_err(RefusalKind::Unreadable)?;
        let second = found.named(self, old, &task.steps).nth(1).and_then(|directive| directive.words.first());
        second.map_or(Ok(()), |word| Err(RefusalKind::unclear(&task.setting.key, old, word.span.start)))
    }
}

impl Directives {
    fn value_of(&self, text: &str, directive: &Directive) -> Tree {
        let word = |word: &Word| match &word.meaning {
            None => Tree::Reference(text[word.span.clone()].to_owned()),
            Some(said) if word.quoted => Tree::Text(said.clone()),
            Some(said) if is_number(said) => Tree::Number(said.clone()),
            Some(said) => flag_of(self.0, said).map_or_else(|| Tree::Text(said.clone()), Tree::Bool),
        };
        match directive.words.get(1..).unwrap_or_default() {
            [] => Tree::Null,
            [single] => word(single),
            several => Tree::List(several.iter().map(word).collect()),
        }
    }
}

impl Directive {
    /// What looks like a comment behind the value and is none: Apache knows comments only on lines of their own.
    fn remark(&self, text: &str) -> Option<Range<usize>> {
        let begins = |word: &&Word| !word.quoted && text[word.span.clone()].starts_with('#');
        let first = self.words.iter().skip(2).find(begins)?;
        Some(first.span.start..self.words.last()?.span.end)
    }

    /// The module of Apache that it belongs to, by how it is spelled.
    fn module(&self, text: &str) -> Option<String> {
        module(text.get(self.words.first()?.span.clone())?).map(str::to_uppercase)
    }

    fn name(&self, server: Server, text: &str) -> Option<String> {
        let word = self.words.first()?;
        text.get(word.span.clone()).map(|spelled| server.name(spelled))
    }

    fn spelled<'a>(&self, text: &'a str) -> &'a str {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => text.get(first.span.start..last.span.end).unwrap_or_default(),
            _ => "",
        }
    }
}

impl Scan {
    /// How often each directive that opens no block stands there, those of a host by themselves.
    fn times(&self, server: Server, text: &str, hosts: &Hosts) -> HashMap<(Option<String>, String), usize> {
        let plain = self.directives.iter().filter(|directive| !directive.opens);
        let named = plain
            .filter_map(|one| Some((hosts.host_of(one, text).map(str::to_owned), one.name(server, text)?)));
        named.fold(HashMap::new(), |mut times, name| {
            *times.entry(name).or_default() += 1;
            times
        })
    }

    /// Where the first row of directives of a directive's own module ends: all of Apache's begin with their module's name.
    fn of_the_same_module(
        &self,
        server: Server,
        text: &str,
        name: &str,
        host: Option<&str>,
    ) -> Option<usize> {
        // One module may have another capital behind its name: `OIDCPKCEMethod`.
        let module = module(name).filter(|_| server == Server::Apache)?.to_uppercase();
        let is_same = |own: String| own.starts_with(&module) || module.starts_with(&own);
        let hosts = Hosts::of(self, server, text);
        let is_of_it = |directive: &&Directive| {
            let is_here = host.is_none_or(|host| hosts.host_of(directive, text) == Some(host));
            !directive.opens && is_here && directive.module(text).is_some_and(is_same)
        };
        let end = |directive: &Directive| directive.words.last().map_or(0, |word| word.span.end);
        let first = self.directives.iter().position(|directive| is_of_it(&directive))?;
        let mut last = end(&self.directives[first]);
        for directive in self.directives[first + 1..].iter().take_while(is_of_it) {
            let start = directive.words.first().map_or(last, |word| word.span.start);
            if text.get(last..start)?.contains("</") {
                break;
            }
            last = end(directive);
        }
        Some(last)
    }

    fn named<'a>(
        &'a self,
        format: &'a Directives,
        text: &'a str,
        steps: &'a [Step],
    ) -> impl Iterator<Item = &'a Directive> {
        let (host, wanted) = parts(steps);
        let hosts = Hosts::of(self, format.0, text);
        self.directives.iter().filter(move |directive| {
            let is_here = host.is_none_or(|host| hosts.host_of(directive, text) == Some(host));
            !directive.opens && is_here && directive.name(format.0, text).as_deref() == Some(wanted)
        })
    }
}

/// The host and the name of a directive.
fn parts(steps: &[Step]) -> (Option<&str>, &str) {
    match steps {
        [Step::Name(name)] => (None, name),
        [_, Step::Entry { is, .. }, Step::Name(name)] => (Some(is), name),
        _ => (None, ""),
    }
}

/// A directive's name as a key spells it.
fn spelled_name(key: &str) -> &str {
    key.rsplit_once("].").map_or(key, |(_, name)| name)
}

/// The module of Apache to which a directive of this name belongs, by the capitals that it begins with.
fn module(name: &str) -> Option<&str> {
    let module = name.get(..name.find(|one: char| one.is_ascii_lowercase())?.checked_sub(1)?)?;
    (module.len() > 1).then_some(module)
}
