//! Settings that are a program: Python, Ruby and PHP.
//!
//! Nothing is run. The text is taken apart into tokens and statements; only a literal that is assigned once, at the top
//! level, counts as a setting, and just its place in the text is changed. A name that is computed, assigned in a block,
//! changed afterwards or assigned twice is refused. A new setting goes to the end of the file, where it counts.
//!
//! A key is the target and then a path into its value. Python: `AUTH_TYPE`, `c.GenericOAuthenticator.client_id`,
//! `OAUTH_PROVIDERS[name=okta].remote_app.client_id`. Ruby: `gitlab_rails.omniauth_enabled`, also spelled
//! `gitlab_rails['omniauth_enabled']`, `gitlab_rails.omniauth_providers[name=openid_connect].args.issuer`, and a lone name
//! for `external_url 'https://…'`. PHP: the path in `$CONFIG`, `user_oidc.soft_auto_provision`.

mod language;
mod lexer;
mod literal;
mod place;
mod quotes;
mod statement;

use std::collections::HashMap;

use self::language::is_word;
use self::place::Walk;
use self::statement::Program;
use super::format::{Format, Row, Task, before_line, line_end, text_leaf, typed_leaf};
use super::key::{self, Step};
use super::map;
use super::near;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;
use super::value::Setting;

pub(super) use self::language::Language;

/// Settings in a programming language.
pub(super) struct Script(pub(super) Language);

impl Format for Script {
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        let shape = || task.shape();
        let program = Program::parse(self.0, text).map_err(RefusalKind::Unreadable)?;
        let target = self.target(&task.steps).ok_or_else(shape)?;
        let php = self.0 == Language::Php;
        let below = if php { &task.steps[..] } else { &task.steps[target.len()..] };
        let line_end = line_end(text);
        let walk = Walk { language: self.0, text, line_end, leaf: &task.leaf };
        let found = program.assignments.iter().find(|assignment| assignment.target == target);
        let mut out = text.to_owned();
        match found {
            Some(assignment) => {
                let mut changes = walk.below(&assignment.value, below).ok_or_else(shape)?;
                changes.sort_by_key(|change| std::cmp::Reverse(change.range.start));
                for change in changes {
                    out.replace_range(change.range, &change.text);
                }
            }
            None if php => return Err(shape()),
            None => {
                let gap = before_line(text);
                let statement = format!("{}{}{line_end}", self.begun(&target), walk.made(below, 0));
                out = self
                    .near_example(text, &target, &statement)
                    .unwrap_or_else(|| [text, gap, &statement].concat());
            }
        }
        Ok(out)
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        let program = Program::parse(self.0, text)?;
        let mut tree = Tree::table([]);
        let mut others: Vec<Tree> =
            program.others.iter().map(|text| Tree::Text((*text).to_owned())).collect();
        let mut known: HashMap<&[String], bool> = HashMap::new();
        for assignment in &program.assignments {
            let unclear = *known
                .entry(&assignment.target)
                .or_insert_with(|| program.unclear(&assignment.target).is_some());
            let value = if unclear { Tree::Reference(String::new()) } else { assignment.value.tree() };
            let steps: Vec<Step> = assignment.target.iter().map(|name| Step::Name(name.clone())).collect();
            if unclear {
                others.push(assignment.value.tree());
            }
            if self.0 == Language::Php {
                tree = value;
            } else {
                tree.put(&steps, value);
            }
        }
        if matches!(tree, Tree::Null) {
            tree = Tree::table([]);
        }
        // No key can have this empty name; the row makes the proof cover every other statement.
        tree.put(&[Step::named("")], Tree::List(others));
        Ok(tree)
    }

    fn comments(&self, text: &str) -> Vec<String> {
        Program::parse(self.0, text)
            .map(|program| program.comments.iter().map(|&comment| comment.to_owned()).collect())
            .unwrap_or_default()
    }

    fn comment_mark(&self) -> Option<&'static str> {
        // PHP's own mark must stand before any comment.
        (self.0 != Language::Php).then_some("#")
    }

    fn empty(&self) -> &'static str {
        if self.0 == Language::Php { "<?php\n$CONFIG = [\n];\n" } else { "" }
    }

    fn steps(&self, key: &str) -> Result<Vec<Step>, RefusalKind> {
        let bad = || RefusalKind::Key { key: key.to_owned() };
        let steps = if self.0 == Language::Ruby {
            key::steps(&key.replace("['", ".\"").replace("']", "\""))?
        } else {
            key::steps(key)?
        };
        let target = self.target(&steps).ok_or_else(bad)?;
        let words = if self.0 == Language::Ruby { &target[..1] } else { &target[..] };
        let fits = self.0 == Language::Php || words.iter().all(|word| is_word(word));
        if fits { Ok(steps) } else { Err(bad()) }
    }

    fn leaf(&self, setting: &Setting, steps: &[Step]) -> Result<Tree, RefusalKind> {
        if self.0 == Language::Ruby && steps.len() == 1 {
            return text_leaf(setting);
        }
        match typed_leaf(setting)? {
            // An empty array of PHP may be a list or a table.
            Tree::List(items) if items.is_empty() && self.0 == Language::Php => Ok(Tree::Null),
            leaf => Ok(leaf),
        }
    }

    fn remove(&self, text: &str, row: &Row) -> Result<String, RefusalKind> {
        let shape = || row.shape();
        let program = Program::parse(self.0, text).map_err(RefusalKind::Unreadable)?;
        let target = self.target(&row.steps).ok_or_else(shape)?;
        let below = if self.0 == Language::Php { &row.steps[..] } else { &row.steps[target.len()..] };
        let found = program.assignments.iter().find(|assignment| assignment.target == target);
        let node = found.and_then(|assignment| place::element(&assignment.value, below));
        node.and_then(|node| map::without(text, node.from..node.span.end)).ok_or_else(shape)
    }

    fn clear(&self, old: &str, task: &Task<'_>) -> Result<(), RefusalKind> {
        let program = Program::parse(self.0, old).map_err(RefusalKind::Unreadable)?;
        let target = self.target(&task.steps).unwrap_or_default();
        match program.unclear(&target) {
            Some(at) => Err(RefusalKind::unclear(&task.setting.key, old, at)),
            None => Ok(()),
        }
    }
}

