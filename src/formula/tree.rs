//! The tree of a formula.
//!
//! It follows TeX: a formula is a list of [`Part`]s, and most parts have a [`Class`], which decides the space around them (The TeXbook,
//! chapters 17 and 18, appendix G). The tree has the content of a formula, not its layout: it has no sizes in points, no fonts, and none of
//! the spaces that TeX inserts automatically. It has no colours. Coloured parts are in it as plain parts.

use super::table::Table;

/// A whole formula.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The parts of the formula, from left to right.
    pub parts: Vec<Part>,
    /// The number of the formula. If the formula is a table, its rows have their own numbers.
    pub number: EquationNumber,
    /// The names that references use for the formula: `\label`.
    pub labels: Vec<String>,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// One sign: a letter, a digit, an operator, a relation, a bracket that does not grow.
    Symbol(Symbol),
    /// Several letters that form one name or word, such as `\mathrm{kin}` or `\mathbf{div}`. They are set without spaces between them.
    /// The class is Ord.
    Word(MathWord),
    /// A sign that is larger in display style: `\sum`, `\int`. Its class is Op.
    BigOperator(String),
    /// A function or another operator with an upright name: `\sin`, `\operatorname{argmax}`. Its class is Op. Spaces in the name are thin
    /// (U+2009).
    NamedOperator(String),
    /// A list with its own class: braces (Ord), `\mathrel{…}`, `\mathop{…}` and so on.
    Group {
        /// The class of the whole group.
        class: Class,
        /// The parts inside.
        parts: Vec<Part>,
    },
    /// A subscript, a superscript, or both. The class is that of the base.
    Scripts(Scripts),
    /// A fraction, or two lists above one another without a rule, with or without delimiters. The class is Inner.
    Fraction(Fraction),
    /// A root. The class is Ord.
    Root {
        /// The list under the root sign.
        radicand: Vec<Part>,
        /// The degree at the root sign, such as the 3 of a cube root.
        degree: Option<Vec<Part>>,
    },
    /// Delimiters that grow with the list between them: `\left( … \right)`. The class is Inner.
    Fenced {
        /// The left delimiter. `None` for `\left.`.
        left: Option<char>,
        /// The list between the delimiters.
        parts: Vec<Part>,
        /// The right delimiter. `None` for `\right.`.
        right: Option<char>,
    },
    /// A delimiter that grows like those of the [`Part::Fenced`] around it: `\middle|`. It stands only there, and is spaced as Open.
    Middle(Option<char>),
    /// A delimiter of a given size: `\big(`, `\Biggr]`.
    SizedDelimiter {
        /// The delimiter. `None` for a point, as in `\big.`, which prints nothing.
        delimiter: Option<char>,
        /// The size.
        size: DelimiterSize,
        /// Open for `\bigl`, Close for `\bigr`, Rel for `\bigm`, Ord for `\big`.
        class: Class,
    },
    /// A sign over or under a letter or a list: `\hat`, `\vec`, `\widehat`, `\overrightarrow`, `\underrightarrow`. The class is Ord.
    Accent {
        /// The sign.
        accent: Accent,
        /// Whether the sign becomes as wide as the base.
        stretches: bool,
        /// Over or under.
        side: VerticalSide,
        /// The list under or over the sign.
        base: Vec<Part>,
    },
    /// A line over or under a list: `\overline`, `\underline`. The class is Ord.
    Line {
        /// Over or under.
        side: VerticalSide,
        /// The list under or over the line.
        base: Vec<Part>,
    },
    /// A brace or bracket along a list, with or without a label: `\overbrace{…}^{…}`. The class is Op, as in TeX.
    Brace {
        /// The shape.
        shape: BraceShape,
        /// Over or under.
        side: VerticalSide,
        /// The list along the brace.
        base: Vec<Part>,
        /// The label beyond the tip of the brace, in script size.
        label: Option<Vec<Part>>,
    },
    /// Small lists over or under a base: `\overset`, `\underset`, `\stackrel`.
    Stack {
        /// The class of the whole.
        class: Class,
        /// The list on the baseline.
        base: Vec<Part>,
        /// The list over the base, in script size.
        over: Option<Vec<Part>>,
        /// The list under the base, in script size.
        under: Option<Vec<Part>>,
    },
    /// An arrow at least as long as the lists over and under it: `\xrightarrow`, or an arrow of a diagram (`CD`). The class is Rel.
    Arrow {
        /// The arrow in its usual length, such as `→`. `=` for a double line.
        sign: char,
        /// The list over the arrow, in script size.
        over: Vec<Part>,
        /// The list under the arrow, in script size.
        under: Vec<Part>,
    },
    /// A vertical arrow of a diagram (`CD`), with lists beside it. The class is Ord.
    VerticalArrow {
        /// The arrow, such as `↓`. `‖` for a double line.
        sign: char,
        /// The list left of the arrow, in script size.
        left: Vec<Part>,
        /// The list right of the arrow, in script size.
        right: Vec<Part>,
    },
    /// A matrix, an array, cases, aligned equations. The class is Ord; the delimiters of a matrix are a [`Part::Fenced`] around it.
    Table(Table),
    /// Words in the face of the running text: `\text`, `\mbox`. The class is Ord. If such text contains formulas, a [`Part::Group`] has the
    /// words and the formulas as separate parts.
    Text {
        /// The words. Spaces at the ends are kept.
        text: String,
        /// The face.
        face: TextFace,
    },
    /// A fixed space: `\quad`, `\,`, `\hspace{…}`. It may be negative. It has no class: the parts beside it are spaced as neighbours.
    Space(Mu),
    /// A filled rectangle: `\rule`.
    Rule {
        /// The width.
        width: Mu,
        /// The height above its lower edge.
        height: Mu,
        /// How far its lower edge is above the baseline.
        shift: Mu,
    },
    /// Parts in another style: those after `\displaystyle`, `\scriptstyle` and so on, up to the end of the list. It has no class: its parts
    /// are spaced as if they stood in the list around it.
    Styled {
        /// The style.
        style: MathStyle,
        /// The parts in that style.
        parts: Vec<Part>,
    },
    /// Parts in another size: those after `\small`, `\Large` and so on, up to the end of the list. It has no class.
    Resized {
        /// The size, in hundredths of the size around it.
        percent: u16,
        /// The parts in that size.
        parts: Vec<Part>,
    },
    /// Parts that take up room but are not printed: `\phantom`, `\hphantom`, `\vphantom`. The class is Ord.
    Phantom {
        /// Whether they take up their width.
        width: bool,
        /// Whether they take up their height and depth.
        height: bool,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Parts whose height or depth is ignored: `\smash`. The class is Ord.
    Smashed {
        /// Whether the height counts as zero.
        height: bool,
        /// Whether the depth counts as zero.
        depth: bool,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Parts that are printed but take no width: `\mathllap`, `\mathrlap`, `\mathclap`. The class is Ord.
    Overlapping {
        /// On which side of their place in the list the parts are printed.
        side: Overlap,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Parts with a frame around them or a line through them: `\boxed`, `\cancel`. The class is Ord.
    Enclosed {
        /// The frame or line.
        enclosure: Enclosure,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Parts moved up or down: `\raisebox`. The class is Ord.
    Raised {
        /// How far they are raised. Negative if they are lowered.
        by: Mu,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Parts centred on the math axis: `\vcenter`. The class is Ord.
    Centred(Vec<Part>),
    /// The number of an equation that has a label: `\ref`, `\eqref`. The class is Ord.
    Reference {
        /// The label.
        label: String,
        /// Whether the number stands in parentheses.
        in_parentheses: bool,
    },
    /// One of four lists, depending on the style: `\mathchoice`. It has no class.
    Choice {
        /// For display style.
        display: Vec<Part>,
        /// For text style.
        text: Vec<Part>,
        /// For script style.
        script: Vec<Part>,
        /// For scriptscript style.
        script_of_script: Vec<Part>,
    },
}

/// The classes of TeX, which decide the space between two parts (The TeXbook, chapter 18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Ordinary: letters, digits.
    Ord,
    /// Operators: sums, functions.
    Op,
    /// Binary operators: `+`. The spacing rules treat one without two operands as Ord. In the tree it remains Bin.
    Bin,
    /// Relations: `=`.
    Rel,
    /// Opening brackets.
    Open,
    /// Closing brackets.
    Close,
    /// Punctuation.
    Punct,
    /// Fractions and fenced lists.
    Inner,
}

/// One sign of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The plain character, such as `x` or `≠`. Combining characters follow if Unicode has no single character for the sign.
    pub text: String,
    /// The class.
    pub class: Class,
    /// The alphabet of the letter. [`Symbol::glyph_text`] returns the letter in it.
    pub alphabet: Alphabet,
}

/// Several letters in one alphabet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathWord {
    /// The plain letters.
    pub text: String,
    /// The alphabet. [`MathWord::glyph_text`] returns the letters in it.
    pub alphabet: Alphabet,
}

/// The alphabets of letters and digits. A character that an alphabet does not have keeps its plain form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// Upright, as digits, capital Greek letters and all signs are by default.
    Upright,
    /// Italic, as Latin letters and small Greek letters are by default.
    Italic,
    /// Bold: `\mathbf`.
    Bold,
    /// Bold italic: `\boldsymbol`.
    BoldItalic,
    /// Blackboard bold: `\mathbb`.
    Blackboard,
    /// Script: `\mathcal`, `\mathscr`.
    Script,
    /// Bold script.
    BoldScript,
    /// Fraktur: `\mathfrak`.
    Fraktur,
    /// Bold fraktur.
    BoldFraktur,
    /// Sans serif: `\mathsf`.
    Sans,
    /// Bold sans serif.
    BoldSans,
    /// Italic sans serif.
    SansItalic,
    /// Bold italic sans serif.
    BoldSansItalic,
    /// Monospaced: `\mathtt`.
    Monospace,
}

