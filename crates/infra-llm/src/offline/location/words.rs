//! The phrases that lead up to places.

use std::sync::LazyLock;

use crate::offline::phrases::Phrases;

/// Words after which a place follows, by how surely it is where the person wants to work.
pub(super) static TRIGGERS: LazyLock<Phrases<u8>> = LazyLock::new(|| {
    Phrases::listed(&[
        (
            5,
            "moving to|relocating to|relocate to|move to|moved to|transferring to|heading to|location is
            |location should be|location to|location as|location was|preferred location|location|city|town|country
            |place|where|based",
        ),
        (
            4,
            "live in|lives in|living in|based in|based out of|based near|based at|based around|located in
            |located at|located near|reside in|residing in|stay in|staying in|live near|living near|live around
            |living around|live outside|live just outside|city is|base is|home is|settled in|living at",
        ),
        (
            3,
            "work in|work from|working in|working from|jobs in|job in|roles in|role in|positions in|position in
            |opportunities in|something in|am in|be in|prefer|in or near|here in|over in|out in|back in|am at
            |am near|am outside|opportunity in|startup in|startups in|company in|companies in|somewhere in
            |somewhere near|somewhere around|born in",
        ),
        (2, "am from|from|near|around|outside|close to|hail from|come from|coming from|at|in|out of|to"),
    ])
});

/// Ways to say that no place is wanted.
pub(super) static REMOTE: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::listed(&[(
        (),
        "remote|remotely|fully remote|completely remote|remote only|only remote|100% remote|work from home
        |working from home|from home|wfh|home office|remote work|all remote|full remote|strictly remote
        |work from anywhere|fully remotely|remote please",
    )])
});
