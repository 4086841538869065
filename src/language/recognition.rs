//! Finds the language of a text by its letters and its most frequent words.
//!
//! First the script that most letters have is found. Many scripts are used by one language of the table alone. For Latin, Cyrillic and
//! Arabic letters, the words that only stand in a few languages are counted: articles, prepositions, conjunctions. The language with the
//! most wins if it is well ahead of the next one; otherwise the text has no language that is sure.

/// The frequent words of languages that share a script. A word may stand in several rows.
const WORDS: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "of", "to", "is", "that", "it", "was", "for", "with", "you", "this", "are", "have"]),
    ("de", &["der", "die", "und", "das", "ist", "nicht", "ein", "eine", "mit", "sich", "auf", "auch", "wird", "ich"]),
    ("fr", &["le", "les", "des", "est", "une", "dans", "que", "qui", "pour", "vous", "pas", "sur", "avec", "nous"]),
    ("es", &["el", "los", "las", "una", "del", "que", "por", "con", "para", "como", "más", "pero", "es", "y"]),
    ("pt", &["os", "uma", "não", "que", "com", "para", "por", "mais", "como", "dos", "você", "é", "e", "do"]),
    ("it", &["il", "che", "di", "non", "una", "per", "con", "sono", "della", "gli", "è", "nel", "anche", "più"]),
    ("nl", &["de", "het", "een", "en", "van", "niet", "dat", "zijn", "voor", "met", "ook", "maar", "wordt", "je"]),
    ("sv", &["och", "att", "det", "som", "är", "inte", "för", "med", "den", "ett", "var", "till", "jag", "har"]),
    ("da", &["og", "at", "det", "som", "er", "ikke", "for", "med", "den", "til", "af", "jeg", "har", "blev"]),
    ("nb", &["og", "å", "det", "som", "er", "ikke", "for", "med", "den", "til", "av", "jeg", "har", "ble"]),
    ("fi", &["ja", "on", "ei", "että", "se", "hän", "oli", "mutta", "kun", "niin", "ovat", "myös", "joka", "tai"]),
    ("pl", &["nie", "się", "jest", "że", "na", "do", "jak", "ale", "czy", "przez", "są", "oraz", "lub", "który"]),
    ("cs", &["je", "se", "že", "na", "ale", "jako", "jsou", "nebo", "který", "při", "pro", "také", "už", "když"]),
    ("sk", &["je", "sa", "že", "na", "ale", "ako", "sú", "alebo", "ktorý", "pri", "pre", "aj", "už", "keď"]),
    ("hu", &["az", "és", "hogy", "nem", "egy", "van", "meg", "is", "volt", "vagy", "csak", "mint", "ez", "ha"]),
    ("ro", &["și", "nu", "este", "pe", "cu", "din", "care", "să", "pentru", "sunt", "mai", "sau", "lui", "ale"]),
    ("tr", &["ve", "bir", "bu", "için", "ile", "da", "çok", "olarak", "gibi", "daha", "olan", "değil", "ne", "ama"]),
    ("id", &["yang", "dan", "di", "ini", "untuk", "dengan", "tidak", "dari", "dalam", "akan", "pada", "adalah", "atau", "itu"]),
    ("vi", &["và", "của", "là", "có", "không", "được", "một", "cho", "các", "những", "trong", "này", "với", "người"]),
    ("ca", &["els", "les", "una", "que", "amb", "per", "més", "és", "però", "del", "com", "aquest", "dels", "i"]),
    ("eo", &["la", "kaj", "de", "ne", "estas", "al", "en", "mi", "por", "kiu", "sed", "oni", "ke", "estis"]),
    ("ru", &["и", "в", "не", "на", "что", "с", "как", "это", "он", "для", "но", "вы", "из", "или"]),
    ("uk", &["і", "в", "не", "на", "що", "з", "як", "це", "та", "для", "але", "ви", "із", "або", "є"]),
    ("bg", &["и", "в", "не", "на", "че", "с", "как", "това", "да", "за", "но", "от", "или", "са"]),
    ("be", &["і", "у", "не", "на", "што", "з", "як", "гэта", "для", "але", "вы", "або", "ад", "ёсць"]),
    ("sr", &["и", "у", "не", "на", "да", "се", "је", "као", "то", "за", "али", "од", "или", "су"]),
    ("mk", &["и", "во", "не", "на", "да", "се", "е", "како", "тоа", "за", "но", "од", "или", "се"]),
    ("ar", &["في", "من", "على", "إلى", "أن", "هذا", "التي", "عن", "مع", "لا", "ما", "كان", "هذه", "أو"]),
    ("fa", &["و", "در", "به", "از", "که", "این", "را", "با", "است", "برای", "آن", "یک", "می", "شما"]),
    ("ur", &["کے", "کی", "میں", "ہے", "اور", "سے", "کا", "کو", "پر", "نے", "یہ", "ہیں", "کہ", "بھی"]),
];

