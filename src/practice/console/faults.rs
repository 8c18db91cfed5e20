//! What is broken: the faults by where they happen, those that are on above all, and a search that needs no script.

use super::super::fault::{Family, Fault, Faults};
use super::super::page::Html;
use super::super::reply;
use super::super::visit::Visit;
use super::PAGES;
use crate::base::Answer;
use crate::base::words::{Message, Voice, key, message};

const HERE: &str = "/practice/faults";

impl Visit<'_> {
    pub(super) fn fault_page(&self) -> Answer {
        let find = self.query.text("find").trim();
        let shown: Vec<Fault> = Fault::all().iter().copied().filter(|fault| fits(*fault, find)).collect();
        let families = Family::ALL.iter().map(|family| self.family(*family, &shown, !find.is_empty()));
        let form = if shown.is_empty() {
            Html::part(PAGES, "faults-none", &[("find", Html::text(find))])
        } else {
            self.fault_form(find, &shown, Html::joined(families))
        };
        let all = Html::part(PAGES, "faults-all", &[]);
        let body = Html::part(
            PAGES,
            "faults",
            &[
                ("on", self.switched_on(find)),
                ("find", Html::text(find)),
                ("all", if find.is_empty() { Html::default() } else { all }),
                ("form", form),
            ],
        );
        self.shell(200, "What is broken", body)
    }

    /// The form that saves. What is on and not shown goes with it, so that a search switches nothing off.
    fn fault_form(&self, find: &str, shown: &[Fault], families: Html) -> Html {
        let unseen = self.org.faults.iter().filter(|fault| !shown.contains(fault));
        let kept = unseen.map(|fault| Html::part(PAGES, "fault-kept", &[("name", Html::text(fault.name()))]));
        let kept = Html::joined(kept);
        Html::part(PAGES, "fault-form", &[("find", Html::text(find)), ("kept", kept), ("families", families)])
    }

    /// What is wrong now, each with its button, and one for all.
    fn switched_on(&self, find: &str) -> Html {
        let faults: Vec<Fault> = self.org.faults.iter().collect();
        if faults.is_empty() {
            return Html::part(PAGES, "faults-off", &[]);
        }
        let items = Html::joined(faults.iter().map(|fault| {
            Html::part(
                PAGES,
                "fault-on",
                &[("name", Html::text(fault.name())), ("about", Html::said(&fault.about()))],
            )
        }));
        let values = [("count", Html::said(&counted(&faults))), ("items", items), ("find", Html::text(find))];
        Html::part(PAGES, "faults-on", &values)
    }

    /// One family; nothing where none of it is shown. It stands open where somebody looks for something in it.
    fn family(&self, family: Family, shown: &[Fault], is_search: bool) -> Html {
        let members: Vec<Fault> = shown.iter().copied().filter(|fault| fault.family() == family).collect();
        if members.is_empty() {
            return Html::default();
        }
        let on = members.iter().filter(|fault| self.org.faults.has(**fault)).count();
        let mut count = counted(&members);
        if on > 0 {
            count = Message::aside(&count, &message!("practice.faults.on", count = on));
        }
        Html::part(
            PAGES,
            "family",
            &[
                ("name", Html::text(family.name())),
                ("open", Html::when(is_search || on > 0, "open")),
                ("title", Html::said(&family.title())),
                ("about", Html::said(&family.about())),
                ("count", Html::said(&count)),
                ("rows", Html::joined(members.into_iter().map(|fault| self.fault_row(fault)))),
            ],
        )
    }

    fn fault_row(&self, fault: Fault) -> Html {
        Html::part(
            PAGES,
            "fault",
            &[
                ("name", Html::text(fault.name())),
                ("about", Html::said(&fault.about())),
                ("sight", Html::said(&fault.sight())),
                ("checked", Html::when(self.org.faults.has(fault), "checked")),
            ],
        )
    }

    /// Switches one off, or all, or sets them as they are ticked; then the page again, with the search that was there.
    pub(super) fn set_faults(&mut self) -> Answer {
        let ticked = || self.form.all("fault").into_iter().filter_map(|name| name.parse::<Fault>().ok());
        match self.form.text("off") {
            "" => self.org.faults = ticked().collect::<Faults>(),
            "all" => self.org.faults.fix(None),
            one => {
                if let Ok(fault) = one.parse::<Fault>() {
                    self.org.faults.fix(Some(fault));
                }
            }
        }
        let find = self.form.text("find").trim();
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("find", find);
        let place =
            if find.is_empty() { format!("{HERE}#on") } else { format!("{HERE}?{}#on", query.finish()) };
        reply::to(303, &place, self.now)
    }
}

/// How many faults these are.
fn counted(faults: &[Fault]) -> Message {
    let count = faults.len();
    message!(key!("practice.faults.count").counted(count), count = count)
}

/// Whether a fault speaks of every word that is looked for, in its name, its sentences or its family's title.
fn fits(fault: Fault, find: &str) -> bool {
    let said = [fault.about().into(), fault.sight(), fault.family().title().into()];
    let said = said.map(|one| Voice::default().say(&one)).join(" ");
    let told = format!("{} {said}", fault.name()).to_lowercase();
    find.to_lowercase().split_whitespace().all(|word| told.contains(word))
}
