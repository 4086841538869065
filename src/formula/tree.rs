//! The tree of a formula.
//!
//! It follows TeX: a formula is a list of [`Part`]s, and each part has a [`Class`], which decides the space around it (The TeXbook,
//! chapters 17 and 18, appendix G). The tree says what a formula is and leaves open how it looks: it has no sizes in points, no fonts and
//! no spaces that TeX inserts by itself. Colours are not kept; what is coloured is.

use super::table::Table;

/// A whole formula.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// What it consists of, from left to right.
    pub parts: Vec<Part>,
    /// Whether it gets a number, or which. The rows of a table have numbers of their own.
    pub number: EquationNumber,
    /// The names by which the text refers to it: `\label`.
    pub labels: Vec<String>,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// One sign: a letter, a digit, an operator, a relation, a bracket that does not grow.
    Symbol(Symbol),
    /// Several letters that are one name or word, such as `\mathrm{kin}` or `\mathbf{div}`. They are set like a word, without math spacing.
    /// The class is Ord.
    Word(Word),
    /// A sign that is larger in display style: `\sum`, `\int`. Its class is Op.
    BigOperator(String),
    /// A function or another operator with an upright name: `\sin`, `\operatorname{argmax}`. Its class is Op. A thin space in the name is
    /// U+2009.
    NamedOperator(String),
    /// A list with a class of its own: braces (Ord), `\mathrel{…}`, `\mathop{…}` and so on.
    Group {
        /// How the group as a whole is spaced.
        class: Class,
        /// What is inside.
        parts: Vec<Part>,
    },
    /// A subscript, a superscript, or both. The class is that of the base.
    Scripts(Scripts),
    /// A fraction, or two lists above one another without a rule. The class is Inner; with delimiters, too.
    Fraction(Fraction),
    /// A root.
    Root {
        /// What the root is taken of.
        radicand: Vec<Part>,
        /// The small number at the radical sign, as in a cube root.
        degree: Option<Vec<Part>>,
    },
    /// Delimiters that grow with what is between them: `\left( … \right)`. The class is Inner. [`Part::Middle`] stands only inside.
    Fenced {
        /// The left delimiter. `None` for `\left.`.
        left: Option<char>,
        /// What is between the delimiters.
        parts: Vec<Part>,
        /// The right delimiter. `None` for `\right.`.
        right: Option<char>,
    },
    /// A delimiter within [`Part::Fenced`] that grows as its outer ones do: `\middle|`. It has no space of its own.
    Middle(Option<char>),
    /// A delimiter of a given size: `\big(`, `\Biggr]`.
    SizedDelimiter {
        /// The delimiter. `None` for a point, which takes no more room than a null delimiter.
        delimiter: Option<char>,
        /// The size.
        size: DelimiterSize,
        /// Open for `\bigl`, Close for `\bigr`, Rel for `\bigm`, else Ord.
        class: Class,
    },
    /// A sign over or under a letter or a list: `\hat`, `\vec`, `\widehat`, `\overrightarrow`, `\underrightarrow`. The class is Ord.
    Accent {
        /// The sign.
        accent: Accent,
        /// Whether the sign becomes as wide as the base.
        stretches: bool,
        /// Over or under.
        side: Side,
        /// What has the accent.
        base: Vec<Part>,
    },
    /// A line over or under a list: `\overline`, `\underline`. The class is Ord.
    Line {
        /// Over or under.
        side: Side,
        /// What has the line.
        base: Vec<Part>,
    },
    /// A brace or bracket along a list, with or without words at its tip: `\overbrace{…}^{…}`. The class is Op, as in TeX.
    Brace {
        /// The shape.
        shape: BraceShape,
        /// Over or under.
        side: Side,
        /// What is inside the brace.
        base: Vec<Part>,
        /// What is at the tip, in script size.
        label: Option<Vec<Part>>,
    },
    /// Small lists over or under a base: `\overset`, `\underset`, `\stackrel`.
    Stack {
        /// How the whole is spaced.
        class: Class,
        /// What stands on the line.
        base: Vec<Part>,
        /// What is over it, in script size.
        over: Option<Vec<Part>>,
        /// What is under it, in script size.
        under: Option<Vec<Part>>,
    },
    /// An arrow as long as what is over or under it: `\xrightarrow`. The class is Rel. In a diagram (`CD`), too.
    Arrow {
        /// The arrow in its usual length, such as `→`. `=` for a double line.
        sign: char,
        /// What is over it, in script size.
        over: Vec<Part>,
        /// What is under it, in script size.
        under: Vec<Part>,
    },
    /// A vertical arrow of a diagram (`CD`), with lists beside it. The class is Ord.
    VerticalArrow {
        /// The arrow, such as `↓`. `‖` for a double line.
        sign: char,
        /// What is left of it, in script size.
        left: Vec<Part>,
        /// What is right of it, in script size.
        right: Vec<Part>,
    },
    /// A matrix, an array, cases, aligned equations. The class is Ord; the delimiters of a matrix are a [`Part::Fenced`] around it.
    Table(Table),
    /// Words in the face of the running text: `\text`, `\mbox`. The class is Ord. Formulas within such text are parts of their own, all in
    /// one [`Part::Group`].
    Text {
        /// The words. Spaces at the ends count.
        text: String,
        /// The face.
        face: TextFace,
    },
    /// A fixed space: `\quad`, `\,`, `\hspace{…}`. It may be negative. It has no class and does not part two others for TeX's spacing.
    Space(Mu),
    /// A filled rectangle: `\rule`.
    Rule {
        /// How wide it is.
        width: Mu,
        /// How far it reaches above its foot.
        height: Mu,
        /// How far its foot is above the baseline.
        shift: Mu,
    },
    /// Parts in another style: what follows `\displaystyle`, `\scriptstyle` and so on, up to the end of the list. It has no class of its
    /// own: its parts are spaced as if they stood in the list.
    Styled {
        /// The style.
        style: Style,
        /// What is set in it.
        parts: Vec<Part>,
    },
    /// Parts in another size: what follows `\small`, `\Large`, up to the end of the list. It has no class of its own.
    Resized {
        /// The size, in hundredths of the size of the formula.
        percent: u16,
        /// What is set in it.
        parts: Vec<Part>,
    },
    /// Parts that take room but are not printed. The class is Ord.
    Phantom {
        /// Whether they take their width.
        width: bool,
        /// Whether they take their height and depth.
        height: bool,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Parts that are printed but do not take their height or depth: `\smash`. The class is Ord.
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
        /// Where the parts are printed, seen from the place where they stand.
        side: Overlap,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Parts with a frame around or a line through them: `\boxed`, `\cancel`. The class is Ord.
    Enclosed {
        /// The frame or line.
        enclosure: Enclosure,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Parts above or below their line: `\raisebox`. The class is Ord.
    Raised {
        /// How far they are raised.
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
    /// One of four lists, depending on the style: `\mathchoice`. It has no class of its own.
    Choice {
        /// For display style.
        display: Vec<Part>,
        /// For text style.
        text: Vec<Part>,
        /// For script style.
        script: Vec<Part>,
        /// For the script style of scripts.
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
    /// Binary operators: `+`. Where nothing can be joined, the spacing rules make them Ord; the tree has them as the author wrote them.
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

/// One sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The plain character, such as `x` or `≤`. It has combining characters if the sign has no character of its own (`≠` has one).
    pub text: String,
    /// How it is spaced.
    pub class: Class,
    /// Which form of the letter is meant. [`Symbol::glyph_text`] is the letter in it.
    pub alphabet: Alphabet,
}

/// Several letters in one alphabet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The plain letters.
    pub text: String,
    /// Which form of the letters is meant.
    pub alphabet: Alphabet,
}

/// The forms of letters and digits. A character without the form stays as it is.
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

/// A base with scripts. At least one script is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scripts {
    /// What the scripts belong to. `None` if the formula begins with them, as in `{}^{14}C`.
    pub base: Option<Box<Part>>,
    /// The lower script.
    pub sub: Option<Vec<Part>>,
    /// The upper script. Primes are `′`, `″`, `‴`, `⁗` at its beginning.
    pub sup: Option<Vec<Part>>,
    /// Where the scripts stand.
    pub placement: Placement,
}

/// Where scripts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
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
    /// The upper list.
    pub numerator: Vec<Part>,
    /// The lower list.
    pub denominator: Vec<Part>,
    /// The line between them.
    pub bar: Bar,
    /// The style of the whole if it is not that of the formula: display for `\dfrac` and `\dbinom`, text for `\tfrac` and `\tbinom`.
    pub style: Option<Style>,
    /// Whether it is a continued fraction (`\cfrac`): in display style, with a strut in the numerator.
    pub continued: bool,
    /// The delimiter on the left, as that of a binomial. It grows with the fraction.
    pub left: Option<char>,
    /// The delimiter on the right.
    pub right: Option<char>,
}

