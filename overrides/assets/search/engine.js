// Pagefind, asked by its own interface, and the texts of pages. The indexes of all languages are merged into one that
// holds nothing: so a reader's first query loads one engine and one language, and each is asked in its own words.
import { EVERY_PAGE } from "./constants.js"
import { plain } from "./plain.js"
import { excerpt, isHan, pairs, terms, within } from "./text.js"

/** @typedef {{key: string, score: number, partial: boolean, excerpt: () => Promise<string[]>}} TextHit */

const FEW = 6
const MOST_WORDS = 6
const RANKING = {
  termFrequency: 0.8,
  pageLength: 0.5,
  termSaturation: 1.2,
  termSimilarity: 2,
  metaWeights: { title: 8, words: 4 },
}
const BEGUN = 5 // letters that the words of a page may have in common with one that no page holds
const BEYOND = "qxzjw" // makes of a word one that no page holds

/** Parts of a word that is not known as a whole. @param {string} term @returns {string[]} */
const begun = term => (isHan(term) ? [...pairs(term), ...term] : term.length > BEGUN ? [term.slice(0, BEGUN)] : [])

/** A file of the search's folder. @param {string} root @param {string} name @param {RequestCache} [cache] */
export async function file(root, name, cache) {
  const answer = await fetch(new URL(`pagefind/${name}`, root), { cache })
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  return answer.json()
}

/** Pagefind with the languages that were asked for; all of it is set up anew after a failure. */
class Pagefind {
  /** @param {string} root */
  constructor(root) {
    this.folder = new URL("pagefind/", root).href
    this.lost = []
    this.observer = new PerformanceObserver(list => this.#note(list.getEntries()))
    this.observer.observe({ type: "resource" })
    /** @type {Map<string, Promise<Map<string, number>>>} */ this.languages = new Map()
  }

  /** Files that do not arrive: Pagefind would answer as if they held nothing. */
  #note(entries) {
    const failed = ({ name, responseStatus }) =>
      name.startsWith(this.folder) && !(responseStatus < 400 && responseStatus)
    this.lost.push(...entries.filter(entry => entry.responseStatus !== undefined && failed(entry)))
  }

  /** Results for some words in one language. @returns {Promise<{number: number, score: number}[]>} */
  async ask(query, language, version) {
    try {
      const numbers = await this.#numbers(language, version)
      const { results } = await this.program.search(query, { filters: { language } })
      this.#note(this.observer.takeRecords())
      if (this.lost.length) throw new Error(`${this.lost[0].name} did not arrive`)
      return results.map(({ id, score }) => ({ number: numbers.get(id), score }))
    } catch (error) {
      await this.program?.destroy()
      this.lost = []
      this.languages.clear()
      this.begun = null
      throw error
    }
  }

  /** The numbers of a language's pages by the names that Pagefind gives them. */
  #numbers(language, version) {
    if (!this.languages.has(language)) this.languages.set(language, this.#merge(language, version))
    return this.languages.get(language)
  }

  async #merge(language, version) {
    this.begun ??= this.#begin(version)
    await this.begun
    await this.program.mergeIndex(`${this.folder}${language}/`, {
      language: "und",
      ranking: RANKING,
      metaCacheTag: version,
      mergeFilter: { language },
    })
    const { results } = await this.program.search(EVERY_PAGE, { filters: { language }, sort: { number: "asc" } })
    return new Map(results.map(({ id }, number) => [id, number]))
  }

  async #begin(version) {
    this.program = await import(`${this.folder}pagefind.js`)
    await this.program.options({ noWorker: true, metaCacheTag: version })
    await this.program.init()
  }
}

const opened = new Map()

export class Engine {
  /** @param {string} root @param {string} language @param {any} data its `pages.json` */
  constructor(root, language, data) {
    Object.assign(this, { root, language, data })
    this.keys = Object.keys(data.pages)
    if (!opened.has(root)) opened.set(root, new Pagefind(root))
    this.pagefind = opened.get(root)
  }

  /**
   * Pages with all words of the query, then, where they are few, pages with some.
   * @param {string} query
   * @param {Set<string>} ignored
   * @returns {Promise<TextHit[]>}
   */
  async search(query, ignored) {
    const asked = within(terms(plain(query), this.data.tag, ignored), MOST_WORDS)
    if (!asked.length) return []
    const all = await this.#results(asked.flatMap(pairs).slice(0, MOST_WORDS))
    const hits = all.map(result => this.#hit(result, asked, false))
    return all.length < FEW && (asked.length > 1 || !all.length) ? this.#some(asked, hits) : hits
  }

  /**
   * Pages that hold all words, or words that begin with them. For a word that no page holds Pagefind takes the longest
   * that it begins with, "pa" for "passport": that is no match, and is known by what a longer one would give. A Han
   * character of a pair says something, so it is one where pages are looked for that hold `some` of the query.
   */
  async #results(words, some = false) {
    const held = await Promise.all(words.map(word => (some && isHan(word)) || this.#isHeld(word)))
    return held.every(Boolean) ? this.#ask(words.join(" ")) : []
  }

  async #isHeld(word) {
    if ((await this.#ask(`"${word}"`)).length) return true
    const [near, beyond] = await Promise.all([this.#ask(word), this.#ask(word + BEYOND)])
    const pages = results =>
      results
        .map(({ number }) => number)
        .sort()
        .join()
    return pages(near) !== pages(beyond)
  }

  #ask(query) {
    return this.pagefind.ask(query, this.language, this.data.version)
  }

  /**
   * A word that few pages hold says more than one that many do. Where no page holds any, their beginnings are tried.
   */
  async #some(asked, hits) {
    const merged = await this.#merged(asked)
    const found = hits.length || merged.size ? merged : await this.#merged(asked.flatMap(begun))
    for (const hit of hits) found.delete(hit.key)
    return [...hits, ...[...found.values()].sort((a, b) => b.score - a.score)]
  }

  async #merged(words) {
    const merged = new Map()
    const answers = words.map(word => this.#results(pairs(word).slice(0, MOST_WORDS), true))
    for (const results of await Promise.all(answers)) {
      const told = Math.log(1 + this.keys.length / (results.length || 1))
      const best = Math.max(...results.map(({ score }) => score))
      for (const hit of results.map(result => this.#hit(result, words, true))) {
        const known = merged.get(hit.key)
        const score = (told * (1 + hit.score / best)) / 2
        merged.set(hit.key, known ? { ...known, score: known.score + score } : { ...hit, score })
      }
    }
    return merged
  }

  /** @returns {TextHit} */
  #hit({ number, score }, words, partial) {
    const key = this.keys[number]
    return { key, score, partial, excerpt: () => this.#excerpt(key, words) }
  }

  async #excerpt(key, words) {
    return excerpt(await file(this.root, `${this.language}/texts/${key}.json?${this.data.version}`), words)
  }
}
