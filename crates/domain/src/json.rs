//! Reads JSON as JSON Schema means it, where serde differs: it takes a list for a struct, its items for the fields in the order of
//! the code, and it does not take `8.0` for a whole number. And numbers are read as every database gives them back.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

/// Around a deserializer, and whatever else takes part in reading, so that no list stands for a struct however deep it lies.
pub struct Strict<T>(pub T);

/// Around the visitor of a struct.
struct Struct<V>(V);

/// Around the visitor of a whole number.
struct Whole<V>(V);

/// Beyond it not every whole number has a floating-point one of its own.
const MAX_EXACT: f64 = 9_007_199_254_740_991.0;

/// Hands a number on as PostgreSQL gives it back: it writes out all digits of a whole number, which then is read as an integer
/// where it fits into one, and knows no negative zero. So an answer shows what later answers show.
fn as_stored<'de, V: Visitor<'de>, E: Error>(value: f64, visitor: V) -> Result<V::Value, E> {
    // From here on floating-point numbers are whole, and written with an exponent.
    const LARGE: f64 = 1e16;
    const UNSIGNED_END: f64 = 18_446_744_073_709_551_616.0;
    const SIGNED_START: f64 = -9_223_372_036_854_775_808.0;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and in range")]
    if (LARGE..UNSIGNED_END).contains(&value) {
        visitor.visit_u64(value as u64)
    } else if (SIGNED_START..=-LARGE).contains(&value) {
        visitor.visit_i64(value as i64)
    } else {
        visitor.visit_f64(value + 0.0)
    }
}

/// Forwards a method of `Deserializer` with its visitor wrapped.
macro_rules! forward {
    ($($method:ident($($argument:ident: $kind:ty),*) as $wrapper:ident),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $kind,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* $wrapper(visitor))
        }
    )+};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    forward! {
        deserialize_any() as Strict, deserialize_bool() as Strict,
        deserialize_i8() as Whole, deserialize_i16() as Whole, deserialize_i32() as Whole, deserialize_i64() as Whole,
        deserialize_u8() as Whole, deserialize_u16() as Whole, deserialize_u32() as Whole, deserialize_u64() as Whole,
        deserialize_f32() as Strict, deserialize_f64() as Strict, deserialize_char() as Strict,
        deserialize_str() as Strict, deserialize_string() as Strict,
        deserialize_bytes() as Strict, deserialize_byte_buf() as Strict,
        deserialize_option() as Strict, deserialize_unit() as Strict,
        deserialize_unit_struct(name: &'static str) as Strict,
        deserialize_newtype_struct(name: &'static str) as Strict,
        deserialize_seq() as Strict, deserialize_tuple(len: usize) as Strict,
        deserialize_tuple_struct(name: &'static str, len: usize) as Strict,
        deserialize_map() as Strict,
        deserialize_struct(name: &'static str, fields: &'static [&'static str]) as Struct,
        deserialize_enum(name: &'static str, variants: &'static [&'static str]) as Strict,
        deserialize_identifier() as Strict, deserialize_ignored_any() as Strict,
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// Forwards methods of `Visitor` that take a plain value.
macro_rules! values {
    ($($method:ident: $kind:ty),+ $(,)?) => {$(
        fn $method<E: Error>(self, value: $kind) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )+};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    values! {
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128,
        visit_str: &str, visit_borrowed_str: &'de str, visit_string: String,
        visit_bytes: &[u8], visit_borrowed_bytes: &'de [u8], visit_byte_buf: Vec<u8>,
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        as_stored(value, self.0)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Strict(inner))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Strict(inner))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Strict(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Strict(fields))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Strict(variant))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Struct<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<V::Value, A::Error> {
        Err(A::Error::invalid_type(Unexpected::Seq, &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Strict(fields))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Whole<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.0.visit_i64(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.0.visit_u64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        if value.fract() == 0.0 && value.abs() <= MAX_EXACT {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and not too large")]
            return self.0.visit_i64(value as i64);
        }
        self.0.visit_f64(value)
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Strict(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Strict<A> {
    type Error = A::Error;
    type Variant = Strict<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        self.0.variant_seed(seed).map(|(value, variant)| (value, Strict(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Strict(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(len, Strict(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Struct(visitor))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde::Deserialize;
    use serde_json::{Value, json};

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Outer {
        inner: Option<Inner>,
        several: Vec<Inner>,
        kind: Kind,
        anything: Value,
        count: u8,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        name: Option<String>,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        #[default]
        Plain,
        Shaped {
            name: String,
        },
    }

    fn read(json: Value) -> Result<Outer, String> {
        serde_path_to_error::deserialize::<_, Outer>(super::Strict(json)).map_err(|error| error.path().to_string())
    }

    #[rstest]
    #[case(json!([]), ".")]
    #[case(json!([null, []]), ".")]
    #[case(json!({"inner": [null]}), "inner")]
    #[case(json!({"several": [{"name": "a"}, ["b"]]}), "several[1]")]
    #[case(json!({"kind": {"shaped": ["a"]}}), "kind.shaped")]
    fn a_list_is_no_object_at_any_depth(#[case] json: Value, #[case] path: &str) {
        assert_eq!(read(json).unwrap_err(), path);
    }

    #[rstest]
    #[case(json!({"count": 8.0}), Ok(8))]
    #[case(json!({"count": 2e2}), Ok(200))]
    #[case(json!({"count": -0.0}), Ok(0))]
    #[case(json!({"count": 8.5}), Err("count"))]
    #[case(json!({"count": 256.0}), Err("count"))]
    #[case(json!({"count": 1e300}), Err("count"))]
    #[case(json!({"count": "8"}), Err("count"))]
    fn a_number_is_whole_however_it_is_written(#[case] json: Value, #[case] count: Result<u8, &str>) {
        assert_eq!(read(json).map(|outer| outer.count), count.map_err(str::to_owned));
    }

    #[rstest]
    #[case(1e16, json!(10_000_000_000_000_000_u64))]
    #[case(-1e16, json!(-10_000_000_000_000_000_i64))]
    #[case(1e19, json!(10_000_000_000_000_000_000_u64))]
    #[case(-1e19, json!(-1e19))]
    #[case(1e20, json!(1e20))]
    #[case(-0.0, json!(0.0))]
    #[case(1.0, json!(1.0))]
    #[case(0.1, json!(0.1))]
    fn a_number_is_read_as_databases_give_it_back(#[case] number: f64, #[case] read_as: Value) {
        let read = read(json!({"anything": [number]})).unwrap();
        assert_eq!(read.anything.to_string(), json!([read_as]).to_string());
    }

    #[rstest]
    #[case(json!({}))]
    #[case(json!({"inner": {"name": null}, "several": [{"name": "a"}], "kind": "plain", "anything": [1, {"a": [true]}]}))]
    #[case(json!({"inner": null, "kind": {"shaped": {"name": "a"}}, "anything": 1.5}))]
    fn what_has_its_shape_is_read_as_serde_reads_it(#[case] json: Value) {
        assert_eq!(read(json.clone()).unwrap(), serde_json::from_value(json).unwrap());
    }
}
