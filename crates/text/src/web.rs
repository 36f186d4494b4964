/// Whether `text` begins as the address of something on the web does, in the letters in which such
/// addresses are written.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}
