//! Lines on what changes: addresses, licences and fields.

use faircat_inference::figures;
use serde_json::{Map, Value};

use super::parts::{cut, each, from_to, of, with_at_most};
use super::{Line, Span};
use crate::addresses::Address;
use crate::fields::FieldChange;
use crate::licences::LicenceTurn;
use crate::review::{Change, RecordReview, Review};

/// Fields of one record that are told one by one, at most.
const FIELDS: usize = 40;

pub(super) fn vanished(review: &Review) -> Vec<Line> {
    let line =
        |it: &Address| Line::default().words(format!("{}: ", it.kind.words())).said(&it.address);
    let site = &review.site;
    let moved = site.old_address.as_ref().map(|old| {
        let line = Line::default().words("all that lies below ").said(old);
        match &site.new_address {
            Some(new) => line.words(", which is ").said(new).words(" now"),
            None => line.words(", as the site has no address any more"),
        }
    });
    let pages = site.vanished.iter().map(|it| {
        let mut line = line(it);
        line.spans.insert(0, Span::Words("the site's own ".to_owned()));
        line
    });
    let of_records = each(review, |record| record.vanished.iter().map(line).collect());
    moved.into_iter().chain(pages).chain(of_records).collect()
}

pub(super) fn licences(review: &Review) -> Vec<Line> {
    let of_site = review.site.licence.iter().map(|turn| {
        let line = Line::default().words("the descriptions: ");
        from_to(line, turn.old.clone(), turn.new.clone())
    });
    let of_records = each(review, |record| {
        let line = |turn: &LicenceTurn| {
            let line = match &turn.file {
                Some(file) => Line::default().words("file ").said(file).words(": "),
                None => Line::default(),
            };
            from_to(line, turn.old.clone(), turn.new.clone())
        };
        record.licences.iter().map(line).collect()
    });
    of_site.chain(of_records).collect()
}

pub(super) fn records(review: &Review) -> Vec<Line> {
    let line = |record: &RecordReview| {
        let what = record.change.words();
        let title = cut(&record.title);
        let fields = record.fields.iter().map(field);
        let files = record.files.iter().map(|it| {
            let change = match it.change {
                "new" => "is new",
                "removed" => "is removed",
                _ => "has other bytes",
            };
            Line::default().words("the file ").said(&it.file).words(format!(" {change}"))
        });
        let line = of(record).words(format!(" {what}"));
        let line = match &record.moved_from {
            Some(old) => line.words(" from ").said(old),
            None => line,
        };
        let line = line.words(": ").said(title);
        with_at_most(line.over(fields.chain(files).collect()), FIELDS)
    };
    // What happens to others is told above.
    let is_told = |it: &&RecordReview| {
        it.change != Change::Changed || !it.fields.is_empty() || !it.files.is_empty()
    };
    review.records.iter().filter(is_told).map(line).collect()
}

fn field(change: &FieldChange) -> Line {
    let mut line = Line::default().said(&change.field);
    if let Some(item) = &change.item {
        line = line.words(" (").said(item).words(")");
    }
    let [old, new] = [&change.old, &change.new].map(|it| it.as_ref().map(text));
    from_to(line.words(": "), old, new)
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => figures::plain(float),
            _ => number.to_string(),
        },
        other => without_false(other).to_string(),
    }
}

/// `value` without what every item has of which nobody wrote it.
fn without_false(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, it)| **it != Value::Bool(false));
            Value::Object(
                kept.map(|(name, it)| (name.clone(), without_false(it))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => items.iter().map(without_false).collect(),
        other => other.clone(),
    }
}
