//! Why a stranger gives no answer, and what that says of the rest.

use reqwest::StatusCode;
use thiserror::Error;

use super::is_busy;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoReply {
    #[error("its robots.txt asks programs not to read it")]
    Robots,
    #[error("its robots.txt cannot be had ({0}), so it may not be read")]
    NoRobots(String),
    /// Of another host, to which the one that was asked leads.
    #[error("it leads to {0}: {1}")]
    Elsewhere(String, Box<NoReply>),
    /// Of a host that did not answer the first question.
    #[error("{0}")]
    NoServer(String),
    #[error("the address leads to a private one, which is not asked")]
    Private,
    #[error("it is no address of the web")]
    Address,
    #[error("the server answers with status {0}")]
    Status(u16),
    #[error("the redirections do not end")]
    Redirects,
    #[error("it has more than {0} bytes")]
    TooLarge(u64),
    #[error("no answer in time")]
    Silence,
    #[error("the server asks to wait for {0} seconds")]
    Wait(u64),
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    #[error("the answer breaks off: {0}")]
    Broken(String),
    #[error("the time for this catalogue is over")]
    OutOfTime,
    #[error("this catalogue sends more than {0} bytes in all")]
    OutOfBytes(u64),
    #[error("this catalogue takes more than {0} requests")]
    OutOfRequests(usize),
}

impl NoReply {
    /// Whether asking the same catalogue for more is of no use.
    pub fn ends_harvest(&self) -> bool {
        let is_of_host =
            matches!(self, NoReply::NoRobots(_) | NoReply::NoServer(_) | NoReply::Wait(_));
        self.is_of_budget() || is_of_host
    }

    /// Whether a budget of this harvest is spent, whatever was asked for.
    pub(super) fn is_of_budget(&self) -> bool {
        matches!(self, NoReply::OutOfTime | NoReply::OutOfBytes(_) | NoReply::OutOfRequests(_))
    }

    /// Whether the server, and not what was asked for, is at fault.
    pub fn is_of_server(&self) -> bool {
        match self {
            NoReply::Status(status) => StatusCode::from_u16(*status).is_ok_and(is_busy),
            NoReply::Silence | NoReply::Unreachable(_) | NoReply::Broken(_) => true,
            _ => false,
        }
    }
}
