//! face

pub mod report;
