//! Addresses of links and pictures.

/// `address` made absolute where it is relative to the root of `base`.
pub fn absolute(address: &str, base: &str) -> String {
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    let address =
        address.replace(' ', "%20").replace('<', "%3C").replace('>', "%3E").replace('"', "%22");
    if address.starts_with("//") {
        format!("https:{address}")
    } else if address.starts_with('/') {
        format!("{base}{address}")
    } else {
        address
    }
}

/// Whether `address` is absolute and of a kind that a page may link to.
pub fn is_web_address(address: &str) -> bool {
    ["https://", "http://", "mailto:", "ftp://"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// An address in the place where Markdown wants one.
pub(super) fn destination(address: &str) -> String {
    if address.contains(['(', ')', '\\']) { format!("<{address}>") } else { address.to_owned() }
}
