//! The addresses of well-known licences.

/// The address of a licence that is named by its SPDX identifier or by its usual short name, with its version:
/// `CC BY-SA 4.0`, `CC-BY-SA-4.0`, `CC0 1.0`, `Public domain`, `MIT`. `None` for an unknown name, for a Creative Commons
/// licence without its version, and for a longer text.
#[must_use]
pub(crate) fn licence_url(rights: &str) -> Option<String> {
    let plain: String = rights.trim().trim_end_matches('.').to_lowercase().replace(['-', '\u{2011}', ' ', '\u{a0}', '_'], " ");
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.as_str() {
        "cc0" | "cc0 1.0" | "cc0 1.0 universal" | "cc zero" | "cc zero 1.0" => {
            return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
        }
        "public domain" | "pdm" | "pdm 1.0" | "public domain mark" | "public domain mark 1.0" => {
            return Some("https://creativecommons.org/publicdomain/mark/1.0/".to_owned());
        }
        _ => {}
    }
    if let Some(found) = creative_commons(&name) {
        return Some(found);
    }
    // SPDX identifiers of the usual licences of books and of the code in them (SPDX License List 3.25).
    const SPDX: &[&str] = &[
        "0BSD",
        "AGPL-3.0-only",
        "AGPL-3.0-or-later",
        "Apache-2.0",
        "Artistic-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "EUPL-1.2",
        "GFDL-1.1-or-later",
        "GFDL-1.2-only",
        "GFDL-1.2-or-later",
        "GFDL-1.3-only",
        "GFDL-1.3-or-later",
        "GPL-2.0-only",
        "GPL-2.0-or-later",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
        "ISC",
        "LAL-1.3",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MPL-2.0",
        "ODbL-1.0",
        "Unlicense",
    ];
    let found = SPDX.iter().find(|id| id.to_lowercase().replace('-', " ") == name)?;
    Some(format!("https://spdx.org/licenses/{found}.html"))
}

/// The address of a Creative Commons licence: `cc by sa 4.0`, `creative commons by nc 3.0`.
fn creative_commons(name: &str) -> Option<String> {
    const VERSIONS: &[&str] = &["1.0", "2.0", "2.5", "3.0", "4.0"];
    let rest = name.strip_prefix("cc ").or_else(|| name.strip_prefix("creative commons "))?;
    let (terms, version) = rest.rsplit_once(' ')?;
    let terms = terms.replace(' ', "-");
    let known = matches!(terms.as_str(), "by" | "by-sa" | "by-nd" | "by-nc" | "by-nc-sa" | "by-nc-nd") && VERSIONS.contains(&version);
    known.then(|| format!("https://creativecommons.org/licenses/{terms}/{version}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_known_by_their_names() {
        let by_sa = Some("https://creativecommons.org/licenses/by-sa/4.0/".to_owned());
        assert_eq!(licence_url("CC BY-SA 4.0"), by_sa);
        assert_eq!(licence_url("CC-BY-SA-4.0"), by_sa);
        assert_eq!(licence_url("CC0 1.0").as_deref(), Some("https://creativecommons.org/publicdomain/zero/1.0/"));
        assert_eq!(licence_url("Public domain").as_deref(), Some("https://creativecommons.org/publicdomain/mark/1.0/"));
        assert_eq!(licence_url("GFDL-1.3-or-later").as_deref(), Some("https://spdx.org/licenses/GFDL-1.3-or-later.html"));
        assert_eq!(licence_url("CC BY-SA"), None, "which of them?");
        assert_eq!(licence_url("© 2026 The author. All rights reserved."), None);
    }
}
