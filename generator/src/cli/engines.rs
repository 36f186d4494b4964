//! Engines on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use faircat_inference::engine::Device;
use faircat_inference::engines::list::{ENGINES, ListedEngine, listed, preferred};

/// One of the list, by its name.
pub(super) fn of_list() -> impl TypedValueParser<Value = &'static ListedEngine> {
    let values = ENGINES.map(|engine| PossibleValue::new(engine.name).help(engine.summary));
    let known = |name: String| listed(&name).ok_or_else(|| format!("there is no engine `{name}`"));
    PossibleValuesParser::new(values).try_map(known)
}

/// The help of `run --engine`: what runs a model where no engine is asked for.
pub(super) fn unasked() -> String {
    let all = preferred();
    let on_cpu = || all.iter().filter(|engine| engine.has(Device::Cpu));
    let made_for_one: Vec<_> =
        on_cpu().filter(|engine| !engine.is_general()).map(|engine| engine.name).collect();
    let general = on_cpu().find(|engine| engine.is_general()).map_or("none", |it| it.name);
    let first = made_for_one.join(" or ");
    format!("What runs the model. Without it: {first} where that can, else {general}")
}
