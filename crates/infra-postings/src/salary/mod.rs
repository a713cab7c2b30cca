//! Salaries: the range that a posting pays, told from all the other money that it speaks of.

mod currency;
mod money;

use domain::job::PayPeriod;

pub(crate) use currency::Dollars;
pub(crate) use money::number;

use crate::document::Line;
use money::Money;

/// A salary as it is written, and what it means for a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Salary {
    pub text: String,
    pub min: Option<i32>,
    pub max: Option<i32>,
    pub currency: Option<String>,
}

/// The salary of a posting: of several amounts the one that most plainly is it, then the first.
pub(crate) fn read(lines: &[Line], dollars: Dollars) -> Option<Salary> {
    let mut best: Option<(i32, Salary)> = None;
    for (at, line) in lines.iter().enumerate() {
        if !line.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let above = at.checked_sub(1).map_or("", |above| lines[above].text.as_str());
        let above = if above.chars().count() <= 60 { above } else { "" };
        for money in money::all(&line.text) {
            let Some((score, salary)) = judge(&line.text, above, &money, dollars) else { continue };
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, salary));
            }
        }
    }
    best.map(|(_, salary)| salary)
}

/// A salary that stands by itself, such as the value of a field.
pub(crate) fn read_value(text: &str, dollars: Dollars) -> Option<Salary> {
    read(&[Line { text: format!("Salary: {text}"), ..Line::default() }], dollars)
}

/// How plainly an amount is the salary; nothing when it is other money.
fn judge(line: &str, above: &str, money: &Money, dollars: Dollars) -> Option<(i32, Salary)> {
    let (before, after) = (&line[..money.start], &line[money.end..]);
    if is_other_money(before, after) {
        return None;
    }
    let clause = tail(before, 70);
    let labelled = pattern!(r"(?i)^\W*(?:the |our |estimated |annual |yearly |base |basic |gross |starting |target |expected |hourly |monthly |us |uk )*(?:salary|pay|compensation|remuneration|wage|rate|day rate|hourly rate|comp|ctc|package|gehalt|wynagrodzenie|salaire|salario|stawka|budget)\b").is_match(line);
    let spoken = pattern!(r"(?i)\b(?:salary|salaries|pay|pays|paid|paying|compensation|comp|base|rate|rates|wage|remuneration|earn|earning|earnings|ote|ctc|package|gehalt|wynagrodzeni\w*|widełki|salaire|stawka|per hour|stipend of)\b").is_match(clause);
    let headed = pattern!(r"(?i)^\W*(?:\w+ ){0,3}(?:salary|pay|compensation|rate|wage|remuneration|package)\b")
        .is_match(above)
        && above.split(' ').count() <= 6;
    let told_after =
        pattern!(r"(?i)^[\s,(]*(?:\w+ ){0,2}(?:base|salary|gross|brutto|compensation|depending|doe\b|ote\b|plus|\+)")
            .is_match(after);
    let told = labelled || spoken || headed;
    let signed = money.currency(dollars).is_some() || money.has_sign();
    if !signed && !(told && (money.scaled || money.period.is_some() || money.low.or(money.high)? >= 10_000.0)) {
        return None;
    }
    let single = money.low.is_none() || money.high.is_none() || money.low == money.high;
    if single && !told && !told_after && money.period.is_none() && !(line.chars().count() < 60 && money.scaled) {
        return None;
    }
    let period = money
        .period
        .or_else(|| stated_before(clause))
        .or_else(|| stated_before(above).filter(|_| headed))
        .or_else(|| stated_after(after));
    let salary = salary(money, period, dollars)?;
    let total = pattern!(r"(?i)\b(?:ote|on[- ]target|total comp\w*|total cash|tc)\b")
        .is_match(&format!("{clause}{}", head(after, 30)));
    let score = 40 * i32::from(labelled || headed)
        + 20 * i32::from(spoken)
        + 10 * i32::from(told_after)
        + 20 * i32::from(!single)
        + 10 * i32::from(period.is_some())
        + 5 * i32::from(signed)
        + 10 * i32::from(salary.min.or(salary.max).is_some())
        - 25 * i32::from(total);
    Some((score, salary))
}

fn salary(money: &Money, period: Option<PayPeriod>, dollars: Dollars) -> Option<Salary> {
    let currency = money.currency(dollars);
    let highest = money.high.or(money.low)?;
    let period = period.or_else(|| yearly_by_size(money.low.or(money.high)?, currency).then_some(PayPeriod::Year));
    let yearly = |amount: Option<f64>| amount.and_then(|amount| period?.annualise(amount));
    let (min, max) = (yearly(money.low), yearly(money.high));
    // Nobody is paid this: a slip, or not a salary.
    if min.or(max).is_some_and(|least| least < 1_000) || highest < 5.0 {
        return None;
    }
    if period.is_none() && highest < 10.0 {
        return None;
    }
    Some(Salary { text: money.text.clone(), min, max, currency: currency.map(str::to_owned) })
}

