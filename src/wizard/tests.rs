//! The wizard, told events and asked what it shows.
