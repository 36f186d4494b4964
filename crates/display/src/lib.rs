//! Draws what a model sees and answers: numbers in, SVG text out.
//!
//! The same functions draw the still pictures of a built page and, compiled to WebAssembly, the
//! live ones. Their output is a function of their input alone, holds neither ids nor `style`
//! attributes, and names its colours by classes, which the theme defines for light and dark.
//! Every text that comes from outside is escaped.

mod bars;
mod curves;
pub mod displays;
mod distribution;
mod items;
mod jet;
mod neurons;
mod peak;
pub mod rates;
mod scale;
mod sketch;
mod svg;
mod transverse;

pub use bars::{Bar, bars};
pub use curves::{Axis, Curves, curves};
pub use distribution::{Histogram, Series, score_distribution};
pub use items::{Items, Jet, Relevance, Track, Vertex, significance_class};
pub use jet::jet;
pub use neurons::{Layer, neurons};
pub use peak::{Peak, peak};
pub use scale::Scale;
pub use sketch::sketch;
pub use svg::{digits, round_up};
pub use transverse::transverse;

/// How much of a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Shapes only, for a picture of a hundred pixels.
    Thumbnail,
    /// With axes and texts.
    Picture,
    /// With axes and texts; what can be asked about carries `data-` attributes, a label and the
    /// focus of the keyboard.
    Interactive,
}

impl Detail {
    fn has_texts(self) -> bool {
        self != Detail::Thumbnail
    }

    fn is_interactive(self) -> bool {
        self == Detail::Interactive
    }

    /// Role of the whole picture. Elements within `img` are hidden from readers, so what can be
    /// focused stands in a `group`.
    fn role(self) -> &'static str {
        if self.is_interactive() { "group" } else { "img" }
    }
}
