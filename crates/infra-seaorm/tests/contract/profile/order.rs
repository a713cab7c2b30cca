use domain::ids::ProjectId;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::with_profile;
use crate::support::builders::{a_profile, a_project, an_entry, at, id};
use crate::support::{TestResult, assert_stale};

fn ids(numbers: &[u128]) -> Vec<ProjectId> {
    numbers.iter().map(|number| ProjectId(id(*number))).collect()
}

#[rstest]
#[tokio::test]
async fn a_list_takes_a_new_order_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    let other = a_profile(11, &user);
    opened.store.profiles().insert(&other).await?;
    let projects = opened.store.projects();
    let three: Vec<_> = (20..23).map(|number| an_entry(number, &profile, a_project())).collect();
    projects.append(&three).await?;
    projects.append(&[an_entry(30, &other, a_project())]).await?;

    projects.reorder(user.id, profile.id, &ids(&[22, 20, 21]), at(4)).await?;
    assert_eq!(projects.order(user.id, profile.id).await?, Some(ids(&[22, 20, 21])));
    let moved = projects.find(user.id, profile.id, ProjectId(id(20))).await?.expect("it is there");
    assert_eq!((moved.position, moved.updated_at, moved.content), (1, at(4), a_project()));
    assert_eq!(projects.append(&[an_entry(24, &profile, a_project())]).await?, Some(3));
    assert_eq!(projects.order(user.id, other.id).await?, Some(ids(&[30])));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_order_that_is_not_of_the_whole_list_changes_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    let projects = opened.store.projects();
    assert_eq!(projects.order(user.id, profile.id).await?, Some(Vec::new()));
    let three: Vec<_> = (20..23).map(|number| an_entry(number, &profile, a_project())).collect();
    projects.append(&three).await?;
    for wrong in [&[22, 20][..], &[22, 20, 99], &[22, 21, 20, 99], &[]] {
        assert_stale(projects.reorder(user.id, profile.id, &ids(wrong), at(4)).await);
    }
    assert_eq!(projects.order(user.id, profile.id).await?, Some(ids(&[20, 21, 22])));
    Ok(())
}
