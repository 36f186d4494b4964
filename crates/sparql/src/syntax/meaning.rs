//! Queries that are well-formed and still none: what the parser says of their variables and forms.

use super::lexer::pieces;
use super::{SyntaxError, mistakes};

/// Something that the parser says.
struct Meaning {
    /// A part of what it says.
    said: &'static str,
    message: &'static str,
    hint: &'static str,
    /// The word of the query that is shown; the whole query is meant without.
    word: &'static str,
}

/// The parser says it of CONSTRUCT and DESCRIBE too.
const STAR_WITH_GROUPS: &str = "SELECT * is not authorized with GROUP BY";

const MEANINGS: &[Meaning] = &[
    Meaning {
        said: STAR_WITH_GROUPS,
        message: "SELECT * cannot be asked for groups: only what is grouped by, or aggregated, has \
                  a value",
        hint: "name the variables of GROUP BY, and aggregates such as (COUNT(*) AS ?count)",
        word: "*",
    },
    Meaning {
        said: "Duplicated variable name in SELECT",
        message: "SELECT names a variable twice",
        hint: "name each variable once, and give each expression a name of its own behind AS",
        word: "SELECT",
    },
    Meaning {
        said: "The SELECT overrides an existing variable",
        message: "the name behind AS in SELECT is one that the patterns bind already",
        hint: "use a name behind AS that stands nowhere else",
        word: "AS",
    },
    Meaning {
        said: "Repeated variables are not allowed in VALUES",
        message: "VALUES names a variable twice",
        hint: "name each variable once",
        word: "VALUES",
    },
    Meaning {
        said: "The VALUES clause rows should have exactly",
        message: "a row of VALUES has more or fewer values than there are variables",
        hint: "write one value for each variable, and UNDEF for one that is not known",
        word: "VALUES",
    },
    Meaning {
        said: "An existing variable is overridden in the right side of LATERAL",
        message: "LATERAL binds a variable that the patterns before it bind already",
        hint: "use another name",
        word: "LATERAL",
    },
    Meaning {
        said: "Already used blank node id",
        message: "a blank node stands in two groups of patterns",
        hint: "use a variable instead",
        word: "",
    },
    Meaning {
        said: "SPARQL 1.2",
        message: "this is SPARQL 1.2, and queries are read as SPARQL 1.1",
        hint: "leave out triple terms, reifiers, base directions, `!!` and VERSION",
        word: "",
    },
];

/// What is wrong, if `message` of the parser says something about more than the form of `text`.
pub(super) fn explain(text: &str, message: &str) -> Option<SyntaxError> {
    if message.contains("a variable that is unbound") {
        return Some(mistakes::misplaced_aggregate(text).unwrap_or_else(|| ungrouped(text)));
    }
    let is_select = pieces(text).any(|(_, piece)| piece.eq_ignore_ascii_case("SELECT"));
    if message.contains(STAR_WITH_GROUPS) && !is_select {
        let message = "neither DESCRIBE * nor CONSTRUCT WHERE makes groups";
        let hint = "name what is described, or write the template of CONSTRUCT before WHERE";
        return Some(SyntaxError::whole(message, hint));
    }
    let Meaning { message, hint, word, .. } =
        MEANINGS.iter().find(|meaning| message.contains(meaning.said))?;
    let place = pieces(text).find(|(_, piece)| piece.eq_ignore_ascii_case(word));
    Some(match place {
        Some((offset, _)) => SyntaxError::at(text, offset, message, hint),
        None => SyntaxError::whole(message, hint),
    })
}

/// What is wrong, if the piece of `text` at `offset`, where the parser gave up, tells it.
pub(super) fn explain_at(text: &str, offset: usize) -> Option<SyntaxError> {
    let piece = pieces(&text[offset..]).next()?.1;
    if piece.eq_ignore_ascii_case("AS") {
        let message = "AS stands where no name can be given";
        let hint = "give an expression one name, in brackets: (expression AS ?name)";
        return Some(SyntaxError::at(text, offset, message, hint));
    }
    if let Some(error) =
        mistakes::nameless(text, offset).or_else(|| mistakes::repeated_label(text, offset))
    {
        return Some(error);
    }
    let name = if piece == "}" { bound_before(text, offset) } else { None };
    name.map(|(at, name)| {
        let message = format!("BIND gives the name `{name}`, which the patterns before it bind");
        SyntaxError::at(text, at, &message, "use a name behind AS that does not stand before BIND")
    })
}

