//! The words and phrases for the stages of companies.

use std::sync::LazyLock;

use domain::onboarding::StartupStage::{self, Early, Growth, Late, Unicorn};

use crate::offline::phrases::Phrases;

/// Words that are a stage before "stage", "startup", "company", or alone when the stage is what was asked.
pub(super) static BEFORE_COMPANY: LazyLock<Phrases<StartupStage>> = LazyLock::new(|| {
    Phrases::listed(&[
        (
            Early,
            "pre seed|preseed|seed|seed funded|angel|idea|early|earlier|earliest|very early|ground floor
            |bootstrapped|stealth|pre series a|pre revenue",
        ),
        (Growth, "growth|growing|fast growing|expansion|mid|middle|scaling|high growth"),
        (Late, "late|later|mature|public|listed|publicly listed|publicly traded|established|post ipo"),
    ])
});

/// Phrases that mean a stage wherever they stand.
pub(super) static ANYWHERE: LazyLock<Phrases<StartupStage>> = LazyLock::new(|| {
    Phrases::listed(&[
        (Early, "pre seed|preseed|pre series a|seed stage|ground floor|idea stage"),
        (Growth, "scale up|scale ups|scaleup|scaleups|hypergrowth|hyper growth|growth stage"),
        (
            Late,
            "pre ipo|preipo|post ipo|ipo|ipo'd|ipoed|publicly traded|publicly listed|publicly|went public
            |gone public|going public|go public",
        ),
        (Unicorn, "unicorn|unicorns|decacorn|decacorns"),
    ])
});

/// Phrases that mean a stage only in answer to the question about it.
pub(super) static WHEN_ASKED: LazyLock<Phrases<StartupStage>> = LazyLock::new(|| {
    Phrases::listed(&[
        (
            Early,
            "brand new|early days|young|newly started|newly founded|just founded|small startup|small startups|tiny|founding team|just starting
            |just starting out|day one|garage|first hires",
        ),
        (Growth, "mid size|mid sized|medium"),
        (
            Late,
            "big company|big companies|large company|large companies|big tech|big corporation|big corporations|big
            |large|huge|corporate|corporates|corporation|corporations|faang|maang|enterprise|enterprises
            |multinational|multinationals|mnc|mncs|fortune 500|stable|blue chip",
        ),
    ])
});
