//! Configuration files, text in and text out: read, plan a change, prove it, show the difference.
//!
//! PURE. It never touches a disk, and it knows nothing of Okta or of any application: which keys are meant comes in.
//!
//! Each format is one file behind one trait (`format::Format`) and one record in `editor`. A format edits the text in
//! place with a parser that keeps comments; `proof` then reads old and new text with a second parser, applies the same
//! settings to the tree of the old text, and demands the tree of the new text. What cannot be written so that it reads
//! back exactly is refused, with the lines to paste by hand.
//!
//! A file is opened once, as a [`Document`], and then asked for its values, its lines and changes of it. Formats know only
//! what they share (`format`, `lines`, `key`, `tree`, `value`, the errors); `editor` alone knows all formats.

mod budget;
mod byte_order;
mod command;
mod correct;
mod depth;
pub mod difference;
mod directive;
mod document;
pub mod editor;
mod env;
mod format;
mod hcl;
mod inclusion;
mod ini;
mod json;
mod json_text;
mod key;
pub mod lead;
mod lines;
mod locate;
mod map;
mod nature;
mod near;
mod note;
mod opened;
mod pair;
mod place;
pub mod plan;
mod position;
pub mod proof;
mod properties;
mod read_error;
pub mod refusal;
mod remark;
mod script;
mod seal;
mod template;
mod toml;
mod tree;
mod unclear;
pub mod value;
mod yaml;

pub use byte_order::{Effect as ByteOrderMark, bare};
pub use correct::Rename;
pub use depth::{TOML_LEVELS, too_deep_in_toml};
pub use difference::{DiffLine, Sign, difference};
pub use document::{Document, Mismatch, Stands};
pub use editor::Editor;
pub use env::EnvDialect;
pub use inclusion::{Inclusion, inclusion};
pub use lead::{Lead, Piece};
pub use note::Note;
pub use opened::Opened;
pub use place::{Entry, Known, Place, mark};
#[cfg(feature = "internals")]
pub use plan::plan;
pub use plan::{Plan, fresh, snippet};
pub use read_error::ReadError;
pub use refusal::{Refusal, RefusalKind};
pub use seal::seal;

pub use template::statement_line;
pub use value::{Setting, Value};

#[cfg(test)]
pub(crate) use tests::parsed_in;
#[cfg(test)]
mod tests;
