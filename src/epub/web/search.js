// The search box. Without this script, the pages work, and the box is not shown.
(() => {
  const form = document.querySelector("form[role=search]");
  if (!form) return;
  const box = form.querySelector("input");
  const panel = form.querySelector(".site-results");
  const status = form.querySelector("[role=status]");
  const list = form.querySelector("ol");
  const MOST = 50;

  // Letters without accents, in small letters. `ends` has for each letter where it ends in the text.
  const fold = (text) => {
    let letters = "";
    const ends = [];
    let at = 0;
    for (const letter of text) {
      at += letter.length;
      const plain = letter.normalize("NFKD").replace(/\p{M}|\u00ad/gu, "").toLowerCase();
      letters += plain;
      for (let i = 0; i < plain.length; i++) ends.push(at);
    }
    return { letters, ends };
  };

  let index;
  const load = () =>
    (index ??= new Promise((done, fail) => {
      window.chapbookSearch = (sections) => {
        for (const section of sections) {
          section.title = fold(section.t).letters;
          section.texts = section.x.map(([, text]) => fold(text).letters);
        }
        done(sections);
      };
      const script = document.createElement("script");
      script.src = form.dataset.index;
      script.onerror = fail;
      document.head.append(script);
    }));

  // A word is found where a word begins. Scripts without spaces have words everywhere.
  const pattern = (word) => {
    const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const anywhere = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u.test(word);
    return new RegExp(anywhere ? plain : `(?<![\\p{L}\\p{N}])${plain}`, "gu");
  };

  const find = (sections, query) => {
    const words = fold(query).letters.split(/\s+/).filter(Boolean).map(pattern);
    if (!words.length) return [];
    const has = (text, word) => {
      word.lastIndex = 0;
      return word.test(text);
    };
    const found = [];
    for (const section of sections) {
      const everywhere = words.every((word) => has(section.title, word) || section.texts.some((text) => has(text, word)));
      if (!everywhere) continue;
      let best = -1;
      let most = 0;
      section.texts.forEach((text, at) => {
        const count = words.filter((word) => has(text, word)).length;
        if (count > most) [best, most] = [at, count];
      });
      const inTitle = words.every((word) => has(section.title, word));
      found.push({ section, best, words, rank: (inTitle ? 2 : 0) + (most === words.length ? 1 : 0) });
    }
    return found.sort((one, other) => other.rank - one.rank);
  };

  // The words around the first find in a paragraph, with all finds marked.
  const excerpt = (text, words) => {
    const { letters, ends } = fold(text);
    const finds = [];
    for (const word of words) {
      for (const match of letters.matchAll(word)) {
        const start = match.index ? ends[match.index - 1] : 0;
        finds.push([start, ends[match.index + match[0].length - 1]]);
      }
    }
    finds.sort((one, other) => one[0] - other[0]);
    const first = finds.length ? finds[0][0] : 0;
    let from = Math.max(0, first - 60);
    if (from) from = text.indexOf(" ", from) + 1 || from;
    if (from > first) from = first;
    let to = Math.min(text.length, from + 200);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), first + 1);
    const out = document.createElement("p");
    let at = from;
    if (from) out.append("… ");
    for (const [start, end] of finds) {
      if (start < at || end > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      out.append(text.slice(at, start), mark);
      at = end;
    }
    out.append(text.slice(at, to));
    if (to < text.length) out.append(" …");
    return out;
  };

  const show = (found) => {
    list.replaceChildren(
      ...found.slice(0, MOST).map(({ section, best, words }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        const anchor = best < 0 ? section.a : section.x[best][0];
        link.href = section.p + (anchor ? "#" + anchor : "");
        link.textContent = section.t || section.p;
        item.append(link);
        if (best >= 0) item.append(excerpt(section.x[best][1], words));
        return item;
      }),
    );
    status.textContent = found.length ? `${form.dataset.results}: ${found.length}` : form.dataset.nothing;
    panel.hidden = false;
  };

  const hide = () => {
    panel.hidden = true;
    list.replaceChildren();
    status.textContent = "";
  };

  let turn = 0;
  const search = async () => {
    const own = ++turn;
    const query = box.value.trim();
    if (!query) return hide();
    const sections = await load().catch(() => []);
    if (own === turn) show(find(sections, query));
  };

  box.addEventListener("focus", () => load().catch(() => {}), { once: true });
  box.addEventListener("input", search);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await search();
    list.querySelector("a")?.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hide();
      box.focus();
    }
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("a")) hide();
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) hide();
  });
  form.hidden = false;
})();
