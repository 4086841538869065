//! Names that differ little from a name with a meaning are reported with their place.
use crate::support::built::Built;

#[test]
fn misspelt_names_are_reported_with_the_name_that_is_near() {
    let text = "# Boats {.unnumbred}\n\n::: epigraf\nWords.\n:::\n\nText.\n\n# Nets {kind=apendix}\n\n\\newpge\n\n[x]{.decorativ} and [y]{.my-own .side}.\n\n::: quesions\nWords.\n:::\n";
    let built = Built::of(text);
    for (given, near, line) in [
        ("unnumbred", "unnumbered", 5),
        ("epigraf", "epigraph", 7),
        ("apendix", "appendix", 13),
        ("\\newpge", "\\newpage", 15),
        ("decorativ", "decorative", 17),
        ("quesions", "questions", 19),
    ] {
        let at = built.told.find(&format!("`{given}` has no meaning")).unwrap_or_else(|| panic!("{given}: {}", built.told));
        let report = &built.told[at..];
        let report = &report[..report.find("\n\n").unwrap()];
        assert!(report.contains(&format!("did you mean `{near}`?")) && report.contains(&format!("t.md:{line}:")), "{report}");
    }
    assert_eq!(built.told.matches("misspelt-name]").count(), 6, "{}", built.told);
}
