//! Images of a new project, where something that builds them is there.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{new, ok, shell};

const BASE: &str = "docker.io/library/python:3.11-slim";

/// A program that builds images, and what it is told: what knows an image that is there, and what runs a
/// command in the one that was built.
struct Builder {
    program: &'static str,
    knows: &'static str,
    runs: &'static str,
}

const BUILDERS: [Builder; 3] = [
    Builder {
        program: "podman",
        knows: "podman image exists",
        runs: "podman run --rm faircat-project make all test",
    },
    Builder {
        program: "buildah",
        knows: "buildah inspect --type image",
        runs: "it=$(buildah from --pull-never faircat-project) && buildah run $it -- make all test; \
               code=$?; buildah rm $it; exit $code",
    },
    Builder {
        program: "docker",
        knows: "docker image inspect",
        runs: "docker run --rm faircat-project make all test",
    },
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
    let brings = |Builder { program, knows, .. }: &Builder| {
        try_it(&format!("{knows} {BASE} >/dev/null 2>&1 || {program} pull --quiet {BASE}"))
    };
    match BUILDERS.iter().find(|builder| works(builder.program, "info")) {
        None => println!("skipped: no builder of images is there"),
        Some(builder) if !brings(builder).status.success() => {
            println!("skipped: {BASE} cannot be pulled");
        }
        Some(Builder { program, runs, .. }) => {
            ok(&try_it(&format!("{program} build --tag faircat-project .")));
            ok(&try_it(runs));
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
