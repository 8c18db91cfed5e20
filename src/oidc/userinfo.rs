//! The userinfo endpoint: asking with the access token in the header, and whose claims came back.

/// Why userinfo was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserinfoRefusal {
    /// An HTTP error.
    Http {
        /// The status.
        status: u16,
        /// What `WWW-Authenticate` or the body says, where it says something.
        error: Option<String>,
    },
    /// Not a JSON object.
    NotJson(String),
    /// Another subject than the ID token's (Core §5.3.2).
    SubjectMismatch {
        /// The ID token's `sub`.
        expected: String,
        /// Userinfo's, `None` when it has none.
        seen: Option<String>,
    },
    /// A signed answer whose signature or claims were refused.
    Signature(String),
}