/// Whether an amount can only be that of a year, where no period is stated.
fn yearly_by_size(amount: f64, currency: Option<&str>) -> bool {
    let least = match currency {
        Some("PLN" | "BRL" | "ILS" | "MXN" | "AED" | "SAR" | "QAR" | "RON" | "MYR" | "TRY" | "UAH") => 60_000.0,
        Some("SEK" | "NOK" | "DKK" | "ZAR" | "CNY" | "HKD") => 150_000.0,
        Some("CZK" | "INR" | "THB" | "PHP" | "RUB") => 250_000.0,
        Some("JPY" | "HUF" | "KRW" | "NGN") => 1_500_000.0,
        _ => 12_000.0,
    };
    amount >= least
}

/// Bonuses, funding, budgets and the like.
fn is_other_money(before: &str, after: &str) -> bool {
    const OTHER: &str = r"bonus(?:es)?|stipend|budget|allowance|reimburse\w*|funding|funded|raised|raise|valuation|valued(?: at)?|revenues?|turnover|arr|gmv|investment|invested|investors|seed|series [a-e]|round|worth|referral|relocation|tuition|assets|aum|portfolio|fund|equipment|learning|coverage|insurance|savings?|saved|deals?|quota|sales of|pipeline|contracts?|grants?|donat\w*|award\w*|prizes?|match(?:es|ed|ing)?|contribut\w*|credits?|voucher\w*|gift\w*|market|industry|transactions?|payments?|processed|processing|volume|spend\w*|costs?|fees?|discounts?|loans?|debt|managing|manage|managed|ad spend|p&l|401\(?k\)?|employees|users|customers|hsa|fsa|overtime|shift differential";
    static BEFORE: std::sync::LazyLock<regex::Regex> =
        std::sync::LazyLock::new(|| crate::pattern::compiled(&format!(r"(?i)\b(?:{OTHER})\b[^.;!?|]{{0,24}}$")));
    static AFTER: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        let filler = r"(?:(?:in|of|annual|annually|yearly|per|a|an|year|month|sign(?:ing)?|on|sign[- ]on|home|office|learning|training|professional|development|education|wellness|fitness|gym|total|new|series|retention|performance|referral|quarterly|monthly|travel|internet|phone|equipment|relocation|worth|the|mobile|technology|work|setup|worth of)[ -]+){0,6}";
        crate::pattern::compiled(&format!(r"(?i)^[ )/-]*{filler}(?:{OTHER})\b"))
    });
    let clause = tail(before, 48);
    // "Salary plus bonus: $90k": what is named last before the amount is what it is.
    let pay_last =
        pattern!(r"(?i)\b(?:salary|compensation|pay|base|wage|rate|ote|ctc|range)\b[^.;!?|]{0,24}$").is_match(clause);
    (BEFORE.is_match(clause) && !pay_last)
        || AFTER.is_match(head(after, 60))
        || pattern!(r"^\s?(?:billion|million|[MB]\b|bn\b|mn\b)").is_match(after)
}

/// "Hourly rate: $45", "a day rate of £450".
fn stated_before(clause: &str) -> Option<PayPeriod> {
    let found = pattern!(r"(?i)\b(hourly|per hour|day rate|daily|weekly|monthly|per month|annual|annually|annualized|annualised|yearly|per year|per annum|jahresgehalt|bruttojahresgehalt|miesięcznie|annuel)\b").captures_iter(clause).last()?;
    Some(money::period_named(&found[1]))
}

/// "€60k–75k gross annual salary", "$40 (hourly)".
fn stated_after(after: &str) -> Option<PayPeriod> {
    let found = pattern!(r"(?i)^[\s(,+]*(?:(?:base|basic|gross|brutto|netto|net|salary|total|compensation|pay|rate|wage|ote|pro rata|plus|super|vat|usd|eur|gbp|cad|aud|pln|b2b|dep\w*|on|experience|doe|equity|bonus|and|guaranteed)[\s,).:+]*){0,5}(?:/\s?|per |an? )?(hourly|hour|hr|daily|day|weekly|week|monthly|month|annually|annual|annum|yearly|year|yr|p\.?a\b|pcm|rocznie|miesięcznie|mies)\b").captures(head(after, 60))?;
    Some(money::period_named(&found[1]))
}

/// The last characters of a text.
fn tail(text: &str, chars: usize) -> &str {
    text.char_indices().rev().nth(chars - 1).map_or(text, |(at, _)| &text[at..])
}

