//! Where the boxes of a drawing stand, each to the right of all that leads to it.
//!
//! Within a column each stands near the mean height of its neighbours (the barycentre heuristic of
//! Sugiyama et al.). A line over several columns has a place of its own in each, so that it crosses
//! no box.

/// Size of a box, and the space between boxes, in pixels.
pub(super) const WIDTH: f64 = 196.0;
pub(super) const HEIGHT: f64 = 98.0;
pub(super) const GAP_X: f64 = 46.0;
pub(super) const GAP_Y: f64 = 14.0;
/// Height of the place of a line that passes a column.
const LINE: f64 = 8.0;
/// Room around all, for strokes.
const EDGE: f64 = 2.0;

/// A drawing's places.
pub(super) struct Layout {
    pub width: f64,
    pub height: f64,
    /// The upper left corner of each box.
    pub boxes: Vec<(f64, f64)>,
    /// For each edge the SVG path from box to box.
    pub paths: Vec<String>,
}

/// Lays out `count` boxes and the `edges` between them.
pub(super) fn layout(count: usize, edges: &[(usize, usize)]) -> Layout {
    let mut columns = columns(count, edges);
    let chains = chains(&mut columns, edges);
    let segments: Vec<(usize, usize)> =
        chains.iter().flat_map(|chain| chain.windows(2).map(|pair| (pair[0], pair[1]))).collect();
    let rows = rows(&columns, &segments);
    let tall = |node: usize| if node < count { HEIGHT } else { LINE };
    let used = |row: &Vec<usize>| row.iter().map(|node| tall(*node) + GAP_Y).sum::<f64>() - GAP_Y;
    let height = rows.iter().map(used).fold(HEIGHT, f64::max) + 2.0 * EDGE;
    let mut places = vec![(0.0, 0.0); columns.len()];
    for (column, nodes) in rows.iter().enumerate() {
        let mut y = (height - used(nodes)) / 2.0;
        for &node in nodes {
            places[node] = (EDGE + column as f64 * (WIDTH + GAP_X), y);
            y += tall(node) + GAP_Y;
        }
    }
    let middle = |node: usize| (places[node].0, places[node].1 + tall(node) / 2.0);
    let paths =
        chains.iter().map(|chain| path(&chain.iter().map(|it| middle(*it)).collect::<Vec<_>>()));
    Layout {
        width: rows.len() as f64 * (WIDTH + GAP_X) - GAP_X + 2.0 * EDGE,
        height,
        paths: paths.collect(),
        boxes: places[..count].to_vec(),
    }
}

/// The column of each box: one more than the last column of what leads to it.
fn columns(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut columns = vec![0; count];
    // As many rounds as the longest way can have steps; a circle would end all the same.
    for _ in 0..count {
        let mut moved = false;
        for &(from, to) in edges {
            if columns[to] <= columns[from] && columns[from] + 1 < count {
                columns[to] = columns[from] + 1;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    // A box to which nothing leads moves up to the first that it leads to.
    for node in 0..count {
        if edges.iter().all(|edge| edge.1 != node) {
            let next = edges.iter().filter(|edge| edge.0 == node).map(|edge| columns[edge.1]);
            columns[node] = next.min().map_or(0, |column| column.saturating_sub(1));
        }
    }
    columns
}

/// For each edge the boxes at its ends, and between them a place in every column that it passes,
/// which is added to `columns`.
fn chains(columns: &mut Vec<usize>, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut chains = Vec::with_capacity(edges.len());
    for &(from, to) in edges {
        let mut chain = vec![from];
        for column in columns[from] + 1..columns[to].max(columns[from] + 1) {
            chain.push(columns.len());
            columns.push(column);
        }
        chain.push(to);
        chains.push(chain);
    }
    chains
}

/// What stands in each column from top to bottom.
fn rows(columns: &[usize], segments: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let count = columns.iter().max().map_or(0, |last| last + 1);
    let mut rows = vec![Vec::new(); count];
    for (node, &column) in columns.iter().enumerate() {
        rows[column].push(node);
    }
    for sweep in 0..6 {
        let mut place = vec![0.0; columns.len()];
        for column in &rows {
            for (row, &node) in column.iter().enumerate() {
                place[node] = row as f64 - (column.len() as f64 - 1.0) / 2.0;
            }
        }
        for column in &mut rows {
            let mean = |node| barycentre(segments, node, sweep % 2 == 0, &place);
            column.sort_by(|&a, &b| mean(a).total_cmp(&mean(b)).then(a.cmp(&b)));
        }
    }
    rows
}

fn barycentre(segments: &[(usize, usize)], node: usize, to_the_left: bool, place: &[f64]) -> f64 {
    let neighbours = segments.iter().filter_map(|&(from, to)| match to_the_left {
        true => (to == node).then(|| place[from]),
        false => (from == node).then(|| place[to]),
    });
    let (sum, count) = neighbours.fold((0.0, 0), |(sum, count), y| (sum + y, count + 1));
    if count == 0 { place[node] } else { sum / f64::from(count) }
}

/// From the right of the first place to the left of the last one, straight through those between.
pub(super) fn path(middles: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, pair) in middles.windows(2).enumerate() {
        let [(left, y1), (x2, y2)] = [pair[0], pair[1]];
        let (x1, is_last) = (left + WIDTH, index + 2 == middles.len());
        let x2 = if is_last { x2 - 2.0 } else { x2 };
        let bend = ((x2 - x1) / 2.0).max(GAP_X / 2.0);
        let start = if index == 0 { format!("M{x1} {y1}") } else { format!("H{x1}") };
        path.push_str(&format!("{start}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, WIDTH, layout};

    #[test]
    fn a_line_over_two_columns_has_a_place_between_the_boxes() {
        let found = layout(3, &[(0, 1), (1, 2), (0, 2)]);
        assert!(found.boxes[0].0 < found.boxes[1].0 && found.boxes[1].0 < found.boxes[2].0);
        // The straight part of the long line lies above or below the box in the middle.
        let straight = found.paths[2].split_once('H').map(|(before, _)| before);
        let y: f64 = straight.and_then(|it| it.rsplit(' ').next()?.parse().ok()).unwrap_or(0.0);
        let top = found.boxes[1].1;
        assert!(y < top || y > top + HEIGHT, "{y} within {top}: {}", found.paths[2]);
        assert!(found.width > 3.0 * WIDTH);
    }

    #[test]
    fn a_circle_ends() {
        assert_eq!(layout(2, &[(0, 1), (1, 0)]).boxes.len(), 2);
        assert_eq!(layout(1, &[]).boxes.len(), 1);
    }
}
