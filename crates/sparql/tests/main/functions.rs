//! What SPARQL says of functions and of comparisons.

use super::algebra::ask;

/// The value of an expression; empty where it is an error.
fn value(expression: &str) -> String {
    let answer = ask(&format!("SELECT ({expression} AS ?value) {{}}")).unwrap();
    answer.lines().nth(1).unwrap_or_default().trim_matches('"').to_owned()
}

/// SPARQL 1.1, section 17.4.3.15: a replacement is read as XPath reads it.
#[test]
fn a_replacement_names_groups_and_escapes_as_in_xpath() {
    for (pattern, replacement, expected) in [
        ("(b)", "$1x", "abxc"),
        ("(b)", "$12", "ab2c"),
        ("(b)", "$2", "ac"),
        ("b", "[$0]", "a[b]c"),
        ("b", r"\\$", "a$c"),
        ("b", r"\\\\", r"a\c"),
        ("b", "$", ""),
        ("b", "$x", ""),
        ("b", "${1}", ""),
        ("b", r"\\n", ""),
        ("", "b", ""),
        ("x*", "b", ""),
    ] {
        let call = format!("REPLACE('abc', '{pattern}', '{replacement}')");
        assert_eq!(value(&call), expected, "{call}");
    }
    assert_eq!(value("REPLACE('a.c', '.', '$', 'q')"), "a$c");
    let ten = "REPLACE('abcdefghijk', '(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)', '$10$11')";
    assert_eq!(value(ten), "ja1k");
}

/// SPARQL 1.1, section 17.3: false is less than true.
#[test]
fn truths_are_in_order() {
    for (comparison, expected) in [
        ("false < true", "true"),
        ("true < false", "false"),
        ("false <= true", "true"),
        ("true >= true", "true"),
        ("true > '0'^^<http://www.w3.org/2001/XMLSchema#boolean>", "true"),
        ("(1 = 1) > (1 = 2)", "true"),
        ("true > 0", ""),
        ("'x' < true", ""),
        ("2 > 1", "true"),
        ("'b' > 'a'", "true"),
    ] {
        assert_eq!(value(comparison), expected, "{comparison}");
    }
    let found = ask("SELECT ?v { VALUES ?v { true false } FILTER(?v > false) }").unwrap();
    assert_eq!(found.lines().skip(1).collect::<Vec<_>>(), ["true"]);
}

/// SPARQL 1.1, section 17.4.2.4: 1200 is no byte, so what is written so is no number.
#[test]
fn an_integer_outside_of_its_type_is_no_number() {
    let typed =
        |text: &str, name: &str| format!("'{text}'^^<http://www.w3.org/2001/XMLSchema#{name}>");
    for (text, name) in [
        ("1200", "byte"),
        ("-1", "nonNegativeInteger"),
        ("0", "positiveInteger"),
        ("65536", "unsignedShort"),
        ("99999999999999999999", "long"),
    ] {
        let literal = typed(text, name);
        assert_eq!(value(&format!("ISNUMERIC({literal})")), "false", "{literal}");
        assert_eq!(value(&format!("{literal} + 1")), "", "{literal}");
        assert_eq!(value(&format!("{literal} > -5")), "", "{literal}");
        assert_eq!(value(&format!("ABS({literal})")), "", "{literal}");
        assert_eq!(value(&format!("{literal} = {literal}")), "true", "{literal}");
        assert_eq!(value(&format!("STR({literal})")), text, "{literal}");
    }
    assert_eq!(value(&format!("ISNUMERIC({})", typed("-128", "byte"))), "true");
    assert_eq!(value(&format!("{} + 1", typed("255", "unsignedByte"))), "256");
    let made = "ISNUMERIC(STRDT('300', <http://www.w3.org/2001/XMLSchema#byte>))";
    assert_eq!(value(made), "false");
    let bound = "SELECT (ISNUMERIC(?v) AS ?is) { \
         BIND(STRDT('300', <http://www.w3.org/2001/XMLSchema#byte>) AS ?v) }";
    assert_eq!(ask(bound).unwrap().lines().nth(1), Some("false"));
    let values = format!("VALUES ?v {{ 1 {} }}", typed("300", "byte"));
    let answer = |text: String| ask(&text).unwrap().replace('\r', "");
    let kept = answer(format!("SELECT (STR(?v) AS ?kept) {{ {values} FILTER(?v > 0) }}"));
    assert_eq!(kept, "kept\n1\n");
    let sum =
        format!("SELECT (COUNT(?sum) AS ?n) {{ {{ SELECT (SUM(?v) AS ?sum) {{ {values} }} }} }}");
    assert_eq!(answer(sum), "n\n0\n");
}
