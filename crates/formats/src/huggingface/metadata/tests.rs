use super::{LICENCES, statements};

/// What the Hub calls as SPDX once did is what every reader takes it for.
#[test]
fn old_names_of_licences_have_one_meaning() {
    let known = |it: &&(&str, Option<&str>)| statements::spdx(it.0).is_some();
    let both: Vec<_> = LICENCES.iter().filter(known).collect();
    assert!(both.iter().any(|(name, _)| *name == "gpl-3.0"));
    for (name, licence) in both {
        assert_eq!(statements::spdx(name).as_deref(), *licence, "{name}");
    }
}
