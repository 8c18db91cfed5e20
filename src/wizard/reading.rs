//! Reading into a file, which may be large and of somebody who means ill: done beside the wizard, so that it draws and takes
//! keys meanwhile, and given up where it takes too long.

use crate::apps::{Guide, catalogue};
use crate::config::ReadError;
use crate::engine::search::{Candidate, Look, Search};

/// How long a file may be read, in milliseconds. All readers together take a second at most for the largest file.
pub const LIMIT_MS: u64 = 20_000;

/// What is to be found out about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Which application's it is, with guides of one's own.
    Recognise(Box<Search>, Vec<Guide>),
    /// What it says of an application.
    Look(Box<Search>, Box<Guide>),
}

/// What was found out.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// The guides that fit equally well; where none does, that it goes too deep or holds too much.
    Recognised(Box<Search>, Result<Vec<Candidate>, Option<ReadError>>),
    /// What it says of this application; where it says nothing, that it goes too deep.
    Looked(Box<Search>, Box<Guide>, Result<Box<Look>, Option<ReadError>>),
    /// It took longer than [`LIMIT_MS`].
    TooSlow,
}

impl Reading {
    /// Reads. It may take a while, so not where anything is drawn.
    pub fn read(self) -> Read {
        match self {
            Self::Recognise(mut search, own) => {
                let embedded =
                    catalogue::cards().into_iter().filter_map(|card| catalogue::open(card.id).ok());
                let all: Vec<Guide> = own.into_iter().chain(embedded).collect();
                let fitting = search.candidates(&all);
                let found = if fitting.is_empty() { Err(search.unread(&all)) } else { Ok(fitting) };
                Read::Recognised(search, found)
            }
            Self::Look(mut search, guide) => {
                let look = search.look(&guide).map(Box::new).ok_or_else(|| search.unread([&*guide]));
                Read::Looked(search, guide, look)
            }
        }
    }
}
