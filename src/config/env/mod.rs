//! Env files: lines of `KEY=value`, in four dialects.

mod dialect;
mod lines;
mod quote;
mod scan;

pub use self::dialect::EnvDialect;
use super::key::Step;
use super::lines::{Dialect, Line, Style};
use super::read_error::ReadError;

/// Env files of one dialect.
pub(super) struct Env(pub(super) EnvDialect);

impl Dialect for Env {
    fn style(&self) -> Style {
        Style {
            comment: "#",
            remarks: &['#', ';', ' ', '\t'],
            before_example: "export ",
            dividers: &['='],
            before: if self.0 == EnvDialect::Shell { "export " } else { "" },
            between: "=",
            has_sections: false,
            comments_behind_values: !matches!(self.0, EnvDialect::Docker | EnvDialect::Systemd),
        }
    }

    fn lines<'a>(&self, text: &'a str) -> Result<Vec<Line<'a>>, ReadError> {
        lines::split(self.0, text)
    }

    fn key(&self, key: &str) -> Option<Vec<Step>> {
        lines::is_key(self.0, key).then(|| vec![Step::named(key)])
    }

    fn spelled(&self, value: &str, like: Option<char>) -> Result<String, char> {
        quote::quoted(self.0, value, like)
    }

    fn may_set(&self, raw: &str, name: &str) -> bool {
        lines::names(raw, name)
    }
}
