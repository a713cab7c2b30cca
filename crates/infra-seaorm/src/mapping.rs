//! Writes both conversions between an entity of the domain and its row from one list of their common fields.
//!
//! ```ignore
//! mapping!(Experience {
//!     id: id, user_id: id, profile_id: id, position: count, title, start_date: text, end_date: optional_text,
//!     achievements: json, created_at, updated_at,
//! } unmapped { schema_version });
//! ```
//!
//! gives `columns_of(&Experience) -> Result<ActiveModel, StoreError>` and `entity_of(Model) -> Result<Experience, StoreError>`.
//! Both sides are taken apart without `..`, so that a column or a field that is missing here does not compile. What is
//! `unmapped` is left to the database's default, and ignored when it is read. The kinds are:
//!
//! | kind | in the domain | in the row |
//! |---|---|---|
//! | none | the same type | |
//! | `id` | an id | `Uuid` |
//! | `word` | an enumeration by `text_enum!` | `String` |
//! | `text` | a type that checks its text (`TryFrom<String>`, `Display`) | `String` |
//! | `number` | a type that checks its number (`TryFrom<f64>`, `Into<f64>`) | `f64` |
//! | `json` | whatever serde knows | `Json` |
//! | `count` | `u32` | `i32` |
//! | `hundredths` | `f64` | `f64`, rounded to two places as `numeric(_,2)` does |
//! | `optional_…` | an `Option` of it | an `Option` |

macro_rules! mapping {
    ($entity:ident { $($field:ident $(: $kind:ident)?),+ $(,)? } $(unmapped { $($unmapped:ident),+ $(,)? })?) => {
        pub(crate) fn columns_of(entity: &$entity) -> Result<ActiveModel, ports::store::StoreError> {
            let $entity { $($field),+ } = entity;
            Ok(ActiveModel {
                $($field: sea_orm::ActiveValue::Set($crate::mapping::save!($($kind)? $field)),)+
                $($($unmapped: sea_orm::ActiveValue::NotSet,)+)?
            })
        }

        pub(crate) fn entity_of(model: Model) -> Result<$entity, ports::store::StoreError> {
            let row = $crate::column::Row::<Entity>::new(model.id);
            let Model { $($field,)+ $($($unmapped: _,)+)? } = model;
            Ok($entity { $($field: $crate::mapping::load!(row $($kind)? $field)),+ })
        }
    };
}

macro_rules! save {
    ($field:ident) => {
        $field.clone()
    };
    (id $field:ident) => {
        $field.0
    };
    (optional_id $field:ident) => {
        $field.map(|id| id.0)
    };
    (word $field:ident) => {
        $field.as_str().to_owned()
    };
    (optional_word $field:ident) => {
        $field.map(|word| word.as_str().to_owned())
    };
    (text $field:ident) => {
        $field.to_string()
    };
    (optional_text $field:ident) => {
        $field.as_ref().map(ToString::to_string)
    };
    (number $field:ident) => {
        f64::from(*$field)
    };
    (json $field:ident) => {
        $crate::column::to_json($field)?
    };
    (optional_json $field:ident) => {
        $crate::column::to_optional_json($field.as_ref())?
    };
    (count $field:ident) => {
        $crate::column::to_integer(*$field)?
    };
    (optional_count $field:ident) => {
        $field.map($crate::column::to_integer).transpose()?
    };
    (hundredths $field:ident) => {
        $crate::column::to_hundredths(*$field)
    };
    (optional_hundredths $field:ident) => {
        $field.map($crate::column::to_hundredths)
    };
}

macro_rules! load {
    ($row:ident $field:ident) => {
        $field
    };
    ($row:ident id $field:ident) => {
        $field.into()
    };
    ($row:ident optional_id $field:ident) => {
        $field.map(Into::into)
    };
    ($row:ident word $field:ident) => {
        $row.word(stringify!($field), &$field)?
    };
    ($row:ident optional_word $field:ident) => {
        $row.optional_word(stringify!($field), $field.as_deref())?
    };
    ($row:ident text $field:ident) => {
        $row.valid(stringify!($field), $field.try_into())?
    };
    ($row:ident optional_text $field:ident) => {
        $field.map(|text| $row.valid(stringify!($field), text.try_into())).transpose()?
    };
    ($row:ident number $field:ident) => {
        $row.valid(stringify!($field), $field.try_into())?
    };
    ($row:ident json $field:ident) => {
        $row.json(stringify!($field), $field)?
    };
    ($row:ident optional_json $field:ident) => {
        $row.optional_json(stringify!($field), $field)?
    };
    ($row:ident count $field:ident) => {
        $row.count(stringify!($field), $field)?
    };
    ($row:ident optional_count $field:ident) => {
        $field.map(|number| $row.count(stringify!($field), number)).transpose()?
    };
    ($row:ident hundredths $field:ident) => {
        $field
    };
    ($row:ident optional_hundredths $field:ident) => {
        $field
    };
}

pub(crate) use {load, mapping, save};
