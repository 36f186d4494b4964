//! Cards of the Hugging Face Hub.

use super::{holds, read, record, refusal};
use std::path::Path;

const CARDS: [&str; 3] =
    ["tuned-model.README.md", "lab__jets.README.md", "plain-dataset.README.md"];

#[test]
fn a_model_card_becomes_a_model() {
    insta::assert_snapshot!(record("huggingface", CARDS[0]));
}

#[test]
fn a_dataset_card_becomes_a_dataset() {
    insta::assert_snapshot!(record("huggingface", CARDS[1]));
}

#[test]
fn what_a_template_left_says_nothing() {
    insta::assert_snapshot!(record("huggingface", CARDS[2]));
}

#[test]
fn imported_cards_are_sound_and_stay_as_they_are() {
    holds("huggingface", &CARDS);
}

#[test]
fn the_address_of_a_card_is_that_of_its_repository() {
    let place = "https://huggingface.co/datasets/lab/jets/raw/main/README.md";
    let (text, _) = read("huggingface", Path::new(place), b"---\nlicense: mit\n---\n# Jets\n");
    let text = text.unwrap();
    assert!(text.starts_with("# hf-dataset-lab-jets\n"), "{text}");
    assert!(text.contains("url: https://huggingface.co/datasets/lab/jets\n"), "{text}");
}

#[test]
fn licences_are_those_of_spdx_or_none() {
    let licence = |written: &str| {
        let card = format!("---\npipeline_tag: x\n{written}\n---\n# T\n");
        let (text, _) = read("huggingface", Path::new("README.md"), card.as_bytes());
        let text = text.unwrap();
        let found = text.lines().find_map(|it| it.strip_prefix("license: ").map(str::to_owned));
        found.unwrap_or_default()
    };
    for (written, spdx) in [
        ("license: apache-2.0", "Apache-2.0"),
        ("license: [cc-by-sa-4.0]", "CC-BY-SA-4.0"),
        ("license: gpl-3.0", "GPL-3.0-only"),
        ("license: odbl", "ODbL-1.0"),
        ("license: gemma", "LicenseRef-gemma"),
        ("license: other\nlicense_name: my-terms-1.0", "LicenseRef-my-terms-1.0"),
        ("license: other", ""),
        ("license: unknown", ""),
        ("license: bsd", ""),
        ("license: cc", ""),
        ("license: [mit, apache-2.0]", ""),
        ("license: All rights reserved", ""),
    ] {
        assert_eq!(licence(written), spdx, "{written}");
    }
}

#[test]
fn a_title_is_found_wherever_a_card_has_it() {
    for (place, card, title) in [
        ("a/README.md", "---\npipeline_tag: x\n---\n<h1 align=center>A <b>net</b></h1>\n", "A net"),
        ("a/README.md", "---\npipeline_tag: x\n---\nToy net\n=======\n", "Toy net"),
        ("nets/toys/README.md", "---\npipeline_tag: x\n---\nIt has none.\n", "toys"),
        ("lab__toys.README.md", "---\r\npipeline_tag: x\r\n---\r\nNone.\r\n", "toys"),
    ] {
        let text = read("huggingface", Path::new(place), card.as_bytes()).0.unwrap();
        assert!(text.contains(&format!("\ntitle: {title}\n")), "{title}: {text}");
    }
}

/// A check refuses them, so they are left out and told of.
#[test]
fn control_characters_are_left_out() {
    let card = b"---\npipeline_tag: x\ntags: [\"a\\u0007b\"]\n---\n# T\n\nOne\x19two.\n";
    let text = read("huggingface", Path::new("README.md"), card).0.unwrap();
    assert!(text.contains("- ab\n") && text.contains("Onetwo."), "{text}");
    assert!(text.contains("import-control-character: characters of `the text`"), "{text}");
}

#[test]
fn a_version_is_a_text_and_a_card_no_base_of_its_own() {
    let card = b"---\nversion: 1.10\nbase_model: Lab/Toys\n---\n# T\n";
    let text = read("huggingface", Path::new("lab__toys.README.md"), card).0.unwrap();
    assert!(text.contains("version: \"1.10\"\n"), "{text}");
    assert!(!text.contains("fine_tuned_from") && text.contains("kept base_model"), "{text}");
}

