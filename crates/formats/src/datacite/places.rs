//! Where data is from.

use faircat_record::Work;

use crate::import::texts;
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    let Some(dataset) = &mut work.dataset else { return };
    let places = source.items("geoLocations", place).join("; ");
    dataset.spatial_coverage = Some(places).filter(|it| !it.is_empty());
}

/// A place by its name, or else by its point or box, with these behind the name.
fn place(it: &mut JsonFields<'_>) -> Option<String> {
    let name = it.said_at(&["geoLocationPlace", TEXT]);
    let point = it.object("geoLocationPoint", |it| {
        let (latitude, longitude) = both(it, "pointLatitude", "pointLongitude")?;
        Some(format!("latitude {latitude}, longitude {longitude}"))
    });
    let area = it.object("geoLocationBox", |it| {
        let latitudes = both(it, "southBoundLatitude", "northBoundLatitude")?;
        let longitudes = both(it, "westBoundLongitude", "eastBoundLongitude")?;
        Some(texts::area(latitudes, longitudes))
    });
    texts::place(name, point.flatten().or(area.flatten()))
}

/// The numbers at two keys; if one is none, both stay.
fn both(it: &mut JsonFields<'_>, first: &str, second: &str) -> Option<(String, String)> {
    let is_number = |key: &str| {
        let value = it.look(key)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.trim().parse::<f64>().ok().filter(|it| it.is_finite())
    };
    is_number(first).and(is_number(second))?;
    it.text(first).zip(it.text(second))
}
