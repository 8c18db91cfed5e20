//! The program's own loop on a terminal of a test.
