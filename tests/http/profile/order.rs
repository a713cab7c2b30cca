//! The order of a list.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;

use super::{full_profile, ids, job, path};
use crate::support::{Backend, TestApp, unknown_id};

#[rstest]
#[tokio::test]
async fn a_list_is_shown_in_the_order_that_it_was_put_in(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let at = path(&full_profile(&member).await);
    let third = member.post(&format!("{at}/experiences"), job()).await.is(201);
    let order = format!("{at}/experiences/order");
    let mut wanted = ids(&member.get(&at).await.is(200)["experiences"]);
    assert_eq!(member.get(&order).await.is(200), json!({"ids": wanted}));
    wanted.rotate_right(1);
    assert_eq!(wanted[0], third["id"]);
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(member.put(&order, json!({"ids": wanted})).await.is(200), json!({"ids": wanted}));
    assert_eq!(ids(&member.get(&at).await.is(200)["experiences"]), wanted);
    assert_eq!(ids(&member.get(&format!("{at}/experiences")).await.is(200)["items"]), wanted);
    let added = member.post(&format!("{at}/experiences"), job()).await.is(201);
    assert_eq!(added["position"], 3);
}

#[rstest]
#[tokio::test]
async fn an_order_names_each_entry_of_the_list_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = full_profile(&member).await;
    let (order, listed) = (format!("{}/experiences/order", path(&made)), ids(&made["experiences"]));
    let of_another_list = made["projects"][0]["id"].as_str().unwrap().to_owned();
    let (one, two) = (listed[0].clone(), listed[1].clone());
    for wrong in [
        vec![],
        vec![one.clone()],
        vec![one.clone(), one.clone()],
        vec![one.clone(), two.clone(), two.clone()],
        vec![one.clone(), unknown_id()],
        vec![one.clone(), two.clone(), of_another_list],
    ] {
        member.put(&order, json!({"ids": wrong})).await.refuses(&[("ids", "incomplete_order")]);
    }
    assert_eq!(member.get(&order).await.is(200), json!({"ids": listed}));
}
