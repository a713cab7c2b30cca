//! Salaries, of schema.org's `MonetaryAmount` and its older forms.

use domain::job::PayPeriod;
use serde_json::Value;

use super::value::{amount, each, text};
use crate::salary::{self, Dollars, Salary};

pub(super) fn read(posting: &Value, dollars: Dollars) -> Option<Salary> {
    let currency = text(posting.get("salaryCurrency"));
    ["baseSalary", "estimatedSalary", "salary"].iter().flat_map(|field| each(posting.get(*field))).find_map(|pay| {
        match pay {
            Value::Object(_) => structured(pay, currency.as_deref(), dollars),
            Value::Number(_) => {
                let value = amount(Some(pay))?;
                written(Some(value), Some(value), currency.as_deref(), text(posting.get("unitText")).as_deref())
            }
            Value::String(words) => worded(words, currency.as_deref(), dollars),
            _ => None,
        }
    })
}

/// `MonetaryAmount`, with its value inside or directly in it; `MonetaryAmountDistribution` by its outer percentiles.
fn structured(pay: &Value, currency: Option<&str>, dollars: Dollars) -> Option<Salary> {
    let value = pay.get("value").filter(|value| value.is_object()).unwrap_or(pay);
    let value = each(Some(value)).first()?;
    let at = |names: &[&str]| names.iter().find_map(|name| amount(value.get(*name)).or_else(|| amount(pay.get(*name))));
    let low = at(&["minValue", "percentile10", "percentile25"]);
    let high = at(&["maxValue", "percentile90", "percentile75"]);
    let single = at(&["value", "median"]);
    let field = |names: &[&str]| names.iter().find_map(|name| text(value.get(*name)).or_else(|| text(pay.get(*name))));
    let own = field(&["currency", "priceCurrency"]);
    let currency = own.as_deref().or(currency);
    if low.is_none() && high.is_none() && single.is_none() {
        return value.get("value").and_then(Value::as_str).and_then(|words| worded(words, currency, dollars));
    }
    let (low, high) = if low.is_none() && high.is_none() { (single, single) } else { (low, high) };
    written(low, high, currency, field(&["unitText", "unitCode", "duration"]).as_deref())
}

/// A salary that stands as text where a number belongs.
fn worded(words: &str, currency: Option<&str>, dollars: Dollars) -> Option<Salary> {
    let mut salary = salary::read_value(&crate::html::to_text(words), dollars)?;
    salary.currency = code(currency).or(salary.currency);
    Some(salary)
}

/// "PLN 18,000 - 24,000 a month"
fn written(low: Option<f64>, high: Option<f64>, currency: Option<&str>, unit: Option<&str>) -> Option<Salary> {
    let (low, high) = match (low, high) {
        (Some(low), Some(high)) if low > high => (Some(high), Some(low)),
        ends => ends,
    };
    let period = unit.and_then(period);
    let largest = high.or(low)?;
    // Without a unit only an amount that nobody earns in a month can be counted.
    let counted = period.or_else(|| (unit.is_none() && largest >= 30_000.0).then_some(PayPeriod::Year));
    let yearly = |amount: Option<f64>| amount.and_then(|amount| counted?.annualise(amount));
    let currency = code(currency);
    let mut words = currency.iter().cloned().collect::<Vec<_>>();
    words.push(match (low, high) {
        (Some(low), Some(high)) if low < high => format!("{} - {}", grouped(low), grouped(high)),
        (Some(low), None) => format!("from {}", grouped(low)),
        (None, Some(high)) => format!("up to {}", grouped(high)),
        _ => grouped(largest),
    });
    words.extend(period.map(|period| {
        match period {
            PayPeriod::Hour => "an hour",
            PayPeriod::Day => "a day",
            PayPeriod::Week => "a week",
            PayPeriod::Month => "a month",
            PayPeriod::Year => "a year",
        }
        .to_owned()
    }));
    Some(Salary { text: words.join(" "), min: yearly(low), max: yearly(high), currency })
}

