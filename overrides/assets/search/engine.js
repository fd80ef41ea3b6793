// The index of one language. Pagefind's engine is loaded once and shared; it is set up anew after a failure.
import { excerpt, isHan, pairs, plain, terms } from "./text.js"

/** @typedef {{key: string, score: number, partial: boolean, excerpt: () => Promise<string[]>}} TextHit */

const FEW = 3, MOST_TERMS = 8
const RANKING = { termFrequency: 0.8, pageLength: 0.5, termSaturation: 1.2, termSimilarity: 2, metaWeights: { title: 8, words: 4 } }
const LENGTH = { spaced: 22, unspaced: 44 } // words, or characters

/** A file of the search's folder. @param {string} root */
export async function file(root, name) {
  const answer = await fetch(new URL(`pagefind/${name}`, root))
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  return answer.json()
}

export class Engine {
  /** @param {string} root @param {string} language @param {any} data its `pages.json` @param {import("./names.js").Matcher} matcher */
  constructor(root, language, data, matcher) {
    Object.assign(this, { root, language, data, matcher, instance: null })
    this.keys = new Map(Object.entries(data.pages).map(([key, [, fragment]]) => [fragment, key]))
  }

  async #open() {
    const folder = new URL("pagefind/", this.root)
    const pagefind = await import(new URL("pagefind.js", folder).href)
    const instance = pagefind.createInstance({
      basePath: folder.pathname, baseUrl: "/", language: this.data.index, noWorker: true,
      metaCacheTag: this.data.version, ranking: RANKING,
    })
    await instance.init()
    return instance
  }

  /** Pages with all words of the query, then, where they are few, pages with some. @param {string} query @returns {Promise<TextHit[]>} */
  async search(query) {
    try {
      this.instance ??= this.#open()
      return await this.#search(await this.instance, query)
    } catch (error) {
      this.instance = null
      throw error
    }
  }

  async #search(instance, query) {
    const asked = terms(plain(query), this.data.tag, this.matcher.ignored).slice(0, MOST_TERMS)
    if (!asked.length) return []
    const all = (await instance.search(asked.flatMap(pairs).join(" "))).results
    const hits = this.#hits(all, false)
    return all.length < FEW && asked.length > 1 ? this.#some(instance, asked, hits) : hits
  }

  async #some(instance, asked, hits) {
    const lists = await Promise.all(asked.map(term => instance.search(pairs(term).join(" "))))
    const merged = new Map()
    for (const { results } of lists) {
      for (const hit of this.#hits(results, true)) {
        const known = merged.get(hit.key)
        merged.set(hit.key, known ? { ...known, score: known.score + hit.score + 1 } : hit)
      }
    }
    for (const hit of hits) merged.delete(hit.key)
    return [...hits, ...[...merged.values()].sort((a, b) => b.score - a.score)]
  }

  /** @returns {TextHit[]} */
  #hits(results, partial) {
    return results.filter(({ id }) => this.keys.has(id)).map(result => ({
      key: this.keys.get(result.id), score: result.score, partial, excerpt: () => this.#excerpt(result),
    }))
  }

  async #excerpt(result) {
    const { content, locations } = await result.data()
    return excerpt(content, locations, isHan(content.slice(0, 200)) ? LENGTH.unspaced : LENGTH.spaced)
  }
}
