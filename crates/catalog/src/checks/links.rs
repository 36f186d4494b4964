//! What is wrong between records: dangling and cyclic references, identifiers claimed twice.

use std::collections::{BTreeSet, HashMap, HashSet};

use faircat_record::diagnostic::{Diagnostic, MOST_OF_A_FILE};
use faircat_record::own_identifiers::{DEPOSIT, own_identifiers};
use faircat_record::references::{LinkRole, references};
use faircat_record::shape::nearest;
use faircat_record::yaml_scalar::flow;
use faircat_record::{Kind, Record};

use super::{Fault, keywords, moves};
use crate::evidence::other_data;
use crate::{Catalog, Entry, Target};

/// Everything wrong between the records of `catalog`, with the index of the entry it is told of.
///
/// `left_out` names the records, as `folder/slug`, that have errors of their own: to name one of
/// them is no error of the naming record.
pub fn of_catalog(catalog: &Catalog, left_out: &HashSet<String>) -> Vec<(usize, Fault)> {
    let mut found = Vec::new();
    dangling(catalog, left_out, &mut found);
    let is_upstream = |role: LinkRole| role.is_lineage() || role == LinkRole::ParentOrganization;
    let older = "remove the reference that does not lead to something older";
    cyclic(catalog, is_upstream, older, &mut found);
    let replaces = |role| role == LinkRole::ReplacedBy;
    cyclic(catalog, replaces, "name a work that is still published", &mut found);
    claimed_twice(catalog, &mut found);
    keywords::of_catalog(catalog, &mut found);
    moves::of_catalog(catalog, left_out, &mut found);
    of_other_data(catalog, &mut found);
    found
}

/// Claims that name the control set of their model and are of other data: what it recomputes says
/// nothing of them.
fn of_other_data(catalog: &Catalog, found: &mut Vec<(usize, Fault)>) {
    let key = |text: &str| match catalog.resolve(text, LinkRole::EvaluatedOn) {
        Target::Entry(entry) => entry.id(),
        Target::External(identifier) => identifier.key(),
        Target::Name(name) => name.to_owned(),
    };
    // To unpack every model would take as long as all else here.
    let claims = |entry: &&Entry| {
        let model = entry.summary.model.as_deref();
        model.is_some_and(|it| it.evaluations.iter().any(|claim| claim.control_set))
    };
    for entry in catalog.entries.iter().filter(claims) {
        let record = entry.record();
        let Record::Work(work) = &record else { continue };
        let Some(model) = work.model.as_deref() else { continue };
        for (index, reason) in other_data::of_other_data(model, &|a, b| key(a) == key(b)) {
            let problem = Diagnostic::error("claim", reason);
            let hint = "take `control_set: true` out of the claim, or correct what it is of";
            let pointer = format!("/model/evaluations/{index}");
            found.push((entry.index, Fault::new(pointer, problem.hint(hint))));
        }
    }
}

/// A warning for every reference of `catalog` to an entry in `left_out`, from one that stays.
///
/// These are the entries in which [`of_catalog`] found errors, by their indices.
pub fn of_left_out(catalog: &Catalog, left_out: &BTreeSet<usize>) -> Vec<(usize, Fault)> {
    references_to(catalog, left_out, is_left_out)
}

/// What `tell` says of every reference of `catalog` to an entry in `left_out`, from one that stays.
pub(super) fn references_to(
    catalog: &Catalog,
    left_out: &BTreeSet<usize>,
    tell: fn(&str) -> Diagnostic,
) -> Vec<(usize, Fault)> {
    let staying = catalog.entries.iter().filter(|entry| !left_out.contains(&entry.index));
    let mut found = Vec::new();
    for entry in staying {
        let first = found.len();
        for (role, text) in &entry.links {
            if let Target::Entry(target) = catalog.resolve(text, *role)
                && left_out.contains(&target.index)
            {
                let is_told = found.len() - first >= MOST_OF_A_FILE;
                let pointer = if is_told { String::new() } else { pointer_of(entry, *role, text) };
                found.push((entry.index, Fault::new(pointer, tell(text))));
            }
        }
    }
    found
}

fn is_left_out(text: &str) -> Diagnostic {
    let message = format!("the record `{text}` is left out, because it has errors");
    Diagnostic::warning("dangling-reference", message).hint("correct that record")
}

