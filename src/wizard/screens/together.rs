//! What is set beside files that are written together, and how the application takes them up.

use crate::apps::ResolvedFormat;
use crate::apps::resolved::{ResolvedApply, ResolvedBeside};
use crate::setup::Setup;

/// A format and those that are written together with it, the companions first.
fn with_companions<'s>(
    setup: &'s Setup,
    format: &'s ResolvedFormat,
) -> impl Iterator<Item = &'s ResolvedFormat> {
    format.also.iter().filter_map(|id| setup.resolved().format(id)).chain([format])
}

pub(super) fn beside<'s>(setup: &'s Setup, format: &'s ResolvedFormat) -> Vec<&'s ResolvedBeside> {
    with_companions(setup, format).flat_map(|one| &one.beside).collect()
}

/// How the application takes the files up; what is the same for two of them is done once.
pub(super) fn apply<'s>(setup: &'s Setup, format: &'s ResolvedFormat) -> Vec<&'s ResolvedApply> {
    let mut all: Vec<&ResolvedApply> = Vec::new();
    for one in with_companions(setup, format).flat_map(|one| &one.apply) {
        if !all.iter().any(|other| other.run == one.run) {
            all.push(one);
        }
    }
    all
}
