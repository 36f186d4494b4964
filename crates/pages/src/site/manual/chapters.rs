//! The parts of the manual, and what each has in reading order.

/// A part of the manual.
pub(super) struct Part {
    pub(super) title: &'static str,
    /// What it is for, in a sentence.
    pub(super) lead: &'static str,
    pub(super) chapters: &'static [Chapter],
}

/// What is read in one go.
pub(super) enum Chapter {
    /// A text: its address, and Markdown.
    Text(&'static str, &'static str),
    /// The fields of records, made from the types.
    Fields,
    /// The fields of the settings, made from their type.
    Settings,
    /// The commands, made from their definition.
    Commands,
    /// A page that is made elsewhere: its address, title and lead.
    Elsewhere(&'static str, &'static str, &'static str),
}

/// The chapter in `manual/NAME.md`.
macro_rules! text {
    ($name:literal) => {
        Chapter::Text($name, include_str!(concat!($name, ".md")))
    };
}

pub(super) static PARTS: [Part; 4] = [
    Part {
        title: "Start",
        lead: "From nothing to a catalogue, and to a model that answers on its page.",
        chapters: &[text!("start"), text!("tutorial")],
    },
    Part {
        title: "How to",
        lead: "One task each.",
        chapters: &[
            text!("import"),
            text!("import-repositories"),
            text!("import-hubs"),
            text!("import-files"),
            text!("export"),
            text!("deposit"),
            text!("run"),
            text!("verify"),
            text!("explain"),
            text!("compare"),
            text!("python"),
            text!("many-files"),
            text!("pictures"),
            text!("packages"),
            text!("publishing"),
            text!("drafts"),
            text!("renames"),
            text!("versions"),
            text!("withdrawal"),
            text!("menu"),
            text!("review"),
            text!("theming"),
            text!("translation"),
            text!("federation"),
        ],
    },
    Part {
        title: "Reference",
        lead: "What there is, made from the program itself.",
        chapters: &[
            text!("records"),
            Chapter::Fields,
            Chapter::Settings,
            Chapter::Commands,
            Chapter::Elsewhere(
                super::super::variables::PATH,
                "Theme variables",
                "What each template of a theme is given.",
            ),
            text!("site"),
            text!("api"),
            text!("data-files"),
        ],
    },
    Part {
        title: "Explanations",
        lead: "How it works, and why it is to be believed.",
        chapters: &[
            text!("building"),
            text!("scorecards"),
            text!("verification"),
            text!("evidence"),
        ],
    },
];
