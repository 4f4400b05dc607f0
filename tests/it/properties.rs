//! Properties of features come back as they were given: names in their order, values to the last digit.

use proptest::prelude::*;
use serde_json::{Value, json};
use yike::domain::{Members, Properties, PropertyValue, SharedNames};

fn value() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-70_000_i64..70_000).prop_map(Value::from),
        (i64::MAX as u64..=u64::MAX).prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        "\\PC{0,300}".prop_map(Value::from),
    ];
    plain.prop_recursive(2, 8, 3, |inner| {
        let lists = prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from);
        let objects = prop::collection::vec(("[a-z]{1,3}", inner), 0..3)
            .prop_map(|own| Value::Object(own.into_iter().collect()));
        prop_oneof![lists, objects]
    })
}

fn members() -> impl Strategy<Value = Members> {
    let one = ("[a-d村]{0,2}", value());
    prop::collection::vec(one, 0..8).prop_map(|own| own.into_iter().collect())
}

proptest! {
    #[test]
    fn what_is_packed_comes_back(all in prop::collection::vec(members(), 1..6)) {
        let mut names = SharedNames::default();
        let shared: Vec<Properties> = all.iter().map(|own| names.properties(own)).collect();
        for (own, shared) in all.iter().zip(&shared) {
            let alone = Properties::from(own.clone());
            prop_assert_eq!(&alone, shared);
            // As text, since the order counts, and 1.0 is not 1.
            prop_assert_eq!(json!(shared.to_json()).to_string(), json!(own).to_string());
            prop_assert_eq!(shared.len(), own.len());
            prop_assert!(shared.keys().eq(own.keys()));
            for (name, value) in own {
                let found = shared.get(name).expect("a value");
                prop_assert_eq!(found.to_string(), value.to_string());
                prop_assert_eq!(found.to_json(), value.clone());
                prop_assert_eq!(found.as_str(), value.as_str());
                prop_assert_eq!(found.as_f64(), value.as_f64());
                prop_assert_eq!(found.as_i64(), value.as_i64());
                prop_assert_eq!(found.as_u64(), value.as_u64());
                prop_assert_eq!(found.as_bool(), value.as_bool());
                prop_assert_eq!(found.is_null(), value.is_null());
            }
            prop_assert_eq!(shared.get("none of these"), None);
        }
    }
}

#[test]
fn a_whole_number_beyond_2_to_53_keeps_its_digits() {
    let given = json!({"code": 9_007_199_254_740_993_u64, "large": u64::MAX, "small": i64::MIN});
    let properties = Properties::from(given.as_object().expect("an object").clone());
    assert_eq!(properties.get("code"), Some(PropertyValue::Whole(9_007_199_254_740_993)));
    assert_eq!(properties.get("large"), Some(PropertyValue::Large(u64::MAX)));
    assert_eq!(properties.get("small"), Some(PropertyValue::Whole(i64::MIN)));
}
