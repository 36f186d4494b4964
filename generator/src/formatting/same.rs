//! Whether two texts of YAML mean the same.

use crate::record::yaml::{Content, Node, Tree};

/// Whether both are sound and say the same, in whatever order fields stand.
pub(super) fn mean_the_same(one: &Tree, other: &Tree) -> bool {
    let sound = one.problems.is_empty() && other.problems.is_empty();
    sound
        && match (&one.root, &other.root) {
            (Some(one), Some(other)) => same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
}

fn same(one: &Node, other: &Node) -> bool {
    match (&one.content, &other.content) {
        (Content::Scalar { text, plain }, Content::Scalar { text: other, plain: other_plain }) => {
            text == other && plain == other_plain
        }
        (Content::Sequence(items), Content::Sequence(others)) => {
            items.len() == others.len()
                && items.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Content::Mapping(fields), Content::Mapping(others)) => {
            let found = |key: &str| others.iter().find(|it| it.key == key);
            fields.len() == others.len()
                && fields
                    .iter()
                    .all(|it| found(&it.key).is_some_and(|other| same(&it.value, &other.value)))
        }
        _ => false,
    }
}