fn dangling(catalog: &Catalog, left_out: &HashSet<String>, found: &mut Vec<(usize, Fault)>) {
    for entry in &catalog.entries {
        let first = found.len();
        for (role, text) in &entry.links {
            let Some(problem) = misled(catalog, left_out, text, *role) else { continue };
            // To find where a text stands takes the whole record: that of the others is its file.
            let is_told = found.len() - first >= MOST_OF_A_FILE;
            let pointer = if is_told { String::new() } else { pointer_of(entry, *role, text) };
            let problem = match problem {
                Misled::LeftOut => is_left_out(text),
                Misled::WrongKind(kind) => of_wrong_kind(text, kind, *role, &pointer),
                Misled::Nowhere if is_told => nowhere(text),
                Misled::Nowhere => no_record(catalog, text, *role, &pointer),
            };
            found.push((entry.index, Fault::new(pointer, problem)));
        }
    }
}

/// Where a reference leads that does not lead to what its place takes.
enum Misled {
    Nowhere,
    LeftOut,
    WrongKind(Kind),
}

fn misled(
    catalog: &Catalog,
    left_out: &HashSet<String>,
    text: &str,
    role: LinkRole,
) -> Option<Misled> {
    match catalog.resolve(text, role) {
        Target::Entry(target) if role.takes().contains(&target.kind) => return None,
        Target::Entry(target) => return Some(Misled::WrongKind(target.kind)),
        Target::External(_) => return None,
        Target::Name(_) => {}
    }
    if means_one_of(left_out, text, role) {
        return Some(Misled::LeftOut);
    }
    let is_folder = |name: &str| {
        let mut names = Kind::ALL.iter().flat_map(|kind| [kind.folder(), kind.name()]);
        names.any(|it| it.eq_ignore_ascii_case(name))
    };
    let is_path = || text.split_once('/').is_some_and(|(it, _)| is_folder(it));
    (role.must_be_record() || is_path()).then_some(Misled::Nowhere)
}

/// Whether `text`, written in the place of `role`, means one of the records `left_out`.
fn means_one_of(left_out: &HashSet<String>, text: &str, role: LinkRole) -> bool {
    left_out.contains(text)
        || !text.contains('/')
            && role
                .takes()
                .iter()
                .any(|kind| left_out.contains(&format!("{}/{text}", kind.folder())))
}

/// `text` names a record of `kind` in a place that takes others.
fn of_wrong_kind(text: &str, kind: Kind, role: LinkRole, pointer: &str) -> Diagnostic {
    let takes = match role.takes() {
        kinds if kinds.len() == Kind::WORKS.len() => "a work".to_owned(),
        kinds => kinds.iter().map(|kind| kind.in_words()).collect::<Vec<_>>().join(" or "),
    };
    let is_index = |token: &&str| token.parse::<usize>().is_ok();
    let field = pointer.rsplit('/').find(|token| !is_index(token)).filter(|it| !it.is_empty());
    let place = field.map_or("this place".to_owned(), |field| format!("`{field}`"));
    let message = format!("`{text}` is {}; {place} takes {takes}", kind.in_words());
    let folders: Vec<String> =
        role.takes().iter().map(|kind| format!("`{}/`", kind.folder())).collect();
    let hint = match role.names_agent() {
        true => format!("name a record of {}, or write `name: …` in place", folders.join(" or ")),
        false => "name a record that fits, an identifier with its scheme, or a URL".to_owned(),
    };
    Diagnostic::error("wrong-kind", message).hint(hint)
}

/// How to name somebody without a record.
fn in_place(text: &str) -> String {
    let name = flow(text);
    format!(
        "write `{{name: {name}}}` in its place, for an organization `{{name: {name}, \
         organization: true}}`, or add the record"
    )
}

fn nowhere(text: &str) -> Diagnostic {
    Diagnostic::error("dangling-reference", format!("there is no record `{text}`"))
}

/// The slug that `text` names, by itself, after a folder, or as a file.
fn slug_in(text: &str) -> &str {
    let text = text.trim_end_matches('/');
    let text = text.strip_suffix("/record.yaml").unwrap_or(text);
    let name = text.rsplit('/').next().unwrap_or(text);
    [".yaml", ".yml", ".md"].iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name)
}

/// How to name `entry` in a place where `text` stands: with its folder where `text` has one.
fn name_of(entry: &Entry, text: &str) -> String {
    if text.contains('/') { entry.id() } else { entry.slug.clone() }
}

