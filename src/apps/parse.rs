//! From the text of a guide, or of one of Okta's steps, to its shape. Reading never stops at the first problem.

use super::check;
use super::guide::{
    ApplicationType, Claims, Confirm, ConfirmKind, ConsolePage, DrawingTemplate, GivenAs, Grant, Guide,
    GuideStep, Maybe, OktaSide, OktaStep, PasteTemplate, Phase, Roles, Server, StepBody, StepPart,
    TileTemplate, Trap, Verified,
};
use super::parse_format::formats;
use super::parse_question::questions;
use super::problem::Problem;
use super::read::{Log, Reader, document};
use super::template::Template;

/// The version of the guides' shape that is read here.
const VERSION: u16 = 1;

impl Guide {
    /// Reads a guide and checks it: unknown keys, wrong types, unknown places, filters, conditions and steps.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text, with line, column and the nearest right word.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let log = Log::new(text);
        let guide = document(text, &log).and_then(|table| {
            let reader = Reader::new(table.get_ref(), 0, &log);
            // Of a newer shape nothing more can be said, least of all that its keys are unknown.
            if !version(&reader, "guide") {
                return None;
            }
            let guide = guide(&reader);
            reader.finish();
            guide
        });
        if let Some(guide) = &guide {
            check::guide(guide, &log);
        }
        let problems = log.into_problems();
        guide.filter(|_| problems.is_empty()).ok_or(problems)
    }
}

impl OktaStep {
    /// Reads one of Okta's steps.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let log = Log::new(text);
        let step = document(text, &log).map(|table| {
            let reader = Reader::new(table.get_ref(), 0, &log);
            version(&reader, "step");
            let step = Self {
                id: reader.need_text("id"),
                takes: reader.pairs("takes"),
                parts: reader.tables("part").iter().map(|part| closed(part, step_part(part))).collect(),
            };
            reader.finish();
            step
        });
        if let Some(step) = &step {
            check::okta_step(step, &log);
        }
        let problems = log.into_problems();
        step.filter(|_| problems.is_empty()).ok_or(problems)
    }
}

/// What was read of a table, after its unknown keys were refused.
pub(super) fn closed<T>(reader: &Reader<'_, '_>, read: T) -> T {
    reader.finish();
    read
}

fn version(reader: &Reader<'_, '_>, key: &'static str) -> bool {
    let found = reader.number(key);
    if found.is_none() {
        reader.missing(key);
    }
    let newer = found.is_some_and(|number| number != VERSION);
    if newer {
        reader.log().note(reader.place(key), "version", &[("key", key)]);
    }
    !newer
}

fn guide(reader: &Reader<'_, '_>) -> Option<Guide> {
    let name = reader.need_text("name");
    let roles = reader
        .table("roles")
        .map(|roles| closed(&roles, Roles { okta: roles.need_text("okta"), app: roles.need_text("app") }));
    let okta = reader.table("okta").map(|table| closed(&table, okta(&table, &name)));
    if okta.is_none() {
        reader.missing("okta");
    }
    Some(Guide {
        id: reader.need_name("id", "-"),
        called: reader.template("called"),
        about: reader.need_text("about"),
        category: reader.need_text("category"),
        aliases: reader.texts("aliases"),
        keywords: reader.texts("keywords"),
        deployment: deployment(reader),
        docs: reader.text("docs"),
        checked: reader.day("checked"),
        minutes: reader.number("minutes"),
        plan: reader.text("plan"),
        roles: roles.unwrap_or_default(),
        questions: questions(reader),
        claims: reader.table("claims").map(|table| closed(&table, claims(&table))).unwrap_or_default(),
        steps: reader.tables("step").iter().map(|table| closed(table, step(table))).collect(),
        formats: formats(reader),
        traps: reader.tables("trap").iter().map(|table| closed(table, trap(table))).collect(),
        confirmations: reader.tables("confirm").iter().map(|table| closed(table, confirm(table))).collect(),
        okta: okta?,
        name,
    })
}

