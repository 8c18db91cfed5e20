//! Pictures of the screens at three sizes.
