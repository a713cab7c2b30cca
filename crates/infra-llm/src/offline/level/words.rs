//! The words and phrases for levels of experience.

use std::sync::LazyLock;

use domain::onboarding::ExperienceLevel::{self, Entry, Junior, Lead, Mid, Senior};

use crate::offline::phrases::Phrases;

/// Words that stand before the title of a job: "senior data engineer".
pub(super) static BEFORE_ROLE: LazyLock<Phrases<ExperienceLevel>> = LazyLock::new(|| {
    Phrases::listed(&[
        (Entry, "entry level|entrylevel|graduate|new grad|trainee|fresher|intern|beginner|student|apprentice"),
        (Junior, "junior level|junior|jr"),
        (Mid, "mid level|midlevel|mid career|mid|middle|intermediate|medior"),
        (Senior, "senior level|senior|sr|snr"),
        (Lead, "lead|principal|staff|lead level|staff level|principal level"),
    ])
});

/// Phrases that state a level in any message.
pub(super) static ANYWHERE: LazyLock<Phrases<ExperienceLevel>> = LazyLock::new(|| {
    Phrases::listed(&[
        (
            Entry,
            "entry level|no experience|no work experience|no professional experience|no real experience
            |no prior experience|do not have any experience|do not have experience|not have any experience
            |without experience|without any experience|just graduated|recently graduated|recent graduate
            |recent grad|new grad|new graduate|fresh graduate|fresh grad|fresh out of|straight out of|right out of
            |fresh from|straight from|just out of|out of university|out of college|fresher|just finished university|just finished college|just finished school
            |just finished my|just finished uni|zero experience|still studying|still a student|still at university
            |still in university|still in college|still at college|my first job|my very first job|graduated last month|graduated last week
            |graduated last summer|graduated this|graduated yesterday|about to graduate|will graduate",
        ),
        (Mid, "mid level|midlevel"),
        (Senior, "senior level"),
        (Junior, "junior level"),
        (Lead, "team lead|tech lead|team leader"),
    ])
});

/// Phrases that state a level in answer to the question about it.
pub(super) static WHEN_ASKED: LazyLock<Phrases<ExperienceLevel>> = LazyLock::new(|| {
    Phrases::listed(&[
        (
            Entry,
            "entry|none|no exp|zero|nothing yet|haven not worked|have not worked|never worked|never had a job
            |beginner|newbie|novice|student|starting out|just starting|just started|first job|brand new|new to
            |career changer|trainee|intern|internship|internships|graduate|grad|undergrad|apprentice
            |still studying|first year|nothing professional|graduating|interning|in university|at university|in college
            |at college|at uni|in school|at school
            |still in training",
        ),
        (Junior, "junior|jr|juniorish"),
        (Mid, "mid|middle|intermediate|medior|mid senior"),
        (Senior, "senior|sr|snr|seniorish"),
        (Lead, "lead|leader|principal|staff|director|head of|vp|executive|c level"),
    ])
});
