//! A record as the formats see it: a dossier, with people and identifiers resolved once for all.

use faircat_linked_data::Source;
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::partial_date::PartialDate;
use faircat_record::references::LinkRole;
use faircat_record::{Kind, Record, Work};

use crate::dossier::Dossier;
use crate::party::Party;

/// A record about to be written.
pub struct RecordView<'a> {
    pub dossier: &'a Dossier<'a>,
    /// Address of the record's page.
    pub iri: String,
    /// `None` for people and organizations.
    pub work: Option<WorkView<'a>>,
}

/// A work about to be written.
pub struct WorkView<'a> {
    pub work: &'a Work,
    /// How documents refer to the work: works of two kinds can have one slug.
    pub key: String,
    pub creators: Vec<Party<'a>>,
    pub publisher: Option<Party<'a>>,
    /// Identifiers that are well formed, the one to cite first.
    pub identifiers: Vec<Identifier>,
    /// Date of publication, or else of creation.
    pub date: Option<PartialDate>,
    /// Four digits: of `date`, or else of the newest date that the record gives.
    pub year: Option<String>,
    /// The description as plain text.
    pub description: &'a str,
    /// Address of the licence, where it is a single one.
    pub license_url: Option<String>,
    /// The address to cite: of the first persistent identifier, or else of the page.
    pub cite_as: String,
    /// Whether that address is known to others: the site may have none of its own.
    has_address: bool,
    /// What replaces a withdrawn work: its title, and its address where others know that.
    successor: Option<String>,
}

impl<'a> RecordView<'a> {
    /// Resolves what the formats need of `dossier`.
    pub fn new(dossier: &'a Dossier<'a>) -> RecordView<'a> {
        let source = dossier.source;
        let iri = source.iri();
        let work = match dossier.source.record {
            Record::Work(work) => Some(WorkView::new(dossier, &source, &iri, work)),
            Record::Person(_) | Record::Organization(_) => None,
        };
        RecordView { dossier, iri, work }
    }
}

impl<'a> WorkView<'a> {
    fn new(
        dossier: &'a Dossier<'a>,
        source: &Source<'a>,
        iri: &str,
        work: &'a Work,
    ) -> WorkView<'a> {
        let identifiers: Vec<Identifier> =
            work.identifiers.iter().filter_map(|text| Identifier::parse(text).ok()).collect();
        let persistent = identifiers
            .iter()
            .find(|identifier| identifier.is_persistent())
            .and_then(Identifier::url);
        let has_address = persistent.is_some() || dossier.source.site.has_address;
        let cite_as = persistent.unwrap_or_else(|| iri.to_owned());
        let entry = source.entry;
        WorkView {
            work,
            key: format!("{}-{}", entry.kind.name(), entry.slug),
            creators: work
                .authors
                .iter()
                .map(|author| Party::of(dossier.source.catalog, author))
                .collect(),
            publisher: work
                .publisher
                .as_ref()
                .map(|publisher| Party::of(dossier.source.catalog, publisher)),
            identifiers,
            date: date(work),
            year: year(work),
            description: own_description(dossier),
            license_url: source.license_iri(work),
            cite_as,
            has_address,
            successor: successor(source, work),
        }
    }

    /// The DOI to cite, without its scheme.
    pub fn doi(&self) -> Option<&str> {
        self.identifiers
            .iter()
            .find(|identifier| identifier.scheme == Scheme::Doi)
            .map(|identifier| identifier.value.as_str())
    }

    /// The address that a citation gives; `None` where the work has no persistent identifier and
    /// the site no address.
    pub fn cited_address(&self) -> Option<&str> {
        self.has_address.then_some(self.cite_as.as_str())
    }

    /// That the work was withdrawn, in plain sentences; `None` of works that are still there.
    pub fn withdrawal(&self) -> Option<String> {
        let withdrawn = self.work.withdrawn.as_ref()?;
        let (date, reason) = (&withdrawn.date, withdrawn.reason.trim().trim_end_matches('.'));
        let replaced = self.successor.as_ref().map(|it| format!(" Use {it} instead."));
        let replaced = replaced.unwrap_or_default();
        Some(format!("Withdrawn on {date}: {reason}.{replaced}"))
    }

    /// What kind of work it is, in words that a citation shows in brackets.
    pub fn genre(&self) -> &'static str {
        genre(self.work.kind)
    }
}

fn successor(source: &Source, work: &Work) -> Option<String> {
    let text = work.withdrawn.as_ref()?.replaced_by.as_deref()?;
    let name = source.name_of(text, LinkRole::ReplacedBy);
    let address = source.target_iri(text, LinkRole::ReplacedBy);
    Some(match address.filter(|_| source.site.has_address) {
        Some(address) => format!("{name} ({address})"),
        None => name.to_owned(),
    })
}

/// What citations call a work of `kind`.
pub(crate) fn genre(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "Machine learning model",
        Kind::Dataset => "Data set",
        Kind::Software => "Computer software",
        Kind::Workflow => "Workflow",
        _ => "Training material",
    }
}

fn date(work: &Work) -> Option<PartialDate> {
    PartialDate::parse(work.date_published.as_deref().or(work.date_created.as_deref())?)
}

fn year(work: &Work) -> Option<String> {
    let versions = work.versions.iter().filter_map(|version| version.date.as_deref());
    let newest = versions.filter_map(PartialDate::parse).max_by_key(|date| date.first());
    let modified = || PartialDate::parse(work.date_modified.as_deref()?);
    let date = date(work).or(newest).or_else(modified)?;
    Some(format!("{:04}", date.year()))
}

/// The description as plain text in the record's own language, which is the first of the document.
fn own_description<'a>(dossier: &Dossier<'a>) -> &'a str {
    let said = &dossier.document["description"];
    let first = said.get(0).unwrap_or(said);
    first.as_str().or_else(|| first["@value"].as_str()).unwrap_or_default()
}
