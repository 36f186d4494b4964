//! Hubs that answer questions with lists: DataCite, repositories that run InvenioRDM, and the Hugging
//! Face Hub.

use faircat_federation::documents;
use faircat_federation::extract::web_address;
use serde_json::{Map, Value, json};
use url::Url;

use super::collecting::Collected;
use super::parts::follow;
use crate::outside_world::polite::{NoReply, Page};

/// Largest answer, in bytes.
const LARGEST: u64 = 64 << 20;

/// Where the cards of the Hub lie: `https://huggingface.co/OWNER/NAME/raw/main/README.md`.
const CARDS: &str = "https://huggingface.co/";
const CARD: &str = "raw/main/README.md";

/// How a hub is asked, and what its answers hold.
pub(super) struct Hub {
    pub first: Url,
    /// The items of an answer.
    items: fn(&Value) -> Option<&Vec<Value>>,
    /// Where the next answer is.
    next: fn(&Value, &Page) -> Option<String>,
    /// The page of an item, at the hub.
    home: fn(&Url, &Value) -> Option<String>,
    /// An item as a document of a format that is read.
    document: fn(&Value) -> Vec<u8>,
    /// Where the hub has the document, where that tells what is in it.
    place: fn(&Value) -> Option<String>,
}

/// DataCite's REST API (<https://support.datacite.org/docs/api>).
pub(super) fn datacite(at: &Url, query: &str) -> Option<Hub> {
    let fields = [("query", query), ("page[size]", "100"), ("page[cursor]", "1")];
    Some(Hub {
        first: question(at, "dois", &fields)?,
        items: |answer| answer["data"].as_array(),
        next: |answer, _| answer["links"]["next"].as_str().map(str::to_owned),
        home: |_, item| {
            let landing = item["attributes"]["url"].as_str().and_then(web_address);
            let doi = item["attributes"]["doi"].as_str().or(item["id"].as_str());
            landing.or_else(|| web_address(&format!("https://doi.org/{}", doi?)))
        },
        document: |item| item.to_string().into_bytes(),
        place: |_| None,
    })
}

/// InvenioRDM's REST API (<https://inveniordm.docs.cern.ch/reference/rest_api_drafts_records/>).
pub(super) fn invenio_rdm(at: &Url, query: &str) -> Option<Hub> {
    Some(Hub {
        first: question(at, "api/records", &[("q", query), ("size", "25"), ("page", "1")])?,
        items: |answer| answer["hits"]["hits"].as_array(),
        next: |answer, _| answer["links"]["next"].as_str().map(str::to_owned),
        home: |at, item| {
            let links = &item["links"];
            let page = links["self_html"].as_str().or(links["html"].as_str()).and_then(web_address);
            let id = item["id"]
                .as_str()
                .map(str::to_owned)
                .or(item["id"].as_u64().map(|it| it.to_string()));
            page.or_else(|| Some(at.join(&format!("records/{}", id?)).ok()?.into()))
        },
        document: |item| item.to_string().into_bytes(),
        place: |_| None,
    })
}

/// The Hub's API (<https://huggingface.co/docs/hub/api>). A question `author:NAME` asks for all of an
/// owner.
pub(super) fn hugging_face(at: &Url, query: &str, datasets: bool) -> Option<Hub> {
    let field = match query.strip_prefix("author:") {
        Some(owner) => ("author", owner.trim()),
        None => ("search", query),
    };
    let fields = [field, ("limit", "100"), ("full", "true"), ("cardData", "true")];
    let kind = if datasets { "api/datasets" } else { "api/models" };
    Some(Hub {
        first: question(at, kind, &fields)?,
        items: Value::as_array,
        next: |_, page| page.next.as_ref().map(Url::to_string),
        home: match datasets {
            true => {
                |at, item| Some(at.join(&format!("datasets/{}", item["id"].as_str()?)).ok()?.into())
            }
            false => |at, item| Some(at.join(item["id"].as_str()?).ok()?.into()),
        },
        document: card,
        place: match datasets {
            true => |item| Some(format!("{CARDS}datasets/{}/{CARD}", item["id"].as_str()?)),
            false => |item| Some(format!("{CARDS}{}/{CARD}", item["id"].as_str()?)),
        },
    })
}

