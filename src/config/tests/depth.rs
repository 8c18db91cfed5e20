//! A file from anywhere may go as deep as it has bytes. It is refused in good order, or read, by every format and on a stack
//! as small as a thread's; and nothing that real files do is taken for depth.

use super::super::key::steps_inside;
use super::super::{Document, Editor, ReadError, Setting, difference, plan, snippet};

/// As deep as nobody's stack is: for the smallest pieces of stack that a level can take, and for any machine.
const DEEP: usize = 200_000;

/// What a level looks like: how it opens and how it closes.
type Level = (&'static str, &'static str);

const BRACKETS: &[Level] =
    &[("[", "]"), ("{", "}"), ("(", ")"), ("[{", "}]"), ("({[", "]})"), ("\n[ ", "]\n")];

/// An editor, what a file of it has before the levels, and the levels that it has of its own.
const KINDS: &[(&str, &str, &[Level])] = &[
    ("env:systemd", "A=", &[("\"", ""), ("${", "}")]),
    ("env:docker", "A=", &[("${", "}")]),
    ("env:compose", "A=", &[("${A:-", "}")]),
    ("env:shell", "export A=", &[("${A:-", "}"), ("$(", ")"), ("`", "`")]),
    (
        "yaml",
        "",
        &[("{\"a\": ", "}"), ("{a: ", "}"), ("[']', ", "]"), ("[ # ]\n", "]"), ("- ", ""), ("? ", "")],
    ),
    (
        "yaml",
        "a: ",
        &[("{\"a\": ", "}"), ("{a: ", "}"), ("!b ", ""), ("&b ", ""), ("[\"]\", ", "]"), ("[b'c, ", "]")],
    ),
    ("yaml:kubernetes", "kind: Secret\nmetadata: {name: a}\nx: ", &[("{a: ", "}"), ("[']', ", "]")]),
    ("yaml:compose", "services: ", &[("{a: ", "}"), ("- ", "")]),
    ("json", "", &[("{\"a\":", "}"), ("[\"]\", ", "]"), ("[/* ] */", "]"), ("[// ]\n", "]")]),
    ("hcl", "a = ", &[("{ a = ", "}"), ("\"${", "}\""), ("a(", ")"), ("-", ""), ("!", ""), ("a ? b : ", "")]),
    ("hcl", "", &[("a {\n", "}\n"), ("a \"b\" {\n", "}\n")]),
    ("hcl", "a = b", &[(" + b", ""), (".b", ""), ("[b", "]")]),
    ("hcl", "a = <<E\n", &[("%{if a}", "%{endif}"), ("${\"", "\"}")]),
    ("toml", "a = ", &[("{a = ", "}"), ("[\"]\", ", "]"), ("[ # ]\n", "]"), ("[']', ", "]")]),
    ("toml", "a", &[(".a", "")]),
    ("toml", "[a", &[(".a", ""), ("[", "]")]),
    ("ini", "[a]\nb = ", &[("%(", ")s"), ("${", "}")]),
    ("properties", "a = ", &[("${", "}")]),
    (
        "python",
        "a = ",
        &[
            ("{'a': ", "}"),
            ("b(", ")"),
            ("not ", ""),
            ("-", ""),
            ("b.", ""),
            ("'b' ", ""),
            ("b if c else ", ""),
        ],
    ),
    (
        "ruby",
        "a['b'] = ",
        &[("{ c: ", "}"), ("{'c' => ", "}"), ("%w(", ")"), ("\"#{", "}\""), ("b.c do ", " end"), ("!", "")],
    ),
    (
        "php",
        "<?php\n$CONFIG = ",
        &[("array('a' => ", ")"), ("['a' => ", "]"), ("(", ")"), ("!", ""), ("$b . ", "")],
    ),
    ("apache", "A b\n", &[("<A>\n", "</A>\n"), ("${", "}")]),
    ("nginx", "", &[("a {\n", "}\n"), ("a { b c; ", "}")]),
    ("caddyfile", "", &[("a {\n", "}\n"), ("{$", "}")]),
    ("commands:sh", "tool set app ", &[("$(", ")"), ("{ ", "; }\n"), ("\nif a\n", "\nfi\n"), ("`", "`")]),
    ("commands:powershell", "tool set app ", &[("$(", ")"), ("@{a=", "}"), ("{ ", "}")]),
];

