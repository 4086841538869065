//! How to print, fold and bind sheets, in the language of those who do it.

/// The sentences of a slip. In braces stands what is filled in; `{pages?page|pages}` is the first word for one, else the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say when each is said")]
pub struct SlipTerms {
    /// `{pages}` on `{sheets}`.
    pub counts: &'static str,
    /// After it: how many pages are `{blank}`.
    pub blank: &'static str,
    /// On which `{paper}`, which `{way}` up.
    pub print: &'static str,
    pub landscape: &'static str,
    pub portrait: &'static str,
    /// The pages have `{scale}` per cent of their size.
    pub scaled: &'static str,
    pub one_side: &'static str,
    pub two_pass: &'static str,
    pub long_edge: &'static str,
    pub short_edge: &'static str,
    pub saddle: &'static str,
    pub one_signature: &'static str,
    /// `{signature}` sheets at a time, `{count}` in all.
    pub signatures: &'static str,
    pub perfect: &'static str,
    pub two_up: &'static str,
    pub cut: &'static str,
    pub zine: &'static str,
    /// What is seen on the first sheet, of `{pages}`, with what is `{inside}`.
    pub folded: &'static str,
    pub inside_none: &'static str,
    /// `{list}` is the number.
    pub inside_one: &'static str,
    /// `{list}` are the numbers.
    pub inside_several: &'static str,
    pub and: &'static str,
    pub two_up_trial: &'static str,
    pub cut_trial: &'static str,
}

