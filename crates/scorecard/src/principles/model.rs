//! The fifteen principles for AI models of Duarte et al. (2023), table 1.

use super::Principle;

pub(super) const PRINCIPLES: &[Principle] = &[
    Principle {
        id: "F1",
        title: "Persistent identifier",
        text: "The model has an identifier that no other thing has and that somebody has promised \
               to keep working, such as a DOI.",
        why: "Addresses of files and repositories move. A paper that names a model by its \
              identifier can still be followed in twenty years.",
    },
    Principle {
        id: "F2",
        title: "Rich metadata",
        text: "The model is described so fully that a search by task, author, date, method or \
               subject comes upon it: title, description, authors, dates, keywords, task and kind \
               of model.",
        why: "Nobody can try a model that they did not find, and a file of weights says nothing \
              about itself.",
    },
    Principle {
        id: "F3",
        title: "Metadata name the model",
        text: "The description states the identifier of the model it describes and where its files \
               lie, as data of their own and not only in a sentence.",
        why: "A description that has been copied or harvested still leads back to the one model \
              that it means.",
    },
    Principle {
        id: "F4",
        title: "Indexed for search",
        text: "The description and the model are registered where people and programs search: in a \
               catalogue, and in a form that general search engines can index.",
        why: "Most people start from a search engine, not from the group's own pages.",
    },
    Principle {
        id: "A1",
        title: "Retrievable by identifier",
        text: "Whoever has the identifier gets to the model and its description by a standard \
               protocol, and is told beforehand who may have it and on what conditions.",
        why: "A click, or three lines of a script, should do; asking the authors by mail does not \
              scale and does not last.",
    },
    Principle {
        id: "A1.1",
        title: "Open protocol",
        text: "That protocol is open, costs nothing, and anyone may implement it, as HTTPS.",
        why: "No vendor's client stands between the model and those who want to use it.",
    },
    Principle {
        id: "A1.2",
        title: "Authentication where needed",
        text: "The protocol can ask who somebody is and what they may have, and where that is \
               asked, the description says how to answer.",
        why: "FAIR does not mean open: a restricted model is still reachable for those who may \
              have it, without private arrangements.",
    },
    Principle {
        id: "A2",
        title: "Metadata outlive the model",
        text: "The description stays reachable when the model itself no longer is, and says what \
               became of it.",
        why: "Results that were had with the model remain traceable after its files are gone.",
    },
    Principle {
        id: "I1",
        title: "Standard data in and out",
        text: "The model reads, writes and exchanges data as its community does: named inputs and \
               outputs with type, shape and unit, in formats and words that other programs know.",
        why: "The commonest way to get wrong answers from a right model is to feed it features in \
              another order or another unit.",
    },
    Principle {
        id: "I2",
        title: "Qualified references, and FAIR training data",
        text: "The model points to the other things it has to do with and says how: above all to \
               the data it was trained on, which is to be FAIR itself.",
        why: "A model is no better known than the data behind it; if that cannot be had, nobody \
              can retrain, check or criticise the model.",
    },
    Principle {
        id: "R1",
        title: "Accurate and relevant attributes",
        text: "The description tells a user what they need to decide and to begin: what the model \
               is for, how to run it, how good it is and on what data, where it fails, and exactly \
               which files it consists of.",
        why: "The choice between two models should rest on stated facts and not on which one \
              happened to run first.",
    },
    Principle {
        id: "R1.1",
        title: "Clear licence",
        text: "A licence says what others may do with the model. It is a known one, and stated so \
               that a program can read it.",
        why: "Without a licence, using or passing on the model is, in most countries, forbidden.",
    },
    Principle {
        id: "R1.2",
        title: "Detailed provenance",
        text: "The history of the model is told: how the input data was prepared, how and with \
               what code it was trained, by whom and when, and how its training data came to be.",
        why: "Only a training that is described can be repeated, and only a preparation that is \
              described can be applied to new data.",
    },
    Principle {
        id: "R2",
        title: "References to models and software",
        text: "The model names the software that it needs, with versions, and the models and code \
               that it builds on.",
        why: "A model that loads today with an unnamed library will not load next year.",
    },
    Principle {
        id: "R3",
        title: "Community standards",
        text: "The model and its description follow the standards of its community: a metadata \
               profile made for models and a file format that more than one framework reads.",
        why: "Standards are what lets a tool handle a model that its makers have never seen.",
    },
];
