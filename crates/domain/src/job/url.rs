//! Where a job is advertised.

use std::fmt::Write;

use validator::ValidationError;

use super::PostingFacts;

/// An address that begins with `http://` or `https://` and a host, of at most 2,000 visible ASCII characters.
pub fn job_url(url: &str) -> Result<(), ValidationError> {
    let host =
        ["http://", "https://"].iter().find_map(|scheme| url.strip_prefix(scheme)).and_then(|rest| rest.chars().next());
    if host.is_some_and(|first| first.is_ascii_alphanumeric())
        && url.len() <= PostingFacts::MAX_URL_CHARS
        && url.bytes().all(|byte| byte.is_ascii_graphic())
    {
        return Ok(());
    }
    let message =
        "must be an http or https address of at most 2000 characters, with everything but ASCII percent-encoded";
    Err(ValidationError::new("url").with_message(message.into()))
}

/// The same address in ASCII, if it is one.
pub(super) fn ascii_address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let mut ascii = scheme.to_ascii_lowercase();
    ascii.push_str("://");
    for c in rest.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string does not fail.
                let _ = write!(ascii, "%{byte:02X}");
            }
        }
    }
    job_url(&ascii).is_ok().then_some(ascii)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://example.com/jobs/1?a=b#c", true)]
    #[case("http://x", true)]
    #[case("https://", false)]
    #[case("https:///x", false)]
    #[case("ftp://example.com", false)]
    #[case("javascript:alert(1)", false)]
    #[case("https://example.com/a b", false)]
    #[case("https://example.com/ü", false)]
    fn a_job_is_advertised_on_the_web(#[case] url: &str, #[case] fine: bool) {
        assert_eq!(job_url(url).is_ok(), fine);
    }

    #[test]
    fn an_address_has_a_bound() {
        let of = |chars: usize| format!("https://{}", "x".repeat(chars - 8));
        assert!(job_url(&of(2_000)).is_ok());
        assert!(job_url(&of(2_001)).is_err());
    }

    #[rstest]
    #[case("HTTPS://example.com/müller", Some("https://example.com/m%C3%BCller"))]
    #[case("https://example.com/a%20b", Some("https://example.com/a%20b"))]
    #[case("https://münchen.de", Some("https://m%C3%BCnchen.de"))]
    #[case("https://ü", None)]
    #[case("nothing", None)]
    fn an_address_that_was_read_is_written_in_ascii(#[case] url: &str, #[case] ascii: Option<&str>) {
        assert_eq!(ascii_address(url).as_deref(), ascii);
    }
}