/// What a program does with a file, on a stack of so many bytes.
fn on_a_stack<T: Send>(bytes: usize, work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(bytes).spawn_scoped(scope, work);
        thread.expect("a thread").join().expect("it comes back")
    })
}

/// The threads of this program have at least twice as much. HCL's parser keeps within its own limit of levels on that.
fn stack_for(editor: Editor) -> usize {
    if editor == Editor::Hcl { 2 << 20 } else { 1 << 20 }
}

/// Reads, locates, plans, proves and shows the difference, whatever comes of each.
fn through_everything(editor: Editor, text: &str) {
    let settings = [Setting::text("b", "1")];
    if let Ok(document) = Document::open(editor, text) {
        document.keys().iter().for_each(|key| drop(document.get(key)));
        document.line_of("a");
    }
    let Ok(planned) = plan(editor, Some(text), &settings) else { return };
    assert!(!planned.difference(Some(text)).is_empty(), "{editor:?}");
}

fn nested(before: &str, (open, close): Level, levels: usize) -> [String; 2] {
    let unclosed = format!("{before}{}1", open.repeat(levels));
    let closed = format!("{unclosed}{}\n", close.repeat(levels));
    [unclosed, closed]
}

#[test]
fn levels_without_end_end_nothing() {
    for (name, before, own) in KINDS {
        let editor: Editor = name.parse().expect("a format");
        for level in own.iter().chain(BRACKETS) {
            // Where a level is one, it is refused long before the end; where it means nothing, all of it is read.
            let [_, some] = nested(before, *level, 300);
            let levels = if too_deep(editor, &some) { DEEP } else { DEEP / 40 };
            for text in nested(before, *level, levels) {
                on_a_stack(stack_for(editor), || through_everything(editor, &text));
            }
        }
    }
}

#[test]
fn a_file_that_goes_too_deep_is_told_where_and_how_deep() {
    for (name, before, level, line, levels) in [
        ("yaml", "a: 1\nb: ", ("[\n", "]"), 122, 120),
        ("yaml", "a: 1\nb: ", ("{c: ", "}"), 2, 120),
        ("yaml", "", ("- ", ""), 1, 120),
        ("yaml:kubernetes", "kind: A\n---\nkind: B\nx: ", ("[", "]"), 4, 120),
        ("json", "{\n\"a\": ", ("[\n", "]"), 121, 120),
        ("hcl", "a = 1\nb = ", ("[", "]"), 2, 64),
        ("hcl", "", ("a {\n", "}\n"), 65, 64),
        ("toml", "a = 1\nb = ", ("[", "]"), 2, 80),
        ("toml", "a = 1\nb", (".b", " = 1"), 2, 80),
        ("toml", "[a]\nb = ", ("{c.d.e.f = ", "}"), 2, 80),
        ("python", "a = 1\nb = ", ("[", "]"), 2, 120),
        ("ruby", "a 'b'\nc['d'] = ", ("{ e: ", "}"), 2, 120),
        ("php", "<?php\n$CONFIG = ", ("['a' => ", "]"), 2, 120),
        ("apache", "", ("<A>\n", "</A>\n"), 121, 120),
        ("nginx", "", ("a {\n", "}\n"), 121, 120),
        ("caddyfile", "", ("a {\n", "}\n"), 121, 120),
        ("commands:sh", "\n", ("(", ")"), 2, 120),
    ] {
        let editor: Editor = name.parse().expect("a format");
        for text in nested(before, level, 2_000) {
            let why = Document::open(editor, &text).expect_err("it is too deep");
            assert_eq!((why.line, why.deeper_than), (Some(line), Some(levels)), "{name}: {why}");
            assert!(
                why.message().in_english().contains(&format!("more than {levels} ")),
                "{}",
                why.message().in_english()
            );
            let refusal = plan(editor, Some(&text), &[Setting::text("b", "1")]).expect_err("it is too deep");
            assert!(
                refusal.message().in_english().contains(&line.to_string()),
                "{}",
                refusal.message().in_english()
            );
        }
    }
}

