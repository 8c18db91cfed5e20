//! Large files of every format: whether one takes as much longer as it is longer, which it does where nothing looks through all
//! of it for each of its keys.
//!
//! What is compared is the processor's work of this thread, a small file's and a large one's; not the time on a clock.

use std::path::Path;
use std::time::Instant;

use usher::internals::apps::{Guide, catalogue};
use usher::internals::base::Secret;
use usher::internals::config::{Document, Editor, Setting, plan};
use usher::internals::engine::search::Search;

use crate::page::Page;

/// A format, what its file begins and ends with, a row of it, and a key that is not there yet.
#[derive(Clone, Copy)]
struct Kind {
    editor: &'static str,
    begin: &'static str,
    row: fn(usize) -> String,
    end: &'static str,
    key: &'static str,
}

const fn kind(editor: &'static str, key: &'static str, row: fn(usize) -> String) -> Kind {
    Kind { editor, begin: "", row, end: "", key }
}

const fn between(kind: Kind, begin: &'static str, end: &'static str) -> Kind {
    Kind { begin, end, ..kind }
}

const KINDS: &[Kind] = &[
    kind("env:systemd", "NEW", |at| format!("KEY_{at}=value_{at}\n")),
    kind("env:docker", "NEW", |at| format!("KEY_{at}=value_{at}\n")),
    kind("env:compose", "NEW", |at| format!("KEY_{at}=value_{at}\n")),
    kind("env:shell", "NEW", |at| format!("export KEY_{at}=value_{at}\n")),
    between(kind("json", "new", |at| format!("\"key{at}\": \"value {at}\",\n")), "{\n", "\"last\": 1}\n"),
    between(kind("json", "new", |at| format!("\"key{at}\": {at}, // c {at}\n")), "{\n", "\"last\": 1}\n"),
    between(kind("json", "new", |at| format!("\"value {at}\",\n")), "{\"list\": [\n", "0]}\n"),
    kind("hcl", "new", |at| format!("key{at} = \"value {at}\"\n")),
    kind("hcl", "new", |at| format!("resource \"r\" \"n{at}\" {{\n  a = {at}\n}}\n")),
    kind("toml", "new", |at| format!("key{at} = \"value {at}\"\n")),
    kind("toml", "t1.new", |at| format!("[t{at}]\nkey = {at}\n")),
    kind("ini", "new", |at| format!("key{at} = value {at}\n")),
    kind("ini", "s1.new", |at| format!("[s{at}]\nkey = value {at}\n")),
    kind("properties", "new", |at| format!("key.{at} = value {at}\n")),
    kind("python", "NEW", |at| format!("KEY_{at} = 'value {at}'\n")),
    kind("python", "c.New.name", |at| format!("c.Class{at}.name = 'value {at}'\n")),
    between(kind("python", "NEW", |at| format!("    'key{at}': {at},\n")), "KEY = {\n", "}\n"),
    kind("ruby", "group.new", |at| format!("group['key{at}'] = 'value {at}'\n")),
    between(
        kind("php", "new", |at| format!("  'key{at}' => 'value {at}',\n")),
        "<?php\n$CONFIG = array (\n",
        ");\n",
    ),
    kind("python", "NEW", |at| format!("# {at}\n\n")),
    kind("ruby", "group.new", |at| format!("# {at}\n\n")),
    between(kind("env:systemd", "NEW", |_| "'' ".repeat(20)), "KEY=", "\n"),
    kind("apache", "New", |at| format!("Key{at} value{at}\n")),
    kind("nginx", "new", |at| format!("key{at} value{at};\n")),
    kind("caddyfile", "new", |at| format!("key{at} value{at}\n")),
    kind("commands:sh", "app set new > --to=", |at| format!("app set key{at} --to=value{at}\n")),
    kind("commands:powershell", "app set new > --to=", |at| format!("app set key{at} --to=value{at}\n")),
];

/// The parser that changes YAML works slowly, if in proportion, so its files are smaller here.
const YAML: &[Kind] = &[
    kind("yaml", "new", |at| format!("key{at}: value {at}\n")),
    kind("yaml", "new", |at| format!("group{at}:\n  key: value {at} # c\n")),
    between(kind("yaml", "new", |at| format!("  - name: n{at}\n    value: {at}\n")), "list:\n", ""),
    between(
        kind("yaml:compose", "services.app.environment.NEW", |at| format!("      KEY_{at}: {at}\n")),
        "services:\n  app:\n    environment:\n",
        "",
    ),
    between(
        kind("yaml:kubernetes", "ConfigMap/x.data.new", |at| format!("  key{at}: value {at}\n")),
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n",
        "",
    ),
];