fn period(unit: &str) -> Option<PayPeriod> {
    let unit = unit.trim().to_uppercase();
    Some(match unit.as_str() {
        "HOUR" | "HOURLY" | "HUR" | "PER HOUR" | "PT1H" | "H" | "HR" => PayPeriod::Hour,
        "DAY" | "DAILY" | "PER DAY" | "P1D" | "D" => PayPeriod::Day,
        "WEEK" | "WEEKLY" | "WEE" | "PER WEEK" | "P1W" | "W" => PayPeriod::Week,
        "MONTH" | "MONTHLY" | "MON" | "PER MONTH" | "P1M" | "M" => PayPeriod::Month,
        "YEAR" | "YEARLY" | "ANNUAL" | "ANNUALLY" | "ANNUM" | "ANN" | "PER YEAR" | "P1Y" | "PER ANNUM" | "Y" => {
            PayPeriod::Year
        }
        _ => return None,
    })
}

fn code(currency: Option<&str>) -> Option<String> {
    let code = currency?.trim();
    let code = match code {
        "$" => "USD".to_owned(),
        "€" => "EUR".to_owned(),
        "£" => "GBP".to_owned(),
        "zł" => "PLN".to_owned(),
        code => code.to_uppercase(),
    };
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(code)
}

/// "18,000", "22.50"
fn grouped(amount: f64) -> String {
    let amount = amount.min(1e15);
    let text = if (amount - amount.round()).abs() < 0.005 { format!("{amount:.0}") } else { format!("{amount:.2}") };
    let (whole, cents) = text.split_once('.').map_or((text.as_str(), None), |(whole, cents)| (whole, Some(cents)));
    let mut grouped = String::new();
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    cents.map_or(grouped.clone(), |cents| format!("{grouped}.{cents}"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    #[rstest]
    #[case(json!({"currency": "PLN", "value": {"minValue": 18000, "maxValue": 24000, "unitText": "MONTH"}}), "PLN 18,000 - 24,000 a month", Some(216_000), Some(288_000))]
    #[case(json!({"currency": "usd", "value": {"minValue": "45.50", "maxValue": "60", "unitText": "HOUR"}}), "USD 45.50 - 60 an hour", Some(94_640), Some(124_800))]
    #[case(json!({"currency": "EUR", "value": {"value": "52,000", "unitText": "YEAR"}}), "EUR 52,000 a year", Some(52_000), Some(52_000))]
    #[case(json!({"currency": "EUR", "value": 52000}), "EUR 52,000", Some(52_000), Some(52_000))]
    #[case(json!({"currency": "EUR", "minValue": 4000, "unitText": "MONTH"}), "EUR from 4,000 a month", Some(48_000), None)]
    #[case(json!([{"currency": "USD", "duration": "P1Y", "percentile10": 90000, "median": 1, "percentile90": 120_000}]), "USD 90,000 - 120,000 a year", Some(90_000), Some(120_000))]
    #[case(json!("$90,000 - $120,000 per year"), "$90,000 - $120,000 per year", Some(90_000), Some(120_000))]
    #[case(json!({"currency": "PLN", "value": {"value": 18000}}), "PLN 18,000", None, None)]
    fn pay_is_read_in_every_form(
        #[case] pay: Value,
        #[case] text: &str,
        #[case] min: Option<i32>,
        #[case] max: Option<i32>,
    ) {
        let salary = read(&json!({"baseSalary": pay}), Dollars::default()).unwrap();
        assert_eq!((salary.text.as_str(), salary.min, salary.max), (text, min, max));
    }

    #[test]
    fn nothing_is_not_pay() {
        for pay in [json!({"value": {"minValue": 0, "maxValue": 0}}), json!("competitive"), json!(null), json!([])] {
            assert_eq!(read(&json!({"baseSalary": pay}), Dollars::default()), None);
        }
    }
}