fn no_record(catalog: &Catalog, text: &str, role: LinkRole, pointer: &str) -> Diagnostic {
    let slug = slug_in(text);
    let wanted = |entry: &&Entry| role.takes().contains(&entry.kind);
    let several: Vec<String> = catalog
        .entries
        .iter()
        .filter(wanted)
        .filter(|entry| entry.slug == text)
        .map(|entry| format!("`{}`", entry.id()))
        .collect();
    if several.len() > 1 {
        let message = format!("`{text}` may mean {}", several.join(" or "));
        return Diagnostic::error("ambiguous-reference", message).hint("write the folder too");
    }
    let mut others = catalog.entries.iter().filter(|entry| entry.slug == text);
    if let Some(other) = others.find(|entry| !wanted(entry)) {
        return of_wrong_kind(&other.id(), other.kind, role, pointer);
    }
    let fitting = || catalog.entries.iter().filter(wanted);
    let named = fitting().find(|entry| role.names_agent() && entry.summary.title == text);
    if let Some(entry) = named {
        return nowhere(text).hint(format!("write `{}`, the record of that name", entry.slug));
    }
    if let Some(entry) = moves::renamed(catalog, slug, role) {
        return nowhere(text).hint(format!("it is called `{}` now", name_of(entry, text)));
    }
    let near = nearest(slug, fitting().map(|entry| entry.slug.as_str()));
    let meant = fitting().find(|entry| Some(entry.slug.as_str()) == near);
    let problem = nowhere(text);
    problem.hint(match meant {
        Some(entry) => format!("did you mean `{}`?", name_of(entry, text)),
        None if role.names_agent() => in_place(text),
        None => "add the record, or give an identifier with its scheme or a URL".to_owned(),
    })
}

/// The field of `entry` in which `text` stands. Unpacks the record, hence for problems only.
fn pointer_of(entry: &Entry, role: LinkRole, text: &str) -> String {
    let record = entry.record();
    references(&record)
        .into_iter()
        .find(|reference| reference.role == role && reference.text == text)
        .map(|reference| reference.pointer)
        .unwrap_or_default()
}

/// Circles of the references that are `followed`, by depth-first search without recursion: every
/// entry is entered and left once.
fn cyclic(
    catalog: &Catalog,
    followed: fn(LinkRole) -> bool,
    hint: &str,
    found: &mut Vec<(usize, Fault)>,
) {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; catalog.entries.len()];
    for start in 0..catalog.entries.len() {
        if states[start] != State::New {
            continue;
        }
        // Entry, and the number of its next link.
        let mut path = vec![(start, 0)];
        states[start] = State::Open;
        while let Some((index, next)) = path.last_mut() {
            let entry = &catalog.entries[*index];
            let Some((role, text)) = entry.links.get(*next) else {
                states[*index] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            if !followed(*role) {
                continue;
            }
            let Target::Entry(target) = catalog.resolve(text, *role) else { continue };
            match states[target.index] {
                State::New => {
                    states[target.index] = State::Open;
                    path.push((target.index, 0));
                }
                State::Open => {
                    let from = path.iter().position(|(on, _)| *on == target.index).unwrap_or(0);
                    let cycle = path[from..].iter().map(|(on, _)| catalog.entries[*on].id());
                    let mut names: Vec<String> = cycle.collect();
                    names.push(target.id());
                    let message = format!("the references run in a circle: {}", names.join(" → "));
                    let problem = Diagnostic::error("cycle", message).hint(hint);
                    let pointer = pointer_of(entry, *role, text);
                    found.push((entry.index, Fault::new(pointer, problem)));
                }
                State::Done => {}
            }
        }
    }
}

/// Of several records with the same identifier, the first keeps it; a deposit is kept by none, as
/// nobody can tell here whose it is.
fn claimed_twice(catalog: &Catalog, found: &mut Vec<(usize, Fault)>) {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for entry in &catalog.entries {
        let first = found.len();
        for key in &entry.own_identifiers {
            let owner = *owners.entry(key).or_insert(entry.index);
            if owner != entry.index && found.len() - first <= MOST_OF_A_FILE {
                let first_owner = &catalog.entries[owner];
                found.push((entry.index, also_of(entry, key, first_owner)));
                if is_of_deposit(key) {
                    found.push((owner, also_of(first_owner, key, entry)));
                }
            }
        }
    }
}

fn is_of_deposit(key: &str) -> bool {
    key.strip_prefix(DEPOSIT).is_some_and(|rest| rest.starts_with(':'))
}

/// Unpacks the record of `entry`, hence for problems only.
fn also_of(entry: &Entry, key: &str, owner: &Entry) -> Fault {
    let record = entry.record();
    let stated = own_identifiers(&record).into_iter().find(|it| it.identifier.key() == key);
    let (pointer, text) = stated.map_or((String::new(), key), |it| (it.pointer, it.text));
    if is_of_deposit(key) {
        let message = format!("the deposit `{text}` is also that of `{}`", owner.id());
        let hint = "remove `extensions.deposit` from the record that was not deposited there";
        return Fault::new(pointer, Diagnostic::error("duplicate-deposit", message).hint(hint));
    }
    let message = format!("`{text}` is also the identifier of `{}`", owner.id());
    let problem = Diagnostic::error("duplicate-identifier", message)
        .hint("keep one record if both are of one work; else remove it from the one that it does not name");
    Fault::new(pointer, problem)
}
