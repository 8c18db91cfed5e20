//! Pictures of screens, kept side by side: one file for each, with its sizes and how its letters look.
//!
//! Each is kept at 80×24, and in a wide window where its page then has something beside it; two in all windows. What is the
//! same in each of them (a larger window shows more of a page, a smaller one less) needs no picture: the rules of
//! `everywhere.rs` are tried on each screen here, at every size and in every look.

use usher::wizard::View;

use crate::tests::screens::colours;
use crate::tests::screens::desk::Desk;
use crate::tests::screens::everywhere::hold_everywhere;

/// The usual terminal.
const USUAL: (u16, u16) = (80, 24);

/// The narrowest window in which something can stand beside a page.
const BROAD: (u16, u16) = (140, 24);

/// Each way in which a page is laid out: a small window, the usual one, what belongs beside the page below it, beside it, and
/// all of that in the middle of a wall.
const ALL: [(u16, u16); 5] = [(60, 20), USUAL, (120, 40), BROAD, (200, 60)];

/// The pictures of a screen at these sizes, one below the other.
fn at_sizes(desk: &mut Desk, sizes: &[(u16, u16)]) -> String {
    let (usual, scroll) = (desk.size, desk.wizard.scroll());
    let mut pictures = Vec::new();
    for size in sizes {
        desk.size = *size;
        desk.wizard.shown(scroll.offset, View::default());
        let picture = desk.show();
        let title = format!("══ {}x{} ", size.0, size.1);
        pictures.push(format!("{title:═<width$}\n{picture}\n", width = usize::from(size.0)));
    }
    desk.size = usual;
    desk.wizard.shown(scroll.offset, View::default());
    pictures.join("\n")
}

/// The sizes at which a screen is laid out in a way of its own.
fn layouts(desk: &Desk) -> Vec<(u16, u16)> {
    let is_beside = |size| desk.frame(size, desk.theme).1.is_beside;
    let broad = Some(BROAD).filter(|size| is_beside(*size));
    [USUAL].into_iter().chain(broad).collect()
}

fn keep_as(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("pictures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Keeps a screen's pictures at these sizes with the layers of how its letters look.
fn keep_with(desk: &mut Desk, name: &str, sizes: &[(u16, u16)], layers: &str) {
    hold_everywhere(desk);
    let pictures = at_sizes(desk, sizes);
    let title = format!("══ {}x{}, how the letters look ", colours::SIZE.0, colours::SIZE.1);
    keep_as(name, &format!("{pictures}\n{title:═<width$}\n{layers}", width = usize::from(colours::SIZE.0)));
}

/// Keeps a screen's pictures, and how its letters look usually: which are marked, dimmed, or of a colour.
pub(crate) fn keep(desk: &mut Desk, name: &str) {
    let (sizes, layer) = (layouts(desk), colours::usual(desk));
    keep_with(desk, name, &sizes, &layer);
}

/// The same, and how the letters look in each look, down to ASCII: where each kind of mark is seen.
pub(crate) fn keep_looks(desk: &mut Desk, name: &str) {
    let (sizes, layers) = (layouts(desk), colours::layers(desk));
    keep_with(desk, name, &sizes, &layers);
}

/// The same in every window.
pub(crate) fn keep_large(desk: &mut Desk, name: &str) {
    let layers = colours::layers(desk);
    keep_with(desk, name, &ALL, &layers);
}

/// The pictures alone, where the letters look as on the other screens, also in a small window.
pub(crate) fn keep_letters(desk: &mut Desk, name: &str) {
    hold_everywhere(desk);
    let sizes = [&ALL[..1], &layouts(desk)].concat();
    let pictures = at_sizes(desk, &sizes);
    keep_as(name, &pictures);
}

/// The picture in a window in which no screen finds room.
pub(crate) fn keep_tiny(desk: &mut Desk, name: &str) {
    let size = desk.size;
    let picture = at_sizes(desk, &[size]);
    keep_as(name, &picture);
}
