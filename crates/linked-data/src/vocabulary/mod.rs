//! Every IRI that faircat writes or asks for, each one documented constant, one file for each
//! vocabulary.
//!
//! A constant is the term as an RDF node; its namesake in `key` is the term as a JSON-LD key under
//! [`super::context`]. schema.org terms are in `http://schema.org/`, the namespace of its own RDF,
//! of FAIR4ML and of the published shapes: one namespace throughout, or a query that names one
//! misses the other.

/// The terms of one vocabulary: the prefix of its JSON-LD keys, its namespace, and its terms.
macro_rules! vocabulary {
    ($prefix:literal, $namespace:literal; $($(#[$doc:meta])* $constant:ident = $term:literal;)*) => {
        use oxrdf::NamedNodeRef;

        /// The namespace.
        pub const NAMESPACE: &str = $namespace;
        $(
            $(#[$doc])*
            pub const $constant: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!($namespace, $term));
        )*

        /// The same terms as JSON-LD keys.
        pub mod key {
            $(
                $(#[$doc])*
                pub const $constant: &str = concat!($prefix, $term);
            )*
        }
    };
}

pub mod codemeta;
pub mod dcat;
pub mod dcterms;
pub mod dqv;
pub mod fair4ml;
pub mod ftr;
pub mod owl;
pub mod prov;
pub mod rdf;
pub mod rdfs;
pub mod schema;
pub mod skos;
pub mod spdx;
pub mod void;
pub mod xsd;

/// Where SPDX publishes its licences; followed by the identifier of one.
pub const SPDX_LICENSES: &str = "https://spdx.org/licenses/";

/// COAR access rights 1.1; followed by the code of one.
pub const COAR_ACCESS_RIGHTS: &str = "http://purl.org/coar/access_right/";

/// IANA media types as IRIs, as DCAT 3 section 6.8.15 asks; followed by the media type.
pub const IANA_MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

/// DataCite's published list of relation types; followed by the name of one.
pub const DATACITE_RELATION_TYPES: &str =
    "https://schema.datacite.org/meta/kernel-4/include/datacite-relationType-v4.xsd#";

/// DataCite's published list of contributor types; followed by the name of one.
pub const DATACITE_CONTRIBUTOR_TYPES: &str =
    "https://schema.datacite.org/meta/kernel-4/include/datacite-contributorType-v4.xsd#";

/// Who publishes a catalogue, in DCAT-AP.
pub const FOAF_AGENT: &str = "http://xmlns.com/foaf/0.1/Agent";
/// What such an agent is called.
pub const FOAF_NAME: &str = "http://xmlns.com/foaf/0.1/name";

/// What a page that describes something is, in FAIR Signposting.
pub const ABOUT_PAGE: &str = "https://schema.org/AboutPage";
