//! What the world does for a person, seen from outside: sockets, files, records, secrets, requests.
//!
//! Everything happens on loopback and in folders of the test's own; deadlines are injected, so nothing waits long.

#[path = "world/bench.rs"]
mod bench;
#[path = "world/disk.rs"]
mod disk;
#[path = "world/environment.rs"]
mod environment;
#[path = "world/http.rs"]
mod http;
#[cfg(unix)]
#[path = "world/interrupted.rs"]
mod interrupted;
#[path = "world/listener.rs"]
mod listener;
#[path = "world/machine.rs"]
mod machine;
#[cfg(unix)]
#[path = "world/places.rs"]
mod places;
#[path = "world/practice.rs"]
mod practice;
#[cfg(target_os = "linux")]
#[path = "world/siege.rs"]
mod siege;
#[path = "world/store.rs"]
mod store;
