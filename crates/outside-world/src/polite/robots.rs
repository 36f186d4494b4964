//! What a host asks programs to leave alone ([RFC 9309](https://www.rfc-editor.org/rfc/rfc9309)).

use std::time::Duration;

use faircat_inference::panics::caught;
use texting_robots::Robot;
use url::Url;

/// The name by which a `robots.txt` speaks to faircat.
const NAME: &str = "faircat";

/// Most bytes of a `robots.txt`: the standard's own limit.
pub(super) const LARGEST: usize = 500 << 10;

/// Longest pause that a host may ask for; one that asks for more is left alone by it all the same.
const LONGEST_PAUSE: f32 = 60.0;

/// The rules of one host.
pub(super) struct Rules {
    /// `None` where they cannot be understood, and allow nothing.
    robot: Option<Robot>,
    /// Pause between two requests.
    pub(super) pause: Duration,
    /// Addresses of sitemaps.
    pub(super) sitemaps: Vec<Url>,
}

impl Rules {
    /// Those of `text`, with a pause of at least `pause`.
    pub(super) fn read(text: &[u8], pause: Duration) -> Rules {
        let robot = caught(|| Robot::new(NAME, text).ok()).ok().flatten();
        let asked = robot.as_ref().and_then(|robot| robot.delay).filter(|it| !it.is_nan());
        let asked = asked.unwrap_or_default().clamp(0.0, LONGEST_PAUSE);
        let asked = Duration::from_secs_f32(asked);
        let sitemaps = robot.iter().flat_map(|robot| &robot.sitemaps);
        let sitemaps = sitemaps.filter_map(|it| Url::parse(it).ok()).collect();
        Rules { robot, pause: pause.max(asked), sitemaps }
    }

    /// Whether `url` may be asked.
    pub(super) fn allow(&self, url: &Url) -> bool {
        self.robot.as_ref().is_some_and(|it| caught(|| it.allowed(url.as_str())).unwrap_or(false))
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use std::time::Duration;

    fn may(text: &str, url: &str) -> bool {
        Rules::read(text.as_bytes(), Duration::ZERO).allow(&url.parse().unwrap())
    }

    #[test]
    fn faircat_is_meant_by_its_name_and_by_all() {
        let text = "User-agent: *\nDisallow: /a\n\nUser-agent: FairCat\nDisallow: /b\n";
        assert!(may(text, "https://x.org/a"));
        assert!(!may(text, "https://x.org/b/c"));
        assert!(!may("User-agent: *\nDisallow: /\n", "https://x.org/"));
        assert!(may("", "https://x.org/") && may("no rules at all", "https://x.org/"));
    }

    #[test]
    fn a_pause_that_is_asked_for_is_kept_within_bounds() {
        let pause = |text: &str| Rules::read(text.as_bytes(), Duration::from_secs(1)).pause;
        assert_eq!(pause("User-agent: *\nCrawl-delay: 5\n"), Duration::from_secs(5));
        assert_eq!(pause("User-agent: *\nCrawl-delay: 1e30\n"), Duration::from_secs(60));
        assert_eq!(pause("User-agent: *\nCrawl-delay: NaN\n"), Duration::from_secs(1));
        assert_eq!(pause(""), Duration::from_secs(1));
    }
}
