//! What datasets of every profile of DCAT say, in words of the authority tables of the European Union.

use faircat_record::{
    Access, AccessRights, AgentRef, Artifact, Contribution, InlineAgent, Subject, Work,
};
use serde_json::Value;

use super::fill::licences;
use crate::import::languages::language;
use crate::import::statements::{date, says_nothing, web_address};
use crate::import::{agents, texts};
use crate::json_fields::JsonFields;

/// Where the tables lie.
const TABLES: &str = "http://publications.europa.eu/resource/authority/";

/// Where media types have an address.
const MEDIA_TYPES: &str = "www.iana.org/assignments/media-types/";

/// The system of coordinates of WKT that names none.
const CRS84: &str = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>";

/// Themes of data, with their names in English.
const THEMES: [(&str, &str); 13] = [
    ("AGRI", "Agriculture, fisheries, forestry and food"),
    ("ECON", "Economy and finance"),
    ("EDUC", "Education, culture and sport"),
    ("ENER", "Energy"),
    ("ENVI", "Environment"),
    ("GOVE", "Government and public sector"),
    ("HEAL", "Health"),
    ("INTR", "International issues"),
    ("JUST", "Justice, legal system and public safety"),
    ("REGI", "Regions and cities"),
    ("SOCI", "Population and society"),
    ("TECH", "Science and technology"),
    ("TRAN", "Transport"),
];

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    work.date_created = work.date_created.take().or_else(|| source.date("created"));
    work.date_modified = work.date_modified.take().or_else(|| source.date("modified"));
    work.language = work.language.take().or_else(|| {
        source.text_if("language", |text| of_table(text, "language").and_then(language))
    });
    work.subjects.extend(source.understood_texts("theme", theme));
    access(source, work);
    if let Some(dataset) = &mut work.dataset {
        let period = source.first_object("temporal", period);
        dataset.temporal_coverage = dataset.temporal_coverage.take().or(period);
        let place = match source.look("geographicalCoverage") {
            Some(Value::Object(_)) => source.object("geographicalCoverage", place).flatten(),
            _ => source.text_if("geographicalCoverage", |text| {
                (!text.contains("://") && !says_nothing(text)).then(|| text.to_owned())
            }),
        };
        dataset.spatial_coverage = dataset.spatial_coverage.take().or(place);
    }
    work.contributors.extend(source.objects("contactPoint", contact));
}

/// The code of `text` in a table, whose address it is.
fn of_table<'a>(text: &'a str, table: &str) -> Option<&'a str> {
    text.strip_prefix(TABLES)?.strip_prefix(table)?.strip_prefix('/')
}

fn theme(text: &str) -> Option<Subject> {
    if !text.contains("://") && !says_nothing(text) {
        return Some(Subject { term: text.to_owned(), iri: None, scheme: None });
    }
    let code = of_table(text, "data-theme")?;
    let (_, term) = THEMES.iter().find(|(it, _)| *it == code)?;
    let scheme = Some("Data theme".to_owned());
    Some(Subject { term: (*term).to_owned(), iri: Some(text.to_owned()), scheme })
}

/// The levels of DCAT-US.
const LEVELS: [(&str, AccessRights); 3] = [
    ("public", AccessRights::Open),
    ("restricted public", AccessRights::Restricted),
    ("non-public", AccessRights::MetadataOnly),
];

fn access(source: &mut JsonFields<'_>, work: &mut Work) {
    if work.access.is_some() {
        return;
    }
    let level = source.text_if("accessLevel", |text| LEVELS.iter().find(|(it, _)| *it == text));
    let rights = level.map(|(_, rights)| *rights).or_else(|| {
        source.text_if("accessRights", |text| {
            Some(match of_table(text, "access-right")? {
                "PUBLIC" => AccessRights::Open,
                "RESTRICTED" => AccessRights::Restricted,
                "NON_PUBLIC" => AccessRights::MetadataOnly,
                _ => return None,
            })
        })
    });
    work.access = rights.map(|rights| Access {
        rights: Some(rights),
        conditions: None,
        free: None,
        authentication: None,
        embargo_until: None,
    });
}

