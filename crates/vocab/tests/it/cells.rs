//! Dates, periods and coordinates as cells write them.

use shensuan_vocab::{Coordinates, Date, Period};

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

fn days(text: &str) -> Option<(String, String)> {
    Period::read(text).map(|period| (period.first.to_string(), period.last.to_string()))
}

#[test]
fn periods_are_read_as_offices_write_them() {
    let year = ["2017", "2017年", "2017年度", " ２０１７ ", "2017 年", "2017年1-12月", "2017-01~2017-12"];
    let month = [
        "2017-02",
        "2017-2",
        "2017/02",
        "201702",
        "2017年2月",
        "2017年02月份",
        "２０１７年２月",
        "2017 年 2 月",
    ];
    let quarter = [
        "2017Q1",
        "2017q1",
        "2017-Q1",
        "2017 Q1",
        "２０１７Ｑ１",
        "2017年第1季度",
        "2017年第一季度",
        "2017年1季度",
        "2017年一季度",
        "2017年1－3月",
        "2017年1月至3月",
        "2017年1月~2017年3月",
    ];
    let half = [
        "2017H1",
        "2017h1",
        "2017年上半年",
        "2017上半年",
        "2017-01-01~2017-06-30",
        "2017-01-01～2017-06-30",
        "2017年1月1日至2017年6月30日",
        "2017-01-01 – 2017-06-30",
        "2017/1/1—2017/6/30",
        "20170101-20170630",
        "2017.1.1-2017.6.30",
        "2017Q1~2017Q2",
        "2017-01-01到2017-06",
    ];
    let all: [(&[&str], &str, &str); 4] = [
        (&year, "2017-01-01", "2017-12-31"),
        (&month, "2017-02-01", "2017-02-28"),
        (&quarter, "2017-01-01", "2017-03-31"),
        (&half, "2017-01-01", "2017-06-30"),
    ];
    for (written, first, last) in all {
        for text in written {
            assert_eq!(days(text), Some((first.to_owned(), last.to_owned())), "{text}");
        }
    }
    assert_eq!(days("2020年下半年"), Some(("2020-07-01".to_owned(), "2020-12-31".to_owned())));
    assert_eq!(days("202002").map(|(_, last)| last).as_deref(), Some("2020-02-29"));
    assert_eq!(Period::read("2020").map(Period::days), Some(366));
}

#[test]
fn what_does_not_say_its_days_is_no_period() {
    for wrong in [
        "",
        "17",
        "20171",
        "2017-13",
        "2017-0",
        "201713",
        "2017年3",
        "2017Q5",
        "2017Q",
        "2017H3",
        "2017年第五季度",
        "2017年年",
        "2017-",
        "0000",
        "2017-03-05",
        "2017年3月5日",
        "20170305",
        "2017.3",
        "2017年6-1月",
        "2017-06-30~2017-01-01",
        "2017-01-01~",
        "~2017",
        "2017~2018~2019",
        "2017-01-01-2017-06-30",
        "去年",
        "2017吨",
        "-2017",
        "2017Q1Q2",
        "２０１７年第季度",
    ] {
        assert_eq!(days(wrong), None, "{wrong}");
    }
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
