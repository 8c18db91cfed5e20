//! Pictures of screens, kept side by side: one file for each, with its sizes and how its letters look.

use usher::wizard::View;

use crate::colours;
use crate::desk::{Desk, SIZES};

/// A screen on a wall.
const WALL: (u16, u16) = (300, 100);

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

fn keep_as(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("pictures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Keeps a screen's pictures at the usual sizes, and how its letters look at one of them.
pub(crate) fn keep(desk: &mut Desk, name: &str) {
    let pictures = at_sizes(desk, &SIZES);
    let title = format!("══ {}x{}, how the letters look ", colours::SIZE.0, colours::SIZE.1);
    let layers = colours::layers(desk);
    keep_as(name, &format!("{pictures}\n{title:═<width$}\n{layers}", width = usize::from(colours::SIZE.0)));
}

/// The same, and on a wall.
pub(crate) fn keep_large(desk: &mut Desk, name: &str) {
    keep(desk, name);
    let picture = at_sizes(desk, &[WALL]);
    keep_as(&format!("wall-{name}"), &picture);
}

/// The pictures at the usual sizes alone, where the letters look as on the other screens.
pub(crate) fn keep_letters(desk: &mut Desk, name: &str) {
    let pictures = at_sizes(desk, &SIZES);
    keep_as(name, &pictures);
}