fn deployment(reader: &Reader<'_, '_>) -> String {
    let known = [("self-hosted", "self-hosted"), ("saas", "saas"), ("both", "both")];
    reader.word("deployment", &known).unwrap_or_default().to_owned()
}

fn okta(reader: &Reader<'_, '_>, name: &str) -> OktaSide {
    let types = [
        ("web", ApplicationType::Web),
        ("single_page", ApplicationType::SinglePage),
        ("native", ApplicationType::Native),
    ];
    let ways = ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"];
    let ways = ways.map(|way| (way, way));
    let pkce = ["always", "when offered", "unknown"].map(|way| (way, way));
    let (servers, server_asked, given_as) = issuer(reader);
    if reader.is_empty("sign_in") {
        reader.log().note(reader.at(), "no_redirect", &[]);
    }
    OktaSide {
        name: reader.template("name").unwrap_or_else(|| Template::parse(name, 0).unwrap_or_default()),
        application: reader.word("application", &types).unwrap_or(ApplicationType::Web),
        sign_in: reader.maybe_templates("sign_in"),
        sign_out: reader.maybe_templates("sign_out"),
        initiate: reader.template("initiate"),
        tile: reader.table("tile").map(|tile| closed(&tile, tile_settings(&tile))),
        grants: grants(reader),
        servers,
        server_asked,
        given_as,
        scopes: reader.maybe("scopes", "scope", |_, value| value.get_ref().as_str().map(str::to_owned)),
        client_authentication: reader
            .word("client_authentication", &ways)
            .unwrap_or("client_secret_basic")
            .to_owned(),
        pkce: reader.word("pkce", &pkce).unwrap_or("unknown").to_owned(),
    }
}

fn tile_settings(reader: &Reader<'_, '_>) -> TileTemplate {
    let starts = [("either", true), ("app", false)];
    let flows = [("oidc_compliant", true), ("okta_simplified", false)];
    TileTemplate {
        either: reader.word("login_initiated_by", &starts).unwrap_or(true),
        oidc_compliant: reader.word("login_flow", &flows).unwrap_or(true),
        when: reader.when("when"),
    }
}

fn grants(reader: &Reader<'_, '_>) -> Vec<Maybe<Grant>> {
    let known = [
        ("authorization_code", Grant::AuthorizationCode),
        ("refresh_token", Grant::RefreshToken),
        ("implicit_hybrid", Grant::ImplicitHybrid),
    ];
    reader.maybe("grants", "grant", |reader, value| {
        reader.known(value.span().start, value.get_ref().as_str().unwrap_or_default(), &known)
    })
}

fn issuer(reader: &Reader<'_, '_>) -> (Vec<Server>, Option<String>, GivenAs) {
    let Some(table) = reader.table("issuer") else { return (vec![Server::Org], None, GivenAs::Issuer) };
    let known = [("org", Server::Org), ("custom", Server::Custom)];
    let names = table.texts("servers");
    let at = table.place("servers");
    let mut servers: Vec<Server> = names.iter().filter_map(|name| table.known(at, name, &known)).collect();
    if servers.is_empty() {
        servers.push(Server::Org);
    }
    let forms = [("issuer", GivenAs::Issuer), ("discovery", GivenAs::Discovery)];
    let given_as = table.word("given_as", &forms).unwrap_or_default();
    closed(&table, (servers, table.text("asked"), given_as))
}

