//! How complete a profile is, and what to do next to make it better.

use serde::Serialize;

use super::{Entry, FullProfile};

text_enum! {
    ProfileSection {
        PersonalInfo => "personal_info",
        Summary => "summary",
        Experiences => "experiences",
        Education => "education",
        Skills => "skills",
        Projects => "projects",
    }
}

/// The points of a profile, out of 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Completeness {
    /// From 0 to 100, the sum over the sections.
    pub score: u32,
    pub sections: Vec<SectionScore>,
    /// What is missing, the most valuable first.
    pub recommendations: Vec<Recommendation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SectionScore {
    pub section: ProfileSection,
    /// The most points that the section can give.
    pub weight: u32,
    pub score: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recommendation {
    pub section: ProfileSection,
    /// How many points following it is worth.
    pub points: u32,
    pub message: &'static str,
}

/// Something that a section should hold: its points, whether it is there, and how to get it there.
struct Check(u32, bool, &'static str);

/// A summary below this is a headline.
const SUMMARY_CHARS: usize = 150;

impl FullProfile {
    #[must_use]
    pub fn completeness(&self) -> Completeness {
        let (mut sections, mut recommendations) = (Vec::new(), Vec::new());
        for section in ProfileSection::ALL.iter().copied() {
            let checks = self.checks(section);
            let points = |checks: &mut dyn Iterator<Item = &Check>| checks.map(|Check(points, ..)| points).sum();
            sections.push(SectionScore {
                section,
                weight: points(&mut checks.iter()),
                score: points(&mut checks.iter().filter(|Check(_, met, _)| *met)),
            });
            let missing = checks.into_iter().filter(|Check(_, met, _)| !met);
            recommendations.extend(missing.map(|Check(points, _, message)| Recommendation {
                section,
                points,
                message,
            }));
        }
        // A stable sort: sections keep their order among equals.
        recommendations.sort_by_key(|recommendation| std::cmp::Reverse(recommendation.points));
        Completeness { score: sections.iter().map(|section| section.score).sum(), sections, recommendations }
    }

    fn checks(&self, section: ProfileSection) -> Vec<Check> {
        match section {
            ProfileSection::PersonalInfo => self.personal_checks(),
            ProfileSection::Summary => self.summary_checks(),
            ProfileSection::Experiences => self.experience_checks(),
            ProfileSection::Education => self.education_checks(),
            ProfileSection::Skills => self.skill_checks(),
            ProfileSection::Projects => self.project_checks(),
        }
    }

    fn personal_checks(&self) -> Vec<Check> {
        let info = &self.profile.personal_info;
        let has_link = info.linkedin.is_some() || info.github.is_some() || info.website.is_some();
        vec![
            Check(5, info.full_name.is_some(), "Add your full name."),
            Check(5, info.email.is_some(), "Add an e-mail address at which employers can reach you."),
            Check(4, info.phone.is_some(), "Add a phone number."),
            Check(3, info.location.is_some(), "Say where you are based."),
            Check(3, has_link, "Add a link to your LinkedIn, GitHub or own page."),
        ]
    }

    fn summary_checks(&self) -> Vec<Check> {
        let chars = self.profile.professional_summary.as_ref().map_or(0, |summary| summary.trim().chars().count());
        vec![
            Check(8, chars > 0, "Write a professional summary: who you are, what you do best, what you look for."),
            Check(7, chars >= SUMMARY_CHARS, "Make the summary two or three sentences long (150 characters or more)."),
        ]
    }

    fn experience_checks(&self) -> Vec<Check> {
        let described = |job: &Entry<super::Experience>| job.content.description.is_some();
        let proven = |job: &Entry<super::Experience>| !job.content.achievements.is_empty();
        let jobs = &self.experiences;
        vec![
            Check(10, !jobs.is_empty(), "Add the job that you have or had last."),
            Check(7, !jobs.is_empty() && jobs.iter().all(described), "Describe what you did in each job."),
            Check(8, jobs.iter().any(proven), "List what you achieved in a job, with figures where you have them."),
        ]
    }

    fn education_checks(&self) -> Vec<Check> {
        let schools = || self.education.iter().map(|entry| &entry.content);
        let named = schools().any(|school| school.degree.is_some() && school.field_of_study.is_some());
        let dated = schools().any(|school| school.start_date.is_some() || school.end_date.is_some());
        vec![
            Check(8, !self.education.is_empty(), "Add a school, a course or another education."),
            Check(4, named, "Name a degree and its field of study."),
            Check(3, dated, "Say when you were at a school; a year is enough."),
        ]
    }

    fn skill_checks(&self) -> Vec<Check> {
        let skills = &self.profile.skills;
        let more = !skills.soft.is_empty() || !skills.languages.is_empty() || !skills.certifications.is_empty();
        vec![
            Check(6, !skills.technical.is_empty(), "Add the technical skills that your work takes."),
            Check(6, skills.technical.len() >= 5, "Add technical skills until there are at least five."),
            Check(3, more, "Add soft skills, languages or certifications."),
        ]
    }

    fn project_checks(&self) -> Vec<Check> {
        let projects = || self.projects.iter().map(|entry| &entry.content);
        let technical = projects().any(|project| !project.technologies.is_empty());
        vec![
            Check(6, !self.projects.is_empty(), "Add a project that shows what you can do."),
            Check(2, technical, "Name the technologies of a project."),
            Check(2, projects().any(|project| project.url.is_some()), "Link to a project that others can look at."),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ExperienceId, ProfileId, UserId};
    use crate::profile::{Experience, ExtractionSource, PersonalInfo, Profile};
    use chrono::DateTime;
    use uuid::Uuid;

    fn empty() -> FullProfile {
        let (id, owner) = (ProfileId(Uuid::nil()), UserId(Uuid::nil()));
        let info = PersonalInfo::default();
        FullProfile::of(Profile::new(id, owner, info, ExtractionSource::Manual, DateTime::UNIX_EPOCH))
    }

    fn score(profile: &FullProfile, section: ProfileSection) -> u32 {
        let completeness = profile.completeness();
        completeness.sections.iter().find(|one| one.section == section).unwrap().score
    }

    #[test]
    fn the_sections_weigh_what_they_are_said_to() {
        let completeness = empty().completeness();
        let weights: Vec<u32> = completeness.sections.iter().map(|section| section.weight).collect();
        assert_eq!(weights, [20, 15, 25, 15, 15, 10]);
        assert_eq!(completeness.score, 0);
    }

    #[test]
    fn what_is_missing_is_recommended_the_most_valuable_first() {
        let recommended = empty().completeness().recommendations;
        assert_eq!(recommended[0].section, ProfileSection::Experiences);
        assert!(recommended.windows(2).all(|two| two[0].points >= two[1].points));
        assert_eq!(recommended.iter().map(|one| one.points).sum::<u32>(), 100);
    }

    #[test]
    fn a_part_of_a_section_earns_a_part_of_its_points() {
        let mut profile = empty();
        profile.profile.professional_summary = Some("Engineer".to_owned());
        assert_eq!(score(&profile, ProfileSection::Summary), 8);
        profile.profile.professional_summary = Some("x".repeat(150));
        assert_eq!(score(&profile, ProfileSection::Summary), 15);
        profile.profile.skills.technical = vec!["Rust".to_owned()];
        assert_eq!(score(&profile, ProfileSection::Skills), 6);
    }

    #[test]
    fn a_job_without_a_word_about_it_earns_less() {
        let job = Experience {
            title: "Engineer".to_owned(),
            company: "Acme".to_owned(),
            location: None,
            start_date: "2020".parse().unwrap(),
            end_date: None,
            is_current: true,
            description: None,
            achievements: Vec::new(),
        };
        let described = Experience {
            description: Some("Did things.".to_owned()),
            achievements: vec!["Led".to_owned()],
            ..job.clone()
        };
        let mut profile = empty();
        for (job, points) in [(described, 25), (job, 18)] {
            let (owner, id) = (profile.profile.user_id, profile.profile.id);
            let id_of_job = ExperienceId(Uuid::nil());
            profile.experiences.push(Entry::new(id_of_job, (owner, id), 0, job, DateTime::UNIX_EPOCH));
            assert_eq!(score(&profile, ProfileSection::Experiences), points);
        }
    }
}
