// Saving a country for offline, and the list of what was saved. All of a country is fetched and compared with its sums
// before anything is kept; the list of its files is written last, and without it a copy does not count.
const FORMAT = 1
const AT_ONCE = 4
const ANSWER_WITHIN = 30000 // milliseconds

class Store {
  constructor(root) {
    this.root = new URL(root, location.href).href
    this.prefix = `${this.root} saved ${FORMAT} `
  }

  at(path) {
    return new URL(path, this.root).href
  }
  list(slug) {
    return this.at(`offline/${slug}.json`)
  }

  async get(url) {
    // Past the worker and its copies
    const answer = await fetch(url, { cache: "no-cache", headers: { "x-saving": "1" } })
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    return answer
  }

  async pack(slug) {
    const pack = await (await this.get(this.list(slug))).json()
    if (pack?.format !== FORMAT || pack.slug !== slug) throw new Error(`${slug}: not of this site`)
    return pack
  }

  /** What the site says of its pages now; nothing where somebody else answers. */
  async status() {
    const now = await this.get(this.at("status.json"))
      .then(
        answer => answer.json(),
        () => null,
      )
      .catch(() => null)
    return now?.format === FORMAT && now.pages ? now : null
  }

  async names(slug = "") {
    const names = await caches.keys()
    return names.filter(name => name.startsWith(slug ? `${this.prefix}${slug} ` : this.prefix))
  }

  /** What was saved to its end, and is still there: the country's page in every language. */
  async saved() {
    const found = []
    for (const name of await this.names()) {
      const cache = await caches.open(name)
      const list = await cache.match(this.list(name.slice(this.prefix.length).split(" ")[0]))
      if (!list) continue
      const pack = await list.json()
      const pages = pack.files.filter(file => file.url.endsWith(`countries/${pack.slug}/`))
      const copies = await Promise.all(pages.map(file => cache.match(this.at(file.url))))
      if (copies.every(Boolean)) found.push(pack)
    }
    return found.sort((one, other) => one.slug.localeCompare(other.slug))
  }

  async fetched(file) {
    const answer = await this.get(this.at(file.url))
    const data = await answer.arrayBuffer()
    const sum = [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))]
      .map(byte => byte.toString(16).padStart(2, "0"))
      .join("")
    if (sum !== file.sha256) throw new Error(`${file.url}: changed`)
    return new Response(data, { headers: { "content-type": answer.headers.get("content-type") ?? "" } })
  }

  async save(slug, told) {
    navigator.storage?.persist?.().catch(() => {}) // a wish: few browsers grant it, and nothing depends on it
    const known = await this.saved().catch(() => {
      throw new DOMException("no storage", "SecurityError")
    })
    const before = await this.names(slug)
    const pack = await this.pack(slug)
    const name = `${this.prefix}${slug} ${Date.now().toString(36)}`
    try {
      const answers = []
      for (let from = 0; from < pack.files.length; from += AT_ONCE) {
        told(from, pack.files.length)
        answers.push(...(await Promise.all(pack.files.slice(from, from + AT_ONCE).map(file => this.fetched(file)))))
      }
      await this.register()
      const cache = await caches.open(name)
      for (const [index, file] of pack.files.entries()) await cache.put(this.at(file.url), answers[index])
      await cache.put(
        this.list(slug),
        new Response(JSON.stringify(pack), { headers: { "content-type": "application/json" } }),
      )
    } catch (error) {
      await (known.length ? caches.delete(name) : this.clear())
      throw error
    }
    for (const old of before) await caches.delete(old)
    return pack
  }

  async register() {
    const registration = await navigator.serviceWorker.register(this.at("worker.js"), {
      scope: this.root,
      updateViaCache: "none",
    })
    if (registration.active) return this.shell(registration.active)
    const worker = registration.installing ?? registration.waiting
    await /** @type {Promise<void>} */ (
      new Promise((done, fail) =>
        worker.addEventListener("statechange", () => {
          if (worker.state === "activated") done()
          if (worker.state === "redundant") fail(new Error("worker"))
        }),
      )
    )
  }

  /** Fails unless the worker keeps what every copy needs: one that was deleted a moment ago comes back with nothing. */
  shell(worker) {
    const { port1, port2 } = new MessageChannel()
    return /** @type {Promise<void>} */ (
      new Promise((done, fail) => {
        setTimeout(fail, ANSWER_WITHIN, new Error("worker"))
        port1.onmessage = ({ data }) => (data ? done() : fail(new Error("worker")))
        worker.postMessage("shell", [port2])
      })
    )
  }

  async remove(slug) {
    for (const name of await this.names(slug)) await caches.delete(name)
    if (!(await this.names()).length) await this.clear()
  }

  /** Everything of this site, the worker too: nothing shows afterwards what was read. */
  async clear() {
    for (const name of await caches.keys()) if (name.startsWith(`${this.root} `)) await caches.delete(name)
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      if (registration.scope === this.root) await registration.unregister()
    }
  }
}

