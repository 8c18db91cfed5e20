//! How a text is spelled inside another language, so that it is read there as exactly that text.

/// Inside HTML or XML, as text or as an attribute in quotation marks.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Inside the quotation marks of JSON (RFC 8259 §7).
pub fn json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&quoted).to_owned()
}

/// Inside the quotation marks of HCL, where `${` and `%{` begin a template.
pub fn hcl(text: &str) -> String {
    json(text).replace("${", "$${").replace("%{", "%%{")
}

/// Inside the single quotes of a POSIX shell, in which nothing is expanded (XCU §2.2.2).
pub fn shell(text: &str) -> String {
    text.replace('\'', r"'\''")
}
