//! From the fields of an entry to those of a record.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::partial_date::PartialDate;
use faircat_record::{AgentRef, Contribution, Work};
use serde_json::Value;

use crate::import::languages::language;
use crate::import::people::{Name, organization};
use crate::import::record::Context;
use crate::import::relations::target;
use crate::import::statements::{date, doi, spdx, web_address};
use crate::import::texts::{describe, markdown};
use crate::json_fields::JsonFields;

/// Months as BibTeX abbreviates them.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, _: &Context<'_>) {
    let title = source.said("title").unwrap_or_default();
    let title = match source.said("subtitle") {
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title,
    };
    work.title = faircat_text::single_spaced(&title);
    work.authors = source.items("author", agent);
    work.contributors = source
        .items("editor", |it| Some(Contribution { agent: agent(it)?, role: "Editor".to_owned() }));
    let publisher = ["publisher", "organization", "institution"];
    work.publisher = source.said_at(&publisher).map(|name| organization(&name));
    work.date_published = published(source);
    work.version = source.said("version");
    identifiers(source, work);
    let parts: Vec<String> =
        source.said("abstract").and_then(|text| markdown(&text, "")).into_iter().collect();
    describe(work, &parts);
    let keywords = source.said("keywords").unwrap_or_default();
    let keywords = keywords.split([',', ';']).map(|it| it.trim().to_owned());
    work.keywords = keywords.filter(|it| !it.is_empty()).collect();
    work.license = ["license", "copyright"].iter().find_map(|key| source.taken_if(key, spdx));
    work.language = ["langid", "language"].iter().find_map(|key| source.taken_if(key, language));
}

fn agent(it: &mut JsonFields<'_>) -> Option<AgentRef> {
    if it.look("name").and_then(Value::as_str) == Some("others") {
        return others(it);
    }
    let full = it.said("name");
    // Several words in braces are one name, as organizations have it.
    let is_whole = full.as_ref().is_some_and(|name| name.contains(' '));
    let name = Name {
        full,
        given: it.said("given"),
        family: it.said("family"),
        organization: is_whole.then_some(true),
    };
    Some(AgentRef::Inline(name.agent()?))
}

/// `others` stands for those whom BibTeX does not name.
fn others(it: &mut JsonFields<'_>) -> Option<AgentRef> {
    let path = it.path_of("name");
    it.take("name");
    it.notes.drop_because(&path, "others", "it stands for people who are not named");
    let problem = Diagnostic::warning(
        "import-others",
        "the entry ends its list of people with `others`, whom it does not name",
    );
    it.notes.tell(&path, problem.hint("add them to the record"));
    None
}

/// `date`, or `year` with `month`.
fn published(source: &mut JsonFields<'_>) -> Option<String> {
    if let Some(found) = source.taken_if("date", date) {
        return Some(found);
    }
    let year = source.taken_if("year", |text| date(text).filter(|_| text.len() == 4))?;
    let month = source.taken_if("month", |text| {
        let lower = text.to_lowercase();
        let named = MONTHS.iter().position(|name| lower.starts_with(name)).map(|at| at + 1);
        named.or_else(|| lower.parse().ok()).filter(|number| (1..=12).contains(number))
    });
    let Some(month) = month else { return Some(year) };
    // A day that the month has not stays where it is.
    let whole = source.taken_if("day", |text| {
        let whole = format!("{year}-{month:02}-{:02}", text.parse::<u8>().ok()?);
        PartialDate::parse(&whole).map(|_| whole)
    });
    Some(whole.unwrap_or_else(|| format!("{year}-{month:02}")))
}

fn identifiers(source: &mut JsonFields<'_>, work: &mut Work) {
    work.identifiers.extend(source.understood("doi", "DOI", doi));
    for (key, scheme) in [("isbn", "isbn"), ("swhid", "swh")] {
        work.identifiers.extend(source.taken_if(key, |text| target(text, Some(scheme))));
    }
    let address = source.taken_if("url", web_address);
    let how = source.taken_if("howpublished", |text| web_address(text.trim_start_matches("\\url")));
    match address.or(how) {
        Some(url) if doi(&url).is_some() => {
            let found = doi(&url).unwrap_or_default();
            if !work.identifiers.iter().any(|it| it.eq_ignore_ascii_case(&found)) {
                work.identifiers.push(found);
            }
        }
        url => work.url = url,
    }
    // What it says is the kind of the record.
    let kind = Value::String(crate::view::genre(work.kind).to_owned());
    if source.look("howpublished") == Some(&kind) {
        source.take("howpublished");
    }
}
