//! Guards the house: the arrows between the rooms, the purity of those that do no IO, the manners of every file.
//!
//! Each finding names the file, the line and the rule, so that the cure needs no search.

mod arrows;
mod lexer;
mod lookup;
mod manners;
mod names;
mod papers;
mod phrases;
mod screens;
mod source;
mod voice;

use std::fmt;
use std::path::{Path, PathBuf};

use source::{Source, rust_files};

/// One breach of a rule.
#[derive(Debug)]
struct Finding {
    file: String,
    line: usize,
    rule: String,
}

impl Finding {
    fn new(file: &str, line: usize, rule: &str) -> Self {
        Self { file: file.to_owned(), line, rule: rule.to_owned() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.rule)
    }
}

fn finding(file: &Source, line: usize, rule: &str) -> Finding {
    Finding::new(&file.path, line, rule)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program's files, without those that hold only tests.
fn program() -> Vec<Source> {
    let mut files = rust_files(&root(), "src");
    assert!(files.len() > 20, "the sources were not found");
    let tests: Vec<String> = files.iter().flat_map(|file| file.test_modules.clone()).collect();
    let is_test = |path: &str| {
        let holds =
            |test: &String| path.strip_prefix(test.as_str()).is_some_and(|rest| rest.starts_with(['.', '/']));
        tests.iter().any(holds)
    };
    files.retain(|file| !is_test(&file.path));
    files
}

fn judge(files: &[Source], rule: fn(&Source) -> Vec<Finding>) {
    report(&files.iter().flat_map(rule).collect::<Vec<_>>());
}

fn report(found: &[Finding]) {
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "\n{}\n", lines.join("\n"));
}

fn judge_papers(rule: fn(&Path) -> Vec<Finding>) {
    report(&rule(&root()));
}

#[test]
fn a_room_uses_only_what_stands_further_right() {
    judge(&program(), arrows::arrows);
}

#[test]
fn a_pure_room_touches_no_file_no_socket_no_clock_no_chance() {
    judge(&program(), arrows::purity);
}

#[test]
fn a_pure_room_knows_only_what_it_is_handed() {
    judge(&program(), arrows::ambient);
}

#[test]
fn slugs_and_check_ids_are_texts_in_their_tables_alone() {
    judge(&program(), names::as_text);
}

#[test]
fn whatever_is_said_leaves_by_one_place() {
    judge(&program(), manners::outlets);
}

#[test]
fn a_screen_is_named_where_it_is_listed_described_and_put_into_order() {
    report(&screens::named(&program()));
}

#[test]
fn sentences_live_in_the_words() {
    judge(&program(), manners::sentences);
}

#[test]
fn every_sentence_is_looked_up_and_every_place_filled() {
    report(&lookup::idle(&root(), &lookup::Sources::of(&program())));
}

#[test]
fn every_sentence_keeps_the_rules_of_how_usher_speaks() {
    judge_papers(voice::rules);
}

#[test]
fn the_readme_says_what_each_dependency_is_for() {
    judge_papers(papers::dependencies);
}

#[test]
fn nothing_outside_tests_stops_the_program() {
    judge(&program(), manners::stops);
}

#[test]
fn a_silenced_lint_says_why() {
    judge(&rust_files(&root(), "src"), manners::reasons);
    judge(&rust_files(&root(), "tests"), manners::reasons);
}

#[test]
fn a_file_can_be_read_in_one_go() {
    judge(&rust_files(&root(), "src"), manners::size);
    judge(&rust_files(&root(), "tests"), manners::size);
}

#[test]
fn a_file_says_what_it_knows() {
    judge(&rust_files(&root(), "src"), manners::head);
    judge(&rust_files(&root(), "tests"), manners::head);
}

#[test]
fn lock_files_name_no_machine() {
    judge_papers(papers::locks);
}

#[test]
fn no_text_names_a_folder_of_one_machine() {
    judge_papers(papers::places);
}

#[test]
fn the_threat_model_names_tests_that_are_run() {
    judge_papers(papers::proofs);
}

#[test]
fn links_lead_somewhere() {
    judge_papers(papers::links);
}

#[test]
fn the_guards_see_what_they_guard_against() {
    arrows::self_test();
    lookup::self_test();
    manners::self_test();
    names::self_test();
    papers::self_test();
    screens::self_test();
    voice::self_test();
}
