use chrono::NaiveDate;
use domain::identity::Timezone;
use domain::ids::UserId;
use domain::preferences::{
    Autonomy, AutonomyLevel, Briefing, BriefingChannel, CommunicationPreferences, CompPreference, CustomHours,
    DealBreakers, JobType, LocationPreferences, Preferences, Salary, SalaryFlexibility, Section, Settings, Visa,
    WorkArrangement,
};
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, at, awkward_json, id, unset_preferences};
use crate::support::{TestResult, fault, open};

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn zone(name: &str) -> Timezone {
    Timezone::try_from(name.to_owned()).expect("a zone")
}

/// No field has its default.
fn everything(number: u128) -> Preferences {
    Preferences {
        job_type: JobType {
            job_categories: texts(&["Engineering", "Zoë's 🦀 \"quotes\""]),
            target_titles: texts(&["Staff Engineer"]),
            seniority_levels: texts(&["Senior", "Lead"]),
        },
        location: LocationPreferences {
            work_arrangement: Some(WorkArrangement::Hybrid),
            target_locations: texts(&["Osaka"]),
            excluded_locations: texts(&["Atlantis"]),
            willing_to_relocate: true,
        },
        salary: Salary {
            salary_minimum: Some(0),
            salary_target: Some(i32::MAX),
            salary_currency: "EUR".to_owned(),
            salary_flexibility: Some(SalaryFlexibility::Firm),
            comp_preference: Some(CompPreference::TotalComp),
        },
        deal_breakers: DealBreakers {
            min_company_size: Some(1),
            excluded_companies: texts(&["Initech"]),
            excluded_industries: texts(&["Tobacco"]),
            must_have_benefits: texts(&["Dental"]),
            max_travel_percent: Some(100),
            no_oncall: true,
        },
        visa: Visa {
            requires_h1b_sponsorship: true,
            requires_greencard_sponsorship: true,
            current_visa_type: Some("F-1 OPT".to_owned()),
            visa_expiration: NaiveDate::from_ymd_opt(2028, 2, 29),
        },
        autonomy: Autonomy { autonomy_level: AutonomyLevel::L3 },
        briefing: Briefing {
            briefing_hour: 23,
            briefing_minute: 59,
            briefing_timezone: zone("Asia/Kathmandu"),
            briefing_channels: Vec::new(),
        },
        settings: Settings {
            theme: "dark".to_owned(),
            custom_hours: Some(CustomHours {
                start: "22:00".to_owned(),
                end: "06:30".to_owned(),
                timezone: zone("America/New_York"),
            }),
            communication_preferences: CommunicationPreferences { email: false, sms: true, in_app: false },
        },
        extra_preferences: awkward_json(),
        confirmed_sections: Section::ALL.to_vec(),
        created_at: at(1),
        updated_at: at(2),
        ..unset_preferences(number, &a_guest(1))
    }
}

#[rstest]
#[tokio::test]
async fn preferences_come_back_as_they_were_saved(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let preferences = opened.store.preferences();
    for (number, saved) in [(1, everything(10)), (2, unset_preferences(20, &a_guest(2)))] {
        let user = a_guest(number);
        opened.store.users().insert(&user).await?;
        assert_eq!(preferences.find(user.id).await?, None, "nothing was saved yet");
        preferences.save(&saved).await?;
        assert_eq!(preferences.find(user.id).await?, Some(saved));
    }
    assert_eq!(preferences.find(UserId(id(3))).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn saving_again_replaces_all_but_id_and_creation(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let preferences = opened.store.preferences();
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await?;
    opened.store.users().insert(&other).await?;
    let first = unset_preferences(10, &user);
    preferences.save(&first).await?;
    preferences.save(&unset_preferences(20, &other)).await?;

    preferences.save(&everything(11)).await?;
    let kept = Preferences { id: first.id, created_at: first.created_at, ..everything(11) };
    assert_eq!(preferences.find(user.id).await?, Some(kept));

    preferences.save(&Preferences { created_at: at(9), ..unset_preferences(12, &user) }).await?;
    assert_eq!(preferences.find(user.id).await?, Some(first));
    assert_eq!(preferences.find(other.id).await?, Some(unset_preferences(20, &other)), "nobody else is touched");
    assert_eq!(opened.count("user_preferences").await, 2);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn deleted_preferences_are_unseen_until_they_are_saved_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let preferences = opened.store.preferences();
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    preferences.save(&everything(10)).await?;
    opened.soft_delete("user_preferences", id(10)).await;
    opened.execute("UPDATE user_preferences SET deletion_reason = 'a reason'").await;
    assert_eq!(preferences.find(user.id).await?, None);

    preferences.save(&everything(11)).await?;
    assert_eq!(preferences.find(user.id).await?.expect("preferences").id.0, id(10));
    let trace = "SELECT count(*) FROM user_preferences WHERE deleted_at IS NULL AND deletion_reason IS NULL";
    assert_eq!(opened.value::<i64>(trace).await, 1, "nothing of the deletion is left");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_choice_can_be_stored(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let mut all: Vec<Preferences> = Vec::new();
    let mut add = |change: &dyn Fn(&mut Preferences)| {
        let mut preferences = unset_preferences(10, &user);
        change(&mut preferences);
        all.push(preferences);
    };
    for one in WorkArrangement::ALL {
        add(&|saved| saved.location.work_arrangement = Some(*one));
    }
    for one in SalaryFlexibility::ALL {
        add(&|saved| saved.salary.salary_flexibility = Some(*one));
    }
    for one in CompPreference::ALL {
        add(&|saved| saved.salary.comp_preference = Some(*one));
    }
    for one in AutonomyLevel::ALL {
        add(&|saved| saved.autonomy.autonomy_level = *one);
    }
    for one in BriefingChannel::ALL {
        add(&|saved| saved.briefing.briefing_channels = vec![*one]);
    }
    for one in Section::ALL {
        add(&|saved| saved.confirmed_sections = vec![*one]);
    }
    for (second, saved) in (1..).zip(all) {
        // Each is later than the one before: the database stamps an update that does not say when it was.
        let saved = Preferences { updated_at: at(second), ..saved };
        opened.store.preferences().save(&saved).await?;
        assert_eq!(opened.store.preferences().find(user.id).await?, Some(saved));
    }
    Ok(())
}

#[rstest]
#[case::a_list_of_other_things("target_titles", "'[1]'")]
#[case::an_unknown_section("confirmed_sections", "'[\"astrology\"]'")]
#[case::hours_without_an_end("custom_hours", "'{\"start\":\"22:00\"}'")]
#[case::an_unknown_zone("briefing_timezone", "'Europe/Atlantis'")]
#[tokio::test]
async fn preferences_that_break_a_rule_are_a_fault_that_says_where(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] column: &str,
    #[case] value: &str,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    opened.store.preferences().save(&unset_preferences(10, &user)).await?;
    opened.execute(&format!("UPDATE user_preferences SET {column} = {value}")).await;
    let message = fault(opened.store.preferences().find(user.id).await);
    for part in ["user_preferences", &id(10).to_string(), column] {
        assert!(message.contains(part), "{message}");
    }
    Ok(())
}
