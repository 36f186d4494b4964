//! FAIR4RS: the principles for research software of Barker et al. (2022).

use super::Principle;

pub(super) const PRINCIPLES: &[Principle] = &[
    Principle {
        id: "F1",
        title: "Persistent identifier",
        text: "The software has an identifier that nothing else has and that somebody has promised \
               to keep working, such as a DOI or a SWHID.",
        why: "The address of a repository changes with its host and its owner.",
    },
    Principle {
        id: "F1.1",
        title: "Identified components",
        text: "Where the software consists of parts that are used by themselves, each part has an \
               identifier of its own.",
        why: "One cites, and depends on, the part that was used and not the whole collection.",
    },
    Principle {
        id: "F1.2",
        title: "Identified versions",
        text: "The version is stated, and different versions have different identifiers.",
        why: "A result is reproducible only with the version that gave it.",
    },
    Principle {
        id: "F2",
        title: "Rich metadata",
        text: "The software is described so fully that a search comes upon it by purpose, subject, \
               author or language.",
        why: "Much software is written twice because the first was not found.",
    },
    Principle {
        id: "F3",
        title: "Metadata name the software",
        text: "The description states the identifier of the software it describes and where its \
               source lies.",
        why: "Wherever the description ends up, it leads back to the software.",
    },
    Principle {
        id: "F4",
        title: "Searchable metadata",
        text: "The description is itself FAIR: registered in a catalogue, and in a form that \
               search engines can index.",
        why: "A repository without a description is, to a search engine, a heap of files.",
    },
    Principle {
        id: "A1",
        title: "Retrievable by identifier",
        text: "Whoever has the identifier gets to the software by a standard protocol.",
        why: "Build scripts and archives fetch software without a person beside them.",
    },
    Principle {
        id: "A1.1",
        title: "Open protocol",
        text: "The protocol is open, costs nothing, and anyone may implement it.",
        why: "No particular client or contract is needed to get at the source.",
    },
    Principle {
        id: "A1.2",
        title: "Authentication where needed",
        text: "The protocol can ask who somebody is and what they may have; where that is asked, \
               the description says how to answer.",
        why: "Software that may not be public can still be had by those entitled to it.",
    },
    Principle {
        id: "A2",
        title: "Metadata outlive the software",
        text: "The description stays reachable when the software no longer is.",
        why: "Old results name old software; one should at least learn what it was.",
    },
    Principle {
        id: "I1",
        title: "Standard data in and out",
        text: "The software reads, writes and exchanges data in formats and through interfaces \
               that its community knows, and the description names them.",
        why: "Programs are useful together; a private format stops them.",
    },
    Principle {
        id: "I2",
        title: "Qualified references",
        text: "The software points to the other things it has to do with, as publications, data \
               and models, and says how.",
        why: "The paper explains the method, the data shows its use; neither is guessed.",
    },
    Principle {
        id: "R1",
        title: "Accurate and relevant attributes",
        text: "The description tells what one needs to install, run and judge the software: \
               language, system, instructions, state of development and where to report faults.",
        why: "Whether software still lives is the first question of anyone who would build on it.",
    },
    Principle {
        id: "R1.1",
        title: "Clear licence",
        text: "A licence says what others may do with the software. It is a known one, and stated \
               so that a program can read it.",
        why: "Without one, copying, changing and even running the source is not allowed.",
    },
    Principle {
        id: "R1.2",
        title: "Detailed provenance",
        text: "It is told who wrote the software, when, on what basis, and where its history of \
               changes can be read.",
        why: "Credit, trust and the search for the origin of a fault all start there.",
    },
    Principle {
        id: "R2",
        title: "References to other software",
        text: "The software names the other software that it needs, with versions.",
        why: "An unnamed dependency is found out by failure.",
    },
    Principle {
        id: "R3",
        title: "Community standards",
        text: "The software and its description follow the standards of their community, down to \
               metadata that tools for software read.",
        why: "Archives, package managers and citation tools then work without a special case.",
    },
];
