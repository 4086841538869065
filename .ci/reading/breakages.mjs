// Makes copies of a sound book, each broken in one way. They prove that the check can fail.

/// Returns `[what is broken, the bytes]` for each copy.
export async function breakages(JSZip, epub, paged) {
  const broken = async (name, change) => {
    const zip = await JSZip.loadAsync(epub)
    const found = await change(zip)
    if (!found) throw new Error(`the book has nothing that can be broken for “${name}”`)
    return [name, await zip.generateAsync({ type: 'nodebuffer' })]
  }
  // Changes the first match of a pattern, in the first document that has one.
  const rewrite = (pattern, by, where = /\.xhtml$/) => async zip => {
    for (const file of Object.values(zip.files).filter(file => where.test(file.name))) {
      const text = await file.async('string')
      if (!pattern.test(text)) continue
      zip.file(file.name, text.replace(pattern, by))
      return true
    }
    return false
  }
  const all = [
    broken('a note without its id', rewrite(/(role="doc-footnote") id="[^"]+"/, '$1')),
    broken('a call without the type of a call', rewrite(/ epub:type="noteref" role="doc-noteref"/, '')),
    broken('a link back that leads elsewhere', rewrite(/(role="doc-backlink" href="#)[^"]+/, '$1toc')),
    broken('a call that leads to another note', rewrite(/(<a epub:type="noteref"[^>]*href="[^"]*-)1"/, '$12"')),
    broken('a font that is missing', async zip => {
      const face = Object.keys(zip.files).find(name => name.endsWith('.ttf'))
      if (face) zip.remove(face)
      return face
    }),
    broken('a font that is damaged', async zip => {
      const face = Object.keys(zip.files).find(name => name.endsWith('.ttf'))
      if (face) zip.file(face, 'no face')
      return face
    }),
    broken('a picture that is damaged', async zip => {
      const picture = Object.keys(zip.files).find(name => /picture-.*\.(png|jpg|svg)$/.test(name))
      if (picture) zip.file(picture, 'no picture')
      return picture
    }),
    broken('a document that is not well-formed', rewrite(/<\/section>/, '', /chapter-1\.xhtml$/)),
    broken('a script that fails', rewrite(/<\/body>/, '<script>throw new Error("a script in a book")</script></body>', /chapter-1\.xhtml$/)),
  ]
  if (paged) all.push(broken('a page list without its marker', rewrite(/(role="doc-pagebreak"[^>]*) id="[^"]+"/, '$1')))
  return Promise.all(all)
}
