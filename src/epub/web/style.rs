//! The rules that web pages add to the stylesheet of the e-book: colours for day and night, the measure, what stands around the text, notes
//! that open in place. All lengths at the sides are logical, so they suit books written from right to left.
use std::fmt::Write;

use crate::epub::code_features::CodeFeatures;
use crate::highlight::TokenLook;

/// The rules for web pages.
pub(super) fn web_rules(code: &CodeFeatures) -> String {
    let mut css = RULES.to_owned();
    css.push_str(&token_colours(code, "", |look| look.paper));
    if !code.tokens.is_empty() {
        let night = token_colours(code, "  ", |look| look.screen.map(lighter));
        let _ = writeln!(css, "@media (prefers-color-scheme: dark) {{\n{night}}}");
    }
    css
}

/// The colours of the tokens of listings. Light pages have those of the PDF. The colours of the e-book suit white and black pages alike; as
/// the page is known to be dark here, they are lighter.
fn token_colours(code: &CodeFeatures, indent: &str, colour: impl Fn(TokenLook) -> [u8; 3]) -> String {
    let mut css = String::new();
    for class in &code.tokens {
        let [red, green, blue] = colour(class.look());
        let _ = writeln!(css, "{indent}.tok-{} {{ color: #{red:02x}{green:02x}{blue:02x}; }}", class.name());
    }
    css
}

/// A part of a colour with four tenths of white.
fn lighter(part: u8) -> u8 {
    part + (u8::MAX - part) / 10 * 4
}

