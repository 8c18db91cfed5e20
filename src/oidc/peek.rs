//! Looking into a token without believing it, only ever to explain what the judge said.
