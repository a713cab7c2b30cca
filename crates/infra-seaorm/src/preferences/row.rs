//! The table `user_preferences`, in which every section has its columns.

use domain::identity::Timezone;
use domain::ids::{PreferencesId, UserId};
use domain::preferences::{
    Autonomy, Briefing, DealBreakers, JobType, LocationPreferences, Preferences, Salary, Settings, Visa,
};
use ports::store::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use crate::column::{Row, to_json, to_optional_json};

#[sea_orm::model]
#[allow(clippy::struct_excessive_bools, reason = "a table has the columns that it has")]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_preferences")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub job_categories: Json,
    pub target_titles: Json,
    pub seniority_levels: Json,
    pub work_arrangement: Option<String>,
    pub target_locations: Json,
    pub excluded_locations: Json,
    pub willing_to_relocate: bool,
    pub salary_minimum: Option<i32>,
    pub salary_target: Option<i32>,
    pub salary_currency: String,
    pub salary_flexibility: Option<String>,
    pub comp_preference: Option<String>,
    pub min_company_size: Option<i32>,
    pub excluded_companies: Json,
    pub excluded_industries: Json,
    pub must_have_benefits: Json,
    pub max_travel_percent: Option<i32>,
    pub no_oncall: bool,
    pub requires_h1b_sponsorship: bool,
    pub requires_greencard_sponsorship: bool,
    pub current_visa_type: Option<String>,
    pub visa_expiration: Option<Date>,
    pub autonomy_level: String,
    pub briefing_hour: i32,
    pub briefing_minute: i32,
    pub briefing_timezone: String,
    pub briefing_channels: Json,
    pub theme: String,
    pub custom_hours: Option<Json>,
    pub communication_preferences: Json,
    pub extra_preferences: Json,
    pub confirmed_sections: Json,
    pub schema_version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub deleted_by: Option<Uuid>,
    pub deletion_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The version of what the json columns hold.
const SCHEMA_VERSION: i32 = 1;

/// All columns, so that saving also brings back what was deleted.
pub(super) fn columns_of(preferences: &Preferences) -> Result<ActiveModel, StoreError> {
    let Preferences {
        id,
        user_id,
        job_type: JobType { job_categories, target_titles, seniority_levels },
        location: LocationPreferences { work_arrangement, target_locations, excluded_locations, willing_to_relocate },
        salary: Salary { salary_minimum, salary_target, salary_currency, salary_flexibility, comp_preference },
        deal_breakers:
            DealBreakers {
                min_company_size,
                excluded_companies,
                excluded_industries,
                must_have_benefits,
                max_travel_percent,
                no_oncall,
            },
        visa: Visa { requires_h1b_sponsorship, requires_greencard_sponsorship, current_visa_type, visa_expiration },
        autonomy: Autonomy { autonomy_level },
        briefing: Briefing { briefing_hour, briefing_minute, briefing_timezone, briefing_channels },
        settings: Settings { theme, custom_hours, communication_preferences },
        extra_preferences,
        confirmed_sections,
        created_at,
        updated_at,
    } = preferences;
    Ok(ActiveModel {
        id: Set(id.0),
        user_id: Set(user_id.0),
        job_categories: Set(to_json(job_categories)?),
        target_titles: Set(to_json(target_titles)?),
        seniority_levels: Set(to_json(seniority_levels)?),
        work_arrangement: Set(work_arrangement.as_ref().map(ToString::to_string)),
        target_locations: Set(to_json(target_locations)?),
        excluded_locations: Set(to_json(excluded_locations)?),
        willing_to_relocate: Set(*willing_to_relocate),
        salary_minimum: Set(*salary_minimum),
        salary_target: Set(*salary_target),
        salary_currency: Set(salary_currency.clone()),
        salary_flexibility: Set(salary_flexibility.as_ref().map(ToString::to_string)),
        comp_preference: Set(comp_preference.as_ref().map(ToString::to_string)),
        min_company_size: Set(*min_company_size),
        excluded_companies: Set(to_json(excluded_companies)?),
        excluded_industries: Set(to_json(excluded_industries)?),
        must_have_benefits: Set(to_json(must_have_benefits)?),
        max_travel_percent: Set(*max_travel_percent),
        no_oncall: Set(*no_oncall),
        requires_h1b_sponsorship: Set(*requires_h1b_sponsorship),
        requires_greencard_sponsorship: Set(*requires_greencard_sponsorship),
        current_visa_type: Set(current_visa_type.clone()),
        visa_expiration: Set(*visa_expiration),
        autonomy_level: Set(autonomy_level.to_string()),
        briefing_hour: Set(*briefing_hour),
        briefing_minute: Set(*briefing_minute),
        briefing_timezone: Set(briefing_timezone.to_string()),
        briefing_channels: Set(to_json(briefing_channels)?),
        theme: Set(theme.clone()),
        custom_hours: Set(to_optional_json(custom_hours.as_ref())?),
        communication_preferences: Set(to_json(communication_preferences)?),
        extra_preferences: Set(Json::Object(extra_preferences.clone())),
        confirmed_sections: Set(to_json(confirmed_sections)?),
        schema_version: Set(SCHEMA_VERSION),
        created_at: Set(*created_at),
        updated_at: Set(*updated_at),
        deleted_at: Set(None),
        deleted_by: Set(None),
        deletion_reason: Set(None),
    })
}

