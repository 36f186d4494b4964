//! How many values the pages of a Parquet file hold, before any is unpacked: a few bytes can stand
//! for thousands of millions.

use std::path::Path;

use parquet::basic::Compression;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use super::data_file;
use super::parquet::of_parquet;
use crate::data_error::DataError;

/// Most values of one column in a row group, as all of them may belong to one row.
const MOST_VALUES: u64 = 1 << 28;

/// Fails unless the pages of the columns `leaves` hold as many values as the file says, and no more
/// than can be held.
pub(super) fn check(path: &Path, leaves: &[usize]) -> Result<(), DataError> {
    let (file, size) = data_file::open(path)?;
    let reader = SerializedFileReader::new(file).map_err(of_parquet)?;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(of_parquet)?;
        for &leaf in leaves {
            check_column(group.as_ref(), leaf, size)?;
        }
    }
    Ok(())
}

fn check_column(group: &dyn RowGroupReader, leaf: usize, file: u64) -> Result<(), DataError> {
    let column = group.metadata().column(leaf);
    let name = column.column_path().string();
    use Compression as C;
    if !matches!(column.compression(), C::UNCOMPRESSED | C::SNAPPY | C::GZIP(_) | C::ZSTD(_)) {
        let codec = column.compression().to_string();
        return Err(DataError::Packed { name, codec });
    }
    let declared = u64::try_from(column.num_values()).unwrap_or(u64::MAX);
    if u64::try_from(column.compressed_size()).unwrap_or(u64::MAX) > file {
        return Err(of_parquet(format!("`{name}` is longer than the file")));
    }
    if declared > MOST_VALUES {
        return Err(of_parquet(format!(
            "`{name}` has {declared} values in one row group, of which {MOST_VALUES} are read; \
             write smaller row groups"
        )));
    }
    let mut pages = group.get_column_page_reader(leaf).map_err(of_parquet)?;
    let mut values = 0u64;
    while let Some(page) = pages.peek_next_page().map_err(of_parquet)? {
        if !page.is_dict {
            values = values.saturating_add(page.num_levels.or(page.num_rows).unwrap_or(0) as u64);
        }
        if values > declared {
            return Err(of_parquet(format!("`{name}` has more values than it declares")));
        }
        pages.skip_next_page().map_err(of_parquet)?;
    }
    Ok(())
}
