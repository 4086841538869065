//! The dates that files give.

/// A year, a month or a day as a book has it (ISO 8601). `None` for anything else, and for the dates that programs write if they know none.
pub(super) fn exact(text: &str) -> Option<String> {
    let day = text.trim().split('T').next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let is_number = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_within = |part: &str, most: u32| is_number(part, 2) && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let good = match &parts[..] {
        [year] => is_number(year, 4),
        [year, month] => is_number(year, 4) && is_within(month, 12),
        [year, month, day] => is_number(year, 4) && is_within(month, 12) && is_within(day, 31),
        _ => false,
    };
    (good && !day.starts_with("0000") && !day.starts_with("0101")).then(|| day.to_owned())
}

/// An exact date, or else the year, if a text has one number of four digits.
pub(super) fn of_text(text: &str) -> Option<String> {
    let year = || {
        let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
        years.next().filter(|_| years.next().is_none()).and_then(exact)
    };
    exact(text).or_else(year)
}
