//! The discovery document (OpenID Connect Discovery 1.0 §3, §4).