fn question(at: &Url, path: &str, fields: &[(&str, &str)]) -> Option<Url> {
    let mut url = at.join(path).ok()?;
    url.query_pairs_mut().extend_pairs(fields);
    Some(url)
}

/// What the Hub's API says of a repository, as the card in it says the same.
fn card(item: &Value) -> Vec<u8> {
    let id = item["id"].as_str().unwrap_or_default();
    let mut fields = item["cardData"].as_object().cloned().unwrap_or_default();
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value.filter(|it| !it.is_null()) {
            fields.entry(key.to_owned()).or_insert(value);
        }
    };
    add("pipeline_tag", item.get("pipeline_tag").cloned());
    add("library_name", item.get("library_name").cloned());
    let tags: Vec<&str> =
        item["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    add("license", tags.iter().find_map(|it| it.strip_prefix("license:")).map(|it| json!(it)));
    let words: Vec<&&str> = tags.iter().filter(|it| !it.contains(':')).collect();
    add("tags", (!words.is_empty()).then(|| json!(words)));
    let name = id.rsplit('/').next().unwrap_or(id);
    let about = item["description"].as_str().unwrap_or_default();
    format!("---\n{}\n---\n\n# {name}\n\n{about}\n", Value::Object(without_empty(fields)))
        .into_bytes()
}

fn without_empty(fields: Map<String, Value>) -> Map<String, Value> {
    fields.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

/// Reads all answers of `hub`, which is at `at`.
pub(super) fn read(
    collected: &mut Collected<'_>,
    at: &Url,
    hub: Option<Hub>,
) -> Result<(), NoReply> {
    let hub = hub.ok_or(NoReply::Address)?;
    follow(collected, &hub.first, "application/json", LARGEST, |collected, url, page| {
        take_all(collected, at, &hub, url, page)
    })?;
    Ok(())
}

/// Takes the items of the answer `page` at `url`. Where the next answer is.
fn take_all(
    collected: &mut Collected<'_>,
    at: &Url,
    hub: &Hub,
    url: &Url,
    page: &Page,
) -> Result<Option<Url>, NoReply> {
    let answer: Value = serde_json::from_slice(&page.bytes).unwrap_or_default();
    let Some(items) = (hub.items)(&answer) else {
        collected.problem(url.as_str(), "this is no list as the hub's interface gives it");
        collected.is_cut = true;
        return Ok(None);
    };
    for item in items {
        if !collected.has_time() {
            return Err(NoReply::OutOfTime);
        }
        take(collected, at, hub, url, item);
    }
    let next = (hub.next)(&answer, page).filter(|_| !items.is_empty());
    let next = next.and_then(|it| page.address.join(&it).ok());
    let next = next.filter(|it| it.origin() == url.origin());
    collected.took(page, url, next.as_ref());
    Ok(next)
}

fn take(collected: &mut Collected<'_>, at: &Url, hub: &Hub, answer: &Url, item: &Value) {
    let Some(home) = (hub.home)(at, item) else {
        return collected.problem(at.as_str(), "an item has neither an address nor an identifier");
    };
    let document = (hub.document)(item);
    let place = (hub.place)(item).unwrap_or_else(|| home.clone());
    match documents::at_home(&document, &place, &home, collected.wish.today) {
        Ok(Some(described)) => collected.add_of(answer, described),
        Ok(None) => {}
        Err(problem) => collected.problem(&home, problem.message),
    }
}

#[cfg(test)]
mod tests {
    use super::card;
    use serde_json::json;

    #[test]
    fn a_repository_of_the_hub_becomes_its_card() {
        let item = json!({
            "id": "lab/net", "pipeline_tag": "image-classification",
            "tags": ["license:mit", "physics"], "cardData": {"language": "en", "tags": null}
        });
        let text = String::from_utf8(card(&item)).unwrap();
        assert!(text.starts_with("---\n{") && text.contains("\n# net\n"), "{text}");
        assert!(text.contains("\"license\":\"mit\""), "{text}");
    }
}
