//! From `[[step]]` and the parts of Okta's own steps to what is done, and the values that are pasted on the way.

use crate::apps::guide::{ConsolePage, DrawingTemplate, GuideStep, PasteTemplate, Phase, StepBody, StepPart};
use crate::apps::read::{Reader, closed};

pub(super) fn step(reader: &Reader<'_, '_>) -> GuideStep {
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

pub(super) fn step_part(reader: &Reader<'_, '_>) -> StepPart {
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
