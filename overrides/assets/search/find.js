// Names and text together: what the reader's own language has, then what the others have.
import { Engine, file } from "./engine.js"
import { Matcher } from "./names.js"
import { plain } from "./text.js"

/** @typedef {{key: string, title: string, link: string, kind: string, chip: string, tone: string, date: string, score: number, partial: boolean, excerpt: null | (() => Promise<string[]>)}} Hit */

const TEXT = 30, PARTIAL = 12 // the most that text adds to a name

export class Finder {
  /** @param {{root: string, language: string, others: string[]}} place */
  constructor(place) {
    Object.assign(this, place)
    /** @type {Map<string, Engine>} */ this.engines = new Map()
    /** @type {Map<string, any>} */ this.pages = new Map()
  }

  /** Names, titles and words of the reader's language; names in letters only for a query in letters. The engine is not touched yet. */
  async prepare(query = "") {
    if (!this.own) {
      const [names, own] = await Promise.all([file(this.root, "names.json"), file(this.root, `pages.${this.language}.json`)])
      this.pages.set(this.language, own)
      this.#know(names, own)
    }
    if (this.spelt || !/[a-z0-9]/.test(plain(query))) return
    const spelt = await file(this.root, "names.spelt.json")
    this.spelt = true
    const keys = Object.keys({ ...this.names.pages, ...spelt })
    this.#know({ ...this.names, pages: Object.fromEntries(keys.map(key => [key, [this.names.pages[key], spelt[key]].filter(Boolean).join("|")])) }, this.own)
  }

  #know(names, own) {
    this.names = names
    this.own = own
    this.matcher = new Matcher(names, own.pages)
  }

  /** @param {string} query */
  isDanger(query) {
    const digits = query.replace(/[^0-9]/g, "")
    return this.matcher.isDanger(plain(query)) || (digits.length > 2 && [this.own.hotline?.short, ...(this.own.hotline?.phones ?? []).map(([link]) => link)].some(number => number?.includes(digits)))
  }

  /** Hits by name alone: at once, without the index. @param {string} query @returns {Hit[]} */
  byName(query) {
    return this.#merge(this.language, this.matcher.match(query), [])
  }

  /** @param {string} query @returns {Promise<Hit[]>} */
  async byText(query, language = this.language) {
    const engine = await this.#engine(language)
    const names = language === this.language ? this.matcher.match(query) : new Map()
    return this.#merge(language, names, await engine.search(query))
  }

  /** Hits in the other languages, without the pages that the reader has in the own one. @param {string} query @param {Hit[]} shown */
  async elsewhere(query, shown) {
    const known = new Set(shown.filter(hit => !hit.partial).map(hit => hit.key))
    const found = []
    for (const language of this.others) {
      const hits = (await this.byText(query, language)).filter(hit => !known.has(hit.key))
      if (hits.length) found.push({ language, tag: this.pages.get(language).tag, name: this.pages.get(language).name, hits })
    }
    return found
  }

  async #engine(language) {
    if (!this.pages.has(language)) this.pages.set(language, await file(this.root, `pages.${language}.json`))
    if (!this.engines.has(language)) this.engines.set(language, new Engine(this.root, language, this.pages.get(language), this.matcher))
    return this.engines.get(language)
  }

  /** @param {Map<string, number>} names @param {import("./engine.js").TextHit[]} texts @returns {Hit[]} */
  #merge(language, names, texts) {
    const best = Math.max(1e-9, ...texts.filter(text => !text.partial).map(text => text.score))
    const bestPart = Math.max(1e-9, ...texts.filter(text => text.partial).map(text => text.score))
    const hits = new Map([...names].map(([key, score]) => [key, this.#hit(language, key, score)]))
    for (const text of texts) {
      const share = text.partial ? PARTIAL * text.score / bestPart : PARTIAL + (TEXT - PARTIAL) * text.score / best
      hits.set(text.key, this.#hit(language, text.key, (names.get(text.key) ?? 0) + share, text.excerpt, text.partial && !names.has(text.key)))
    }
    return [...hits.values()].sort((a, b) => b.score - a.score)
  }

  #hit(language, key, score, excerpt = null, partial = false) {
    const data = this.pages.get(language)
    const [title, , chip = "", tone = "", date = ""] = data.pages[key]
    const kind = key.includes("/") ? key.split("/")[0] : ""
    const link = new URL(data.folder + (key === "index" ? "" : `${key}/`), this.root).href
    return { key, title, link, kind, chip, tone, date, score, partial, excerpt }
  }
}

/** Hits by kind; the kind of the best hit comes first. @param {Hit[]} hits @returns {[string, Hit[]][]} */
export function grouped(hits) {
  const groups = new Map()
  for (const hit of hits) groups.set(hit.kind, [...(groups.get(hit.kind) ?? []), hit])
  return [...groups]
}
