// epub.js, on which most reading systems on the web are built. Checks that a note call leads to the note, and that the note leads back.
import path from 'node:path'

const bare = name => name.split('/').pop()

/// Reads the book: turns pages, follows the first and the last note of each document both ways, and goes to a page of the printed book.
export async function readWithEpubjs(page, url, contents, options, fault) {
  const failed = text => fault(`epub.js: ${text}`)
  await page.goto(`${url}/epubjs.html`)
  await page.waitForFunction(() => window.reader)
  const book = await page.evaluate(() => window.reader.open())
  if (book.sections !== contents.documents.length) failed(`${book.sections} sections of ${contents.documents.length}`)
  if (book.pages !== contents.pages.length) failed(`${book.pages} pages in the page list of ${contents.pages.length}`)
  if (!book.title) failed('no title')
  if (!book.cover) failed('no cover')

  const shows = (file, id) => page.waitForFunction(([file, id]) => window.reader.shows(file, id), [bare(file), id])
  let followed = 0
  for (const name of contents.documents) {
    const calls = contents.calls.filter(call => call.file === name)
    for (const call of new Set([calls[0], calls.at(-1)].filter(Boolean))) {
      const [file, id] = call.note.split('#')
      try {
        await page.evaluate(target => window.reader.go(target), `${bare(call.file)}#${call.id}`)
        await shows(call.file, call.id)
        if (!await page.evaluate(id => window.reader.click(id), call.id)) throw new Error('the call is not in the document')
        await shows(file, id)
        if (options.out && followed === 0) await page.screenshot({ path: path.join(options.out, 'epubjs-note.png') })
        if (!await page.evaluate(([file, id]) => window.reader.comeBack(file, id), [bare(call.file), call.id])) throw new Error('the note has no link back')
        await shows(call.file, call.id)
        followed += 1
      } catch (error) {
        failed(`${name}: the note of ${call.id}: ${error.message.split('\n')[0]}`)
      }
    }
    if (options.brief && followed) break
  }

  if (options.page) {
    const target = contents.pages.find(page => page.label === options.page)
    if (target) {
      await page.evaluate(target => window.reader.go(target), `${bare(target.file)}#${target.id}`)
      await shows(target.file, target.id).catch(() => failed(`page ${options.page} of the printed book is not the page that is shown`))
      if (options.out) await page.screenshot({ path: path.join(options.out, 'epubjs-page.png') })
    }
  }

  // Turns the pages of a chapter forwards and back again.
  const first = contents.calls[0]?.file ?? contents.documents[0]
  await page.evaluate(target => window.reader.go(target), bare(first))
  const trail = [(await page.evaluate(() => window.reader.where())).cfi]
  for (let turn = 0; turn < (options.brief ? 2 : 8); turn += 1) {
    const { cfi, end } = await page.evaluate(() => window.reader.turn())
    if (cfi === trail.at(-1)) failed(`a page did not turn at ${cfi}`)
    trail.push(cfi)
    if (end) break
  }
  await page.evaluate(() => window.reader.back())
  if (options.out) await page.screenshot({ path: path.join(options.out, 'epubjs-turned.png') })
  return `${followed} notes there and back, ${trail.length - 1} pages turned`
}
