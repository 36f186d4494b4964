//! The values of terms, and the keys by which rows are sorted.

use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, vocab::xsd};
use spareval::QueryEvaluator;
use spargebra::algebra::{Expression, Function};

use super::string;
use crate::{as_written, budget, numbers, order};

/// The term itself, which the evaluator takes for its value when a function returns it.
const VALUE: &str = "urn:faircat:value";
/// The same, with a truth as a month, which the evaluator puts in order: false before true.
const ORDERED: &str = "urn:faircat:ordered";
/// The key of a term in the order of [`crate::order`].
const ORDER_KEY: &str = "urn:faircat:order-key";
/// The same, where terms of one value are told apart.
const EXACT_ORDER_KEY: &str = "urn:faircat:exact-order-key";
/// A literal of a text and a datatype, as [`VALUE`] has it.
const TYPED: &str = "urn:faircat:typed";
/// The same as the term itself.
const TYPED_TERM: &str = "urn:faircat:typed-term";
/// A text with a number, with no more digits than a number has.
const TEXT_OF_NUMBER: &str = "urn:faircat:text-of-number";

pub(super) fn with_functions(evaluator: QueryEvaluator) -> QueryEvaluator {
    let name = NamedNode::new_unchecked;
    evaluator
        .with_custom_function(name(VALUE), |terms| match terms {
            [Term::Literal(literal)] => Some(readable(literal).into()),
            [term] => Some(term.clone()),
            _ => None,
        })
        .with_custom_function(name(ORDERED), |terms| match terms {
            [Term::Literal(literal)] => {
                Some(month(literal).unwrap_or_else(|| readable(literal)).into())
            }
            [term] => Some(term.clone()),
            _ => None,
        })
        .with_custom_function(name(ORDER_KEY), |terms| match terms {
            [term] => Some(counted(order::key(term))),
            _ => None,
        })
        .with_custom_function(name(EXACT_ORDER_KEY), |terms| match terms {
            [term] => Some(counted(format!("{}\0{term}", order::key(term)))),
            _ => None,
        })
        .with_custom_function(name(TYPED), |terms| Some(readable(&of_type(terms)?).into()))
        .with_custom_function(name(TYPED_TERM), |terms| {
            Some(as_written::sealed(of_type(terms)?.into()))
        })
        .with_custom_function(name(TEXT_OF_NUMBER), |terms| match terms {
            [Term::Literal(literal)] if literal.datatype() == xsd::STRING => {
                Some(string(numbers::shortened(literal.value()).into_owned()))
            }
            [term] => Some(term.clone()),
            _ => None,
        })
}

/// SPARQL 1.1, section 17.4.2.9: a simple literal and a datatype.
fn of_type(terms: &[Term]) -> Option<Literal> {
    match terms {
        [Term::Literal(text), Term::NamedNode(datatype)] if text.datatype() == xsd::STRING => {
            Some(Literal::new_typed_literal(text.value(), datatype.clone()))
        }
        _ => None,
    }
}

fn counted(key: String) -> Term {
    budget::text(key.len());
    string(key)
}

fn call(name: &str, argument: Expression) -> Expression {
    let name = NamedNode::new_unchecked(name);
    Expression::FunctionCall(Function::Custom(name), vec![argument])
}

pub(super) fn value(expression: Expression) -> Expression {
    call(VALUE, expression)
}

/// `STRDT`, which the evaluator would read for its value before its datatype can be looked at.
pub(super) fn typed(text_and_datatype: Vec<Expression>) -> Expression {
    Expression::FunctionCall(Function::Custom(NamedNode::new_unchecked(TYPED)), text_and_datatype)
}

/// What is bound to a name: `STRDT` as it is written, of which the evaluator would keep the value
/// alone, so that `"300"^^xsd:byte` became a number.
pub(super) fn bound(expression: Expression) -> Expression {
    match expression {
        Expression::FunctionCall(Function::StrDt, arguments) => Expression::FunctionCall(
            Function::Custom(NamedNode::new_unchecked(TYPED_TERM)),
            arguments,
        ),
        other => other,
    }
}

/// Both sides of `<`, `>`, `<=` or `>=`, by SPARQL 1.1, section 17.3, which orders truths too.
pub(super) fn ordered(a: Expression, b: Expression) -> [Expression; 2] {
    // With a number or a text no truth is compared.
    if is_no_truth(&a) || is_no_truth(&b) { [a, b] } else { [a, b].map(as_month) }
}

fn is_no_truth(side: &Expression) -> bool {
    use Expression as E;
    match side {
        E::Literal(literal) => literal.datatype() != xsd::BOOLEAN,
        E::NamedNode(_) | E::UnaryPlus(_) | E::UnaryMinus(_) => true,
        E::Add(..) | E::Subtract(..) | E::Multiply(..) | E::Divide(..) => true,
        _ => false,
    }
}

fn as_month(side: Expression) -> Expression {
    match side {
        Expression::FunctionCall(Function::Custom(name), mut arguments)
            if name.as_str() == VALUE && arguments.len() == 1 =>
        {
            call(ORDERED, arguments.remove(0))
        }
        side => call(ORDERED, side),
    }
}

/// January for false and February for true.
fn month(literal: &Literal) -> Option<Literal> {
    if literal.datatype() != xsd::BOOLEAN {
        return None;
    }
    let month = match literal.value() {
        "false" | "0" => "--01",
        "true" | "1" => "--02",
        _ => return None,
    };
    Some(Literal::new_typed_literal(month, xsd::G_MONTH))
}

pub(super) fn order_key(expression: Expression) -> Expression {
    call(ORDER_KEY, expression)
}

pub(super) fn exact_order_key(expression: Expression) -> Expression {
    call(EXACT_ORDER_KEY, expression)
}

pub(super) fn text_of_number(expression: Expression) -> Expression {
    call(TEXT_OF_NUMBER, expression)
}

/// Whether a cast to `datatype` reads a number.
pub(super) fn is_number(datatype: NamedNodeRef<'_>) -> bool {
    datatype == xsd::DECIMAL
}

/// `literal` so that the evaluator can read its number. It holds 18 decimals and 20 digits before
/// them; XML Schema allows any number of both. It takes each integer type for `xsd:integer`, so
/// what its type does not hold is kept from it.
pub(super) fn readable(literal: &Literal) -> Literal {
    if !numbers::is_exact(literal.datatype()) {
        return literal.clone();
    }
    if numbers::is_out_of_range(literal.value(), literal.datatype()) {
        return as_written::sealed_literal(literal);
    }
    match numbers::readable(literal.value()) {
        numbers::Readable::AsItIs => literal.clone(),
        numbers::Readable::Rounded(text) => Literal::new_typed_literal(text, xsd::DECIMAL),
        numbers::Readable::Approximate(text) => Literal::new_typed_literal(text, xsd::DOUBLE),
    }
}
