//! What a relying party must do, named after the modules of the OpenID Connect conformance suite, and the standards
//! beside it: RFC 6749, 7636, 9207. Keys and tokens are made here; nothing goes over a network.

mod bench;
mod callback;
mod discovery;
mod hostile;
mod id_token;
mod refresh;
mod requests;
mod signatures;
mod userinfo;
