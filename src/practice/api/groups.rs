//! Groups as the API has them.

use serde_json::{Value as Json, json};

use super::super::people::EVERYONE;
use super::super::visit::Visit;
use super::MADE;
use crate::base::Answer;

impl Visit<'_> {
    /// `GET /api/v1/groups`: all, those whose name begins so (`q`), or the one of a name (`search`).
    pub(super) fn list_groups(&mut self) -> Answer {
        let search = self.query.text("search").to_owned();
        let exact = search.strip_prefix("profile.name eq \"").and_then(|rest| rest.strip_suffix('"'));
        let exact = exact.map(|name| name.replace("\\\"", "\"").replace("\\\\", "\\"));
        if !search.is_empty() && exact.is_none() {
            return self.refused_for(400, "E0000031", "Invalid search criteria.", "Invalid search criteria.");
        }
        let starts = self.query.text("q").to_lowercase();
        let counts = self.query.text("expand") == "stats";
        let is_meant = |name: &&String| {
            exact.as_ref().is_none_or(|exact| exact == *name) && name.to_lowercase().starts_with(&starts)
        };
        let one = |name: &String| {
            let mut group = self.group(name)?;
            if counts {
                let people = self.org.users.iter().filter(|user| user.groups.contains(name)).count();
                group["_embedded"] = json!({ "stats": { "usersCount": people, "appsCount": 0 } });
            }
            Some(group)
        };
        let all: Vec<Json> = self.org.groups.iter().filter(is_meant).filter_map(one).collect();
        self.page_of(&all, 10_000)
    }

    /// A group by its name.
    pub(super) fn group(&self, name: &str) -> Option<Json> {
        let at = self.org.groups.iter().position(|group| group == name)?;
        let id = format!("00gpractice{at:09}");
        let is_everyone = name == EVERYONE;
        let description = if is_everyone { "All users in your organization" } else { "" };
        Some(json!({
            "id": id,
            "created": MADE,
            "lastUpdated": MADE,
            "lastMembershipUpdated": MADE,
            "objectClass": ["okta:user_group"],
            "type": if is_everyone { "BUILT_IN" } else { "OKTA_GROUP" },
            "profile": { "name": name, "description": description },
            "_links": {
                "users": { "href": self.href(&format!("groups/{id}/users")) },
                "apps": { "href": self.href(&format!("groups/{id}/apps")) },
            },
        }))
    }
}
