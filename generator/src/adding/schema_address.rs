//! Where the JSON Schema of a record is found by an editor.

use std::path::Path;

use crate::outside_world::site_folder;
use crate::record::Kind;

/// The address of the schema of `kind` on the site of the folder `catalog`, or, where the site has no
/// address yet, its path in the built site from a record that lies `depth` folders below `catalog`.
pub fn schema_address(catalog: &Path, kind: Kind, depth: usize) -> String {
    let root = match catalog.parent() {
        Some(root) if !root.as_os_str().is_empty() => root,
        _ => Path::new("."),
    };
    let file = format!("schema/{}.json", kind.name());
    // What is wrong with the settings is told by a check; here they only have no address.
    match site_folder::read_site(root, None).0.filter(|site| site.has_address) {
        Some(site) => site.iri(&file),
        None => format!("{}_site/{file}", "../".repeat(depth + 1)),
    }
}
