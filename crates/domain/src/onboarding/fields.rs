//! The six things that the conversation collects, in the order in which they are asked (seed 002, `FIELD_ORDER`).

use serde::{Deserialize, Serialize};

text_enum! {
    /// One thing that the conversation asks for.
    Field {
        Name => "name",
        Role => "role",
        ExperienceLevel => "experience_level",
        Location => "location",
        StartupStage => "startup_stage",
        /// Asked last; the only one that may be declined.
        ExtraPreferences => "extra_preferences",
    }
}

text_enum! {
    ExperienceLevel {
        Entry => "Entry-level",
        Junior => "Junior",
        Mid => "Mid-level",
        Senior => "Senior",
        Lead => "Lead",
    }
}

impl ExperienceLevel {
    /// The level that a number of years of experience stands for: under 1 Entry-level, under 3 Junior, under 5 Mid-level, under 8 Senior, else Lead.
    #[must_use]
    pub fn from_years(years: f64) -> Self {
        match years {
            y if y < 1.0 => Self::Entry,
            y if y < 3.0 => Self::Junior,
            y if y < 5.0 => Self::Mid,
            y if y < 8.0 => Self::Senior,
            _ => Self::Lead,
        }
    }
}

text_enum! {
    /// How far along the companies are that the person would like to work for.
    StartupStage {
        /// Pre-seed, seed, series A.
        Early => "Early",
        /// Series B and C.
        Growth => "Growth",
        /// Series D and later, pre-IPO, public.
        Late => "Late",
        /// Valued at a billion or more.
        Unicorn => "Unicorn",
    }
}

/// What one message added or changed; a field that it said nothing about is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtractedFields {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience_level: Option<ExperienceLevel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub startup_stage: Option<StartupStage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_preferences: Option<String>,
}

impl ExtractedFields {
    /// The longest name, role or location that is kept, in characters; the columns hold no more.
    pub const MAX_CHARS: usize = 255;
    /// The longest extra preferences, in characters: what one answer may have.
    pub const MAX_EXTRA_CHARS: usize = 4000;

    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        match field {
            Field::Name => self.name.is_some(),
            Field::Role => self.role.is_some(),
            Field::ExperienceLevel => self.experience_level.is_some(),
            Field::Location => self.location.is_some(),
            Field::StartupStage => self.startup_stage.is_some(),
            Field::ExtraPreferences => self.extra_preferences.is_some(),
        }
    }

    /// Lays `newer` over this: what it holds wins, what it lacks stays.
    #[must_use]
    pub fn overlaid_with(self, newer: Self) -> Self {
        Self {
            name: newer.name.or(self.name),
            role: newer.role.or(self.role),
            experience_level: newer.experience_level.or(self.experience_level),
            location: newer.location.or(self.location),
            startup_stage: newer.startup_stage.or(self.startup_stage),
            extra_preferences: newer.extra_preferences.or(self.extra_preferences),
        }
    }

    /// What is left when everything that is already known is taken away, text trimmed, and text that no column could hold dropped.
    /// An interpreter may be a language model: its answer is checked here like any other input.
    #[must_use]
    pub fn news_to(self, known: &Self) -> Self {
        fn text(new: Option<String>, known: Option<&String>, max: usize) -> Option<String> {
            let new = new?;
            let new = new.trim();
            let usable = !new.is_empty() && !new.contains('\0') && new.chars().count() <= max;
            (usable && known.is_none_or(|known| known != new)).then(|| new.to_owned())
        }
        let max = Self::MAX_CHARS;
        Self {
            name: text(self.name, known.name.as_ref(), max),
            role: text(self.role, known.role.as_ref(), max),
            experience_level: self.experience_level.filter(|new| known.experience_level != Some(*new)),
            location: text(self.location, known.location.as_ref(), max),
            startup_stage: self.startup_stage.filter(|new| known.startup_stage != Some(*new)),
            extra_preferences: text(self.extra_preferences, known.extra_preferences.as_ref(), Self::MAX_EXTRA_CHARS),
        }
    }
}

/// All that a session has collected so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    fields: ExtractedFields,
    declined: bool,
}

