//! Every step of a document in one row, by name: a key is looked for from its last name upwards, wherever it stands.
//!
//! What stands in a text is in it too: a list of `NAME=value`, the flags of a command, JSON or YAML in a text.

use indexmap::IndexMap;

use super::index::Index;
use super::pattern::{Part, Pattern, VALUE, is_dotted, significant};
use super::text::{fields, is_name, spelled, structure};
use super::word::{Names, Word};
use crate::config::editor::Editor;
use crate::config::key::{INSIDE, Step};
use crate::config::tree::{Rows, Tree};

/// A step of a document.
#[derive(Debug, Clone)]
struct Node {
    parent: Option<usize>,
    step: Step,
    /// What stands there, where it is not in the document's tree but in one of its texts.
    value: Option<Box<Tree>>,
    /// The texts of an entry of a list, by which it is told apart.
    fields: Vec<(String, String)>,
}

/// The steps of a document.
#[derive(Debug, Clone, Default)]
pub(in crate::config) struct Outline {
    nodes: Vec<Node>,
    /// Where each last piece of a name stands.
    named: Index,
    /// The entries of lists by each of their texts.
    told: Index,
    /// Whether names are taken apart at their dots.
    dotted: bool,
    /// Whether tables are blocks, of which several may have one name.
    blocks: bool,
}

/// Where a key was found.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// What stands before the key.
    pub(super) prefix: Vec<Step>,
    /// The names that the file has chosen.
    pub(super) names: Names,
    /// The whole way to it.
    pub(super) steps: Vec<Step>,
    node: usize,
}

/// So deep do texts stand in texts that are looked into, and so long may one be.
const TEXTS: usize = 3;
const LONGEST: usize = 1 << 20;

/// The key of the tables that are merged into one, <https://yaml.org/type/merge.html>.
const MERGE: &str = "<<";

/// The tables that are merged into one.
fn all_merged(more: &Tree) -> Vec<&Rows> {
    match more {
        Tree::List(all) => all.iter().flat_map(all_merged).collect(),
        Tree::Table(rows) => vec![rows],
        _ => Vec::new(),
    }
}

impl Outline {
    pub(super) fn of(tree: &Tree, editor: Editor) -> Self {
        let blocks = editor == Editor::Hcl;
        let mut outline = Self { dotted: is_dotted(editor), blocks, ..Self::default() };
        // A large file has very many, and they are not to be moved again and again.
        outline.nodes.reserve(tree.count());
        outline.add(tree, None, false, TEXTS);
        outline
    }

