//! A guide and what is known of one set-up become everything that is shown, pasted or written.

use super::claim_needs::ClaimNeeds;
use super::context::Context;
use super::guide::{Guide, Trap, Verified};
use super::question::Question;
use super::resolved::{Confirmation, Resolved, ResolvedTrap};
use super::scope::Scope;
use super::template::{Template, pairs};

mod formats;
mod okta;
mod work;

use okta::okta;
use work::Work;

impl Guide {
    /// The guide computed for one set-up: every step, value and format, with visible gaps for what is not known yet.
    pub fn resolve(&self, context: &Context) -> Resolved {
        let scope = Scope::new(self, context);
        let okta = okta(self, context, &scope);
        let work = Work { scope: &scope, okta: &okta };
        Resolved {
            id: self.id.clone(),
            name: scope.called(),
            claims: claims(self, &scope),
            steps: self.steps.iter().flat_map(|step| work.steps(step)).collect(),
            formats: self
                .formats
                .iter()
                .filter(|one| scope.holds(&one.when))
                .map(|one| work.format(one))
                .collect(),
            confirmations: confirmations(self, &scope),
            traps: self
                .traps
                .iter()
                .filter(|trap| scope.holds(&trap.when))
                .map(|trap| self::trap(trap, &scope))
                .collect(),
            minutes: self.minutes,
            roles: self.roles.clone(),
            okta,
        }
    }

    /// The questions to ask with these answers: those whose conditions hold.
    pub fn questions(&self, context: &Context) -> Vec<&Question> {
        let scope = Scope::new(self, context);
        self.questions.iter().filter(|question| scope.holds(&question.when)).collect()
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
    let texts = |all: &[Template]| all.iter().map(|claim| scope.text(claim)).collect();
    let roles = claims.roles.as_deref().and_then(|key| scope.answer_of(key)).map(pairs);
    ClaimNeeds {
        username: texts(&claims.username),
        email: texts(&claims.email),
        email_must_be_verified: claims.verified != Verified::Ignored && scope.holds(&claims.verified_when),
        email_verified_needed: claims.verified == Verified::True && scope.holds(&claims.verified_when),
        groups: scope.reads_groups().then(|| scope.groups_claim()),
        reads_userinfo: claims.userinfo,
        required: claims.required.clone(),
        roles: roles.unwrap_or_default(),
    }
}

fn confirmations(guide: &Guide, scope: &Scope<'_>) -> Vec<Confirmation> {
    let mut all: Vec<Confirmation> = Vec::new();
    for confirm in guide.confirmations.iter().filter(|confirm| scope.holds(&confirm.when)) {
        let before = all.iter().filter(|other| other.kind == confirm.kind).count();
        let word = confirm.kind.as_str();
        all.push(Confirmation {
            id: if before == 0 { word.to_owned() } else { format!("{word}_{}", before + 1) },
            kind: confirm.kind,
            ask: scope.text(&confirm.ask),
            otherwise: confirm.otherwise.as_ref().map(|text| scope.text(text)),
        });
    }
    all
}

fn trap(trap: &Trap, scope: &Scope<'_>) -> ResolvedTrap {
    ResolvedTrap { say: scope.text(&trap.say), cure: scope.text(&trap.cure), finding: trap.finding.clone() }
}