impl Collected {
    /// Puts together what a session's messages extracted, oldest first.
    #[must_use]
    pub fn replay(messages: impl IntoIterator<Item = ExtractedFields>) -> Self {
        let fields = messages.into_iter().fold(ExtractedFields::default(), ExtractedFields::overlaid_with);
        Self { fields, declined: false }
    }

    /// Adds what one more message said. `declined` counts only when the last question, the extra preferences, was the one asked.
    #[must_use]
    pub fn with(self, news: ExtractedFields, declined: bool) -> Self {
        let last_question = self.next_field() == Some(Field::ExtraPreferences);
        let fields = self.fields.overlaid_with(news);
        let declined = self.declined || (declined && last_question && fields.extra_preferences.is_none());
        Self { fields, declined }
    }

    #[must_use]
    pub fn fields(&self) -> &ExtractedFields {
        &self.fields
    }

    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.fields.has(field) || (field == Field::ExtraPreferences && self.declined)
    }

    /// What is still to be asked, in the order of asking.
    pub fn missing(&self) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(|field| !self.has(*field))
    }

    #[must_use]
    pub fn next_field(&self) -> Option<Field> {
        self.missing().next()
    }

    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.next_field().is_none()
    }

    #[must_use]
    pub fn count(&self) -> usize {
        Field::ALL.len() - self.missing().count()
    }
}

/// A declined question is collected as `null`; a missing field is absent.
impl Serialize for Collected {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Declined<'a> {
            #[serde(flatten)]
            fields: &'a ExtractedFields,
            extra_preferences: Option<()>,
        }
        if self.declined {
            Declined { fields: &self.fields, extra_preferences: None }.serialize(serializer)
        } else {
            self.fields.serialize(serializer)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> ExtractedFields {
        ExtractedFields { name: Some(name.to_owned()), ..Default::default() }
    }

    fn all_but_the_last() -> ExtractedFields {
        ExtractedFields {
            name: Some("Noor".into()),
            role: Some("UX researcher".into()),
            experience_level: Some(ExperienceLevel::Mid),
            location: Some("Osaka".into()),
            startup_stage: Some(StartupStage::Early),
            extra_preferences: None,
        }
    }

    #[test]
    fn years_fall_into_bands_by_their_lower_end() {
        use ExperienceLevel::{Entry, Junior, Lead, Mid, Senior};
        let levels = [0.0, 0.99, 1.0, 2.5, 3.0, 4.9, 5.0, 7.9, 8.0, 40.0].map(ExperienceLevel::from_years);
        assert_eq!(levels, [Entry, Entry, Junior, Junior, Mid, Mid, Senior, Senior, Lead, Lead]);
    }

    #[test]
    fn the_next_field_is_the_first_missing_one() {
        let collected = Collected::replay([ExtractedFields { role: Some("QA".into()), ..Default::default() }]);
        assert_eq!(collected.next_field(), Some(Field::Name));
        assert_eq!(collected.with(named("Noor"), false).next_field(), Some(Field::ExperienceLevel));
    }

    #[test]
    fn a_later_message_replaces_an_earlier_value() {
        let collected = Collected::replay([named("Tom"), named("Thomas")]);
        assert_eq!(collected.fields().name.as_deref(), Some("Thomas"));
    }

    #[test]
    fn declining_the_last_question_completes_and_is_collected_as_null() {
        let collected = Collected::replay([all_but_the_last()]).with(ExtractedFields::default(), true);
        assert!(collected.is_complete());
        assert_eq!(collected.count(), 6);
        assert!(serde_json::to_value(&collected).unwrap()["extra_preferences"].is_null());
    }

    #[test]
    fn declining_any_other_question_collects_nothing() {
        let collected = Collected::default().with(ExtractedFields::default(), true);
        assert_eq!(collected, Collected::default());
    }

    #[test]
    fn what_is_known_already_is_no_news() {
        let known = named("Noor");
        assert!(named("Noor ").news_to(&known).is_empty());
        assert_eq!(named("Nora").news_to(&known), named("Nora"));
    }

    #[test]
    fn text_that_no_column_could_hold_is_dropped() {
        for text in ["  ", "a\0b", &"x".repeat(256)] {
            assert!(named(text).news_to(&ExtractedFields::default()).is_empty(), "{text:?}");
        }
    }
}
