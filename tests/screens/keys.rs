//! Keys: back loses nothing, every action can be reached, nothing ends by accident.
