//! Text that is nobody's: sentences out of a few hundred words, the same for the same seed.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

pub struct Words(StdRng);

impl Words {
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    pub fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.0.random_range(0..words.len())]
    }

    pub fn number(&mut self, range: std::ops::Range<u32>) -> u32 {
        self.0.random_range(range)
    }

    pub fn name(&mut self) -> String {
        format!("{} {}", self.one_of(FIRST_NAMES), self.one_of(LAST_NAMES))
    }

    pub fn title(&mut self) -> String {
        format!("{} {}", self.one_of(LEVELS), self.one_of(ROLES))
    }

    pub fn company(&mut self) -> String {
        format!("{} {}", self.one_of(LAST_NAMES), self.one_of(COMPANY_KINDS))
    }

    pub fn place(&mut self) -> &'static str {
        self.one_of(PLACES)
    }

    /// So many different skills.
    pub fn skills(&mut self, count: usize) -> Vec<String> {
        let from = self.0.random_range(0..SKILLS.len());
        SKILLS.iter().cycle().skip(from).take(count).map(|&skill| skill.to_owned()).collect()
    }

    pub fn sentence(&mut self) -> String {
        let length = self.0.random_range(7..19);
        let mut sentence = String::with_capacity(length * 8);
        for position in 0..length {
            if position > 0 {
                sentence.push(' ');
            }
            // Names, figures and places make real texts hard to compress; so do they here.
            match self.0.random_range(0..12) {
                0 => sentence.push_str(&self.number(2..5000).to_string()),
                1 => sentence.push_str(self.one_of(SKILLS)),
                2 => sentence.push_str(self.one_of(LAST_NAMES)),
                _ => sentence.push_str(self.one_of(WORDS)),
            }
        }
        sentence.push('.');
        sentence
    }

    /// Paragraphs of at least so many bytes, and less than a sentence more.
    pub fn text(&mut self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 200);
        while text.len() < bytes {
            if !text.is_empty() {
                text.push_str(if self.0.random_range(0..5) == 0 { "\n\n" } else { " " });
            }
            text.push_str(&self.sentence());
        }
        text
    }
}

const FIRST_NAMES: &[&str] = &[
    "Ada", "Amara", "Bao", "Carlos", "Chiara", "Dmitri", "Elif", "Farid", "Grace", "Hana", "Ines", "Jonas", "Kofi",
    "Lucía", "Mei", "Nadia", "Olga", "Pedro", "Priya", "Quinn", "Rahul", "Sofia", "Tomasz", "Uma", "Viktor", "Wanjiru",
    "Yusuf", "Zoë",
];

const LAST_NAMES: &[&str] = &[
    "Abara",
    "Andersson",
    "Bianchi",
    "Chen",
    "Costa",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Kaya",
    "Kowalski",
    "Larsen",
    "Mbeki",
    "Moreau",
    "Nakamura",
    "Novák",
    "Okafor",
    "Patel",
    "Quispe",
    "Rossi",
    "Sharma",
    "Silva",
    "Tanaka",
    "Usman",
    "Vargas",
    "Weber",
    "Xu",
    "Yilmaz",
    "Zhang",
];

const LEVELS: &[&str] = &["Junior", "Senior", "Lead", "Principal", "Staff", "Associate"];

const ROLES: &[&str] = &[
    "Backend Engineer",
    "Data Analyst",
    "Product Manager",
    "Nurse",
    "Accountant",
    "Designer",
    "Data Engineer",
    "Teacher",
    "Site Reliability Engineer",
    "Mechanical Engineer",
    "Recruiter",
    "Technical Writer",
    "Security Analyst",
    "Chemist",
];

const COMPANY_KINDS: &[&str] =
    &["Labs", "Systems", "Health", "Logistics", "Energy", "Studio", "Bank", "Foods", "Robotics"];

const PLACES: &[&str] = &[
    "Berlin, Germany",
    "Austin, TX",
    "Lagos, Nigeria",
    "Bangalore, India",
    "Kraków, Poland",
    "Toronto, Canada",
    "Osaka, Japan",
    "Lisbon, Portugal",
    "São Paulo, Brazil",
    "Nairobi, Kenya",
    "Remote",
    "Seattle, WA",
    "London, UK",
    "Melbourne, Australia",
];

