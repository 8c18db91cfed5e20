//! A page of the wizard as lines that can be read out: signs as words, answers and findings numbered, values alone on a line.

use std::collections::BTreeSet;

use super::command;
use super::line::Line;
use crate::base::words;
use crate::config::Sign as DiffSign;
use crate::wizard::page::{Block, Choice, ElseWhere, FieldView, Page, Pair, Sign, ValueView};
use crate::wizard::{FindingView, Kind, Wizard};

/// What explains the wait for a browser that was opened: said when it is asked for, since the sign-in needs none of it.
const ON_DEMAND: [&str; 2] = ["wizard.waiting.ways", "wizard.waiting.error_page"];

/// What is said of a page, from its title to its last line. `tells_all`: also each check that is in order.
pub(super) fn of(page: &Page, wizard: &Wizard, tells_all: bool) -> Vec<Line> {
    let findings = wizard.findings();
    let mut all = Vec::new();
    if !page.title.is_empty() {
        // A sign before a title is for the eye; the title says it in words.
        let title = page.title.as_str();
        let title = match place_of(&findings, title).filter(|_| findings.len() > 1) {
            Some(at) => numbered(at + 1, title),
            None => title.to_owned(),
        };
        all.push(Line::plain(if page.place.is_empty() {
            title
        } else {
            words::fill("plain.title", &[("title", &title), ("place", &page.place)])
        }));
    }
    let kind = wizard.screen().kind();
    let waits = ON_DEMAND.map(words::text);
    let is_left_out = !tells_all && command::explains_more(wizard);
    let is_told =
        |block: &&Block| !is_left_out || !matches!(block, Block::Text(_, text) if waits.contains(text));
    let has_choices = page.body.iter().any(|block| matches!(block, Block::Choice(_)));
    let values = page.body.iter().filter(|block| matches!(block, Block::Value(_))).count();
    let mut counts = Counts {
        kind,
        wizard,
        findings,
        told: BTreeSet::new(),
        choice: 0,
        field: 0,
        value: 0,
        values: if has_choices { 0 } else { values },
        marks: 0,
        // Of the values only what is not in order needs to be heard.
        good: (kind == Kind::Values && !tells_all).then_some(0),
    };
    let is_said_elsewhere = page.else_where == ElseWhere::OtherScreen;
    let aside = if is_said_elsewhere { &[][..] } else { &page.aside };
    for block in in_order(kind, page.body.iter().chain(aside).filter(is_told)) {
        counts.block(block, &mut all);
    }
    if let Some(count) = counts.good.filter(|count| *count > 0) {
        all.push(Line::outcome(words::fill_counted("plain.good_ones", count, &[])));
    }
    all
}

/// The blocks in the order in which they are heard: while the browser is out, first the address at which to sign in.
fn in_order<'a>(kind: Kind, blocks: impl Iterator<Item = &'a Block>) -> Vec<&'a Block> {
    let mut blocks: Vec<&Block> = blocks.collect();
    if kind == Kind::Waiting {
        blocks.sort_by_key(|block| !matches!(block, Block::Value(_)));
    }
    blocks
}

/// Which finding a line tells; where there are several, it can be gone to by its number.
fn place_of(findings: &[FindingView], text: &str) -> Option<usize> {
    findings.iter().position(|one| one.title == text)
}

fn numbered(number: usize, text: &str) -> String {
    words::fill("plain.numbered", &[("number", &number.to_string()), ("text", text)])
}

/// Numbers what can be chosen.
struct Counts<'a> {
    kind: Kind,
    wizard: &'a Wizard,
    findings: Vec<FindingView>,
    /// Those that were told already.
    told: BTreeSet<usize>,
    choice: usize,
    field: usize,
    value: usize,
    values: usize,
    marks: usize,
    /// How many checks that are in order were left out; `None` where each is told.
    good: Option<usize>,
}

