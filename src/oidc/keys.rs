//! The key set (RFC 7517), looked at for explanations; the judge reads it for itself.
