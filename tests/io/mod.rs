//! What `io` does for a person, seen from outside: sockets, files, records, secrets, requests.
//!
//! Everything happens on loopback and in folders of the test's own; deadlines are injected, so nothing waits long.

mod bench;
mod disk;
mod environment;
mod http;
#[cfg(unix)]
mod interrupted;
#[cfg(unix)]
mod links;
mod listener;
mod machine;
#[cfg(target_os = "linux")]
mod meanwhile;
#[cfg(unix)]
mod places;
mod practice;
#[cfg(target_os = "linux")]
mod siege;
mod store;
