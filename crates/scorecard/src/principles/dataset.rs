//! The original principles of Wilkinson et al. (2016), for data.

use super::Principle;

pub(super) const PRINCIPLES: &[Principle] = &[
    Principle {
        id: "F1",
        title: "Persistent identifier",
        text: "The data and its description have identifiers that nothing else has and that \
               somebody has promised to keep working, such as DOIs.",
        why: "A citation, or a model's record of its training data, stays true only as long as the \
              name it uses means the same data.",
    },
    Principle {
        id: "F2",
        title: "Rich metadata",
        text: "The data is described so fully that a search comes upon it by what it holds, by who \
               made it, by when, and by how.",
        why: "The files of a dataset are mostly numbers; only the description can be searched.",
    },
    Principle {
        id: "F3",
        title: "Metadata name the data",
        text: "The description states the identifier of the data it describes and where the files \
               lie, as data of their own.",
        why: "Descriptions are copied into many catalogues; each copy must still lead to the data.",
    },
    Principle {
        id: "F4",
        title: "Indexed for search",
        text: "The description is registered in a catalogue and offered in the form that search \
               engines for data harvest.",
        why: "Data that is on line but in no index is found only by those who know of it already.",
    },
    Principle {
        id: "A1",
        title: "Retrievable by identifier",
        text: "Whoever has the identifier gets, by a standard protocol, to the description and to \
               the data, or is told what stands in the way and whom to ask.",
        why: "A program that has to read a page of prose to find the download has already failed.",
    },
    Principle {
        id: "A1.1",
        title: "Open protocol",
        text: "The protocol is open, costs nothing, and anyone may implement it.",
        why: "Access then depends on no single vendor, client or country.",
    },
    Principle {
        id: "A1.2",
        title: "Authentication where needed",
        text: "The protocol can ask who somebody is and what they may have; where that is asked, \
               the description says how to answer.",
        why: "Data that must be protected can be FAIR all the same, for those who may have it.",
    },
    Principle {
        id: "A2",
        title: "Metadata outlive the data",
        text: "The description stays reachable when the data no longer is.",
        why: "Storage is dear and data is deleted; what was measured, and by whom, is still worth \
              knowing.",
    },
    Principle {
        id: "I1",
        title: "Formal, shared language",
        text: "Description and data are written in formal languages that programs of many makers \
               understand: RDF for the one, open formats with described fields for the other.",
        why: "A column called `pt` in an undocumented binary file is a riddle; with a type and a \
              unit it is a transverse momentum in GeV.",
    },
    Principle {
        id: "I2",
        title: "FAIR vocabularies",
        text: "The words used, for properties and for subjects, come from vocabularies that are \
               themselves published, identified and documented.",
        why: "Two datasets can be joined only if the same word means the same thing in both.",
    },
    Principle {
        id: "I3",
        title: "Qualified references",
        text: "The data points to other data, to publications and to software, and says in each \
               case what the relation is.",
        why: "`See also` helps a reader; `is derived from` lets a program draw the lineage.",
    },
    Principle {
        id: "R1",
        title: "Accurate and relevant attributes",
        text: "The description gives what one needs in order to use the data rightly: its \
               variables, its size and formats, and files that are what the description says.",
        why: "Reuse fails less for want of data than for want of knowing what the data is.",
    },
    Principle {
        id: "R1.1",
        title: "Clear licence",
        text: "A licence says what others may do with the data. It is a known one, and stated so \
               that a program can read it.",
        why: "Data without a licence may be looked at and no more.",
    },
    Principle {
        id: "R1.2",
        title: "Detailed provenance",
        text: "The history of the data is told: who made it, when, with what, from which other \
               data, and what was done to it since.",
        why: "What an analysis may conclude depends on how its data was selected and simulated.",
    },
    Principle {
        id: "R1.3",
        title: "Community standards",
        text: "Description and data follow the standards of their community.",
        why: "The tools that the community has are built for these, and work at once.",
    },
];
