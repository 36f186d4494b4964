//! Types of values as files have them, in the words of Croissant.

/// A type that the format knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DataType {
    pub name: &'static str,
    /// Of arrays: the sizes with commas between them, of which -1 is any; empty where it is not known.
    pub shape: Option<String>,
}

/// Types that the format has in schema.org's namespace or its own, by the names that its reader gives
/// them.
const MEDIA: [(&str, &str); 6] = [
    ("audio", "sc:AudioObject"),
    ("bounding box", "cr:BoundingBox"),
    ("image", "sc:ImageObject"),
    ("segmentation mask", "cr:SegmentationMask"),
    ("url", "sc:URL"),
    ("video", "sc:VideoObject"),
];

impl DataType {
    /// What `written` is: a type of C++, ROOT, numpy, Arrow, SQL or a table schema, or an array of one
    /// as `int64[3, 4]` or `list of int64`.
    pub(super) fn of(written: &str) -> Option<DataType> {
        let written = written.trim().to_ascii_lowercase();
        if let Some((element, shape)) = array(&written) {
            return scalar(element).map(|name| DataType { name, shape: Some(shape) });
        }
        scalar(&written).map(|name| DataType { name, shape: None })
    }
}

/// The type of the elements and the shape, where `written` is an array.
fn array(written: &str) -> Option<(&str, String)> {
    if let Some(element) = written.strip_prefix("list of ") {
        let sized = element.split_once(' ').filter(|(size, _)| size.parse::<u32>().is_ok());
        return Some(match sized {
            Some((size, element)) => (element, size.to_owned()),
            None => (element, "-1".to_owned()),
        });
    }
    let (element, shape) = written.strip_suffix(']')?.rsplit_once('[')?;
    let shape: String = shape.chars().filter(|it| !it.is_whitespace()).collect();
    let is_shape = shape.is_empty() || shape.split(',').all(|size| size.parse::<i64>().is_ok());
    is_shape.then_some((element, shape))
}

fn scalar(written: &str) -> Option<&'static str> {
    let name = written.trim().trim_start_matches("std::").trim_end_matches("_t");
    if let Some((_, known)) = MEDIA.iter().find(|(media, _)| *media == name) {
        return Some(known);
    }
    // What stands behind is the unit and the zone, as of `timestamp(us, UTC)` or `datetime64[ns]`.
    let stem = name.split(['(', '[']).next().unwrap_or(name).trim();
    Some(match stem {
        "bool" | "boolean" => "sc:Boolean",
        "float" | "float16" | "float32" | "float64" | "double" | "double32" | "real" | "number"
        | "numeric" | "decimal" | "decimal128" | "decimal256" => "sc:Float",
        "char" | "string" | "str" | "text" | "varchar" => "sc:Text",
        "date" | "date32" | "date64" => "sc:Date",
        "datetime" | "datetime64" | "timestamp" => "sc:DateTime",
        "time" | "time32" | "time64" => "sc:Time",
        _ if is_integer(name) => "sc:Integer",
        _ => return None,
    })
}

fn is_integer(name: &str) -> bool {
    let name = name.trim_start_matches("unsigned ").trim_start_matches("signed ");
    let (stem, width) = name.split_at(name.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let has_width = matches!(width, "" | "8" | "16" | "32" | "64" | "128");
    has_width
        && matches!(
            stem,
            "int"
                | "uint"
                | "integer"
                | "short"
                | "ushort"
                | "short int"
                | "long"
                | "ulong"
                | "long int"
                | "long long"
                | "long long int"
                | "tinyint"
                | "smallint"
                | "mediumint"
                | "bigint"
        )
}

#[cfg(test)]
mod tests {
    use super::DataType;
    use crate::croissant::terms::DATA_TYPES;

    fn of(name: &str) -> Option<&'static str> {
        DataType::of(name).map(|it| it.name)
    }

    #[test]
    fn types_are_told_by_their_whole_names() {
        for integer in ["Int_t", "uint8", "ULong64_t", "unsigned int", "std::int32_t", "BIGINT"] {
            assert_eq!(of(integer), Some("sc:Integer"), "{integer}");
        }
        for other in ["point", "interval", "print", "vector<int>", "int7"] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(of("Float_t"), Some("sc:Float"));
        assert_eq!(of("std::string"), Some("sc:Text"));
    }

    #[test]
    fn what_readers_and_descriptions_give_is_known() {
        for (_, given) in DATA_TYPES {
            assert!(of(given).is_some(), "{given}");
        }
        assert_eq!(of("number"), Some("sc:Float"));
        assert_eq!(of("timestamp(\u{b5}s, \"Europe/Berlin\")"), Some("sc:DateTime"));
        assert_eq!(of("datetime64[ns]"), Some("sc:DateTime"));
    }

    #[test]
    fn arrays_have_a_type_and_a_shape() {
        let shape = |name: &str| {
            let found = DataType::of(name)?;
            Some((found.name, found.shape?))
        };
        assert_eq!(shape("int64[3, 4]"), Some(("sc:Integer", "3,4".to_owned())));
        assert_eq!(shape("float[]"), Some(("sc:Float", String::new())));
        assert_eq!(shape("list of string"), Some(("sc:Text", "-1".to_owned())));
        assert_eq!(shape("list of 3 float32"), Some(("sc:Float", "3".to_owned())));
        assert_eq!(shape("list of list of int8"), None);
    }
}
