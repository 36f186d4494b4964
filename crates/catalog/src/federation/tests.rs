use super::{Endpoint, sources};
use faircat_record::settings::FederatedCatalog;

fn site(address: &str) -> FederatedCatalog {
    FederatedCatalog { catalog: Some(address.to_owned()), ..FederatedCatalog::default() }
}

#[test]
fn a_folder_ends_with_a_slash_and_a_file_does_not() {
    for (given, asked) in [
        ("https://x.org", "https://x.org/"),
        ("https://x.org/cat", "https://x.org/cat/"),
        ("https://x.org/dump.nq.gz", "https://x.org/dump.nq.gz"),
    ] {
        let (found, wrong) = sources(&[site(given)]);
        assert_eq!(wrong, []);
        assert_eq!(found[0].endpoint.address().as_str(), asked);
    }
}

#[test]
fn names_are_made_of_addresses_and_questions() {
    let zenodo = FederatedCatalog { zenodo: Some("HEP".into()), ..Default::default() };
    let (found, _) = sources(&[site("http://127.0.0.1:8000/a/"), zenodo]);
    let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["127-0-0-1-8000-a", "zenodo-org-hep"]);
    assert!(matches!(found[1].endpoint, Endpoint::InvenioRdm { .. }));
}

#[test]
fn no_two_have_one_title() {
    let titled = |name: &str| FederatedCatalog {
        name: Some(name.into()),
        title: Some("Our lab".into()),
        ..site(&format!("https://x.org/{name}/"))
    };
    let all = [site("http://x.org:8001/"), site("http://x.org:8002/"), titled("a"), titled("b")];
    let (found, _) = sources(&all);
    let titles: Vec<&str> = found.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["x.org:8001", "x.org:8002", "Our lab (a)", "Our lab (b)"]);
}

#[test]
fn what_cannot_be_asked_is_told() {
    let both =
        FederatedCatalog { dcat: Some("https://x.org/c.ttl".into()), ..site("https://x.org") };
    let named = FederatedCatalog { name: Some("../up".into()), ..site("https://x.org") };
    let at = FederatedCatalog { at: Some("https://y.org".into()), ..site("https://z.org") };
    let cases = [
        (FederatedCatalog::default(), None),
        (both, Some("dcat")),
        (site("ftp://x.org/"), Some("catalog")),
        (site("https://me:secret@x.org/"), Some("catalog")),
        (named, Some("name")),
        (at, Some("at")),
    ];
    for (catalog, field) in cases {
        let (found, wrong) = sources(std::slice::from_ref(&catalog));
        assert!(found.is_empty() && wrong.len() == 1, "{catalog:?}");
        assert_eq!(wrong[0].field, field, "{catalog:?}");
        assert!(!wrong[0].message.contains("secret"));
    }
    let (found, wrong) = sources(&[site("http://_/"), site("https://_/_/")]);
    assert!(found.is_empty() && wrong.iter().all(|it| it.hint.contains("`name`")), "{wrong:?}");
    let (found, wrong) = sources(&[site("https://x.org"), site("https://x.org/")]);
    assert_eq!((found.len(), wrong.len()), (1, 1));
}
