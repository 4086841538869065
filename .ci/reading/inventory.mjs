// Lists what the package contains: documents, calls, notes, pages and fonts. Uses a ZIP reader and the browser's XML parser, so the
// results of the reading systems are compared with a source that is independent of them.

/// Returns `{ documents, calls, notes, pages, faces, faults }`; a call and a note have their file, id and text.
export async function inventory(page, url) {
  await page.goto(`${url}/inventory.html`)
  return page.evaluate(async () => {
    const OPS = 'http://www.idpf.org/2007/ops'
    const faults = []
    const zip = await JSZip.loadAsync(await (await fetch('/book.epub')).arrayBuffer())
    const parse = async (name, type) => {
      const file = zip.file(name)
      if (!file) throw new Error(`${name} is missing`)
      const parsed = new DOMParser().parseFromString(await file.async('string'), type)
      if (parsed.querySelector('parsererror')) throw new Error(`${name} is not well-formed`)
      return parsed
    }
    const resolve = (href, from) => new URL(href, `http://book/${from}`)
    const file = address => decodeURIComponent(address.pathname.slice(1))
    const words = node => node.textContent.replace(/\s+/g, ' ').trim()
    const has = (element, type, role) =>
      (element.getAttributeNS(OPS, 'type') ?? '').split(' ').includes(type) && (element.getAttribute('role') ?? '').split(' ').includes(role)

    const container = await parse('META-INF/container.xml', 'application/xml')
    const opf = container.querySelector('rootfile').getAttribute('full-path')
    const root = await parse(opf, 'application/xml')
    const items = new Map([...root.querySelectorAll('manifest > item')].map(item => [item.id, item]))
    const names = [...items.values()].map(item => file(resolve(item.getAttribute('href'), opf)))
    names.filter(name => !zip.file(name)).forEach(name => faults.push(`${name} is in the manifest but not in the container`))
    const documents = [...root.querySelectorAll('spine > itemref')].map(ref => file(resolve(items.get(ref.getAttribute('idref')).getAttribute('href'), opf)))
    const parsed = new Map()
    for (const name of documents) parsed.set(name, await parse(name, 'application/xhtml+xml'))

    // Fonts: each file must exist. Lists the embedded families.
    const faces = []
    for (const name of names.filter(name => name.endsWith('.css') && zip.file(name))) {
      const css = await zip.file(name).async('string')
      for (const [rule] of css.matchAll(/@font-face\s*\{[^}]*\}/g)) {
        const source = file(resolve(/url\(["']?([^"')]+)/.exec(rule)[1], name))
        if (!zip.file(source)) faults.push(`the font ${source} is missing`)
        faces.push(/font-family:\s*"?([^";]+)/.exec(rule)[1].trim())
      }
    }

    const calls = []
    const notes = {}
    for (const [name, doc] of parsed) {
      for (const note of doc.querySelectorAll('[role~="doc-footnote"], [role~="doc-endnote"]')) notes[`${name}#${note.id}`] = { text: words(note), called: 0 }
    }
    for (const [name, doc] of parsed) {
      const links = [...doc.querySelectorAll('a[href]')]
      for (const link of links) {
        const address = resolve(link.getAttribute('href'), name)
        if (address.host !== 'book') continue
        const target = parsed.get(file(address))
        if (!target) faults.push(`${name}: a link to ${link.getAttribute('href')}, which is not in the reading order`)
        else if (address.hash && !target.getElementById(decodeURIComponent(address.hash.slice(1)))) faults.push(`${name}: a link leads nowhere: ${link.getAttribute('href')}`)
      }
      for (const call of links.filter(link => has(link, 'noteref', 'doc-noteref'))) {
        const address = resolve(call.getAttribute('href'), name)
        const key = file(address) + decodeURIComponent(address.hash)
        if (!notes[key]) { faults.push(`${name}: the call ${call.id} leads to no note`); continue }
        notes[key].called += 1
        // Kobo: the note must come after its call, and be short enough to pop up.
        const same = file(address) === name
        if (same && !(call.compareDocumentPosition(doc.getElementById(decodeURIComponent(address.hash.slice(1)))) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push(`${name}: the note ${key} comes before its call`)
        calls.push({ file: name, id: call.id, note: key, mark: words(call) })
      }
    }
    for (const [name, doc] of parsed) {
      for (const note of doc.querySelectorAll('[role~="doc-footnote"], [role~="doc-endnote"]')) {
        const key = `${name}#${note.id}`
        const backs = [...note.querySelectorAll('a')].filter(link => has(link, 'backlink', 'doc-backlink')).map(link => resolve(link.getAttribute('href'), name))
        const expected = calls.filter(call => call.note === key).map(call => `${call.file}#${call.id}`)
        const found = backs.map(address => file(address) + decodeURIComponent(address.hash))
        if (!expected.length) faults.push(`the note ${key} is never called`)
        if (expected.join() !== found.join()) faults.push(`the note ${key} leads back to ${found.join(', ') || 'nowhere'}, and is called from ${expected.join(', ') || 'nowhere'}`)
      }
    }

    const nav = [...items.values()].find(item => (item.getAttribute('properties') ?? '').split(' ').includes('nav'))
    const navName = file(resolve(nav.getAttribute('href'), opf))
    const navDoc = parsed.get(navName) ?? await parse(navName, 'application/xhtml+xml')
    const list = [...navDoc.querySelectorAll('nav')].find(nav => nav.getAttributeNS(OPS, 'type') === 'page-list')
    const pages = [...(list?.querySelectorAll('a') ?? [])].map(link => {
      const address = resolve(link.getAttribute('href'), navName)
      const target = parsed.get(file(address))?.getElementById(decodeURIComponent(address.hash.slice(1)))
      if (!target) faults.push(`page ${words(link)} leads nowhere`)
      return { label: words(link), file: file(address), id: decodeURIComponent(address.hash.slice(1)) }
    })
    return { documents, calls, notes, pages, faces: [...new Set(faces)], faults }
  })
}
