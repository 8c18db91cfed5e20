//! A page of the wizard as lines: numbered answers, signs as words, every value alone on its line so that it can be copied.
//!
//! It knows pages, not terminals: nothing is placed, coloured or cut, and no line is broken; the terminal, a braille display
//! or a screen reader does that as its person wants it.

use crate::base::words;
use crate::config::Sign as DiffSign;
use crate::wizard::page::{Block, Choice, ElseWhere, FieldView, Page, Pair, Sign, ValueView};
use crate::wizard::{Kind, Wizard};

/// A line, and whether it tells how something came out: such lines are told again when it was tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What is said.
    pub(super) text: String,
    /// By what it is known, so that it is not said twice.
    pub(super) key: String,
    /// Whether it tells an outcome.
    pub(super) is_outcome: bool,
    /// Whether it tells that something is going on.
    pub(super) is_busy: bool,
}

impl Line {
    /// A line that explains.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { key: text.clone(), text, is_outcome: false, is_busy: false }
    }

    fn outcome(text: impl Into<String>) -> Self {
        Self { is_outcome: true, ..Self::plain(text) }
    }

    /// An empty line.
    pub(super) fn space() -> Self {
        Self::plain(String::new())
    }
}

/// What is said of a page, from its title to its last line.
pub(super) fn of(page: &Page, wizard: &Wizard) -> Vec<Line> {
    let mut all = Vec::new();
    if !page.title.is_empty() {
        // A sign before a title is for the eye; the title says it in words.
        let title = if page.place.is_empty() {
            page.title.clone()
        } else {
            words::fill("plain.title", &[("title", &page.title), ("place", &page.place)])
        };
        all.push(Line::plain(title));
    }
    let kind = wizard.screen().kind();
    let numbers =
        if page.body.iter().any(|block| matches!(block, Block::Choice(_))) { 0 } else { values(page) };
    let mut counts = Counts { kind, wizard, choice: 0, value: 0, values: numbers };
    let is_said_elsewhere = page.else_where == ElseWhere::OtherScreen;
    let aside = if is_said_elsewhere { &[][..] } else { &page.aside };
    for block in page.body.iter().chain(aside) {
        counts.block(block, &mut all);
    }
    all
}

fn values(page: &Page) -> usize {
    page.body.iter().filter(|block| matches!(block, Block::Value(_))).count()
}

/// Numbers what can be chosen.
struct Counts<'a> {
    kind: Kind,
    wizard: &'a Wizard,
    choice: usize,
    value: usize,
    values: usize,
}

impl Counts<'_> {
    fn block(&mut self, block: &Block, all: &mut Vec<Line>) {
        match block {
            Block::Space => all.push(Line::space()),
            Block::Text(_, text) => all.extend(text.lines().map(Line::plain)),
            Block::Under(_, text) => all.push(Line::outcome(format!("  {text}"))),
            Block::Mark { sign, text, right } | Block::Finding { sign, text, right, .. } => {
                all.push(mark(*sign, text, beside(*sign, right)));
            }
            Block::Choice(choice) => self.choice(choice, all),
            Block::Field(field) => self.field(field, all),
            Block::Value(value) => self.value(value, all),
            // The names of keys mean nothing where no key does anything by itself.
            Block::Pairs(pairs) | Block::Keys(pairs) => {
                all.extend(pairs.iter().filter(|one| one.name.chars().count() > 1).map(pair));
            }
            Block::Drawing { title, lines } => drawing(title, lines, all),
            Block::Exact(text) | Block::Lines(text) => all.extend(text.lines().map(Line::outcome)),
            Block::Diff(lines) => all.extend(lines.iter().map(|(sign, text)| changed(*sign, text))),
            Block::Code(_) => {}
        }
    }

    fn choice(&mut self, choice: &Choice, all: &mut Vec<Line>) {
        self.choice += 1;
        let mut line = format!("{}. {}", self.choice, choice.label);
        if !choice.right.is_empty() {
            line = format!("{line} ({})", choice.right);
        }
        if !choice.about.is_empty() {
            let stop = if line.ends_with(['.', '?', '!', '”', '…']) { "" } else { "." };
            line = format!("{line}{stop} {}", choice.about);
        }
        all.push(Line::plain(line));
    }

    /// A field that stands among others says what is in it; alone on its page, the question after it does.
    fn field(&self, field: &FieldView, all: &mut Vec<Line>) {
        let text = self.wizard.text_field(&field.name);
        let is_empty = text.is_none_or(crate::wizard::TextField::is_empty);
        if self.kind == Kind::Values {
            let value = match text {
                Some(text) if text.is_secret() && !is_empty && text.is_masked() => {
                    words::text("plain.field.hidden")
                }
                Some(text) if !is_empty => text.text().to_owned(),
                _ => words::text("plain.field.empty"),
            };
            let values = [("label", field.label.as_str()), ("value", &value)];
            all.push(Line::outcome(words::fill("plain.field.holds", &values)));
        } else if is_empty && !field.placeholder.is_empty() {
            all.push(Line::plain(field.placeholder.clone()));
        }
        all.extend(field.remarks.iter().map(|(sign, text)| mark(*sign, text, "")));
    }

    fn value(&mut self, value: &ValueView, all: &mut Vec<Line>) {
        self.value += 1;
        let number = if self.values > 1 { format!("{}. ", self.value) } else { String::new() };
        let name = if value.label.is_empty() { value.note.as_str() } else { value.label.as_str() };
        if !name.is_empty() || !number.is_empty() {
            all.push(Line::plain(format!("{number}{name}:")));
        }
        // Alone on its line, so that it can be copied whole.
        all.push(Line::outcome(value.shown.clone()));
        if !value.label.is_empty() && !value.note.is_empty() {
            all.push(Line::plain(format!("  {}", value.note)));
        }
    }
}

