use std::fmt::Debug;

use domain::ids::{ProfileId, UserId};
use domain::profile::{Education, Entry, EntryKind, Experience, Profile, Project};
use ports::paging::PageRequest;
use ports::profile::EntryRepository;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::with_profile;
use crate::support::builders::{
    a_guest, a_profile, a_project, a_school, an_entry, an_experience, at, awkward_json, id,
};
use crate::support::{TestResult, assert_conflict, assert_stale};

/// What holds for every list, whatever it lists.
async fn keeps_entries<K: EntryKind>(list: &dyn EntryRepository<K>, profile: &Profile, contents: [K; 2]) -> TestResult {
    let (owner, of) = (profile.user_id, profile.id);
    let [content, other] = contents;
    assert_eq!(list.append(&[an_entry(20, profile, content.clone()), an_entry(21, profile, content)]).await?, Some(0));
    assert_eq!(list.append(&[an_entry(22, profile, other.clone())]).await?, Some(2));
    let all = list.list(owner, of, PageRequest { after: None, limit: 5 }).await?.expect("the profile");
    assert_eq!(numbers(&all.items), [(0, 20), (1, 21), (2, 22)]);
    let second = list.find(owner, of, all.items[1].id).await?;
    assert_eq!(second.as_ref(), Some(&all.items[1]));

    let changed = Entry { content: other, updated_at: at(9), ..all.items[0].clone() };
    list.update(&changed, at(0)).await?;
    assert_eq!(list.find(owner, of, changed.id).await?.as_ref(), Some(&changed));
    assert_stale(list.update(&changed, at(0)).await);
    assert_stale(list.delete(&all.items[0]).await);
    list.delete(&changed).await?;
    assert_eq!(list.find(owner, of, changed.id).await?, None);
    assert_eq!(list.append(&[an_entry(23, profile, changed.content)]).await?, Some(3));
    nobody_else_sees(list, profile, &all.items[1]).await
}

async fn nobody_else_sees<K: EntryKind>(
    list: &dyn EntryRepository<K>,
    profile: &Profile,
    entry: &Entry<K>,
) -> TestResult {
    for (owner, of) in [(UserId(id(2)), profile.id), (profile.user_id, ProfileId(id(999)))] {
        assert_eq!(list.find(owner, of, entry.id).await?, None);
        assert_eq!(list.list(owner, of, PageRequest { after: None, limit: 5 }).await?, None);
        assert_eq!(list.order(owner, of).await?, None);
        let stolen = Entry { user_id: owner, profile_id: of, ..entry.clone() };
        assert_eq!(list.append(&[Entry { id: id(90).into(), ..stolen.clone() }]).await?, None);
        assert_stale(list.update(&stolen, entry.updated_at).await);
        assert_stale(list.delete(&stolen).await);
        assert_stale(list.reorder(owner, of, &[entry.id], at(3)).await);
    }
    Ok(())
}

fn numbers<K: EntryKind>(entries: &[Entry<K>]) -> Vec<(u32, u128)> {
    entries.iter().map(|entry| (entry.position, number(entry.id))).collect()
}

fn number<I: Into<uuid::Uuid> + Debug>(id: I) -> u128 {
    id.into().as_u128()
}

#[rstest]
#[tokio::test]
async fn jobs_schools_and_projects_are_kept_alike(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    opened.store.users().insert(&a_guest(2)).await?;
    opened.store.profiles().insert(&a_profile(11, &user)).await?;
    let short = Experience { location: None, is_current: false, achievements: Vec::new(), ..an_experience() };
    keeps_entries(opened.store.experiences(), &profile, [an_experience(), short]).await?;
    let bare = Education { institution: "ETH".to_owned(), ..Education::default() };
    keeps_entries(opened.store.education(), &profile, [a_school(), bare]).await?;
    let dated =
        Project { technologies: vec!["Rust".to_owned()], url: None, end_date: "2024".parse().ok(), ..a_project() };
    keeps_entries(opened.store.projects(), &profile, [a_project(), dated]).await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_others_add_to_an_entry_is_kept_beside_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    let jobs = opened.store.experiences();
    let mut job = an_entry(20, &profile, an_experience());
    jobs.append(std::slice::from_ref(&job)).await?;
    job.enhancement.enhanced_description = Some("Better".to_owned());
    job.enhancement.enhancement_metadata = awkward_json();
    job.updated_at = at(5);
    jobs.update(&job, at(0)).await?;
    assert_eq!(jobs.find(user.id, profile.id, job.id).await?, Some(job));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_list_holds_at_most_a_hundred_and_takes_all_or_none(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, _, profile) = with_profile(backend).await;
    let projects = opened.store.projects();
    let some = |numbers: std::ops::Range<u128>| {
        numbers.map(|number| an_entry(number, &profile, a_project())).collect::<Vec<_>>()
    };
    assert_eq!(projects.append(&some(100..198)).await?, Some(0));
    assert_conflict("too_many_entries", projects.append(&some(200..203)).await);
    assert_eq!(opened.count("projects").await, 98);
    assert_eq!(projects.append(&some(200..202)).await?, Some(98));
    assert_conflict("too_many_entries", projects.append(&some(300..301)).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn pages_of_a_list_go_on_where_they_ended_even_among_equal_positions(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    let projects = opened.store.projects();
    let five: Vec<_> = (20..25).map(|number| an_entry(number, &profile, a_project())).collect();
    projects.append(&five).await?;
    opened.execute("UPDATE projects SET position = 1 WHERE position IN (2, 3)").await;
    let (mut after, mut found) = (None, Vec::new());
    loop {
        let page = projects.list(user.id, profile.id, PageRequest { after, limit: 2 }).await?.expect("the profile");
        found.extend(numbers(&page.items));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, [(0, 20), (1, 21), (1, 22), (1, 23), (4, 24)]);
    Ok(())
}