impl Script {
    /// The names that are assigned, at the start of a key.
    fn target(&self, steps: &[Step]) -> Option<Vec<String>> {
        let count = match (self.0, steps) {
            (Language::Php, _) => return Some(vec!["$CONFIG".to_owned()]),
            (Language::Python, [Step::Name(first), ..]) if first == "c" => 3,
            (Language::Ruby, [_, _, ..]) => 2,
            _ => 1,
        };
        let names = steps.get(..count)?.iter().map(|step| match step {
            Step::Name(name) => Some(name.clone()),
            _ => None,
        });
        names.collect()
    }

    /// The text with a new statement below the comment that shows it, where that is surely between two statements.
    fn near_example(&self, text: &str, target: &[String], statement: &str) -> Option<String> {
        let begun = self.begun(target);
        let begun = begun.trim_end().trim_end_matches('=').trim_end();
        let shows = |said: &str| said.strip_prefix(begun).is_some_and(|rest| rest.starts_with([' ', '=']));
        let (before, after) = text.split_at(near::below_example(text, shows)?);
        let goes_on = ["else", "elif", "elsif", "except", "rescue", "ensure", "finally", "end", "when"];
        let next = after.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let inside = next.is_some_and(|line| goes_on.iter().any(|word| line.starts_with(word)));
        if inside || !near::follows_at_margin(after) || Program::parse(self.0, before).is_err() {
            return None;
        }
        let longer = [before, statement, after].concat();
        let program = Program::parse(self.0, &longer).ok()?;
        program.assignments.iter().any(|one| one.target == target).then_some(longer)
    }

    /// A new assignment up to its value.
    fn begun(&self, target: &[String]) -> String {
        match (self.0, target) {
            (Language::Ruby, [name]) => format!("{name} "),
            (Language::Ruby, [group, name]) => format!("{group}[{}] = ", self.0.quoted(name)),
            _ => format!("{} = ", target.join(".")),
        }
    }
}
