//! The names of emoji, as GitHub writes them between colons.

/// Whether a name between colons is an emoji: `smile`.
pub(crate) fn is_shortcode(name: &str) -> bool {
    // The prefixes of the icon sets of MkDocs.
    const SETS: [&str; 4] = ["material-", "octicons-", "fontawesome-", "simple-"];
    // Names of pictures that are not characters, and names that other tools use.
    const OTHERS: [&str; 9] =
        ["face_palm", "light_bulb", "octocat", "party_popper", "person_frowning", "rolling_eyes", "shipit", "squirrel", "thinking_face"];
    emojis::get_by_shortcode(name).is_some() || OTHERS.contains(&name) || SETS.iter().any(|set| name.starts_with(set))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        for name in ["smile", "+1", "baby_chick", "pear", "octocat", "material-account"] {
            assert!(is_shortcode(name), "{name}");
        }
        assert!(!is_shortcode("field") && !is_shortcode(""));
    }
}