/// The name that a BIND gives in the group that ends at `end`, if it stands before that BIND.
fn bound_before(text: &str, end: usize) -> Option<(usize, &str)> {
    let mut open: Vec<Vec<&str>> = Vec::new();
    let (mut bracket, mut binds_at, mut previous) = (0_usize, None, "");
    let mut found: Vec<Option<(usize, &str)>> = Vec::new();
    for (at, piece) in pieces(text).take_while(|(at, _)| *at < end) {
        match piece {
            "{" => {
                open.push(Vec::new());
                found.push(None);
            }
            "}" => {
                found.pop();
                let inner = open.pop().unwrap_or_default();
                open.last_mut()?.extend(inner);
            }
            "(" => bracket += 1,
            ")" => {
                bracket = bracket.saturating_sub(1);
                binds_at = binds_at.filter(|at| bracket > *at);
            }
            word if word.eq_ignore_ascii_case("BIND") => binds_at = Some(bracket),
            name if is_variable(name) => {
                let names = open.last_mut();
                let is_given = binds_at.is_some_and(|at| bracket == at + 1)
                    && previous.eq_ignore_ascii_case("AS");
                if is_given && names.as_ref().is_some_and(|names| names.contains(&name)) {
                    *found.last_mut()? = Some((at, name));
                }
                names.into_iter().for_each(|names| names.push(name));
            }
            _ => {}
        }
        previous = piece;
    }
    found.pop().flatten()
}

/// A variable of SELECT that has no value for a group.
fn ungrouped(text: &str) -> SyntaxError {
    let pieces: Vec<(usize, &str)> = pieces(text).collect();
    let is_select = |index: &usize| pieces[*index].1.eq_ignore_ascii_case("SELECT");
    let culprit =
        (0..pieces.len()).filter(is_select).find_map(|start| ungrouped_of(&pieces[start + 1..]));
    let (offset, name) = match culprit {
        Some((offset, name)) => (offset, format!("`{name}`")),
        None => (0, "a variable of SELECT".to_owned()),
    };
    let message = format!("{name} is neither grouped by nor aggregated");
    let hint = "add it to GROUP BY, or ask for one value of each group, as in (SAMPLE(?x) AS ?one)";
    SyntaxError::at(text, offset, &message, hint)
}

/// The first variable of the selection with which `pieces` begin that is not grouped by.
fn ungrouped_of<'a>(pieces: &[(usize, &'a str)]) -> Option<(usize, &'a str)> {
    let end = pieces.iter().position(|(_, piece)| *piece == "{")?;
    let (selection, rest) = pieces.split_at(end);
    let grouped = grouped(rest);
    used(selection).find(|(_, name)| !grouped.contains(name))
}

pub(super) const AGGREGATES: [&str; 7] =
    ["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"];

/// Variables that a selection uses outside of aggregates.
fn used<'a>(selection: &[(usize, &'a str)]) -> impl Iterator<Item = (usize, &'a str)> {
    let mut open: Vec<bool> = Vec::new();
    let mut previous = "";
    selection.iter().copied().filter(move |&(_, piece)| {
        let is_word = |words: &[&str]| words.iter().any(|word| previous.eq_ignore_ascii_case(word));
        let is_used = is_variable(piece) && !is_word(&["AS"]) && !open.contains(&true);
        match piece {
            "(" => open.push(is_word(&AGGREGATES)),
            ")" => drop(open.pop()),
            _ => {}
        }
        previous = piece;
        is_used
    })
}

/// Variables of the GROUP BY that follows the group of patterns with which `pieces` begin.
fn grouped<'a>(pieces: &[(usize, &'a str)]) -> Vec<&'a str> {
    let mut depth = 0_usize;
    let mut is_grouping = false;
    let mut names = Vec::new();
    // What is given a name by AS is no name itself.
    let mut before_bracket = 0;
    for (_, piece) in pieces {
        match *piece {
            "{" => depth += 1,
            "}" if depth == 0 => break,
            "}" => depth -= 1,
            word if depth == 0 && word.eq_ignore_ascii_case("GROUP") => is_grouping = true,
            word if ["HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"]
                .iter()
                .any(|end| word.eq_ignore_ascii_case(end)) =>
            {
                is_grouping &= depth > 0;
            }
            "(" if is_grouping && depth == 0 => before_bracket = names.len(),
            word if is_grouping && word.eq_ignore_ascii_case("AS") => {
                names.truncate(before_bracket);
            }
            name if is_grouping && depth == 0 && is_variable(name) => names.push(name),
            _ => {}
        }
    }
    names
}

fn is_variable(piece: &str) -> bool {
    piece.len() > 1 && piece.starts_with(['?', '$'])
}
