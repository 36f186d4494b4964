//! Where searches look: F4.

use super::outcome::{Tested, fail, pass, some_of, unknown};
use crate::view::{Alternatives, NAME, View, plain};
use faircat_linked_data::vocabulary::{dcat, schema};

/// Classes that harvesters of research output know.
const KNOWN_CLASSES: &[&str] = &[
    "http://schema.org/Dataset",
    "http://schema.org/DataCatalog",
    "http://schema.org/SoftwareSourceCode",
    "http://schema.org/SoftwareApplication",
    "http://schema.org/LearningResource",
    "http://schema.org/Course",
    "http://schema.org/HowTo",
    "http://schema.org/ScholarlyArticle",
    "http://schema.org/CreativeWork",
    "http://www.w3.org/ns/dcat#Dataset",
];

/// The page's HTML holds statements of a class that search engines index.
pub(super) fn markup(view: &View<'_>) -> Tested {
    let Some(class) = view.types().find(|class| KNOWN_CLASSES.contains(class)) else {
        let found = some_of(view.types(), 3);
        let found = if found.is_empty() { "no class at all".to_owned() } else { found };
        return fail(
            format!("Search engines know none of the classes of the node: {found}."),
            "# Type the node as schema:Dataset or another class that dataset search knows.",
        );
    };
    let asked: [(&str, Alternatives, &str); 2] = [
        ("schema:name", NAME, "title: \"<title>\""),
        ("schema:description", &[schema::DESCRIPTION], "description: |\n  <what it is>"),
    ];
    let missing = asked.iter().filter(|(_, property, _)| !view.has(property));
    let missing: Vec<_> = missing.collect();
    if let Some((property, ..)) = missing.first() {
        let remedies: Vec<&str> = missing.iter().map(|(.., remedy)| *remedy).collect();
        return fail(
            format!("`{class}` without `{property}` is not indexed."),
            remedies.join("\n"),
        );
    }
    match view.assessed.published.embedded {
        Some(true) => pass(format!("The page's HTML holds JSON-LD of class `{class}`.")),
        Some(false) => fail(
            "The statements are not in the page's HTML.",
            "# Put the JSON-LD into the page in a script element of type application/ld+json.",
        ),
        None => unknown("No page was assessed, only its statements."),
    }
}

/// The site's sitemap leads to the page.
pub(super) fn sitemap(view: &View<'_>) -> Tested {
    match view.assessed.published.in_sitemap {
        Some(true) => pass("The page stands in `sitemap.xml`, which `robots.txt` names."),
        Some(false) => fail(
            "No sitemap names the page.",
            "# Add the page to the site's sitemap.xml, and name that in robots.txt.",
        ),
        None => unknown("The site's sitemap was not looked at."),
    }
}

/// A catalogue lists the work.
pub(super) fn catalogue(view: &View<'_>) -> Tested {
    let stated = view.text(&[schema::INCLUDED_IN_DATA_CATALOG]);
    match (view.assessed.published.in_catalog, stated) {
        (Some(true), Some(catalog)) => {
            pass(format!("The catalogue `{catalog}` lists it, and the page names the catalogue."))
        }
        (_, Some(catalog)) => pass(format!("The page names the catalogue `{catalog}`.")),
        (Some(true), None) => pass("The site's catalogue lists it."),
        (_, None) if is_listed(view) => pass("A catalogue in the same statements lists it."),
        _ => fail(
            "No `schema:includedInDataCatalog` names a catalogue that lists it.",
            "# Register the work in a catalogue, and name it as schema:includedInDataCatalog.",
        ),
    }
}

/// Whether some node of the graph has the work as one of its datasets or resources.
fn is_listed(view: &View<'_>) -> bool {
    let lists = [dcat::DATASET_PROPERTY, dcat::RESOURCE_PROPERTY, schema::DATASET_PROPERTY];
    view.assessed.graph.triples().iter().any(|triple| {
        lists.contains(&triple.predicate.as_ref()) && Some(plain(&triple.object)) == view.iri()
    })
}