impl Kind {
    /// The work of reading all keys of a file with so many rows, and of planning a change of it, in nanoseconds of the
    /// processor: the least of three, since other programs take the caches away.
    fn work(&self, rows: usize) -> u64 {
        let editor: Editor = self.editor.parse().expect("a format");
        let text: String = std::iter::once(self.begin.to_owned())
            .chain((0..rows).map(self.row))
            .chain([self.end.to_owned()])
            .collect();
        let once = || {
            let before = worked();
            let read = Document::open(editor, &text).map(|document| document.keys());
            assert!(read.is_ok(), "{} is read", self.editor);
            let planned = plan(editor, Some(&text), &[Setting::text(self.key, "something")]);
            assert!(planned.is_ok(), "{}: {:?}", self.editor, planned.err().map(|refusal| refusal.why));
            worked().saturating_sub(before)
        };
        (0..3).map(|_| once()).min().unwrap_or_default().max(1)
    }

    /// How many times the work of a file eight times as long is that of a file with so many rows.
    fn growth(&self, rows: usize) -> u64 {
        self.work(rows * 8) / self.work(rows)
    }
}

/// What this thread has worked by now, in nanoseconds of the processor; nothing where the system does not tell.
fn worked() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// A file's name, a row of it that says nothing of a sign-on, and what does at its end.
type Large = (&'static str, fn(usize) -> String, &'static str);

/// Applications' own files, each to be a million bytes long.
const MEGABYTE: &[Large] = &[
    (
        "coder.env",
        |at| format!("KEY_{at}=value_{at}\n"),
        "CODER_OIDC_ISSUER_URL=https://example.okta.com\nCODER_OIDC_CLIENT_ID=0oa8x2k4mQ1vJ7dT5e6\n",
    ),
    (
        "grafana.ini",
        |at| format!("[s{at}]\nkey = value {at}\n"),
        "[auth.okta]\nclient_id = 0oa8x2k4mQ1vJ7dT5e6\nallow_sign_up = true\n",
    ),
    (
        "values.yaml",
        |at| format!("group{at}:\n  key: value {at} # c\n"),
        "coder:\n  env:\n    - name: CODER_OIDC_ISSUER_URL\n      value: https://example.okta.com\n",
    ),
];

/// Which application's file one of a million bytes is, against all guides, and what it says.
fn recognise(page: &mut Page) {
    let guides: Vec<Guide> =
        catalogue::cards().iter().filter_map(|card| catalogue::open(card.id).ok()).collect();
    for (name, row, end) in MEGABYTE {
        let mut text = String::new();
        for at in 0.. {
            if text.len() > 1_000_000 {
                break;
            }
            text += &row(at);
        }
        text += end;
        let times = || {
            let mut search = Search::new(Path::new(name), Secret::new(text.as_str()));
            let began = Instant::now();
            let found = search.candidates(&guides);
            let told = began.elapsed();
            let guide = guides.iter().find(|guide| found.first().is_some_and(|one| one.id == guide.id));
            assert!(guide.is_some_and(|guide| search.look(guide).is_some()), "{name}: {found:?}");
            (told.as_millis(), began.elapsed().as_millis())
        };
        let (told, all) = (0..5).map(|_| times()).min_by_key(|(_, all)| *all).unwrap_or_default();
        page.row(
            &format!("recognising and reading {name} of 1 MB against all guides"),
            "under 100 ms",
            format!("{all} ms, {told} ms of them to recognise it"),
        );
    }
}

pub(crate) fn measure(page: &mut Page) {
    recognise(page);
    // For the caches of the processor three times as much for each row is usual; what looks through all rows for each row
    // takes eight times as much, which makes 64.
    for (kinds, rows, name) in [(KINDS, 700, "any format but YAML"), (YAML, 150, "YAML")] {
        let worst = kinds.iter().map(|kind| (kind.growth(rows), kind.editor)).max().unwrap_or_default();
        page.row(
            &format!("work of a file eight times as long, {name}"),
            "under 24 times",
            format!("{} times, the most ({})", worst.0, worst.1),
        );
    }
}