const language = document.querySelector("[data-locale]")?.dataset.locale
const size = bytes =>
  new Intl.NumberFormat(language, { style: "unit", unit: "kilobyte" }).format(Math.ceil(bytes / 1000))
const day = text => new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(text))
const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])
const button = (label, act) => {
  const made = document.createElement("button")
  Object.assign(made, { type: "button", className: "save__button", textContent: label })
  made.addEventListener("click", act)
  return made
}
const reason = error =>
  error.name === "QuotaExceededError"
    ? "full"
    : error.name === "SecurityError" || error.name === "InvalidAccessError"
      ? "refused"
      : "lost"

/** Save, saying how far it is and how it ended. */
async function run(store, slug, words, status) {
  try {
    return await store.save(slug, (done, all) => {
      status.textContent = say(words.working, { done, all })
    })
  } catch (error) {
    status.textContent = words[reason(error)]
    return null
  }
}

function offer(place) {
  const store = new Store(place.dataset.root)
  const words = JSON.parse(place.dataset.words)
  const { slug } = place.dataset
  const status = place.querySelector("[role=status]")
  const actions = place.querySelector("[data-actions]")
  const choose = (text, ...buttons) => {
    const focused = actions.contains(document.activeElement)
    status.textContent = text
    actions.replaceChildren(...buttons)
    if (focused) buttons[0]?.focus()
  }
  const save = async () => {
    for (const one of actions.children) one.disabled = true
    const pack = await run(store, slug, words, status)
    if (pack) done(pack)
    else choose(status.textContent, button(words.again, ask))
  }
  const ask = async () => {
    try {
      const pack = await store.pack(slug)
      choose(
        say(words.ask, { count: pack.files.length, size: size(pack.bytes) }),
        button(words.yes, save),
        button(words.no, begin),
      )
    } catch {
      choose(words.lost, button(words.again, ask))
    }
  }
  const begin = () => choose("", button(words.offer, ask))
  const done = pack =>
    choose(
      say(words.done, { day: day(pack.made), size: size(pack.bytes) }),
      button(words.renew, save),
      button(words.remove, async () => {
        await store.remove(slug)
        begin()
      }),
    )
  place.hidden = false
  store
    .saved()
    .then(
      all => all.find(one => one.slug === slug),
      () => null,
    )
    .then(pack => (pack ? done(pack) : begin()))
}

async function show(place) {
  const store = new Store(place.dataset.root)
  const words = JSON.parse(place.dataset.words)
  const status = place.querySelector("[role=status]")
  const list = place.querySelector("ul")
  const draw = async () => {
    const all = await store.saved()
    list.replaceChildren(...all.map(line))
    place.querySelector("[data-clear]").hidden = !all.length
    place.querySelector("[data-none]").hidden = all.length > 0
    place.querySelector("[data-sum]").textContent = all.length
      ? say(words.sum, { size: size(all.reduce((sum, one) => sum + one.bytes, 0)) })
      : ""
    return all
  }
  const line = pack => {
    const item = document.createElement("li")
    const link = document.createElement("a")
    const text = document.createElement("p")
    item.dataset.slug = pack.slug
    link.href = store.at(`${place.dataset.folder}countries/${pack.slug}/`)
    link.textContent = pack.title[place.dataset.language]
    text.textContent = say(words.done, { day: day(pack.made), size: size(pack.bytes) })
    item.append(
      link,
      text,
      button(words.renew, async () => {
        if (await run(store, pack.slug, words, status)) {
          status.textContent = ""
          await refresh()
        }
      }),
      button(words.remove, async () => {
        await store.remove(pack.slug)
        await draw()
      }),
    )
    return item
  }
  const refresh = async () => {
    const all = await draw()
    if (!all.length) return
    const now = await store.status()
    for (const pack of now ? all : []) {
      const changed = Object.entries(pack.pages).some(([key, { revision }]) => now.pages[key]?.revision !== revision)
      if (changed) list.querySelector(`[data-slug="${pack.slug}"] p`).append(` ${words.newer}`)
    }
  }
  place.querySelector("[data-clear]").addEventListener("click", async () => {
    await store.clear()
    await draw()
    status.textContent = words.cleared
  })
  place.hidden = false
  try {
    await refresh()
  } catch {
    status.textContent = words.refused
  }
}

/** Whether pages can be saved at all; a browser that refuses storage may throw where the name is only read. */
function able() {
  try {
    return Boolean(navigator.serviceWorker && window.caches && window.crypto?.subtle)
  } catch {
    return false
  }
}

if (able()) {
  for (const place of document.querySelectorAll("[data-save]")) offer(place)
  for (const place of document.querySelectorAll("[data-saved]")) show(place)
} else {
  for (const place of document.querySelectorAll("[data-unable]")) place.hidden = false
}
