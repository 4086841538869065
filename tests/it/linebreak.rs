//! Compares the line breaker with TeX's own breaks and demerits in 480 cases, recorded with TeX82 and LuaTeX (`tests/fixtures/kp_tex.json`).
use chapbook::typeset::linebreak::{Alternatives, Item, LineBreaks, Parameters, Penalty, break_apart, break_lines};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

#[test]
fn breaks_and_demerits_equal_those_of_tex() {
    let fixture: Value = serde_json::from_str(include_str!("../fixtures/kp_tex.json")).unwrap();
    let mut wrong = Vec::new();
    let cases = fixture["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 480);
    for case in cases {
        let number = |key: &str| case[key].as_i64().unwrap_or(0);
        let items: Vec<Item> =
            fixture["paragraphs"][case["para"].as_str().unwrap()]["items"].as_array().unwrap().iter().map(item).collect();
        let widths: Vec<i64> =
            case["widths"].as_array().map_or_else(|| vec![number("width")], |widths| widths.iter().map(|w| w.as_i64().unwrap()).collect());
        let parameters = Parameters {
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
            ..Parameters::TEX
        };
        let broken = break_lines(&items, &widths, &parameters);
        let breaks: Vec<i64> = broken.breaks.iter().map(|found| found.end as i64).collect();
        let expected: Vec<i64> = case["expect"]["breaks"].as_array().unwrap().iter().map(|b| b.as_i64().unwrap()).collect();
        let demerits = broken.breaks.last().map(|last| last.demerits);
        if demerits != case["expect"]["demerits"].as_i64() || breaks != expected {
            wrong.push(format!("{}: {demerits:?} for {}, {breaks:?} for {expected:?}", case["id"], case["expect"]["demerits"]));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

/// Returns the paragraphs of the cases, each with the widths in which it is set.
fn paragraphs() -> Vec<(Vec<Item>, Vec<Vec<i64>>)> {
    let fixture: Value = serde_json::from_str(include_str!("../fixtures/kp_tex.json")).unwrap();
    let mut paragraphs = Vec::new();
    for (name, paragraph) in fixture["paragraphs"].as_object().unwrap() {
        let items: Vec<Item> = paragraph["items"].as_array().unwrap().iter().map(item).collect();
        let cases = fixture["cases"].as_array().unwrap().iter().filter(|case| case["para"].as_str() == Some(name));
        let mut widths: Vec<Vec<i64>> = cases
            .map(|case| match case["widths"].as_array() {
                Some(widths) => widths.iter().map(|width| width.as_i64().unwrap()).collect(),
                None => vec![case["width"].as_i64().unwrap()],
            })
            .collect();
        widths.sort();
        widths.dedup();
        paragraphs.push((items, widths));
    }
    paragraphs
}

/// Returns the paragraphs that can be set with these parameters, each with a width and the best lines.
fn settable(parameters: &Parameters) -> impl Iterator<Item = (Vec<Item>, Vec<i64>, LineBreaks)> {
    let all = paragraphs().into_iter().flat_map(|(items, widths)| widths.into_iter().map(move |widths| (items.clone(), widths)));
    all.filter_map(move |(items, widths)| {
        let best = break_lines(&items, &widths, parameters);
        (!best.is_emergency()).then_some((items, widths, best))
    })
}

/// Parameters with which the breaker finds the best lines without trying all breaks. Hyphens below one another cost nothing, so the cost of
/// a paragraph is the sum of the costs of its lines.
const STRICT: Parameters = Parameters {
    hyphen_penalty: 7_000,
    loose: 45,
    loose_demerits: 15_000_000,
    very_loose: 56,
    very_loose_demerits: 20_000_000,
    hole: 81,
    hole_demerits: 1_000_000,
    double_hyphen_demerits: 0,
    final_hyphen_demerits: 0,
    pretolerance: -1,
    tolerance: 1_000,
    emergency_stretch: 1_000_000,
    ..Parameters::TEX
};

fn ends(broken: &LineBreaks) -> Vec<usize> {
    broken.breaks.iter().map(|found| found.end).collect()
}

/// `break_lines` discards candidates early. `break_apart` keeps the best one for each number of lines, so it finds the best of all.
#[test]
fn candidates_that_are_discarded_are_not_better() {
    let (mut undivided, mut divided) = (0, 0);
    for (items, widths, best) in settable(&STRICT) {
        let least = break_apart(&items, &widths, &STRICT).iter().map(LineBreaks::demerits).min();
        assert_eq!(Some(best.demerits()), least, "{widths:?}");
        let hyphens = best.breaks.iter().filter(|found| matches!(items.get(found.end), Some(Item::Discretionary { .. }))).count();
        (undivided, divided) = (undivided + usize::from(hyphens == 0), divided + usize::from(hyphens > 0));
    }
    assert!(undivided > 10 && divided > 10, "{undivided} without a divided word, {divided} with some");
}

/// Returns the items with one break forbidden.
fn forbidding(items: &[Item], at: usize) -> Vec<Item> {
    let mut items = items.to_vec();
    match items[at] {
        Item::Discretionary { unbroken, .. } => items[at] = Item::Kern { width: unbroken },
        Item::Penalty(_) => items[at] = Item::Penalty(Penalty::NEVER),
        Item::Glue { .. } | Item::Kern { .. } | Item::Box { .. } => items.insert(at, Item::Penalty(Penalty::NEVER)),
    }
    items
}

#[test]
fn an_alternative_is_the_best_result_without_one_break() {
    let (mut found, mut none) = (0, 0);
    for (items, widths, best) in settable(&STRICT) {
        let bound = best.demerits() + 60_000_000;
        let mut alternatives = Alternatives::within(&items, &widths, &STRICT, bound);
        for at in ends(&best).into_iter().filter(|at| *at < items.len()) {
            let other = break_lines(&forbidding(&items, at), &widths, &STRICT);
            let within = !other.is_emergency() && other.demerits() <= bound;
            let alternative = alternatives.without(at, bound);
            assert_eq!(alternative.as_ref().map(LineBreaks::demerits), within.then(|| other.demerits()), "{widths:?} without {at}");
            assert!(alternative.is_none_or(|alternative| !ends(&alternative).contains(&at)));
            (found, none) = (found + usize::from(within), none + usize::from(!within));
        }
    }
    assert!(found > 50 && none > 5, "{found} alternatives, {none} none");
}

fn item(value: &Value) -> Item {
    let number = |at: usize| value[at].as_i64().unwrap();
    match value[0].as_str().unwrap() {
        "b" => Item::rigid(number(1)),
        "g" => Item::Glue { width: number(1), stretch: number(2), infinite: number(3) > 0, shrink: number(4) },
        "k" => Item::Kern { width: number(1) },
        "p" => Item::Penalty(Penalty::from_tex(number(1))),
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

/// Boxes with glue, penalties or hyphenation points between them. Some glue neither stretches nor shrinks.
fn random_items() -> impl Strategy<Value = Vec<Item>> {
    let word = (1..40_i64).prop_map(Item::rigid);
    let between = prop_oneof![
        3 => (0..8_i64, 0..4_i64, 0..3_i64).prop_map(|(width, stretch, shrink)| vec![Item::Glue { width, stretch, infinite: false, shrink }]),
        3 => (0..300_i64, 0..4_i64).prop_map(|(cost, stretch)| {
            vec![Item::Penalty(Penalty::Cost(cost)), Item::Glue { width: 0, stretch, infinite: false, shrink: 0 }]
        }),
        1 => Just(vec![Item::Penalty(Penalty::NEVER), Item::Glue { width: 5, stretch: 2, infinite: false, shrink: 1 }]),
        1 => (0..6_i64).prop_map(|before| {
            vec![Item::Discretionary { before, after: 0, unbroken: 0, hang: 0, automatic: true, explicit: false }]
        }),
    ];
    prop::collection::vec((word, between), 1..40).prop_map(|parts| {
        let mut items: Vec<Item> = parts.into_iter().flat_map(|(word, between)| std::iter::once(word).chain(between)).collect();
        items.extend([Item::rigid(5), Item::Penalty(Penalty::NEVER), Item::Glue { width: 0, stretch: 1, infinite: true, shrink: 0 }]);
        items
    })
}

/// The width of a line from an item to a break when its glue has shrunk as far as it can.
fn narrowest(items: &[Item], start: usize, end: usize) -> i64 {
    let hyphen = if let Some(Item::Discretionary { before, .. }) = items.get(end) { *before } else { 0 };
    let width = |item: &Item| match *item {
        Item::Box { width, .. } | Item::Kern { width } => width,
        Item::Glue { width, shrink, .. } => width - shrink,
        Item::Penalty(_) | Item::Discretionary { .. } => 0,
    };
    items[start..end].iter().skip_while(|item| item.is_discardable()).map(width).sum::<i64>() + hyphen
}

/// Whether a line may end at an item.
fn is_legal(items: &[Item], at: usize) -> bool {
    match items.get(at) {
        None | Some(Item::Discretionary { .. } | Item::Penalty(Penalty::Cost(_) | Penalty::Forced)) => true,
        Some(Item::Glue { .. }) => at > 0 && matches!(items[at - 1], Item::Box { .. } | Item::Discretionary { .. }),
        Some(Item::Box { .. } | Item::Kern { .. } | Item::Penalty(Penalty::Forbidden(_))) => false,
    }
}

/// The first item of the line after a break.
fn after(items: &[Item], at: usize) -> usize {
    at + usize::from(matches!(items.get(at), Some(Item::Discretionary { .. })))
}

/// Whether the items can be broken into lines of which none is wider than the measure.
fn fits(items: &[Item], measure: i64) -> bool {
    let mut starts = vec![0];
    for at in (0..=items.len()).filter(|at| is_legal(items, *at)) {
        if starts.iter().any(|start| *start <= at && narrowest(items, *start, at) <= measure) {
            if at == items.len() {
                return true;
            }
            starts.push(after(items, at));
        }
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, rng_seed: RngSeed::Fixed(1711), ..ProptestConfig::default() })]

    /// Uses the highest tolerance, as for paragraphs that cannot be set well.
    #[test]
    fn no_line_is_overfull_if_there_are_lines_that_fit(items in random_items(), measure in 40..160_i64) {
        for emergency_stretch in [0, 20] {
            let parameters = Parameters { tolerance: 10_000, emergency_stretch, ..STRICT };
            let broken = break_lines(&items, &[measure], &parameters);
            let mut start = 0;
            let mut widest = 0;
            for found in &broken.breaks {
                widest = widest.max(narrowest(&items, start, found.end));
                start = after(&items, found.end);
            }
            prop_assert_eq!(widest <= measure, fits(&items, measure), "{} in {}", widest, measure);
        }
    }
}
