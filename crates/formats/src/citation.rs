//! How to cite a work, in one text for people.

use crate::party::{Party, without_suffix};
use crate::view::WorkView;

impl WorkView<'_> {
    /// A sentence after the style of the American Psychological Association.
    pub fn citation(&self) -> String {
        text(self)
    }
}

fn text(of: &WorkView) -> String {
    let year = of.year.as_deref().unwrap_or("n.d.");
    let version = of.work.version.as_ref();
    let version = version.map(|version| format!(" (Version {version})")).unwrap_or_default();
    let title = of.work.title.trim().trim_end_matches('.');
    let title = format!("{title}{version} [{}].", of.genre());
    let mut text = authors(&of.creators);
    if text.is_empty() {
        // A work without authors is known by its title.
        text = format!("{title} ({year}).");
    } else {
        end_sentence(&mut text);
        text.push_str(&format!(" ({year}). {title}"));
    }
    if let Some(publisher) = &of.publisher {
        text.push_str(&format!(" {}", publisher.name));
        end_sentence(&mut text);
    }
    if let Some(address) = of.cited_address() {
        text.push(' ');
        text.push_str(address);
    }
    text
}

fn end_sentence(text: &mut String) {
    if !text.ends_with('.') {
        text.push('.');
    }
}

/// The authors; of more than twenty the first nineteen and the last (APA, 7th edition, 9.8).
fn authors(creators: &[Party]) -> String {
    let names: Vec<String> = creators.iter().map(short_name).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if names.len() <= 20 => format!("{}, & {last}", first.join(", ")),
        [first @ .., last] => format!("{}, … {last}", first[..19].join(", ")),
    }
}

/// `Family, G. N.` of a person, the name of anybody else.
fn short_name(party: &Party) -> String {
    let Some((given, family)) = party.parts else { return party.name.to_owned() };
    let initials = given.split_whitespace().map(initial).filter(|it| !it.is_empty());
    let initials: Vec<String> = initials.collect();
    let (family, suffix) = without_suffix(family);
    let suffix = suffix.map(|suffix| format!(", {suffix}")).unwrap_or_default();
    match initials.is_empty() {
        true => format!("{family}{suffix}"),
        false => format!("{family}, {}{suffix}", initials.join(" ")),
    }
}

/// `J.` of `Javier`, `J.-P.` of `Jean-Pierre`.
fn initial(name: &str) -> String {
    let parts = name.split('-').filter_map(|part| part.chars().find(|it| it.is_alphabetic()));
    let letters: Vec<String> = parts.map(|letter| format!("{letter}.")).collect();
    letters.join("-")
}

#[cfg(test)]
mod tests {
    use super::initial;

    #[test]
    fn only_letters_are_initials() {
        assert_eq!(initial("Jean-Pierre"), "J.-P.");
        assert_eq!(initial("\"Annie\""), "A.");
        assert_eq!(initial("{Berg}"), "B.");
        assert_eq!(initial("&"), "");
    }
}
