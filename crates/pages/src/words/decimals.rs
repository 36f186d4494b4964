//! Decimal signs as the readers of a page write them.

use std::borrow::Cow;

use super::Words;

impl Words {
    /// A text about numbers, as `1.2 GB` or `0.9905 ± 0.0007`, with the language's decimal sign.
    ///
    /// What people read is written so. What programs read keeps the point: attributes, JSON, and
    /// whatever is code.
    pub fn decimal(&self, figure: &str) -> String {
        between_digits(figure, &self.word("number-decimal")).into_owned()
    }

    /// A drawing whose texts have the language's decimal sign; its attributes keep the point.
    pub fn decimals_of_texts(&self, markup: &str) -> String {
        let sign = self.word("number-decimal");
        let mut pieces = markup.split('<');
        let mut made = between_digits(pieces.next().unwrap_or_default(), &sign).into_owned();
        for piece in pieces {
            made.push('<');
            // Values of attributes have no `>` of their own: it is escaped in them.
            match piece.split_once('>') {
                Some((tag, text)) => {
                    made.push_str(tag);
                    made.push('>');
                    made.push_str(&between_digits(text, &sign));
                }
                None => made.push_str(piece),
            }
        }
        made
    }
}

/// `text` with `sign` for each point that stands between two digits.
fn between_digits<'a>(text: &'a str, sign: &str) -> Cow<'a, str> {
    if sign == "." || !text.contains('.') {
        return Cow::Borrowed(text);
    }
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let mut made = String::with_capacity(text.len());
    let mut written = 0;
    for (at, _) in text.match_indices('.') {
        let before = at.checked_sub(1).and_then(|it| bytes.get(it));
        if is_digit(before) && is_digit(bytes.get(at + 1)) {
            made.push_str(&text[written..at]);
            made.push_str(sign);
            written = at + 1;
        }
    }
    made.push_str(&text[written..]);
    Cow::Owned(made)
}

#[cfg(test)]
mod tests {
    use super::between_digits;

    #[test]
    fn points_between_digits_are_decimal_signs() {
        let of = |text| between_digits(text, ",").into_owned();
        assert_eq!(of("0.9905 ± 0.0007"), "0,9905 ± 0,0007");
        assert_eq!(of("3.1 × 10⁻⁶. 2 of .5"), "3,1 × 10⁻⁶. 2 of .5");
        assert_eq!(between_digits("0.5", "."), "0.5");
    }
}