/// A base with one or two scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scripts {
    /// The part that has the scripts. `None` if they have no base, as in `{}^{14}C`.
    pub base: Option<Box<Part>>,
    /// The subscript.
    pub sub: Option<Vec<Part>>,
    /// The superscript. Primes are at its beginning, as one sign: `′`, `″`, `‴` or `⁗`.
    pub sup: Option<Vec<Part>>,
    /// Where the scripts stand.
    pub placement: ScriptPlacement,
}

/// Where scripts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptPlacement {
    /// Right of the base.
    Beside,
    /// Above and below the base: `\limits`.
    Limits,
    /// Above and below in display style, else beside: `\sum`, `\lim`.
    LimitsInDisplay,
}

/// A fraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// The list above the line.
    pub numerator: Vec<Part>,
    /// The list below the line.
    pub denominator: Vec<Part>,
    /// The line.
    pub bar: Bar,
    /// The style, if the author chose one: display for `\dfrac` and `\dbinom`, text for `\tfrac` and `\tbinom`.
    pub style: Option<MathStyle>,
    /// Whether it is a continued fraction (`\cfrac`), which is in display style and has a strut in the numerator.
    pub continued: bool,
    /// The delimiter on the left, such as the parenthesis of a binomial.
    pub left: Option<char>,
    /// The delimiter on the right.
    pub right: Option<char>,
}