pub(super) fn preferences(model: Model) -> Result<Preferences, StoreError> {
    let Model {
        id,
        user_id,
        job_categories,
        target_titles,
        seniority_levels,
        work_arrangement,
        target_locations,
        excluded_locations,
        willing_to_relocate,
        salary_minimum,
        salary_target,
        salary_currency,
        salary_flexibility,
        comp_preference,
        min_company_size,
        excluded_companies,
        excluded_industries,
        must_have_benefits,
        max_travel_percent,
        no_oncall,
        requires_h1b_sponsorship,
        requires_greencard_sponsorship,
        current_visa_type,
        visa_expiration,
        autonomy_level,
        briefing_hour,
        briefing_minute,
        briefing_timezone,
        briefing_channels,
        theme,
        custom_hours,
        communication_preferences,
        extra_preferences,
        confirmed_sections,
        schema_version: _,
        created_at,
        updated_at,
        deleted_at: _,
        deleted_by: _,
        deletion_reason: _,
    } = model;
    let row = Row::<Entity>::new(id);
    let job_type = JobType {
        job_categories: row.json("job_categories", job_categories)?,
        target_titles: row.json("target_titles", target_titles)?,
        seniority_levels: row.json("seniority_levels", seniority_levels)?,
    };
    let location = LocationPreferences {
        work_arrangement: row.optional_word("work_arrangement", work_arrangement.as_deref())?,
        target_locations: row.json("target_locations", target_locations)?,
        excluded_locations: row.json("excluded_locations", excluded_locations)?,
        willing_to_relocate,
    };
    let salary = Salary {
        salary_minimum,
        salary_target,
        salary_currency,
        salary_flexibility: row.optional_word("salary_flexibility", salary_flexibility.as_deref())?,
        comp_preference: row.optional_word("comp_preference", comp_preference.as_deref())?,
    };
    let deal_breakers = DealBreakers {
        min_company_size,
        excluded_companies: row.json("excluded_companies", excluded_companies)?,
        excluded_industries: row.json("excluded_industries", excluded_industries)?,
        must_have_benefits: row.json("must_have_benefits", must_have_benefits)?,
        max_travel_percent,
        no_oncall,
    };
    let briefing = Briefing {
        briefing_hour,
        briefing_minute,
        briefing_timezone: row.valid("briefing_timezone", Timezone::try_from(briefing_timezone))?,
        briefing_channels: row.json("briefing_channels", briefing_channels)?,
    };
    let settings = Settings {
        theme,
        custom_hours: row.optional_json("custom_hours", custom_hours)?,
        communication_preferences: row.json("communication_preferences", communication_preferences)?,
    };
    Ok(Preferences {
        id: PreferencesId(id),
        user_id: UserId(user_id),
        job_type,
        location,
        salary,
        deal_breakers,
        visa: Visa { requires_h1b_sponsorship, requires_greencard_sponsorship, current_visa_type, visa_expiration },
        autonomy: Autonomy { autonomy_level: row.word("autonomy_level", &autonomy_level)? },
        briefing,
        settings,
        extra_preferences: row.json("extra_preferences", extra_preferences)?,
        confirmed_sections: row.json("confirmed_sections", confirmed_sections)?,
        created_at,
        updated_at,
    })
}
