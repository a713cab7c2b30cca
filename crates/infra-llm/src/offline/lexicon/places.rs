//! A small gazetteer. It tells a place from a name where both could stand; a plain answer to the question about the place needs no listing.

use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::offline) enum Place {
    City,
    /// Countries, states, provinces: may follow a city after a comma.
    Region,
    /// Also the name of a person: "Paris".
    Name,
    /// Both of a person and of a country or state: "Georgia".
    NamedRegion,
}

impl Place {
    pub fn is_region(self) -> bool {
        matches!(self, Self::Region | Self::NamedRegion)
    }

    /// Someone may be called that.
    pub fn names_people(self) -> bool {
        matches!(self, Self::Name | Self::NamedRegion)
    }
}

const CITIES: &str = "
    new york|new york city|nyc|los angeles|san francisco|san francisco bay area|bay area|sf|sf bay area|san jose|san diego|seattle|boston|chicago
    |denver|atlanta|miami|portland|philadelphia|washington dc|washington d.c|washington|detroit|minneapolis|pittsburgh|baltimore|nashville
    |las vegas|salt lake city|san antonio|st. louis|st louis|kansas city|new orleans|sacramento|oakland|palo alto|mountain view
    |silicon valley|cincinnati|cleveland|columbus|indianapolis|milwaukee|tampa|raleigh|buffalo|honolulu|brooklyn|manhattan|queens
    |toronto|vancouver|montreal|montréal|ottawa|calgary|edmonton|winnipeg|quebec city|halifax|st. john's|st john's|waterloo
    |mexico city|cdmx|guadalajara|monterrey|tijuana|bogota|bogotá|medellin|medellín|cali|lima|quito|guayaquil|santiago de chile|buenos aires|córdoba|cordoba|rosario
    |montevideo|asuncion|asunción|la paz|caracas|são paulo|sao paulo|rio de janeiro|rio|belo horizonte|curitiba|porto alegre|recife|salvador
    |brasília|brasilia|fortaleza|campinas|florianópolis|panama city|san juan|havana|santo domingo
    |greater london|manchester|birmingham|leeds|glasgow|edinburgh|bristol|liverpool|sheffield|newcastle|cardiff|belfast|cambridge|oxford
    |brighton|nottingham|dublin|cork|galway|limerick|belfast
    |berlin|munich|münchen|hamburg|cologne|köln|koln|frankfurt|frankfurt am main|stuttgart|düsseldorf|dusseldorf|leipzig|dresden|hannover|hanover|nuremberg|nürnberg
    |bremen|essen|dortmund|bonn|karlsruhe|heidelberg|freiburg|potsdam|vienna|wien|graz|salzburg|linz|zurich|zürich|geneva|genève|basel|bern|lausanne
    |lyon|marseille|toulouse|bordeaux|lille|nantes|strasbourg|montpellier|nice|grenoble|brussels|antwerp|ghent|amsterdam|rotterdam|utrecht|the hague|eindhoven
    |madrid|barcelona|seville|sevilla|málaga|malaga|bilbao|zaragoza|lisbon|lisboa|porto|braga|coimbra|rome|roma|milano|naples|turin|torino|bologna|venice|palermo|genoa
    |athens|thessaloniki|copenhagen|københavn|aarhus|stockholm|gothenburg|göteborg|malmö|malmo|uppsala|oslo|bergen|trondheim|helsinki|espoo|tampere|reykjavik|reykjavík|tallinn|tartu
    |riga|vilnius|kaunas|warsaw|warszawa|kraków|krakow|cracow|wrocław|wroclaw|gdańsk|gdansk|poznań|poznan|łódź|lodz|katowice|lublin|szczecin|gdynia|prague|praha|brno
    |bratislava|budapest|bucharest|cluj|cluj-napoca|iasi|iași|timisoara|sofia|plovdiv|belgrade|novi sad|zagreb|split|ljubljana|sarajevo|skopje|tirana|kyiv|kiev|lviv|kharkiv|odesa|odessa
    |minsk|moscow|saint petersburg|st. petersburg|st petersburg|novosibirsk|kazan|tbilisi|yerevan|baku|almaty|astana|tashkent|istanbul|ankara|izmir
    |tel aviv|jerusalem|haifa|dubai|abu dhabi|doha|riyadh|jeddah|kuwait city|manama|muscat|amman|beirut|baghdad|tehran|damascus|cairo|alexandria|giza
    |casablanca|rabat|marrakech|tunis|algiers|lagos|abuja|ibadan|accra|kumasi|nairobi|mombasa|kampala|kigali|addis ababa|dar es salaam|lusaka|harare|dakar|abidjan
    |johannesburg|cape town|durban|pretoria|luanda|maputo|port louis
    |mumbai|bombay|delhi|new delhi|delhi ncr|bangalore|bengaluru|hyderabad|chennai|kolkata|calcutta|pune|ahmedabad|jaipur|gurgaon|gurugram|noida|kochi|cochin
    |indore|chandigarh|lucknow|nagpur|coimbatore|surat|vadodara|bhopal|patna|thiruvananthapuram|trivandrum|mysore|mysuru|goa|bhubaneswar|visakhapatnam|nashik|kanpur
    |karachi|lahore|islamabad|rawalpindi|faisalabad|peshawar|dhaka|chittagong|colombo|kathmandu|kandy
    |beijing|shanghai|shenzhen|guangzhou|hangzhou|chengdu|nanjing|wuhan|xi'an|suzhou|hong kong|taipei|kaohsiung|macau|seoul|busan|incheon|tokyo|osaka|kyoto|nagoya|fukuoka
    |sapporo|yokohama|kobe|東京|大阪|京都|北京|上海|深圳|香港|台北|서울|부산|singapore|kuala lumpur|kl|penang|jakarta|bandung|surabaya|bali|manila|cebu|quezon city|makati|bangkok|chiang mai|hanoi|ho chi minh city
    |saigon|da nang|phnom penh|yangon|melbourne|brisbane|perth|adelaide|canberra|gold coast|hobart|auckland|wellington|christchurch
    |москва|санкт-петербург|київ|dnipro";

