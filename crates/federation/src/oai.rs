//! Reading answers of [OAI-PMH](https://www.openarchives.org/OAI/openarchivesprotocol.html) and static
//! repositories, in which the same records stand in one file.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};

use super::xml_words::words_of;

/// Deepest nesting of elements.
const DEEPEST: usize = 100;
/// Most records of one answer, and most bytes of their metadata: what is declared around all of them
/// stands in each.
const MOST: usize = 100_000;
const LARGEST: usize = 256 << 20;
/// Most namespaces that an element declares.
const MOST_NAMESPACES: usize = 100;

/// What an answer holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub records: Vec<Record>,
    /// By which the rest can be had.
    pub token: Option<String>,
    /// Code of an error.
    pub error: Option<String>,
    /// Formats in which records can be had.
    pub prefixes: Vec<String>,
}

/// A record, as it is described in one format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What the repository calls it.
    pub identifier: String,
    pub is_deleted: bool,
    /// The format, where the answer says it.
    pub prefix: Option<String>,
    /// A document of XML by itself; empty where there is none.
    pub metadata: String,
}

/// Reads the answer `text`.
///
/// # Errors
/// In words, where it is none.
pub fn read(text: &str) -> Result<Answer, String> {
    let mut reader = NsReader::from_str(text);
    let mut reading = Reading { text, ..Reading::default() };
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(|error| format!("it is no XML: {error}"))?;
        if let Some(words) = words_of(&event) {
            reading.add(&words);
        }
        match event {
            Event::Start(tag) => reading.begin(&tag, before)?,
            Event::Empty(tag) => {
                reading.begin(&tag, before)?;
                reading.end(position(&reader));
            }
            Event::End(_) => reading.end(position(&reader)),
            Event::DocType(_) => return Err("it declares a document type".to_owned()),
            Event::Eof if reading.open.is_empty() => break,
            Event::Eof => return Err("it is cut short".to_owned()),
            _ => {}
        }
        if reading.answer.records.len() > MOST {
            return Err(format!("it holds more than {MOST} records"));
        }
        if reading.size > LARGEST {
            return Err(format!("its records take more than {LARGEST} bytes"));
        }
    }
    if reading.is_known { Ok(reading.answer) } else { Err("it is no answer of OAI-PMH".to_owned()) }
}

fn position(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// An answer on its way.
#[derive(Default)]
struct Reading<'t> {
    text: &'t str,
    answer: Answer,
    /// Bytes of the metadata of all records.
    size: usize,
    is_known: bool,
    /// Local names of the elements that are open, each with the namespaces that it declares.
    open: Vec<(String, Vec<(String, String)>)>,
    /// The text of the innermost element.
    words: String,
    record: Option<Record>,
    /// The format of the records of this part of a static repository.
    prefix: Option<String>,
    /// Where the metadata begins, how deep it lies, and what it needs declared.
    metadata: Option<(usize, usize, String)>,
}

