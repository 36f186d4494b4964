//! LaTeX formulas as MathML.

use faircat_text::escape;
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

/// Whether a formula stands in a line or by itself.
pub(super) use pulldown_latex::config::DisplayMode as MathDisplay;

/// Longest formula, in bytes.
const LONGEST: usize = 10_000;

/// Deepest nesting of groups, fences and environments.
pub(super) const DEEPEST: usize = 50;

/// Most commands of a formula: each may take the next one as its argument.
pub(super) const MOST_COMMANDS: usize = 500;

/// Commands that define others, whose use may grow without bound.
const DEFINING: [&str; 6] =
    ["\\def", "\\gdef", "\\edef", "\\let", "\\newcommand", "\\renewcommand"];

/// Whether typesetting `formula` takes little time and stack.
pub(super) fn within_budget(formula: &str) -> bool {
    formula.len() <= LONGEST
        && formula.matches('\\').count() <= MOST_COMMANDS
        && deepest(formula) <= DEEPEST
}

fn deepest(formula: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for (place, character) in formula.char_indices() {
        let rest = &formula[place..];
        let command = |names: [&str; 2]| names.iter().any(|name| rest.starts_with(name));
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '\\' if command(["\\left", "\\begin"]) => depth += 1,
            '\\' if command(["\\right", "\\end"]) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// MathML of `formula`; the formula itself as code where it has a mistake or defines commands.
pub(super) fn typeset(formula: &str, display_mode: DisplayMode) -> String {
    let mathml = (!DEFINING.iter().any(|command| formula.contains(command)))
        .then(|| mathml(formula, display_mode))
        .flatten();
    mathml.unwrap_or_else(|| format!("<code>{}</code>", escape(formula)))
}

fn mathml(formula: &str, display_mode: DisplayMode) -> Option<String> {
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(formula, &storage).collect::<Result<_, _>>().ok()?;
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    let mut mathml = String::new();
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    push_mathml(&mut mathml, events, config).ok()?;
    Some(mathml)
}
