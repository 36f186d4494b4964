//! The reference of commands, made from their own definition.

use clap::builder::StyledStr;
use clap::{Arg, Command};
use serde::Serialize;

use super::inline_code::with_code;
use crate::Html;

/// A command with those below it, on one page.
pub(super) struct CommandPage {
    /// As `build`.
    pub(super) name: String,
    /// What it does, in a sentence.
    pub(super) about: String,
    pub(super) commands: Vec<CommandView>,
}

/// A command, as its `--help` shows it.
#[derive(Serialize)]
pub(super) struct CommandView {
    /// As `faircat build`.
    pub(super) name: String,
    /// Anchor on the page.
    pub(super) id: String,
    about: Option<Html>,
    usage: String,
    arguments: Vec<ArgumentView>,
    options: Vec<ArgumentView>,
    /// What the help says at its end: examples.
    after: Option<Html>,
    /// All of it, for the search.
    #[serde(skip)]
    pub(super) text: String,
}

#[derive(Serialize)]
struct ArgumentView {
    /// As `-r, --root <DIR>`.
    name: String,
    help: Option<Html>,
    default: String,
    /// Values that are accepted, where they are few.
    values: Vec<String>,
}

/// A page for each command that the program has.
pub(super) fn command_pages(command: &Command) -> Vec<CommandPage> {
    let mut command = command.clone();
    command.build();
    command.get_subcommands().filter(is_shown).map(|it| page(it, command.get_name())).collect()
}

fn is_shown(command: &&Command) -> bool {
    command.get_name() != "help" && !command.is_hide_set()
}

fn page(command: &Command, program: &str) -> CommandPage {
    let mut commands = Vec::new();
    add_command(command, program, &mut commands);
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    CommandPage { name: command.get_name().to_owned(), about, commands }
}

fn add_command(command: &Command, above: &str, views: &mut Vec<CommandView>) {
    if !is_shown(&command) {
        return;
    }
    let name = format!("{above} {}", command.get_name());
    views.push(command_view(command, &name));
    for below in command.get_subcommands() {
        add_command(below, &name, views);
    }
}

fn command_view(command: &Command, name: &str) -> CommandView {
    let shown =
        |arg: &&Arg| !arg.is_hide_set() && !matches!(arg.get_id().as_str(), "help" | "version");
    let text = |styled: Option<&StyledStr>| styled.map(|it| with_code(&it.to_string()));
    let usage = command.clone().render_usage().to_string();
    CommandView {
        text: command.clone().render_long_help().to_string(),
        name: name.to_owned(),
        id: name.replace(' ', "-"),
        about: text(command.get_long_about().or_else(|| command.get_about())),
        usage: usage.trim_start_matches("Usage:").trim().to_owned(),
        arguments: command.get_positionals().filter(shown).map(argument_view).collect(),
        options: command
            .get_arguments()
            .filter(|arg| !arg.is_positional())
            .filter(shown)
            .map(argument_view)
            .collect(),
        after: text(command.get_after_long_help().or_else(|| command.get_after_help())),
    }
}

fn argument_view(arg: &Arg) -> ArgumentView {
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    let defaults: Vec<String> = match arg.get_action().takes_values() {
        true => arg
            .get_default_values()
            .iter()
            .map(|value| value.to_string_lossy().into_owned())
            .collect(),
        false => Vec::new(),
    };
    ArgumentView {
        name: argument_name(arg),
        help: arg.get_long_help().or_else(|| arg.get_help()).map(|it| with_code(&it.to_string())),
        default: defaults.join(", "),
        values: if arg.get_action().takes_values() { values } else { Vec::new() },
    }
}

fn argument_name(arg: &Arg) -> String {
    if arg.is_positional() {
        return arg.to_string();
    }
    let value = if arg.get_action().takes_values() {
        let names: Vec<&str> =
            arg.get_value_names().unwrap_or_default().iter().map(|name| name.as_str()).collect();
        format!(" <{}>", names.join("> <"))
    } else {
        String::new()
    };
    match (arg.get_short(), arg.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}{value}"),
        (None, Some(long)) => format!("--{long}{value}"),
        (Some(short), None) => format!("-{short}{value}"),
        (None, None) => arg.to_string(),
    }
}