const SKILLS: &[&str] = &[
    "Rust",
    "PostgreSQL",
    "Python",
    "Kubernetes",
    "Terraform",
    "Excel",
    "Salesforce",
    "Kafka",
    "React",
    "TypeScript",
    "Go",
    "Figma",
    "SQL",
    "dbt",
    "AWS",
    "Docker",
    "GraphQL",
    "Java",
    "Spark",
    "Linux",
    "Tableau",
    "SAP",
    "AutoCAD",
    "MATLAB",
];

const WORDS: &[&str] = &[
    "ability",
    "about",
    "account",
    "across",
    "advice",
    "after",
    "agreed",
    "align",
    "among",
    "analysis",
    "annual",
    "answer",
    "approach",
    "architecture",
    "around",
    "audit",
    "average",
    "balance",
    "because",
    "before",
    "began",
    "between",
    "billing",
    "board",
    "brought",
    "budget",
    "build",
    "business",
    "call",
    "campaign",
    "capacity",
    "care",
    "carried",
    "caused",
    "change",
    "check",
    "choice",
    "claims",
    "clear",
    "client",
    "clinic",
    "close",
    "coached",
    "collect",
    "common",
    "compare",
    "complete",
    "contract",
    "control",
    "cost",
    "could",
    "course",
    "create",
    "critical",
    "customer",
    "daily",
    "decide",
    "deliver",
    "demand",
    "depends",
    "design",
    "detail",
    "direct",
    "discovered",
    "during",
    "early",
    "earned",
    "edge",
    "effort",
    "enabled",
    "energy",
    "enough",
    "every",
    "evidence",
    "example",
    "expand",
    "failure",
    "faster",
    "feature",
    "field",
    "figure",
    "first",
    "fixed",
    "follow",
    "forecast",
    "found",
    "free",
    "from",
    "further",
    "gained",
    "gathered",
    "general",
    "goal",
    "ground",
    "group",
    "grow",
    "guided",
    "half",
    "handle",
    "health",
    "helped",
    "higher",
    "hours",
    "idea",
    "impact",
    "improve",
    "including",
    "incident",
    "income",
    "initial",
    "inside",
    "install",
    "introduced",
    "invoice",
    "issue",
    "keep",
    "known",
    "lack",
    "large",
    "later",
    "launch",
    "learned",
    "ledger",
    "less",
    "level",
    "limits",
    "line",
    "listen",
    "local",
    "loss",
    "lower",
    "machine",
    "maintain",
    "manage",
    "margin",
    "market",
    "matter",
    "measure",
    "meeting",
    "members",
    "mentor",
    "method",
    "migrated",
    "minutes",
    "model",
    "month",
    "more",
    "moved",
    "needs",
    "network",
    "nightly",
    "notes",
    "number",
    "offered",
    "office",
    "often",
    "open",
    "operate",
    "order",
    "other",
    "outage",
    "over",
    "owned",
    "page",
    "partner",
    "patients",
    "people",
    "percent",
    "plan",
    "point",
    "policy",
    "practice",
    "prepare",
    "present",
    "price",
    "process",
    "product",
    "project",
    "proved",
    "public",
    "quality",
    "quarter",
    "question",
    "quickly",
    "range",
    "rather",
    "reached",
    "reason",
    "record",
    "reduce",
    "region",
    "release",
    "report",
    "request",
    "research",
    "result",
    "review",
    "rewrote",
    "risk",
    "round",
    "safety",
    "sample",
    "saved",
    "schedule",
    "school",
    "second",
    "senior",
    "series",
    "service",
    "several",
    "shared",
    "short",
    "simple",
    "since",
    "site",
    "small",
    "solved",
    "source",
    "staff",
    "stage",
    "standard",
    "started",
    "steady",
    "still",
    "store",
    "strategy",
    "study",
    "supplier",
    "support",
    "system",
    "target",
    "taught",
    "team",
    "test",
    "than",
    "their",
    "through",
    "time",
    "together",
    "tools",
    "toward",
    "trained",
    "transfer",
    "trust",
    "under",
    "until",
    "update",
    "usage",
    "value",
    "vendor",
    "version",
    "waste",
    "week",
    "while",
    "whole",
    "with",
    "within",
    "without",
    "work",
    "wrote",
    "year",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_text_of_about_the_length() {
        let text = Words::new(7).text(5000);
        assert_eq!(text, Words::new(7).text(5000));
        assert_ne!(text, Words::new(8).text(5000));
        assert!((5000..5300).contains(&text.len()), "{}", text.len());
    }
}
