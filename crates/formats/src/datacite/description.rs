//! A work in DataCite's terms.

use faircat_inference::figures::noun;
use faircat_linked_data::plain_text::{LONGEST_DESCRIPTION, plain_text};
use faircat_linked_data::safe_iri;
use faircat_linked_data::vocabulary::SPDX_LICENSES;
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::partial_date::PartialDate;
use faircat_record::references::LinkRole;
use faircat_record::{AccessRights, Kind, RelationType, Work};

use super::terms::{
    Affiliation, Agent, AlternateIdentifier, COVERAGE, Date, Description, FundingReference,
    MATERIALS, Place, Publisher, RelatedIdentifier, Resource, Rights, Subjects, Title, Types,
    Words,
};
use super::{NAMESPACE, identifiers};
use crate::party::Party;
use crate::view::{RecordView, WorkView};

/// What DataCite prescribes for a mandatory value that is not known (appendix 3).
const UNAVAILABLE: &str = "(:unav)";

/// Whether the work can be described: DataCite has no way to leave the year out.
pub(super) fn lacks(_: &RecordView, work: &WorkView) -> Option<&'static str> {
    work.year.is_none().then_some("the format demands a year; add `date_published`")
}

/// The description of the work in the words of a version.
pub(crate) fn resource<'a>(view: &'a RecordView, of: &'a WorkView, words: Words) -> Resource<'a> {
    let work = of.work;
    Resource {
        doi: of.doi(),
        url: &view.iri,
        types: types(of, words),
        creators: creators(of),
        titles: titles(work),
        publisher: publisher(of.publisher.as_ref()),
        publication_year: of.year.as_deref().unwrap_or_default(),
        subjects: subjects(work),
        contributors: contributors(view, work),
        dates: dates(work, words),
        language: work.language.as_deref(),
        alternate_identifiers: alternate_identifiers(of),
        related_identifiers: related_identifiers(view, work, words),
        sizes: sizes(work),
        formats: formats(work),
        version: work.version.as_deref(),
        rights_list: rights(of),
        descriptions: descriptions(of),
        geo_locations: places(work),
        funding_references: funding(view, work),
        schema_version: NAMESPACE,
    }
}

fn types<'a>(of: &WorkView<'a>, words: Words) -> Types<'a> {
    let general = match of.work.kind {
        Kind::Model => "Model",
        Kind::Dataset => "Dataset",
        Kind::Software => "Software",
        Kind::Workflow => "Workflow",
        _ => return material(of, words),
    };
    Types { resource_type: of.genre(), resource_type_general: general }
}

fn material<'a>(of: &WorkView<'a>, words: Words) -> Types<'a> {
    let section = of.work.training_material.as_deref();
    let own = section.and_then(|it| it.resource_type.as_deref());
    let known = MATERIALS.iter().find(|(word, _, since)| {
        *since <= words && own.is_some_and(|own| own.trim().eq_ignore_ascii_case(word))
    });
    match (known, own) {
        (Some((_, general, _)), Some(own)) => {
            Types { resource_type: own, resource_type_general: general }
        }
        // The general type says nothing then, so the other says the kind.
        _ => Types { resource_type: of.genre(), resource_type_general: "Other" },
    }
}

fn creators<'a>(of: &'a WorkView) -> Vec<Agent<'a>> {
    if of.creators.is_empty() {
        return vec![Agent { name: UNAVAILABLE.to_owned(), ..Agent::nobody() }];
    }
    of.creators.iter().map(|party| Agent::of(party.clone())).collect()
}

fn contributors<'a>(view: &'a RecordView, work: &'a Work) -> Vec<Agent<'a>> {
    work.contributors
        .iter()
        .map(|contribution| Agent {
            contributor_type: Some(&contribution.role),
            ..Agent::of(Party::of(view.dossier.source.catalog, &contribution.agent))
        })
        .collect()
}

