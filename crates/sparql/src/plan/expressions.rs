//! Expressions.
//!
//! A term is handed to the evaluator as the statements write it, because `STR`, `MAX`, `BIND` and
//! others must return it so. Where a function asks for its value, that is said here.

use oxrdf::{Literal, vocab::xsd};
use spargebra::algebra::{Expression, Function, GraphPattern};

use super::{Fresh, patterns, texts, values};

/// What is asked of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// The term, as it is written.
    Term,
    /// What it means: a number, a date, a truth.
    Value,
}

/// `expression` as it is evaluated.
pub(super) fn planned(expression: Expression, want: Want, fresh: &mut Fresh) -> Expression {
    use Expression as E;
    let mut value = |e: Box<Expression>| Box::new(planned(*e, Want::Value, fresh));
    match expression {
        E::NamedNode(_) | E::Bound(_) => expression,
        E::Literal(literal) if want == Want::Value => E::Literal(values::readable(&literal)),
        E::Variable(_) if want == Want::Value => values::value(expression),
        E::Literal(_) | E::Variable(_) => expression,
        E::Or(a, b) => E::Or(value(a), value(b)),
        E::And(a, b) => E::And(value(a), value(b)),
        E::Equal(a, b) => E::Equal(value(a), value(b)),
        E::Greater(a, b) => {
            let [a, b] = values::ordered(*value(a), *value(b));
            E::Greater(Box::new(a), Box::new(b))
        }
        E::GreaterOrEqual(a, b) => {
            let [a, b] = values::ordered(*value(a), *value(b));
            E::GreaterOrEqual(Box::new(a), Box::new(b))
        }
        E::Less(a, b) => {
            let [a, b] = values::ordered(*value(a), *value(b));
            E::Less(Box::new(a), Box::new(b))
        }
        E::LessOrEqual(a, b) => {
            let [a, b] = values::ordered(*value(a), *value(b));
            E::LessOrEqual(Box::new(a), Box::new(b))
        }
        E::Add(a, b) => E::Add(value(a), value(b)),
        E::Subtract(a, b) => E::Subtract(value(a), value(b)),
        E::Multiply(a, b) => E::Multiply(value(a), value(b)),
        E::Divide(a, b) => E::Divide(value(a), value(b)),
        E::UnaryPlus(a) => E::UnaryPlus(value(a)),
        E::UnaryMinus(a) => E::UnaryMinus(value(a)),
        E::Not(a) => E::Not(value(a)),
        E::In(a, list) => E::In(value(a), all(list, Want::Value, fresh)),
        E::SameTerm(a, b) => {
            let mut term = |e: Box<Expression>| Box::new(planned(*e, Want::Term, fresh));
            E::SameTerm(term(a), term(b))
        }
        E::Exists(pattern) => E::Exists(Box::new(patterns::planned(*pattern, fresh))),
        E::If(condition, a, b) => {
            let condition = value(condition);
            let mut branch = |e: Box<Expression>| Box::new(planned(*e, want, fresh));
            E::If(condition, branch(a), branch(b))
        }
        // One expression is itself: the evaluator would write its term anew.
        E::Coalesce(mut list) if list.len() == 1 => planned(list.remove(0), want, fresh),
        E::Coalesce(list) => E::Coalesce(all(list, want, fresh)),
        E::FunctionCall(function, arguments) => call(function, arguments, want, fresh),
    }
}

fn all(list: Vec<Expression>, want: Want, fresh: &mut Fresh) -> Vec<Expression> {
    list.into_iter().map(|e| planned(e, want, fresh)).collect()
}

fn call(
    function: Function,
    arguments: Vec<Expression>,
    want: Want,
    fresh: &mut Fresh,
) -> Expression {
    let wanted = if takes_values(&function) { Want::Value } else { Want::Term };
    let mut arguments = all(arguments, wanted, fresh);
    match function {
        Function::Concat => texts::concat(arguments),
        Function::Replace => texts::replace(arguments),
        Function::Str => text_of(arguments),
        // What is cast to a number may be written with more digits than a number has.
        Function::Custom(name) if values::is_number(name.as_ref()) => {
            arguments = arguments.into_iter().map(values::text_of_number).collect();
            Expression::FunctionCall(Function::Custom(name), arguments)
        }
        Function::StrDt if want == Want::Value => values::typed(arguments),
        function => Expression::FunctionCall(function, arguments),
    }
}

/// `STR`, also of a constant as it is written (SPARQL 1.1, section 17.4.2.5), which the evaluator
/// would read for its value.
fn text_of(mut arguments: Vec<Expression>) -> Expression {
    use Expression as E;
    match arguments.as_mut_slice() {
        [E::Literal(literal)] => E::Literal(Literal::new_simple_literal(literal.value())),
        [E::FunctionCall(Function::StrDt, parts)] => match parts.as_slice() {
            [E::Literal(text), E::NamedNode(_)] if text.datatype() == xsd::STRING => {
                E::Literal(text.clone())
            }
            _ => E::FunctionCall(Function::Str, arguments),
        },
        [E::If(condition, a, b)] => {
            let [a, b] = [a, b].map(|it| Box::new(text_of(vec![(**it).clone()])));
            E::If(condition.clone(), a, b)
        }
        _ => E::FunctionCall(Function::Str, arguments),
    }
}

/// Functions of numbers and dates, and those that are not known.
fn takes_values(function: &Function) -> bool {
    use Function as F;
    matches!(
        function,
        F::Abs
            | F::Ceil
            | F::Floor
            | F::Round
            | F::SubStr
            | F::Year
            | F::Month
            | F::Day
            | F::Hours
            | F::Minutes
            | F::Seconds
            | F::Timezone
            | F::Tz
            | F::IsNumeric
            | F::Adjust
            | F::Custom(_)
    )
}

/// Calls `see` for the patterns of `EXISTS` in `expression`.
pub(super) fn for_each_pattern<'a>(
    expression: &'a Expression,
    see: &mut impl FnMut(&'a GraphPattern),
) {
    if let Expression::Exists(pattern) = expression {
        see(pattern);
    }
    parts(expression).into_iter().for_each(|part| for_each_pattern(part, see));
}

/// How deep `expression` is nested; a chain of operators is as deep as it is long.
pub(super) fn depth(expression: &Expression) -> usize {
    1 + parts(expression).into_iter().map(depth).max().unwrap_or(0)
}

/// The expressions directly in `expression`.
fn parts(expression: &Expression) -> Vec<&Expression> {
    use Expression as E;
    match expression {
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) | E::Exists(_) => Vec::new(),
        E::Or(a, b)
        | E::And(a, b)
        | E::Equal(a, b)
        | E::SameTerm(a, b)
        | E::Greater(a, b)
        | E::GreaterOrEqual(a, b)
        | E::Less(a, b)
        | E::LessOrEqual(a, b)
        | E::Add(a, b)
        | E::Subtract(a, b)
        | E::Multiply(a, b)
        | E::Divide(a, b) => vec![a, b],
        E::UnaryPlus(a) | E::UnaryMinus(a) | E::Not(a) => vec![a],
        E::In(a, list) => std::iter::once(&**a).chain(list).collect(),
        E::If(a, b, c) => vec![a, b, c],
        E::Coalesce(list) | E::FunctionCall(_, list) => list.iter().collect(),
    }
}