/// The line of a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// A line of the font's thickness.
    Default,
    /// No line, as in a binomial.
    None,
    /// A line of the author's thickness.
    Thickness(Mu),
}

/// The sizes of `\big`, `\Big`, `\bigg`, `\Bigg`: 1.2, 1.8, 2.4 and 3 times the height and depth of a parenthesis, as in amsmath. In
/// MathML they are multiples of one em.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DelimiterSize {
    /// `\big`.
    Big,
    /// `\Big`.
    Bigger,
    /// `\bigg`.
    VeryBig,
    /// `\Bigg`.
    Biggest,
}

/// Over or under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerticalSide {
    /// Over.
    Over,
    /// Under.
    Under,
}

/// The sign of an accent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accent {
    /// `\grave`.
    Grave,
    /// `\acute`.
    Acute,
    /// `\hat`, `\widehat`.
    Hat,
    /// `\tilde`, `\widetilde`, `\utilde`.
    Tilde,
    /// `\bar`.
    Bar,
    /// `\breve`.
    Breve,
    /// `\check`, `\widecheck`.
    Check,
    /// `\dot`.
    Dot,
    /// `\ddot`.
    TwoDots,
    /// `\dddot`.
    ThreeDots,
    /// `\ddddot`.
    FourDots,
    /// `\mathring`.
    Ring,
    /// `\vec`, `\overrightarrow`, `\underrightarrow`.
    RightArrow,
    /// `\overleftarrow`, `\underleftarrow`.
    LeftArrow,
    /// `\overleftrightarrow`, `\underleftrightarrow`.
    LeftRightArrow,
    /// `\Overrightarrow`.
    DoubleRightArrow,
    /// `\overrightharpoon`.
    RightHarpoon,
    /// `\overleftharpoon`.
    LeftHarpoon,
}