/// The line of a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// As thick as the font says.
    Default,
    /// None, as in a binomial.
    None,
    /// As thick as the author says.
    Thickness(Mu),
}

/// The sizes of `\big`, `\Big`, `\bigg`, `\Bigg`: 1.2, 1.8, 2.4 and 3 times the size of the formula, height and depth together.
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
pub enum Side {
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
pub enum Style {
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
    /// As the running text: `\text`, `\textrm`.
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

/// Where parts without width are printed, seen from the place where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// To the left, as `\mathllap`.
    Left,
    /// Centred, as `\mathclap`.
    Centre,
    /// To the right, as `\mathrlap`.
    Right,
}

/// What is drawn around or through parts.
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
    /// The sign of an actuary: `\angl`.
    Actuarial,
    /// The angle of a phasor: `\phase`.
    Phasor,
    /// A circle: `\textcircled`.
    Circle,
}

/// A length that depends on the size of the formula, in thousandths of a mu. An em has 18 mu (The TeXbook, chapter 18). Absolute lengths of
/// the author are taken at ten points to the em.
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
    /// It has none.
    #[default]
    None,
    /// LaTeX would count it, as `equation` and the rows of `align` without a star.
    Counted,
    /// The author gave it with `\tag`; with its parentheses.
    Given(Vec<Part>),
}
