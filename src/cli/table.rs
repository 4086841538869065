//! Tables on a terminal.
use crate::diagnostic::render::Screen;

/// The smallest width of the last column, in characters. If there is less room, the last column is printed below the others.
const LAST_COLUMN: usize = 24;

/// A row of a table.
pub(super) struct TableRow {
    /// All columns but the last.
    pub(super) first: Vec<String>,
    /// The last column: a text that may be wrapped.
    pub(super) last: String,
}

/// A table with aligned columns, without rules. If the screen is narrow, the last column is wrapped.
pub(super) fn table(rows: &[TableRow], screen: Screen) -> String {
    let columns = rows.iter().map(|row| row.first.len()).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.first.get(column)).map(|text| text.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let beside: usize = widths.iter().map(|width| width + 2).sum();
    let is_below = screen.columns.is_some_and(|columns| columns < beside + LAST_COLUMN);
    let line = |TableRow { first, last }: &TableRow| {
        if is_below {
            let last = if last.is_empty() { String::new() } else { screen.fold(&format!("    {last}")) };
            return format!("{}{last}", screen.fold(&first.join("  ")));
        }
        let first: String = first.iter().zip(&widths).map(|(text, width)| format!("{text:<width$}  ")).collect();
        let last = screen.lines(last, beside).join(&format!("\n{}", " ".repeat(beside)));
        format!("{}\n", format!("{first}{last}").trim_end())
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_column_is_wrapped_or_below() {
        let row = |name: &str, last: &str| TableRow { first: vec![name.to_owned()], last: last.to_owned() };
        let rows = [row("epub", "For e-readers, and for reading aloud"), row("a5", "")];
        let within = |columns| table(&rows, Screen { color: false, columns });
        assert_eq!(within(None), "epub  For e-readers, and for reading aloud\na5\n");
        assert_eq!(within(Some(32)), "epub  For e-readers, and for\n      reading aloud\na5\n");
        assert_eq!(within(Some(28)), "epub\n    For e-readers, and for\n      reading aloud\na5\n");
    }
}
