//! The values that fill the places of a message.

/// A value of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// Not trusted: HTML escapes it.
    Text(String),
    /// Written in groups of three digits; chooses a plural form.
    Number(u64),
    /// HTML that is known to be safe; of an opening tag in it, a message closes the element.
    Markup(String),
}

impl From<&str> for Given {
    fn from(text: &str) -> Given {
        Given::Text(text.to_owned())
    }
}

impl From<String> for Given {
    fn from(text: String) -> Given {
        Given::Text(text)
    }
}

impl From<&String> for Given {
    fn from(text: &String) -> Given {
        Given::Text(text.clone())
    }
}

impl From<usize> for Given {
    fn from(number: usize) -> Given {
        Given::Number(number as u64)
    }
}

impl From<u64> for Given {
    fn from(number: u64) -> Given {
        Given::Number(number)
    }
}

impl From<bool> for Given {
    fn from(truth: bool) -> Given {
        Given::Text(truth.to_string())
    }
}
