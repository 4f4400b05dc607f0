//! Quantities as planners write them, and figures that are refused.

use yike::units::{Metres, Persons, Seconds, Share, Speed, Yuan};

#[test]
fn full_width_digits_and_signs_are_read() {
    let minutes = |text: &str| Seconds::parse(text).expect(text).minutes();
    assert_eq!(minutes("１５ 分钟"), 15.0);
    assert_eq!(minutes("１５　分"), 15.0);
    assert_eq!(minutes("１．５小时"), 90.0);
    assert_eq!(minutes("2 时"), 120.0);
    let money = Yuan::parse("11，000 万元").expect("money");
    assert_eq!(money, Yuan::new(110_000_000));
    assert_eq!(Share::parse("100％").expect("a share"), Share::WHOLE);
    assert_eq!(Share::parse("６０　％").expect("a share").fraction(), 0.6);
    assert_eq!(
        Metres::parse("１．２ ｋｍ").expect("a length").metres(),
        1200.0
    );
    assert_eq!(
        Persons::parse("１，２００ 人").expect("people").number(),
        1200.0
    );
    let speed = Speed::parse("３．６公里／小时").expect("a speed");
    assert!((speed.metres_per_second() - 1.0).abs() < 1e-12);
    assert!(Seconds::parse("１５").is_err(), "still a unit is asked for");
}
