//! One text in several formats.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::budget::{self, PIECES, WORK};
use super::byte_order;
use super::document::Document;
use super::editor::Editor;
use super::nature::Nature;
use super::place::Lazy;
use super::read_error::ReadError;
use super::tree::Tree;
use super::yaml;
use crate::base::Secret;

/// What a text says in a format, and where; or why it is none of that format.
type Parsed = Result<(Tree, Lazy), ReadError>;

/// A text whose format is not known yet: it is opened in each format once, however many guides ask for it in that format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    text: Secret,
    trees: Vec<(Editor, Parsed)>,
    nature: OnceLock<Nature>,
    pieces: OnceLock<usize>,
    /// How many pieces were read, in all formats together.
    work: usize,
}

impl Opened {
    /// A text that is not opened yet.
    pub fn new(text: Secret) -> Self {
        Self { text, trees: Vec::new(), nature: OnceLock::new(), pieces: OnceLock::new(), work: 0 }
    }

    /// The text, without its byte order mark.
    pub fn text(&self) -> &str {
        byte_order::bare(self.text.reveal())
    }

    /// Whether it begins with a byte order mark.
    pub fn is_marked(&self) -> bool {
        byte_order::is_marked(self.text.reveal())
    }

    /// What it is like at a glance.
    pub fn nature(&self) -> &Nature {
        self.nature.get_or_init(|| Nature::of(self.text()))
    }

    /// Opens the text in a format, unless it is open in it, or all formats together would be too much work.
    pub fn open(&mut self, editor: Editor) {
        if self.trees.iter().any(|(open, _)| *open == editor) {
            return;
        }
        if self.is_certainly_no(editor) {
            self.keep(editor, Ok(Tree::Null));
        } else if editor == Editor::Yaml && self.nature().has_services {
            let [plain, compose] =
                self.read(yaml::plain_and_compose).unwrap_or_else(|why| [Err(why.clone()), Err(why)]);
            self.keep(Editor::Yaml, plain);
            self.keep(Editor::ComposeFile, compose);
        } else {
            let tree = self.read(|text| editor.tree_within_budget(text)).unwrap_or_else(Err);
            self.keep(editor, tree);
        }
    }

    fn keep(&mut self, editor: Editor, tree: Result<Tree, ReadError>) {
        self.trees.push((editor, tree.map(|tree| (tree, Lazy::default()))));
    }

    /// That no format is read of it, since it holds more than a text may.
    pub fn too_much(&self) -> Option<ReadError> {
        (self.pieces() > PIECES).then(ReadError::too_much)
    }

    fn pieces(&self) -> usize {
        *self.pieces.get_or_init(|| budget::pieces(self.text()))
    }

    /// What is read of the text, unless it is too much.
    fn read<T>(&mut self, reading: impl FnOnce(&str) -> T) -> Result<T, ReadError> {
        let pieces = self.pieces();
        if pieces > PIECES || self.work + pieces > WORK {
            return Err(ReadError::too_much());
        }
        self.work += pieces;
        Ok(reading(self.text()))
    }

    /// Whether what is known of the text says that it is not of a format, so that it need not be read once more: no table of
    /// YAML begins like a file of lines, one with tables in tables is no such file, and a Compose file has services.
    fn is_certainly_no(&self, editor: Editor) -> bool {
        let yaml = self.trees.iter().find(|(open, _)| *open == Editor::Yaml);
        let rows = match yaml {
            Some((_, Ok((Tree::Table(rows), _)))) => Some(rows),
            _ => None,
        };
        match editor {
            Editor::Yaml | Editor::Manifest => self.nature().is_of_lines,
            Editor::ComposeFile => {
                self.nature().is_of_lines || rows.is_some_and(|rows| !rows.contains_key("services"))
            }
            Editor::Env(_) if self.nature().begins_section => true,
            Editor::Env(_) | Editor::Ini | Editor::Properties => {
                rows.is_some() && self.nature().is_yaml && self.nature().is_nested
            }
            _ => false,
        }
    }

    /// The text as a document of a format; it is parsed for this answer alone where it is not open in it.
    ///
    /// # Errors
    /// The text is not of this format, with line and column.
    pub fn document(&self, editor: Editor) -> Result<Document<'_>, ReadError> {
        match self.trees.iter().find(|(open, _)| *open == editor) {
            Some((_, Ok((tree, outline)))) => Ok(Document {
                editor,
                text: self.text(),
                is_marked: self.is_marked(),
                tree: Cow::Borrowed(tree),
                outline: Cow::Borrowed(outline),
            }),
            Some((_, Err(why))) => Err(why.clone()),
            None => Document::open(editor, self.text.reveal()),
        }
    }
}
