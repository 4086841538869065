//! The table of designs: every value of a design, declared once.
//!
//! A line of the table has the field of the program, the key that the author writes, what is accepted, the type and the default. Its
//! comment is the documentation. The type says how a value is written and read ([`DesignValue`]). From the table come:
//!
//! - the structs, [`Design`] and its groups, that both backends take their values from; their defaults are the trade design;
//! - the tables of `book.toml`, with their JSON schema ([`DesignTable`]); `settings::check` reports values outside the ranges in it;
//! - the reader of a `[design]` table, and the rows that `chapbook design show` and `docs/guide/designs.md` print.
use schemars::JsonSchema;
use serde::Deserialize;

use crate::units::{Length, Sides, Size};

use super::value::{DesignRow, DesignValue, ValuePlace};
use super::values::{
    ChapterOpening, CodeColours, FigurePlace, FirstWords, FolioPlace, HeadText, HeadingAlignment, InkUse, LetterShape, Lines,
    LinkAddresses, Lists, Measure, NoteSeparator, Ornament, ParagraphNumbers, Paragraphs, PicturePixels, StatementNumbering,
};

/// Whether a line of the table has the word `@on_any_page`.
macro_rules! flag {
    () => {
        false
    };
    (on_any_page) => {
        true
    };
}

/// Declares groups of values.
///
/// `field "key": Type = default;` is a value. After the key may stand a range, `(0..=50)`, or the accepted numbers, `[0, 2, 3]`; then
/// `follows "key"`, the value that it has if it has none of its own; then `@on_any_page`, if a book's value also applies to the
/// built-in editions. `written` lists keys that an author may write but that are not values. `computed` lists values that nobody writes.
macro_rules! design_table {
    ($(
        $(#[doc = $about:tt])+
        $name:ident, $table:ident {
            $(written { $( $(#[doc = $extra_doc:tt])+ $extra:ident: $extra_type:ty; )+ })?
            $(computed { $( $(#[doc = $computed_doc:tt])+ $computed:ident: $computed_type:ty = $computed_default:expr; )+ })?
            $(
                $(#[doc = $doc:tt])+
                $field:ident $key:tt $(($least:tt ..= $most:tt))? $([$($one:tt),+])? $(follows $follows:tt)? $(@$on_any_page:ident)?
                    : $type:ty = $default:expr;
            )+
        }
    )+) => { $(
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( $(#[doc = $doc])+ pub $field: $type, )+
            $($( $(#[doc = $computed_doc])+ pub $computed: $computed_type, )+)?
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $field: $default, )+ $($( $computed: $computed_default, )+)? }
            }
        }

        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub(crate) struct $table {
            $($( $(#[doc = $extra_doc])+ pub(crate) $extra: $extra_type, )+)?
            $(
                $(#[doc = $doc])+
                #[serde(rename = $key)]
                $(#[schemars(range(min = $least, max = $most))])?
                $(#[schemars(extend("enum" = [$($one),+]))])?
                pub(crate) $field: <$type as DesignValue>::Written,
            )+
        }

        impl DesignValue for $name {
            type Written = $table;

            fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>) {
                $( self.$field.read(&written.$field, &at.key($key)); )+
            }

            fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
                $(
                    let own = DesignRow {
                        key: $key.to_owned(),
                        value: None,
                        kind: "",
                        range: concat!("" $(, $least, " to ", $most)? $(, "one of ", stringify!($($one),+))?),
                        follows: concat!("" $(, $follows)?),
                        on_any_page: flag!($($on_any_page)?),
                        documentation: concat!($($doc),+).trim_ascii(),
                    };
                    self.$field.rows(row.below(own), rows);
                )+
            }
        }
    )+ };
}

design_table! {
    /// The design of an edition. Lengths are texts with a unit: `"11pt"`, `"17mm"`, `"1.5cm"`, `"5.5in"`. Lengths that may be relative to
    /// the size of the text also accept `"1.5em"`.
    Design, DesignTable {
        written {
            /// The named design to start with. It replaces all earlier values. `chapbook design list` has the names.
            base: Option<String>;
        }
        computed {
            /// The margins follow the page: ninths of it (Van de Graaf). `margins` holds the result.
            canon: bool = false;
        }
        /// The trimmed page: a name such as `a5`, or a table with `width` and `height`.
        page "page": Size = Size { width: Length::from_mm(148.0), height: Length::from_mm(210.0) };
        /// The number of columns of a page of the PDF: 1 or 2.
        columns "columns" (1..=2): u32 = 1;
        /// The white between two columns.
        gutter "gutter": Length = Length::from_mm(6.0);
        /// The family of the text.
        text_face "text-face": String = "Alegreya".to_owned();
        /// The family of code.
        mono_face "mono-face" @on_any_page: String = "JetBrains Mono".to_owned();
        /// The family of headings and titles. Default: the family of the text.
        heading_face "heading-face" follows "text-face": Option<String> = None;
        /// The family for characters that the other families lack, such as those of other scripts. Default: any family that has them.
        fallback_face "fallback-face" @on_any_page: Option<String> = None;
        /// The size of the text.
        size "size": Length = Length::points(11);
        /// The distance from baseline to baseline.
        leading "leading": Length = Length::from_pt(13.5);
        /// The leading of the e-book, in per cent of `leading`: lines on a screen need more white than on paper.
        screen_leading "screen-leading" (80..=200): u32 = 118;
        /// The first-line indent.
        indent "indent": Length = Length::points(11);
        /// The size of notes.
        note_size "note-size": Length = Length::from_pt(8.75);
        /// The leading of notes.
        note_leading "note-leading": Length = Length::points(11);
        /// The size of verse, captions and tables, and of quotations without a size of their own.
        small_size "small-size": Length = Length::points(10);
        /// The size of code.
        code_size "code-size": Length = Length::from_pt(8.5);
        /// The size of code within a line: a length, or `em` of the text around it.
        inline_code_size "inline-code-size": Measure = Measure::Em(840);
        /// The size of the numbers of paragraphs and lines in the margin: a length, or `em` of the text.
        number_size "number-size": Measure = Measure::Em(650);
        /// White between the text and these numbers: a length, or `em` of the text.
        number_gap "number-gap": Measure = Measure::Em(1000);
        /// The letterspacing of small capitals: a length, or `em` of their letters.
        small_caps_spacing "small-caps-spacing": Measure = Measure::Em(50);
        /// White above and below lists, quotations, verse, code and alerts, between stanzas, and between paragraphs that white separates,
        /// in lines of text. On a grid it is a whole line.
        block_white "block-white" (0..=5): Lines = Lines(50);
        /// On which side chapters open.
        opening "opening": ChapterOpening = ChapterOpening::NextPage;
        /// Lines left white above a chapter's heading.
        drop "drop": u32 = 5;
        /// Whether text is justified. If not, it is ragged right.
        justify "justify": bool = true;
        /// Whether words may be divided.
        hyphenate "hyphenate": bool = true;
        /// Whether words with a capital letter may be divided: names, and in German all nouns.
        hyphenate_names "hyphenate-names" @on_any_page: bool = true;
        /// Where to divide certain words, with a hyphen at each place: `["work-ers", "Tsektran"]`. A word without a hyphen is never
        /// divided.
        hyphenation "hyphenation" @on_any_page: Vec<String> = Vec::new();
        /// Whether the PDF imitates a style that a font family lacks: italics by slanted letters, bold by thicker ones, small capitals by
        /// smaller capitals.
        imitate_styles "imitate-styles": bool = true;
        /// How paragraphs are separated.
        paragraphs "paragraphs": Paragraphs = Paragraphs::Indent;
        /// Which paragraphs have their number (3.12) in the margin.
        paragraph_numbers "paragraph-numbers" @on_any_page: ParagraphNumbers = ParagraphNumbers::None;
        /// The interval of line numbers in the inner margin: 5 numbers every fifth line of a page, 0 none.
        line_numbers "line-numbers": u32 = 0;
        /// The number of ruled lines to write on below each question of the PDF: each item of a list in a section or container of the class
        /// `questions`.
        answer_lines "answer-lines" (0..=20): u32 = 0;
        /// Whether there are blanks for group, date and session above each chapter of the PDF.
        session_line "session-line": bool = false;
        /// Where the PDF prints the addresses of links: `true` after each link, `"list"` in a list at the end of the chapter, `"codes"` in
        /// such a list with QR codes.
        link_addresses "link-addresses": LinkAddresses = LinkAddresses::None;
        /// How much ink the pages of the PDF use.
        ink "ink": InkUse = InkUse::Full;
        /// How many pixels of pictures the files have: as many as are `seen`, or all that the `original` files have. A picture with more
        /// than 330 pixels to the inch at its printed size is reduced to 300 in the PDF, and one with more than 2000 on a side in the EPUB.
        pictures "pictures" @on_any_page: PicturePixels = PicturePixels::Seen;
        /// Whether pages may end above the foot. If not, white is added to fill them.
        ragged_bottom "ragged-bottom": bool = false;
        /// Whether all lines stand on a grid, so that the lines on both sides of a leaf align.
        grid "grid": bool = false;
        /// Whether full stops and hyphens hang into the margins a little.
        protrusion "protrusion": bool = true;
        /// How much wider or narrower letters may be set, in thousandths. 20 is invisible.
        expansion "expansion" (0..=50): u32 = 20;
        /// Whether there are running heads.
        running_heads "running-heads": bool = true;
        /// Whether half title, title page and copyright page are made from `[book]`.
        title_pages "title-pages": bool = true;
        /// Whether a table of contents is made.
        contents "contents": bool = true;
        /// How many levels the contents list, not counting parts: 1 is chapters, 2 adds sections. Default: chapters, other divisions with a
        /// file of their own, and all sections in a book of fewer than four chapters.
        contents_depth "contents-depth" (1..=6): Option<u32> = None;
        /// Lists that are made after the contents: `["figures", "tables", "listings", "equations"]`. An equation is listed if it has a
        /// title.
        lists "lists" @on_any_page: Lists = Lists { figures: false, tables: false, listings: false, equations: false };
        /// What stands between scenes: `rule`, `asterisks`, `space`, or a short text of your own.
        ornament "ornament" @on_any_page: Ornament = Ornament::Rule;
        /// The margins: a table, or `canon` for ninths of the page.
        margins "margins": Sides = Sides { inner: Length::from_mm(17.0), head: Length::from_mm(20.0), outer: Length::from_mm(21.0), foot: Length::from_mm(26.0) };
        /// Headings within chapters.
        headings "headings": HeadingsDesign = HeadingsDesign::default();
        /// How chapters open.
        openings "openings": OpeningDesign = OpeningDesign::default();
        /// The break between two scenes, if `ornament` is `rule`.
        breaks "breaks": BreakDesign = BreakDesign::default();
        /// Quotations.
        quotes "quotes": QuoteDesign = QuoteDesign::default();
        /// Epigraphs.
        epigraphs "epigraphs": EpigraphDesign = EpigraphDesign::default();
        /// Items of lists.
        items "items": ItemDesign = ItemDesign::default();
        /// Lists of definitions.
        definitions "definitions": DefinitionDesign = DefinitionDesign::default();
        /// Alerts: notes, tips and warnings in the text.
        alerts "alerts": AlertDesign = AlertDesign::default();
        /// Theorems, definitions, exercises, proofs and the like.
        statements "statements": StatementDesign = StatementDesign::default();
        /// Code on lines of its own.
        code "code": CodeDesign = CodeDesign::default();
        /// Verse.
        verse "verse": VerseDesign = VerseDesign::default();
        /// Notes at the foot.
        notes "notes": NoteDesign = NoteDesign::default();
        /// Figures.
        figures "figures": FigureDesign = FigureDesign::default();
        /// Captions of figures and tables.
        captions "captions": CaptionDesign = CaptionDesign::default();
        /// Tables.
        tables "tables": TableDesign = TableDesign::default();
        /// Running heads and folios.
        heads "heads": HeadDesign = HeadDesign::default();
        /// The pages before the text.
        titles "titles": TitleDesign = TitleDesign::default();
        /// The rows of the contents, and of the lists of figures and tables.
        contents_rows "contents-rows": ContentsRowDesign = ContentsRowDesign::default();
        /// The index.
        index "index": IndexDesign = IndexDesign::default();
        /// The list of the works that the book cites.
        works "works": WorksDesign = WorksDesign::default();
        /// Room to write on the pages of a handout.
        writing "writing": WritingDesign = WritingDesign::default();
    }

    /// Headings within chapters.
    HeadingsDesign, HeadingsTable {
        /// Headings of sections.
        first "1": HeadingDesign = HeadingDesign { size: Measure::Em(1000), shape: LetterShape::SmallCaps, above: Lines(150), below: Lines(50), ..HeadingDesign::default() };
        /// Headings of sections within sections.
        second "2": HeadingDesign = HeadingDesign { size: Measure::Em(1000), ..HeadingDesign::default() };
        /// Headings of all deeper levels.
        third "3": HeadingDesign = HeadingDesign::default();
    }

    /// Headings of one depth.
    HeadingDesign, HeadingTable {
        /// The size of the letters: a length, or `em` of the text.
        size "size": Measure = Measure::Em(910);
        /// The leading of headings that are larger than the text: a length, or `em` of the heading.
        leading "leading": Measure = Measure::Em(1200);
        /// The shape of the letters.
        shape "shape": LetterShape = LetterShape::Italic;
        /// Where the lines stand.
        align "align": HeadingAlignment = HeadingAlignment::Left;
        /// White above, in lines of text. It grows until the heading with its white takes whole lines.
        above "above" (0..=20): Lines = Lines(100);
        /// White below, in lines of text.
        below "below" (0..=20): Lines = Lines(0);
    }

    /// How chapters open.
    OpeningDesign, OpeningsTable {
        /// The shape of the label, such as "Chapter 1".
        label_shape "label-shape": LetterShape = LetterShape::SmallCaps;
        /// The height of a line of the label, in lines of text.
        label_leading "label-leading" (1..=5): Lines = Lines(150);
        /// The size of the title: a length, or `em` of the text.
        title_size "title-size": Measure = Measure::Em(1850);
        /// The leading of the title: a length, or `em` of the title.
        title_leading "title-leading": Measure = Measure::Em(1150);
        /// The shape of the title.
        title_shape "title-shape": LetterShape = LetterShape::Roman;
        /// Where label and title stand.
        align "align": HeadingAlignment = HeadingAlignment::Left;
        /// White below the title, in lines of text.
        below "below" (0..=20): Lines = Lines(200);
        /// How the first words of the text are set.
        first_words "first-words": FirstWords = FirstWords::Plain;
        /// Lines left white above the title of a part, besides `drop`.
        part_drop "part-drop" (0..=50): u32 = 4;
        /// The size of the title of a part, in per cent of `title-size`.
        part_size "part-size" (50..=300): u32 = 119;
        /// Where label and title of a part stand.
        part_align "part-align": HeadingAlignment = HeadingAlignment::Center;
        /// The height of a drop capital in lines: 0 for none, 2 or 3.
        drop_cap "drop-cap" [0, 2, 3]: u32 = 0;
        /// White between a drop capital and the lines beside it: a length, or `em` of the text.
        drop_cap_gap "drop-cap-gap": Measure = Measure::Em(125);
    }

    /// The break between two scenes, if `ornament` is `rule`.
    BreakDesign, BreaksTable {
        /// The length of the rule: a length, or `em` of the text.
        rule_width "rule-width": Measure = Measure::Em(3000);
        /// The thickness of the rule.
        rule_thickness "rule-thickness": Length = Length::from_pt(0.5);
    }

    /// Quotations.
    QuoteDesign, QuotesTable {
        /// The indent on the left: a length, or `em` of the text.
        indent "indent": Measure = Measure::Em(1000);
        /// The indent on the right: a length, or `em` of the text.
        right_indent "right-indent": Measure = Measure::Em(0);
        /// The size of the letters: a length, or `em` of the text. Default: `small-size`.
        size "size" follows "small-size": Option<Measure> = None;
        /// The indent on the left of the attribution: a length, or `em` of the quotation.
        attribution_indent "attribution-indent": Measure = Measure::Em(2000);
    }

    /// Epigraphs.
    EpigraphDesign, EpigraphsTable {
        /// The indent on the left, in per cent of the measure.
        indent "indent" (0..=80): u32 = 40;
        /// The indent on the left in the e-book, in per cent of the measure: a screen is narrower than a page.
        screen_indent "screen-indent" (0..=80): u32 = 25;
    }

    /// Items of lists.
    ItemDesign, ItemsTable {
        /// The indent of the text: a length, or `em` of the text around the list. It is greater if a number needs more room.
        indent "indent": Measure = Measure::Em(1300);
        /// The indent of the text in the e-book, which does not adjust it to the numbers: a length, or `em` of the text around the list.
        screen_indent "screen-indent": Measure = Measure::Em(1600);
        /// White between the bullet or the number and the text: a length, or `em` of the text around the list.
        marker_gap "marker-gap": Measure = Measure::Em(500);
        /// The first-line indent of paragraphs after the first of an item: a length, or `em` of the text around the list.
        paragraph_indent "paragraph-indent": Measure = Measure::Em(1000);
    }

    /// Lists of definitions.
    DefinitionDesign, DefinitionsTable {
        /// The indent of the definitions: a length, or `em` of the text around them.
        indent "indent": Measure = Measure::Em(1500);
        /// The shape of the terms.
        term_shape "term-shape": LetterShape = LetterShape::Bold;
    }

    /// Alerts: notes, tips and warnings in the text.
    AlertDesign, AlertsTable {
        /// The indent: a length, or `em` of the text around the alert.
        indent "indent": Measure = Measure::Em(1200);
        /// The thickness of the bar at the left.
        bar_thickness "bar-thickness": Length = Length::from_pt(0.75);
    }

    /// Theorems, definitions, exercises, proofs and the like.
    StatementDesign, StatementsTable {
        /// The shape of the labels, such as "Theorem 2", except those of proofs.
        label_shape "label-shape" @on_any_page: LetterShape = LetterShape::Bold;
        /// The shape of the labels of proofs.
        proof_shape "proof-shape" @on_any_page: LetterShape = LetterShape::Italic;
        /// Whether the text of theorems, lemmas, corollaries, propositions and conjectures is in italics.
        italic "italic" @on_any_page: bool = true;
        /// White above and below, in lines of text. On a grid it is a whole line.
        white "white" (0..=5) follows "block-white" @on_any_page: Option<Lines> = None;
        /// How statements are counted: each kind by itself (`separate`), or all of them together (`shared`), so that Lemma 2 follows
        /// Theorem 1.
        numbering "numbering" @on_any_page: StatementNumbering = StatementNumbering::Separate;
    }

    /// Code on lines of its own.
    CodeDesign, CodeTable {
        /// The least leading: a length, or `em` of the code. If `note-leading` is greater, code has that.
        leading "leading": Measure = Measure::Em(1250);
        /// The indent of the rest of a line that is too long: a length, or `em` of the code.
        turnover_indent "turnover-indent": Measure = Measure::Em(2000);
        /// The thickness of the hook before such a rest.
        hook_thickness "hook-thickness": Length = Length::from_pt(0.4);
        /// How the keywords, strings and comments of code are told apart: `print` by weight, italics and greys, `screen` by colours, `none`
        /// not at all. The e-book has colours, unless this is `none`. An edition in greys and one that saves ink have no colours on paper.
        colours "colours": CodeColours = CodeColours::Print;
        /// The thickness of the bar beside a marked line.
        mark_thickness "mark-thickness": Length = Length::from_pt(1.5);
    }

    /// Verse.
    VerseDesign, VerseTable {
        /// The indent of the rest of a line that is too long: a length, or `em` of the verse.
        turnover_indent "turnover-indent": Measure = Measure::Em(2000);
        /// The greatest indent: a length, or `em` of the verse. The longest line is centred, unless that would indent it more.
        greatest_indent "greatest-indent": Measure = Measure::Em(4000);
        /// The indent in the e-book, which cannot centre the longest line: a length, or `em` of the verse.
        screen_indent "screen-indent": Measure = Measure::Em(1500);
    }

    /// Notes at the foot.
    NoteDesign, NotesTable {
        /// What stands between the text and the notes.
        separator "separator": NoteSeparator = NoteSeparator::Rule;
        /// The length of the rule above the notes, if `separator` is `rule`.
        rule_width "rule-width": Length = Length::from_mm(22.0);
        /// The thickness of that rule.
        rule_thickness "rule-thickness": Length = Length::from_pt(0.4);
        /// Whether short notes may share a line.
        run_on "run-on": bool = false;
        /// White between the text and the notes, in lines of text.
        above "above" (0..=20): Lines = Lines(60);
        /// White between the text and the notes of a chapter in the e-book, in lines of text, besides `above`.
        screen_above "screen-above" (0..=20): Lines = Lines(160);
        /// White between two notes in the e-book, in lines of text.
        screen_between "screen-between" (0..=20): Lines = Lines(30);
    }

    /// Figures.
    FigureDesign, FiguresTable {
        /// Where figures with a caption and without a place of their own (`{place=top}`) stand.
        place "place": FigurePlace = FigurePlace::Near;
    }

    /// Captions of figures and tables.
    CaptionDesign, CaptionsTable {
        /// The shape of the letters.
        shape "shape": LetterShape = LetterShape::Italic;
        /// The shape of the label, such as "Figure 1".
        label_shape "label-shape": LetterShape = LetterShape::SmallCaps;
        /// White between a picture and its caption, in lines of text.
        above "above" (0..=20): Lines = Lines(50);
        /// The least leading below a picture: a length, or `em` of `small-size`. If `note-leading` is greater, captions have that.
        leading "leading": Measure = Measure::Em(1150);
    }

    /// Tables.
    TableDesign, TablesTable {
        /// The shape of the letters in the head of a table.
        head_shape "head-shape": LetterShape = LetterShape::Italic;
        /// White between two columns: a length, or `em` of the table.
        column_gap "column-gap": Measure = Measure::Em(1100);
        /// The size of the letters: a length, or `em` of `small-size`.
        size "size": Measure = Measure::Em(950);
        /// The least leading: a length, or `em` of the table. If `note-leading` is greater, tables have that.
        leading "leading": Measure = Measure::Em(1180);
        /// How small the letters of a table may become if its columns do not fit, in per cent of `size`.
        smallest "smallest" (50..=100): u32 = 80;
        /// The size below which a table is turned if it fits a page better that way.
        legible_size "legible-size": Length = Length::from_pt(7.0);
        /// The thickness of the rules.
        rule_thickness "rule-thickness": Length = Length::from_pt(0.5);
        /// White below a rule. A grid has none.
        below_rule "below-rule": Length = Length::from_pt(2.0);
        /// White below each row. A grid has none.
        below_row "below-row": Length = Length::from_pt(1.5);
    }

    /// Running heads and folios.
    HeadDesign, HeadsTable {
        /// The text on left-hand pages.
        verso "verso": HeadText = HeadText::Title;
        /// The text on right-hand pages.
        recto "recto": HeadText = HeadText::Chapter;
        /// The shape of the letters.
        shape "shape": LetterShape = LetterShape::SmallCaps;
        /// The size of head and folio: a length, or `em` of the text.
        size "size": Measure = Measure::Em(800);
        /// Where the head stands: in the middle, or at the left. A head at the left stands opposite a folio in the same line.
        align "align": HeadingAlignment = HeadingAlignment::Center;
        /// Where the folio stands.
        folio "folio": FolioPlace = FolioPlace::OuterHead;
        /// The distance of head and folio from the first or last line of the type area, from baseline to baseline, in lines of text.
        distance "distance" (1..=5): Lines = Lines(200);
    }

    /// The pages before the text.
    TitleDesign, TitlesTable {
        /// Where their lines stand.
        align "align": HeadingAlignment = HeadingAlignment::Center;
        /// The shape of the title.
        shape "shape": LetterShape = LetterShape::Roman;
        /// The shape of the subtitle, and of a dedication.
        subtitle_shape "subtitle-shape": LetterShape = LetterShape::Italic;
        /// Whether the title stands at the head of the first page, with the text below it, if there are no title pages.
        masthead "masthead": bool = false;
        /// Lines left white above the first line of half title and title page.
        drop "drop" (0..=50): u32 = 6;
        /// The leading of half title and title page: a length, or `em` of each line.
        leading "leading": Measure = Measure::Em(1220);
        /// The size of the half title: a length, or `em` of the text.
        half_title_size "half-title-size": Measure = Measure::Em(1100);
        /// The size of the title: a length, or `em` of the text.
        size "size": Measure = Measure::Em(2700);
        /// The size of a title of more than 40 letters: a length, or `em` of the text.
        long_size "long-size": Measure = Measure::Em(2200);
        /// The size of a title of more than 80 letters: a length, or `em` of the text.
        longest_size "longest-size": Measure = Measure::Em(1700);
        /// The size of the subtitle: a length, or `em` of the text.
        subtitle_size "subtitle-size": Measure = Measure::Em(1250);
        /// The size of the title on the title page of the e-book: a length, or `em` of the text.
        screen_size "screen-size": Measure = Measure::Em(2200);
        /// White above the publisher and above the copyright page in the e-book, in per cent of the measure.
        screen_foot "screen-foot" (0..=100): u32 = 30;
        /// White between the authors and the title, in lines of text.
        below_authors "below-authors" (0..=10): Lines = Lines(200);
        /// White between title and subtitle, in lines of text.
        above_subtitle "above-subtitle" (0..=10): Lines = Lines(50);
        /// The size of the title in a masthead: a length, or `em` of the text.
        masthead_size "masthead-size": Measure = Measure::Em(3200);
        /// The size of a title of more than 40 letters in a masthead: a length, or `em` of the text.
        masthead_long_size "masthead-long-size": Measure = Measure::Em(2400);
        /// The size of the subtitle in a masthead: a length, or `em` of the text.
        masthead_subtitle_size "masthead-subtitle-size": Measure = Measure::Em(1300);
        /// The leading of a masthead: a length, or `em` of each line.
        masthead_leading "masthead-leading": Measure = Measure::Em(1180);
        /// The thickness of the rule below a masthead.
        masthead_rule "masthead-rule": Length = Length::from_pt(1.0);
    }

    /// The rows of the contents, and of the lists of figures and tables.
    ContentsRowDesign, ContentsRowsTable {
        /// The indent of each level: a length, or `em` of the text.
        indent "indent": Measure = Measure::Em(1000);
        /// The indent of the further lines of a long title, if no title of its level has a label: a length, or `em` of the text.
        turnover_indent "turnover-indent": Measure = Measure::Em(1000);
        /// The room for the folios at the right: a length, or `em` of the text.
        folio_width "folio-width": Measure = Measure::Em(3000);
        /// The distance between two leader dots: a length, or `em` of the text.
        leader_distance "leader-distance": Measure = Measure::Em(1000);
        /// White between two rows in the e-book, in lines of text. It lets fingers hit a row.
        screen_between "screen-between" (0..=5): Lines = Lines(20);
    }

    /// The index.
    IndexDesign, IndexTable {
        /// The number of columns of the index: 1 or 2. It has one column if two would be narrower than 13 ems. In a design with two
        /// columns, it has two.
        columns "columns" (1..=2): u32 = 2;
        /// The leading: a length, or `em` of `small-size`. It is at most that of the text.
        leading "leading": Measure = Measure::Em(1250);
        /// The indent of subentries: a length, or `em` of the index.
        indent "indent": Measure = Measure::Em(1000);
        /// The indent of the rest of an entry that is too long: a length, or `em` of the index.
        turnover_indent "turnover-indent": Measure = Measure::Em(2000);
    }

    /// The list of the works that the book cites.
    WorksDesign, WorksTable {
        /// Whether the pages on which a work is cited stand after its entry: "↑ 6, 12". In the e-book, there are links in their place.
        pages "pages": bool = true;
    }

    /// Room to write on the pages of a handout.
    WritingDesign, WritingTable {
        /// The distance of the lines for answers. It is rounded to whole lines of the text. The default is that of a school exercise book
        /// (DIN 16552, ruling 27).
        ruling "ruling": Length = Length::from_mm(9.0);
        /// The thickness of lines to write on.
        rule_thickness "rule-thickness": Length = Length::from_pt(0.3);
    }
}
