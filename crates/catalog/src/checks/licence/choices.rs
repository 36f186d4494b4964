//! What an SPDX expression lets one choose, for formats that have a list of licences.

use spdx::expression::{ExprNode, Operator};

/// The identifiers of SPDX's list among which `expression` lets one choose, or the only one; none where
/// it says anything else: several that hold together, later versions, exceptions, terms of one's own.
pub fn choices(expression: &str) -> Vec<&'static str> {
    let listed = |node: &ExprNode| match node {
        ExprNode::Req(it) if it.req.addition.is_none() => {
            let name = it.req.license.to_string();
            spdx::license_id(&name).map(|id| id.name).filter(|id| *id == name)
        }
        ExprNode::Req(_) | ExprNode::Op(_) => None,
    };
    if super::says_nothing(expression) {
        return Vec::new();
    }
    let Ok(expression) = spdx::Expression::parse(expression) else { return Vec::new() };
    let mut found = Vec::new();
    for node in expression.iter().filter(|node| **node != ExprNode::Op(Operator::Or)) {
        let Some(name) = listed(node) else { return Vec::new() };
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn only_what_one_may_choose_is_a_choice() {
        let two = ["MIT", "Apache-2.0"];
        for text in ["MIT OR Apache-2.0", "(MIT OR Apache-2.0)", "MIT OR (Apache-2.0 OR MIT)"] {
            assert_eq!(choices(text), two, "{text}");
        }
        assert_eq!(choices("GPL-3.0-or-later"), ["GPL-3.0-or-later"]);
        for other in [
            "MIT AND ISC",
            "MIT OR (ISC AND Zlib)",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "Apache-2.0+",
            "LicenseRef-ours",
            "MIT OR LicenseRef-ours",
            "NOASSERTION",
            "no licence",
        ] {
            assert!(choices(other).is_empty(), "{other}");
        }
    }
}
