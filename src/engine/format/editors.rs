//! By which editor a file is read.

use crate::apps::guide::Format;
use crate::apps::template::Template;
use crate::config::{Editor, EnvDialect, Opened};

/// The editor by which a format reads a text; `None` for a text that is written whole, and for a sheet. A file of
/// `export KEY=value` lines is one for a shell, whatever a guide would write; variables may stand in a Compose file or in an object
/// of Kubernetes; and several documents of YAML are objects of Kubernetes.
pub(in crate::engine) fn editor_for(format: &Format<Template>, opened: &Opened) -> Option<Editor> {
    let nature = opened.nature();
    format.reader().map(|editor| match editor {
        Editor::Env(_) if nature.has_services => Editor::ComposeFile,
        Editor::Env(_) if nature.is_manifest => Editor::Manifest,
        Editor::Env(_) if nature.is_yaml => Editor::Yaml,
        Editor::Properties if nature.is_nested => Editor::Yaml,
        Editor::Env(_) if nature.has_exports => Editor::Env(EnvDialect::Shell),
        // Docker alone keeps quotes, Compose takes them off; whoever writes them means them for Compose.
        Editor::Env(EnvDialect::Docker) if nature.has_quotes => Editor::Env(EnvDialect::Compose),
        Editor::Yaml if nature.has_documents => Editor::Manifest,
        other => other,
    })
}
