//! What of this computer may be looked into because a file names it: what is about an application's sign-on, and nothing of
//! a person's own.

use std::path::{Component, Path};

/// What the name of a variable has in it that an application's sign-on is about.
const SIGN_ON: &[&str] = &["OIDC", "OAUTH", "OPENID", "OKTA", "SSO", "ISSUER", "TF_VAR_"];

/// Whether a variable of this computer may be looked into because a file names it.
pub(super) fn is_about_sign_on(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    SIGN_ON.iter().any(|part| name.contains(part)) || matches!(name.as_str(), "CLIENT_ID" | "CLIENT_SECRET")
}

/// Whether a path leads to where programs keep what is a person's own, `~/.ssh` or `~/.vault-token`: through a hidden name
/// that is not on the way to the configuration itself. `.env` beside it is its own.
pub(super) fn is_private(folder: &Path, path: &Path) -> bool {
    let beyond = path.strip_prefix(folder).unwrap_or(path);
    let hidden = |name: &str| name.starts_with('.') && !name.starts_with(".env");
    beyond.components().any(|part| match part {
        Component::Normal(name) => hidden(&name.to_string_lossy()),
        _ => false,
    })
}
