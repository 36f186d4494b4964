//! What CodeMeta says of software.

use faircat_record::{
    Artifact, ArtifactRole, Code, Dependency, Kind, SoftwareSection, Work, WorkflowSection,
};

use serde_json::Value;

use super::{address, all, first_name, names, plain};
use crate::import::files::media_type;
use crate::import::record::unless_empty;
use crate::import::statements::web_address;
use crate::json_fields::{JsonFields, TEXT};

/// Of a workflow that `is_how_to`, its own language comes after those of its code; else before them.
pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, is_how_to: bool) {
    let mut code = Code {
        repository: repository(source).or_else(|| address(source, "hasSourceCode")),
        issue_tracker: address(source, "issueTracker"),
        discussion: address(source, "discussionUrl"),
        readme: address(source, "readme"),
        build_instructions: address(source, "buildInstructions"),
        help: address(source, "softwareHelp"),
        release_notes: plain(source, "releaseNotes"),
        development_status: status(source),
        operating_systems: systems(source),
        memory_requirements: plain(source, "memoryRequirements"),
        processor_requirements: plain(source, "processorRequirements"),
        storage_requirements: plain(source, "storageRequirements"),
        archived_at: address(source, "archivedAt"),
        ..Code::default()
    };
    if work.kind == Kind::Workflow {
        let mut languages = names(source, "programmingLanguage");
        if !is_how_to {
            languages.reverse();
        }
        let language = languages.pop();
        code.programming_languages = languages;
        work.workflow =
            unless_empty(WorkflowSection { language, ..Default::default() }).map(Box::new);
    } else {
        code.programming_languages = names(source, "programmingLanguage");
    }
    numbered_as_list(source, "softwareRequirements");
    code.dependencies = source.items("softwareRequirements", |it| {
        if let Some(image) = it.text_if(TEXT, container) {
            code.containers.push(image);
            return None;
        }
        dependency(it)
    });
    work.code = unless_empty(code);
    if work.kind == Kind::Software {
        let section = SoftwareSection {
            category: first_name(source, "applicationCategory"),
            features: all(source, "featureList"),
            standards: source.items("additionalProperty", standard),
        };
        work.software = unless_empty(section).map(Box::new);
    }
    for key in ["downloadUrl", "installUrl"] {
        work.artifacts.extend(source.items(key, |it| {
            let url = it.any_text_if(&["@id", TEXT], web_address)?;
            let media_type = media_type(&url).map(str::to_owned);
            Some(Artifact {
                role: ArtifactRole::Code,
                media_type,
                url: Some(url),
                ..Artifact::default()
            })
        }));
    }
}

/// The address of the repository, which package managers write as `git+https://…`.
fn repository(source: &mut JsonFields<'_>) -> Option<String> {
    let plain = |text: &str| text.strip_prefix("git+").and_then(web_address);
    source.text_if("codeRepository", plain).or_else(|| address(source, "codeRepository"))
}

/// The word of repostatus.org, whose addresses end in it.
fn status(source: &mut JsonFields<'_>) -> Option<String> {
    let word = source.first_item("developmentStatus", |it| it.said_at(&[TEXT, "@id", "name"]))?;
    let address = ["https://www.repostatus.org/#", "http://www.repostatus.org/#"];
    let plain = address.iter().find_map(|it| word.strip_prefix(it)).map(str::to_owned);
    Some(plain.unwrap_or(word))
}

/// The image of `container docker.io/…:tag`.
fn container(text: &str) -> Option<String> {
    let image = text.trim().strip_prefix("container ")?.trim();
    (!image.is_empty() && !image.contains(char::is_whitespace)).then(|| image.to_owned())
}

/// Name and version of `numpy >=1.2,<2` or `numpy>=1.2`.
fn with_version(text: &str) -> Option<Dependency> {
    let text = text.trim();
    let is_sign = |it: char| "<>=!~^".contains(it);
    let end = text.find(|it: char| it.is_whitespace() || is_sign(it))?;
    let (name, version) = (&text[..end], text[end..].trim());
    let is_one = |it: &str| it.starts_with(|it: char| it.is_ascii_digit() || is_sign(it));
    // After a comma another requirement may stand.
    let is_version = version.split([',', ';']).all(|it| is_one(it.trim()));
    // An address has such signs too.
    let is_name = !name.is_empty() && !name.contains("://");
    let version = Some(version.to_owned());
    (is_name && is_version).then(|| Dependency { name: name.to_owned(), version, url: None })
}

/// The operating systems, of which schema.org has several in one text: `Windows 7, OS X 10.6`.
fn systems(source: &mut JsonFields<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for text in names(source, "operatingSystem") {
        match text.contains('(') {
            true => found.push(text),
            false => found.extend(text.split(',').map(|it| it.trim().to_owned())),
        }
    }
    found.retain(|it| !it.is_empty());
    found
}

/// A standard that software follows.
fn standard(it: &mut JsonFields<'_>) -> Option<String> {
    let is_one = it.look("propertyID").and_then(Value::as_str) == Some("standard");
    let found = if is_one { it.said("value") } else { None }?;
    for key in ["@id", "@type", "propertyID"] {
        it.take(key);
    }
    Some(found)
}

/// Makes a list of what R's codemetar writes as `{"1": …, "2": …, "SystemRequirements": null}`.
fn numbered_as_list(source: &mut JsonFields<'_>, key: &str) {
    let is_number = |key: &String| !key.is_empty() && key.bytes().all(|it| it.is_ascii_digit());
    let is_one = |key: &String| is_number(key) || key == "SystemRequirements";
    let fields = source.look(key).and_then(Value::as_object);
    if !fields.is_some_and(|it| it.keys().any(is_number) && it.keys().all(is_one)) {
        return;
    }
    if let Some(Value::Object(fields)) = source.take(key) {
        let items = fields.into_iter().map(|(_, it)| it).filter(|it| !it.is_null());
        source.keep(key, items.collect());
    }
}

/// Software that is needed, by its name, its address, or a node.
fn dependency(it: &mut JsonFields<'_>) -> Option<Dependency> {
    if let Some(found) = it.text_if(TEXT, with_version) {
        return Some(found);
    }
    let url = it.any_text_if(&["url", "@id", "codeRepository", "sameAs"], web_address);
    let name = it.said_at(&["name", TEXT, "identifier"]).or_else(|| url.clone())?;
    let version = it.said("version").or_else(|| it.said("softwareVersion"));
    it.taken_if("identifier", |text| (text == name).then_some(()));
    it.take("@type");
    Some(Dependency { name, version, url })
}