/// Names with dots inside braces inside a table: each of TOML's parsers has a limit for one of them, and none for their sum.
#[test]
fn what_multiplies_levels_is_counted_whole() {
    let name = ["a"; 40].join(".");
    for text in [
        nested("b = ", (&format!("{{{name} = ").leak()[..], "}"), 70)[1].clone(),
        format!("[{name}]\nb = {}1{}", "{c.d = ".repeat(40), "}".repeat(40)),
        format!("b = [x', {}1{}]", format!("{{{name} = ").repeat(70), "}".repeat(70)),
    ] {
        on_a_stack(1 << 20, || through_everything(Editor::Toml, &text));
        assert!(too_deep(Editor::Toml, &text), "{text}");
    }
}

fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    (0..count).map(row).collect::<Vec<_>>().concat()
}

fn too_deep(editor: Editor, text: &str) -> bool {
    Document::open(editor, text).is_err_and(|why: ReadError| why.deeper_than.is_some())
}

#[test]
fn what_real_files_do_is_not_taken_for_depth() {
    let many = |piece: &str| piece.repeat(2_000);
    for (name, text) in [
        ("yaml", many("- \"[{\"\n")),
        ("yaml", many("- it's [a {b\n- 'x' # [{\n")),
        ("yaml", format!("a: |\n{}b: 1\n", many("  [{ don't \"\n"))),
        ("yaml", format!("a:\n  - b: >2-\n{}    c: [1]\n", many("      [{\n"))),
        ("yaml", format!("a: b\n{}c: 1\n", many("  [{ \"\n"))),
        ("yaml", format!("a: \"\n{}\"\n", many("  [{ \\\"\n"))),
        ("yaml", many("- {a: [1, {b: \"]\"}], c: '['}\n")),
        ("yaml", many("- [a, 'b]', \"c\\\"[\", # [\n   {d: e}]\n")),
        ("yaml", format!("a: [{}1]\n", many("it's, \"[\", "))),
        ("json", format!("[{}1]", many("\"[\\\"{\", "))),
        ("json", format!("[// [[\n{}1]", many("/* [{ */ {\"a\": [1]}, "))),
        ("toml", many("[[a.b.c]]\nd.e = [1.5, {f.g = \"[[\"}] # [[\n")),
        ("toml", format!("a = '''\n{}'''\n", many("[{ a.b.c\n"))),
        ("hcl", many("a {\n  b = \"[{\" # [\n  c = [{ d = \"${e[0]}\" }]\n}\n")),
        ("python", many("a = '[' # [\nb = [{'c': (1,)}]\n")),
        ("ruby", many("a['b'] = \"[{\" # [\n")),
        ("php", format!("<?php\n$CONFIG = [{}];\n", many("'[{', // [\n"))),
        ("nginx", many("a { b \"{\"; } # {\n")),
        ("commands:sh", many("a '(' \"(\" # (\n")),
    ] {
        let editor: Editor = name.parse().expect("a format");
        assert_eq!(Document::open(editor, &text).err(), None, "{name}: {}", &text[..80]);
    }
}

#[test]
fn a_hundred_levels_are_read_and_changed() {
    for (name, before, level, after) in [
        ("yaml", "a: ", ("[", "]"), "b: 0\n"),
        ("json", "{\"a\": ", ("[", "]"), ", \"b\": 0}"),
        ("python", "a = ", ("[", "]"), "b = 0\n"),
        ("php", "<?php\n$CONFIG = ['b' => 0, 'a' => ", ("[", "]"), "];\n"),
    ] {
        let editor: Editor = name.parse().expect("a format");
        let text = format!("{}{after}", nested(before, level, 100)[1]);
        let settings = [Setting::text("b", "1")];
        let planned = on_a_stack(1 << 20, || plan(editor, Some(&text), &settings));
        assert!(planned.is_ok_and(|planned| !planned.unchanged), "{name}");
    }
}