impl<'a> Agent<'a> {
    fn nobody() -> Agent<'a> {
        Agent {
            name: String::new(),
            name_type: None,
            given_name: None,
            family_name: None,
            name_identifiers: Vec::new(),
            affiliation: Vec::new(),
            contributor_type: None,
        }
    }

    fn of(party: Party<'a>) -> Agent<'a> {
        Agent {
            name: party.sort_name(),
            name_type: Some(if party.is_organization { "Organizational" } else { "Personal" }),
            given_name: party.parts.map(|(given, _)| given),
            family_name: party.parts.map(|(_, family)| family),
            name_identifiers: identifiers::of_agent(&party),
            affiliation: party
                .affiliations
                .into_iter()
                .map(|affiliation| Affiliation {
                    name: affiliation.name,
                    affiliation_identifier_scheme: affiliation.ror.is_some().then_some("ROR"),
                    affiliation_identifier: affiliation.ror,
                })
                .collect(),
            contributor_type: None,
        }
    }
}

fn titles(work: &Work) -> Vec<Title<'_>> {
    let alternatives = work.alternate_titles.iter().map(|title| Title {
        title,
        title_type: Some("AlternativeTitle"),
        lang: None,
    });
    let own = Title { title: &work.title, title_type: None, lang: own_language(work) };
    let translated = work.translations.iter().filter_map(|it| {
        let lang = Some(it.language.as_str());
        Some(Title { title: it.title.as_deref()?, title_type: Some("TranslatedTitle"), lang })
    });
    std::iter::once(own).chain(alternatives).chain(translated).collect()
}

/// The language of the texts, where the record tells it.
fn own_language(work: &Work) -> Option<&str> {
    work.text_language.as_deref()
}

fn publisher<'a>(party: Option<&Party<'a>>) -> Publisher<'a> {
    Publisher {
        name: party.map_or(UNAVAILABLE, |party| party.name),
        publisher_identifier: party.and_then(|party| party.ror.clone()),
        publisher_identifier_scheme: party
            .is_some_and(|party| party.ror.is_some())
            .then_some("ROR"),
    }
}

fn subjects(work: &Work) -> Vec<Subjects<'_>> {
    let own = work.keywords.iter().map(|it| keyword(it, own_language(work)));
    let experiments = work.experiments.iter().filter(|it| !work.keywords.contains(it));
    let translated = work
        .translations
        .iter()
        .flat_map(|it| it.keywords.iter().map(|one| keyword(one, Some(&it.language))));
    let keywords = own.chain(experiments.map(|it| keyword(it, None))).chain(translated);
    let terms = work.subjects.iter().map(|subject| Subjects {
        subject: &subject.term,
        subject_scheme: subject.scheme.as_deref(),
        value_uri: subject.iri.as_deref(),
        lang: None,
    });
    unique(terms.chain(keywords))
}

fn keyword<'a>(subject: &'a str, lang: Option<&'a str>) -> Subjects<'a> {
    Subjects { subject, subject_scheme: None, value_uri: None, lang }
}

/// The schema asks for lists without repetitions.
fn unique<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut unique: Vec<T> = Vec::new();
    for item in items {
        if !unique.contains(&item) {
            unique.push(item);
        }
    }
    unique
}

fn dates(work: &Work, words: Words) -> Vec<Date<'_>> {
    let withdrawn = work.withdrawn.as_ref().map(|it| Date {
        date: &it.date,
        date_type: "Withdrawn",
        date_information: Some(&it.reason),
    });
    let available = work.access.as_ref().and_then(|access| access.embargo_until.as_ref());
    [
        (work.date_created.as_ref(), "Created"),
        (work.date_published.as_ref(), "Issued"),
        (work.date_modified.as_ref(), "Updated"),
        (available, "Available"),
    ]
    .into_iter()
    .filter_map(|(date, date_type)| Some(Date { date: date?, date_type, date_information: None }))
    .chain(withdrawn)
    .chain(collected(work))
    .chain(coverage(work, words))
    .collect()
}

/// When data was collected.
fn collected(work: &Work) -> Option<Date<'_>> {
    let date = work.dataset.as_deref()?.collected.as_deref()?;
    is_interval(date).then_some(Date { date, date_type: "Collected", date_information: None })
}

/// Whether `text` is a date, or two with a slash between them.
fn is_interval(text: &str) -> bool {
    let is_date = |text: &str| PartialDate::parse(text).is_some();
    let (from, to) = text.split_once('/').unwrap_or((text, text));
    is_date(from) && is_date(to)
}

/// The time that data is about, which versions before 4.6 have no type for.
fn coverage(work: &Work, words: Words) -> Option<Date<'_>> {
    let date = work.dataset.as_deref()?.temporal_coverage.as_deref()?;
    let (date_type, date_information) = match words {
        Words::Of4_5 => ("Other", Some(COVERAGE)),
        Words::Of4_7 => (COVERAGE, None),
    };
    is_interval(date).then_some(Date { date, date_type, date_information })
}

