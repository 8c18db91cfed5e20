//! HCL 2, as Terraform, OpenTofu, Vault and Boundary write it.
//!
//! `hcl-edit` parses and says where each value stands; the text is changed at just that place, so nothing else can move. The
//! changed text is parsed again and compared as a tree. A value that is an expression (`var.client_secret`) counts as a
//! reference and is not overwritten.

mod place;
mod reading;

use hcl_edit::structure::Body;

use self::reading::of_body;
use super::format::{Format, Row, Task};
use super::map;
use super::read_error::ReadError;
use super::refusal::RefusalKind;
use super::tree::Tree;

/// HCL files.
pub(super) struct Hcl;

/// How many levels the parser allows.
const LEVELS: usize = 64;

impl Format for Hcl {
    fn set(&self, text: &str, task: &Task<'_>) -> Result<String, RefusalKind> {
        let body = parse(text).map_err(RefusalKind::Unreadable)?;
        place::set(text, &body, task)
    }

    fn tree(&self, text: &str) -> Result<Tree, ReadError> {
        parse(text).map(|body| of_body(&body))
    }

    fn comments(&self, text: &str) -> Vec<String> {
        let begins = |line: &str| ["#", "//", "/*", "*"].iter().any(|mark| line.starts_with(mark));
        text.lines().map(str::trim).filter(|line| begins(line)).map(str::to_owned).collect()
    }

    fn remove(&self, text: &str, row: &Row) -> Result<String, RefusalKind> {
        let body = parse(text).map_err(RefusalKind::Unreadable)?;
        let shape = || row.shape();
        place::entry(&body, &row.steps).and_then(|entry| map::without(text, entry)).ok_or_else(shape)
    }
}

fn parse(text: &str) -> Result<Body, ReadError> {
    hcl_edit::parser::parse_body(text).map_err(|why| {
        let (at, reason) = (why.location(), why.message());
        let error = ReadError::new(Some(at.line()), Some(at.column()), reason.to_owned());
        // The parser counts the levels itself, and tells by its words alone that there are too many.
        if reason.contains("nesting depth") { error.deeper_than(LEVELS) } else { error }
    })
}
