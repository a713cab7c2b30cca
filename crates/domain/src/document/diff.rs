//! What differs between two versions, line by line.

use std::time::{Duration, Instant};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline, group_diff_ops};

use super::Document;
use crate::ids::DocumentId;

/// How many unchanged lines are shown around a change.
pub const CONTEXT_LINES: usize = 3;

/// How long a shorter way from one text to the other is searched for. No two texts that people write take a hundredth of it.
const PATIENCE: Duration = Duration::from_millis(250);

text_enum! {
    LineKind {
        Context => "context",
        Added => "added",
        Removed => "removed",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiffLine {
    pub kind: LineKind,
    /// Without its line feed.
    pub text: String,
}

/// A place where the texts differ. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hunk {
    pub old_start: usize,
    pub old_lines: usize,
    pub new_start: usize,
    pub new_lines: usize,
    pub lines: Vec<DiffLine>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionName {
    pub id: DocumentId,
    pub version: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentDiff {
    pub from: VersionName,
    pub to: VersionName,
    pub hunks: Vec<Hunk>,
    /// How many lines were added.
    pub added: usize,
    /// How many lines were removed.
    pub removed: usize,
}

impl From<&Document> for VersionName {
    fn from(document: &Document) -> Self {
        Self { id: document.id, version: document.version }
    }
}

/// What leads from one document to another.
///
/// A line is what stands between two line feeds, so that a line feed at the very end counts as an empty last line: whatever
/// differs is shown. The way is not always the shortest, which may take minutes to find between texts that have next to
/// nothing in common; but it always leads there.
#[must_use]
pub fn diff(from: &Document, to: &Document) -> DocumentDiff {
    let old: Vec<&str> = from.content.split('\n').collect();
    let new: Vec<&str> = to.content.split('\n').collect();
    let operations = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(Instant::now() + PATIENCE));
    let hunks: Vec<Hunk> = group_diff_ops(operations, CONTEXT_LINES)
        .iter()
        .filter(|group| group.iter().any(|operation| !matches!(operation, DiffOp::Equal { .. })))
        .map(|group| hunk(group, &old, &new))
        .collect();
    let count = |kind| hunks.iter().flat_map(|hunk| &hunk.lines).filter(|line| line.kind == kind).count();
    let (added, removed) = (count(LineKind::Added), count(LineKind::Removed));
    DocumentDiff { from: from.into(), to: to.into(), hunks, added, removed }
}

fn hunk(group: &[DiffOp], old: &[&str], new: &[&str]) -> Hunk {
    let mut hunk = Hunk { old_start: 0, old_lines: 0, new_start: 0, new_lines: 0, lines: Vec::new() };
    if let Some(first) = group.first() {
        hunk.old_start = first.old_range().start + 1;
        hunk.new_start = first.new_range().start + 1;
    }
    for operation in group {
        let (was, is) = (operation.old_range(), operation.new_range());
        hunk.old_lines += was.len();
        hunk.new_lines += is.len();
        if matches!(operation, DiffOp::Equal { .. }) {
            hunk.add(LineKind::Context, &old[was]);
        } else {
            hunk.add(LineKind::Removed, &old[was]);
            hunk.add(LineKind::Added, &new[is]);
        }
    }
    hunk
}

impl Hunk {
    fn add(&mut self, kind: LineKind, texts: &[&str]) {
        self.lines.extend(texts.iter().map(|text| DiffLine { kind, text: (*text).to_owned() }));
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use chrono::DateTime;
    use proptest::prelude::*;
    use rstest::rstest;
    use uuid::Uuid;

    use super::super::{DocumentType, Lineage, Revision};
    use super::*;
    use crate::ids::UserId;

    fn document(version: u32, content: &str) -> Document {
        let lineage = Lineage { document_type: DocumentType::Resume, job_id: None };
        let revision = Revision { title: None, content: content.to_owned(), structured: None };
        let (id, owner) = (DocumentId(Uuid::from_u128(version.into())), UserId(Uuid::from_u128(9)));
        Document::written(id, owner, lineage, version, revision, DateTime::UNIX_EPOCH)
    }

    fn between(old: &str, new: &str) -> DocumentDiff {
        diff(&document(1, old), &document(2, new))
    }

    /// As `diff -u` writes it.
    fn unified(diff: &DocumentDiff) -> String {
        let mut text = String::new();
        for hunk in &diff.hunks {
            let Hunk { old_start, old_lines, new_start, new_lines, lines } = hunk;
            writeln!(text, "@@ -{old_start},{old_lines} +{new_start},{new_lines} @@").unwrap();
            for line in lines {
                let sign = match line.kind {
                    LineKind::Context => ' ',
                    LineKind::Added => '+',
                    LineKind::Removed => '-',
                };
                writeln!(text, "{sign}{}", line.text).unwrap();
            }
        }
        text
    }

    /// The new text, made from the old one and the hunks alone.
    fn applied(old: &str, diff: &DocumentDiff) -> String {
        let old: Vec<&str> = old.split('\n').collect();
        let (mut new, mut at) = (Vec::new(), 0);
        for hunk in &diff.hunks {
            new.extend(&old[at..hunk.old_start - 1]);
            assert_eq!(new.len(), hunk.new_start - 1);
            new.extend(hunk.lines.iter().filter(|line| line.kind != LineKind::Removed).map(|line| line.text.as_str()));
            at = hunk.old_start - 1 + hunk.old_lines;
            assert_eq!(new.len(), hunk.new_start - 1 + hunk.new_lines);
        }
        new.extend(&old[at..]);
        new.join("\n")
    }

    #[test]
    fn a_change_is_shown_with_three_lines_around_it() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9";
        let diff = between(old, &old.replace('5', "five"));
        assert_eq!(unified(&diff), "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
        assert_eq!((diff.added, diff.removed), (1, 1));
        assert_eq!((diff.from.version, diff.to.version), (1, 2));
    }

    #[test]
    fn changes_far_apart_are_places_of_their_own() {
        let old = "a\n1\n2\n3\n4\n5\n6\n7\nb";
        let diff = between(old, "A\n1\n2\n3\n4\n5\n6\n7\nb\nc");
        assert_eq!(unified(&diff), "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -7,3 +7,4 @@\n 6\n 7\n b\n+c\n");
    }

    #[test]
    fn texts_that_are_equal_differ_nowhere() {
        for text in ["", "a", "a\nb\n", "\n\n"] {
            let diff = between(text, text);
            assert_eq!((diff.hunks.len(), diff.added, diff.removed), (0, 0, 0), "{text:?}");
        }
    }

    #[test]
    fn a_line_feed_at_the_end_and_a_carriage_return_are_differences_too() {
        assert_eq!(unified(&between("a", "a\n")), "@@ -1,1 +1,2 @@\n a\n+\n");
        assert_eq!(unified(&between("a\r\nb", "a\nb")), "@@ -1,2 +1,2 @@\n-a\r\n+a\n b\n");
    }

    proptest! {
        #[test]
        fn the_hunks_make_the_new_text_from_the_old(
            old in "([abc\u{e9}]?\n){0,30}[ab]?",
            new in "([abc\u{e9}]?\n){0,30}[ab]?",
        ) {
            let diff = between(&old, &new);
            prop_assert_eq!(applied(&old, &diff), new);
        }
    }

    /// Numbers that look random and are the same each time.
    fn scattered(seed: u64) -> impl FnMut(u64) -> u64 {
        let mut state = seed;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        }
    }

    fn lines(seed: u64, kinds: u64) -> String {
        let mut next = scattered(seed);
        let mut text = String::new();
        while text.len() < 100_000 {
            let kind = u32::try_from(next(kinds)).unwrap();
            text.push(char::from_u32(u32::from('a') + kind).unwrap());
            text.push('\n');
        }
        text
    }

    fn numbered(from: u32) -> String {
        let mut text = String::new();
        let mut number = from;
        while text.len() < 100_000 {
            writeln!(text, "{number:x}").unwrap();
            number += 2;
        }
        text
    }

    #[rstest]
    #[case::of_two_kinds_of_lines(lines(1, 2), lines(2, 2))]
    #[case::of_twenty_kinds_of_lines(lines(1, 20), lines(2, 20))]
    #[case::with_nothing_in_common(numbered(0), numbered(1))]
    #[case::of_empty_lines("\n".repeat(100_000), "\n".repeat(99_999))]
    #[case::of_empty_lines_and_others("\n".repeat(100_000), "a\n".repeat(50_000))]
    #[case::that_alternate("a\n\n".repeat(33_333), "\na\n".repeat(33_333))]
    #[case::backwards(numbered(0), numbered(0).lines().rev().collect::<Vec<_>>().join("\n"))]
    #[case::shifted(lines(3, 20), lines(3, 20)[40_000..].to_owned() + &lines(4, 20)[..40_000])]
    fn the_longest_texts_of_any_shape_are_compared_in_time(#[case] old: String, #[case] new: String) {
        let started = Instant::now();
        let diff = between(&old, &new);
        let took = started.elapsed();
        println!("{took:?}, {} hunks", diff.hunks.len());
        assert!(applied(&old, &diff) == new);
        // Far beyond the patience, for machines that are busy.
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
}
