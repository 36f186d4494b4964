use super::{above, below, count, duration, percent, plain, rate, signed, size};
use super::{width, widths, with_interval, with_uncertainty};

#[test]
fn widths_that_differ_are_told_apart() {
    assert_eq!(widths(0.0123, 0.0012), ["0.012", "0.0012"]);
    assert_eq!(widths(0.0012, 0.001198), ["0.0012", "0.001198"]);
    assert_eq!(widths(0.00121, 0.0012), ["0.00121", "0.0012"]);
    assert_eq!(widths(1.0, 1.0), ["1", "1"]);
}

#[test]
fn figures_are_rounded_as_the_particle_data_group_does() {
    let shown = |value, width| with_uncertainty(value, Some(width));
    // The examples of the source: 0.827 ± 0.119, 0.367 and 0.98.
    assert_eq!(shown(0.827, 0.119), "0.83 ± 0.12");
    assert_eq!(shown(0.827, 0.367), "0.8 ± 0.4");
    assert_eq!(shown(12.83, 0.98), "12.8 ± 1.0");
    assert_eq!(shown(0.959511077158136, 0.003510638098194417), "0.9595 ± 0.0035");
    assert_eq!(shown(0.99, 0.0002), "0.9900 ± 0.0002");
    assert_eq!(shown(2220.0, 1100.0), "2200 ± 1100");
    assert_eq!(shown(281.7, 39.0), "280 ± 40");
    assert_eq!(shown(1.5e-7, 2e-9), "(1.50 ± 0.02) × 10⁻⁷");
    assert_eq!(shown(-0.0004, 0.2), "0.0 ± 0.2");
    assert_eq!(shown(0.5, 0.0), "0.5");
    assert_eq!(shown(f64::NAN, 0.1), "not a number");
}

#[test]
fn figures_without_uncertainty_have_at_most_six_digits() {
    assert_eq!(plain(0.959511077158136), "0.959511");
    assert_eq!(plain(0.688), "0.688");
    assert_eq!(plain(1309.0), "1309");
    assert_eq!(plain(1_234_567.0), "1234570");
    assert_eq!(plain(0.0), "0");
    assert_eq!(plain(f64::INFINITY), "∞");
}

#[test]
fn widths_intervals_and_limits_read_short() {
    assert_eq!(width(1e-5), "10⁻⁵");
    assert_eq!(width(3.14e-6), "3.1 × 10⁻⁶");
    assert_eq!(width(0.002), "0.002");
    assert_eq!(width(0.000133514), "0.00013");
    assert_eq!(with_interval(513.0, [442.3, 610.2]), "510 (+100 −70)");
    assert_eq!(with_interval(1.0, [0.8, 1.0]), "1.00 (+0.00 −0.20)");
    assert_eq!(above(276.4), "> 270");
    assert_eq!(above(0.99), "> 0.99");
    assert_eq!(below(0.3617), "< 0.37");
    assert_eq!(below(100.0), "< 100");
}

#[test]
fn shares_are_never_rounded_to_certainty() {
    let shown = |share| percent(share).replace('\u{a0}', " ");
    assert_eq!(shown(0.973), "97.3 %");
    assert_eq!(shown(0.99987), "99.99 %");
    assert_eq!(shown(0.999_999), "> 99.99 %");
    assert_eq!(shown(1.0), "100 %");
    assert_eq!(shown(0.0), "0 %");
    assert_eq!(shown(1e-9), "< 0.01 %");
    assert_eq!(shown(0.004_321), "0.43 %");
    assert_eq!(shown(1.2), "120.0 %");
    assert_eq!(shown(f64::NAN), "not a number");
}

#[test]
fn what_was_measured_has_three_digits() {
    let plain_spaces = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
    let times = [2.5e-5, 0.003_254, 0.1324, 12.3456].map(|it| plain_spaces(duration(it)));
    assert_eq!(times, ["25 µs", "3.25 ms", "132 ms", "12.3 s"]);
    let rates = [0.25, 12.345, 999.6, 1234.0, 39_610.0, 1.0e6].map(|it| plain_spaces(rate(it)));
    assert_eq!(rates, ["0.25", "12.3", "1000", "1230", "39 600", "1 000 000"]);
    let sizes = [12, 1200, 999_900, 25_276_510_208].map(|it| plain_spaces(size(it)));
    assert_eq!(sizes, ["12 B", "1.2 kB", "1.0 MB", "25 GB"]);
    assert_eq!(plain_spaces(count(12_345)), "12 345");
    assert_eq!(count(1234), "1234");
    assert_eq!([signed(0.512_345), signed(-2e-6), signed(0.0)], ["+0.512", "-2 × 10⁻⁶", "0"]);
}