impl Reading<'_> {
    fn begin(&mut self, tag: &BytesStart<'_>, before: usize) -> Result<(), String> {
        if self.open.len() == DEEPEST {
            return Err(format!("elements are nested more than {DEEPEST} deep"));
        }
        let name = tag.local_name().as_ref().to_owned();
        let parent = self.open.last().map(|(name, _)| name.as_str()).unwrap_or_default();
        let is_root = self.metadata.is_none() && parent == "metadata" && self.record.is_some();
        let attribute = |wanted: &str| {
            let mut all = tag.attributes().flatten();
            let found = all.find(|it| it.key.local_name().as_ref() == wanted)?;
            Some((*found.value).to_owned())
        };
        if is_root {
            let missing = self.missing(tag);
            self.metadata = Some((before, self.open.len(), missing));
        } else if self.metadata.is_none() {
            match name.as_str() {
                "OAI-PMH" | "Repository" => self.is_known = true,
                "ListRecords" => self.prefix = attribute("metadataPrefix"),
                "record" => {
                    let prefix = self.prefix.clone();
                    self.record = Some(Record { prefix, ..Record::default() });
                }
                "header" => {
                    let deleted = attribute("status").is_some_and(|it| it == "deleted");
                    self.record.iter_mut().for_each(|it| it.is_deleted = deleted);
                }
                "error" => self.answer.error = Some(attribute("code").unwrap_or_default()),
                _ => {}
            }
        }
        self.words.clear();
        self.open.push((name, declared(tag)));
        Ok(())
    }

    /// Namespaces that hold around `tag` and are not declared there, as attributes.
    fn missing(&self, tag: &BytesStart<'_>) -> String {
        let own = declared(tag);
        let mut known: Vec<&str> = own.iter().map(|(name, _)| name.as_str()).collect();
        let mut missing = String::new();
        for (name, value) in self.open.iter().rev().flat_map(|(_, declared)| declared) {
            if !known.contains(&name.as_str()) {
                known.push(name);
                missing.push_str(&format!(" {name}=\"{}\"", value.replace('"', "&quot;")));
            }
        }
        missing
    }

    fn add(&mut self, words: &str) {
        self.words.push_str(words);
    }

    fn end(&mut self, after: usize) {
        let Some((name, _)) = self.open.pop() else { return };
        if let Some((start, depth, missing)) = self.metadata.take() {
            if depth != self.open.len() {
                self.metadata = Some((start, depth, missing));
            } else if let (Some(record), Some(xml)) =
                (&mut self.record, self.text.get(start..after))
            {
                record.metadata = with(xml, &missing);
                self.size += record.metadata.len();
            }
            return;
        }
        let words = self.words.trim();
        match name.as_str() {
            "identifier" => self.record.iter_mut().for_each(|it| it.identifier = words.to_owned()),
            "metadataPrefix" => self.answer.prefixes.push(words.to_owned()),
            "resumptionToken" if !words.is_empty() => self.answer.token = Some(words.to_owned()),
            "record" => self.answer.records.extend(self.record.take()),
            "ListRecords" => self.prefix = None,
            _ => {}
        }
        self.words.clear();
    }
}

/// The namespaces that `tag` declares.
fn declared(tag: &BytesStart<'_>) -> Vec<(String, String)> {
    let all = tag.attributes().flatten();
    let declared = all.filter(|it| it.key.as_namespace_binding().is_some()).take(MOST_NAMESPACES);
    declared.map(|it| (it.key.as_ref().to_owned(), (*it.value).to_owned())).collect()
}

/// The element `xml` with more attributes in its first tag.
fn with(xml: &str, attributes: &str) -> String {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
    let end = xml.get(1..).and_then(|rest| rest.find(is_end)).map_or(xml.len(), |it| it + 1);
    format!("{}{attributes}{}", &xml[..end], &xml[end..])
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn metadata_stands_by_itself() {
        let text = "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" xmlns:d=\"urn:d\">\
                    <ListRecords><record><header><identifier>oai:x:1</identifier></header>\
                    <metadata><d:dc a=\"1\"><d:title>A &amp; B</d:title></d:dc></metadata></record>\
                    <record><header status=\"deleted\"><identifier>oai:x:2</identifier></header></record>\
                    <resumptionToken cursor=\"0\">next</resumptionToken></ListRecords></OAI-PMH>";
        let answer = read(text).unwrap();
        assert_eq!(answer.records[0].identifier, "oai:x:1");
        assert_eq!(
            answer.records[0].metadata,
            "<d:dc xmlns=\"http://www.openarchives.org/OAI/2.0/\" xmlns:d=\"urn:d\" a=\"1\">\
             <d:title>A &amp; B</d:title></d:dc>"
        );
        assert!(answer.records[1].is_deleted);
        assert_eq!(answer.token.as_deref(), Some("next"));
    }

    #[test]
    fn errors_and_other_documents_are_told() {
        let refused = "<OAI-PMH><error code=\"noRecordsMatch\">none</error></OAI-PMH>";
        assert_eq!(read(refused).unwrap().error.as_deref(), Some("noRecordsMatch"));
        for text in ["", "<html/>", "<OAI-PMH>", "<!DOCTYPE a [<!ENTITY b \"c\">]><OAI-PMH/>"] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&"<a>".repeat(1000)).is_err());
    }

    #[test]
    fn what_is_declared_around_many_records_makes_no_gigabytes() {
        let long = "a".repeat(8 << 20);
        let record = "<record><header><identifier>1</identifier></header>\
                      <metadata><d/></metadata></record>";
        let text = format!("<OAI-PMH xmlns:a=\"{long}\">{}</OAI-PMH>", record.repeat(100));
        assert!(read(&text).unwrap_err().contains("bytes"));
    }
}
