//! `docs/book.schema.json` agrees with the code. `UPDATE_SCHEMA=1 cargo test --test it schema` updates it.
use std::path::Path;

#[test]
fn the_schema_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/book.schema.json");
    let mut wanted = serde_json::to_string_pretty(&chapbook::edition::schema()).expect("a schema is JSON");
    wanted.push('\n');
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::create_dir_all(path.parent().expect("docs/")).expect("docs/");
        std::fs::write(&path, &wanted).expect("docs/book.schema.json");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == wanted, "docs/book.schema.json is out of date: UPDATE_SCHEMA=1 cargo test --test it schema");
}
