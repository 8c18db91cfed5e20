//! A guide and what is known of one set-up become everything that is shown, pasted or written.

use super::ClaimNeeds;
use super::guide::{
    DrawingTemplate, Format, GivenAs, Guide, GuideStep, Key, PasteTemplate, Phase, StepBody, StepPart, Trap,
    Verified,
};
use super::okta_steps;
use super::parse_format::{SHEET, TEXT};
use super::question::Question;
use super::resolved::{
    Confirmation, Context, Drawing, FormatBody, OktaSettings, Paste, Resolved, ResolvedApply, ResolvedBeside,
    ResolvedFormat, ResolvedKey, ResolvedTrap, Sheet, Step, Tile,
};
use super::scope::Scope;
use super::template::{Filled, Found, Template, json_list, pairs};

/// Places that stand for several values, one line or one field each.
const LISTS: [&str; 2] = ["sign_in", "sign_out"];

/// As many items of a list stand in a drawing; the values beside it have them all.
const DRAWN_ITEMS: usize = 2;

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

fn okta(guide: &Guide, context: &Context, scope: &Scope<'_>) -> OktaSettings {
    let side = &guide.okta;
    // An answer may hold several addresses, separated by spaces: each is one redirect URI.
    let uris = |all: &[super::guide::Maybe<Template>]| -> Vec<Filled> {
        scope
            .chosen(all)
            .iter()
            .map(|uri| scope.fill(uri))
            .filter(|uri| !uri.is_empty())
            .flat_map(apart)
            .collect()
    };
    let issuer = match side.given_as {
        GivenAs::Issuer => "{issuer}",
        GivenAs::Discovery => "{issuer|discovery}",
    };
    let fill = |source: &str| scope.fill(&Template::parse(source, 0).unwrap_or_default());
    OktaSettings {
        name: scope.text(&side.name),
        application: side.application,
        sign_in: uris(&side.sign_in),
        test_redirect: context.test_redirect.clone(),
        sign_out: uris(&side.sign_out),
        initiate: side.initiate.as_ref().map(|uri| scope.fill(uri)),
        tile: side
            .tile
            .as_ref()
            .filter(|_| scope.has_tile())
            .map(|tile| Tile { either: tile.either, oidc_compliant: tile.oidc_compliant }),
        grants: scope.grants().to_vec(),
        scopes: scope.scopes(),
        servers: side.servers.clone(),
        server: scope.server,
        given_as: side.given_as,
        issuer_given: fill(issuer),
        issuer_expected: fill("{issuer_expected}"),
        client_authentication: side.client_authentication.clone(),
        pkce: side.pkce.clone(),
    }
}

fn apart(filled: Filled) -> Vec<Filled> {
    if !filled.is_complete() || !filled.reveal().contains(' ') {
        return vec![filled];
    }
    filled.reveal().split(' ').filter(|piece| !piece.is_empty()).map(Filled::plain).collect()
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

/// Values that count in one place alone.
type Here = Vec<(String, Found)>;

struct Work<'a> {
    scope: &'a Scope<'a>,
    okta: &'a OktaSettings,
}

