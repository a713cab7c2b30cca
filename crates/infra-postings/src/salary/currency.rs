//! Signs and names of currencies.

/// Which currency a bare `$`, `kr` or `¥` means where the job is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Dollars {
    dollar: Option<&'static str>,
    krone: Option<&'static str>,
    yuan: bool,
}

impl Dollars {
    /// By the place of the job.
    pub fn of(place: &str) -> Self {
        // Where the job may be in the United States as well, its dollar is meant.
        let states = pattern!(r"(?i)\b(?:us|usa|united states|americas|north america)\b").is_match(place);
        let dollar = if states {
            None
        } else if pattern!(r"(?i)\b(?:canada|ontario|quebec|québec|alberta|british columbia|toronto|vancouver|montr[eé]al|calgary|ottawa|edmonton|winnipeg|halifax)\b|, (?:ON|BC|QC|AB|NS|MB|SK|NB)\b").is_match(place) {
            Some("CAD")
        } else if pattern!(r"(?i)\b(?:australia|sydney|melbourne|brisbane|perth|adelaide|canberra|nsw)\b|, (?:VIC|QLD)\b").is_match(place) {
            Some("AUD")
        } else if pattern!(r"(?i)\b(?:new zealand|auckland|wellington|christchurch)\b").is_match(place) {
            Some("NZD")
        } else if pattern!(r"(?i)\bsingapore\b").is_match(place) {
            Some("SGD")
        } else if pattern!(r"(?i)\bhong kong\b").is_match(place) {
            Some("HKD")
        } else {
            None
        };
        let krone = if pattern!(r"(?i)\b(?:sweden|stockholm|gothenburg|göteborg|malmö|uppsala)\b").is_match(place) {
            Some("SEK")
        } else if pattern!(r"(?i)\b(?:norway|oslo|bergen|trondheim|stavanger)\b").is_match(place) {
            Some("NOK")
        } else if pattern!(r"(?i)\b(?:denmark|copenhagen|københavn|aarhus|odense)\b").is_match(place) {
            Some("DKK")
        } else {
            None
        };
        Self {
            dollar,
            krone,
            yuan: pattern!(r"(?i)\b(?:china|beijing|shanghai|shenzhen|hangzhou|guangzhou)\b").is_match(place),
        }
    }
}

/// What stands right before or behind an amount.
pub(super) const SIGN: &str = r"(?:US\$|USD|CA\$|C\$|CAD|CDN\$?|AU\$|A\$|AUD|NZ\$|NZD|SG\$|S\$|SGD|HK\$|HKD|R\$|BRL|MX\$|MXN|\$|€|EUR\b|euros?\b|£|GBP|¥|JPY|yen\b|CNY|RMB|₹|INR|Rs\.?|zł|PLN|CHF|Fr\.|SEK|NOK|DKK|kr\b\.?|Kč|CZK|HUF|Ft\b|RON|lei\b|₪|ILS|NIS|AED|SAR|QAR|ZAR|₺|TRY|₩|KRW|₱|PHP|₦|NGN|KES|EGP|₴|UAH|฿|THB|MYR|RM|IDR|Rp\.?|₫|VND|BGN|TWD|COP|ARS|CLP|dollars?\b|pounds?\b)";

/// The currency of a sign; nothing where it stands for several.
pub(super) fn named(sign: &str, dollars: Dollars) -> Option<&'static str> {
    let sign = sign.trim().trim_end_matches('.').to_uppercase();
    Some(match sign.as_str() {
        "$" | "DOLLAR" | "DOLLARS" => dollars.dollar.unwrap_or("USD"),
        "US$" | "USD" => "USD",
        "CA$" | "C$" | "CAD" | "CDN$" | "CDN" => "CAD",
        "AU$" | "A$" | "AUD" => "AUD",
        "NZ$" | "NZD" => "NZD",
        "SG$" | "S$" | "SGD" => "SGD",
        "HK$" | "HKD" => "HKD",
        "R$" | "BRL" => "BRL",
        "MX$" | "MXN" => "MXN",
        "€" | "EUR" | "EURO" | "EUROS" => "EUR",
        "£" | "GBP" | "POUND" | "POUNDS" => "GBP",
        "¥" => {
            if dollars.yuan {
                "CNY"
            } else {
                "JPY"
            }
        }
        "JPY" | "YEN" => "JPY",
        "CNY" | "RMB" => "CNY",
        "₹" | "INR" | "RS" => "INR",
        "ZŁ" | "PLN" => "PLN",
        "CHF" | "FR" => "CHF",
        "KR" => return dollars.krone,
        "KČ" | "CZK" => "CZK",
        "HUF" | "FT" => "HUF",
        "RON" | "LEI" => "RON",
        "₪" | "ILS" | "NIS" => "ILS",
        "₺" | "TRY" => "TRY",
        "₩" | "KRW" => "KRW",
        "₱" | "PHP" => "PHP",
        "₦" | "NGN" => "NGN",
        "₴" | "UAH" => "UAH",
        "฿" | "THB" => "THB",
        "RM" | "MYR" => "MYR",
        "RP" | "IDR" => "IDR",
        "₫" | "VND" => "VND",
        "SEK" => "SEK",
        "NOK" => "NOK",
        "DKK" => "DKK",
        "AED" => "AED",
        "SAR" => "SAR",
        "QAR" => "QAR",
        "ZAR" => "ZAR",
        "KES" => "KES",
        "EGP" => "EGP",
        "BGN" => "BGN",
        "TWD" => "TWD",
        "COP" => "COP",
        "ARS" => "ARS",
        "CLP" => "CLP",
        _ => return None,
    })
}

/// A bare `$` gives way to a code that stands behind the amount: "$120,000 CAD".
pub(super) fn is_vague(sign: &str) -> bool {
    matches!(sign.trim(), "$" | "¥" | "kr" | "kr.")
}
