//! The fields of a block mapping in an order, each with the lines that belong to it.

/// Names of fields, in their order.
pub(super) struct Fields {
    pub(super) all: Vec<String>,
    /// Those of the section of the kind.
    pub(super) own: Vec<String>,
}

/// The lines of a mapping: what stands above its first field, each field with the comments above it,
/// and what follows the last.
struct Parts<'a> {
    head: Vec<&'a str>,
    fields: Vec<Part<'a>>,
    tail: Vec<&'a str>,
}

struct Part<'a> {
    name: &'a str,
    lines: Vec<&'a str>,
}

/// `text` with its fields, and those of its `section`, in order. Fields that nobody knows come last,
/// in the order in which they stand. A text of several documents, or with an end, stays as it is.
pub(super) fn ordered(text: &str, fields: &Fields, section: Option<&str>) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| name_of(line, 0).is_some()).unwrap_or_default();
    let ends = |line: &&str| ["---", "...", "%"].iter().any(|mark| line.starts_with(mark));
    if lines[first..].iter().any(ends) {
        return text.to_owned();
    }
    let mut parts = parts(&lines, 0);
    for part in &mut parts.fields {
        if Some(part.name) == section {
            in_section(&mut part.lines, &fields.own);
        }
    }
    join(parts, &fields.all).join("\n") + "\n"
}

/// Brings the fields of a section into order, of which `lines` begins with comments and its name.
fn in_section(lines: &mut Vec<&str>, order: &[String]) {
    let is_text = |line: &&&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let Some(first) = lines.iter().position(|line| is_text(&line)) else { return };
    let Some(inner) = lines[first + 1..].iter().find(is_text) else { return };
    let indent = inner.len() - inner.trim_start().len();
    if indent == 0 {
        return;
    }
    let below = parts(&lines[first + 1..], indent);
    let mut all = lines[..=first].to_vec();
    all.extend(join(below, order));
    *lines = all;
}

fn join<'a>(mut parts: Parts<'a>, order: &[String]) -> Vec<&'a str> {
    let place = |name: &str| order.iter().position(|it| it == name).unwrap_or(usize::MAX);
    parts.fields.sort_by_key(|part| place(part.name));
    let mut lines = parts.head;
    lines.extend(parts.fields.into_iter().flat_map(|part| part.lines));
    lines.extend(parts.tail);
    lines
}

/// Takes a block mapping apart whose fields are indented by `indent`.
fn parts<'a>(lines: &[&'a str], indent: usize) -> Parts<'a> {
    let mut parts = Parts { head: Vec::new(), fields: Vec::new(), tail: Vec::new() };
    // Comments and empty lines, until it is known to what they belong.
    let mut waiting: Vec<&str> = Vec::new();
    for line in lines {
        if let Some(name) = name_of(line, indent) {
            let mut own = std::mem::take(&mut waiting);
            // What stands at the top of a file is about all of it, but for what an empty line sets
            // apart from that.
            if indent == 0 && parts.fields.is_empty() {
                let empty = own.iter().rposition(|line| line.trim().is_empty());
                let of_field = empty.map_or(own.len(), |at| at + 1);
                parts.head = own.drain(..of_field).collect();
            }
            own.push(*line);
            parts.fields.push(Part { name, lines: own });
        } else if is_between(line, indent) {
            let is_kept = line.trim().is_empty() && waiting.is_empty();
            match parts.fields.last_mut().filter(|part| is_kept && ends_in_block(part)) {
                Some(part) => part.lines.push(line),
                None => waiting.push(line),
            }
        } else if let Some(part) = parts.fields.last_mut() {
            part.lines.append(&mut waiting);
            part.lines.push(line);
        } else {
            parts.head.append(&mut waiting);
            parts.head.push(line);
        }
    }
    parts.tail = waiting;
    parts
}

/// Whether a field ends in a block of text: empty lines after it are part of its text where it
/// keeps them (YAML 1.2.2, section 8.1.1.2), and set the text off where it does not.
fn ends_in_block(part: &Part) -> bool {
    // What stands below a line that begins a block, and deeper, is text.
    let mut depth = usize::MAX;
    part.lines.iter().rev().filter(|line| !line.trim().is_empty()).any(|line| {
        let indent = line.len() - line.trim_start().len();
        let is_above = indent < depth;
        depth = depth.min(indent);
        is_above && begins_block(line)
    })
}

fn begins_block(line: &str) -> bool {
    let indicator = line.split(" #").next().unwrap_or_default().trim_end().rsplit(' ').next();
    let marks = indicator.and_then(|it| it.strip_prefix(['|', '>']));
    marks.is_some_and(|it| it.bytes().all(|mark| matches!(mark, b'+' | b'-' | b'0'..=b'9')))
}

/// Whether `line` may stand between two fields: it is empty, or a comment no deeper than they are.
fn is_between(line: &str, indent: usize) -> bool {
    let inner = line.trim_start();
    inner.is_empty() || (inner.starts_with('#') && line.len() - inner.len() <= indent)
}

/// The name of the field that begins in `line`, where one does. What only looks like one, within a
/// text of several lines, is found by comparing what both texts mean.
fn name_of(line: &str, indent: usize) -> Option<&str> {
    let (blanks, rest) = line.split_at_checked(indent)?;
    let name = rest.split_once(':')?.0;
    let is_name =
        !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
    (blanks.bytes().all(|it| it == b' ') && is_name).then_some(name)
}
