// Names and text together: what the reader's own language has, then what the others have.
import { FIRST_TRADITIONAL, NO_STEP } from "./constants.js"
import { Engine, file } from "./engine.js"
import { Matcher } from "./names.js"
import { plain } from "./plain.js"
import { isHan, isTraditional, terms } from "./text.js"

/**
 * @typedef {{key: string, title: string, link: string, kind: string, chip: string, tone: string, date: string, score:
 * number, partial: boolean, excerpt: null | (() => Promise<string[]>)}} Hit
 */

const SHORT_MIX = 16 // characters: a longer query in Han characters says enough without what its letters sound like
const TEXT = 30
const PARTIAL = 24 // the most that text adds to a name
// Text of a page that was not named
const WEIGHT = { topics: 1, audiences: 0.8, training: 0.6, events: 0.5, countries: 0.4, "": 0.4 }

/** Each traditional character with the site's own one; see traditional.py. @returns {[string, string][]} */
function zip([steps, to]) {
  let at = FIRST_TRADITIONAL
  return [...steps].map((step, index) => {
    at += step.charCodeAt(0) - NO_STEP
    return [String.fromCharCode(at), to[index]]
  })
}
const kindOf = key => (key.includes("/") ? key.split("/")[0] : "")

export class Finder {
  /** @param {{root: string, language: string, others: string[]}} place */
  constructor(place) {
    this.root = place.root
    this.language = place.language
    this.others = place.others
    /** @type {Map<string, string> | undefined} */ this.variants = undefined
    /** @type {Map<string, Engine>} */ this.engines = new Map()
    /** @type {Map<string, any>} */ this.pages = new Map()
    /** @type {Map<string, Promise<any>>} */ this.loads = new Map()
    /** @type {import("./names.js").Names[]} */ this.names = []
  }

