//! Queries made up of the terms of a dump. The same for the same dump.

use std::collections::BTreeMap;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphNameRef, Term};
use oxigraph::store::Store;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// A predicate with objects that it has somewhere.
type Terms = Vec<(String, Vec<String>)>;

/// `count` queries that all have answers of a moderate size.
pub(super) fn queries(store: &Store, count: usize) -> Vec<String> {
    let query = query(terms(store));
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| query.new_tree(&mut runner).unwrap().current()).collect()
}

/// Objects that are long are left out, for the sake of who reads a failure; and integers, of which
/// Oxigraph does not keep whether the dump says that they are not negative.
fn terms(store: &Store) -> Terms {
    let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quad in store.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)) {
        let quad = quad.unwrap();
        let objects = terms.entry(quad.predicate.to_string()).or_default();
        let object = quad.object.to_string();
        let is_integer = matches!(&quad.object, Term::Literal(it) if it.datatype() == xsd::INTEGER);
        if object.len() < 80 && !quad.object.is_blank_node() && !is_integer {
            objects.push(object);
        }
    }
    for objects in terms.values_mut() {
        objects.sort();
        objects.dedup();
        objects.truncate(6);
    }
    terms.retain(|_, objects| !objects.is_empty());
    terms.into_iter().collect()
}

fn query(terms: Terms) -> impl Strategy<Value = String> {
    let group = group(terms);
    prop_oneof![
        4 => (any::<bool>(), group.clone()).prop_map(|(is_distinct, group)| {
            format!("SELECT {} * {{ {group} }}", if is_distinct { "DISTINCT" } else { "" })
        }),
        2 => (aggregate(), group.clone()).prop_map(|(aggregate, group)| {
            format!("SELECT ?a ({aggregate} AS ?n) {{ {group} }} GROUP BY ?a")
        }),
        1 => (aggregate(), group.clone()).prop_map(|(aggregate, group)| {
            format!("SELECT ({aggregate} AS ?n) {{ {group} }} HAVING ({aggregate} > 2)")
        }),
        1 => (group.clone(), group.clone()).prop_map(|(inner, outer)| {
            format!("SELECT ?a ?n {{ {outer} {{ SELECT ?a (COUNT(*) AS ?n) {{ {inner} }} GROUP BY ?a }} }}")
        }),
        1 => group.clone().prop_map(|group| format!("ASK {{ {group} }}")),
        1 => group.prop_map(|group| format!("CONSTRUCT {{ ?a <urn:has> ?b }} WHERE {{ {group} }}")),
    ]
}

fn aggregate() -> impl Strategy<Value = &'static str> {
    select(vec![
        "COUNT(*)",
        "COUNT(?b)",
        "COUNT(DISTINCT ?b)",
        "SUM(STRLEN(STR(?b)))",
        "AVG(?b)",
        "SUM(?b)",
        "MIN(STR(?b))",
        "MAX(STRLEN(STR(?b)))",
        "SUM(IF(isIRI(?b), 1, 0))",
    ])
}

/// Patterns about `?a` and `?b`, all of them joined.
fn group(terms: Terms) -> impl Strategy<Value = String> + Clone {
    let triple = triple(terms.clone());
    let more = prop_oneof![
        4 => triple.clone(),
        2 => triple.clone().prop_map(|triple| format!("OPTIONAL {{ {triple} }}")),
        2 => triple.clone().prop_map(|triple| format!("MINUS {{ {triple} }}")),
        2 => (triple.clone(), triple.clone())
            .prop_map(|(one, other)| format!("{{ {one} }} UNION {{ {other} }}")),
        2 => (triple.clone(), any::<bool>()).prop_map(|(triple, is)| {
            format!("FILTER {} EXISTS {{ {triple} }}", if is { "" } else { "NOT" })
        }),
        1 => (select(terms.clone()), select(terms.clone())).prop_map(|(one, other)| {
            format!("FILTER EXISTS {{ ?a !({}|^{}) ?d }}", one.0, other.0)
        }),
        1 => Just("?c ?q ?a FILTER(isIRI(?c))".to_owned()),
        3 => filter().prop_map(|filter| format!("FILTER({filter})")),
        1 => triple.clone().prop_map(|triple| format!("GRAPH ?g {{ {triple} }}")),
        1 => value(terms).prop_map(|values| format!("VALUES ?v {{ {values} }}")),
        1 => any::<u16>().prop_map(|n| format!("BIND(CONCAT(STR(?a), \"|\", STR(?b)) AS ?v{n})")),
    ];
    let first = triple.prop_map(|triple| format!("{triple} ?a ?p ?b ."));
    (first, proptest::collection::vec(more, 0..3))
        .prop_map(|(first, more)| format!("{first} {}", more.join(" ")))
}

fn triple(terms: Terms) -> impl Strategy<Value = String> + Clone {
    let constant = select(terms.clone()).prop_flat_map(|(predicate, objects)| {
        select(objects).prop_map(move |object| format!("?a {predicate} {object} ."))
    });
    let path = (select(terms.clone()), select(terms.clone())).prop_flat_map(|(one, other)| {
        let (one, other) = (one.0, other.0);
        select(vec![
            format!("?a {one}/{other} ?c ."),
            format!("?a {one}|^{other} ?c ."),
            format!("?a ({one}|{other})+ ?c ."),
            format!("?a {one}? ?c ."),
            format!("?a {one}* ?c ."),
        ])
    });
    prop_oneof![
        3 => select(terms).prop_map(|(predicate, _)| format!("?a {predicate} ?c .")),
        3 => constant,
        1 => path,
    ]
}

fn value(terms: Terms) -> impl Strategy<Value = String> + Clone {
    let one = select(terms).prop_flat_map(|(_, objects)| select(objects));
    proptest::collection::vec(one, 1..4).prop_map(|values| values.join(" "))
}

fn filter() -> impl Strategy<Value = &'static str> + Clone {
    select(vec![
        "isIRI(?b)",
        "isLiteral(?b) && STRLEN(?b) > 10",
        "?b > 1",
        "?b >= 0.5 || lang(?b) = \"en\"",
        "datatype(?b) = xsd:string",
        "CONTAINS(LCASE(STR(?b)), \"a\")",
        "REGEX(STR(?p), \"name$\")",
        "?b != \"x\"",
        "?p IN (schema:name, schema:description)",
        "STRSTARTS(STR(?a), \"https://example.org/catalog/models\")",
        "!BOUND(?c)",
        "COALESCE(?b + 1, 0) < 5",
        "?b < \"2025\"",
        "sameTerm(?a, ?b)",
    ])
}
