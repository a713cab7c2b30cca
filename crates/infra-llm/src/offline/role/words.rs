//! The phrases that lead up to titles.

use std::sync::LazyLock;

use crate::offline::phrases::Phrases;

/// Words after which the title of a job follows, by how surely it is the one that is wanted.
pub(super) static TRIGGERS: LazyLock<Phrases<u8>> = LazyLock::new(|| {
    Phrases::listed(&[
        (
            5,
            "role is|role should be|my role is|role to|role as|job title is|title is|title should be|position is
            |role|job title|dream job is|target role is|dream role is|role was|profession is|occupation is|job is
            |position",
        ),
        (
            4,
            "looking to become|looking to be|looking to work as|looking to get into|want to be|want to become
            |want to work as|want to get into|would like to be|would like to become|would like to work as
            |like to work as|love to be|love to become|love to work as|hoping to be|hoping to become|hope to be
            |hope to become|hope to work as|hoping to work as|transition into|transition to|transitioning into
            |transitioning to|switch to|switch into|switching to|switching into|move into|moving into|pivot to
            |pivoting to|pivot into|pivoting into|aiming to be|aiming to become|aiming for|aim to be
            |trying to become|trying to be|become|plan to become|like to try|want to try|like to do|want to do
            |like to go into|want to go into|go into|get a job as|dream of being|retrain as|retraining as
            |break into|breaking into|get into|wanna be|wanna work as|going for|next role as|looking for work as
            |job as|jobs as|role as|position as|work as|retrained as|looking for another|wants to be",
        ),
        (
            3,
            "looking for|searching for|looking at|hunting for|seeking|applying for|apply for|interested in
            |in search of|on the hunt for|after|targeting|am after|open to|go for|looking into|apply to|applying to|want
            |would like|prefer|need|find|get|ideally|considering|guess|i guess|hire me as|down as",
        ),
        (
            2,
            "am|work as|working as|employed as|currently a|currently an|been a|been an|been working as|i do|act as
            |serve as|am currently|experience as|years as|profession|as a|as an|been doing|by trade a|my job is
            |work in|working in|background in",
        ),
        (1, "was a|was an|worked as|used to be|used to work as|former|trained as|studied to be|studying to be"),
    ])
});
