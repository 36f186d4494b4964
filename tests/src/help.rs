//! What `faircat help` shows is in one form at any width.

use clap::{Command, CommandFactory as _};
use faircat::cli::Cli;

use crate::program::faircat;

/// Every command with the words that lead to it.
fn commands() -> Vec<(Vec<String>, Command)> {
    let mut command = Cli::command();
    command.build();
    let mut open = vec![(Vec::new(), command)];
    let mut all = Vec::new();
    while let Some((path, command)) = open.pop() {
        for below in command.get_subcommands().filter(|it| it.get_name() != "help") {
            let mut path: Vec<String> = path.clone();
            path.push(below.get_name().to_owned());
            open.push((path, below.clone()));
        }
        all.push((path, command));
    }
    all
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [80, 120] {
        for (path, command) in commands() {
            let help = command.term_width(width).render_long_help().to_string();
            let wide = help.lines().find(|line| line.chars().count() > width);
            assert_eq!(wide, None, "faircat help {}", path.join(" "));
        }
    }
}

#[test]
fn examples_stand_on_lines_of_their_own() {
    for (path, command) in commands() {
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let long = after.lines().find(|line| line.starts_with("  ") && line.chars().count() > 79);
        assert_eq!(long, None, "faircat help {}", path.join(" "));
    }
}

#[test]
fn of_the_values_of_an_option_all_are_explained_or_none() {
    for (path, command) in commands() {
        for arg in command.get_arguments() {
            let values = arg.get_possible_values();
            let explained = values.iter().filter(|value| value.get_help().is_some()).count();
            let place = format!("faircat {}: {}", path.join(" "), arg.get_id());
            assert!(explained == 0 || explained == values.len(), "{place}");
            assert!(arg.get_help().is_some() || arg.is_hide_set(), "{place} has no help");
        }
    }
}

#[test]
fn no_line_ends_with_blanks() {
    for (path, _) in commands() {
        let output = faircat().arg("help").args(&path).output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        assert!(!help.is_empty() && output.status.success());
        let trailing = help.lines().find(|line| line.ends_with(' '));
        assert_eq!(trailing, None, "faircat help {}", path.join(" "));
    }
}
