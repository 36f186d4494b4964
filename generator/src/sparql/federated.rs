//! The statements of other catalogues beside a dump.

use serde_json::Value;

/// Where a site tells of other catalogues, beside its dump.
pub const LIST: &str = "federation/catalogs.json";
/// Largest such list, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// The files of statements that `list`, the text of [`LIST`], names: of each catalogue, and of what
/// joins their works; as paths below the site's folder.
///
/// # Errors
/// It is no JSON.
pub fn files(list: &[u8]) -> Result<Vec<String>, serde_json::Error> {
    let list: Value = serde_json::from_slice(list)?;
    let catalogs = list["catalogs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let files = catalogs.iter().map(|it| &it["statements"]).chain([&list["joined"]]);
    let paths = files.filter_map(|it| it["path"].as_str()).filter(|it| is_below(it));
    Ok(paths.map(str::to_owned).collect())
}

/// Whether `path` leads to a file of the folder in which the list is.
fn is_below(path: &str) -> bool {
    path.starts_with("federation/") && !path.split(['/', '\\']).any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_list_leads_to_its_own_folder_only() {
        assert!(is_below("federation/a/statements.nq.gz"));
        for path in
            ["../secret.nq", "federation/../../secret.nq", "/etc/passwd", "https://x.org/a.nq"]
        {
            assert!(!is_below(path), "{path}");
        }
    }
}
