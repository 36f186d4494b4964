//! What servers send for the address of a folder.

use std::io::{self, Read as _};
use std::path::Path;

use super::door;

/// How much of a page is looked at, in bytes.
const BEGINNING: u64 = 64 << 10;
/// How servers begin such a page, in small letters: Apache, nginx and lighttpd; Python and Jetty; S3.
const TITLES: [&str; 3] = ["<title>index of", "<title>directory", "<listbucketresult"];
/// What leads to the folder above, in small letters.
const UPWARDS: [&str; 4] =
    ["parent directory", "<a href=\"../\"", "<a href=\"..\"", "<a href=\"./..\""];

/// Whether `file`, which is what `url` gave, is the server's list of the files in a folder.
///
/// # Errors
/// The file cannot be read.
pub fn is_listing(url: &str, file: &Path) -> io::Result<bool> {
    let (file, _) = door::open_file(file).map_err(door::Refused::into_io)?;
    let mut bytes = Vec::new();
    file.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(begins_listing(url, &bytes))
}

fn begins_listing(url: &str, bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let is_markup = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<');
    let has = |marks: &[&str]| marks.iter().any(|mark| text.contains(mark));
    let path = url.split(['?', '#']).next().unwrap_or(url);
    is_markup && (has(&TITLES) || path.ends_with('/') && has(&UPWARDS))
}

#[cfg(test)]
mod tests {
    use super::begins_listing;

    #[test]
    fn listings_of_usual_servers_are_known() {
        let folder = "https://x.org/data/";
        for page in [
            "<!DOCTYPE HTML>\n<html><head><title>Index of /data</title></head>",
            "<html>\r\n<head><title>Index of /data/</title></head>\r\n<a href=\"../\">../</a>",
            "<!DOCTYPE html><title>Directory listing for /data/</title>",
            "<html><body><A HREF=\"/\">[To Parent Directory]</A>",
            "<!doctype html><html><title>data</title><a href=\"..\">Go up</a>",
        ] {
            assert!(begins_listing(folder, page.as_bytes()), "{page}");
        }
        let bucket = "<?xml version=\"1.0\"?>\n<ListBucketResult xmlns=\"x\">";
        assert!(begins_listing("https://bucket.s3.org", bucket.as_bytes()));
    }

    #[test]
    fn pages_and_data_are_files() {
        for (url, text) in [
            ("https://x.org/docs/", "<!doctype html><title>Manual</title><p>Read me"),
            ("https://x.org/a.html", "<p>See the parent directory."),
            ("https://x.org/data/", "name,parent directory\n1,2\n"),
        ] {
            assert!(!begins_listing(url, text.as_bytes()), "{url}");
        }
    }
}
