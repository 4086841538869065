//! The directive `list-table` of MyST: the rows of a table as a list of lists
//! (<https://mystmd.org/guide/tables#list-tables>).

/// The lines of a pipe table with the rows of a list. `heads` is the number of rows of its head. `None` if the text is no list of lists, or if
/// a cell has several blocks.
pub(super) fn rows(text: &str, heads: usize) -> Option<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let words = line.trim();
        let (row, words) = match words.strip_prefix(['*', '-']) {
            // A row begins at the margin, with its first cell.
            Some(rest) if line.starts_with(['*', '-']) => (Some(Vec::new()), rest.trim_start()),
            _ => (None, words),
        };
        rows.extend(row);
        let row = rows.last_mut()?;
        match words.strip_prefix(['-', '*', '+']).filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            Some(cell) => row.push(cell.trim().to_owned()),
            None => {
                let cell = row.last_mut()?;
                cell.push(' ');
                cell.push_str(words);
            }
        }
    }
    let width = rows.iter().map(Vec::len).max().filter(|width| *width > 0)?;
    let line = |cells: &[String]| {
        let cells = (0..width).map(|at| cells.get(at).map_or_else(String::new, |cell| cell.replace('|', "\\|")));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines = Vec::new();
    // A pipe table has one row in its head, which may be empty.
    let (head, body) = if heads > 0 { rows.split_at(1) } else { rows.split_at(0) };
    lines.push(line(head.first().map_or(&[], Vec::as_slice)));
    lines.push(format!("|{}", "---|".repeat(width)));
    lines.extend(body.iter().map(|row| line(row)));
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_lists_is_a_table() {
        let text = "* - Boat\n  - Rope\n    of hemp\n\n* - *Gull*\n  -\n- - a|b\n";
        let wanted = ["| Boat | Rope of hemp |", "|---|---|", "| *Gull* |  |", "| a\\|b |  |"];
        assert_eq!(rows(text, 1).as_deref(), Some(wanted.map(str::to_owned).as_slice()));
        assert_eq!(rows(text, 0).map(|rows| rows[0].clone()).as_deref(), Some("|  |  |"));
        assert_eq!(rows("No list.\n", 1), None);
        assert_eq!(rows("", 1), None);
    }
}
