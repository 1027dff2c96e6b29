//! What figures look like: fixed ones, in both languages.

use serde_json::Value;
use shensuan_diagnostics::Lang;
use shensuan_engine::{Counts, Measured, Part, PartKind, SingleEngine, Stretch, Timing};
use shensuan_findings::{RulePlace, write_table};
use unicode_width::UnicodeWidthStr;

use super::{About, BenchFile, Machine, Stages, chart, rows, table};

fn timings(engines: &[SingleEngine], seconds: f64, compile: f64) -> Vec<Timing> {
    let timing = |engine: &SingleEngine| match engine {
        SingleEngine::Jit => Timing {
            engine: *engine,
            runs: 8,
            seconds: vec![seconds, seconds * 0.75, seconds * 1.5],
            compile_runs: 4,
            compile: vec![compile; 3],
            sections: 1,
        },
        SingleEngine::Interpreter => Timing {
            engine: *engine,
            runs: 2,
            seconds: vec![seconds * 4.0; 3],
            compile_runs: 0,
            compile: Vec::new(),
            sections: 0,
        },
    };
    engines.iter().map(timing).collect()
}

/// Twelve rules, the last with a title that is hard to write down; a formula; statistics on demand.
fn bench(engines: &[SingleEngine], lang: Lang, with_statistics: bool) -> BenchFile {
    let part = |kind, name: &str, title: Option<&str>, line, seconds| Part {
        kind,
        name: name.to_owned(),
        title: title.map(str::to_owned),
        place: RulePlace { file: "rulebooks/example/rules/water.rule".to_owned(), line, column: 4 },
        rows: 20_000,
        counts: (kind == PartKind::Rule).then_some(Counts {
            pass: 19_000,
            fail: 10,
            when_false: 900,
            not_filed: 50,
            undetermined: 40,
        }),
        timings: timings(engines, seconds, 0.000_25),
    };
    let mut parts: Vec<Part> = (1..=11_u32)
        .map(|at| part(PartKind::Rule, &format!("R{at:02}"), Some("Title"), at * 10, f64::from(at) * 1e-5))
        .collect();
    let odd = "\"<b> & =1+1\u{1}";
    parts.push(part(PartKind::Rule, "SZ-G102-01", Some(odd), 130, 3e-3));
    let name = lang.pick("核算氨氮排放量（万吨以上的环节）", "computed emission of ammonia nitrogen");
    parts.push(part(PartKind::Formula, name, None, 140, 2e-3));
    if with_statistics {
        let name = lang.pick("各地区排放量", "emission by district");
        parts.push(part(PartKind::Statistic, name, None, 150, 1e-3));
    }
    let measured = Measured {
        subjects: 20_000,
        stretches: vec![
            (Stretch::FindRows, 0.004),
            (Stretch::Bind, 0.25),
            (Stretch::Cut, 0.000_6),
            (Stretch::Fit, 0.001),
            (Stretch::Report, 1.5),
        ],
        whole: timings(engines, 4e-3, 0.012),
        statistics: if with_statistics { timings(engines, 1e-3, 0.002) } else { Vec::new() },
        parts,
        findings: 120,
    };
    let about = About {
        program: "shensuan 9.9.9",
        optimised: true,
        written: "2026-01-01T00:00:00Z".to_owned(),
        command: ["shensuan", "bench", "rulebooks/example", "data"].map(str::to_owned).to_vec(),
        machine: Machine {
            processor: Some("Example Processor 3000 @ 3.00GHz".to_owned()),
            architecture: "x86_64".to_owned(),
            cores: 8,
            memory_bytes: Some(16_500_000_000),
            os: "Example Linux 12".to_owned(),
        },
        rulebook: "rulebooks/example".to_owned(),
        rulebooks: Vec::new(),
        dataset: "data".to_owned(),
        as_of: "2026-01-01".to_owned(),
        threads: 1,
        repeat: 3,
        no_machine_code: None,
    };
    let stages = Stages { parse: 0.02, check: 0.03, lower: 0.001, read: 0.8, ..Stages::default() };
    BenchFile::new(about, stages, &measured)
}

const BOTH: [SingleEngine; 2] = [SingleEngine::Jit, SingleEngine::Interpreter];

#[test]
fn a_terminal_shows_it_in_80_columns() {
    for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        for (engines, of) in [(&BOTH[..], "both"), (&BOTH[1..], "interpreter")] {
            let shown = table(&bench(engines, lang, engines.len() > 1), lang, 80);
            for line in shown.lines() {
                assert!(line.width() <= 80, "{line}");
            }
            insta::assert_snapshot!(format!("table_{name}_{of}"), shown);
        }
    }
}