#[test]
fn aliases_that_repeat_each_other_do_not_fill_the_memory() {
    let row = |what: &str| format!("[{}]\n", vec![what; 10_000].join(","));
    let laughs = rows(60, |at| format!("a{0}: &a{0} [*a{at},*a{at}]\n", at + 1));
    let chain = rows(400, |at| format!("a{0}: &a{0} [*a{at}]\n", at + 1));
    for text in [
        format!("a: &a {}b: {}", row("1"), row("*a")),
        format!("a: &a {}\nb: {}", "x".repeat(100_000), row("*a")),
        format!("a0: &a0 [1,1]\n{laughs}"),
        format!("a0: &a0 [1]\n{chain}"),
        "a: &a [*a]\n".to_owned(),
        "a: &a {<<: *a}\n".to_owned(),
    ] {
        for editor in [Editor::Yaml, Editor::ComposeFile] {
            let read = on_a_stack(1 << 20, || Document::open(editor, &text));
            assert!(read.is_err(), "{}", &text[..10]);
        }
    }
    let merged = "a: &a {b: 1}\nc: {<<: *a, d: 2}\ne: [*a, *a]\n";
    assert!(Document::open(Editor::Yaml, merged).is_ok(), "some aliases are what files have");
}

#[test]
fn a_text_in_a_text_in_a_text_is_a_text_at_last() {
    let text = |deep: usize| {
        let heads = rows(deep, |at| format!("{:at$}a: |\n", ""));
        format!("{heads}{:deep$}b: 1\n{:deep$}# c\n", "", "")
    };
    let found = |deep: usize| {
        let key = format!("{}b", "a>".repeat(deep));
        Document::open(Editor::Yaml, &text(deep)).map(|document| document.get(&key).is_some())
    };
    assert_eq!(found(3), Ok(true));
    assert_eq!(found(8), Ok(false));
    on_a_stack(1 << 20, || through_everything(Editor::Yaml, &text(300)));
    on_a_stack(1 << 20, || through_everything(Editor::Manifest, &text(300)));
}

/// A key of a guide of one's own is a path too.
#[test]
fn a_key_with_names_without_end_is_no_key() {
    let key = format!("a{}", ".a".repeat(DEEP));
    for (name, ..) in KINDS {
        let editor: Editor = name.parse().expect("a format");
        let key = if *name == "yaml:kubernetes" { format!("Secret/a.{key}") } else { key.clone() };
        on_a_stack(1 << 20, || {
            let settings = [Setting::text(key.clone(), "1")];
            drop(plan(editor, None, &settings));
            drop(snippet(editor, &settings));
            let empty = Document::open(editor, "").expect("readable");
            assert_eq!((empty.get(&key), empty.line_of(&key)), (None, None));
        });
    }
    assert!(steps_inside(&key).is_err() && steps_inside("a.b.c.d.e.f").is_ok());
}

/// The search for a difference halves what it compares again and again; lines may be such that the halves are very unequal.
#[test]
fn a_difference_of_any_two_texts_takes_no_stack() {
    let lines = |line: &dyn Fn(usize) -> usize| rows(4_000, |at| format!("{}\n", line(at)));
    let texts = [
        lines(&|at| at),
        lines(&|at| 4_000 - at),
        lines(&|at| at % 2),
        lines(&|at| at % 7 * (at % 3)),
        lines(&|at| at / 2 * (at % 2)),
        lines(&|at| at * 7_919 % 97),
        lines(&|at| usize::from(at.is_power_of_two())),
    ];
    on_a_stack(1 << 18, || {
        for (old, new) in texts.iter().flat_map(|old| texts.iter().map(move |new| (old, new))) {
            let told = difference(Some(old), new, &[]);
            assert_eq!(told.is_empty(), old == new);
        }
    });
}
