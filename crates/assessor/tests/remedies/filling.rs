//! Values in the place of what remedies leave to their readers.

/// Puts values in the place of what a remedy leaves to its reader.
pub(super) fn filled(remedy: &str) -> String {
    let mut out = String::new();
    let mut rest = remedy;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((hole, behind)) = after.split_once('>') else { break };
        out.push_str(before);
        out.push_str(value(hole));
        rest = behind;
    }
    out + rest
}

fn value(hole: &str) -> &str {
    let begins = |start: &str| hole.starts_with(start);
    match hole {
        "bytes" | "size" => "1234",
        "number" | "grams of CO2 equivalent" => "0.5",
        "year" | "year, or year-month-day" => "2024",
        "owner" => "somebody",
        "version" | "version or range" => "1.2",
        "number of the paper" => "2101.00001",
        "ORCID iD" => "0000-0002-1825-0097",
        "ROR id" => "01ggx4157",
        "code of the theme" => "TECH",
        "IANA media type" => "application/x-hdf5",
        "end of the DOI that DLHub gives" => "abcd-ef12",
        "8 hexadecimal digits" => "0a1b2c3d",
        "64 hexadecimal digits" | "SHA-256" => {
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        }
        "32 hexadecimal digits" => "d41d8cd98f00b204e9800998ecf8427e",
        _ if begins("year-month-day") => "2024-05-06",
        _ if begins("DOI of") => "10.5281/zenodo.10047401",
        _ if begins("DOI or URL") || begins("URL") => "https://example.com/other",
        _ if begins("DOI") => "10.5281/zenodo.4081213",
        _ if begins("SPDX") => "CC-BY-4.0",
        _ if begins("number of this") => "1.0.0",
        _ if begins("task of") => "image-classification",
        _ if begins("IRI") => "http://example.com/terms/it",
        _ if begins("path") => "https://example.com/data.h5",
        _ if begins("address of model.onnx") => "https://example.com/files/model.onnx",
        _ if begins("address of its page") => "https://example.com/jets",
        _ if begins("identifier of the source") => "rev:309cf2674ee7a0749978cf8265ab91a60aea0f7d",
        _ if begins("address of the file") || begins("address of a file") => {
            "https://example.com/files/data.h5"
        }
        _ if begins("address") || begins("its address") || begins("its page") => {
            "https://example.com/there"
        }
        _ if begins("file name") => "data.h5",
        _ if begins("owner/") => "somebody/thing",
        _ if hole.ends_with("doi:10.…") => "Lovelace, Jets, 2024, doi:10.5281/zenodo.4081213",
        "subject" | "name" | "package" | "dataset" | "model" => "Jets",
        "method or instrument" | "kind of network or method" | "method" => "Tracker",
        "family name" | "full name" => "Lovelace",
        "given name" => "Ada",
        _ => "what it says in more than fifty letters, as it should do anywhere",
    }
}