fn claims(reader: &Reader<'_, '_>) -> Claims {
    let from = |table: &Reader<'_, '_>| table.templates("from");
    let username = reader.table("username").map(|table| closed(&table, from(&table))).unwrap_or_default();
    let known = [
        ("ignored", Verified::Ignored),
        ("refused when false", Verified::NotFalse),
        ("needed", Verified::True),
    ];
    let email = reader.table("email").map(|table| {
        let verified = table.word("verified", &known).unwrap_or_default();
        closed(&table, (from(&table), verified, table.when("verified_when")))
    });
    let (email, verified, verified_when) = email.unwrap_or_default();
    let groups = reader
        .table("groups")
        .map(|table| closed(&table, Maybe { what: table.need_template("from"), when: table.when("when") }));
    Claims {
        username,
        email,
        verified,
        verified_when,
        groups,
        userinfo: reader.bool("userinfo").unwrap_or_default(),
        required: reader.texts("required"),
        roles: reader.text("roles"),
    }
}

fn step(reader: &Reader<'_, '_>) -> GuideStep {
    let phases = [
        ("app_before", Phase::AppBefore),
        ("okta", Phase::Okta),
        ("app", Phase::App),
        ("okta_after", Phase::OktaAfter),
    ];
    let phase = reader.word("phase", &phases);
    if !reader.has("phase") {
        reader.missing("phase");
    }
    let phase = phase.unwrap_or(Phase::Okta);
    if let Some(id) = reader.text("use") {
        let body = StepBody::Use {
            id,
            with: reader.pairs("with"),
            note: reader.templates("note"),
            at: reader.place("use"),
        };
        return GuideStep { phase, when: reader.when("when"), body };
    }
    let mut part = step_part(reader);
    let when = std::mem::take(&mut part.when);
    GuideStep { phase, when, body: StepBody::Own(Box::new(part)) }
}

fn step_part(reader: &Reader<'_, '_>) -> StepPart {
    StepPart {
        id: reader.need_name("id", "-_"),
        title: reader.need_template("title"),
        say: reader.maybe_templates("say"),
        values: pastes(reader, "values"),
        drawing: reader.table("drawing").map(|table| {
            let drawing = DrawingTemplate {
                title: table.need_template("title"),
                lines: table.maybe_templates("lines"),
            };
            closed(&table, drawing)
        }),
        link: reader.word("link", &PAGES),
        page: reader.template("page"),
        write: reader.bool("write").unwrap_or_default(),
        warn: reader.template("warn"),
        ask: reader.text("ask"),
        when: reader.when("when"),
    }
}

const PAGES: [(&str, ConsolePage); 6] = [
    ("applications", ConsolePage::Applications),
    ("app_general", ConsolePage::AppGeneral),
    ("app_sign_on", ConsolePage::AppSignOn),
    ("app_assignments", ConsolePage::AppAssignments),
    ("authorization_servers", ConsolePage::AuthorizationServers),
    ("system_log", ConsolePage::SystemLog),
];

/// Values to paste, and the fields of a sheet.
pub(super) fn pastes(reader: &Reader<'_, '_>, key: &'static str) -> Vec<PasteTemplate> {
    let one = |table: &Reader<'_, '_>| PasteTemplate {
        label: table.need_template("label"),
        value: table.need_template("value"),
        note: table.template("note"),
        when: table.when("when"),
    };
    reader.tables(key).iter().map(|table| closed(table, one(table))).collect()
}

fn trap(reader: &Reader<'_, '_>) -> Trap {
    Trap {
        say: reader.need_template("say"),
        cure: reader.need_template("cure"),
        finding: reader.text("finding"),
        when: reader.when("when"),
    }
}

fn confirm(reader: &Reader<'_, '_>) -> Confirm {
    let kinds = [
        ConfirmKind::Login,
        ConfirmKind::Refused,
        ConfirmKind::Tile,
        ConfirmKind::SignOut,
        ConfirmKind::Groups,
        ConfirmKind::WayBack,
    ];
    let kinds = kinds.map(|kind| (kind.as_str(), kind));
    let kind = reader.word("about", &kinds);
    if kind.is_none() {
        reader.missing("about");
    }
    Confirm {
        kind: kind.unwrap_or(ConfirmKind::Login),
        ask: reader.need_template("ask"),
        otherwise: reader.template("otherwise"),
        when: reader.when("when"),
    }
}
