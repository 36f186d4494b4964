//! Any model: fields to fill in, and nothing drawn.

use faircat_inference::signature::Signature;

use super::{Display, Item};
use crate::Detail;

pub(super) struct Form;

impl Display for Form {
    fn name(&self) -> &'static str {
        "form"
    }

    fn suits(&self, _: &Signature) -> bool {
        true
    }

    fn views(&self) -> &'static [&'static str] {
        &[]
    }

    fn draw(&self, _: &Signature, _: &Item, _: &str, _: Detail) -> Option<String> {
        None
    }
}