    /// The last piece of a name.
    fn last<'n>(&self, name: &'n str) -> &'n str {
        if self.dotted { name.rsplit('.').next().unwrap_or(name) } else { name }
    }

    fn node(&mut self, parent: Option<usize>, step: Step, value: Option<Tree>) -> usize {
        let at = self.nodes.len();
        if let Step::Name(name) = &step {
            self.named.add(self.last(name), at);
        }
        self.nodes.push(Node { parent, step, value: value.map(Box::new), fields: Vec::new() });
        at
    }

    /// Notes the texts by which an entry of a list is told apart.
    fn tell(&mut self, node: usize, fields: Vec<(String, String)>) {
        for (_, text) in &fields {
            self.told.add(text, node);
        }
        self.nodes[node].fields = fields;
    }

    /// Adds what is below a value; `kept`: whether it stands in a text, so that the tree does not have it.
    fn add(&mut self, tree: &Tree, parent: Option<usize>, kept: bool, texts: usize) {
        let value = |inner: &Tree| kept.then(|| inner.clone());
        match tree {
            Tree::Table(rows) => {
                // What a table has by those that are merged into it stands in it too.
                let merged = rows.get(MERGE).map(|more| all_merged(more)).unwrap_or_default();
                let merged = merged.into_iter().flatten().filter(|(name, _)| !rows.contains_key(*name));
                let own = rows.iter().filter(|(name, _)| !name.is_empty() && *name != MERGE);
                for (name, inner) in own.chain(merged) {
                    let node = self.node(parent, Step::Name(name.clone()), value(inner));
                    self.add(inner, Some(node), kept, texts);
                }
            }
            Tree::List(items) => {
                for (at, inner) in items.iter().enumerate() {
                    let node = self.node(parent, Step::At(at), value(inner));
                    self.tell(node, fields(inner));
                    self.add(inner, Some(node), kept, texts);
                }
                self.words(items.iter().filter_map(spelled), parent, kept);
            }
            Tree::Text(text) | Tree::Reference(text) if texts > 0 && text.len() <= LONGEST => {
                if let Some(inner) = structure(text) {
                    self.add(&inner, parent, true, texts - 1);
                } else if text.starts_with("--") || text.contains(" --") {
                    let words = text.split_whitespace().map(|word| word.trim_matches(['"', '\'', '\\']));
                    self.words(words.map(|word| (word, matches!(tree, Tree::Reference(_)))), parent, true);
                }
            }
            _ => {}
        }
    }

    /// Adds words that give names to values: `NAME=value`, `--flag=value`, `--flag value`. A flag that is given again is a list.
    /// With each word comes whether something in it is filled in.
    fn words<'t>(&mut self, words: impl Iterator<Item = (&'t str, bool)>, parent: Option<usize>, kept: bool) {
        let is_environment = parent.is_some_and(|at| self.nodes[at].step == Step::named("environment"));
        let leaf = |text: &str, filled: bool| {
            if filled && text.contains('$') {
                Tree::Reference(text.to_owned())
            } else {
                Tree::Text(text.to_owned())
            }
        };
        let mut words = words.peekable();
        let mut found: IndexMap<&str, Vec<Tree>> = IndexMap::new();
        while let Some((word, filled)) = words.next() {
            match word.split_once('=') {
                Some((name, value)) if is_name(name) => {
                    found.entry(name).or_default().push(leaf(value, filled));
                }
                None if word.starts_with("--") && is_name(word) => {
                    let next = words.next_if(|(next, _)| !next.starts_with('-'));
                    let value = next.map_or(Tree::Bool(true), |(value, filled)| leaf(value, filled));
                    found.entry(word).or_default().push(value);
                }
                None if is_environment && is_name(word) => {
                    found.entry(word).or_default().push(Tree::Reference(word.to_owned()));
                }
                _ => {}
            }
        }
        for (name, mut values) in found {
            let several = name.starts_with("--") && values.len() > 1;
            let last = values.pop().unwrap_or(Tree::Null);
            let value = if several { Tree::List(values.into_iter().chain([last]).collect()) } else { last };
            // The tree itself knows what a list of the environment says.
            let value = (kept || !is_environment).then_some(value);
            self.node(parent, Step::named(name), value);
        }
    }

    /// Every place of a key.
    pub(super) fn find(&self, pattern: &Pattern) -> Vec<Hit> {
        let names = |part: &Part| matches!(part, Part::Name(_));
        let Some(anchor) = pattern.iter().rposition(names) else { return Vec::new() };
        let Part::Name(word) = &pattern[anchor] else { return Vec::new() };
        // Of names like `value` a file may have very many, so that what is above them is looked for.
        let nodes: Box<dyn Iterator<Item = usize>> = match anchor.checked_sub(1).map(|at| &pattern[at]) {
            Some(Part::Entry { is, .. }) if is.fixed().is_some() => Box::new(
                is.fixed().into_iter().flat_map(|is| self.told_by(is)).flat_map(|at| self.children(at, word)),
            ),
            Some(Part::Name(above)) if word.fixed() == Some(VALUE) => {
                Box::new(self.called(above).flat_map(|at| self.children(at, word)))
            }
            _ => self.called(word),
        };
        let hits = nodes.filter_map(|node| self.climb(&pattern[..=anchor], node));
        hits.filter_map(|hit| self.descend(hit, &pattern[anchor + 1..])).collect()
    }

    /// The entries of lists that say a text.
    fn told_by<'o>(&'o self, is: &'o str) -> impl Iterator<Item = usize> + 'o {
        let is_told = move |at: &usize| self.nodes[*at].fields.iter().any(|(_, text)| text == is);
        self.told.find(is).iter().copied().filter(is_told)
    }

    /// The steps that have this name right below another one.
    fn children<'o>(&'o self, outer: usize, word: &'o Word) -> impl Iterator<Item = usize> + 'o {
        let below = (outer + 1..self.nodes.len()).take_while(move |at| self.is_below(*at, outer));
        let is_child = move |at: &usize| self.nodes[*at].parent == Some(outer);
        below.filter(is_child).filter(|at| match &self.nodes[*at].step {
            Step::Name(name) => word.fits(name.rsplit('.').next().unwrap_or(name), &mut Names::new()),
            _ => false,
        })
    }

    /// The steps that have this name, or end in it.
    fn called<'o>(&'o self, word: &'o Word) -> Box<dyn Iterator<Item = usize> + 'o> {
        let fits = move |at: &usize| match &self.nodes[*at].step {
            Step::Name(name) => word.fits(self.last(name), &mut Names::new()),
            _ => false,
        };
        match word.fixed() {
            Some(name) => Box::new(self.named.find(name).iter().copied().filter(fits)),
            None => Box::new((0..self.nodes.len()).filter(fits)),
        }
    }

    /// Whether the way to a step ends in these parts.
    fn climb(&self, parts: &[Part], node: usize) -> Option<Hit> {
        if self.is_ruled_out(parts, node) {
            return None;
        }
        let mut names = Names::new();
        let mut steps = Vec::new();
        let mut rest = parts;
        let mut at = Some(node);
        while !rest.is_empty() {
            let here = &self.nodes[at?];
            at = here.parent;
            if here.step == Step::named(INSIDE) {
                steps.push(here.step.clone());
                continue;
            }
            // Blocks of the same name make a list that no key speaks of.
            let is_repeated = matches!((&here.step, rest.last()), (Step::At(_), Some(Part::Name(_))));
            if is_repeated && self.blocks && rest.len() < parts.len() {
                steps.push(here.step.clone());
                continue;
            }
            let (step, fewer) = self.taken(here, rest, &mut names)?;
            steps.push(step);
            rest = fewer;
        }
        let mut prefix = Vec::new();
        while let Some(outer) = at {
            prefix.push(self.shown(outer));
            at = self.nodes[outer].parent;
        }
        prefix.reverse();
        steps.extend(prefix.iter().rev().cloned());
        steps.reverse();
        names.sort();
        Some(Hit { prefix, names, steps, node })
    }

    /// Whether the name above a step is certainly another one, which is so of nearly all that have a common name.
    fn is_ruled_out(&self, parts: &[Part], node: usize) -> bool {
        let [.., Part::Name(above), Part::Name(_)] = parts else { return false };
        let Node { parent: Some(parent), step: Step::Name(name), .. } = &self.nodes[node] else {
            return false;
        };
        match &self.nodes[*parent].step {
            Step::Name(outer) if outer != INSIDE && !(self.dotted && name.contains('.')) => {
                !above.fits(self.last(outer), &mut Names::new())
            }
            _ => false,
        }
    }

    /// A step as a person would name it: an entry of a list by its name, where it has one.
    fn shown(&self, node: usize) -> Step {
        let Node { step, fields, .. } = &self.nodes[node];
        let named = fields.iter().find(|(field, _)| field == "name").filter(|_| matches!(step, Step::At(_)));
        named.map_or_else(|| step.clone(), |(field, is)| Step::Entry { field: field.clone(), is: is.clone() })
    }

    /// A step of the document as the last of these parts; with it the parts before.
    fn taken<'p>(&self, here: &Node, parts: &'p [Part], names: &mut Names) -> Option<(Step, &'p [Part])> {
        let (last, before) = parts.split_last()?;
        match (&here.step, last) {
            (Step::Name(name), Part::Name(_)) if self.dotted => {
                let mut rest = parts;
                for piece in name.rsplit('.') {
                    let (Part::Name(word), fewer) = rest.split_last()? else { return None };
                    if !word.fits(piece, names) {
                        return None;
                    }
                    rest = fewer;
                }
                Some((here.step.clone(), rest))
            }
            (Step::Name(name), Part::Name(word)) => {
                word.fits(name, names).then(|| (here.step.clone(), before))
            }
            (Step::Name(head), Part::Command(words)) => {
                let there: Vec<&str> = significant(head).collect();
                let mut fit = |word: &Vec<Word>, text: &str| {
                    let pieces: Vec<&str> = text.split('/').collect();
                    let mut both = word.iter().zip(&pieces);
                    pieces.len() == word.len() && both.all(|(word, piece)| word.fits(piece, names))
                };
                let fits =
                    there.len() == words.len() && words.iter().zip(there).all(|(word, text)| fit(word, text));
                fits.then(|| (here.step.clone(), before))
            }
            (Step::At(_), Part::Entry { field, is }) => {
                let (_, text) = here.fields.iter().find(|(name, _)| name == field)?;
                let step = Step::Entry { field: field.clone(), is: text.clone() };
                is.fits(text, names).then_some((step, before))
            }
            (Step::At(at), Part::At(wanted)) => (at == wanted).then(|| (here.step.clone(), before)),
            (Step::At(at), Part::AnyOf { means, .. }) => {
                names.push((means.clone(), at.to_string()));
                Some((here.step.clone(), before))
            }
            _ => None,
        }
    }

    /// The entry of a list below what was found, where the key goes on to one.
    fn descend(&self, hit: Hit, parts: &[Part]) -> Option<Hit> {
        let Some((Part::At(wanted), rest)) = parts.split_first() else {
            return parts.is_empty().then_some(hit);
        };
        let below = (hit.node + 1..self.nodes.len()).take_while(|at| self.is_below(*at, hit.node));
        let mut entries = below.filter(|at| self.nodes[*at].parent == Some(hit.node));
        let node = entries.find(|at| self.nodes[*at].step == Step::At(*wanted))?;
        let steps = [hit.steps.as_slice(), &[Step::At(*wanted)]].concat();
        self.descend(Hit { steps, node, ..hit }, rest)
    }

    fn is_below(&self, node: usize, outer: usize) -> bool {
        let parents = std::iter::successors(self.nodes[node].parent, |at| self.nodes[*at].parent);
        parents.into_iter().any(|at| at == outer)
    }

    /// The names that are given right below some steps: by the words of a list, and by its entries of names and values.
    pub(super) fn names_in(&self, outer: &[Step]) -> Vec<String> {
        let is_below = |at: usize| {
            let mut next = self.nodes[at].parent;
            for step in outer.iter().rev() {
                let Some(parent) = next.filter(|parent| self.shown(*parent) == *step) else { return false };
                next = self.nodes[parent].parent;
            }
            next.is_none()
        };
        let named = self.nodes.iter().enumerate().filter_map(|(at, node)| match &node.step {
            Step::Name(name) if node.value.is_some() => Some((at, name)),
            Step::At(_) => node.fields.iter().find(|(field, _)| field == "name").map(|(_, name)| (at, name)),
            _ => None,
        });
        named.filter(|(at, _)| !outer.is_empty() && is_below(*at)).map(|(_, name)| name.clone()).collect()
    }

    /// What stands in a text of the document, where that was found there.
    pub(super) fn value(&self, hit: &Hit) -> Option<&Tree> {
        self.nodes[hit.node].value.as_deref()
    }

    /// The way to the text in which that stands, and the way from there.
    pub(super) fn text_around(&self, hit: &Hit) -> Option<(Vec<Step>, Vec<Step>)> {
        let up = |from: usize| std::iter::successors(Some(from), |at| self.nodes[*at].parent);
        let border = up(hit.node).find(|at| self.nodes[*at].value.is_none())?;
        let way = |nodes: Vec<usize>| nodes.iter().rev().map(|at| self.nodes[*at].step.clone()).collect();
        let inner = up(hit.node).take_while(|at| *at != border).collect();
        Some((way(up(border).collect()), way(inner)))
    }
}
