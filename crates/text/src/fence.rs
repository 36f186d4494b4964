//! Code within Markdown, which ends at as many backticks as it begins with.

/// The backticks between which `code` stands (CommonMark 0.31, sections 4.5 and 6.1): more than
/// follow each other in it, and `least` at least.
#[must_use]
pub fn fence(code: &str, least: usize) -> String {
    let longest = code.split(|it| it != '`').map(str::len).max().unwrap_or_default();
    "`".repeat((longest + 1).max(least))
}

#[cfg(test)]
mod tests {
    use super::fence;

    #[test]
    fn a_fence_is_longer_than_what_stands_in_the_code() {
        assert_eq!(fence("", 1), "`");
        assert_eq!(fence("a `b` c", 1), "``");
        assert_eq!(fence("a", 3), "```");
        assert_eq!(fence("```sh\n```", 3), "````");
    }
}
