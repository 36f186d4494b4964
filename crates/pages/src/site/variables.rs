//! The reference of what templates are given: a page of the manual.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Meta, Press};
use crate::template_variables::{self, Template, Variable};

pub(super) const PATH: &str = "manual/variables/";

#[derive(JsonSchema, Serialize)]
pub(super) struct VariablesView {
    /// What every template has, and then each template with its own.
    templates: Vec<TemplateView>,
}

#[derive(JsonSchema, Serialize)]
struct TemplateView {
    /// As `work.html`; empty for what every template has.
    name: &'static str,
    /// Anchor on the page.
    id: String,
    variables: Vec<VariableView>,
}

#[derive(JsonSchema, Serialize)]
struct VariableView {
    /// As `authors[].name`.
    path: String,
    /// Its type in words.
    kind: String,
    meaning: String,
}

pub(super) fn variables_page(press: &Press) {
    let everywhere = Template { name: "", variables: template_variables::everywhere() };
    // Parts of the page of a work have its variables.
    let own = template_variables::templates_of(|name| !name.starts_with("record-"));
    let templates = std::iter::once(everywhere).chain(own).map(template_view).collect();
    let meta = Meta::new(PATH, "Theme variables", "What each template of a theme is given.")
        .section("manual")
        .under(press.word("base-manual"), "manual/");
    press.page("site-variables.html", &meta, VariablesView { templates });
}

fn template_view(template: Template) -> TemplateView {
    let Template { name, variables } = template;
    let id = match name {
        "" => "everywhere".to_owned(),
        name => name.trim_end_matches(".html").to_owned(),
    };
    TemplateView { name, id, variables: variables.into_iter().map(variable_view).collect() }
}

fn variable_view(variable: Variable) -> VariableView {
    let Variable { path, kind, meaning } = variable;
    VariableView { path, kind, meaning }
}
