//! The settings of the site: values that a page or the linked data cannot bear.

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::language::is_tag;
use faircat_record::references::LinkRole;
use faircat_record::settings::NotebookService;
use faircat_record::text_links::links_of;
use url::Url;

use super::{Fault, licence};
use crate::Catalog;
use crate::Target;
use crate::federation;
use crate::site::{Site, SiteConfig, SiteLink};

/// Everything odd in `config` that shows without the records.
pub fn of_settings(config: &SiteConfig) -> Vec<Fault> {
    let mut found = Vec::new();
    license(&config.license, &mut found);
    if !is_tag(&config.language) {
        let message = format!("`{}` is no language tag", config.language);
        let problem = Diagnostic::error("language", message).hint("write a tag such as `en`");
        found.push(Fault::new("/language", problem));
    }
    page("repository", config.repository.as_deref(), &mut found);
    page("edit_url", config.edit_url.as_deref(), &mut found);
    contact(config.contact.as_deref(), &mut found);
    links("/menu", &config.menu, &mut found);
    links("/footer/links", &config.footer.links, &mut found);
    footer_text(&config.footer.text, &mut found);
    found.extend(of_federation(config));
    notebook_services(&config.open_in, &mut found);
    found
}

/// Catalogues that cannot be harvested.
fn of_federation(config: &SiteConfig) -> impl Iterator<Item = Fault> {
    let (_, wrong) = federation::sources(&config.federation);
    wrong.into_iter().map(|it| {
        let field = it.field.map(|field| format!("/{field}")).unwrap_or_default();
        let problem = Diagnostic::error("federation", it.message).hint(it.hint);
        Fault::new(format!("/federation/{}{field}", it.index), problem)
    })
}

/// Links that pages cannot show. Whether they lead anywhere, the build finds out.
fn links(field: &str, links: &[SiteLink], found: &mut Vec<Fault>) {
    for (index, link) in links.iter().enumerate() {
        if link.label.trim().is_empty() {
            let problem = Diagnostic::error("menu", "the link has no words to click on");
            let problem = problem.hint("write what visitors are to read, as `label: Guide`");
            found.push(Fault::new(format!("{field}/{index}/label"), problem));
        }
        let is_known = |url: Url| matches!(url.scheme(), "http" | "https" | "mailto");
        let is_other_host = link.to.trim_start().starts_with("//");
        if is_other_host || Url::parse(&link.to).is_ok_and(|url| !is_known(url)) {
            let message = format!("`{}` is no address that a page may lead to", link.to);
            let problem = Diagnostic::error("menu", message)
                .hint("write a page of the site, as `models/`, or an address with https://");
            found.push(Fault::new(format!("{field}/{index}/to"), problem));
        }
    }
}

/// Services whose links would open no notebook.
fn notebook_services(services: &[NotebookService], found: &mut Vec<Fault>) {
    for (index, service) in services.iter().enumerate() {
        let address = &service.address;
        let is_web = Url::parse(address).is_ok_and(|it| matches!(it.scheme(), "http" | "https"));
        let message = if !is_web {
            format!("`{address}` is no web address")
        } else if !["{path}", "{url}"].iter().any(|place| address.contains(place)) {
            format!("`{address}` names no notebook")
        } else {
            continue;
        };
        let problem = Diagnostic::error("open-in", message).hint(
            "begin with https://, and write `{path}` where the notebook's path in the site belongs, \
             or `{url}` for its whole address",
        );
        found.push(Fault::new(format!("/open_in/{index}/address"), problem));
    }
}

/// The foot stands on every page, so a link from the page would lead elsewhere on each.
fn footer_text(text: &str, found: &mut Vec<Fault>) {
    for link in links_of("/footer/text", text) {
        let target = &*link.target;
        if !target.starts_with(['/', '#']) {
            let message = format!("the link `{target}` begins at each page that shows it");
            let problem = Diagnostic::error("footer", message)
                .hint(format!("begin it at the root of the site: `/{target}`"));
            found.push(Fault::new("/footer/text", problem));
        }
    }
}

