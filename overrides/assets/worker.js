// The service worker. It is registered when a reader saves a country, never before, and keeps only what was saved.
// Pages: the network first, for three seconds, then the saved copy, which says that it is one. Files named after their
// content: the kept one first. Nothing but a whole answer of this site takes the place of a copy: no error, no
// redirect, no page of somebody else's. Nothing but the site's own list of withdrawn pages deletes one.
// The build puts its own values into the next line (scripts/advisories/pages/offline.py).
const BUILD = null

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const SCOPE = worker.registration.scope
const PATIENCE = 3000
const CHECK_EVERY = 60000
const SAVED = `${SCOPE} saved `
const MINE = `${SAVED}${BUILD.format} `
const SHELL = `${SCOPE} shell ${BUILD.revision}`
const NAMED = /\/assets\/[^/]+\.[0-9a-f]{10}\.(css|js)$/
const BAR = /(<[a-z]+ [^>]*\bdata-saved-bar)\s+hidden(="")?/

const at = path => new URL(path, SCOPE).href
const type = answer => answer.headers.get("content-type")?.split(";")[0].trim().toLowerCase()
const unversioned = url => url.replace(/\.[0-9a-f]{10}(?=\.(css|js)$)/, "")
// No answer comes from the browser's own store without asking the server: a host may allow hours there.
const ask = (url, integrity = "") =>
  fetch(url, { cache: "no-cache", redirect: "manual", credentials: "same-origin", integrity })
const later = milliseconds => new Promise((_, fail) => setTimeout(fail, milliseconds, new Error("late")))

worker.addEventListener("install", event => event.waitUntil(install()))
worker.addEventListener("activate", event => event.waitUntil(activate()))
worker.addEventListener("message", event => {
  if (event.data === "check") event.waitUntil(checkStatus())
  if (event.data === "shell") event.waitUntil(revive().then(done => event.ports[0].postMessage(done)))
})
worker.addEventListener("fetch", event => {
  const { request } = event
  const url = new URL(request.url)
  url.hash = url.search = ""
  if (request.method !== "GET" || !url.href.startsWith(SCOPE) || request.headers.has("x-saving")) return
  if (NAMED.test(url.pathname)) event.respondWith(named(url.href))
  else if (request.mode === "navigate") event.respondWith(page(event, url.href))
  else event.respondWith(file(request, url.href))
})

async function install() {
  const cache = await caches.open(SHELL)
  try {
    await Promise.all(
      Object.entries(BUILD.shell).map(async ([path, sum]) => {
        const answer = await ask(at(path), sum)
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
        await cache.put(at(path), answer)
      }),
    )
  } catch (error) {
    await caches.delete(SHELL)
    throw error
  }
  await worker.skipWaiting()
}

/** A worker that was deleted while a page of it is open comes back without being installed: whether it is whole now. */
async function revive() {
  try {
    if (!(await caches.has(SHELL))) await install()
    return true
  } catch {
    return false
  }
}

async function activate() {
  for (const name of await caches.keys()) {
    const old = name.startsWith(`${SCOPE} shell `) && name !== SHELL
    if (old || (name.startsWith(SAVED) && !name.startsWith(MINE))) await caches.delete(name)
  }
  await worker.clients.claim()
}

/** Where a saved copy lies. A country that was not saved to its end has no list in its cache, and does not count. */
async function saved(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(MINE)) continue
    const cache = await caches.open(name)
    const copy = await cache.match(url)
    if (copy && (await cache.match(at(`offline/${name.slice(MINE.length).split(" ")[0]}.json`)))) return { cache, copy }
  }
  const cache = await caches.open(SHELL)
  const copy = await cache.match(url)
  return copy ? { cache, copy } : null
}

/** Whether this is the whole of this site's page of that address: what a portal or an error page cannot hold. */
const isPage = (text, url) =>
  /<\/html>\s*$/.test(text) &&
  BAR.test(text) &&
  text.includes(`<link rel="canonical" href="${BUILD.site}${url.slice(SCOPE.length)}">`)

/** What the host says now, if it is this site's; else it fails, and the copy stays and is shown. */
async function ours(copy, url, address) {
  const kind = type(copy)
  const answer = await ask(address)
  const text = await answer.clone().text()
  const whole = kind === "text/html" ? isPage(text, url) : url.endsWith(".vcf") ? /END:VCARD\s*$/.test(text) : text
  if (answer.status !== 200 || type(answer) !== kind || !whole)
    throw new Error(`${url}: ${answer.status}, not of this site`)
  return answer
}

/** A file of another build, which a copy of that build asks for in vain, gives way to the same one of this build. */
async function named(url) {
  const shell = await caches.open(SHELL)
  const kept = await shell.match(url)
  if (kept) return kept
  const answer = await fetch(url).catch(() => null)
  if (answer?.ok && type(answer) !== "text/html") return answer
  const same = Object.keys(BUILD.shell).find(path => unversioned(at(path)) === unversioned(url))
  return (same && (await shell.match(at(same)))) ?? answer ?? Response.error()
}

async function page(event, url) {
  event.waitUntil(checkStatus())
  const kept = await saved(url)
  if (!kept) return ask(event.request.url).catch(() => fallback(url))
  const fresh = ours(kept.copy, url, event.request.url)
  event.waitUntil(fresh.then(answer => kept.cache.put(url, answer.clone())).catch(() => {}))
  return Promise.race([fresh, later(PATIENCE)]).catch(() => marked(kept.copy))
}

async function file(request, url) {
  const kept = await saved(url)
  if (!kept) return fetch(request)
  return Promise.race([ours(kept.copy, url, request.url), later(PATIENCE)]).catch(() => kept.copy)
}

/** The copy with its bar, which every page holds in its own language. */
async function marked(copy) {
  const text = (await copy.text()).replace(BAR, "$1")
  return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } })
}

/** What was not saved leads to the list of saved pages in the same language; its own address is not kept. */
async function fallback(url) {
  if (!url.endsWith("/") && (await saved(`${url}/`))) return Response.redirect(`${url}/`)
  const folders = Object.keys(BUILD.lists).sort((one, other) => other.length - one.length)
  const list = at(BUILD.lists[folders.find(folder => url.startsWith(at(folder)))])
  return (await saved(list)) ? Response.redirect(`${list}#offline`) : Response.error()
}

/** What the site's own list says; nothing where there is no answer, or somebody else's. */
async function status() {
  try {
    const answer = await ask(at("status.json"))
    return (answer.ok && (await answer.json())) || {}
  } catch {
    return {}
  }
}

let checked = 0

async function checkStatus() {
  if (Date.now() - checked < CHECK_EVERY) return
  checked = Date.now()
  const { format, site, withdrawn } = await status()
  const mine =
    format === BUILD.format &&
    site === BUILD.site &&
    Array.isArray(withdrawn) &&
    withdrawn.every(path => typeof path === "string")
  if (mine) await withdraw(new Set(withdrawn.map(at)))
  else checked = 0
}

/** Delete withdrawn pages; a country that was withdrawn goes with everything that was saved for it. */
async function withdraw(urls) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(MINE)) continue
    const slug = name.slice(MINE.length).split(" ")[0]
    const cache = await caches.open(name)
    for (const { url } of await cache.keys()) if (urls.has(url)) await cache.delete(url)
    if (urls.has(at(`countries/${slug}/`))) await caches.delete(name)
  }
}
