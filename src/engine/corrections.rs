//! Setting the application's own file right: what each finding says of one place in it, as one plan of exactly those lines.

use std::path::PathBuf;

use super::Setup;
use super::change::{Planned, Target, Writing};
use super::configured::PrivateNames;
use super::connection::SecretSource;
use super::effect::Effect;
use super::format::editor_for;
use crate::apps::guide::{Format, KeyType};
use crate::apps::role::Role;
use crate::apps::template::Template;
use crate::base::Secret;
use crate::config::{self, Document, Opened, Rename, Setting, Stands, Value};
use crate::diagnosis::Status;
use crate::diagnosis::as_configured::{Correction, Stated};

impl Setup {
    /// Whether the application's own file was set right, and nothing was written or brought back since.
    pub fn is_set_right(&self) -> bool {
        self.batch.corrections.is_some() && matches!(self.writing, Writing::Written(..))
    }

    /// What of the application's own file can be set right there, by what was found; each place once.
    pub fn corrections(&self) -> Vec<Correction> {
        let checks = self.diagnosis().checks.iter().filter(|check| check.status != Status::Pass);
        let found = checks.filter_map(|check| check.finding.as_ref()?.correction.as_deref());
        let file = self.configured.as_ref().map(|used| used.file.as_str());
        let mut all: Vec<Correction> = Vec::new();
        for one in found.filter(|one| Some(one.at().file.as_str()) == file) {
            let same = all
                .iter_mut()
                .find(|known| known.at().way == one.at().way && known.at().line == one.at().line);
            match (same, one) {
                (Some(Correction::Scopes { missing, .. }), Correction::Scopes { missing: more, .. }) => {
                    missing.extend(
                        more.iter().filter(|scope| !missing.contains(scope)).cloned().collect::<Vec<_>>(),
                    );
                }
                (Some(_), _) => {}
                (None, one) => all.push(one.clone()),
            }
        }
        // A key that is only misspelled is there once it has its name.
        let named: Vec<String> = all.iter().filter_map(new_way).collect();
        all.retain(|one| one.at().line.is_some() || !named.contains(&one.at().way));
        all
    }

    pub(super) fn plan_corrections(
        &mut self,
        format: &str,
        path: PathBuf,
        corrections: Vec<Correction>,
        out: &mut Vec<Effect>,
    ) {
        if self.is_changing_files() || corrections.is_empty() {
            return;
        }
        self.begin_batch(Target { format: format.to_owned(), path }, Vec::new(), out);
        self.batch.corrections = Some(corrections);
    }

    /// The file was read: what will stand there, or why it is left alone.
    pub(super) fn corrected(
        &self,
        target: &Target,
        old: Secret,
        corrections: &[Correction],
    ) -> Option<Result<Planned, config::Refusal>> {
        let opened = Opened::new(old.clone());
        let format = self.guide.formats.iter().find(|one| one.id == target.format);
        let format = format?;
        let editor = editor_for(format, &opened)?;
        let refused = |why| config::Refusal { why, snippet: Secret::default() };
        let sealed = config::seal(old.reveal()).map(|seal| {
            let path = target.path.display().to_string();
            refused(config::RefusalKind::Sealed { seal, path })
        });
        let plan = sealed
            .map_or_else(
                || {
                    Document::open(editor, old.reveal())
                        .map_err(config::RefusalKind::Unreadable)
                        .map_err(refused)
                },
                Err,
            )
            .and_then(|document| {
                let (settings, renames) = self.changes(&document, format, corrections);
                let hide = others_secrets(old.reveal(), &PrivateNames::of(format));
                let mut plan = document.correct(&settings, &renames)?;
                if corrections.iter().any(|one| matches!(one, Correction::NoByteOrderMark(_))) {
                    plan.text = Secret::new(config::bare(plan.text.reveal()));
                    plan.unchanged = plan.text == old;
                }
                Ok((plan, hide))
            });
        let (plan, hide) = match plan {
            Ok(plan) => plan,
            Err(refusal) => return Some(Err(refusal)),
        };
        let hide: Vec<Secret> = plan.hide.iter().cloned().chain(hide).chain(self.secret.clone()).collect();
        let difference = config::difference(Some(old.reveal()), plan.text.reveal(), &hide);
        let notes = plan.notes.iter().map(config::Note::message).collect();
        let lives_here = matches!(&self.connection.secret, SecretSource::Configuration { path, .. } if *path == target.path);
        let (unchanged, also) = (plan.unchanged, Vec::new());
        Some(Ok(Planned {
            target: target.clone(),
            old: Some(old),
            new: plan.text,
            difference,
            notes,
            unchanged,
            holds_secret: lives_here,
            also,
        }))
    }