fn places(work: &Work) -> Vec<Place<'_>> {
    let place = work.dataset.iter().filter_map(|it| it.spatial_coverage.as_deref());
    place.map(|geo_location_place| Place { geo_location_place }).collect()
}

fn alternate_identifiers(of: &WorkView) -> Vec<AlternateIdentifier> {
    of.identifiers
        .iter()
        .filter(|identifier| Some(identifier.value.as_str()) != of.doi())
        .map(|identifier| AlternateIdentifier {
            alternate_identifier: alternate(identifier),
            alternate_identifier_type: identifier.prefix.clone(),
        })
        .collect()
}

/// The value of `identifier`, whose type stands beside it; whole where the scheme is a part of it.
fn alternate(identifier: &Identifier) -> String {
    match identifier.scheme {
        Scheme::Ark | Scheme::Swhid | Scheme::Urn => identifier.to_string(),
        _ => identifier.value.clone(),
    }
}

fn related_identifiers(view: &RecordView, work: &Work, words: Words) -> Vec<RelatedIdentifier> {
    let stated = work.relations.iter().map(|relation| {
        (relation.kind, relation.target.as_str(), LinkRole::Related(relation.kind))
    });
    let sources = work
        .derived_from
        .iter()
        .map(|text| (RelationType::IsDerivedFrom, text.as_str(), LinkRole::DerivedFrom));
    let training = work.model.iter().flat_map(|model| &model.training).flat_map(|training| {
        let datasets = training.datasets.iter().map(|used| used.dataset.as_str());
        datasets.map(|text| (RelationType::IsDerivedFrom, text, LinkRole::TrainedOn))
    });
    let successor = work.withdrawn.iter().filter_map(|withdrawal| {
        let text = withdrawal.replaced_by.as_deref()?;
        Some((RelationType::IsObsoletedBy, text, LinkRole::ReplacedBy))
    });
    let targets =
        stated.chain(sources).chain(training).chain(successor).filter_map(|(kind, text, role)| {
            let url = view.dossier.source.target_iri(text, role)?;
            Some(related(kind, Identifier::parse(text).ok(), url, words))
        });
    let publications = work.publications.iter().filter_map(|publication| {
        let identifier =
            publication.identifiers.iter().find_map(|text| Identifier::parse(text).ok());
        let url =
            identifier.as_ref().and_then(Identifier::url).or_else(|| publication.url.clone())?;
        Some(related(RelationType::IsDocumentedBy, identifier, url, words))
    });
    let versions = work.versions.iter().filter_map(|version| {
        let identifier = Identifier::parse(version.identifier.as_deref()?).ok()?;
        let url = identifier.url()?;
        Some(related(RelationType::HasVersion, Some(identifier), url, words))
    });
    unique(targets.chain(publications).chain(versions))
}

