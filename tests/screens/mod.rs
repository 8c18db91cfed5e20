//! The wizard as a person sees it: keys in, screens out, with the practice Okta behind it.
//!
//! Each picture was read before it was accepted: one question, full sentences, nothing cut, the way on and back visible.

#[path = "../support/picture.rs"]
mod picture;

mod again;
mod album;
mod colours;
mod course;
mod desk;
mod everywhere;
mod first_time;
mod fixing;
mod found;
mod handling;
mod journey;
mod keys;
mod letters;
mod links;
mod living;
mod looks;
mod looks_aside;
mod mouse;
mod names;
mod other_provider;
mod own_guides;
mod own_redirect;
mod pseudolocale;
mod reading;
mod real_loop;
mod rehearsal;
mod scrolled;
mod tour;
mod walk;
mod way_back;
mod wire;

use super::support::practice;
use super::support::pseudolocale as pseudo;
