//! What is well formed in each scheme. Each function gives the normal form, or why there is none.

use url::Url;

/// DOI Handbook, section 2.2: `10.`, a registrant's digits, `/`, and any printable characters.
pub(super) fn doi(text: &str) -> Result<String, String> {
    let (prefix, suffix) = text.split_once('/').ok_or("it has no `/`")?;
    let registrant = prefix.strip_prefix("10.").ok_or("it does not begin with `10.`")?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !registrant.split('.').all(digits) || registrant.len() < 4 {
        return Err(format!("`{prefix}` is no prefix of a registrant"));
    }
    printable(suffix)?;
    Ok(text.to_owned())
}

/// RFC 3651, section 3: a naming authority, `/`, and a local name.
pub(super) fn handle(text: &str) -> Result<String, String> {
    let (authority, name) = text.split_once('/').ok_or("it has no `/`")?;
    if authority.is_empty() || !authority.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') {
        return Err(format!("`{authority}` is no naming authority"));
    }
    printable(name)?;
    Ok(text.to_owned())
}

/// The ARK identifier scheme, section 2: a name assigning authority number of five characters or
/// more, `/`, and a name.
pub(super) fn ark(text: &str) -> Result<String, String> {
    let (authority, name) = text.split_once('/').ok_or("it has no `/` after the number")?;
    let betanumeric = |c: char| "0123456789bcdfghjkmnpqrstvwxz".contains(c);
    if authority.len() < 5 || !authority.chars().all(betanumeric) {
        return Err(format!("`{authority}` is no name assigning authority number"));
    }
    printable(name)?;
    if !name.is_ascii() {
        return Err("it holds characters outside ASCII".to_owned());
    }
    Ok(text.to_owned())
}

/// ISO/IEC 18670, core identifiers with qualifiers: `cnt:`, `dir:`, `rev:`, `rel:` or `snp:` and
/// forty hexadecimal digits in lower case.
pub(super) fn swhid(text: &str) -> Result<String, String> {
    let core = text.split(';').next().unwrap_or_default();
    let (kind, digest) = core.split_once(':').ok_or("it has no type of object")?;
    if !matches!(kind, "cnt" | "dir" | "rev" | "rel" | "snp") {
        return Err(format!("`{kind}` is no type of object"));
    }
    let hexadecimal = digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if digest.len() != 40 || !hexadecimal {
        return Err("it needs 40 hexadecimal digits in lower case".to_owned());
    }
    printable(text)?;
    Ok(text.to_owned())
}

/// arXiv: `2008.08198`, with `v2` for a version, and before 2007 `hep-ex/0601001`.
pub(super) fn arxiv(text: &str) -> Result<String, String> {
    let (number, version) = match text.rsplit_once('v') {
        Some((number, version)) if number.ends_with(|c: char| c.is_ascii_digit()) => {
            (number, version)
        }
        _ => (text, "1"),
    };
    let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let new = number
        .split_once('.')
        .is_some_and(|(month, serial)| digits(month, 4..=4) && digits(serial, 4..=5));
    let old = number.split_once('/').is_some_and(|(archive, serial)| {
        let letter = |c: char| c.is_ascii_alphabetic() || c == '-' || c == '.';
        !archive.is_empty() && archive.chars().all(letter) && digits(serial, 7..=7)
    });
    if (new || old) && digits(version, 1..=3) {
        Ok(text.to_owned())
    } else {
        Err("it has neither the form `2008.08198` nor `hep-ex/0601001`".to_owned())
    }
}

/// Sixteen digits with a check digit by ISO 7064 MOD 11-2, in four groups.
pub(super) fn orcid(text: &str) -> Result<String, String> {
    let upper = text.trim_end_matches('/').to_ascii_uppercase();
    let bytes = upper.as_bytes();
    let grouped = bytes.len() == 19
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 9 | 14 => *byte == b'-',
            18 => byte.is_ascii_digit() || *byte == b'X',
            _ => byte.is_ascii_digit(),
        });
    if !grouped {
        return Err("it needs 16 digits in four groups, as `0000-0002-1825-0097`".to_owned());
    }
    let digits = bytes[..18].iter().filter(|byte| **byte != b'-');
    let total = digits.fold(0u32, |total, byte| (total + u32::from(byte - b'0')) * 2 % 11);
    let check = match (12 - total % 11) % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    };
    if bytes[18] == check { Ok(upper) } else { Err(mistyped()) }
}

/// `0`, six characters of Crockford's base 32, and two check digits by ISO 7064 MOD 97-10.
pub(super) fn ror(text: &str) -> Result<String, String> {
    let lower = text.trim_end_matches('/').to_ascii_lowercase();
    let form = || "it needs `0`, six letters or digits, and two digits, as `01ggx4157`".to_owned();
    if lower.len() != 9 || !lower.starts_with('0') || !lower.is_ascii() {
        return Err(form());
    }
    let number = lower[1..7].chars().try_fold(0u64, |number, character| {
        let digit = "0123456789abcdefghjkmnpqrstvwxyz".find(character)?;
        Some(number * 32 + digit as u64)
    });
    let (Some(number), Ok(check)) = (number, lower[7..].parse::<u64>()) else {
        return Err(form());
    };
    if 98 - (number * 100) % 97 == check { Ok(lower) } else { Err(mistyped()) }
}

/// RFC 8141, section 2: a namespace of 2 to 32 letters, digits and hyphens, `:`, and a name.
pub(super) fn urn(text: &str) -> Result<String, String> {
    let (namespace, name) = text.split_once(':').ok_or("it has no `:` after the namespace")?;
    let sound = (2..=32).contains(&namespace.len())
        && !namespace.starts_with('-')
        && !namespace.ends_with('-')
        && namespace.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !sound {
        return Err(format!("`{namespace}` is no namespace of URNs"));
    }
    if name.is_empty() || name.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err("its name is empty, or holds a space or a control character".to_owned());
    }
    Ok(text.to_owned())
}

/// An absolute http or https URL with a host.
pub(super) fn web_address(text: &str) -> Result<(), String> {
    if let Some(bad) =
        text.chars().find(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(*c))
    {
        return Err(format!("it holds the character U+{:04X}", u32::from(bad)));
    }
    Url::parse(text).map(|_| ()).map_err(|error| error.to_string())
}

fn mistyped() -> String {
    "its check digit does not fit, so it was mistyped".to_owned()
}

fn printable(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("nothing follows the `/`".to_owned());
    }
    match name.chars().find(|c| c.is_control() || c.is_whitespace()) {
        Some(_) => Err("it holds a space or a control character".to_owned()),
        None => Ok(()),
    }
}
