//! Résumés and cover letters in all their versions, what differs between two of them, and samples of a person's own writing.

mod diff;
mod sample;
mod version;

pub use diff::{CONTEXT_LINES, DiffLine, DocumentDiff, Hunk, LineKind, VersionName, diff};
pub use sample::{MAX_FILENAME_CHARS, MAX_SAMPLE_BYTES, Sample, SampleFilter, SampleSummary, without_bom};
pub use version::{
    Document, DocumentFilter, DocumentSummary, DocumentVersion, Lineage, MAX_STRUCTURED_BYTES, MAX_TITLE_CHARS,
    Revised, Revision, structured_object,
};

text_enum! {
    DocumentType {
        Resume => "resume",
        CoverLetter => "cover_letter",
    }
}
