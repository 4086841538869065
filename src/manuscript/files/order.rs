//! The order of file names. Numbers in names count as numbers, so `2.md` comes before `10.md`.
use std::cmp::Ordering;

/// Compares two names: runs of digits as numbers, everything else character by character. If the names differ only in leading zeros,
/// they are compared character by character.
pub(crate) fn natural(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    while let (Some(first_a), Some(first_b)) = (rest_a.chars().next(), rest_b.chars().next()) {
        let (digits_a, digits_b) = (digits(rest_a), digits(rest_b));
        let order = if digits_a > 0 && digits_b > 0 {
            let (number_a, number_b) = (rest_a[..digits_a].trim_start_matches('0'), rest_b[..digits_b].trim_start_matches('0'));
            (rest_a, rest_b) = (&rest_a[digits_a..], &rest_b[digits_b..]);
            // The number with more digits is the greater one, however long it is.
            number_a.len().cmp(&number_b.len()).then_with(|| number_a.cmp(number_b))
        } else {
            (rest_a, rest_b) = (&rest_a[first_a.len_utf8()..], &rest_b[first_b.len_utf8()..]);
            first_a.cmp(&first_b)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    rest_a.len().cmp(&rest_b.len()).then_with(|| a.cmp(b))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_count_as_numbers() {
        let mut names = ["10.md", "2.md", "a.md", "01.md", "1.md", "ch-9-b.md", "ch-10-a.md", "99999999999999999999999.md", "3", ""];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["", "01.md", "1.md", "2.md", "3", "10.md", "99999999999999999999999.md", "a.md", "ch-9-b.md", "ch-10-a.md"]);
    }

    proptest! {
        #[test]
        fn the_order_is_total(mut names in proptest::collection::vec("[a0-9é]{0,4}", 3)) {
            names.sort_by(|a, b| natural(a, b));
            prop_assert!(natural(&names[0], &names[1]) != Ordering::Greater);
            prop_assert!(natural(&names[0], &names[2]) != Ordering::Greater);
            prop_assert_eq!(natural(&names[0], &names[1]), natural(&names[1], &names[0]).reverse());
            prop_assert_eq!(natural(&names[0], &names[1]) == Ordering::Equal, names[0] == names[1]);
        }
    }
}
