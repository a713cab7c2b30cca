//! The questions, each in several wordings, and why each is asked.

use domain::onboarding::{ExperienceLevel, Field, StartupStage};

/// How a field is asked for.
pub(super) struct Wording {
    pub first: &'static [&'static str],
    /// After an answer in which nothing was understood: shows what would do as an answer.
    pub again: &'static [&'static str],
    pub why: &'static str,
}

pub(super) fn wording(field: Field) -> &'static Wording {
    match field {
        Field::Name => &NAME,
        Field::Role => &ROLE,
        Field::ExperienceLevel => &LEVEL,
        Field::Location => &LOCATION,
        Field::StartupStage => &STAGE,
        Field::ExtraPreferences => &EXTRAS,
    }
}

/// How to bring a change that was announced.
pub(super) fn how_to_change(field: Field) -> &'static str {
    match field {
        Field::Name => "Of course. Just say, for instance, \"change my name to Alex\".",
        Field::Role => "Of course. Just say, for instance, \"change my role to teacher\".",
        Field::ExperienceLevel => "Of course. Just say, for instance, \"change my experience to 4 years\".",
        Field::Location => "Of course. Just say, for instance, \"change my location to Oslo\".",
        Field::StartupStage => "Of course. Just say, for instance, \"change the stage to growth\".",
        Field::ExtraPreferences => "Of course. Just tell me in your own words.",
    }
}

/// A level within a sentence.
pub(super) fn level_label(level: ExperienceLevel) -> &'static str {
    match level {
        ExperienceLevel::Entry => "entry level",
        ExperienceLevel::Junior => "junior level",
        ExperienceLevel::Mid => "mid level",
        ExperienceLevel::Senior => "senior level",
        ExperienceLevel::Lead => "lead level",
    }
}

/// A stage within a sentence.
pub(super) fn stage_label(stage: StartupStage) -> &'static str {
    match stage {
        StartupStage::Early => "early stage",
        StartupStage::Growth => "growth stage",
        StartupStage::Late => "late stage",
        StartupStage::Unicorn => "unicorn",
    }
}

const NAME: Wording = Wording {
    first: &["What is your name?", "Could you tell me your name?"],
    again: &[
        "What should I call you?",
        "Which name may I use for you? A first name is enough.",
        "How would you like to be addressed?",
    ],
    why: "Fair question: I ask so that I know how to address you.",
};

const ROLE: Wording = Wording {
    first: &[
        "What kind of role are you looking for?",
        "Which role would you like next?",
        "What job are you hoping to find?",
    ],
    again: &[
        "Could you name the job you want, for instance \"data analyst\"?",
        "What would your job title be, if you could choose?",
        "Which kind of work are you after? A job title is enough.",
    ],
    why: "Fair question: the role decides which jobs are worth showing you.",
};

const LEVEL: Wording = Wording {
    first: &[
        "How much experience do you have, in years or as a level?",
        "How many years of experience do you bring?",
        "How experienced would you say you are: entry-level, junior, mid-level, senior or lead?",
    ],
    again: &[
        "Roughly how many years have you worked in this field?",
        "Would you call yourself entry-level, junior, mid-level, senior or lead?",
        "A number of years is enough, for instance \"4 years\".",
    ],
    why: "Fair question: it lets me leave out jobs that ask for far more or far less experience than you have.",
};

const LOCATION: Wording = Wording {
    first: &[
        "Where would you like to work?",
        "Which city or region suits you, or would you rather work remotely?",
        "Where should I look: a city, a region, or remote?",
    ],
    again: &[
        "Which city would you like to work in? \"Remote\" is fine as well.",
        "Could you name a city, a country, or say \"remote\"?",
        "Where would you want your next job to be?",
    ],
    why: "Fair question: it tells me where to look for jobs.",
};

const STAGE: Wording = Wording {
    first: &[
        "Which stage of company appeals to you: early, growth, late, or a unicorn?",
        "What stage of company would you like to join: early, growth, late, or a unicorn?",
    ],
    again: &[
        "Would you rather join an early, growth or late stage company, or a unicorn?",
        "Which comes closest: seed or series A, series B or C, later than that, or a unicorn?",
        "A word is enough: early, growth, late or unicorn.",
    ],
    why: "Fair question: a young company and a grown one are very different places to work, so it helps me choose.",
};

const EXTRAS: Wording = Wording {
    first: &[
        "Is there anything else that matters to you in a job? You can also say no.",
        "Last question: any other preferences? A plain no is fine.",
    ],
    again: &[
        "Anything else you would like in a job, such as benefits or working hours? If not, just say no.",
        "Do you have any other wishes for your next job? \"No\" is a fine answer.",
    ],
    why: "Fair question: anything you add here, such as benefits or an industry, helps me to choose better.",
};
