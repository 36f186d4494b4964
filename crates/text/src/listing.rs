//! Names in a sentence, of which not all are said.

/// The first `most` of `names` in one line, and how many more there are: `a, b and 3 more`.
pub fn listed(names: impl IntoIterator<Item = impl AsRef<str>>, most: usize) -> String {
    let mut names = names.into_iter();
    let mut line = String::new();
    for (at, name) in names.by_ref().take(most).enumerate() {
        if at > 0 {
            line.push_str(", ");
        }
        line.push_str(name.as_ref());
    }
    match names.count() {
        0 => line,
        more => format!("{line} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn what_is_not_said_is_counted() {
        assert_eq!(listed(["a", "b"], 2), "a, b");
        assert_eq!(listed(["a", "b", "c"], 2), "a, b and 1 more");
        assert_eq!(listed([""; 0], 2), "");
    }
}
