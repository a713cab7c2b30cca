//! Checks that more than one context makes of what people send, in the form that `validator` calls.

use chrono::Datelike;
use validator::ValidationError;

/// The most items that a list of texts may hold.
pub const MAX_LIST_ITEMS: usize = 100;
/// The most characters that one item of a list may have.
pub const MAX_ITEM_CHARS: usize = 200;
/// The most characters that an address of the web may have.
pub const MAX_URL_CHARS: usize = 2_000;
/// The most bytes that a free-form JSON object may take when written out.
pub const MAX_JSON_BYTES: usize = 16 * 1024;

pub(crate) fn refused(code: &'static str, message: String) -> ValidationError {
    ValidationError::new(code).with_message(message.into())
}

/// A list of at most 100 texts, none blank, none longer than 200 characters.
pub fn text_list(list: &[String]) -> Result<(), ValidationError> {
    bounded_list::<MAX_LIST_ITEMS, MAX_ITEM_CHARS>(list)
}

/// A list of at most so many texts, none blank, none with more than so many characters.
pub fn bounded_list<const ITEMS: usize, const CHARS: usize>(list: &[String]) -> Result<(), ValidationError> {
    at_most::<ITEMS, String>(list)?;
    if list.iter().any(|item| is_blank(item)) {
        return Err(refused("blank_item", "holds a blank item".to_owned()));
    }
    if list.iter().any(|item| item.chars().count() > CHARS) {
        return Err(refused("item_too_long", format!("holds an item of more than {CHARS} characters")));
    }
    Ok(())
}

/// A list of at most so many items.
pub fn at_most<const ITEMS: usize, T>(list: &[T]) -> Result<(), ValidationError> {
    if list.len() > ITEMS {
        return Err(refused("too_many_items", format!("holds more than {ITEMS} items")));
    }
    Ok(())
}

/// Whether there is nothing to see in a text. The API's document says the same with the pattern `[^\s\x85]`, whose `\s`, as that of
/// JavaScript, knows the byte order mark and not the next line.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

pub fn not_blank(text: &str) -> Result<(), ValidationError> {
    if is_blank(text) {
        return Err(refused("blank", "must not be blank".to_owned()));
    }
    Ok(())
}

/// An address of the web that a browser could open: `http` or `https`, a host, and no space, in at most 2,000 characters.
pub fn web_address(text: &str) -> Result<(), ValidationError> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']));
    let fine = has_host && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    if fine && text.chars().count() <= MAX_URL_CHARS {
        return Ok(());
    }
    Err(refused("url", format!("must be an http or https address of at most {MAX_URL_CHARS} characters")))
}

/// An address for mail, as an account has it.
pub fn email_address(text: &str) -> Result<(), ValidationError> {
    match crate::identity::Email::try_from(text.to_owned()) {
        Ok(email) if email.as_str() == text => Ok(()),
        _ => Err(refused("email", "must be an e-mail address".to_owned())),
    }
}

/// Three capital letters, as ISO 4217 writes a currency.
pub fn currency(code: &str) -> Result<(), ValidationError> {
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(());
    }
    Err(refused("currency", "must be three capital letters, such as USD".to_owned()))
}

/// A time of day as `HH:MM`, from 00:00 to 23:59.
pub fn time_of_day(text: &str) -> Result<(), ValidationError> {
    let in_form = text.len() == 5 && chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok();
    if in_form { Ok(()) } else { Err(refused("time_of_day", "must be a time of day as HH:MM".to_owned())) }
}

/// A date of somebody's life: within what both databases store, and no slip of the keyboard.
pub fn plausible_date(date: &chrono::NaiveDate) -> Result<(), ValidationError> {
    if (1900..=2200).contains(&date.year()) {
        return Ok(());
    }
    Err(refused("date_range", "must be from 1900-01-01 to 2200-12-31".to_owned()))
}

/// A free-form object that is stored as it is.
pub fn json_object(object: &serde_json::Map<String, serde_json::Value>) -> Result<(), ValidationError> {
    json_within::<MAX_JSON_BYTES>(object)
}

/// A value that takes at most so many bytes when it is written out as JSON.
pub fn json_within<const MAX: usize>(value: &impl serde::Serialize) -> Result<(), ValidationError> {
    let bytes = serde_json::to_vec(value).map_or(usize::MAX, |json| json.len());
    if bytes <= MAX {
        return Ok(());
    }
    Err(refused("too_large", format!("must not take more than {MAX} bytes of JSON")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("00:00", true)]
    #[case("23:59", true)]
    #[case("24:00", false)]
    #[case("9:00", false)]
    #[case("09:60", false)]
    #[case("+9:00", false)]
    #[case("", false)]
    fn a_time_of_day_is_two_digits_and_two_digits(#[case] text: &str, #[case] fine: bool) {
        assert_eq!(time_of_day(text).is_ok(), fine);
    }

    #[test]
    fn a_list_is_bounded_in_items_and_in_their_length() {
        assert!(text_list(&vec!["a".repeat(200); 100]).is_ok());
        assert!(text_list(&vec!["a".to_owned(); 101]).is_err());
        assert!(text_list(&["ä".repeat(201)]).is_err());
        assert!(text_list(&[" ".to_owned()]).is_err());
    }

    #[rstest]
    #[case("https://example.com", true)]
    #[case("http://x.io/a?b=c#d", true)]
    #[case("https://", false)]
    #[case("https:///path", false)]
    #[case("https://?", false)]
    #[case("example.com", false)]
    #[case("javascript:alert(1)", false)]
    #[case("https://x.io/a b", false)]
    #[case(" https://x.io", false)]
    #[case("https://x.io\n", false)]
    fn an_address_of_the_web_can_be_opened(#[case] text: &str, #[case] fine: bool) {
        assert_eq!(web_address(text).is_ok(), fine);
        assert!(web_address(&format!("https://{}", "x".repeat(1993))).is_err());
    }

    #[test]
    fn an_address_for_mail_is_taken_as_it_stands() {
        assert!(email_address("ada@example.com").is_ok());
        for text in ["ada", "ada@", " ada@example.com", ""] {
            assert!(email_address(text).is_err(), "{text}");
        }
    }

    #[rstest]
    #[case("", true)]
    #[case(" \t\u{a0}\u{3000}", true)]
    #[case("\u{85}", true)]
    #[case("\u{feff}", true)]
    #[case("\u{1c}", false)]
    #[case(" .", false)]
    fn what_shows_nothing_is_blank(#[case] text: &str, #[case] blank: bool) {
        assert_eq!(not_blank(text).is_err(), blank);
        assert_eq!(text_list(&[text.to_owned()]).is_err(), blank);
    }

    #[test]
    fn a_date_lies_in_a_lifetime() {
        let fine = |text: &str| plausible_date(&text.parse().unwrap()).is_ok();
        assert!(fine("1900-01-01") && fine("2200-12-31"));
        assert!(!fine("1899-12-31") && !fine("-5000-01-01") && !fine("+12026-01-01"));
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        assert!(currency("EUR").is_ok());
        for code in ["eur", "EURO", "E1R", "", "€€€"] {
            assert!(currency(code).is_err(), "{code}");
        }
    }
}
