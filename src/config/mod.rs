//! Configuration files, text in and text out: read, plan a change, prove it, show the difference.
//!
//! PURE. It never touches a disk, and it knows nothing of Okta or of any application: which keys are meant comes in.