impl Work<'_> {
    fn steps(&self, step: &GuideStep) -> Vec<Step> {
        if !self.scope.holds(&step.when) {
            return Vec::new();
        }
        match &step.body {
            StepBody::Own(part) => self.part(step.phase, &part.id, part, &Vec::new()).into_iter().collect(),
            StepBody::Use { id, with, note, .. } => self.used(step.phase, id, with, note),
        }
    }

    fn used(&self, phase: Phase, id: &str, with: &[(String, Template)], note: &[Template]) -> Vec<Step> {
        let Some(step) = okta_steps::find(id) else { return Vec::new() };
        let mut here: Here = Vec::new();
        for (name, default) in &step.takes {
            let given = with.iter().find(|(taken, _)| taken == name).map_or(default, |(_, value)| value);
            here.push((name.clone(), Found::Plain(self.scope.fill_with(given, &here).shown())));
        }
        let parts = step.parts.iter();
        let mut steps: Vec<Step> =
            parts.filter_map(|part| self.part(phase, &format!("{id}.{}", part.id), part, &here)).collect();
        if let Some(last) = steps.last_mut() {
            last.say.extend(note.iter().map(|text| self.scope.text(text)));
        }
        steps
    }

    fn part(&self, phase: Phase, id: &str, part: &StepPart, here: &Here) -> Option<Step> {
        if !self.scope.holds(&part.when) {
            return None;
        }
        let text = |template: &Template| self.scope.fill_with(template, here).shown();
        let page = part.page.as_ref().map(|page| self.scope.fill_with(page, here));
        Some(Step {
            id: format!("{}/{id}", phase.as_str()),
            phase,
            title: text(&part.title),
            say: self.scope.chosen(&part.say).iter().map(text).collect(),
            values: self.pastes(&part.values, here),
            drawing: part.drawing.as_ref().map(|drawing| self.drawing(drawing, here)),
            link: part.link,
            page: page.filter(Filled::is_complete).map(|page| page.reveal().to_owned()),
            write: part.write,
            warn: part.warn.as_ref().map(text),
            ask: part.ask.clone(),
        })
    }

    /// One field for each value; a list place makes one field of each item.
    fn pastes(&self, all: &[PasteTemplate], here: &Here) -> Vec<Paste> {
        let mut out = Vec::new();
        for paste in all.iter().filter(|paste| self.scope.holds(&paste.when)) {
            for place in self.items(&paste.value, here) {
                out.push(Paste {
                    label: self.scope.fill_with(&paste.label, &place).shown(),
                    value: self.scope.fill_with(&paste.value, &place),
                    secret: paste.value.holds_secret(),
                    note: paste.note.as_ref().map(|note| self.scope.fill_with(note, &place).shown()),
                });
            }
        }
        out
    }

    /// The values of each repetition of a template with a list place; the values as they are without one.
    fn items(&self, template: &Template, here: &Here) -> Vec<Here> {
        let Some(list) = LISTS.into_iter().find(|name| template.places().any(|place| place == *name)) else {
            return vec![here.clone()];
        };
        let all = if list == "sign_in" { &self.okta.sign_in } else { &self.okta.sign_out };
        let one = |uri: &Filled| {
            let mut local = here.clone();
            local.push((list.to_owned(), Found::Filled(uri.clone())));
            local
        };
        all.iter().map(one).collect()
    }

    fn drawing(&self, drawing: &DrawingTemplate, here: &Here) -> Drawing {
        let mut lines = Vec::new();
        for line in self.scope.chosen(&drawing.lines) {
            let places = self.items(&line, here);
            let shown = places.iter().take(DRAWN_ITEMS);
            lines.extend(shown.map(|place| self.scope.fill_with(&line, place).shown()));
        }
        Drawing { title: self.scope.fill_with(&drawing.title, here).shown(), lines }
    }

    fn format(&self, format: &Format) -> ResolvedFormat {
        let text = |template: &Template| self.scope.text(template);
        let body = match format.editor.as_str() {
            SHEET => FormatBody::Sheet(Sheet {
                place: format.place.iter().map(text).collect(),
                fields: self.pastes(&format.fields, &Vec::new()),
                then: format.then.as_ref().map(text),
            }),
            TEXT => {
                FormatBody::Text(format.text.as_ref().map(|whole| self.scope.fill(whole)).unwrap_or_default())
            }
            editor => FormatBody::Settings {
                editor: editor.to_owned(),
                dialect: format.dialect.clone(),
                settings: self.keys(format),
            },
        };
        let beside = format.beside.iter().filter(|beside| self.scope.holds(&beside.when));
        let apply = format.apply.iter().filter(|apply| self.scope.holds(&apply.when));
        ResolvedFormat {
            id: format.id.clone(),
            name: format.name.clone(),
            about: format.about.as_ref().map(text),
            body,
            path: format.path.as_ref().map(text),
            header: format.header.iter().map(text).collect(),
            also: format.also.clone(),
            beside: beside
                .map(|beside| ResolvedBeside {
                    say: text(&beside.say),
                    variable: beside.variable.clone(),
                    run: beside.run.as_ref().map(text),
                })
                .collect(),
            apply: apply
                .map(|apply| ResolvedApply { how: apply.how.clone(), run: text(&apply.run) })
                .collect(),
        }
    }

    fn keys(&self, format: &Format) -> Vec<ResolvedKey> {
        let keys = format.keys.iter().filter(|key| self.scope.holds(&key.when));
        let one = |key: &Key, here: &Here| ResolvedKey {
            key: self.scope.fill_with(&key.key, here).shown(),
            value: self.scope.fill_with(&key.value, here),
            kind: key.kind.clone(),
            note: key.note.as_ref().map(|note| self.scope.fill_with(note, here).shown()),
        };
        keys.flat_map(|key| self.pairs(key).into_iter().map(|here| one(key, &here)).collect::<Vec<_>>())
            .collect()
    }

    /// The values of each repetition of a key: one for each pair of its `map` question, or the key alone.
    fn pairs(&self, key: &Key) -> Vec<Here> {
        let Some(question) = &key.each else { return vec![Vec::new()] };
        let named = |from: Found, to: Found, list: Found| {
            let names = ["pair_from", "pair_to", "pair_to_list"].map(str::to_owned);
            names.into_iter().zip([from, to, list]).collect()
        };
        match self.scope.fill_name(question) {
            Found::Gap(label) => {
                let gap = Found::Gap(label);
                vec![named(gap.clone(), gap.clone(), gap)]
            }
            Found::Plain(text) => pairs(&text)
                .into_iter()
                .map(|(from, to)| {
                    let list = Found::Plain(json_list(&to));
                    named(Found::Plain(from), Found::Plain(to), list)
                })
                .collect(),
            Found::Secret(_) | Found::Filled(_) => Vec::new(),
        }
    }
}