    /// The corrections as changes of what stands in the document.
    fn changes(
        &self,
        document: &Document<'_>,
        format: &Format<Template>,
        corrections: &[Correction],
    ) -> (Vec<Setting>, Vec<Rename>) {
        let (mut settings, mut renames) = (Vec::new(), Vec::new());
        for one in corrections {
            match one {
                Correction::Text(at, text) => settings.push(Setting::new(&at.way, typed(document, at, text))),
                Correction::Scopes { at, sent, missing } => {
                    let value = self.scopes_with(document, format, at, sent, missing);
                    settings.push(Setting::new(&at.way, value));
                }
                Correction::NoByteOrderMark(_) => {}
                Correction::Name { at, from, to } => {
                    renames.push(Rename { key: at.way.clone(), from: from.clone(), to: to.clone() });
                }
            }
        }
        (settings, renames)
    }

    /// The scopes in the form that the file has, or else the guide.
    fn scopes_with(
        &self,
        document: &Document<'_>,
        format: &Format<Template>,
        at: &Stated,
        sent: &[String],
        missing: &[String],
    ) -> Value {
        // By the standard's own order, OpenID Connect Core §3.1.2.1, `openid` is named first.
        let (first, last): (Vec<&String>, Vec<&String>) =
            missing.iter().partition(|scope| *scope == "openid");
        let all = |there: Vec<String>| -> Vec<String> {
            let whole = first.iter().copied().cloned().chain(there).chain(last.iter().copied().cloned());
            whole.collect()
        };
        let key = format.keys().iter().find(|key| self.guide.role(key) == Role::Scopes);
        let usual = key.and_then(|key| match &key.kind {
            KeyType::List { separator } => Some(separator.clone()),
            _ => None,
        });
        match document.get(&at.way) {
            Some(Stands::Here(Value::List { items, .. })) => {
                Value::List { items: all(items), separator: None }
            }
            Some(Stands::Here(value)) => {
                let text = value.as_text().unwrap_or_default();
                let between = match usual.flatten() {
                    _ if missing.is_empty() => " ".to_owned(),
                    _ if text.contains(", ") => ", ".to_owned(),
                    _ if text.contains(',') => ",".to_owned(),
                    _ if text.contains('+') => "+".to_owned(),
                    Some(usual) if !text.trim().contains(' ') => usual,
                    _ => " ".to_owned(),
                };
                let there = text.split([' ', ',', '+']).filter(|scope| !scope.is_empty());
                Value::Text(all(there.map(str::to_owned).collect()).join(&between))
            }
            Some(Stands::Elsewhere { .. }) | None => match usual {
                Some(separator) => Value::List { items: all(sent.to_vec()), separator },
                None => Value::Text(all(sent.to_vec()).join(" ")),
            },
        }
    }
}

/// A text as the kind of value that stands there, or that the place usually has.
fn typed(document: &Document<'_>, at: &Stated, text: &str) -> Value {
    let plain = || Value::Text(text.to_owned());
    let flag = match text.to_lowercase().as_str() {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => None,
    };
    match document.get(&at.way) {
        Some(Stands::Here(Value::Bool(_))) => flag.unwrap_or_else(plain),
        Some(Stands::Here(Value::Number(_))) => text.parse().map_or_else(|_| plain(), Value::Number),
        Some(Stands::Here(Value::List { separator, .. })) => {
            Value::List { items: vec![text.to_owned()], separator }
        }
        Some(_) => plain(),
        // An environment variable is text, whatever it says.
        None if is_variable(&at.way) => plain(),
        None => flag.unwrap_or_else(plain),
    }
}

fn is_variable(way: &str) -> bool {
    let name = way.strip_suffix("].value").unwrap_or(way).rsplit(['.', '=']).next().unwrap_or(way);
    name.contains('_')
        && name.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit() || one == '_')
}

/// The key after it got its name.
fn new_way(correction: &Correction) -> Option<String> {
    let Correction::Name { at, from, to } = correction else { return None };
    let place = at.way.rfind(from.as_str())?;
    Some([&at.way[..place], to, &at.way[place + from.len()..]].concat())
}

/// Everything in a text that sounds as if it were nobody else's business: it may stand beside a line that changes.
fn others_secrets(text: &str, private: &PrivateNames) -> Vec<Secret> {
    // What is short is no secret, and its letters stand in other words.
    const SHORTEST: usize = 8;
    let value = |line: &str| {
        let line = ["- ", "export "]
            .iter()
            .fold(line.trim_start(), |line, sign| line.strip_prefix(sign).unwrap_or(line));
        // A directive is parted from its value by a blank.
        let (name, value) = line.split_once(['=', ':', ' '])?;
        let name = name.trim_matches(['"', '\'']);
        let value = value.trim_matches(['=', ':', ' ', '\t', '"', '\'', ',', ';']);
        (private.hold(name) && value.len() >= SHORTEST).then(|| Secret::new(value))
    };
    text.lines().filter_map(value).collect()
}

#[cfg(test)]
mod tests;