/// The first characters of a text.
fn head(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn of(text: &str) -> Option<Salary> {
        read(&[Line { text: text.to_owned(), ..Line::default() }], Dollars::default())
    }

    #[rstest]
    #[case("$150,000 - $185,000 a year plus equity.", "$150,000 - $185,000 a year", 150_000, 185_000, "USD")]
    #[case("€60k–75k", "€60k–75k", 60_000, 75_000, "EUR")]
    #[case("We pay £450 per day.", "£450 per day", 117_000, 117_000, "GBP")]
    #[case("$45-60/hr", "$45-60/hr", 93_600, 124_800, "USD")]
    #[case("120-150K USD", "120-150K USD", 120_000, 150_000, "USD")]
    #[case("PLN 18 000 – 24 000 / month", "PLN 18 000 – 24 000 / month", 216_000, 288_000, "PLN")]
    #[case("18 000 - 24 000 PLN netto/mies. (B2B)", "18 000 - 24 000 PLN netto/mies", 216_000, 288_000, "PLN")]
    #[case("80.000 € – 95.000 €", "80.000 € – 95.000 €", 80_000, 95_000, "EUR")]
    #[case("Salary CHF 110'000 to 125'000", "CHF 110'000 to 125'000", 110_000, 125_000, "CHF")]
    #[case("₹18-25 LPA", "₹18-25 LPA", 1_800_000, 2_500_000, "INR")]
    #[case("₹18,00,000 - ₹25,00,000 a year", "₹18,00,000 - ₹25,00,000 a year", 1_800_000, 2_500_000, "INR")]
    #[case("C$95,000 - C$120,000", "C$95,000 - C$120,000", 95_000, 120_000, "CAD")]
    #[case("The pay is $150K/yr - $185K/yr", "$150K/yr - $185K/yr", 150_000, 185_000, "USD")]
    #[case("A$130k + super", "A$130k", 130_000, 130_000, "AUD")]
    #[case(
        "between €55,000 and €65,000 gross per year",
        "between €55,000 and €65,000 gross per year",
        55_000,
        65_000,
        "EUR"
    )]
    #[case("Base salary: 150k-185k", "150k-185k", 150_000, 185_000, "")]
    #[case("Hourly rate: $22.50 - $27.75", "$22.50 - $27.75", 46_800, 57_720, "USD")]
    #[case("R$ 8.000 a R$ 10.000 por mês, salary", "R$ 8.000 a R$ 10.000 por mês", 96_000, 120_000, "BRL")]
    #[case("kr 650 000 - 750 000 per year", "kr 650 000 - 750 000 per year", 650_000, 750_000, "")]
    fn a_salary_is_read(
        #[case] text: &str,
        #[case] written: &str,
        #[case] min: i32,
        #[case] max: i32,
        #[case] currency: &str,
    ) {
        let salary = of(text).unwrap();
        let currency = (!currency.is_empty()).then(|| currency.to_owned());
        assert_eq!(salary, Salary { text: written.to_owned(), min: Some(min), max: Some(max), currency });
    }

    #[rstest]
    #[case("Salary up to $200K", None, Some(200_000))]
    #[case("From £32,000 per annum", Some(32_000), None)]
    #[case("Compensation: $120k+", Some(120_000), None)]
    fn an_open_range_stays_open(#[case] text: &str, #[case] min: Option<i32>, #[case] max: Option<i32>) {
        let salary = of(text).unwrap();
        assert_eq!((salary.min, salary.max), (min, max));
    }

    #[rstest]
    #[case("401k match of 5%")]
    #[case("A $2B valuation and $50M raised")]
    #[case("We raised $50M in series B.")]
    #[case("A $1,000 signing bonus")]
    #[case("$5,000 sign-on bonus for nurses")]
    #[case("5,000 employees, 24/7 support")]
    #[case("A $2,000 annual learning budget")]
    #[case("Manage a budget of $250,000 - $400,000")]
    #[case("$500 monthly stipend")]
    #[case("We process $150,000 - $200,000 in payments a day")]
    #[case("Serve 100k–150k users")]
    #[case("Founded 2019 - 2021")]
    fn other_money_is_no_salary(#[case] text: &str) {
        assert_eq!(of(text), None);
    }

    #[test]
    fn a_dollar_is_that_of_the_place() {
        let line = Line { text: "$95,000 - $120,000".to_owned(), ..Line::default() };
        let salary = read(&[line], Dollars::of("Toronto, ON, Canada")).unwrap();
        assert_eq!(salary.currency.as_deref(), Some("CAD"));
    }

    #[test]
    fn an_amount_without_a_period_that_may_be_a_month_is_not_counted() {
        let salary = of("Salary: 18 000 - 24 000 PLN").unwrap();
        assert_eq!((salary.min, salary.max, salary.currency.as_deref()), (None, None, Some("PLN")));
        assert_eq!(salary.text, "18 000 - 24 000 PLN");
    }
}
