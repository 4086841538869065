//! The line breaker against TeX's own breaks and demerits: 480 cases, taken with TeX82 and LuaTeX (`tests/fixtures/kp_tex.json`).
#![allow(clippy::unwrap_used, clippy::print_stdout, unreachable_pub, reason = "tests may be blunt")]
use chapbook::typeset::item::Item;
use chapbook::typeset::linebreak::{Taste, break_lines};
use serde_json::Value;

#[test]
fn breaks_and_demerits_are_those_of_tex() {
    let fixture: Value = serde_json::from_str(include_str!("fixtures/kp_tex.json")).unwrap();
    let mut wrong = Vec::new();
    let cases = fixture["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 480);
    for case in cases {
        let number = |key: &str| case[key].as_i64().unwrap_or(0);
        let items: Vec<Item> =
            fixture["paragraphs"][case["para"].as_str().unwrap()]["items"].as_array().unwrap().iter().map(item).collect();
        let widths: Vec<i64> =
            case["widths"].as_array().map_or_else(|| vec![number("width")], |widths| widths.iter().map(|w| w.as_i64().unwrap()).collect());
        let taste = Taste {
            line_penalty: number("linepenalty"),
            hyphen_penalty: number("hyphenpenalty"),
            explicit_hyphen_penalty: number("exhyphenpenalty"),
            adjacent_demerits: number("adjdemerits"),
            double_hyphen_demerits: number("doublehyphendemerits"),
            final_hyphen_demerits: number("finalhyphendemerits"),
            pretolerance: number("pretolerance"),
            tolerance: number("tolerance"),
            emergency_stretch: number("emergencystretch"),
            looseness: number("looseness"),
            ragged_stretch: number("right_skip_stretch"),
            ragged_infinite: false,
            ..Taste::TEX
        };
        let broken = break_lines(&items, &widths, &taste);
        let breaks: Vec<i64> = broken.breaks.iter().map(|found| found.end as i64).collect();
        let expected: Vec<i64> = case["expect"]["breaks"].as_array().unwrap().iter().map(|b| b.as_i64().unwrap()).collect();
        let demerits = broken.breaks.last().map(|last| last.demerits);
        if demerits != case["expect"]["demerits"].as_i64() || breaks != expected {
            wrong.push(format!("{}: {demerits:?} for {}, {breaks:?} for {expected:?}", case["id"], case["expect"]["demerits"]));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

fn item(value: &Value) -> Item {
    let number = |at: usize| value[at].as_i64().unwrap();
    match value[0].as_str().unwrap() {
        "b" => Item::rigid(number(1)),
        "g" => Item::Glue { width: number(1), stretch: number(2), infinite: number(3) > 0, shrink: number(4) },
        "k" => Item::Kern { width: number(1) },
        "p" => Item::Penalty { cost: i32::try_from(number(1)).unwrap() },
        "d" => Item::Discretionary {
            before: number(1),
            after: number(2),
            unbroken: number(3),
            hang: 0,
            automatic: number(4) == 1,
            explicit: number(5) == 1,
        },
        other => panic!("{other}"),
    }
}
