//! Applications side by side, a column for each status.

use serde::Serialize;

use super::{ApplicationStatus, ApplicationWithJob};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    /// One for each status, in the order in which an application moves.
    pub columns: Vec<BoardColumn>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardColumn {
    pub status: ApplicationStatus,
    /// How many applications have the status, shown or not.
    pub count: u64,
    /// The newest of them.
    pub items: Vec<ApplicationWithJob>,
}

impl Board {
    /// The most applications that a column shows.
    pub const COLUMN: u32 = 50;

    /// Each application comes with the number of those that have its status.
    #[must_use]
    pub fn of(applications: impl IntoIterator<Item = (u64, ApplicationWithJob)>) -> Self {
        let empty = |status: &ApplicationStatus| BoardColumn { status: *status, count: 0, items: Vec::new() };
        let mut columns: Vec<BoardColumn> = ApplicationStatus::ALL.iter().map(empty).collect();
        for (count, shown) in applications {
            let status = shown.application.status;
            if let Some(column) = columns.iter_mut().find(|column| column.status == status) {
                column.count = count;
                column.items.push(shown);
            }
        }
        Self { columns }
    }
}

#[cfg(test)]
mod tests {
    use super::super::application::tests::application;
    use super::*;
    use crate::job::JobSummary;
    use ApplicationStatus::{Applied, Offer};

    #[test]
    fn every_status_has_a_column_with_its_own_in_their_order() {
        let shown = |status, title: &str| {
            let application = application(status);
            let job = JobSummary {
                id: application.job_id,
                title: title.to_owned(),
                company: "Acme".to_owned(),
                location: None,
            };
            ApplicationWithJob { application, job }
        };
        let board = Board::of([(7, shown(Offer, "b")), (2, shown(Applied, "c")), (7, shown(Offer, "a"))]);
        let statuses: Vec<_> = board.columns.iter().map(|column| column.status).collect();
        assert_eq!(statuses, ApplicationStatus::ALL);
        let counts: Vec<_> = board.columns.iter().map(|column| column.count).collect();
        assert_eq!(counts, [2, 0, 0, 7, 0, 0]);
        let offers: Vec<_> = board.columns[3].items.iter().map(|shown| shown.job.title.as_str()).collect();
        assert_eq!(offers, ["b", "a"]);
    }
}
