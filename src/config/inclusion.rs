//! Other files that a text takes in, as servers, configuration tools and Spring have them: what is looked for may be there.

/// A line that takes in another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    /// The line, from 1.
    pub line: usize,
    /// The file or the pattern of files, as it is spelled there.
    pub file: String,
}

/// How a line begins that takes in another file: directives of Apache httpd, nginx and Caddy, a function of GitLab's Omnibus, a
/// key of Spring, a tag of YAML.
const BEGINNINGS: &[&str] = &[
    "Include ",
    "IncludeOptional ",
    "include ",
    "import ",
    "from_file ",
    "spring.config.import=",
    "spring.config.import: ",
];

/// The first line that takes in another file.
pub fn inclusion(text: &str) -> Option<Inclusion> {
    text.lines().enumerate().find_map(|(at, line)| {
        let line = line.trim();
        let rest = BEGINNINGS.iter().find_map(|begin| line.strip_prefix(begin))?;
        let file = rest.split(" #").next().unwrap_or(rest);
        let file = file.trim().trim_end_matches(';').trim_matches(['"', '\'', '(', ')']).trim();
        // A name alone is a module of Python, or a snippet that is in the same file.
        let is_file = file.contains(['/', '.', '\\', '*']) && !file.contains(char::is_whitespace);
        is_file.then(|| Inclusion { line: at + 1, file: file.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_taken_in_is_found_with_its_line() {
        for (line, file) in [
            ("  Include /etc/apache2/oidc.conf", "/etc/apache2/oidc.conf"),
            ("IncludeOptional \"conf.d/*.conf\"", "conf.d/*.conf"),
            ("    include /etc/nginx/oidc.conf; # sign-on", "/etc/nginx/oidc.conf"),
            ("import sites/*", "sites/*"),
            ("from_file '/etc/gitlab/sso.rb'", "/etc/gitlab/sso.rb"),
            ("spring.config.import=optional:file:/etc/sso.yaml", "optional:file:/etc/sso.yaml"),
        ] {
            let found = inclusion(&format!("first\n{line}\n")).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.line, found.file.as_str()), (2, file));
        }
        for line in
            ["import os", "import snippet", "# Include /etc/x.conf", "included /x", "import os.path as p"]
        {
            assert_eq!(inclusion(line), None, "{line}");
        }
    }
}
