//! Prints how quick and how small the program is, line for line what it shall reach: `cargo bench`. Nothing here passes or
//! fails; an absolute time is noise on a shared machine, so each figure comes with its least and its worst of many.
//!
//! ```text
//! cargo bench                       prints all figures
//! cargo bench -- --write            also writes docs/figures.md
//! cargo bench -- frame login        only these parts: binary, frame, search, large, login, many
//! ```
//!
//! How each figure is taken stands in `page.rs`, which writes it below the table.

#![allow(clippy::print_stdout, reason = "printing its figures is what it is for")]

mod frame;
#[path = "../support/home.rs"]
mod home;
mod large;
mod login;
mod many;
mod okta;
mod page;
mod process;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/terminal.rs"]
mod terminal;
#[path = "../support/visitor.rs"]
mod visitor;
#[path = "../support/walk.rs"]
mod walk;

use std::alloc::System;
use std::time::Instant;
use std::{env, fs};

use usher::internals::apps::catalogue;
use usher::internals::base::words::Voice;
use zeroizing_alloc::ZeroAlloc;

use page::{Page, grouped, head};

/// The program's own: what is taken inside this process pays for the wiping too.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

/// Takes the figures of one part.
type Measure = fn(&mut Page);

fn main() {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let (flags, parts): (Vec<&str>, Vec<&str>) =
        words.iter().map(String::as_str).partition(|word| word.starts_with("--"));
    let head = head();
    println!("{head}");
    let mut page = Page::default();
    let all: [(&str, Measure); 6] = [
        ("binary", binary),
        ("frame", frame::measure),
        ("search", search),
        ("large", large::measure),
        ("login", login::measure),
        ("many", many::measure),
    ];
    for (name, measure) in all {
        if parts.is_empty() || parts.contains(&name) {
            measure(&mut page);
        }
    }
    if flags.contains(&"--write") && parts.is_empty() {
        page.write(&head);
    }
}

fn binary(page: &mut Page) {
    let path = env::var("USHER_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_usher").to_owned());
    let size = fs::metadata(path).map_or(0, |found| found.len());
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    page.row(
        "the program, with all guides and drawings",
        "under 10 MB",
        format!("{} kB", grouped(size / 1000)),
    );
}

fn search(page: &mut Page) {
    let mut all = Vec::new();
    for query in ["c", "co", "cod", "coder", "k8s", "prom dashboards", "xyzzy", "grafna"] {
        for _ in 0..200 {
            let started = Instant::now();
            std::hint::black_box(catalogue::search(Voice::default(), query));
            all.push(started.elapsed());
        }
    }
    page.spread(&format!("one key's search over {} guides", catalogue::cards().len()), "", all);
}
