//! A set-up by a file that exists: what it says is used as it stands there, and what is typed afterwards is used instead of it.

use url::Url;

use super::Setup;
use super::effect::Effect;
use super::format::all_keys;
use super::intent::Field;
use super::search::Look;
use crate::apps::{ClaimNeeds, Context, Resolved};
use crate::diagnosis::CheckId;
use crate::diagnosis::as_configured::{AsConfigured, Stated, TypedOver};

impl Setup {
    /// What the application uses by its file, where one was read.
    pub fn configured(&self) -> Option<&AsConfigured> {
        self.configured.as_ref()
    }

    /// From now on the application uses what this file says.
    pub(super) fn uses(&mut self, look: Look, out: &mut Vec<Effect>) {
        let before = self.evidence.subject.clone();
        self.read = look.given();
        self.configured = Some(look.configured.used);
        // What depends on it is worked out again.
        self.resolved_for = None;
        self.resolve();
        self.forget_what_changed(&before, false, out);
    }

    /// Whether the application's file has a text for a field, be it one that cannot be used: then it is wrong, not missing.
    pub fn is_stated(&self, field: &Field) -> bool {
        let typed = self.fields.get(field).is_some_and(|state| !state.typed.is_empty());
        self.configured.is_some() && typed
    }

    /// Whether the file that was read gives this value.
    pub fn was_read(&self, field: &Field) -> bool {
        self.read.contains_key(field)
    }

    /// Whether a file was read, and something else was typed for this field since. An answer of which the file says nothing
    /// is none that was typed over it.
    pub fn is_typed_over(&self, field: &Field) -> bool {
        let typed = self.fields.get(field).map(|state| state.typed.reveal().trim()).unwrap_or_default();
        match self.read.get(field) {
            Some(read) => read.reveal().trim() != typed,
            None => self.configured.is_some() && *field == Field::Scopes && !typed.is_empty(),
        }
    }

    /// Whether the value of a field is the file's.
    pub(super) fn is_as_read(&self, field: &Field) -> bool {
        self.configured.is_some() && !self.is_typed_over(field)
    }

    /// What the file makes of the guide's values, and what was typed over it.
    pub(super) fn resolve_over_file(&mut self, context: &Context) {
        let Some(used) = &self.configured else { return };
        let as_read = self.context_as_read(context);
        let read = as_read.as_ref().map(|context| self.guide.resolve(context));
        self.sent_redirects = self.redirects(used, context, as_read.as_ref());
        let typed_over = self.all_typed_over(used);
        self.claims_as_read = read.map(|read: Resolved| read.claims);
        if let Some(used) = &mut self.configured {
            used.typed_over = typed_over;
            used.usual_claims.clone_from(&self.resolved.claims);
        }
    }

    /// What the guide would be filled from without what was typed over the file's answers; `None` where nothing was.
    fn context_as_read(&self, context: &Context) -> Option<Context> {
        let mut as_read = context.clone();
        for (field, read) in &self.read {
            if let Field::Answer(question) = field
                && self.is_typed_over(field)
            {
                as_read.answers.insert(question.clone(), read.reveal().to_owned());
            }
        }
        (as_read != *context).then_some(as_read)
    }

    /// The redirect URIs that the application sends by its file: those that stand there, or those computed from what does;
    /// those computed from what was typed, where that changes them.
    fn redirects(&self, used: &AsConfigured, context: &Context, as_read: Option<&Context>) -> Vec<String> {
        let computed = self.computed_redirects(used, context);
        let is_changed = as_read.is_some_and(|read| computed != self.computed_redirects(used, read));
        if used.redirects.is_empty() || is_changed {
            return computed;
        }
        used.redirects.iter().map(|stated| stated.text.clone()).collect()
    }

    fn computed_redirects(&self, used: &AsConfigured, context: &Context) -> Vec<String> {
        let mut context = context.clone();
        // Whether or not a slash stands at the end, applications put one between an address and what follows.
        let stated = used.answers.iter().filter(|(question, _)| {
            let field = Field::Answer((*question).clone());
            !self.is_typed_over(&field)
                || context.answers.get(*question) != self.typed_answer(&field).as_ref()
        });
        let letter_by_letter: Vec<(String, String)> = stated
            .map(|(question, one)| (question.clone(), one.text.trim_end_matches('/').to_owned()))
            .collect();
        context.answers.extend(letter_by_letter);
        let sent = self.guide.resolve(&context).okta.sign_in;
        sent.iter().filter(|uri| uri.is_complete()).map(|uri| uri.reveal().to_owned()).collect()
    }

