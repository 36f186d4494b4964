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
fn a_subset_of_which_nothing_is_told_leaves_the_number_of_items_open() {
    let card = |others: &str| {
        format!(
            "---\ntask_categories: [question-answering]\nconfigs:\n- config_name: main\n\
             {others}dataset_info:\n- config_name: main\n  splits:\n  \
             - {{name: train, num_examples: 10}}\n  - {{name: test, num_examples: 5}}\n---\n\
             # Rocks\n\nQuestions on rocks.\n"
        )
    };
    let of = |others: &str| {
        read("huggingface", Path::new("README.md"), card(others).as_bytes()).0.unwrap()
    };
    let whole = of("");
    assert!(whole.contains("number_of_items: 15\n"), "{whole}");
    let part = of("- config_name: extra\n");
    assert!(part.contains("items: 10\n") && !part.contains("number_of_items"), "{part}");
}

#[test]
fn the_name_of_the_only_subset_stays() {
    let of = |card: &str| {
        let card = format!("---\n{card}---\n# Rocks\n\nQuestions on rocks.\n");
        read("huggingface", Path::new("README.md"), card.as_bytes()).0.unwrap()
    };
    let info = "config_name: second\n  splits:\n  - {name: train, num_examples: 10}\n";
    let kept = "# kept dataset_info.config_name: \"second\"\n";
    let alone = of(&format!("dataset_info:\n  {info}"));
    assert!(alone.contains(kept), "{alone}");
    // What `configs` says stays with it, and names of several stand before those of their splits.
    let again = of(&format!("configs:\n- config_name: second\ndataset_info:\n  {info}"));
    assert!(!again.contains(kept), "{again}");
    let several = of(&format!("dataset_info:\n- {info}- config_name: bare\n"));
    assert!(several.contains("name: second/train\n"), "{several}");
    assert!(several.contains("config_name: bare\n"), "{several}");
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

/// What is told of exporting `record`, of the kind in `folder`, and the card.
fn exported(folder: &str, record: &str) -> (String, String) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog").join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("rocks.yaml"), record).unwrap();
    let mut command = crate::program::faircat();
    command.args(["export", "rocks", "--as", "huggingface", "--root"]).arg(root.path());
    let ran = command.arg("--out").arg(root.path().join("out")).output().unwrap();
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{told}");
    (told, std::fs::read_to_string(root.path().join("out/README.md")).unwrap())
}

/// The lines of `text` that begin with `key`.
fn lines_of<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    text.lines().filter(|line| line.trim_start().starts_with(key)).collect()
}

#[test]
fn a_metric_is_what_its_type_says_and_its_name_a_variant() {
    for (said, metric, written) in [
        ("type: accuracy, name: Top 1 Accuracy", "accuracy", "type: accuracy\n"),
        ("type: roc_auc, name: AUC", "AUC", "type: roc_auc\n"),
        ("type: f1, name: macro F1", "macro F1", "type: f1\n"),
        ("type: custom, name: Hits", "Hits", "type: hits\n"),
        ("type: wer", "wer", "type: wer\n"),
    ] {
        let card = format!(
            "---\npipeline_tag: image-classification\nmodel-index:\n- name: Rocks\n  results:\n  \
             - task: {{type: image-classification}}\n    dataset: {{type: a/cores, name: a/cores}}\n\
             \x20   metrics: [{{{said}, value: 0.5}}]\n---\n# Rocks\n\nText.\n"
        );
        let (_, record) = imported(&[("README.md", &card)]);
        assert!(record.contains(&format!("- metric: {metric}\n")), "{record}");
        let variant = said.split_once("Top").map(|_| "      condition: Top 1 Accuracy");
        assert_eq!(lines_of(&record, "condition:"), Vec::from_iter(variant), "{record}");
        let (_, again) = exported("models", &record);
        let name = variant.map_or(metric, |_| "Top 1 Accuracy");
        assert!(again.contains(written) && again.contains(&format!("name: {name}\n")), "{again}");
        let (_, second) = imported(&[("README.md", &again)]);
        for key in ["- metric:", "value:", "condition:"] {
            assert_eq!(lines_of(&record, key), lines_of(&second, key), "{again}");
        }
    }
}

#[test]
fn a_condition_comes_back_behind_its_metric() {
    let record = "kind: model\ntitle: Rocks\ndate_published: \"2024\"\nmodel:\n  \
        task: [regression]\n  evaluations:\n    - metric: ROC AUC\n      value: 0.5\n      \
        dataset: https://huggingface.co/datasets/a/cores\n      condition: subset wet, seed 3\n";
    let (_, card) = exported("models", record);
    assert!(card.contains("config: wet\n") && card.contains("ROC AUC, seed 3"), "{card}");
    let (_, back) = imported(&[("README.md", &card)]);
    assert!(back.contains("metric: ROC AUC\n"), "{back}");
    assert!(back.contains("subset wet, seed 3"), "{back}");
}

#[test]
fn what_a_work_is_made_of_and_for_is_in_its_card_again() {
    let model = |of: &str| {
        format!("---\nbase_model: [a/one, a/two]\n{of}pipeline_tag: x\n---\n# Rocks\n\nText.\n")
    };
    let (_, record) = imported(&[("README.md", &model("base_model_relation: merge\n"))]);
    let (told, card) = exported("models", &record);
    assert!(card.contains("- a/one\n") && card.contains("- a/two\n"), "{card}");
    assert!(card.contains("base_model_relation: merge\n"), "{card}");
    assert!(!told.contains("base_model_relation"), "{told}");
    let (_, record) = imported(&[("README.md", &model(""))]);
    let (told, card) = exported("models", &record);
    assert!(card.contains("base_model:\n") && !card.contains("base_model_relation"), "{card}");
    assert!(told.contains("base_model_relation"), "{told}");

    let dataset = "---\ntask_categories: [question-answering]\ntask_ids: [open-domain-qa]\n\
        source_datasets: [a/cores]\n---\n# Rocks\n\nQuestions.\n";
    let (text, _) = read("huggingface", Path::new("README.md"), dataset.as_bytes());
    let (_, card) = exported("datasets", &text.unwrap());
    for wanted in [
        "task_categories:\n- question-answering\n",
        "task_ids:\n- open-domain-qa\n",
        "source_datasets:\n- a/cores\n",
    ] {
        assert!(card.replace("\n  - ", "\n- ").contains(wanted), "{wanted}: {card}");
    }
}

#[test]
fn a_card_that_goes_round_does_not_grow() {
    let card = "---\npipeline_tag: text-classification\nmodel-index:\n- name: Rocks\n  results:\n  \
        - task: {type: text-classification}\n    dataset: {type: a/cores, name: a/cores, split: \
        test}\n    metrics: [{type: accuracy, value: 0.9}]\n---\n# Rocks\n\nText.\n\n## Training \
        procedure\n\nBy hand.\n\n### Numbers\n\nSeven.\n\n## Citation\n\nCite us.\n";
    let (_, record) = imported(&[("README.md", card)]);
    let (_, again) = exported("models", &record);
    assert_eq!(again.matches("## Citation").count(), 1, "{again}");
    assert_eq!(again.to_lowercase().matches("## training procedure").count(), 1, "{again}");
    let (_, second) = imported(&[("README.md", &again)]);
    for key in ["- metric:", "metric:", "keywords:", "- text", "split:", "value:"] {
        assert_eq!(lines_of(&record, key), lines_of(&second, key), "{key}\n{second}");
    }
}
