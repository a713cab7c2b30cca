//! Many requests of one person at the same time.

use Backend::{Postgres, Sqlite};
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::json;

use super::{bare_profile, ids, job, primary_of, project};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn of_twenty_first_profiles_made_at_once_exactly_one_is_primary(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = join_all((0..20).map(|_| bare_profile(&member))).await;
    assert_eq!(made.len(), 20);
    assert_eq!(primary_of(&member).await.len(), 1);
    member.post("/profiles", json!({"personal_info": {}})).await.problem(409, "too_many_profiles");
}

#[rstest]
#[tokio::test]
async fn however_many_are_made_primary_and_deleted_at_once_one_is(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let mut made = Vec::new();
    for _ in 0..6 {
        made.push(bare_profile(&member).await);
    }
    let member = &member;
    let answers = join_all(made.iter().map(|profile| async move {
        let at = format!("{profile}/make-primary");
        let primary = member.post(&at, json!({}));
        let patched = member.patch(profile, json!({"headline": "Busy"}));
        let (primary, patched) = futures_util::future::join(primary, patched).await;
        (primary.status, patched.status)
    }));
    assert_eq!(answers.await, [(200, 200); 6]);
    assert_eq!(primary_of(member).await.len(), 1);
    let deletions = made[..5].iter().map(|profile| app.send(member.request(reqwest::Method::DELETE, profile)));
    for answer in join_all(deletions).await {
        answer.is(204);
    }
    assert_eq!(primary_of(member).await, made[5..]);
    let restored = made[..5].iter().map(|profile| {
        let at = format!("{profile}/restore");
        async move { member.post(&at, json!({})).await.is(200) }
    });
    join_all(restored).await;
    assert_eq!(primary_of(member).await, made[5..]);
    for profile in &made {
        assert_eq!(member.get(profile).await.is(200)["headline"], "Busy");
    }
}

#[rstest]
#[tokio::test]
async fn entries_added_at_once_are_all_kept_in_one_order(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let profile = bare_profile(&member).await;
    let all = format!("{profile}/experiences");
    let added = join_all((0..15).map(|_| async { member.post(&all, job()).await.is(201) })).await;
    let mut expected: Vec<_> =
        added.iter().map(|one| (one["position"].as_u64().unwrap(), one["id"].as_str().unwrap().to_owned())).collect();
    expected.sort();
    let expected: Vec<String> = expected.into_iter().map(|(_, id)| id).collect();
    assert_eq!(ids(&member.get(&profile).await.is(200)["experiences"]), expected);
    assert_eq!(member.get(&format!("{all}/order")).await.is(200), json!({"ids": expected}));
    let mut found = Vec::new();
    let mut next = format!("{all}?limit=4");
    loop {
        let page = member.get(&next).await.is(200);
        found.extend(ids(&page["items"]));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        next = format!("{all}?limit=4&cursor={cursor}");
    }
    assert_eq!(found, expected);
}

#[rstest]
#[tokio::test]
async fn an_order_given_while_entries_come_leaves_no_entry_out(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let all = format!("{}/projects", bare_profile(&member).await);
    for _ in 0..4 {
        member.post(&all, project()).await.is(201);
    }
    let mut reversed = ids(&member.get(&all).await.is(200)["items"]);
    reversed.reverse();
    let order = format!("{all}/order");
    let orders = join_all((0..3).map(|_| member.put(&order, json!({"ids": reversed}))));
    let additions = join_all((0..3).map(|_| member.post(&all, project())));
    let (orders, additions) = futures_util::future::join(orders, additions).await;
    for answer in orders {
        assert!(answer.status == 200 || answer.status == 422, "{answer:?}");
    }
    assert!(additions.iter().all(|answer| answer.status == 201));
    let page = member.get(&all).await.is(200);
    assert_eq!(page["items"].as_array().unwrap().len(), 7);
}
