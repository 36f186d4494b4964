//! What shows that an observation of an address was not made.

use super::{Grounds, of_date, short};
use crate::evidence::Fact;
use crate::evidence::questions::Question;

/// What is wrong with the observations `facts` about a record that gives rise to `questions`, in
/// phrases; empty where nothing is.
///
/// Answers to questions that the record no longer gives rise to are old, not wrong; nothing uses
/// them.
pub fn of_facts(facts: &[Fact], questions: &[Question], grounds: &Grounds) -> Vec<String> {
    let mut found = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        let url = short(&fact.url);
        let wrong = |reason: String| format!("of <{url}>: {reason}");
        found.extend(of_date(&fact.date, grounds.today).map(wrong));
        let twice = facts[..place].iter().any(|it| (it.check, &it.url) == (fact.check, &fact.url));
        if twice {
            found.push(wrong("it is told twice".to_owned()));
        }
        let asked = questions.iter().find(|it| (it.check, &it.url) == (fact.check, &fact.url));
        if let Some(question) = asked.filter(|question| !fact.agrees_with(question)) {
            let said = if fact.holds { "holds" } else { "does not hold" };
            let status = fact.status.map_or_else(|| "none".to_owned(), |it| it.to_string());
            found.push(wrong(format!(
                "it is said that this {said}, which is not what status {status} and what the \
                 record says of `{}` come to",
                short(&question.url)
            )));
        }
        if fact.detail.chars().count() > 300 || fact.detail.contains(['\n', '\r']) {
            found.push(wrong("its detail is no sentence".to_owned()));
        }
    }
    found
}
