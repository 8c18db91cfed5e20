//! The doctor on canned evidence: what it concludes, what it refuses to conclude, and how that is reported.

#[path = "doctor/elsewhere.rs"]
mod elsewhere;
#[path = "doctor/evidence.rs"]
mod evidence;
#[path = "doctor/families.rs"]
mod families;
#[path = "doctor/honesty.rs"]
mod honesty;
#[path = "doctor/login.rs"]
mod login;
#[path = "doctor/reports.rs"]
mod reports;
#[path = "support/schema.rs"]
mod schema;
#[path = "support/tongue.rs"]
mod strange;
#[path = "doctor/tongue.rs"]
mod tongue;
#[path = "doctor/vocabulary.rs"]
mod vocabulary;