const RULES: &str = r#"
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1b19; --faint: #615c56; --line: #d9d5cf; --shade: #f6f4f1; --found: #ffe9a8; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (prefers-color-scheme: dark) { :root { --paper: #151413; --ink: #dbd7d1; --faint: #a39d95; --line: #3b3834; --shade: #211f1d; --found: #5c4a12; } }
body { background: var(--paper); color: var(--ink); font-size: 1.1875rem; overflow-wrap: break-word; }
main, .site-title-page { box-sizing: border-box; max-width: 37rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
.site-title-page { padding-bottom: 0; }
.one-page > main { padding-top: 0; }
.one-page > main > section > h2:first-child { margin-top: 4rem; }
main > section > h1:first-child, main > section > h2:first-child { margin-top: 1.5rem; }
:target { scroll-margin-top: 1rem; }
p { text-align: start; }
.titlepage p, .dedication p, .center p, figcaption p, .titlepage, .subtitle { text-align: inherit; }
.attribution { text-align: end; }
mark { background: var(--found); color: inherit; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: .15em solid; outline-offset: .15em; }
img { border-radius: 1px; }
p.math, .table, pre { overflow-x: auto; overflow-y: hidden; }
.site-skip { position: absolute; inset-inline-start: .5rem; top: -10rem; z-index: 4; padding: .5rem 1rem; background: var(--paper); border: thin solid; }
.site-skip:focus { top: .5rem; }
.site-bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.25rem; padding: .6rem 1.25rem; border-bottom: thin solid var(--line); font-size: 1rem; line-height: 1.4; }
.site-bar a { text-decoration: none; }
.site-bar a:hover { text-decoration: underline; }
.site-title { flex: 1 1 auto; font-style: italic; }
.site-search { position: relative; display: flex; align-items: baseline; gap: .5rem; }
.site-search[hidden] { display: none; }
.site-search input { box-sizing: border-box; width: 11rem; max-width: 60vw; padding: .2em .5em; border: thin solid var(--faint); border-radius: .2em; background: var(--paper); color: inherit; font: inherit; }
.site-results { position: absolute; inset-inline-end: 0; top: 100%; z-index: 3; box-sizing: border-box; width: min(32rem, calc(100vw - 2.5rem)); max-height: 75vh; margin-top: .5rem; padding: .75rem 1.25rem; overflow: auto; background: var(--paper); border: thin solid var(--line); border-radius: .2em; box-shadow: 0 .4rem 1.5rem #0003; }
.site-results p { font-size: .9375rem; text-indent: 0; }
.site-results ol { margin: .5rem 0 0; padding: 0; list-style: none; }
.site-results li + li { margin-top: .6rem; padding-top: .6rem; border-top: thin solid var(--line); }
.site-results li p { color: var(--faint); }
.site-results mark { color: var(--ink); }
nav ol { margin: 0; }
.site-chapters { display: none; }
.site-chapters li { margin: .35rem 0; line-height: 1.35; text-align: start; -webkit-hyphens: none; hyphens: none; }
.site-chapters [aria-current] { font-weight: bold; }
.site-chapters ol ol { margin: .35rem 0 .6rem; padding-inline-start: .9rem; border-inline-start: thin solid var(--line); font-size: .9375em; }
.site-part { padding-top: .6rem; font-variant-caps: small-caps; letter-spacing: .04em; }
.site-part ol { font-variant-caps: normal; letter-spacing: normal; }
.site-contents a:hover, .site-chapters a:hover, .captions a:hover { text-decoration: underline; }
.site-contents li { text-align: start; }
.one-page > .site-contents h2 { margin: 0 0 .75rem; font-size: 1.2em; text-align: start; }
.site-turn { display: flex; justify-content: space-between; gap: 1.5rem; box-sizing: border-box; max-width: 37rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; border-top: thin solid var(--line); font-size: 1rem; line-height: 1.4; }
.site-turn a { max-width: 48%; text-decoration: none; }
.site-turn a:hover span + span { text-decoration: underline; }
.site-direction { display: block; color: var(--faint); }
.site-next { margin-inline-start: auto; text-align: end; }
.cover { margin: 0 0 2rem; text-align: inherit; }
.cover img { width: auto; max-width: min(100%, 17rem); max-height: 60vh; box-shadow: 0 .3rem 1.2rem #0004; }
.titlepage .author { margin-top: 0; }
.titlepage h1 { margin-top: .6rem; }
.titlepage .subtitle { margin-top: .6rem; }
.titlepage .publisher { margin-top: 1.2rem; }
.site-contents { margin-top: 3rem; }
.copyright { margin-top: 3rem; padding-top: 1rem; border-top: thin solid var(--line); color: var(--faint); }
.site-printed-pages { margin-top: 1rem; font-size: .9375rem; color: var(--faint); }
.site-printed-pages ol { display: flex; flex-wrap: wrap; gap: 0 .9rem; margin-top: .5rem; }
.site-hidden { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.call a { padding: .4em .2em; margin: 0 -.2em; scroll-margin-top: 35vh; }
@media (min-width: 40rem) { body { font-size: 1.3125rem; } main, .site-title-page { max-width: 41rem; padding: 2.5rem 2rem 4rem; } .site-title-page { padding-bottom: 1rem; } .site-turn { max-width: 41rem; padding: 1.25rem 2rem 4rem; } .site-bar { padding: .7rem 2rem; } }
@media (min-width: 70rem) {
  .with-list { display: grid; grid-template: "bar bar" auto "list head" auto "list text" 1fr "list turn" auto / 19rem minmax(0, 1fr); min-height: 100vh; }
  .with-list > .site-bar { grid-area: bar; }
  .with-list > .site-title-page { grid-area: head; width: 100%; }
  .with-list > main { grid-area: text; width: 100%; }
  .with-list > .site-turn { grid-area: turn; width: 100%; }
  .with-list > .site-chapters, .with-list > .site-contents { grid-area: list; display: block; position: sticky; top: 0; align-self: start; box-sizing: border-box; max-height: 100vh; margin: 0; padding: 2.5rem 1rem 2rem 2rem; overflow: auto; font-size: 1rem; }
  [dir=rtl] .with-list > .site-chapters, [dir=rtl] .with-list > .site-contents { padding: 2.5rem 2rem 2rem 1rem; }
}
@media (max-width: 69.99rem) { .with-list > .site-contents { box-sizing: border-box; max-width: 41rem; margin: 0 auto; padding: 1.5rem 1.25rem 2rem; } }
@media screen {
  .one-page .endnotes .note:target, .notes .note:target { position: fixed; inset-inline: 0; bottom: 0; z-index: 2; box-sizing: border-box; max-width: 43rem; max-height: 50vh; margin: 0 auto; padding: 1rem 1.5rem 1.25rem; overflow: auto; background: var(--shade); border: thin solid var(--line); border-bottom: 0; border-radius: .3em .3em 0 0; box-shadow: 0 0 1.5rem #0004; font-size: max(1rem, .9em); }
  .note:target p { text-indent: 0; }
  .note:target a[role='doc-backlink'] { text-decoration: underline; }
}
@media screen and (min-width: 70rem) { .with-list .note:target { inset-inline-start: 19rem; } }
@media print { .site-bar, .site-chapters, .site-turn, .site-skip, .site-printed-pages { display: none; } body { font-size: 11pt; } main { max-width: none; padding: 0; } }
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::highlight::TokenClass;

    /// The contrast of two colours (WCAG 2.2, "contrast ratio").
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |colour: [u8; 3]| {
            let linear = colour.map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn code_can_be_read_by_day_and_by_night() {
        for class in TokenClass::ALL {
            let look = class.look();
            let (day, night) = (contrast(look.paper, [0xff; 3]), contrast(look.screen.map(lighter), [0x15, 0x14, 0x13]));
            assert!(day >= 4.5 && night >= 4.5, "{}: {day} {night}", class.name());
        }
    }
}