/// Pages and linked data lead to the licence's own page, so it is one identifier.
fn license(text: &str, found: &mut Vec<Fault>) {
    // Without one, nothing is said.
    let is_one = spdx::license_id(text).is_some_and(|it| it.name == text);
    if text.is_empty() || (is_one && !licence::says_nothing(text)) {
        return;
    }
    let before = found.len();
    licence::check("/license", text, found);
    if found.len() == before {
        let message = format!("`{text}` is no identifier of one licence");
        let hint = "name one of spdx.org/licenses, as `CC0-1.0`";
        found.push(Fault::new("/license", Diagnostic::error("license", message).hint(hint)));
    }
}

/// An address of a page, to which a path may be added.
fn page(field: &str, text: Option<&str>, found: &mut Vec<Fault>) {
    let Some(text) = text else { return };
    let Some(url) = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    else {
        let message = format!("`{text}` is no web address");
        let problem = Diagnostic::error("url", message).hint("begin with https://");
        return found.push(Fault::new(format!("/{field}"), problem));
    };
    // Some hosts name a repository in the query; nothing can be added after one.
    if url.fragment().is_some() || (field == "edit_url" && url.query().is_some()) {
        let message = format!("`{text}` ends in a query or a fragment");
        let hint = "write the address alone, without `?` and `#` and what follows";
        let problem = Diagnostic::error("url", message).hint(hint);
        found.push(Fault::new(format!("/{field}"), problem));
    }
}

fn contact(text: Option<&str>, found: &mut Vec<Fault>) {
    let Some(text) = text else { return };
    let is_page = Url::parse(text).is_ok_and(|url| match url.scheme() {
        "http" | "https" => url.has_host(),
        "mailto" => is_email(url.path()),
        _ => false,
    });
    if !is_page && !is_email(text) {
        let message = format!("`{text}` is neither an e-mail address nor a web address");
        let problem = Diagnostic::error("url", message)
            .hint("write one such as `help@example.org` or `https://example.org/help`");
        found.push(Fault::new("/contact", problem));
    }
}

/// An e-mail address in outline (RFC 5322, section 3.4.1): two parts without spaces.
pub fn is_email(text: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"/?#".contains(c);
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_host = !host.starts_with(['.', '-']) && !host.ends_with('.') && !host.contains("..");
    !name.is_empty()
        && !host.is_empty()
        && is_host
        && !host.contains('@')
        && !text.contains(forbidden)
}

/// The publisher is a person or an organization of the catalogue, and a site with an address has one.
pub fn of_publisher(site: &Site, catalog: &Catalog) -> Option<Fault> {
    let Some(name) = site.config.publisher.as_deref() else {
        return site.has_address.then(no_publisher);
    };
    let (message, hint) = match catalog.resolve(name, LinkRole::Publisher) {
        Target::Entry(entry) if matches!(entry.kind, Kind::Person | Kind::Organization) => {
            return None;
        }
        Target::Entry(entry) => (
            format!("`{name}` is a {}, not a person or an organization", entry.kind.name()),
            "name the record of who publishes the catalogue",
        ),
        Target::External(_) | Target::Name(_) if is_of_two(name, catalog) => (
            format!("both a person and an organization are called `{name}`"),
            "put the folder of the one who publishes before it, `people/` or `organizations/`",
        ),
        Target::External(_) | Target::Name(_) => (
            format!("no sound record of a person or an organization is called `{name}`"),
            "write its slug, the name of its file below `catalog/organizations/` or \
             `catalog/people/`, or add the record",
        ),
    };
    Some(Fault::new("/publisher", Diagnostic::error("publisher", message).hint(hint)))
}

/// Whether a person and an organization have the slug `name`, which then means neither.
fn is_of_two(name: &str, catalog: &Catalog) -> bool {
    [Kind::Person, Kind::Organization].iter().all(|kind| catalog.get(*kind, name).is_some())
}

/// Portals of open data refuse a catalogue that does not say whose it is.
fn no_publisher() -> Fault {
    let message = "the site names no publisher, so `catalog.ttl` is not as DCAT-AP demands";
    let hint = "add `publisher:` with the slug of a record of `catalog/organizations/` or \
                `catalog/people/`";
    Fault::new("/publisher", Diagnostic::warning("no-publisher", message).hint(hint))
}
