//! What takes the room of a site that is larger than its host may allow.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::record::Kind;

/// The bytes of the site in `folder` by what they are, the most first: the files of one name beside the
/// records' pages, or all that lies in one folder.
pub fn by_part(folder: &Path) -> Vec<(String, u64)> {
    let mut parts = BTreeMap::new();
    let mut waiting = vec![String::new()];
    while let Some(below) = waiting.pop() {
        for item in fs::read_dir(folder.join(&below)).into_iter().flatten().flatten() {
            let path = format!("{below}{}", item.file_name().to_string_lossy());
            match item.metadata() {
                Ok(metadata) if metadata.is_dir() => waiting.push(format!("{path}/")),
                Ok(metadata) => *parts.entry(part(&path)).or_insert(0) += metadata.len(),
                Err(_) => {}
            }
        }
    }
    let mut parts: Vec<(String, u64)> = parts.into_iter().collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    parts
}

/// `*/*/record.ttl` for `datasets/jets/record.ttl`, `browse/` for `browse/datasets/2/index.html`.
fn part(path: &str) -> String {
    match path.split('/').collect::<Vec<_>>()[..] {
        [kind, _, name] if Kind::of_folder(kind).is_some() => {
            format!("*/*/{name}")
        }
        [folder, _, ..] => format!("{folder}/"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn files_of_records_are_one_part_by_their_name() {
        assert_eq!(part("datasets/jets/record.ttl"), "*/*/record.ttl");
        assert_eq!(part("datasets/jets/files/a.h5"), "datasets/");
        assert_eq!(part("browse/datasets/2/index.html"), "browse/");
        assert_eq!(part("dump.nq.gz"), "dump.nq.gz");
    }
}
