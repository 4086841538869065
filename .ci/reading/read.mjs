// Opens an EPUB in the code of two reading systems and reads it as a reader would: turns pages, follows notes and returns,
// goes to a page of the printed book by the page list, and takes screenshots.
//
//   NODE_MODULES=… node .ci/reading/read.mjs BOOK.epub [--out FOLDER] [--page 37] [--notes 31] [--broken]
//
// NODE_MODULES is a folder that holds playwright-core, foliate-js, epubjs and jszip; CHROMIUM the browser (/usr/bin/chromium).
// --page    requires a page list with this page, and goes there
// --notes   requires this number of note calls
// --broken  checks the test itself: breaks copies of the book, each in one way, and requires that each fault is found
//
// Exit code: 0 if no fault was found; 1 if the book has faults, each on its own line; 2 if the test could not run.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { breakages } from './breakages.mjs'
import { readWithEpubjs } from './epubjs.mjs'
import { readWithFoliate } from './foliate.mjs'
import { inventory } from './inventory.mjs'
import { serve } from './serve.mjs'

const started = Date.now()

/// Reads one book in both systems. Returns the faults, as lines.
async function read(browser, epub, modules, options) {
  const faults = []
  const server = await serve(epub, modules)
  const context = await browser.newContext({ viewport: { width: 1000, height: 1200 } })
  const visit = async () => {
    const page = await context.newPage()
    page.on('pageerror', error => faults.push(`error in the page: ${error.message}`))
    page.on('console', message => message.type() === 'error' && faults.push(`console: ${message.text()}`))
    page.setDefaultTimeout(options.patience)
    return page
  }
  const step = async (name, work) => {
    try {
      const result = await work()
      if (result && !options.quiet) console.log(`${name}: ${result} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    } catch (error) {
      faults.push(`${name}: ${String(error.message ?? error).split('\n')[0]}`)
    }
  }
  const fault = text => { faults.push(text) }
  let contents
  await step('package', async () => {
    contents = await inventory(await visit(), server.url)
    contents.faults.forEach(fault)
    if (options.notes !== undefined && contents.calls.length !== options.notes) fault(`${contents.calls.length} note calls, not ${options.notes}`)
    if (options.page && !contents.pages.some(page => page.label === options.page)) fault(`the page list has no page ${options.page}`)
    return `${contents.documents.length} documents, ${contents.calls.length} calls of ${Object.keys(contents.notes).length} notes, ${contents.pages.length} pages of the printed book`
  })
  if (contents) {
    // Runs both in parallel: each waits for timers most of the time.
    await Promise.all([
      step('foliate', async () => readWithFoliate(await visit(), server.url, contents, options, fault)),
      step('epub.js', async () => readWithEpubjs(await visit(), server.url, contents, options, fault)),
    ])
  }
  await context.close()
  server.close()
  return faults
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, page: { type: 'string' }, notes: { type: 'string' }, broken: { type: 'boolean' } },
  })
  if (positionals.length !== 1) throw new Error('no book given: read.mjs BOOK.epub')
  const modules = path.resolve(process.env.NODE_MODULES ?? 'node_modules')
  const epub = fs.readFileSync(positionals[0])
  const require = createRequire(path.join(modules, 'of-the-test.js'))
  const { chromium } = require('playwright-core')
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  let exitCode = 0
  try {
    const notes = values.notes === undefined ? undefined : Number(values.notes)
    if (values.broken) {
      const options = { page: values.page, patience: 4000, quiet: true, brief: true, notes }
      const sound = await read(browser, epub, modules, options)
      if (sound.length) throw new Error(`the unbroken book has a fault: ${sound[0]}`)
      for (const [name, bytes] of await breakages(require('jszip'), epub, Boolean(values.page))) {
        const faults = await read(browser, bytes, modules, options)
        // A fault that a reading system reports is better evidence than one in the inventory.
        const seen = faults.find(fault => /^(foliate|epub\.js)/.test(fault)) ?? faults[0]
        console.log(seen ? `found: ${name}: ${seen}` : `NOT FOUND: ${name}`)
        if (!faults.length) exitCode = 1
      }
    } else {
      if (values.out) fs.mkdirSync(values.out, { recursive: true })
      const faults = await read(browser, epub, modules, { out: values.out, page: values.page, patience: 15000, notes })
      faults.forEach(fault => console.log(`FAULT ${fault}`))
      console.log(`${path.basename(positionals[0])}: ${faults.length || 'no'} faults in ${((Date.now() - started) / 1000).toFixed(1)} s`)
      exitCode = faults.length ? 1 : 0
    }
  } finally {
    await browser.close()
  }
  return exitCode
}

main().then(code => { process.exitCode = code }, error => {
  console.error(error.message ?? error)
  process.exitCode = 2
})