/// What stands at the end of a line without the outcome that the sign's word has told already: how long it took.
fn beside(sign: Sign, right: &str) -> &str {
    let told = match sign {
        Sign::Good => words::text("checks.status.pass"),
        Sign::Bad => words::text("checks.status.fail"),
        _ => return right,
    };
    match right.strip_prefix(told.as_str()) {
        Some(rest) if rest.is_empty() || rest.starts_with(", ") => rest.trim_start_matches(", "),
        _ => right,
    }
}

/// A sign as its word; what belongs to the line above is only indented.
fn mark(sign: Sign, text: &str, right: &str) -> Line {
    let word = match sign {
        Sign::Good => "good",
        Sign::Bad => "bad",
        Sign::Caution => "caution",
        Sign::Open => "open",
        Sign::Busy => "busy",
        Sign::Note => "note",
        Sign::Mended => "mended",
        Sign::Blank => "blank",
        Sign::Under => return Line::outcome(format!("  {text}")),
    };
    let is_busy = sign == Sign::Busy;
    // What stands at the end of a busy line is a clock that runs.
    let text_seen = match right {
        _ if is_busy || right.is_empty() => text.to_owned(),
        right => words::fill("plain.seen", &[("text", text), ("seen", right)]),
    };
    let said = words::fill(&format!("plain.sign.{word}"), &[("text", &text_seen)]);
    Line { text: said, key: text.to_owned(), is_outcome: true, is_busy }
}

fn pair(pair: &Pair) -> Line {
    let text = format!("{}: {}", pair.name, pair.value);
    Line::outcome(if pair.note.is_empty() { text } else { format!("{text} ({})", pair.note) })
}

/// Of a drawing only what is marked in it: where to click or what to fill in.
fn drawing(title: &str, lines: &[String], all: &mut Vec<Line>) {
    let marked: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix('▸'))
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .collect();
    if !marked.is_empty() {
        let places = marked.join("; ");
        all.push(Line::plain(words::fill("plain.drawing", &[("page", title), ("places", &places)])));
    }
}

fn changed(sign: DiffSign, text: &str) -> Line {
    let key = match sign {
        DiffSign::Same => "plain.difference.same",
        DiffSign::Removed => "plain.difference.removed",
        DiffSign::Added => "plain.difference.added",
        DiffSign::Gap => "plain.difference.gap",
    };
    Line::outcome(words::fill(key, &[("line", text)]))
}

/// What awaits with the application that was chosen from the list.
pub(super) fn described(page: &Page, wizard: &Wizard) -> Vec<Line> {
    let chosen = page.body.iter().find_map(|block| match block {
        Block::Choice(choice) if choice.focused => Some(choice.label.clone()),
        _ => None,
    });
    let chosen_app = Page { title: chosen.unwrap_or_default(), body: page.aside.clone(), ..Page::default() };
    of(&chosen_app, wizard)
}
