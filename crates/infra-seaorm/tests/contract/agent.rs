use domain::agent::{AgentAction, AgentActionKind, AgentActionStatus, AgentOutput, AgentType};
use domain::identity::User;
use domain::ids::{AgentActionId, AgentOutputId};
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use serde_json::{Value, json};
use test_database::Backend;

use crate::support::builders::{a_guest, an_action, an_output, at, awkward_json, id};
use crate::support::{Opened, TestResult, assert_stale, fault, open};

async fn two_people(opened: &Opened) -> (User, User) {
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await.expect("an account");
    opened.store.users().insert(&other).await.expect("an account");
    (user, other)
}

fn full(number: u128, owner: &User) -> AgentAction {
    AgentAction {
        rationale: Some("Zoë 🦀".to_owned()),
        payload: awkward_json(),
        confidence: Some(0.85),
        error: Some("none".to_owned()),
        updated_at: at(7),
        ..an_action(number, owner)
    }
}

#[rstest]
#[tokio::test]
async fn an_action_comes_back_whole_to_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let agents = opened.store.agents();
    let actions = [full(10, &user), an_action(11, &user)];
    for action in &actions {
        agents.insert_action(action).await?;
        assert_eq!(agents.find_action(user.id, action.id).await?.as_ref(), Some(action));
        assert_eq!(agents.find_action(other.id, action.id).await?, None);
    }
    opened.soft_delete("agent_actions", id(11)).await;
    assert_eq!(agents.find_action(user.id, AgentActionId(id(11))).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_word_of_an_action_can_be_stored(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _) = two_people(&opened).await;
    let mut actions = Vec::new();
    let mut add = |change: &dyn Fn(AgentAction) -> AgentAction| {
        actions.push(change(an_action(100 + actions.len() as u128, &user)));
    };
    for agent_type in AgentType::ALL {
        add(&|action| AgentAction { agent_type: *agent_type, ..action });
    }
    for kind in AgentActionKind::ALL {
        add(&|action| AgentAction { kind: *kind, ..action });
    }
    for status in AgentActionStatus::ALL {
        add(&|action| AgentAction { status: *status, ..action });
    }
    for action in &actions {
        opened.store.agents().insert_action(action).await?;
    }
    let page = opened.store.agents().actions(user.id, PageRequest { after: None, limit: 100 }).await?;
    actions.reverse();
    assert_eq!(page.items, actions);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn actions_come_newest_first_and_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let agents = opened.store.agents();
    for number in 10..15 {
        agents.insert_action(&an_action(number, &user)).await?;
    }
    agents.insert_action(&an_action(20, &other)).await?;
    opened.soft_delete("agent_actions", id(12)).await;
    let first = agents.actions(user.id, PageRequest { after: None, limit: 2 }).await?;
    assert_eq!(first.items, [an_action(14, &user), an_action(13, &user)]);
    let second = agents.actions(user.id, PageRequest { after: first.next, limit: 2 }).await?;
    assert_eq!(second.items, [an_action(11, &user), an_action(10, &user)]);
    assert_eq!(second.next, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_action_is_written_over_the_state_that_was_read(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let agents = opened.store.agents();
    let before = an_action(10, &user);
    agents.insert_action(&before).await?;
    let after = AgentAction { status: AgentActionStatus::Executed, ..full(10, &user) };
    assert_stale(agents.update_action(&AgentAction { user_id: other.id, ..after.clone() }, before.updated_at).await);
    agents.update_action(&after, before.updated_at).await?;
    assert_eq!(agents.find_action(user.id, before.id).await?, Some(after.clone()));
    assert_stale(agents.update_action(&AgentAction { updated_at: at(8), ..after }, before.updated_at).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn outputs_of_any_form_come_back_newest_first_and_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let agents = opened.store.agents();
    let action = an_action(5, &user);
    agents.insert_action(&action).await?;
    let forms = [Value::Null, json!("text"), json!([1, null]), json!(2.5), Value::Object(awkward_json())];
    let mut outputs = Vec::new();
    for (number, output) in (10..).zip(forms) {
        let output = AgentOutput {
            output,
            agent_action_id: (number == 10).then_some(action.id),
            rationale: (number == 10).then(|| "Because".to_owned()),
            confidence: (number == 10).then_some(1.0),
            ..an_output(number, &user)
        };
        agents.insert_output(&output).await?;
        outputs.insert(0, output);
    }
    agents.insert_output(&an_output(30, &other)).await?;
    let first = agents.outputs(user.id, PageRequest { after: None, limit: 3 }).await?;
    assert_eq!((first.items.as_slice(), first.next), (&outputs[..3], Some(AgentOutputId(id(12)))));
    let second = agents.outputs(user.id, PageRequest { after: first.next, limit: 3 }).await?;
    assert_eq!((second.items.as_slice(), second.next), (&outputs[3..], None));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_output_names_an_action_of_the_same_person(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let agents = opened.store.agents();
    let action = an_action(5, &other);
    agents.insert_action(&action).await?;
    for named in [action.id, AgentActionId(id(99))] {
        let output = AgentOutput { agent_action_id: Some(named), ..an_output(10, &user) };
        fault(agents.insert_output(&output).await);
    }
    Ok(())
}
