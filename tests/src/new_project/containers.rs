//! Images of a new project, where something that builds them is there.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{new, ok, shell};

const BASE: &str = "docker.io/library/python:3.11-slim";

/// What builds an image of the Dockerfile: the program, what pulls its base, and what builds.
const BUILDERS: [(&str, &str, &str); 3] = [
    ("podman", "podman pull --quiet", "podman build --tag faircat-project ."),
    ("buildah", "buildah pull --quiet", "buildah build --tag faircat-project ."),
    ("docker", "docker pull --quiet", "docker build --tag faircat-project ."),
];

fn works(program: &str, argument: &str) -> bool {
    let output = Command::new(program).arg(argument).output();
    output.is_ok_and(|output| output.status.success())
}

/// Neither builders nor registries of images are part of what tests may want, so this may be skipped in
/// CI too.
#[test]
fn images_are_built_where_a_builder_is_there() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &[".", "--yes"]));
    let try_it = |script: &str| shell(folder.path(), script, &[]);
    let builder = BUILDERS.iter().find(|(program, ..)| works(program, "info"));
    match builder {
        None => println!("skipped: no builder of images is there"),
        Some((_, pull, _)) if !try_it(&format!("{pull} {BASE}")).status.success() => {
            println!("skipped: {BASE} cannot be pulled");
        }
        Some((program, _, build)) => {
            ok(&try_it(build));
            if *program != "buildah" {
                ok(&try_it(&format!("{program} run --rm faircat-project make all test")));
            }
        }
    }
    if !works("apptainer", "version") {
        println!("skipped: no apptainer is there");
    } else if !try_it(&format!("apptainer pull base.sif docker://{BASE}")).status.success() {
        println!("skipped: apptainer cannot pull {BASE}");
    } else {
        fs::remove_file(folder.path().join("base.sif")).unwrap();
        ok(&try_it("apptainer build project.sif apptainer.def"));
    }
}

/// What both recipes do, run here without a container: the packages by `requirements-dev.txt`, and the
/// file that says so, after which no target installs anything.
#[test]
fn recipes_name_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &[".", "--yes"]));
    for recipe in ["Dockerfile", "apptainer.def"] {
        let text = fs::read_to_string(folder.path().join(recipe)).unwrap();
        assert!(text.contains("pip install --no-cache-dir -r requirements-dev.txt"), "{recipe}");
        assert!(text.contains("make --no-print-directory print-installed"), "{recipe}");
    }
    let venv = folder.path().join("venv");
    fs::create_dir_all(venv.join("bin")).unwrap();
    fs::write(venv.join("bin/python"), "").unwrap();
    let stamp = shell(
        folder.path(),
        "touch \"$(make --no-print-directory print-installed)\"; make --dry-run data",
        &[("VENV", Path::new("venv"))],
    );
    let said = ok(&stamp);
    assert!(said.contains("src.data.make_dataset") && !said.contains("pip"), "{said}");
}

/// The script that an image of Apptainer runs, here with a project that nobody may write to: it goes on
/// in a folder of its own, the second time in the same.
#[test]
fn an_image_that_is_read_only_makes_the_project_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &["image", "--yes"]));
    let image = folder.path().join("image");
    let recipe = fs::read_to_string(image.join("apptainer.def")).unwrap();
    let script = recipe.split("%runscript\n").nth(1).unwrap().split("%help").next().unwrap();
    let script = script.replace("/project/.", &format!("{}/.", image.display()));
    fs::write(image.join("Makefile"), "data:\n\techo made >> made\n").unwrap();
    let outside = folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    let run = format!("set -- data\n{script}");
    ok(&shell(&outside, &run, &[]));
    ok(&shell(&outside, &run, &[]));
    assert_eq!(fs::read_to_string(outside.join("work/made")).unwrap(), "made\nmade\n");
    assert!(!image.join("made").exists());
    // Where nothing can be written, it says what to do.
    let blocked = folder.path().join("blocked");
    fs::create_dir(&blocked).unwrap();
    fs::write(blocked.join("work"), "a file").unwrap();
    let refused = shell(&blocked, &run, &[]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--bind"));
}
