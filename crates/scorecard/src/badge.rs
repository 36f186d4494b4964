//! The badge of a scorecard: a small SVG that keeps its address.

use super::{Scorecard, Standing};
use faircat_catalog::evidence::origin::Origin;
use faircat_inference::figures::counted;
use faircat_text::escape_content;

/// The badge of `scorecard`, as an SVG document.
pub fn badge_svg(scorecard: &Scorecard) -> String {
    badge(&scorecard.standing(), scorecard.verified_by.as_ref())
}

fn badge(standing: &Standing, verified_by: Option<&Origin>) -> String {
    let counts = standing.principle_counts();
    let text = format!(
        "{} of {}",
        counts.pass,
        counted(counts.applicable() as u64, "principle", "principles")
    );
    let colour = match (counts.fail, counts.unknown) {
        (0, 0) => "#1a7f37",
        (0, _) => "#57606a",
        (fail, _) if fail * 3 <= counts.applicable() => "#9a6700",
        _ => "#b35900",
    };
    // Where a badge is an `<img>`, its title is not shown: what is drawn tells who computed, too.
    let (computed, claims) = match verified_by {
        Some(Origin::Site { key, .. }) => {
            let claims = format!("; claims recomputed by the site's own workflow (key {key})");
            (", recomputed", claims)
        }
        Some(Origin::Submitted) => {
            (", submitted", "; claims as submitted, not recomputed by the site".to_owned())
        }
        None => ("", String::new()),
    };
    let label_width = 44;
    let text_width = 12 + 7 * (text.chars().count() + computed.len());
    let width = label_width + text_width;
    let middle = label_width + text_width / 2;
    format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="22" "#,
            r#"viewBox="0 0 {width} 22" role="img" aria-labelledby="t">"#,
            r#"<title id="t">FAIR: {text} passed{claims}</title>"#,
            r##"<rect width="{width}" height="22" rx="11" fill="#24292f"/>"##,
            r#"<path d="M{label} 0h{body}a11 11 0 0 1 0 22h-{body}z" fill="{colour}"/>"#,
            r##"<g fill="#fff" font-family="system-ui,sans-serif" font-size="12" "##,
            r#"text-anchor="middle" aria-hidden="true">"#,
            r#"<text x="24" y="15" font-weight="700">FAIR</text>"#,
            r#"<text x="{middle}" y="15">{text}{computed}</text></g></svg>"#,
            "\n"
        ),
        width = width,
        label = label_width,
        body = text_width - 11,
        text = escape_content(&text),
        claims = escape_content(&claims),
        computed = computed,
        colour = colour,
        middle = middle,
    )
}
