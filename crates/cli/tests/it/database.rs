//! Data sets that lie in PostgreSQL. With the feature, against the server that `.ci/with-postgres` starts; without a server
//! the tests say that they are skipped, unless SHENSUAN_TEST_POSTGRES is `required`.

use std::env;
use std::io::Write;

/// Says on the terminal, past what a test captures, that tests are skipped; where they may not be they fail.
fn skipped(why: &str) {
    assert_ne!(env::var("SHENSUAN_TEST_POSTGRES").as_deref(), Ok("required"), "{why}");
    let _ = writeln!(
        std::io::stderr(),
        "skipped, {why}: .ci/with-postgres cargo test --features postgres database"
    );
}

#[cfg(not(feature = "postgres"))]
#[test]
fn without_the_feature_it_is_said() {
    use crate::run::shensuan_in;

    skipped("this program is built without PostgreSQL");
    let place = tempfile::tempdir().unwrap();
    let rulebook = crate::run::root().join("examples/first-light/rulebook");
    let text = "[postgres]\nurl = \"postgres://reader:geheim@localhost/census\"\n[postgres.forms]\nG102 = \"t_bas_g102\"\n\
        \"G101-1\" = { query = \"select 1\" }\n";
    std::fs::write(place.path().join("dataset.toml"), text).unwrap();
    let mut all = String::new();
    for lang in ["zh", "en"] {
        let review = ["review", ".", "--rulebook", rulebook.to_str().unwrap(), "--lang", lang];
        let output = shensuan_in(place.path(), review);
        assert_eq!((output.status, output.printed.as_str()), (3, ""));
        all.push_str(&output.said);
    }
    assert!(!all.contains("geheim"), "{all}");
    insta::assert_snapshot!(all);
}

#[cfg(feature = "postgres")]
mod served;
