// Books that are broken in one way each, made of one that is sound: a test that cannot fail proves nothing.

/// Gives `[what is broken, the bytes]` for each.
export async function breakages(JSZip, epub, paged) {
  const broken = async (name, change) => {
    const zip = await JSZip.loadAsync(epub)
    const found = await change(zip)
    if (!found) throw new Error(`the book has nothing to break for “${name}”`)
    return [name, await zip.generateAsync({ type: 'nodebuffer' })]
  }
  // The first document in which a pattern is found, changed there once.
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
    broken('a call that is no call to readers', rewrite(/ epub:type="noteref" role="doc-noteref"/, '')),
    broken('a way back that leads elsewhere', rewrite(/(role="doc-backlink" href="#)[^"]+/, '$1toc')),
    broken('a note that is not what its call means', rewrite(/(<a epub:type="noteref"[^>]*href="[^"]*-)1"/, '$12"')),
    broken('a face that is missing', async zip => {
      const face = Object.keys(zip.files).find(name => name.endsWith('.ttf'))
      if (face) zip.remove(face)
      return face
    }),
    broken('a face that is damaged', async zip => {
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
