//! Lists of YAML: what stays keeps its lines.

use super::{Editor, Setting, own_list, written};

#[test]
fn an_item_more_is_a_line_more() {
    let old = "\
scope:
- openid
  # keeps people signed in
- offline_access   # until midnight
# by the team
admins:
  - 'root'
  - ada

  # the last one
requested: [openid, \"email\"] # two
";
    let settings = [
        Setting::new("scope", own_list(&["openid", "offline_access", "groups"])),
        Setting::new("admins", own_list(&["ada", "eve"])),
        Setting::new("requested", own_list(&["openid", "email", "groups"])),
    ];
    insta::assert_snapshot!(written(Editor::Yaml, old, &settings), @r#"
        scope:
        - openid
          # keeps people signed in
        - offline_access   # until midnight
        - "groups"
        # by the team
        admins:
          - ada
          - "eve"

          # the last one
        requested: [openid, "email", "groups"] # two
    "#);
}

#[test]
fn a_new_entry_comes_below_the_comments_of_the_one_before() {
    let old = "\
connectors:
- type: mock
  id: mock
  # grants: all
  #
# the passwords
passwords: true
";
    let settings = [Setting::text("connectors[id=okta].name", "Okta")];
    insta::assert_snapshot!(written(Editor::Yaml, old, &settings), @r#"
        connectors:
        - type: mock
          id: mock
          # grants: all
          #
        - id: "okta"
          name: "Okta"
        # the passwords
        passwords: true
    "#);
}