  /**
   * Titles and words of the reader's language, and names in the scripts of the query. The engine is not touched yet.
   */
  async prepare(query = "") {
    const text = plain(query)
    const scripts = [
      [isHan(text), "han"],
      [/[a-z0-9]/.test(text), "spelt"],
    ]
      .filter(([here]) => here)
      .map(([, script]) => script)
    try {
      if (isTraditional(query)) this.variants ??= new Map(zip(await this.#load("variants.json")))
      await this.#read(scripts)
      this.unsure = false
    } catch (error) {
      this.unsure = true
      throw error
    }
    if (this.matcher.maySound(text) && (!isHan(text) || text.length <= SHORT_MIX))
      await this.#read(["pinyin"]).catch(() => {})
  }

  /** Names in these scripts, beside those that are known. They are said of pages by number: all must count alike. */
  async #read(scripts) {
    const files = [`pages.${this.language}.json`, ...scripts.map(script => `names.${script}.json`)]
    let read = await Promise.all(files.map(name => this.#load(name)))
    if (read.some(({ order }) => order !== read[0].order)) read = await this.#again(files)
    const [own, ...names] = read
    if (this.own === own && names.every(one => this.names.includes(one))) return
    this.own = own
    this.pages.set(this.language, own)
    this.names = [...new Set([...this.names, ...names])].filter(({ order }) => order === own.order)
    this.matcher = new Matcher(this.names, own.pages)
  }

  /** Files of one time, past what the browser keeps: the site was published anew in between. */
  async #again(files) {
    this.loads.clear()
    this.engines.clear()
    this.pages.clear()
    const read = await Promise.all(files.map(name => this.#load(name, "reload")))
    if (read.some(({ order }) => order !== read[0].order)) throw new Error("files of different times")
    return read
  }

  /** The query in the characters of the site. @param {string} query */
  folded(query) {
    return this.variants ? [...query].map(sign => this.variants.get(sign) ?? sign).join("") : query
  }

  /** The words of the query that say what is looked for. @param {string} query */
  asked(query) {
    return terms(plain(this.folded(query)), this.own.tag, this.matcher.ignored).join(" ")
  }

  /** A small file, once; again after a failure. @param {string} name @param {RequestCache} cache */
  #load(name, cache = "default") {
    if (!this.loads.has(name))
      this.loads.set(
        name,
        file(this.root, name, cache).catch(error => {
          this.loads.delete(name)
          throw error
        }),
      )
    return this.loads.get(name)
  }

  /** What cannot be judged, since words did not arrive, counts as danger. @param {string} query */
  isDanger(query) {
    if (this.unsure) return true
    query = this.folded(query)
    const digits = query.replace(/[^0-9]/g, "")
    return (
      this.matcher.isDanger(plain(query)) ||
      (digits.length > 2 &&
        [this.own.hotline?.short, ...(this.own.hotline?.phones ?? []).map(([link]) => link)].some(number =>
          number?.includes(digits),
        ))
    )
  }

  /** Hits by name alone: at once, without the index. @param {string} query @returns {Hit[]} */
  byName(query) {
    return this.#merge(this.language, this.matcher.match(this.folded(query)), [])
  }

  /** @param {string} query @returns {Promise<Hit[]>} */
  async byText(query, language = this.language) {
    const engine = await this.#engine(language)
    query = this.folded(query)
    const texts = await engine.search(query, this.matcher.ignored)
    const names = language === this.language ? await this.#named(query, texts) : new Map()
    return this.#merge(language, names, texts)
  }

  /**
   * Pages that the query names; where nothing else is found, or an embassy is asked for, places whose names sound like
   * it.
   */
  async #named(query, texts) {
    const names = this.matcher.match(query)
    const found = names.size || (texts.some(({ partial }) => !partial) && this.matcher.core(query) === query)
    if (found || !isHan(query)) return names
    return this.#load("sounds.json").then(
      sounds => this.matcher.alike(query, sounds),
      () => names,
    )
  }

  /**
   * Hits in the other languages, without the pages that the reader has in the own one.
   * @param {string} query
   * @param {Hit[]} shown
   */
  async elsewhere(query, shown) {
    const known = new Set(shown.filter(hit => !hit.partial).map(hit => hit.key))
    const found = []
    for (const language of this.others) {
      const hits = (await this.byText(query, language)).filter(hit => !known.has(hit.key))
      if (hits.length)
        found.push({ language, tag: this.pages.get(language).tag, name: this.pages.get(language).name, hits })
    }
    return found
  }

  async #engine(language) {
    if (!this.pages.has(language)) this.pages.set(language, await this.#load(`pages.${language}.json`))
    if (!this.engines.has(language))
      this.engines.set(language, new Engine(this.root, language, this.pages.get(language)))
    return this.engines.get(language)
  }

  /** @param {Map<string, number>} names @param {import("./engine.js").TextHit[]} texts @returns {Hit[]} */
  #merge(language, names, texts) {
    const best = Math.max(1e-9, ...texts.filter(text => !text.partial).map(text => text.score))
    const bestPart = Math.max(1e-9, ...texts.filter(text => text.partial).map(text => text.score))
    const hits = new Map([...names].map(([key, score]) => [key, this.#hit(language, key, score)]))
    for (const text of texts) {
      const share = text.partial ? (PARTIAL * text.score) / bestPart : (TEXT * (1 + text.score / best)) / 2
      const weight = names.has(text.key) ? 1 : WEIGHT[kindOf(text.key)]
      hits.set(
        text.key,
        this.#hit(
          language,
          text.key,
          (names.get(text.key) ?? 0) + share * weight,
          text.excerpt,
          text.partial && !names.has(text.key),
        ),
      )
    }
    return [...hits.values()].sort((a, b) => b.score - a.score)
  }

  #hit(language, key, score, excerpt = null, partial = false) {
    const data = this.pages.get(language)
    const [title, chip = "", tone = "", date = ""] = data.pages[key]
    const kind = kindOf(key)
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