    fn typed_answer(&self, field: &Field) -> Option<String> {
        self.fields.get(field)?.value.clone()
    }

    /// The scopes: those that were chosen by hand, where a file was read after it was; those that the application's file makes
    /// it send; the guide's.
    pub(super) fn scopes(&self) -> Vec<String> {
        let by_hand = || self.connection.scopes.clone();
        let of_file = || {
            let sent = self.configured.as_ref()?.scopes.as_ref()?.sent.clone();
            if sent != ["*"] {
                return Some(sent);
            }
            // It asks for all that the provider offers.
            self.evidence.metadata().map(|document| document.scopes_supported.clone())
        };
        let typed = by_hand().filter(|_| self.is_typed_over(&Field::Scopes));
        typed.or_else(of_file).or_else(by_hand).unwrap_or_else(|| self.resolved.okta.scopes.clone())
    }

    /// What the application makes of the claims: by the file, but for what was typed over it.
    pub(super) fn claims(&self) -> ClaimNeeds {
        let guide = &self.resolved.claims;
        let Some(used) = &self.configured else { return guide.clone() };
        let mut needs = used.claims_over(guide);
        if let Some(read) = &self.claims_as_read {
            if read.username != guide.username {
                needs.username.clone_from(&guide.username);
            }
            if read.email != guide.email {
                needs.email.clone_from(&guide.email);
            }
            if read.groups != guide.groups {
                needs.groups.clone_from(&guide.groups);
            }
        }
        needs
    }

    /// Whether the answer to a question is one of several in a list that others share.
    fn is_shared(&self, question: &str) -> bool {
        let keys = self.guide.formats.iter().flat_map(all_keys);
        let mut keys = keys.filter(|key| key.value.places().any(|place| place == question)).peekable();
        keys.peek().is_some() && keys.all(|key| key.shared)
    }

    /// Whether two addresses are the same, whatever is said of the usual port; or the file's is below the host that was typed, where
    /// the application takes any path there.
    fn is_same_address(&self, stated: &str, typed: &str) -> bool {
        let mut keys = self.guide.formats.iter().flat_map(|format| format.keys().iter().chain(&format.read));
        let Some((stated, typed)) = Url::parse(stated).ok().zip(Url::parse(typed).ok()) else { return false };
        let is_same = stated.path().trim_end_matches('/') == typed.path().trim_end_matches('/');
        let mut is_below = || typed.path() == "/" && keys.any(|key| key.keep_path);
        stated.origin() == typed.origin() && (is_same || is_below())
    }

    /// What was typed over what the file says, each with where it says it. The issuer and the client ID have checks of their
    /// own.
    fn all_typed_over(&self, used: &AsConfigured) -> Vec<TypedOver> {
        let answers = used.answers.iter().filter_map(|(question, stated)| {
            let field = Field::Answer(question.clone());
            let typed = self.typed_answer(&field).filter(|_| self.is_typed_over(&field))?;
            let mut items = stated.text.split([' ', ',']);
            let is_one_of_others = self.is_shared(question) && items.any(|item| item == typed);
            if is_one_of_others || self.is_same_address(&stated.text, &typed) {
                return None;
            }
            Some(TypedOver { check: CheckId::ConfigSettings, stated: stated.clone(), typed })
        });
        let scopes = used.scopes.as_ref().and_then(|scopes| {
            let typed = self.connection.scopes.clone().filter(|_| self.is_typed_over(&Field::Scopes))?;
            let text = scopes.sent.join(" ");
            let stated = scopes.stated.clone().unwrap_or_else(|| used.scope_key());
            let is_same =
                typed.len() == scopes.sent.len() && typed.iter().all(|one| scopes.sent.contains(one));
            let check = CheckId::ConfigScopes;
            (!is_same).then(|| TypedOver { check, stated: Stated { text, ..stated }, typed: typed.join(" ") })
        });
        answers.chain(scopes).collect()
    }
}
