//! Pages of a list, told apart by the key of their last row, so that rows added meanwhile are neither repeated nor skipped.

/// `K` is the key that the list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest<K> {
    /// Only rows that come after this one in the list's order.
    pub after: Option<K>,
    /// At least 1.
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, K> {
    pub items: Vec<T>,
    /// The key of the last item, when more follow.
    pub next: Option<K>,
}

impl<K> PageRequest<K> {
    /// How many rows to read: one more than the page holds tells whether another page follows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// Makes the page from up to [`Self::rows`] rows.
    pub fn page<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Page<T, K> {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(key) } else { None };
        Page { items: rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_last_row_only_when_more_follow() {
        let request = PageRequest { after: None, limit: 2 };
        assert_eq!(request.page(vec![1, 2, 3], |row| *row), Page { items: vec![1, 2], next: Some(2) });
        assert_eq!(request.page(vec![1, 2], |row| *row), Page { items: vec![1, 2], next: None });
    }
}
