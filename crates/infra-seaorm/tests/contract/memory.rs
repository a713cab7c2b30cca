use domain::identity::User;
use domain::ids::MemoryId;
use domain::memory::{DIMENSIONS, Embedding, Memory, MemoryType};
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, a_memory, at, awkward_json, id};
use crate::support::{Opened, TestResult, fault, open};

async fn two_people(opened: &Opened) -> (User, User) {
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await.expect("an account");
    opened.store.users().insert(&other).await.expect("an account");
    (user, other)
}

/// With numbers of every size.
fn an_embedding() -> Embedding {
    let numbers = [0.1, -0.5, 1.0 / 3.0, f32::MIN_POSITIVE, f32::MAX, f32::MIN, 0.0, 16_777_217.0];
    Embedding::try_from(numbers.iter().copied().cycle().take(DIMENSIONS).collect::<Vec<_>>()).expect("an embedding")
}

#[rstest]
#[tokio::test]
async fn a_memory_comes_back_whole_to_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let memories = opened.store.memories();
    for (number, memory_type) in (10..).zip(MemoryType::ALL) {
        let memory = Memory {
            memory_type: *memory_type,
            content: "🦀".repeat(10_000),
            embedding_model: Some("model".to_owned()),
            metadata: awkward_json(),
            accessed_at: at(3),
            updated_at: at(7),
            ..a_memory(number, &user)
        };
        memories.insert(&memory, None).await?;
        assert_eq!(memories.find(user.id, memory.id).await?, Some(memory.clone()));
        assert_eq!(memories.find(other.id, memory.id).await?, None);
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_embedding_comes_back_to_the_bit_to_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let memories = opened.store.memories();
    memories.insert(&a_memory(10, &user), Some(&an_embedding())).await?;
    memories.insert(&a_memory(11, &user), None).await?;
    assert_eq!(memories.embedding(user.id, MemoryId(id(10))).await?, Some(an_embedding()));
    for (person, number) in [(&user, 11), (&other, 10), (&user, 99)] {
        assert_eq!(memories.embedding(person.id, MemoryId(id(number))).await?, None);
    }
    Ok(())
}

/// What the column is on a PostgreSQL without pgvector, on any.
async fn plain_bytes(opened: &Opened) {
    opened.execute("ALTER TABLE memories DROP COLUMN embedding").await;
    opened.execute("ALTER TABLE memories ADD COLUMN embedding bytea CHECK (length(embedding) = 6144)").await;
}

#[rstest]
#[tokio::test]
async fn an_embedding_is_stored_as_bytes_in_the_order_that_the_column_documents(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _) = two_people(&opened).await;
    if backend == Backend::Postgres {
        plain_bytes(&opened).await;
    }
    opened.store.memories().insert(&a_memory(10, &user), Some(&an_embedding())).await?;
    let bytes: Vec<u8> = opened.value("SELECT embedding FROM memories").await;
    let expected: Vec<u8> = an_embedding().as_ref().iter().flat_map(|number| number.to_le_bytes()).collect();
    assert!(bytes == expected);
    assert_eq!(opened.store.memories().embedding(user.id, MemoryId(id(10))).await?, Some(an_embedding()));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_embedding_that_breaks_a_rule_is_a_fault_and_not_repeated(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _) = two_people(&opened).await;
    if backend == Backend::Postgres {
        plain_bytes(&opened).await;
    }
    opened.store.memories().insert(&a_memory(10, &user), None).await?;
    let not_numbers = "0000c07f".repeat(DIMENSIONS);
    let literal = if backend == Backend::Postgres { r"'\x" } else { "x'" };
    opened.execute(&format!("UPDATE memories SET embedding = {literal}{not_numbers}'")).await;
    let message = fault(opened.store.memories().embedding(user.id, MemoryId(id(10))).await);
    assert!(message.contains("memories") && message.contains("embedding"), "{message}");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn memories_come_newest_first_and_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let memories = opened.store.memories();
    for number in 10..13 {
        memories.insert(&a_memory(number, &user), Some(&an_embedding())).await?;
    }
    memories.insert(&a_memory(20, &other), None).await?;
    let first = memories.list(user.id, PageRequest { after: None, limit: 2 }).await?;
    assert_eq!(first.items, [a_memory(12, &user), a_memory(11, &user)]);
    let second = memories.list(user.id, PageRequest { after: first.next, limit: 2 }).await?;
    assert_eq!((second.items, second.next), (vec![a_memory(10, &user)], None));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_memory_is_forgotten_by_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let memories = opened.store.memories();
    let memory = a_memory(10, &user);
    memories.insert(&memory, Some(&an_embedding())).await?;
    assert!(!memories.delete(other.id, memory.id).await?);
    assert!(memories.delete(user.id, memory.id).await?);
    assert!(!memories.delete(user.id, memory.id).await?);
    assert_eq!(opened.count("memories").await, 0);
    Ok(())
}
