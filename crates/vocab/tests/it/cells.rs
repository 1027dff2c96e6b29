//! Dates and coordinates as cells write them.

use shensuan_vocab::{Coordinates, Date};

#[test]
fn dates_are_read_as_offices_write_them() {
    for written in [
        "2019-07-01",
        "2019/7/1",
        "2019.07.01",
        "2019年7月1日",
        "20190701",
        "２０１９／７／１",
        "2019/7/1 0:00",
    ] {
        assert_eq!(
            Date::read(written).map(|date| date.to_string()).as_deref(),
            Some("2019-07-01"),
            "{written}"
        );
    }
    for wrong in [
        "2019-02-29",
        "2019-13-01",
        "19-7-1",
        "2019-7",
        "2019-7/1",
        "2019年7月1",
        "",
        "0000-01-01",
        "2019-07-01 8:30",
        "201907",
    ] {
        assert_eq!(Date::read(wrong), None, "{wrong}");
    }
    assert!(Date::read("2020-02-29").is_some());
}

#[test]
fn days_and_dates_go_both_ways() {
    assert_eq!(Date::new(1970, 1, 1).map(Date::days), Some(0));
    assert_eq!(Date::new(2000, 3, 1).map(Date::days), Some(11_017));
    let first = Date::new(1, 1, 1).unwrap().days();
    let last = Date::new(9999, 12, 31).unwrap().days();
    let mut before = None;
    for days in (first..=last).step_by(13) {
        let date = Date::of_days(days).unwrap();
        assert_eq!(date.days(), days);
        assert!(before < Some(date));
        before = Some(date);
    }
    assert_eq!((Date::of_days(first - 1), Date::of_days(last + 1)), (None, None));
    assert_eq!(Date::of_number(0.5), Date::of_days(0));
    assert_eq!((Date::of_number(f64::NAN), Date::of_number(1e300)), (None, None));
}

#[test]
fn coordinates_are_read_as_forms_write_them() {
    let near = |text: &str| {
        let found = Coordinates::read(text)?;
        Some(((found.longitude * 1e6).round() as i64, (found.latitude * 1e6).round() as i64))
    };
    for written in [
        "113.92,22.53",
        "113.92，22.53",
        "113.92 22.53",
        "113°55′12″,22°31′48″",
        "113°55'12\" 22°31'48\"",
        "东经113度55分12秒，北纬22度31分48秒",
        "22.53N 113.92E",
        "113.92°, 22.53°",
    ] {
        assert_eq!(near(written), Some((113_920_000, 22_530_000)), "{written}");
    }
    assert_eq!(near("-70.5,-33.25"), Some((-70_500_000, -33_250_000)));
    for wrong in ["113.92", "22.53,113.92", "113.92,22.53,5", "113°75′,22°", "E1 E2", "a,b", "", "1e2,3"]
    {
        assert_eq!(near(wrong), None, "{wrong}");
    }
}
