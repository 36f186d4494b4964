//! Days as people of a language write them.

use faircat_record::partial_date::PartialDate;

use super::Words;

impl Words {
    /// `2021-03-04` as `4 March 2021`; a year, or a year and month, likewise. Others stay as they are.
    pub fn date(&self, text: &str) -> String {
        let Some(date) = PartialDate::parse(text.get(..10).unwrap_or(text)) else {
            return text.to_owned();
        };
        let Some(month) = date.month() else { return text.to_owned() };
        let name = self.word(&format!("date-month-{month}"));
        let year = date.year().to_string();
        match date.day() {
            Some(day) => {
                let values = [
                    ("day", day.to_string().into()),
                    ("month", name.into()),
                    ("year", year.into()),
                ];
                self.say("date-day", &values)
            }
            None => self.say("date-month", &[("month", name.into()), ("year", year.into())]),
        }
    }
}
