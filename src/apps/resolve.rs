//! A guide and what is known of one set-up become everything that is shown, pasted or written.

use super::claim_needs::ClaimNeeds;
use super::console_pages;
use super::context::Context;
use super::fill::{Fill, Values};
use super::guide::{Confirmation, Guide, Verified};
use super::question::Question;
use super::resolved::Resolved;
use super::scope::Scope;
use super::template::pairs;
use super::text::Shown;

mod okta;
mod steps;

use okta::okta;

impl Guide {
    /// The guide computed for one set-up: every step, value and format, with visible gaps for what is not known yet.
    pub fn resolve(&self, context: &Context) -> Resolved {
        let scope = Scope::new(self, context);
        let okta = okta(self, context, &scope);
        let values = Values::new(&scope, &okta);
        let steps = self.steps.filled(&values).concat();
        Resolved {
            id: self.id.clone(),
            name: scope.called(),
            claims: claims(self, &scope),
            pages: console_pages::of(&steps, &values),
            steps,
            formats: self.formats.filled(&values),
            confirmations: numbered(self.confirmations.filled(&values)),
            traps: self.traps.filled(&values),
            accounts: self.accounts.filled(&values).into_iter().next(),
            minutes: self.minutes,
            roles: self.roles.clone(),
            recipe: self.recipe(&scope),
            okta,
        }
    }

    /// The questions to ask with these answers: those whose conditions hold.
    pub fn questions(&self, context: &Context) -> Vec<&Question> {
        let scope = Scope::new(self, context);
        self.questions.iter().filter(|question| !question.from_file && scope.holds(&question.when)).collect()
    }

    /// The answer that is proposed for a question: its default with the values known so far.
    pub fn proposal(&self, key: &str, context: &Context) -> Option<String> {
        let question = self.questions.iter().find(|question| question.key == key)?;
        let filled = Scope::new(self, context).fill(question.default.as_ref()?);
        filled.is_complete().then(|| filled.reveal().to_owned())
    }
}

fn claims(guide: &Guide, scope: &Scope<'_>) -> ClaimNeeds {
    let claims = &guide.claims;
    let texts = |all: &[Shown]| all.iter().map(|claim| scope.text(claim)).collect();
    let verified = claims.email.verified;
    let verified_counts = scope.holds(&claims.email.verified_when);
    let roles = claims.roles.as_deref().and_then(|key| scope.answer_of(key)).map(pairs);
    ClaimNeeds {
        username: texts(&claims.username.from),
        email: texts(&claims.email.from),
        email_optional: claims.email.optional,
        email_must_be_verified: matches!(verified, Verified::NotFalse | Verified::True) && verified_counts,
        email_verified_needed: matches!(verified, Verified::True | Verified::Said) && verified_counts,
        email_verified_strict: verified == Verified::Said && verified_counts,
        groups: scope.groups.then(|| scope.groups_claim()),
        reads_userinfo: claims.userinfo,
        required: claims.required.clone(),
        roles: roles.unwrap_or_default(),
    }
}

/// The confirmations, each with an identifier of its own: a number is added from the second of a kind on.
fn numbered(mut all: Vec<Confirmation>) -> Vec<Confirmation> {
    for at in 0..all.len() {
        let before = all[..at].iter().filter(|other| other.kind == all[at].kind).count();
        if before > 0 {
            all[at].id = format!("{}_{}", all[at].id, before + 1);
        }
    }
    all
}
