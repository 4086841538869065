// A server on the loopback interface. It serves one book and the code of the reading systems, and nothing else.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const types = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8', '.epub': 'application/epub+zip' }
const pages = ['/foliate.html', '/epubjs.html', '/inventory.html']
const systems = ['/foliate-js/', '/epubjs/dist/', '/jszip/dist/']

/// Serves the bytes of a book as `/book.epub`. Returns the address and a function that closes the server.
export async function serve(epub, modules) {
  const server = http.createServer((request, response) => {
    const name = path.posix.normalize(new URL(request.url, 'http://localhost').pathname)
    const send = (error, bytes) => {
      response.writeHead(error ? 404 : 200, { 'content-type': types[path.extname(name)] ?? 'text/plain' })
      response.end(error ? '' : bytes)
    }
    if (name === '/book.epub') send(null, epub)
    else if (pages.includes(name)) fs.readFile(path.join(here, name), send)
    else if (systems.some(system => name.startsWith(system))) fs.readFile(path.join(modules, name), send)
    // Browsers request it automatically.
    else if (name === '/favicon.ico') send(null, '')
    else send(new Error('not served'))
  })
  await new Promise(listening => server.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
