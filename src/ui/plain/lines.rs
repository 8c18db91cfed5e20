//! A page of the wizard as lines that can be read out: signs as words, answers and findings numbered, values alone on a line.

use std::collections::BTreeSet;

use super::command;
use super::line::Line;
use crate::base::words::{Key, Voice, key, say};
use crate::config::Sign as DiffSign;
use crate::wizard::page::{Block, Choice, ElseWhere, FieldView, Page, Pair, Sign, ValueView};
use crate::wizard::screen::Talk;
use crate::wizard::{FindingView, Wizard};

/// What explains the wait for a browser that was opened: said when it is asked for, since the sign-in needs none of it.
const ON_DEMAND: [Key; 2] = [key!("wizard.waiting.ways"), key!("wizard.waiting.error_page")];

/// What is said of a page, from its title to its last line. `tells_all`: also each check that is in order.
pub(super) fn of(page: &Page, wizard: &Wizard, tells_all: bool) -> Vec<Line> {
    let findings = wizard.findings();
    let mut all = Vec::new();
    if !page.title.is_empty() {
        // A sign before a title is for the eye; the title says it in words.
        let title = page.title.as_str();
        let title = match place_of(&findings, title).filter(|_| findings.len() > 1) {
            Some(at) => numbered(wizard.voice(), at + 1, title),
            None => title.to_owned(),
        };
        all.push(Line::plain(if page.place.is_empty() {
            title
        } else {
            say!(wizard, "plain.title", title = title, place = page.place)
        }));
    }
    let talk = wizard.described().talk;
    let waits = ON_DEMAND.map(|key| wizard.text(key));
    let is_left_out = !tells_all && command::explains_more(wizard);
    let is_told =
        |block: &&Block| !is_left_out || !matches!(block, Block::Text(_, text) if waits.contains(text));
    let has_choices = page.body.iter().any(|block| matches!(block, Block::Choice(_)));
    let values = page.body.iter().filter(|block| matches!(block, Block::Value(_))).count();
    let mut counts = Counts {
        talk,
        wizard,
        voice: wizard.voice(),
        findings,
        told: BTreeSet::new(),
        choice: 0,
        field: 0,
        value: 0,
        values: if has_choices { 0 } else { values },
        marks: 0,
        // Of the values only what is not in order needs to be heard.
        good: (talk == Talk::Values && !tells_all).then_some(0),
    };
    let is_said_elsewhere = page.else_where == ElseWhere::OtherScreen;
    let aside = if is_said_elsewhere { &[][..] } else { &page.aside };
    for block in in_order(talk, page.body.iter().chain(aside).filter(is_told)) {
        counts.block(block, &mut all);
    }
    if let Some(count) = counts.good.filter(|count| *count > 0) {
        all.push(Line::outcome(say!(wizard, key!("plain.good_ones").counted(count), count = count)));
    }
    all
}

/// The blocks in the order in which they are heard: while the browser is out, first the address at which to sign in.
fn in_order<'a>(talk: Talk, blocks: impl Iterator<Item = &'a Block>) -> Vec<&'a Block> {
    let mut blocks: Vec<&Block> = blocks.collect();
    if talk == Talk::Wait {
        blocks.sort_by_key(|block| !matches!(block, Block::Value(_)));
    }
    blocks
}

/// Which finding a line tells; where there are several, it can be gone to by its number.
fn place_of(findings: &[FindingView], text: &str) -> Option<usize> {
    findings.iter().position(|one| one.title == text)
}

fn numbered(voice: Voice, number: usize, text: &str) -> String {
    say!(voice, "plain.numbered", number = number, text = text)
}