/// A period of time, of which one end may be missing.
fn period(it: &mut JsonFields<'_>) -> Option<String> {
    let of_text = |text: &str| {
        let (start, end) = text.split_once('/')?;
        Some(format!("{}/{}", date(start.trim())?, date(end.trim())?))
    };
    if let Some(found) = it.text_if("@value", of_text) {
        return Some(found);
    }
    let ends = [it.taken_if("startDate", date), it.taken_if("endDate", date)];
    let found = match ends {
        [None, None] => return None,
        [start, end] => [start, end].map(|it| it.unwrap_or_else(|| "..".to_owned())).join("/"),
    };
    it.take("@type");
    Some(found)
}

/// A place by its name, its box, or both.
fn place(it: &mut JsonFields<'_>) -> Option<String> {
    let name = it.said("prefLabel");
    let found = texts::place(name, it.text_if("bbox", area))?;
    it.take("@type");
    Some(found)
}

/// A box that is written as a polygon in WKT, whose points begin with their longitude.
fn area(text: &str) -> Option<String> {
    let text = text.trim().strip_prefix(CRS84).unwrap_or(text).trim().to_ascii_uppercase();
    let ring = text.strip_prefix("POLYGON")?.trim_start().strip_prefix("((")?.strip_suffix("))")?;
    let points = ring.split(',').map(point).collect::<Option<Vec<_>>>()?;
    let (longitudes, latitudes) = (points.iter().map(|it| it.0), points.iter().map(|it| it.1));
    Some(texts::area(bounds(latitudes), bounds(longitudes)))
}

/// The longitude and latitude of a point.
fn point(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split_whitespace().map(|it| it.parse::<f64>().ok());
    let (longitude, latitude) = (numbers.next()??, numbers.next()??);
    let is_on_earth = longitude.abs() <= 180.0 && latitude.abs() <= 90.0;
    (is_on_earth && numbers.next().is_none()).then_some((longitude, latitude))
}

/// The least and the greatest of `numbers`.
fn bounds(numbers: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    (numbers.clone().fold(f64::INFINITY, f64::min), numbers.fold(f64::NEG_INFINITY, f64::max))
}

/// Somebody by a card of vCard.
fn contact(it: &mut JsonFields<'_>) -> Option<Contribution> {
    let name = it.said("fn")?;
    let types = it.take("@type").map(|it| it.to_string()).unwrap_or_default();
    let agent = agents::of_class(&name, &types);
    let url = it.taken_if("hasURL", web_address);
    let agent = AgentRef::Inline(InlineAgent { url, ..agent });
    Some(Contribution { agent, role: "ContactPerson".to_owned() })
}

/// What a distribution says of its file beside its address.
pub(super) fn file(distribution: &mut JsonFields<'_>, artifact: &mut Artifact) {
    let media_type = distribution.text_if("mediaType", |text| {
        let named = text.split_once("://").and_then(|(_, it)| it.strip_prefix(MEDIA_TYPES));
        let plain = || (text.contains('/') && !text.contains("://")).then_some(text);
        named.or_else(plain).map(str::to_owned)
    });
    artifact.media_type = media_type.or(artifact.media_type.take());
    artifact.format = distribution.text_if("format", |text| {
        let is_word = !text.contains("://");
        of_table(text, "file-type").or(Some(text).filter(|_| is_word)).map(str::to_owned)
    });
    artifact.license = licences(distribution);
    artifact.date_modified = distribution.text_if("modified", date);
}

/// The licence of a dataset that states none itself, and whose files all have the same.
pub(super) fn common_licence(artifacts: &[Artifact]) -> Option<String> {
    let first = artifacts.first()?.license.clone()?;
    artifacts.iter().all(|it| it.license.as_ref() == Some(&first)).then_some(first)
}
