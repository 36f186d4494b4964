//! The user manual: chapters, and a reference of the commands made from their own definition.

mod formats;

use clap::builder::StyledStr;
use clap::{Arg, Command};
use faircat_text::escape;
use serde::Serialize;

use super::markdown_pages::{Document, document};
use super::{Meta, Press, SiteInput};
use crate::Html;

/// The chapters in reading order: part of the address, and text.
const CHAPTERS: [(&str, &str); 13] = [
    ("start", include_str!("manual/start.md")),
    ("records", include_str!("manual/records.md")),
    ("life", include_str!("manual/life.md")),
    ("import", include_str!("manual/import.md")),
    ("export", include_str!("manual/export.md")),
    ("building", include_str!("manual/building.md")),
    ("scorecards", include_str!("manual/scorecards.md")),
    ("evidence", include_str!("manual/evidence.md")),
    ("models", include_str!("manual/models.md")),
    ("theming", include_str!("manual/theming.md")),
    ("publishing", include_str!("manual/publishing.md")),
    ("review", include_str!("manual/review.md")),
    ("federation", include_str!("manual/federation.md")),
];

const COMMANDS: &str = "commands";

#[derive(Serialize)]
struct ManualView<'a> {
    contents: &'a [Entry],
    /// Which chapter this is; the index has none.
    chapter: Option<&'a str>,
    previous: Option<&'a Entry>,
    next: Option<&'a Entry>,
    document: Option<&'a Document>,
    commands: Vec<CommandView>,
}

/// A line of the table of contents.
#[derive(Clone, Serialize)]
struct Entry {
    name: &'static str,
    title: String,
    lead: String,
    path: String,
}

/// A command, as its `--help` shows it.
#[derive(Serialize)]
struct CommandView {
    /// As `faircat build`.
    name: String,
    /// Anchor on the page.
    id: String,
    about: Option<Html>,
    usage: String,
    arguments: Vec<ArgumentView>,
    options: Vec<ArgumentView>,
    /// What the help says at its end: examples.
    after: Option<Html>,
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

/// The index of the manual, its chapters, and the reference of commands.
pub(super) fn manual_pages(press: &Press, input: &SiteInput) {
    let documents: Vec<(&'static str, Document)> = CHAPTERS
        .into_iter()
        .map(|(name, text)| {
            let text = formats::with_tables(input, text);
            (name, document(input.site, input.dump.is_some(), &format!("manual/{name}/"), &text))
        })
        .collect();
    let mut contents: Vec<Entry> = documents
        .iter()
        .map(|(name, document)| Entry {
            name,
            title: document.title.clone(),
            lead: document.lead.clone(),
            path: format!("manual/{name}/"),
        })
        .collect();
    contents.push(Entry {
        name: COMMANDS,
        title: "Commands".to_owned(),
        lead: "Every command with its options, as its --help shows them.".to_owned(),
        path: format!("manual/{COMMANDS}/"),
    });
    let index = Meta::new("manual/", "Manual", "How to write records and publish a catalogue.")
        .section("manual");
    press.page("site-manual.html", &index, manual_view(&contents, None, None, Vec::new()));
    for (place, entry) in contents.iter().enumerate() {
        let meta = Meta::new(&entry.path, &entry.title, &entry.lead)
            .section("manual")
            .under("Manual", "manual/");
        let text = documents.get(place).map(|(_, document)| document);
        let reference = if text.is_none() { commands(input.command) } else { Vec::new() };
        press.page("site-manual.html", &meta, manual_view(&contents, Some(place), text, reference));
    }
}

fn manual_view<'a>(
    contents: &'a [Entry],
    place: Option<usize>,
    document: Option<&'a Document>,
    commands: Vec<CommandView>,
) -> ManualView<'a> {
    let next = place.map_or(0, |place| place + 1);
    ManualView {
        contents,
        chapter: place.map(|place| contents[place].name),
        previous: place.and_then(|place| place.checked_sub(1)).map(|place| &contents[place]),
        next: contents.get(next),
        document,
        commands,
    }
}

/// `command` and the commands below it, each with its full name.
fn commands(command: &Command) -> Vec<CommandView> {
    let mut command = command.clone();
    command.build();
    let mut views = Vec::new();
    add_command(&command, "", &mut views);
    views
}

fn add_command(command: &Command, above: &str, views: &mut Vec<CommandView>) {
    if command.get_name() == "help" || command.is_hide_set() {
        return;
    }
    let name = format!("{above} {}", command.get_name()).trim_start().to_owned();
    views.push(command_view(command, &name));
    for below in command.get_subcommands() {
        add_command(below, &name, views);
    }
}

fn command_view(command: &Command, name: &str) -> CommandView {
    let shown =
        |arg: &&Arg| !arg.is_hide_set() && !matches!(arg.get_id().as_str(), "help" | "version");
    let text = |styled: Option<&StyledStr>| styled.map(help_text);
    let usage = command.clone().render_usage().to_string();
    CommandView {
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
        help: arg.get_long_help().or_else(|| arg.get_help()).map(help_text),
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

/// A help text with what stands between backticks as code.
fn help_text(text: &StyledStr) -> Html {
    let text = text.to_string();
    let parts: Vec<&str> = text.split('`').collect();
    let mut html = String::with_capacity(text.len() + 16);
    for (place, part) in parts.iter().enumerate() {
        // A lone backtick at the end opens nothing.
        match place % 2 == 1 && place + 1 < parts.len() {
            true => html.push_str(&format!("<code>{}</code>", escape(part))),
            false => html.push_str(&escape(part)),
        }
    }
    Html::from_trusted(html)
}