/// Numbers what can be chosen.
struct Counts<'a> {
    talk: Talk,
    wizard: &'a Wizard,
    voice: Voice,
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
                all.extend(
                    pairs.iter().filter(|one| one.name.chars().count() > 1).map(|one| pair(self.voice, one)),
                );
            }
            Block::Drawing { title, lines } => drawing(self.voice, title, lines, all),
            Block::Exact(text) => all.extend(text.lines().map(Line::outcome)),
            // An empty line that comes or goes changes nothing.
            Block::Diff(lines) => {
                let told =
                    lines.iter().filter(|(sign, text)| *sign == DiffSign::Gap || !text.trim().is_empty());
                all.extend(told.map(|(sign, text)| changed(self.voice, *sign, text)));
            }
            // A sheet for somebody else is read when it is asked for.
            Block::Lines(_) | Block::Code(_) => {}
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
            all.push(self.finding(place, mark(self.voice, sign, text, beside(self.voice, sign, right))));
        }
    }

    /// The line of a finding, with its number where there are several.
    fn finding(&mut self, place: Option<usize>, line: Line) -> Line {
        self.told.extend(place);
        match place.filter(|_| self.findings.len() > 1) {
            Some(at) => line.after_number(|text| numbered(self.voice, at + 1, text)),
            None => line,
        }
    }

    fn choice(&mut self, choice: &Choice, all: &mut Vec<Line>) {
        self.choice += 1;
        let label = match choice.right.as_str() {
            "" => choice.label.clone(),
            right => say!(self.voice, "plain.beside", text = choice.label, note = right),
        };
        let is_ended = label.ends_with(['.', '?', '!', '”', '…']);
        let text = match choice.about.as_str() {
            "" => label,
            about => {
                let key = if is_ended { key!("plain.about_ended") } else { key!("plain.about") };
                say!(self.voice, key, text = label, about = about)
            }
        };
        all.push(Line::choice(numbered(self.voice, self.choice, &text)));
    }

    /// A field that stands among others says what is in it; alone on its page, the question after it does.
    fn field(&mut self, field: &FieldView, all: &mut Vec<Line>) {
        let text = self.wizard.text_field(&field.name);
        let is_empty = text.is_none_or(crate::wizard::TextField::is_empty);
        if self.talk == Talk::Values {
            self.field += 1;
            let value = match text {
                Some(text) if text.is_secret() && !is_empty && text.is_masked() => {
                    say!(self.voice, "plain.field.hidden")
                }
                Some(text) if !is_empty => text.text().to_owned(),
                _ => say!(self.voice, "plain.field.empty"),
            };
            let holds = say!(self.voice, "plain.field.holds", label = field.label, value = value);
            // Whoever has just typed it need not hear it again.
            all.push(Line::outcome(numbered(self.voice, self.field, &holds)).known_as(&field.label));
        } else if is_empty && !field.placeholder.is_empty() {
            all.push(Line::plain(field.placeholder.clone()));
        }
        for (sign, text) in &field.remarks {
            let place = place_of(&self.findings, text);
            all.push(self.finding(place, mark(self.voice, *sign, text, "")));
        }
    }

    fn value(&mut self, value: &ValueView, all: &mut Vec<Line>) {
        self.value += 1;
        let name = if value.label.is_empty() { value.note.as_str() } else { value.label.as_str() };
        let name = if self.values > 1 { numbered(self.voice, self.value, name) } else { name.to_owned() };
        if !name.is_empty() {
            all.push(Line::plain(say!(self.voice, "plain.value_name", name = name.trim_end())));
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
fn beside(voice: Voice, sign: Sign, right: &str) -> &str {
    let told = match sign {
        Sign::Good => say!(voice, "checks.status.pass"),
        Sign::Bad => say!(voice, "checks.status.fail"),
        _ => return right,
    };
    if right == told { "" } else { right }
}

/// A sign as its word; what belongs to the line above is only indented.
fn mark(voice: Voice, sign: Sign, text: &str, right: &str) -> Line {
    let word = match sign {
        Sign::Good => key!("plain.sign.good"),
        Sign::Bad => key!("plain.sign.bad"),
        Sign::Caution => key!("plain.sign.caution"),
        Sign::Open => key!("plain.sign.open"),
        Sign::Busy => key!("plain.sign.busy"),
        Sign::Note => key!("plain.sign.note"),
        Sign::Corrected => key!("plain.sign.corrected"),
        Sign::Blank => key!("plain.sign.blank"),
        Sign::Under => return under(text),
    };
    // What stands at the end of a busy line is a clock that runs.
    let seen = match right {
        _ if sign == Sign::Busy || right.is_empty() => text.to_owned(),
        right => {
            let key = if text.ends_with('.') { key!("plain.seen_ended") } else { key!("plain.seen") };
            say!(voice, key, text = text, seen = right)
        }
    };
    let said = say!(voice, word, text = seen);
    let line = if sign == Sign::Busy { Line::busy(said) } else { Line::outcome(said) };
    line.known_as(text)
}

fn pair(voice: Voice, pair: &Pair) -> Line {
    let text = say!(voice, "plain.pair", name = pair.name, value = pair.value);
    Line::outcome(match pair.note.as_str() {
        "" => text,
        note => say!(voice, "plain.beside", text = text, note = note),
    })
}

/// Of a drawing only what is marked in it: where to click or what to fill in.
fn drawing(voice: Voice, title: &str, lines: &[String], all: &mut Vec<Line>) {
    let marked = lines.iter().filter_map(|line| line.strip_prefix('▸')).map(str::trim);
    // A value with a number is told with it already.
    let has_number = |one: &&str| one.starts_with(|first: char| first.is_ascii_digit());
    let places = marked.filter(|one| !one.is_empty() && !has_number(one)).map(str::to_owned);
    let joined = places.reduce(|first, next| say!(voice, "plain.places", first = first, next = next));
    if let Some(places) = joined {
        all.push(Line::plain(say!(voice, "plain.drawing", page = title, places = places)));
    }
}

fn changed(voice: Voice, sign: DiffSign, text: &str) -> Line {
    let key = match sign {
        DiffSign::Same => key!("plain.difference.same"),
        DiffSign::Removed => key!("plain.difference.removed"),
        DiffSign::Added => key!("plain.difference.added"),
        DiffSign::Gap => key!("plain.difference.gap"),
    };
    Line::outcome(say!(voice, key, line = text).trim_end())
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
