//! Lists of tasks and of terms in the e-book.
use crate::support::built::Built;

#[test]
fn the_box_of_a_task_stands_in_its_first_paragraph() {
    let chapter = Built::of("# One\n\n- [ ] loose\n\n- [x] done\n\n  More.\n").document("loose");
    for text in ["<p", ">\u{2610} loose</p>", ">\u{2611} done</p>", ">More.</p>", "<ul class=\"tasks\">"] {
        assert!(chapter.contains(text), "{text}: {chapter}");
    }
    let chapter = Built::of("# One\n\n- [ ] tight\n- [x] done\n").document("tight");
    assert!(chapter.contains(">\u{2610} tight</li>") && chapter.contains("class=\"tight tasks\""), "{chapter}");
}

#[test]
fn an_item_among_tasks_keeps_its_bullet() {
    let built = Built::of("# One\n\n- [ ] task\n- plain\n");
    let chapter = built.document("plain");
    assert!(chapter.contains("class=\"task\">\u{2610} task</li>") && chapter.contains("<ul class=\"tight\">"), "{chapter}");
    if let Some(text) = built.pdf {
        assert!(text.contains("\u{2022} plain"), "{text}");
    }
}

#[test]
fn a_numbered_task_keeps_its_number() {
    let built = Built::of("# One\n\n1. plain\n2. [x] task\n");
    let chapter = built.document("plain");
    assert!(chapter.contains(">\u{2611} task</li>") && !chapter.contains("class=\"task"), "{chapter}");
    if let Some(text) = built.pdf {
        assert!(text.contains("2.\u{a0}\u{25a0} task") || text.contains("2. \u{25a0} task"), "{text}");
    }
}

#[test]
fn each_line_is_a_term_of_its_own() {
    let chapter = Built::of("# One\n\nLorry\n*Truck*\n: A vehicle.\n\nCar\n: Another.\n").document("vehicle");
    assert_eq!(chapter.matches("<dt").count(), 3, "{chapter}");
    assert!(chapter.contains(">Lorry</dt>") && chapter.contains("><em>Truck</em></dt>") && chapter.contains(">Car</dt>"), "{chapter}");
}