/// One row for each language.
const SLIPS: &[(&str, SlipTerms)] = &[
    (
        "en",
        SlipTerms {
            counts: "{pages} {pages?page|pages} on {sheets} {sheets?sheet|sheets}",
            blank: ", {blank} blank",
            print: "Print on {paper}, {way}, at 100 % (\"actual size\"), not fitted to the page.",
            landscape: "landscape",
            portrait: "portrait",
            scaled: "The pages are {scale} % of their size.",
            one_side: "Print one side only.",
            two_pass: "Print all fronts, put the pile back, print all backs. The tops of both sides must lie at the same edge. If your printer \
                       stacks sheets face up, print the backs in reverse order.",
            long_edge: "Print both sides, flip on the long edge.",
            short_edge: "Print both sides, flip on the short edge.",
            saddle: "Fold the whole pile in the middle, the first sheet outside. Staple twice in the fold, a quarter of the height from either \
                     end. Trim the fore-edge if the inner pages stand out.",
            one_signature: "Fold the whole pile in the middle, the first sheet outside, and sew or staple it in the fold.",
            signatures: "Take {signature} sheets at a time, fold them together in the middle, the first outside: {count} \
                         {count?signature|signatures} in all. Gather them in order, sew or glue them at the fold.",
            perfect: "Fold each sheet by itself, the first page outside. Gather them in order and glue the backs.",
            two_up: "Staple at the upper left corner. Nothing is folded.",
            cut: "Cut the pile in four, across and down. Put the upper left pile on the upper right, both on the lower left, all on the lower \
                  right. Staple or glue at the left.",
            zine: "Fold in eight and open again. Cut along the middle fold, over the two inner parts only. Fold lengthwise with the print \
                   outside, push the ends together until the cut opens, and fold the cover round.",
            folded: "Try with the first sheet: folded, page 1 of {pages} is on the outside at the right, {inside}, and all stand upright.",
            inside_none: "it is blank inside",
            inside_one: "page {list} is inside",
            inside_several: "pages {list} are inside",
            and: "and",
            two_up_trial: "Try with the first sheet: page 3 is on the back of page 2, and stands upright when the sheet is turned like a leaf.",
            cut_trial: "Try with the first sheet: page 2 is on the back of page 1, both upright.",
        },
    ),
    (
        "de",
        SlipTerms {
            counts: "{pages} {pages?Seite|Seiten} auf {sheets} Blatt",
            blank: ", {blank} leer",
            print: "Auf {paper} drucken, {way}, mit 100 % („Tatsächliche Größe“), nicht an die Seite angepasst.",
            landscape: "quer",
            portrait: "hoch",
            scaled: "Die Seiten haben {scale} % ihrer Größe.",
            one_side: "Nur einseitig drucken.",
            two_pass: "Erst alle Vorderseiten drucken, den Stapel wieder einlegen, dann alle Rückseiten drucken. Oben muss bei beiden Seiten an \
                       derselben Kante liegen. Legt der Drucker die Blätter mit der bedruckten Seite nach oben ab, die Rückseiten in umgekehrter \
                       Reihenfolge drucken.",
            long_edge: "Beidseitig drucken, an der langen Kante wenden.",
            short_edge: "Beidseitig drucken, an der kurzen Kante wenden.",
            saddle: "Den ganzen Stapel in der Mitte falzen, das erste Blatt außen. Zweimal im Falz heften, jeweils ein Viertel der Höhe von den \
                     Enden entfernt. Die Vorderkante beschneiden, wenn die inneren Seiten vorstehen.",
            one_signature: "Den ganzen Stapel in der Mitte falzen, das erste Blatt außen, und im Falz nähen oder heften.",
            signatures: "Je {signature} Blatt zusammen in der Mitte falzen, das erste außen: insgesamt {count} {count?Lage|Lagen}. Die Lagen der \
                         Reihe nach zusammentragen und am Falz nähen oder leimen.",
            perfect: "Jedes Blatt für sich falzen, die erste Seite außen. Der Reihe nach zusammentragen und am Rücken leimen.",
            two_up: "An der oberen linken Ecke heften. Nichts wird gefalzt.",
            cut: "Den Stapel quer und längs in vier Teile schneiden. Den Teil oben links auf den oben rechts legen, beide auf den unten links, \
                  alle auf den unten rechts. Links heften oder leimen.",
            zine: "Auf ein Achtel falzen und wieder aufklappen. Den mittleren Falz aufschneiden, nur über die beiden inneren Felder. Der Länge \
                   nach falzen, den Druck nach außen, die Enden zusammenschieben, bis sich der Schnitt öffnet, und den Umschlag herumlegen.",
            folded: "Mit dem ersten Blatt probieren: Gefalzt liegt Seite 1 von {pages} außen rechts, {inside}, und alle stehen aufrecht.",
            inside_none: "innen ist es leer",
            inside_one: "innen liegt Seite {list}",
            inside_several: "innen liegen die Seiten {list}",
            and: "und",
            two_up_trial: "Mit dem ersten Blatt probieren: Seite 3 liegt hinter Seite 2 und steht aufrecht, wenn das Blatt wie im Buch gewendet wird.",
            cut_trial: "Mit dem ersten Blatt probieren: Seite 2 liegt hinter Seite 1, beide stehen aufrecht.",
        },
    ),
    (
        "fr",
        SlipTerms {
            counts: "{pages} {pages?page|pages} sur {sheets} {sheets?feuille|feuilles}",
            blank: ", dont {blank} {blank?blanche|blanches}",
            print: "Imprimer sur {paper}, en {way}, à 100 % (« taille réelle »), sans ajuster à la page.",
            landscape: "paysage",
            portrait: "portrait",
            scaled: "Les pages sont à {scale} % de leur taille.",
            one_side: "Imprimer d’un seul côté.",
            two_pass: "Imprimer tous les rectos, remettre la pile, imprimer tous les versos. Le haut des deux côtés doit être au même bord. Si \
                       l’imprimante empile les feuilles face imprimée vers le haut, imprimer les versos dans l’ordre inverse.",
            long_edge: "Imprimer recto verso, retourner sur le bord long.",
            short_edge: "Imprimer recto verso, retourner sur le bord court.",
            saddle: "Plier toute la pile au milieu, la première feuille à l’extérieur. Agrafer deux fois dans le pli, au quart de la hauteur à \
                     partir de chaque bout. Rogner le bord extérieur si les pages du milieu dépassent.",
            one_signature: "Plier toute la pile au milieu, la première feuille à l’extérieur, puis coudre ou agrafer dans le pli.",
            signatures: "Prendre {signature} feuilles à la fois et les plier ensemble au milieu, la première à l’extérieur : {count} \
                         {count?cahier|cahiers} en tout. Assembler les cahiers dans l’ordre, les coudre ou les coller au pli.",
            perfect: "Plier chaque feuille séparément, la première page à l’extérieur. Assembler dans l’ordre et coller les dos.",
            two_up: "Agrafer dans le coin supérieur gauche. Rien n’est plié.",
            cut: "Couper la pile en quatre, en travers et de haut en bas. Poser la pile du haut à gauche sur celle du haut à droite, les deux \
                  sur celle du bas à gauche, le tout sur celle du bas à droite. Agrafer ou coller à gauche.",
            zine: "Plier en huit et rouvrir. Couper le long du pli du milieu, sur les deux parties intérieures seulement. Plier dans le sens de \
                   la longueur, l’impression à l’extérieur, pousser les bouts l’un vers l’autre jusqu’à ce que la fente s’ouvre, puis rabattre \
                   la couverture.",
            folded: "Essayer avec la première feuille : une fois pliée, la page 1 sur {pages} est à l’extérieur, à droite, {inside}, et toutes sont \
                     à l’endroit.",
            inside_none: "l’intérieur est blanc",
            inside_one: "la page {list} est à l’intérieur",
            inside_several: "les pages {list} sont à l’intérieur",
            and: "et",
            two_up_trial: "Essayer avec la première feuille : la page 3 est au dos de la page 2, à l’endroit quand on tourne la feuille comme celle \
                           d’un livre.",
            cut_trial: "Essayer avec la première feuille : la page 2 est au dos de la page 1, toutes deux à l’endroit.",
        },
    ),
    (
        "es",
        SlipTerms {
            counts: "{pages} {pages?página|páginas} en {sheets} {sheets?hoja|hojas}",
            blank: ", {blank} en blanco",
            print: "Imprimir en {paper}, {way}, al 100 % («tamaño real»), sin ajustar a la página.",
            landscape: "en horizontal",
            portrait: "en vertical",
            scaled: "Las páginas están al {scale} % de su tamaño.",
            one_side: "Imprimir por una sola cara.",
            two_pass: "Imprimir todos los anversos, volver a poner la pila, imprimir todos los reversos. La parte de arriba de ambas caras debe \
                       quedar en el mismo borde. Si la impresora apila las hojas con la cara impresa hacia arriba, imprimir los reversos en orden \
                       inverso.",
            long_edge: "Imprimir por las dos caras, voltear por el borde largo.",
            short_edge: "Imprimir por las dos caras, voltear por el borde corto.",
            saddle: "Doblar toda la pila por la mitad, con la primera hoja por fuera. Grapar dos veces en el pliegue, a un cuarto de la altura \
                     desde cada extremo. Recortar el borde delantero si las páginas interiores sobresalen.",
            one_signature: "Doblar toda la pila por la mitad, con la primera hoja por fuera, y coserla o graparla en el pliegue.",
            signatures: "Tomar {signature} hojas cada vez y doblarlas juntas por la mitad, con la primera por fuera: {count} \
                         {count?cuadernillo|cuadernillos} en total. Reunirlos en orden y coserlos o pegarlos por el pliegue.",
            perfect: "Doblar cada hoja por separado, con la primera página por fuera. Reunirlas en orden y encolar los lomos.",
            two_up: "Grapar en la esquina superior izquierda. No se dobla nada.",
            cut: "Cortar la pila en cuatro, a lo ancho y a lo largo. Poner la pila superior izquierda sobre la superior derecha, ambas sobre la \
                  inferior izquierda y todas sobre la inferior derecha. Grapar o encolar a la izquierda.",
            zine: "Doblar en ocho y volver a abrir. Cortar por el pliegue central, solo en las dos partes interiores. Doblar a lo largo con lo \
                   impreso hacia fuera, juntar los extremos hasta que se abra el corte y doblar la cubierta alrededor.",
            folded: "Probar con la primera hoja: una vez doblada, la página 1 de {pages} queda por fuera a la derecha, {inside}, y todas están \
                     derechas.",
            inside_none: "por dentro está en blanco",
            inside_one: "la página {list} queda por dentro",
            inside_several: "las páginas {list} quedan por dentro",
            and: "y",
            two_up_trial: "Probar con la primera hoja: la página 3 está al dorso de la 2 y queda derecha al pasar la hoja como la de un libro.",
            cut_trial: "Probar con la primera hoja: la página 2 está al dorso de la 1, ambas derechas.",
        },
    ),
    (
        "it",
        SlipTerms {
            counts: "{pages} {pages?pagina|pagine} su {sheets} {sheets?foglio|fogli}",
            blank: ", {blank} {blank?bianca|bianche}",
            print: "Stampare su {paper}, in {way}, al 100 % («dimensioni effettive»), senza adattare alla pagina.",
            landscape: "orizzontale",
            portrait: "verticale",
            scaled: "Le pagine sono al {scale} % della loro grandezza.",
            one_side: "Stampare su un solo lato.",
            two_pass: "Stampare tutti i fronti, rimettere la pila, stampare tutti i retri. La parte alta dei due lati deve trovarsi sullo stesso \
                       bordo. Se la stampante impila i fogli con la stampa verso l’alto, stampare i retri in ordine inverso.",
            long_edge: "Stampare fronte e retro, capovolgere sul lato lungo.",
            short_edge: "Stampare fronte e retro, capovolgere sul lato corto.",
            saddle: "Piegare tutta la pila a metà, con il primo foglio all’esterno. Cucire con due punti metallici nella piega, a un quarto \
                     dell’altezza da ciascuna estremità. Rifilare il bordo esterno se le pagine interne sporgono.",
            one_signature: "Piegare tutta la pila a metà, con il primo foglio all’esterno, e cucirla o pinzarla nella piega.",
            signatures: "Prendere {signature} fogli alla volta e piegarli insieme a metà, con il primo all’esterno: {count} \
                         {count?segnatura|segnature} in tutto. Raccoglierle in ordine e cucirle o incollarle alla piega.",
            perfect: "Piegare ogni foglio da solo, con la prima pagina all’esterno. Raccoglierli in ordine e incollare i dorsi.",
            two_up: "Pinzare nell’angolo superiore sinistro. Non si piega nulla.",
            cut: "Tagliare la pila in quattro, in orizzontale e in verticale. Mettere la pila in alto a sinistra su quella in alto a destra, \
                  entrambe su quella in basso a sinistra, tutte su quella in basso a destra. Pinzare o incollare a sinistra.",
            zine: "Piegare in otto e riaprire. Tagliare lungo la piega centrale, solo nelle due parti interne. Piegare per il lungo con la stampa \
                   all’esterno, avvicinare le estremità finché il taglio si apre e piegare la copertina intorno.",
            folded: "Provare con il primo foglio: una volta piegato, la pagina 1 di {pages} è all’esterno a destra, {inside}, e tutte sono diritte.",
            inside_none: "l’interno è bianco",
            inside_one: "la pagina {list} è all’interno",
            inside_several: "le pagine {list} sono all’interno",
            and: "e",
            two_up_trial: "Provare con il primo foglio: la pagina 3 è sul retro della 2 ed è diritta quando si gira il foglio come in un libro.",
            cut_trial: "Provare con il primo foglio: la pagina 2 è sul retro della 1, entrambe diritte.",
        },
    ),
    (
        "pt",
        SlipTerms {
            counts: "{pages} {pages?página|páginas} em {sheets} {sheets?folha|folhas}",
            blank: ", {blank} em branco",
            print: "Imprimir em {paper}, na {way}, a 100 % («tamanho real»), sem ajustar à página.",
            landscape: "horizontal",
            portrait: "vertical",
            scaled: "As páginas estão a {scale} % do seu tamanho.",
            one_side: "Imprimir só de um lado.",
            two_pass: "Imprimir todas as frentes, recolocar a pilha, imprimir todos os versos. O alto dos dois lados deve ficar na mesma borda. \
                       Se a impressora empilhar as folhas com a impressão para cima, imprimir os versos na ordem inversa.",
            long_edge: "Imprimir dos dois lados, virar na borda longa.",
            short_edge: "Imprimir dos dois lados, virar na borda curta.",
            saddle: "Dobrar toda a pilha ao meio, com a primeira folha por fora. Grampear duas vezes na dobra, a um quarto da altura de cada \
                     extremidade. Aparar a borda da frente se as páginas de dentro sobressaírem.",
            one_signature: "Dobrar toda a pilha ao meio, com a primeira folha por fora, e costurá-la ou grampeá-la na dobra.",
            signatures: "Pegar {signature} folhas de cada vez e dobrá-las juntas ao meio, com a primeira por fora: {count} \
                         {count?caderno|cadernos} ao todo. Juntá-los em ordem e costurá-los ou colá-los na dobra.",
            perfect: "Dobrar cada folha separadamente, com a primeira página por fora. Juntá-las em ordem e colar as lombadas.",
            two_up: "Grampear no canto superior esquerdo. Nada é dobrado.",
            cut: "Cortar a pilha em quatro, na horizontal e na vertical. Pôr a pilha de cima à esquerda sobre a de cima à direita, ambas sobre a \
                  de baixo à esquerda e todas sobre a de baixo à direita. Grampear ou colar à esquerda.",
            zine: "Dobrar em oito e abrir de novo. Cortar ao longo da dobra do meio, só nas duas partes de dentro. Dobrar ao comprido com a \
                   impressão por fora, aproximar as extremidades até que o corte se abra e dobrar a capa em volta.",
            folded: "Experimentar com a primeira folha: dobrada, a página 1 de {pages} fica por fora à direita, {inside}, e todas estão direitas.",
            inside_none: "por dentro está em branco",
            inside_one: "a página {list} fica por dentro",
            inside_several: "as páginas {list} ficam por dentro",
            and: "e",
            two_up_trial: "Experimentar com a primeira folha: a página 3 está no verso da 2 e fica direita quando se vira a folha como a de um livro.",
            cut_trial: "Experimentar com a primeira folha: a página 2 está no verso da 1, ambas direitas.",
        },
    ),
    (
        "nl",
        SlipTerms {
            counts: "{pages} {pages?pagina|pagina’s} op {sheets} {sheets?vel|vellen}",
            blank: ", {blank} leeg",
            print: "Print op {paper}, {way}, op 100 % (‘werkelijke grootte’), niet passend gemaakt voor de pagina.",
            landscape: "liggend",
            portrait: "staand",
            scaled: "De pagina’s zijn {scale} % van hun grootte.",
            one_side: "Print op één kant.",
            two_pass: "Print alle voorkanten, leg de stapel terug, print alle achterkanten. De bovenkant van beide zijden moet aan dezelfde rand \
                       liggen. Legt de printer de vellen met de druk naar boven, print de achterkanten dan in omgekeerde volgorde.",
            long_edge: "Print dubbelzijdig, omslaan langs de lange zijde.",
            short_edge: "Print dubbelzijdig, omslaan langs de korte zijde.",
            saddle: "Vouw de hele stapel in het midden, het eerste vel aan de buitenkant. Zet twee nietjes in de vouw, elk op een kwart van de \
                     hoogte vanaf een uiteinde. Snijd de voorkant bij als de binnenste pagina’s uitsteken.",
            one_signature: "Vouw de hele stapel in het midden, het eerste vel aan de buitenkant, en naai hem in de vouw of zet er nietjes in.",
            signatures: "Neem telkens {signature} vellen en vouw ze samen in het midden, het eerste aan de buitenkant: {count} \
                         {count?katern|katernen} in totaal. Leg ze op volgorde en naai of lijm ze aan de vouw.",
            perfect: "Vouw elk vel apart, de eerste pagina aan de buitenkant. Leg ze op volgorde en lijm de ruggen.",
            two_up: "Zet een nietje in de linkerbovenhoek. Er wordt niets gevouwen.",
            cut: "Snijd de stapel in vieren, dwars en in de lengte. Leg de stapel linksboven op die rechtsboven, beide op die linksonder en alles \
                  op die rechtsonder. Zet links nietjes of lijm de linkerkant.",
            zine: "Vouw in achten en vouw weer open. Knip de middelste vouw in, alleen over de twee binnenste delen. Vouw in de lengte met de druk \
                   naar buiten, duw de uiteinden naar elkaar toe tot de snee opengaat en vouw het omslag eromheen.",
            folded: "Probeer het met het eerste vel: gevouwen staat pagina 1 van {pages} rechts aan de buitenkant, {inside}, en staat alles rechtop.",
            inside_none: "is het vanbinnen leeg",
            inside_one: "staat pagina {list} aan de binnenkant",
            inside_several: "staan de pagina’s {list} aan de binnenkant",
            and: "en",
            two_up_trial: "Probeer het met het eerste vel: pagina 3 staat achter op pagina 2, en rechtop als het vel als een blad wordt omgeslagen.",
            cut_trial: "Probeer het met het eerste vel: pagina 2 staat achter op pagina 1, allebei rechtop.",
        },
    ),
    (
        "pl",
        SlipTerms {
            counts: "Strony: {pages}, arkusze: {sheets}",
            blank: ", puste strony: {blank}",
            print: "Drukować na papierze {paper}, {way}, w skali 100 % („rozmiar rzeczywisty”), bez dopasowania do strony.",
            landscape: "poziomo",
            portrait: "pionowo",
            scaled: "Strony mają {scale} % swojego rozmiaru.",
            one_side: "Drukować tylko jednostronnie.",
            two_pass: "Wydrukować wszystkie przednie strony, włożyć stos z powrotem, wydrukować wszystkie tylne. Góra obu stron musi leżeć przy tej \
                       samej krawędzi. Jeśli drukarka układa arkusze drukiem do góry, drukować tylne strony w odwrotnej kolejności.",
            long_edge: "Drukować dwustronnie, obracać wzdłuż długiej krawędzi.",
            short_edge: "Drukować dwustronnie, obracać wzdłuż krótkiej krawędzi.",
            saddle: "Złożyć cały stos na pół, pierwszy arkusz na zewnątrz. Zszyć dwa razy w zgięciu, w jednej czwartej wysokości od obu końców. \
                     Przyciąć przednią krawędź, jeśli wewnętrzne strony wystają.",
            one_signature: "Złożyć cały stos na pół, pierwszy arkusz na zewnątrz, i zszyć w zgięciu.",
            signatures: "Brać po tyle arkuszy naraz: {signature}, i składać je razem na pół, pierwszy na zewnątrz; składek jest w sumie: {count}. \
                         Zebrać je po kolei i zszyć lub skleić wzdłuż zgięcia.",
            perfect: "Złożyć każdy arkusz osobno, pierwsza strona na zewnątrz. Zebrać po kolei i skleić grzbiety.",
            two_up: "Zszyć w lewym górnym rogu. Niczego się nie składa.",
            cut: "Przeciąć stos na cztery części, w poprzek i wzdłuż. Lewą górną część położyć na prawej górnej, obie na lewej dolnej, wszystkie na \
                  prawej dolnej. Zszyć lub skleić z lewej strony.",
            zine: "Złożyć na osiem części i rozłożyć. Naciąć środkowe zgięcie, tylko przez dwie wewnętrzne części. Złożyć wzdłuż, drukiem na \
                   zewnątrz, zsunąć końce, aż nacięcie się otworzy, i owinąć okładką.",
            folded: "Spróbować z pierwszym arkuszem: po złożeniu strona 1 z {pages} jest na zewnątrz po prawej, {inside}, a wszystkie stoją prosto.",
            inside_none: "wnętrze jest puste",
            inside_one: "strona {list} jest w środku",
            inside_several: "strony {list} są w środku",
            and: "i",
            two_up_trial: "Spróbować z pierwszym arkuszem: strona 3 jest na odwrocie strony 2 i stoi prosto, gdy arkusz odwraca się jak kartkę.",
            cut_trial: "Spróbować z pierwszym arkuszem: strona 2 jest na odwrocie strony 1, obie stoją prosto.",
        },
    ),
    (
        "ru",
        SlipTerms {
            counts: "Страниц: {pages}, листов: {sheets}",
            blank: ", пустых страниц: {blank}",
            print: "Печатать на бумаге {paper}, ориентация {way}, в масштабе 100 % («реальный размер»), без подгонки под страницу.",
            landscape: "альбомная",
            portrait: "книжная",
            scaled: "Размер страниц — {scale} % от исходного.",
            one_side: "Печатать только на одной стороне.",
            two_pass: "Напечатать все лицевые стороны, вложить стопку обратно, напечатать все оборотные. Верх обеих сторон должен лежать у одного и \
                       того же края. Если принтер складывает листы печатью вверх, печатать оборотные стороны в обратном порядке.",
            long_edge: "Печатать с двух сторон, переворачивать по длинному краю.",
            short_edge: "Печатать с двух сторон, переворачивать по короткому краю.",
            saddle: "Сложить всю стопку пополам, первый лист снаружи. Скрепить двумя скобами по сгибу, в четверти высоты от каждого конца. Обрезать \
                     передний край, если внутренние страницы выступают.",
            one_signature: "Сложить всю стопку пополам, первый лист снаружи, и сшить или скрепить скобами по сгибу.",
            signatures: "Брать по столько листов: {signature}, и складывать их вместе пополам, первый снаружи; всего тетрадей: {count}. Собрать \
                         тетради по порядку, сшить или склеить по сгибу.",
            perfect: "Сложить каждый лист отдельно, первая страница снаружи. Собрать по порядку и проклеить корешки.",
            two_up: "Скрепить в левом верхнем углу. Ничего не складывать.",
            cut: "Разрезать стопку на четыре части, поперёк и вдоль. Положить левую верхнюю часть на правую верхнюю, обе на левую нижнюю, все на \
                  правую нижнюю. Скрепить или склеить слева.",
            zine: "Сложить в восемь раз и развернуть. Разрезать средний сгиб, только между двумя внутренними частями. Сложить вдоль печатью наружу, \
                   сдвинуть концы, пока разрез не раскроется, и обернуть обложкой.",
            folded: "Проверить на первом листе: в сложенном виде страница 1 из {pages} снаружи справа, {inside}, и все стоят прямо.",
            inside_none: "внутри пусто",
            inside_one: "внутри страница {list}",
            inside_several: "внутри страницы {list}",
            and: "и",
            two_up_trial: "Проверить на первом листе: страница 3 на обороте страницы 2 и стоит прямо, если перевернуть лист, как в книге.",
            cut_trial: "Проверить на первом листе: страница 2 на обороте страницы 1, обе стоят прямо.",
        },
    ),
];