/// DataCite's names of schemes that we do not check (Appendix 1.6.1 of kernel 4.7).
const OTHER_TYPES: [(&str, &str); 11] = [
    ("bibcode", "bibcode"),
    ("ean13", "EAN13"),
    ("eissn", "EISSN"),
    ("igsn", "IGSN"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
    ("istc", "ISTC"),
    ("lissn", "LISSN"),
    ("lsid", "LSID"),
    ("pmid", "PMID"),
    ("upc", "UPC"),
];

fn related(
    kind: RelationType,
    identifier: Option<Identifier>,
    url: String,
    words: Words,
) -> RelatedIdentifier {
    let known = identifier.and_then(|identifier| {
        let scheme = match identifier.scheme {
            Scheme::Doi => "DOI",
            Scheme::Handle => "Handle",
            Scheme::Ark => return Some((identifier.to_string(), "ARK")),
            Scheme::Arxiv => return Some((format!("arXiv:{}", identifier.value), "arXiv")),
            Scheme::Swhid if words == Words::Of4_7 => {
                return Some((identifier.to_string(), "SWHID"));
            }
            Scheme::Urn => return Some((identifier.to_string(), "URN")),
            Scheme::Purl if identifier.value.contains("://w3id.org/") => "w3id",
            Scheme::Purl => "PURL",
            Scheme::Other => OTHER_TYPES.iter().find(|it| it.0 == identifier.prefix)?.1,
            _ => return None,
        };
        Some((identifier.value, scheme))
    });
    let (related_identifier, related_identifier_type) = known.unwrap_or((url, "URL"));
    // The variants are DataCite's own names.
    RelatedIdentifier {
        related_identifier,
        related_identifier_type,
        relation_type: format!("{kind:?}"),
    }
}

fn sizes(work: &Work) -> Vec<String> {
    let dataset = work.dataset.as_deref();
    let bytes = dataset
        .and_then(|dataset| dataset.size)
        .map(|size| format!("{size} {}", noun(size, "byte", "bytes")));
    let files = dataset.and_then(|dataset| dataset.number_of_files);
    bytes
        .into_iter()
        .chain(files.map(|files| format!("{files} {}", noun(files, "file", "files"))))
        .collect()
}

fn formats(work: &Work) -> Vec<&str> {
    let declared = work.dataset.iter().flat_map(|dataset| &dataset.formats).map(String::as_str);
    let of_files = work
        .artifacts
        .iter()
        .filter_map(|artifact| artifact.media_type.as_deref().or(artifact.format.as_deref()));
    unique(declared.chain(of_files))
}

fn rights<'a>(of: &'a WorkView) -> Vec<Rights<'a>> {
    let license = of.work.license.as_deref().map(|name| Rights {
        rights: name,
        rights_uri: of.license_url.as_deref(),
        rights_identifier: of.license_url.is_some().then_some(name),
        rights_identifier_scheme: of.license_url.is_some().then_some("SPDX"),
        scheme_uri: of.license_url.is_some().then_some(SPDX_LICENSES),
    });
    let access = of.work.access.as_ref().and_then(|access| {
        let (rights, uri) = access_term(access.rights?);
        Some(Rights {
            rights,
            rights_uri: Some(uri),
            rights_identifier: None,
            rights_identifier_scheme: None,
            scheme_uri: None,
        })
    });
    license.into_iter().chain(access).collect()
}

/// Label and IRI of the term of info:eu-repo, which OpenAIRE asks for.
pub(crate) fn access_term(rights: AccessRights) -> (&'static str, &'static str) {
    match rights {
        AccessRights::Open => ("open access", "info:eu-repo/semantics/openAccess"),
        AccessRights::Embargoed => ("embargoed access", "info:eu-repo/semantics/embargoedAccess"),
        AccessRights::Restricted => {
            ("restricted access", "info:eu-repo/semantics/restrictedAccess")
        }
        AccessRights::MetadataOnly => ("metadata only", "info:eu-repo/semantics/closedAccess"),
    }
}

fn descriptions<'a>(of: &'a WorkView) -> Vec<Description<'a>> {
    let whole = Some(of.description).filter(|text| !text.is_empty());
    let of_kind =
        |description, lang| Description { description, description_type: "Abstract", lang };
    let whole = whole.map(|text| of_kind(text.into(), own_language(of.work)));
    let translated = of.work.translations.iter().filter_map(|it| {
        let text = match (&it.description, &it.summary) {
            (Some(markdown), _) => plain_text(markdown, LONGEST_DESCRIPTION).into(),
            (None, summary) => summary.as_deref()?.into(),
        };
        Some(of_kind(text, Some(it.language.as_str())))
    });
    let dataset = of.work.dataset.as_deref();
    let methods = dataset.map(|it| [&it.collection, &it.preparation]).into_iter().flatten();
    let methods = methods.flatten().map(|markdown| Description {
        description: plain_text(markdown, LONGEST_DESCRIPTION).into(),
        description_type: "Methods",
        lang: None,
    });
    whole.into_iter().chain(translated).chain(methods).collect()
}

fn funding<'a>(view: &'a RecordView, work: &'a Work) -> Vec<FundingReference<'a>> {
    work.funding
        .iter()
        .map(|funding| {
            let funder = Party::of(view.dossier.source.catalog, &funding.funder);
            let (funder_identifier, funder_identifier_type) =
                identifiers::of_funder(&funder).unzip();
            FundingReference {
                funder_name: funder.name,
                funder_identifier,
                funder_identifier_type,
                award_number: funding.award.as_deref(),
                award_title: funding.title.as_deref(),
                award_uri: funding.url.as_deref().and_then(safe_iri),
            }
        })
        .collect()
}
