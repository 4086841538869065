// foliate-js, which GNOME Foliate and web readers use. Turns all pages from the beginning to the end, clicks every note call, and
// compares what pops up with the note.
import path from 'node:path'

const screens = [
  { name: 'wide-light', width: 1000, height: 1200, colorScheme: 'light' },
  { name: 'phone-dark', width: 360, height: 640, colorScheme: 'dark' },
]

/// The kinds of elements of which the first gets a screenshot.
const kinds = ['figure', 'table', '.verse', '.notes', 'dl', 'pre', '.alert', '.index-entries', '.epigraph']

/// Reads the whole book. Returns a line that says what was read.
export async function readWithFoliate(page, url, contents, options, fault) {
  const failed = text => fault(`foliate: ${text}`)
  await page.goto(`${url}/foliate.html`)
  await page.waitForFunction(() => window.reader)
  const book = await page.evaluate(() => window.reader.open())
  if (book.sections !== contents.documents.length) failed(`${book.sections} sections of ${contents.documents.length}`)
  if (book.pages !== contents.pages.length) failed(`${book.pages} pages in the page list of ${contents.pages.length}`)
  const twice = book.landmarks.filter((mark, at) => book.landmarks.indexOf(mark) !== at)
  if (twice.length) failed(`two landmarks of a kind: ${twice}`)

  // Every section: fonts, pictures, and note calls.
  let popped = 0
  const sights = []
  for (const [index, name] of contents.documents.entries()) {
    await page.evaluate(index => window.reader.go(index), index)
    const looked = await page.evaluate(kinds => window.reader.look(kinds), kinds)
    sights.push(looked.kinds)
    for (const text of looked.faults) failed(`${name}: ${text}`)
    for (const [at, call] of contents.calls.filter(call => call.file === name).entries()) {
      let shown
      try {
        shown = await page.evaluate(id => window.reader.call(id), call.id)
      } catch (error) {
        failed(`${name}: the call ${call.id}: ${error.message.split('\n')[0]}`)
        continue
      }
      popped += 1
      const { text } = contents.notes[call.note]
      if (shown.text !== text) failed(`${name}: the call ${call.id} pops up “${shown.text.slice(0, 60)}”, not “${text.slice(0, 60)}”`)
      if (shown.type !== 'footnote') failed(`${name}: the call ${call.id} pops up a ${shown.type}`)
      if (shown.hidden) failed(`${name}: the note of ${call.id} is hidden in the text`)
      if (options.out && at === 0) await page.screenshot({ path: path.join(options.out, `foliate-note-${path.basename(name, '.xhtml')}.png`) })
      await page.evaluate(() => window.reader.dismiss())
      if (options.brief) break
    }
  }

  let place = ''
  if (options.page) {
    const target = contents.pages.find(page => page.label === options.page)
    if (target) {
      const at = book.names.findIndex(name => target.file.endsWith(name))
      await page.evaluate(href => window.reader.go(href), `${book.names[at]}#${target.id}`)
      const where = await page.evaluate(() => window.reader.where())
      if (where.index !== at || !await page.evaluate(id => window.reader.shows(id), target.id)) failed(`page ${options.page} of the printed book is not the page that is shown`)
      // A screen can hold the beginnings of several printed pages. The reading system names the last of them.
      const named = contents.pages.slice(contents.pages.indexOf(target)).find(page => page.label === where.page && page.file === target.file)
      if (!named || !await page.evaluate(id => window.reader.shows(id), named.id)) failed(`on page ${options.page} of the printed book the reading system shows ${where.page ?? 'no page'}`)
      if (options.out) await page.screenshot({ path: path.join(options.out, 'foliate-page.png') })
      place = `, page ${options.page} of the printed book`
    }
  }

  // Turns pages from the first page on. Each turn must move, and no section may be skipped.
  const turns = options.brief ? 12 : 60
  await page.evaluate(() => window.reader.go(0))
  let last = { index: 0, fraction: -1, cfi: '' }
  let turned = 0
  for (; turned < turns; turned += 1) {
    const now = await page.evaluate(() => window.reader.turn())
    if (now.cfi === last.cfi) break
    if (now.index > last.index + 1) failed(`turning the page went from section ${last.index} to ${now.index}`)
    if (now.fraction < last.fraction) failed(`turning the page went backwards, in section ${now.index}`)
    last = now
  }
  if (turned < turns && last.index !== contents.documents.length - 1) failed(`the page does not turn in section ${last.index}`)

  for (const screen of options.out ? screens : []) {
    await page.setViewportSize({ width: screen.width, height: screen.height })
    await page.emulateMedia({ colorScheme: screen.colorScheme })
    const unseen = new Set(kinds)
    for (const [index, name] of contents.documents.entries()) {
      await page.evaluate(index => window.reader.go(index), index)
      for (const kind of [...unseen].filter(kind => sights[index]?.includes(kind))) {
        unseen.delete(kind)
        await page.evaluate(([index, kind]) => window.reader.sight(index, kind), [index, kind])
        await page.waitForTimeout(60)
        await page.screenshot({ path: path.join(options.out, `foliate-${screen.name}-sight-${kind.replace(/\W/g, '')}.png`) })
        await page.evaluate(index => window.reader.go(index), index)
      }
      await page.waitForTimeout(60)
      await page.screenshot({ path: path.join(options.out, `foliate-${screen.name}-${String(index).padStart(2, '0')}-${path.basename(name, '.xhtml')}.png`) })
    }
  }
  return `${popped} notes popped up, ${turned} pages turned, ${book.contents} entries in the contents${place}`
}
