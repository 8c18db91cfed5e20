//! What the programs that Usher starts inherit: its environment, without the variables that hold a secret.

use std::collections::BTreeSet;
use std::sync::Mutex;

use tokio::process::Command;

use super::{SECRET_VARIABLE, TOKEN_VARIABLE};

/// Variables besides [`SECRET_VARIABLE`] and [`TOKEN_VARIABLE`] from which a secret was read. They hold for the whole process, as they do.
static OTHERS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// From now on no child sees this variable.
pub(super) fn keep_back(name: &str) {
    if let Ok(mut others) = OTHERS.lock() {
        others.insert(name.to_owned());
    }
}

/// Takes the variables that hold a secret out of a child's environment.
pub(super) fn scrub(command: &mut Command) {
    for name in held_back() {
        command.env_remove(name);
    }
}

/// Whether such a variable is set.
pub(super) fn any_is_set() -> bool {
    held_back().iter().any(|name| std::env::var_os(name).is_some())
}

fn held_back() -> Vec<String> {
    let others = OTHERS.lock().map(|others| others.iter().cloned().collect::<Vec<_>>()).unwrap_or_default();
    [SECRET_VARIABLE, TOKEN_VARIABLE].map(str::to_owned).into_iter().chain(others).collect()
}