impl SlipTerms {
    /// The sentences in the language of that tag; English where there are none in it.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        let tag = tag.to_ascii_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let found = SLIPS.iter().find(|(language, _)| *language == primary);
        found.map_or(&SLIPS[0].1, |(_, terms)| terms)
    }

    /// The languages that have sentences of their own.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        SLIPS.iter().map(|(language, _)| *language)
    }
}

/// A sentence with its places filled.
#[must_use]
pub fn filled(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, words) = place.split_once('?').map_or((place, None), |(name, words)| (name, words.split_once('|')));
        let value = values.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| *value);
        out.push_str(before);
        out.push_str(match words {
            Some((one, _)) if value == "1" => one,
            Some((_, several)) => several,
            None => value,
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_places_for_what_is_filled_in() {
        for (language, terms) in SLIPS {
            for (sentence, places) in [
                (terms.counts, &["{pages}", "{sheets}"][..]),
                (terms.blank, &["{blank}"]),
                (terms.print, &["{paper}", "{way}", "100"]),
                (terms.scaled, &["{scale}"]),
                (terms.signatures, &["{signature}", "{count}"]),
                (terms.folded, &["{pages}", "{inside}"]),
                (terms.inside_one, &["{list}"]),
                (terms.inside_several, &["{list}"]),
                (terms.two_up_trial, &["3", "2"]),
                (terms.cut_trial, &["2", "1"]),
            ] {
                assert!(places.iter().all(|place| sentence.contains(place)), "{language}: {sentence}");
            }
        }
    }

    #[test]
    fn one_and_several_have_their_words() {
        let of = |pages| filled("{pages} {pages?page|pages}, {x}.", &[("pages", pages), ("x", "y")]);
        assert_eq!((of("1"), of("2")), ("1 page, y.".to_owned(), "2 pages, y.".to_owned()));
        assert_eq!(SlipTerms::of("pt-BR"), SlipTerms::of("pt"));
        assert_eq!(SlipTerms::of("xx"), SlipTerms::of("en"));
    }
}
