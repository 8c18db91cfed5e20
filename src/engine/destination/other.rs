//! What a file is besides the format that was chosen: another format of the guide, a text with a program in it, a row of objects.

use std::path::Path;

use super::super::Setup;
use super::super::effect::Gathered;
use super::super::format::{self, Source};
use super::super::intent::Field;
use super::super::reference::Consent;
use crate::apps::Format;
use crate::base::Secret;
use crate::config::{self, Document, Editor, Known, Opened, Plan, Refusal, Setting, Stands, Value};

impl Setup {
    /// The format by which a file tells its connection already, where that is not the one that was chosen: a second connection
    /// beside it would be read by nobody, or keep the application from starting.
    pub(in crate::engine) fn read_as(
        &self,
        chosen: &Format,
        path: &Path,
        opened: &Opened,
    ) -> Option<&Format> {
        let (gathered, consent) = (Gathered::default(), Consent::default());
        let source =
            Source { path, opened, gathered: &gathered, consent: &consent, entry: self.entry.as_deref() };
        let read = |id: &str| {
            let template = self.guide.formats.iter().find(|one| one.id == id)?;
            format::adopt(&self.guide, template, source).ok().filter(|adopted| adopted.is_placed)
        };
        let tells = |id: &str, all: bool| {
            read(id).is_some_and(|adopted| {
                let (issuer, client) = (adopted.tells(&Field::Issuer), adopted.tells(&Field::ClientId));
                if all { issuer && client } else { issuer || client || adopted.tells(&Field::Secret) }
            })
        };
        if tells(&chosen.id, false) {
            return None;
        }
        let others = self.resolved.formats.iter().filter(|one| one.id != chosen.id && one.reader().is_some());
        others.into_iter().find(|one| tells(&one.id, true))
    }

    /// The plan for a program that stands in a file as a block of lines; `None` where there is no such block, or more than one.
    pub(super) fn planned_within(
        &self,
        resolved: &Format,
        path: &Path,
        editor: Editor,
        opened: &Opened,
    ) -> Option<Result<Plan, Refusal>> {
        let text = opened.text();
        let keys: Vec<String> = resolved.keys().iter().map(|key| key.key.clone()).collect();
        let is_own = |block: &Block| {
            let inner = Document::open(editor, &block.inner);
            inner.is_ok_and(|inner| !inner.places(&keys).is_empty())
        };
        let mut blocks = blocks(text).into_iter().filter(is_own);
        let (block, None) = (blocks.next()?, blocks.next()) else { return None };
        let plan = match self.planned_over(resolved, path, &Secret::from(block.inner.as_str())) {
            Ok(plan) => plan,
            refused => return Some(refused),
        };
        let new = block.put_back(text, plan.text.reveal());
        // Compose takes a dollar sign for the beginning of a variable.
        let signs = |text: &str| text.matches('$').count();
        let is_read =
            Document::open(Editor::Yaml, &new).is_ok() && signs(&block.inner) == signs(plan.text.reveal());
        let text = Secret::new(new);
        is_read.then(|| Ok(Plan { text, ..plan }))
    }

    /// The text with one object more, where none of those that are there is the one that is written.
    pub(super) fn beside_objects(
        &self,
        resolved: &Format,
        document: &Document<'_>,
        settings: &[Setting],
        old: &Secret,
    ) -> Option<Plan> {
        let keys: Vec<String> = settings.iter().map(|setting| setting.key.clone()).collect();
        let known = Known { called: &format::called(&self.guide), keys: &keys, of_chart: false };
        let [room] = document.rooms(known).try_into().ok()?;
        let place = document.at(&room);
        if keys.iter().any(|key| place.get(key).is_some()) {
            return None;
        }
        let (before, after) = (old.reveal(), resolved.whole_text()?);
        let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
        let text = Secret::new([before, gap, "---\n", after.reveal().trim_start_matches('\n')].concat());
        let is_read = Document::open(Editor::Manifest, text.reveal()).is_ok();
        is_read.then(|| Plan { text, unchanged: false, ..Plan::unchanged(old) })
    }

    /// Whether an address of another provider stands in the place of this one's, a part of it filled in: half a provider is none.
    pub(super) fn is_filled_address(&self, setting: &Setting, stands: &Stands) -> bool {
        let own = self.connection.issuer.as_deref().unwrap_or_default();
        let is_own = matches!(&setting.value, Value::Text(text) if !own.is_empty() && text.starts_with(own));
        match stands {
            // A text of Python in which something is filled in.
            Stands::Elsewhere { names, .. } if names.starts_with('{') => is_own,
            Stands::Elsewhere { pieces, .. } => {
                let is_address = |piece: &config::Piece| matches!(piece, config::Piece::Text(text) if text.reveal().contains("://"));
                is_own && pieces.iter().any(is_address)
            }
            Stands::Here(value) => {
                let text = value.as_text().unwrap_or_default();
                is_own && text.starts_with("http") && config::lead::of_text(&text).is_some()
            }
        }
    }
}

/// A text of several lines in a file of YAML.
struct Block {
    /// The lines that it is, counted from 0.
    lines: std::ops::Range<usize>,
    /// What stands before each of them.
    margin: String,
    /// The text without that.
    inner: String,
}

/// The texts that stand in a file of YAML with all their line ends.
fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_blank = |line: &str| line.trim().is_empty();
    let mut all = Vec::new();
    for (at, head) in lines.iter().enumerate() {
        let head_end = head.trim_end();
        if ![": |", ": |-", ": |+"].iter().any(|sign| head_end.ends_with(sign)) {
            continue;
        }
        let below = lines[at + 1..].iter().take_while(|line| is_blank(line) || indent(line) > indent(head));
        let mut end = at + 1 + below.count();
        while end > at + 1 && is_blank(lines[end - 1]) {
            end -= 1;
        }
        let Some(first) = lines[at + 1..end].iter().find(|line| !is_blank(line)) else { continue };
        let margin = first[..indent(first)].to_owned();
        let bare = |line: &&str| line.strip_prefix(margin.as_str()).unwrap_or(line.trim_start()).to_owned();
        let inner: Vec<String> = lines[at + 1..end].iter().map(bare).collect();
        all.push(Block { lines: at + 1..end, margin, inner: inner.concat() });
    }
    all
}

impl Block {
    /// The file with another text in the place of this one.
    fn put_back(&self, text: &str, inner: &str) -> String {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let indented = inner.split_inclusive('\n').map(|line| {
            if line.trim().is_empty() { line.to_owned() } else { [self.margin.as_str(), line].concat() }
        });
        let before = lines[..self.lines.start].iter().map(|line| (*line).to_owned());
        let after = lines[self.lines.end..].iter().map(|line| (*line).to_owned());
        before.chain(indented).chain(after).collect()
    }
}
