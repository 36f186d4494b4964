//! Several licences in one text, joined as people join them.

/// What stands between two licences.
#[derive(Clone, Copy, PartialEq)]
enum Join {
    Or,
    And,
    /// A comma or a slash between names: one may choose, or all of them hold.
    Unsaid,
}

/// Most expressions that a remedy lists.
const MOST: usize = 4;

/// Words after `or` and `and` that begin no licence: `GPL v2 or later`, `New or Revised BSD`.
const NO_LICENCE: [&str; 10] = [
    "later",
    "newer",
    "higher",
    "above",
    "any",
    "revised",
    "modified",
    "simplified",
    "freebsd",
    "sharealike",
];

/// What to do about `text` where it names several licences: `None` where it names one. `meant` gives
/// the identifiers that a part may mean.
pub(super) fn remedy(text: &str, meant: &dyn Fn(&str) -> Vec<String>) -> Option<String> {
    let (parts, joins) = split(text);
    let goes_on = |part: &String| {
        let first = part.split_whitespace().next().unwrap_or_default().to_lowercase();
        NO_LICENCE.contains(&first.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    if joins.is_empty() || parts.iter().skip(1).any(goes_on) {
        return None;
    }
    let names: Vec<Vec<String>> = parts.iter().map(|part| meant(part)).collect();
    let said = joins.iter().copied().filter(|join| *join != Join::Unsaid);
    let is_mixed = said.clone().any(|join| said.clone().any(|other| other != join));
    if is_mixed || names.iter().any(Vec::is_empty) {
        let form = "name each licence by its identifier of spdx.org/licenses, with `OR` between them \
                    where one may choose, `AND` where all of them hold";
        return Some(form.to_owned());
    }
    let quoted = |word: &str| {
        let mut found = expressions(&names, word);
        found.truncate(MOST);
        found.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or ")
    };
    Some(match said.clone().next() {
        Some(Join::Or) => format!("did you mean {}?", quoted(" OR ")),
        Some(_) => format!("did you mean {}?", quoted(" AND ")),
        None => format!(
            "write {} where one may choose, {} where all of them hold",
            quoted(" OR "),
            quoted(" AND ")
        ),
    })
}

/// The parts of `text`, with what joins each to the next.
fn split(text: &str) -> (Vec<String>, Vec<Join>) {
    let spaced = text.replace([',', ';'], " , ").replace('|', " or ");
    let (mut parts, mut joins) = (vec![String::new()], Vec::new());
    let mut pending = None;
    for word in spaced.split_whitespace() {
        let join = match word.to_lowercase().as_str() {
            "or" => Join::Or,
            "and" | "&" => Join::And,
            "," | "+" | "/" | "and/or" => Join::Unsaid,
            _ => {
                if let Some(join) = pending.take() {
                    joins.push(join);
                    parts.push(String::new());
                }
                let part = parts.last_mut().filter(|_| !word.is_empty());
                part.into_iter().for_each(|part| {
                    part.push_str(if part.is_empty() { "" } else { " " });
                    part.push_str(word);
                });
                continue;
            }
        };
        let is_first = parts.last().is_some_and(String::is_empty);
        // `A, B or C`: the word after a comma says more than the comma.
        if !is_first && (pending.is_none() || join != Join::Unsaid) {
            pending = Some(join);
        }
    }
    (parts, joins)
}

/// Every choice of one name for each part.
fn expressions(names: &[Vec<String>], word: &str) -> Vec<String> {
    names.iter().fold(vec![String::new()], |before, names| {
        let longer = |start: &String| {
            let between = if start.is_empty() { "" } else { word };
            names.iter().map(|name| format!("{start}{between}{name}")).collect::<Vec<_>>()
        };
        before.iter().flat_map(longer).take(MOST).collect()
    })
}
