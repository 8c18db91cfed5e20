//! The fuzzer: one program for all targets, since each would be the same program once more. `USHER_FUZZ` names the target;
//! ./run sets it.
#![no_main]

use std::sync::LazyLock;

#[path = "targets/mod.rs"]
mod targets;

/// The rooms under the name that the targets use inside the library's own tests.
mod usher {
    pub(crate) use ::usher::internals::*;
}

/// The target that was asked for.
static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    let asked = std::env::var("USHER_FUZZ").unwrap_or_default();
    let found = targets::TARGETS.iter().find(|(name, _)| *name == asked);
    let known = targets::TARGETS.map(|(name, _)| name).join(", ");
    found.unwrap_or_else(|| panic!("USHER_FUZZ is {asked:?} and should be one of: {known}")).1
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| TARGET(data));