impl Counts<'_> {
    fn block(&mut self, block: &Block, all: &mut Vec<Line>) {
        match block {
            Block::Space => all.push(Line::space()),
            Block::Text(_, text) => all.extend(text.lines().map(Line::plain)),
            Block::Under(_, text) => all.push(under(text)),
            Block::Mark { sign, text, right } | Block::Finding { sign, text, right, .. } => {
                self.mark(*sign, text, right, all);
            }
            Block::Choice(choice) => self.choice(choice, all),
            Block::Field(field) => self.field(field, all),
            Block::Value(value) => self.value(value, all),
            // The names of keys mean nothing where no key does anything by itself.
            Block::Pairs(pairs) | Block::Keys(pairs) => {
                all.extend(pairs.iter().filter(|one| one.name.chars().count() > 1).map(pair));
            }
            Block::Drawing { title, lines } => drawing(title, lines, all),
            // A sheet for somebody else is read when it is asked for.
            Block::Lines(_) if self.kind == Kind::Request => {}
            Block::Exact(text) | Block::Lines(text) => all.extend(text.lines().map(Line::outcome)),
            // An empty line that comes or goes changes nothing.
            Block::Diff(lines) => {
                let told =
                    lines.iter().filter(|(sign, text)| *sign == DiffSign::Gap || !text.trim().is_empty());
                all.extend(told.map(|(sign, text)| changed(*sign, text)));
            }
            Block::Code(_) => {}
        }
    }

    fn mark(&mut self, sign: Sign, text: &str, right: &str, all: &mut Vec<Line>) {
        self.marks += 1;
        // The first one sums them up.
        if let Some(count) = self.good.as_mut().filter(|_| sign == Sign::Good && self.marks > 1) {
            *count += 1;
            return;
        }
        // What is said beside a field already is not said again below it.
        let place = place_of(&self.findings, text);
        if place.is_none_or(|at| !self.told.contains(&at)) {
            all.push(self.finding(place, mark(sign, text, beside(sign, right))));
        }
    }

    /// The line of a finding, with its number where there are several.
    fn finding(&mut self, place: Option<usize>, line: Line) -> Line {
        self.told.extend(place);
        match place.filter(|_| self.findings.len() > 1) {
            Some(at) => line.after_number(|text| numbered(at + 1, text)),
            None => line,
        }
    }

    fn choice(&mut self, choice: &Choice, all: &mut Vec<Line>) {
        self.choice += 1;
        let label = match choice.right.as_str() {
            "" => choice.label.clone(),
            right => words::fill("plain.beside", &[("text", &choice.label), ("note", right)]),
        };
        let is_ended = label.ends_with(['.', '?', '!', '”', '…']);
        let brief = numbered(self.choice, &label);
        let text = match choice.about.as_str() {
            "" => label,
            about => {
                let key = if is_ended { "plain.about_ended" } else { "plain.about" };
                words::fill(key, &[("text", &label), ("about", about)])
            }
        };
        all.push(Line::choice(numbered(self.choice, &text), brief));
    }

    /// A field that stands among others says what is in it; alone on its page, the question after it does.
    fn field(&mut self, field: &FieldView, all: &mut Vec<Line>) {
        let text = self.wizard.text_field(&field.name);
        let is_empty = text.is_none_or(crate::wizard::TextField::is_empty);
        if self.kind == Kind::Values {
            self.field += 1;
            let value = match text {
                Some(text) if text.is_secret() && !is_empty && text.is_masked() => {
                    words::text("plain.field.hidden")
                }
                Some(text) if !is_empty => text.text().to_owned(),
                _ => words::text("plain.field.empty"),
            };
            let holds =
                words::fill("plain.field.holds", &[("label", field.label.as_str()), ("value", &value)]);
            // Whoever has just typed it need not hear it again.
            all.push(Line::outcome(numbered(self.field, &holds)).known_as(&field.label));
        } else if is_empty && !field.placeholder.is_empty() {
            all.push(Line::plain(field.placeholder.clone()));
        }
        for (sign, text) in &field.remarks {
            let place = place_of(&self.findings, text);
            all.push(self.finding(place, mark(*sign, text, "")));
        }
    }

    fn value(&mut self, value: &ValueView, all: &mut Vec<Line>) {
        self.value += 1;
        let name = if value.label.is_empty() { value.note.as_str() } else { value.label.as_str() };
        let name = if self.values > 1 { numbered(self.value, name) } else { name.to_owned() };
        if !name.is_empty() {
            all.push(Line::plain(words::fill("plain.value_name", &[("name", name.trim_end())])));
        }
        // Alone on its line, so that it can be copied whole.
        all.push(Line::outcome(value.shown.clone()));
        if !value.label.is_empty() && !value.note.is_empty() {
            all.push(Line::plain(value.note.clone()).indented());
        }
    }
}

fn under(text: &str) -> Line {
    Line::outcome(text).indented()
}

/// What stands at the end of a line, unless the sign's word has told it already.
fn beside(sign: Sign, right: &str) -> &str {
    let told = match sign {
        Sign::Good => words::text("checks.status.pass"),
        Sign::Bad => words::text("checks.status.fail"),
        _ => return right,
    };
    if right == told { "" } else { right }
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
        Sign::Under => return under(text),
    };
    // What stands at the end of a busy line is a clock that runs.
    let seen = match right {
        _ if sign == Sign::Busy || right.is_empty() => text.to_owned(),
        right => {
            let key = if text.ends_with('.') { "plain.seen_ended" } else { "plain.seen" };
            words::fill(key, &[("text", text), ("seen", right)])
        }
    };
    let said = words::fill(&format!("plain.sign.{word}"), &[("text", &seen)]);
    let line = if sign == Sign::Busy { Line::busy(said) } else { Line::outcome(said) };
    line.known_as(text)
}

fn pair(pair: &Pair) -> Line {
    let text = words::fill("plain.pair", &[("name", &pair.name), ("value", &pair.value)]);
    Line::outcome(match pair.note.as_str() {
        "" => text,
        note => words::fill("plain.beside", &[("text", &text), ("note", note)]),
    })
}

/// Of a drawing only what is marked in it: where to click or what to fill in.
fn drawing(title: &str, lines: &[String], all: &mut Vec<Line>) {
    let marked = lines.iter().filter_map(|line| line.strip_prefix('▸')).map(str::trim);
    let places = marked.filter(|one| !one.is_empty()).map(str::to_owned);
    let joined =
        places.reduce(|first, next| words::fill("plain.places", &[("first", &first), ("next", &next)]));
    if let Some(places) = joined {
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
    Line::outcome(words::fill(key, &[("line", text)]).trim_end())
}

/// What awaits with the application that was chosen from the list.
pub(super) fn described(page: &Page, wizard: &Wizard) -> Vec<Line> {
    let chosen = page.body.iter().find_map(|block| match block {
        Block::Choice(choice) if choice.focused => Some(choice.label.clone()),
        _ => None,
    });
    let chosen_app = Page { title: chosen.unwrap_or_default(), body: page.aside.clone(), ..Page::default() };
    of(&chosen_app, wizard, true)
}
