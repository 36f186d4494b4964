//! The context of what is written.

use std::sync::LazyLock;

use faircat_record::Work;
use serde_json::{Value, json};

use crate::view::RecordView;

/// The context that section "Format" of the specification prescribes, word for word; documents add
/// their own language, and the prefix of its section on provenance.
///
/// That text has schema.org's terms in `http://`, the vocabulary and the reference reader, mlcroissant,
/// in `https://`, as 1.0 had them; the latter cannot read the former.
static CONTEXT: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "arrayShape": "cr:arrayShape",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "containedIn": "cr:containedIn",
        "cr": "http://mlcommons.org/croissant/",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "dct": "http://purl.org/dc/terms/",
        "description": {"@container": "@language"},
        "equivalentProperty": "cr:equivalentProperty",
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isArray": "cr:isArray",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "name": {"@container": "@language"},
        "parentField": "cr:parentField",
        "path": "cr:path",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform"
    })
});

/// The context with the language of the record's texts, or else of the work or the site.
pub(super) fn context(view: &RecordView, work: &Work) -> Value {
    let of_site = &view.dossier.source.site.config.language;
    let language = work.text_language.as_deref().or(work.language.as_deref()).unwrap_or(of_site);
    let mut context = CONTEXT.clone();
    context["@language"] = language.into();
    context["prov"] = "http://www.w3.org/ns/prov#".into();
    context
}
