//! Schemas of the API's description that utoipa cannot derive.

use std::borrow::Cow;

use serde_json::Value;
use utoipa::openapi::schema::{Array, ArrayBuilder, Type};
use utoipa::openapi::{KnownFormat, ObjectBuilder, Ref, RefOr, Schema, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

use crate::ids::{ProfileId, UserId};
use crate::preferences::BriefingChannel;
use crate::profile::{Entry, EntryKind, PartialDate};

/// A list of at most so many texts, none blank, each of at most so many characters; empty unless it is given.
pub(crate) fn texts<const ITEMS: usize, const CHARS: usize>() -> Array {
    let item = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(CHARS));
    ArrayBuilder::new()
        .items(item.pattern(Some(r"[^\s\x85]")))
        .max_items(Some(ITEMS))
        .default(Some(Value::Array(Vec::new())))
        .build()
}

/// How to reach somebody: each channel at most once, and by all of them unless it is given.
pub(crate) fn channels() -> Array {
    let all = BriefingChannel::ALL.iter().map(|channel| channel.as_str().into()).collect();
    ArrayBuilder::new().items(BriefingChannel::schema()).unique_items(true).default(Some(Value::Array(all))).build()
}

impl PartialSchema for PartialDate {
    fn schema() -> RefOr<Schema> {
        const YEAR: &str = "(19[0-9]{2}|2[01][0-9]{2}|2200)";
        const DAY: &str = "(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31";
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A year, a month or a day, as precisely as it is known."))
            .pattern(Some(format!("^{YEAR}(-({DAY}))?$")))
            .examples(["2024-05"])
            .into()
    }
}

impl ToSchema for PartialDate {}

/// The parts of an entry lie side by side, as serde writes them. The trait is the one that utoipa's derive implements: without
/// it, pages and lists of entries have no schema.
impl<K: EntryKind + PartialSchema> utoipa::__dev::ComposeSchema for Entry<K>
where
    K::Id: ToSchema,
    K::Enhancement: PartialSchema,
{
    fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
        let position = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some("Entries are listed by position, and by id where two have the same."))
            .minimum(Some(0));
        let mut whole = ObjectBuilder::new();
        for (name, id) in [("id", K::Id::name()), ("user_id", UserId::name()), ("profile_id", ProfileId::name())] {
            whole = whole.property(name, Ref::from_schema_name(id)).required(name);
        }
        whole = whole.property("position", position).required("position");
        for part in [K::schema(), K::Enhancement::schema()] {
            let RefOr::T(Schema::Object(part)) = part else { continue };
            for (name, property) in part.properties {
                whole = whole.required(&name).property(name, property);
            }
        }
        for time in ["created_at", "updated_at"] {
            let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
            let moment = ObjectBuilder::new().schema_type(Type::String).format(Some(format));
            whole = whole.property(time, moment).required(time);
        }
        whole.into()
    }
}

impl<K: EntryKind + ToSchema> ToSchema for Entry<K>
where
    K::Id: ToSchema,
    K::Enhancement: ToSchema,
{
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(K::NAME)
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((K::Id::name().into_owned(), K::Id::schema()));
        schemas.push((UserId::name().into_owned(), UserId::schema()));
        schemas.push((ProfileId::name().into_owned(), ProfileId::schema()));
        K::schemas(schemas);
        K::Enhancement::schemas(schemas);
    }
}