/// The shape of a horizontal brace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BraceShape {
    /// `{`.
    Brace,
    /// `[`.
    Bracket,
    /// `(`: `\overgroup`, `\overparen`, `\overarc`.
    Parenthesis,
}

/// The styles of TeX, without their cramped forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MathStyle {
    /// A formula on a line of its own.
    Display,
    /// A formula in running text.
    Text,
    /// A script.
    Script,
    /// A script of a script.
    ScriptOfScript,
}

/// The face of words in a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFace {
    /// The face of the running text: `\text`, `\textrm`.
    Roman,
    /// `\textbf`.
    Bold,
    /// `\textit`, `\emph`.
    Italic,
    /// Bold and italic.
    BoldItalic,
    /// `\textsf`.
    Sans,
    /// `\texttt`.
    Monospace,
}

/// The side of their place in the list on which parts without width are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// To the left, as `\mathllap`.
    Left,
    /// Centred, as `\mathclap`.
    Centre,
    /// To the right, as `\mathrlap`.
    Right,
}

/// A frame around parts, or a line through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enclosure {
    /// A frame: `\boxed`, `\fbox`.
    Frame,
    /// A line from the lower left: `\cancel`.
    UpwardStrike,
    /// A line from the upper left: `\bcancel`.
    DownwardStrike,
    /// Both: `\xcancel`.
    CrossedStrikes,
    /// A line through the middle: `\sout`.
    HorizontalStrike,
    /// The actuarial angle: `\angl`.
    Actuarial,
    /// The angle of a phasor: `\phase`.
    Phasor,
    /// A circle: `\textcircled`.
    Circle,
}

/// A length that depends on the size of the formula, in thousandths of a mu. An em has 18 mu (The TeXbook, chapter 18). The reader converts
/// absolute lengths at ten points to the em.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mu(pub i32);

impl Mu {
    /// No length.
    pub const ZERO: Self = Self(0);
    /// One em.
    pub const EM: Self = Self(18_000);

    /// The length in thousandths of an em, rounded.
    #[must_use]
    pub fn thousandths_of_em(self) -> i32 {
        let doubled = i64::from(self.0) * 2;
        i32::try_from((doubled + doubled.signum() * 18) / 36).unwrap_or(0)
    }
}

/// The number of an equation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EquationNumber {
    /// No number.
    #[default]
    None,
    /// One that LaTeX would number: `equation`, and the rows of `align` without a star.
    Counted,
    /// The one that the author gave with `\tag`, with parentheses unless it is `\tag*`.
    Given(Vec<Part>),
}