/// The scripts that one language of the table uses, by the range of their letters.
const SCRIPTS: &[(char, char, &str)] = &[
    ('\u{370}', '\u{3FF}', "el"),
    ('\u{531}', '\u{58A}', "hy"),
    ('\u{5D0}', '\u{5EA}', "he"),
    ('\u{900}', '\u{97F}', "hi"),
    ('\u{980}', '\u{9FF}', "bn"),
    ('\u{B80}', '\u{BFF}', "ta"),
    ('\u{C00}', '\u{C7F}', "te"),
    ('\u{E00}', '\u{E7F}', "th"),
    ('\u{10D0}', '\u{10FF}', "ka"),
    ('\u{AC00}', '\u{D7A3}', "ko"),
    ('\u{3041}', '\u{30FF}', "ja"),
    ('\u{4E00}', '\u{9FFF}', "zh"),
];

/// Characters that only traditional Chinese has, and frequently.
const TRADITIONAL: &str = "這個們國學說會來時對為過還後發開經點實";
/// The same characters in simplified Chinese.
const SIMPLIFIED: &str = "这个们国学说会来时对为过还后发开经点实";

/// The tag of the language of a text: `en`, `pt`, `zh-Hant`. `None` if it is not sure, as for a text of few words.
#[must_use]
pub fn recognised(text: &str) -> Option<&'static str> {
    const FEWEST_LETTERS: usize = 40;
    let (mut shared, mut own) = (0, vec![0usize; SCRIPTS.len()]);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match SCRIPTS.iter().position(|(from, to, _)| (*from..=*to).contains(&c)) {
            Some(at) => own[at] += 1,
            None => shared += 1,
        }
    }
    let count = |tag: &str| SCRIPTS.iter().zip(&own).filter(|((_, _, own), _)| *own == tag).map(|(_, count)| *count).sum::<usize>();
    // An ideograph is a word, so it counts as four letters.
    let ideographs = count("zh") + count("ja");
    if ideographs * 4 > shared && ideographs * 4 > FEWEST_LETTERS {
        return Some(match () {
            () if count("ja") * 12 > ideographs => "ja",
            () if of(text, TRADITIONAL) > of(text, SIMPLIFIED) => "zh-Hant",
            () => "zh",
        });
    }
    let most = SCRIPTS.iter().zip(&own).filter(|((_, _, tag), _)| !matches!(*tag, "zh" | "ja")).max_by_key(|(_, count)| **count);
    if let Some(((_, _, tag), count)) = most
        && *count > shared
        && *count > FEWEST_LETTERS
    {
        return Some(tag);
    }
    by_words(text)
}

/// How many characters of a text are in a list.
fn of(text: &str, list: &str) -> usize {
    text.chars().filter(|c| list.contains(*c)).count()
}

/// The language whose frequent words a text has.
fn by_words(text: &str) -> Option<&'static str> {
    const FEWEST_WORDS: usize = 8;
    let mut counts = vec![0usize; WORDS.len()];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && word.len() < 24) {
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(WORDS) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(at, count)| (**count, std::cmp::Reverse(*at)))?;
    let next = counts.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max().unwrap_or(0);
    (*most >= FEWEST_WORDS && *most * 10 >= next * 11).then(|| WORDS[best].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_their_words() {
        let texts = [
            ("en", "It was the best of times, it was the worst of times, and the boats that you have are not for this sea."),
            ("de", "Der Fischer und die Frau: das Meer ist nicht ruhig, und die Boote sind mit der Flut auf das Meer gefahren."),
            ("fr", "Les bateaux sont dans le port, et les pêcheurs qui sont sur la mer ne sont pas avec nous pour le moment."),
            ("es", "Los barcos del puerto y las redes: el mar es más grande que una casa, pero los pescadores van con el viento."),
            ("pt", "Os barcos não são do porto, e uma rede é mais cara que os peixes, mas você não vai com os homens do mar."),
            ("ru", "Лодки вышли в море, и не было ветра, но что он сказал, это не для нас и не для вас, как и всё на свете."),
            ("uk", "Човни вийшли в море, і не було вітру, але що він сказав, це не для нас, і як це було, та й що є."),
            ("zh", "渔船在黎明之前出海，这个港口的人们都会来看他们回家，国家的渔业发展很快。"),
            ("ja", "漁船は夜明け前に出港し、港の人々は彼らが帰るのを見に来る。海は静かで、風もない。"),
            (
                "ko",
                "어선은 새벽이 되기 전에 바다로 나가고 항구의 사람들은 그들이 돌아오는 것을 보러 온다. 바다는 조용하고 바람도 없다. 모두가 기다린다.",
            ),
            ("he", "הסירות יוצאות לים לפני עלות השחר ואנשי הנמל באים לראות אותן חוזרות הביתה בערב"),
        ];
        for (tag, text) in texts {
            assert_eq!(recognised(text), Some(tag), "{text}");
        }
    }

    #[test]
    fn a_text_of_few_words_has_no_sure_language() {
        for text in ["", "Nets", "fn main() { println!(); }", "1234 5678", "lorem ipsum dolor sit amet"] {
            assert_eq!(recognised(text), None, "{text}");
        }
    }
}
