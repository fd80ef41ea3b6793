// The service worker. It is registered when a reader saves a country, never before, and keeps only what was saved.
// Pages: the network first, for three seconds, then the saved copy, which says that it is one. Files named after their
// content: the kept one first. A page that was withdrawn is deleted from every copy.
// The build puts its own values into the next line (scripts/advisories/site/offline.py).
const BUILD = null

const SCOPE = self.registration.scope
const PATIENCE = 3000, CHECK_EVERY = 60000
const SAVED = `${SCOPE} saved `, MINE = `${SAVED}${BUILD.format} `, SHELL = `${SCOPE} shell ${BUILD.revision}`
const NAMED = /\/assets\/[^/]+\.[0-9a-f]{10}\.(css|js)$/
const BAR = /(<[a-z]+ [^>]*\bdata-saved-bar)\s+hidden(="")?/

const at = path => new URL(path, SCOPE).href
// No answer comes from the browser's own store without asking the server: a host may allow hours there.
const ask = url => fetch(url, { cache: "no-cache", redirect: "manual", credentials: "same-origin" })
const later = milliseconds => new Promise((_, fail) => setTimeout(fail, milliseconds, new Error("late")))

self.addEventListener("install", event => event.waitUntil(install()))
self.addEventListener("activate", event => event.waitUntil(activate()))
self.addEventListener("message", event => { if (event.data === "check") event.waitUntil(checkStatus()) })
self.addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url)
  url.hash = url.search = ""
  if (request.method !== "GET" || !url.href.startsWith(SCOPE) || request.headers.has("x-saving")) return
  if (NAMED.test(url.pathname)) event.respondWith(named(url.href))
  else if (request.mode === "navigate") event.respondWith(page(event, url.href))
  else event.respondWith(file(event, request, url.href))
})

async function install() {
  const cache = await caches.open(SHELL)
  try {
    await Promise.all(BUILD.shell.map(async path => {
      const answer = await ask(at(path))
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      await cache.put(at(path), answer)
    }))
  } catch (error) {
    await caches.delete(SHELL)
    throw error
  }
  await self.skipWaiting()
}

async function activate() {
  for (const name of await caches.keys()) {
    const old = name.startsWith(`${SCOPE} shell `) && name !== SHELL
    if (old || (name.startsWith(SAVED) && !name.startsWith(MINE))) await caches.delete(name)
  }
  await self.clients.claim()
}

/** Where a saved copy lies. A country that was not saved to its end has no list in its cache, and does not count. */
async function saved(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(MINE)) continue
    const cache = await caches.open(name)
    const copy = await cache.match(url)
    if (copy && await cache.match(at(`offline/${name.slice(MINE.length).split(" ")[0]}.json`))) return { cache, copy }
  }
  const cache = await caches.open(SHELL)
  const copy = await cache.match(url)
  return copy ? { cache, copy } : null
}

async function named(url) {
  const kept = await (await caches.open(SHELL)).match(url)
  return kept ?? fetch(url)
}

async function page(event, url) {
  event.waitUntil(checkStatus())
  const kept = await saved(url)
  if (!kept) return ask(event.request.url).catch(() => fallback(url))
  const answer = ask(event.request.url)
  event.waitUntil(answer.then(fresh => renew(kept.cache, url, fresh.clone())).catch(() => {}))
  try {
    const fresh = await Promise.race([answer, later(PATIENCE)])
    if (fresh.status < 500) return fresh
  } catch { /* no network, or too slow */ }
  return marked(kept.copy)
}

async function file(event, request, url) {
  const kept = await saved(url)
  if (!kept) return fetch(request)
  try {
    const fresh = await Promise.race([ask(request.url), later(PATIENCE)])
    if (fresh.ok) return fresh
  } catch { /* no network, or too slow */ }
  return kept.copy
}

async function renew(cache, url, fresh) {
  if (fresh.status === 404 || fresh.status === 410) await cache.delete(url)
  else if (fresh.ok && fresh.headers.get("content-type")?.startsWith("text/html")) await cache.put(url, fresh)
}

/** The copy with its bar, which every page holds in its own language. */
async function marked(copy) {
  const text = (await copy.text()).replace(BAR, "$1")
  return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } })
}

/** What was not saved leads to the list of saved pages in the same language; its own address is not kept. */
async function fallback(url) {
  if (!url.endsWith("/") && await saved(`${url}/`)) return Response.redirect(`${url}/`)
  const folders = Object.keys(BUILD.lists).sort((one, other) => other.length - one.length)
  const list = at(BUILD.lists[folders.find(folder => url.startsWith(at(folder)))])
  return await saved(list) ? Response.redirect(`${list}#offline`) : Response.error()
}

let checked = 0

async function checkStatus() {
  if (Date.now() - checked < CHECK_EVERY) return
  checked = Date.now()
  const answer = await ask(at("status.json")).catch(() => null)
  if (!answer?.ok) { checked = 0; return }
  const { format, withdrawn } = await answer.json()
  if (format === BUILD.format) await withdraw(new Set(withdrawn.map(at)))
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
