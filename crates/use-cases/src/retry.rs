//! Reading again and deciding anew when somebody else wrote in between.

/// Implemented by every error that can say that a row was changed since it was read.
pub(crate) trait MayBeStale {
    fn is_stale(&self) -> bool;
}

/// How often a change is tried. Whoever fails has been overtaken by somebody who did not.
const ATTEMPTS: usize = 10;

/// Reads, decides and writes until nobody else writes in between. What the attempt returns last is the outcome.
pub(crate) async fn retry_when_stale<T, E: MayBeStale>(mut attempt: impl AsyncFnMut() -> Result<T, E>) -> Result<T, E> {
    for _ in 1..ATTEMPTS {
        match attempt().await {
            Err(error) if error.is_stale() => {}
            outcome => return outcome,
        }
    }
    attempt().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Stale(bool);

    impl MayBeStale for Stale {
        fn is_stale(&self) -> bool {
            self.0
        }
    }

    async fn tried(outcome: impl Fn(usize) -> Result<(), Stale>) -> (usize, Result<(), Stale>) {
        let mut count = 0;
        let last = retry_when_stale(async || {
            count += 1;
            outcome(count)
        })
        .await;
        (count, last)
    }

    #[tokio::test]
    async fn it_is_tried_until_it_is_not_stale_and_not_for_ever() {
        assert_eq!(tried(|_| Ok(())).await, (1, Ok(())));
        assert_eq!(tried(|count| if count < 3 { Err(Stale(true)) } else { Ok(()) }).await, (3, Ok(())));
        assert_eq!(tried(|_| Err(Stale(false))).await, (1, Err(Stale(false))));
        assert_eq!(tried(|_| Err(Stale(true))).await, (ATTEMPTS, Err(Stale(true))));
    }
}
