//! The stylesheet: the print design's voice, the reader's settings first. No colour of text or ground, no fixed sizes.
use std::fmt::Write;

use crate::edition::Edition;

use super::fonts::EmbeddedFace;

/// The one stylesheet of the package.
pub(super) fn stylesheet(edition: &Edition, faces: &[EmbeddedFace]) -> String {
    let mut css = String::new();
    for face in faces {
        let _ = writeln!(
            css,
            "@font-face {{ font-family: \"{}\"; font-style: {}; font-weight: {}; src: url({}); }}",
            face.family,
            if face.italic { "italic" } else { "normal" },
            if face.bold { "bold" } else { "normal" },
            face.name
        );
    }
    if !faces.is_empty() {
        // Offered, not forced: on the body only, so that any setting of the reader's wins.
        let _ = writeln!(css, "body {{ font-family: \"{}\", serif; }}", edition.design.text_face);
        let _ = writeln!(css, "code, pre {{ font-family: \"{}\", monospace; }}", edition.design.mono_face);
    }
    css.push_str(STYLE);
    if !edition.design.hyphenate {
        css.push_str("p { -webkit-hyphens: manual; -epub-hyphens: manual; hyphens: manual; }\n");
    }
    css
}

/// What every book shares.
const STYLE: &str = r"
body { margin: 0; line-height: 1.45; font-variant-numeric: oldstyle-nums proportional-nums; widows: 2; orphans: 2; }
[hidden] { display: none; }
p { margin: 0; text-indent: 1em; -webkit-hyphens: auto; -epub-hyphens: auto; hyphens: auto; }
h1, h2, h3, h4, h5, h6 { font-weight: normal; text-align: initial; -webkit-hyphens: none; -epub-hyphens: none; hyphens: none; break-after: avoid; page-break-after: avoid; break-inside: avoid; }
h1 { margin: 18% 0 2em; font-size: 1.7em; line-height: 1.2; }
h1 .label { display: block; margin-bottom: .4em; font-size: .58em; font-variant-caps: all-small-caps; letter-spacing: .05em; }
h2 { margin: 2em 0 .7em; font-size: 1.05em; font-variant-caps: small-caps; letter-spacing: .05em; }
h3 { margin: 1.5em 0 .5em; font-size: 1em; font-style: italic; }
h4, h5, h6 { margin: 1.2em 0 .4em; font-size: .92em; font-style: italic; }
h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, h6 + p, hr + p, blockquote + p, ul + p, ol + p, dl + p, pre + p, figure + p, .table + p, div + p, section > p:first-child, blockquote > p:first-child, li > p:first-child, dd > p:first-child, .note > p:first-child, .verse p, td p, .copyright p, .alert-title { text-indent: 0; }
section { break-before: auto; }
.part > h1, .titlepage { text-align: center; }
.part > h1 { margin-top: 35%; }
blockquote { margin: .8em 0 .8em 1.2em; font-size: .95em; }
.attribution { margin-top: .2em; text-align: right; text-indent: 0; -webkit-hyphens: none; hyphens: none; }
.epigraph { margin: 0 0 2em 38%; font-size: .95em; }
.epigraph blockquote { margin: 0; font-size: 1em; }
.epigraph p { text-indent: 0; }
.dedication, .center { text-align: center; }
.dedication p, .center p { text-indent: 0; }
.dedication { font-style: italic; }
ul, ol { margin: .7em 0; padding-left: 1.6em; }
li { margin: .35em 0; }
.tight > li { margin: 0; }
.tasks { list-style: none; padding-left: .4em; }
li > p + p { text-indent: 1em; }
dl { margin: .7em 0; }
dt { margin-top: .6em; font-weight: bold; break-after: avoid; page-break-after: avoid; }
dd { margin: 0 0 0 1.5em; }
.verse { margin: .8em 0 .8em 1.5em; }
.verse p { margin-bottom: .8em; -webkit-hyphens: none; hyphens: none; }
.verse .line { display: inline-block; padding-left: 2em; text-indent: -2em; }
pre { margin: .8em 0 .8em 1em; font-size: .82em; line-height: 1.35; white-space: pre-wrap; overflow-wrap: break-word; font-variant-numeric: normal; }
code { font-size: .86em; font-variant-numeric: normal; overflow-wrap: break-word; }
pre code { font-size: 1em; }
figure { margin: 1.4em 0; text-align: center; break-inside: avoid; page-break-inside: avoid; }
img { max-width: 100%; height: auto; }
figcaption { margin-top: .5em; font-size: .9em; font-style: italic; }
figcaption .label, caption .label { font-style: normal; font-variant-caps: small-caps; letter-spacing: .05em; }
.table { margin: 1.2em 0; overflow-x: auto; }
table { margin: 0 auto; border-collapse: collapse; border-top: thin solid; border-bottom: thin solid; font-size: .9em; line-height: 1.3; font-variant-numeric: lining-nums tabular-nums; }
caption { padding-bottom: .4em; text-align: initial; font-style: italic; }
thead { border-bottom: thin solid; }
th { font-weight: normal; font-style: italic; }
th, td { padding: .15em .9em .15em 0; text-align: initial; vertical-align: top; }
th.center, td.center { text-align: center; }
th.right, td.right { text-align: right; }
hr { width: 3em; margin: 1.4em auto; border: 0; border-top: thin solid; }
.page-break { break-after: page; page-break-after: always; }
.alert { margin: 1em 0; padding-left: 1em; border-left: thin solid; }
.alert-title { font-variant-caps: small-caps; letter-spacing: .05em; }
.smallcaps { font-variant-caps: small-caps; letter-spacing: .05em; }
a { color: inherit; text-decoration: underline; text-decoration-thickness: from-font; }
.call { line-height: 0; font-variant-numeric: lining-nums; }
.call a, .note a[role='doc-backlink'] { text-decoration: none; }
.notes { margin-top: 2.5em; padding-top: 1em; border-top: thin solid; font-size: .9em; }
.note { margin: .5em 0; }
.cover { margin: 0; text-align: center; }
.cover img { max-width: 100%; max-height: 100%; }
.titlepage h1 { margin: .6em 0 .4em; font-size: 2.2em; }
.titlepage p { text-indent: 0; }
.titlepage .author { margin-top: 18%; font-variant-caps: small-caps; letter-spacing: .05em; }
.subtitle { font-style: italic; font-size: 1.15em; }
.publisher { margin-top: 30%; font-variant-caps: small-caps; letter-spacing: .05em; }
.copyright { margin-top: 30%; font-size: .85em; }
.copyright p { margin-bottom: .4em; }
nav ol, .captions ol { list-style: none; padding-left: 0; }
nav ol ol { padding-left: 1.5em; font-size: .95em; }
.index-entries ul { list-style: none; margin: 0 0 1em; padding-left: 0; }
.index-entries ul ul { margin: 0; padding-left: 1em; }
.index-entries li { margin: .1em 0; padding-left: 2em; text-indent: -2em; -webkit-hyphens: none; hyphens: none; }
nav li { margin: .3em 0; }
nav a, .captions a { text-decoration: none; }
";