const NAMES: &str = "
    paris|austin|sydney|florence|charlotte|madison|lincoln|jackson|orlando|dallas|houston|phoenix|chelsea|london|milan|valencia|santiago|kingston
    |hamilton|carolina|wellington|camden|savannah|dakota|bristol|salvador|perth|darwin|lima|nice|reading|bath|mobile|cali|split|sofia|essen|rosario|surat|kobe|page|bali|lyon|goa|cork|linz|riga";

const NAMED_REGIONS: &str = "jordan|israel|chad|georgia|victoria|virginia|asia|holland|malta|cuba";

const REGIONS: &str = "
    usa|us|u.s|u.s.a|united states|united states of america|america|uk|u.k|united kingdom|great britain|britain|england|scotland|wales|northern ireland|ireland|eu|european union|europe|uae|united arab emirates
    |canada|mexico|brazil|brasil|argentina|chile|colombia|peru|ecuador|venezuela|uruguay|paraguay|bolivia|costa rica|panama|guatemala|honduras|nicaragua|el salvador|dominican republic|puerto rico|jamaica|haiti|trinidad and tobago
    |germany|deutschland|france|spain|españa|portugal|italy|italia|netherlands|belgium|luxembourg|austria|österreich|switzerland|denmark|sweden|norway|finland|iceland|estonia|latvia|lithuania|poland|polska|czechia|czech republic
    |slovakia|hungary|romania|bulgaria|greece|cyprus|croatia|slovenia|serbia|bosnia|bosnia and herzegovina|montenegro|north macedonia|albania|kosovo|moldova|ukraine|belarus|russia|turkey|türkiye|armenia|azerbaijan
    |kazakhstan|uzbekistan|lebanon|syria|iraq|iran|saudi arabia|ksa|qatar|kuwait|bahrain|oman|yemen|egypt|libya|tunisia|algeria|morocco|nigeria|ghana|kenya|uganda|tanzania|rwanda|ethiopia|senegal|ivory coast|cameroon
    |zambia|zimbabwe|botswana|namibia|south africa|angola|mozambique|mauritius|madagascar|india|pakistan|bangladesh|sri lanka|nepal|bhutan|china|taiwan|japan|日本|中国|한국|south korea|korea|mongolia|malaysia|indonesia|philippines
    |thailand|vietnam|cambodia|laos|myanmar|brunei|australia|new zealand|fiji|africa|latin america|north america|south america|south east asia|southeast asia|middle east|apac|emea|dach|nordics|scandinavia|balkans
    |california|texas|florida|new jersey|washington state|oregon|nevada|arizona|colorado|utah|new mexico|illinois|ohio|michigan|indiana|wisconsin|minnesota|iowa|missouri|kansas|nebraska|oklahoma|arkansas|louisiana|alabama|mississippi|tennessee
    |kentucky|west virginia|maryland|delaware|pennsylvania|massachusetts|connecticut|rhode island|vermont|new hampshire|maine|south carolina|north carolina|montana|idaho|wyoming|alaska|hawaii|north dakota|south dakota|new york state
    |ny|nj|ca|tx|fl|wa|ma|il|co|ga|nc|va|pa|oh|mi|az|mn|md|ct|tn|ut|nv|dc|d.c|or|ontario|quebec|québec|british columbia|bc|b.c|alberta|manitoba|nova scotia|saskatchewan|newfoundland|on|qc|ab
    |bavaria|bayern|saxony|hesse|nrw|north rhine-westphalia|catalonia|andalusia|tuscany|lombardy|sicily|brittany|provence|normandy|karnataka|maharashtra|kerala|tamil nadu|telangana|gujarat|punjab|rajasthan|west bengal|uttar pradesh|haryana
    |new south wales|nsw|queensland|western australia|tasmania|guangdong|sichuan|zhejiang|hokkaido|kerala|yorkshire|isle of man|kent|essex|surrey|cornwall|devon|wales|jiangsu|minas gerais|bahia|lagos state|gauteng";

static PLACES: LazyLock<HashMap<&'static str, Place>> = LazyLock::new(|| {
    let tables =
        [(Place::City, CITIES), (Place::Region, REGIONS), (Place::Name, NAMES), (Place::NamedRegion, NAMED_REGIONS)];
    let each = tables.iter().flat_map(|(kind, table)| table.split('|').map(move |name| (name.trim(), *kind)));
    each.collect()
});

pub(super) fn find(words: &str) -> Option<Place> {
    PLACES.get(words).copied()
}

pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    PLACES.keys().filter_map(|name| name.split([' ', '-']).next()).map(|word| word.trim_end_matches('.'))
}
