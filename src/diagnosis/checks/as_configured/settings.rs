//! The other settings of the application's file, as far as they are not as they should be.

use super::{about, place, quoted, with_scopes};
use crate::apps::guide::Weight;
use crate::base::untrusted::visible;
use crate::base::words::{Message, key, message};
use crate::diagnosis::as_configured::{AsConfigured, Deviation, Setting, Stated};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Severity, Status};
use crate::diagnosis::slugs::Slug;

/// The settings that deviate, each by itself.
pub(super) fn checks(used: &AsConfigured) -> Vec<Check> {
    let mut all: Vec<Check> = used.settings.iter().map(|one| setting(one, used)).collect();
    if all.is_empty() && used.compared > 0 {
        all.push(Check::new(CheckId::ConfigSettings, Status::Pass));
    }
    all
}

fn setting(setting: &Setting, used: &AsConfigured) -> Check {
    match setting.deviation {
        Deviation::Scope => return scope_of(setting, used),
        Deviation::ByteOrderMark => return byte_order_mark(setting),
        _ => {}
    }
    let slug = match setting.deviation {
        Deviation::Differs if setting.stated.text.is_empty() => Slug::ConfigSettingMissing,
        Deviation::Differs => Slug::ConfigSettingDiffers,
        Deviation::NotRead => Slug::ConfigKeyNotRead,
        Deviation::LocalLoginOff => Slug::ConfigLocalLoginOff,
        Deviation::Scope => Slug::ConfigScopeMissing,
        Deviation::ByteOrderMark => Slug::ConfigByteOrderMark,
        Deviation::Remark => Slug::ConfigCommentInValue,
    };
    let (severity, status) = match setting.weight {
        Weight::Note => (Severity::Note, Status::Pass),
        Weight::Warn => (Severity::Warn, Status::Warn),
        Weight::Fail => (Severity::Fail, Status::Fail),
    };
    let (key, wanted) = (visible(&setting.stated.key), visible(&setting.wanted));
    let cure: Message = match setting.deviation {
        _ if !setting.cure.is_empty() => setting.cure.clone().into(),
        _ if wanted.is_empty() => Message::default(),
        Deviation::Remark => Message::default(),
        Deviation::NotRead => message!("checks.cure.rename", key = key, instead = wanted),
        _ => message!("checks.cure.set", key = key, value = wanted),
    };
    let why: Message = match setting.deviation {
        Deviation::NotRead if setting.why.is_empty() && setting.weight == Weight::Fail => {
            key!("checks.why.needed").into()
        }
        _ => setting.why.clone().into(),
    };
    let mut found = about(slug, &setting.stated, &setting.wanted).public("why", why).public("cure", cure);
    found.severity = severity;
    let correction = setting.correction.clone().filter(|_| status != Status::Pass);
    Check::new(CheckId::ConfigSettings, status).because(found.corrected_by(correction))
}

/// Something that is switched on and does nothing without a scope.
fn scope_of(setting: &Setting, used: &AsConfigured) -> Check {
    let sent = used.scopes.as_ref().map(|scopes| scopes.sent.join(" ")).unwrap_or_default();
    let stated =
        used.scopes.as_ref().and_then(|scopes| scopes.stated.clone()).unwrap_or_else(|| used.scope_key());
    let seen = Stated { text: sent.clone(), ..stated };
    let found = about(Slug::ConfigScopeMissing, &seen, &format!("{sent} {}", setting.wanted));
    let correction = with_scopes(used, &seen, &[&setting.wanted]);
    let found = found
        .public("scope", setting.wanted.clone())
        .at(quoted(&setting.stated))
        .corrected_by(Some(correction));
    Check::new(CheckId::ConfigSettings, Status::Warn).because(found)
}

/// Bytes before the first letter that no editor shows.
fn byte_order_mark(setting: &Setting) -> Check {
    let mut found = Finding::new(Slug::ConfigByteOrderMark).public("place", place(&setting.stated));
    // Where it is not known what reads the file, nobody knows whether it minds.
    let status = if setting.weight == Weight::Fail { Status::Fail } else { Status::Unknown };
    if status == Status::Unknown {
        found.severity = Severity::Warn;
    }
    let found = found.corrected_by(setting.correction.clone());
    Check::new(CheckId::ConfigSettings, status).required(true).because(found)
}