/// Figures a million times as large, as no machine would have them, and none at all.
#[test]
fn figures_of_any_size_fit() {
    let mut bench = bench(&BOTH, Lang::En, true);
    for part in &mut bench.parts {
        for figures in &mut part.engines {
            figures.ns_per_subject *= 1e6;
            figures.compile_seconds = figures.compile_seconds.map(|seconds| seconds * 1e2);
        }
    }
    let widest = table(&bench, Lang::En, 80).lines().map(UnicodeWidthStr::width).max();
    assert!(widest <= Some(80), "{widest:?}");
    for part in &mut bench.parts {
        part.engines.iter_mut().for_each(|figures| figures.ns_per_subject = 0.0);
    }
    assert!(!table(&bench, Lang::En, 80).contains('█'));
    let picture = chart::svg(&bench, Lang::En);
    assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
}

/// Their places begin in the column in which their lines of the table do.
#[test]
fn fewer_than_ten_parts_stand_in_line() {
    let mut bench = bench(&BOTH, Lang::En, false);
    bench.parts.truncate(3);
    let shown = table(&bench, Lang::En, 80);
    let last: Vec<&str> = shown.lines().filter(|line| line.starts_with("3 ")).collect();
    assert_eq!(last.len(), 2, "one in the table, one among the places: {shown}");
}

#[test]
fn several_threads_are_as_many_at_most() {
    let mut bench = bench(&BOTH, Lang::En, false);
    bench.about.threads = 8;
    let told = [Lang::Zh, Lang::En].map(|lang| table(&bench, lang, 80));
    assert!(told[0].contains("，最多 8 个线程，") && told[1].contains(", at most 8 threads, "), "{told:?}");
}

#[test]
fn rules_for_spreadsheets() {
    for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let mut csv = Vec::new();
        write_table(&mut csv, &rows::rows(&bench(&BOTH, lang, true), lang)).unwrap();
        insta::assert_snapshot!(format!("csv_{name}"), String::from_utf8(csv).unwrap());
    }
}

#[test]
fn a_picture_stands_alone() {
    for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let picture = chart::svg(&bench(&BOTH, lang, true), lang);
        assert!(!picture.contains("href") && !picture.contains('\u{1}'), "{picture}");
        insta::assert_snapshot!(format!("chart_{name}"), picture);
    }
}

#[test]
fn the_file_holds_the_samples_and_its_sums_add_up() {
    let bench = bench(&BOTH, Lang::En, true);
    let json = bench.json().unwrap();
    let file: Value = serde_json::from_str(&json).unwrap();
    for (place, engine) in ["jit", "interpreter"].into_iter().enumerate() {
        let of_engine = |part: &Value| part["engines"][place].clone();
        let parts: Vec<Value> = file["parts"].as_array().unwrap().iter().map(of_engine).collect();
        assert!(parts.iter().all(|figures| figures["engine"] == engine));
        let sum = |key: &str| parts.iter().map(|figures| figures[key].as_f64().unwrap()).sum::<f64>();
        assert!((sum("share") - 1.0).abs() < 1e-12);
        let told = &file["sum_of_parts"][place];
        assert_eq!(told["engine"], engine);
        let told = |key: &str| told[key].as_f64().unwrap();
        assert!((sum("seconds") - told("seconds")).abs() < 1e-12);
        let of_statistics = parts.last().unwrap()["seconds"].as_f64().unwrap();
        assert!((told("statistics_seconds") - of_statistics).abs() < 1e-12);
        let both = told("rules_and_formulas_seconds") + told("statistics_seconds");
        assert!((both - told("seconds")).abs() < 1e-12);
        assert_eq!(file["whole"][place]["samples_seconds"].as_array().unwrap().len(), 3);
    }
    let whole = &file["whole"][0];
    assert_eq!(whole["seconds"], 4e-3, "the median");
    assert_eq!(whole["ns_per_subject"], 200.0);
    assert_eq!(whole["rule_cells_per_second"], 12.0 * 20_000.0 / 4e-3);
    assert_eq!(whole["compile_runs_per_sample"], 4);
    assert_eq!(file["parts"][12]["kind"], "formula");
    let first: String = json.split_inclusive("\"parts\": [").next().unwrap().to_owned();
    insta::assert_snapshot!(first);
}