#[test]
fn what_is_no_card_is_refused_with_the_file_to_give() {
    for (place, bytes, wanted) in [
        ("config.json", &br#"{"model_type": "bert", "architectures": ["B"]}"#[..], "configuration"),
        ("preprocessor_config.json", br#"{"feature_extractor_type": "F"}"#, "prepared"),
        ("results.yaml", b"- dataset: {id: a/b, task_id: t}\n  value: 1\n", "do not say of which"),
        (
            "README.md",
            b"---\n- a\n---\n# T\n",
            "line 0 import-wrong-type: the metadata of the card is a list",
        ),
        ("README.md", b"---\n{card_data}\n---\n# T\n", "this is a template"),
        ("README.md", b"\n\n---\nlicense: mit\ntags: [a\n---\n# T\n", "line "),
        ("README.md", b"---\nlicense: mit\n---\ntext\n", "says nowhere what the work is called"),
        ("README.md", b"---\nlicense: \xff\n---\n", "line 2 import-not-text"),
    ] {
        let problem = refusal("huggingface", place, bytes);
        assert!(problem.contains(wanted), "{place}: {problem}");
    }
}

/// Imports the folder `files` into a catalogue, and gives what was told and the only record.
fn imported(files: &[(&str, &str)]) -> (String, String) {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join("source").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut command = crate::program::faircat();
    command.arg("import").arg(root.path().join("source"));
    let ran = command.arg("--into").arg(root.path().join("catalog")).output().unwrap();
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{told}");
    let records = std::fs::read_dir(root.path().join("catalog/models")).unwrap();
    let records: Vec<_> = records.flatten().map(|it| it.path()).collect();
    assert_eq!(records.len(), 1, "{records:?}");
    (told, std::fs::read_to_string(&records[0]).unwrap())
}

#[test]
fn what_lies_beside_a_card_is_read_with_it() {
    let card = "---\npipeline_tag: text-classification\nmodel-index:\n- name: Rocks-2\n  \
        results:\n  - task: {type: text-classification, name: Rocks of cores}\n    dataset: {type: \
        a/cores, name: Cores of 2024}\n    metrics: [{type: roc_auc, value: 0.9, name: ROC AUC}]\n\
        ---\n# Rocks\n\n## Intended uses & limitations\n\nFor cores only.\n";
    let config = "{\"model_type\": \"bert\", \"architectures\": [\"BertForMaskedLM\"], \"dim\": 7}";
    let results = "- dataset: {id: a/other, task_id: accuracy}\n  value: 0.5\n  date: \"2024-05-01\"\n\
        - dataset: {id: a/cores, task_id: accuracy}\n  value: 0.9\n";
    let (told, record) = imported(&[
        ("README.md", card),
        ("config.json", config),
        (".eval_results/rocks.yaml", results),
    ]);
    assert!(!told.contains("error"), "{told}");
    for wanted in [
        "architecture: BertForMaskedLM",
        "dataset: https://huggingface.co/datasets/a/other",
        "intended_use: For cores only.",
        "limitations: For cores only.",
        "Rocks-2",
        "Rocks of cores",
        "Cores of 2024",
        "dim: 7",
    ] {
        assert!(record.contains(wanted), "{wanted} is not in\n{record}");
    }
    assert_eq!(record.matches("value: 0.9").count(), 1, "the card has it already\n{record}");
    assert!(!record.contains("type: roc_auc"), "{record}");
}

#[test]
fn what_is_wrong_in_a_file_beside_a_card_is_told_with_its_place_there() {
    let card = "---\npipeline_tag: text-classification\n---\n# Rocks\n\nText.\n";
    let results = "- dataset: {id: a/one, task_id: accuracy}\n  value: 0.5\n\
        - dataset: {id: a/two, task_id: of rocks}\n  value: 0.9\n";
    let (told, _) = imported(&[("README.md", card), (".eval_results/rocks.yaml", results)]);
    let told: Vec<&str> =
        told.lines().skip_while(|line| !line.contains("of which metric")).collect();
    assert!(told.join("\n").contains(".eval_results/rocks.yaml:4"), "{told:?}");
}

#[test]
fn a_card_that_goes_round_does_not_grow() {
    let card = "---\npipeline_tag: text-classification\nmodel-index:\n- name: Rocks\n  results:\n  \
        - task: {type: text-classification}\n    dataset: {type: a/cores, name: a/cores, split: \
        test}\n    metrics: [{type: accuracy, value: 0.9}]\n---\n# Rocks\n\nText.\n\n## Training \
        procedure\n\nBy hand.\n\n### Numbers\n\nSeven.\n\n## Citation\n\nCite us.\n";
    let (_, record) = imported(&[("README.md", card)]);
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(root.path().join("catalog/models")).unwrap();
    std::fs::write(root.path().join("catalog/models/rocks.yaml"), &record).unwrap();
    let mut command = crate::program::faircat();
    command.args(["export", "rocks", "--as", "huggingface", "--root"]).arg(root.path());
    let ran = command.arg("--out").arg(root.path().join("out")).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let again = std::fs::read_to_string(root.path().join("out/README.md")).unwrap();
    assert_eq!(again.matches("## Citation").count(), 1, "{again}");
    assert_eq!(again.to_lowercase().matches("## training procedure").count(), 1, "{again}");
    let (_, second) = imported(&[("README.md", &again)]);
    let of = |text: &str, key: &str| {
        let lines = text.lines().filter(|line| line.trim_start().starts_with(key));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    for key in ["- metric:", "metric:", "keywords:", "- text", "split:", "value:"] {
        assert_eq!(of(&record, key), of(&second, key), "{key}\n{second}");
    }
}
