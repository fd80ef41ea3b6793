// The index of one language. Pagefind's engine is loaded once and shared; it is set up anew after a failure.
import { best, excerpt, isHan, pairs, plain, terms } from "./text.js"

/** @typedef {{key: string, score: number, partial: boolean, excerpt: () => Promise<string[]>}} TextHit */

const FEW = 6, MOST_TERMS = 8
const RANKING = { termFrequency: 0.8, pageLength: 0.5, termSaturation: 1.2, termSimilarity: 2, metaWeights: { title: 8, words: 4 } }
const BEGUN = 5 // letters that the words of a page may have in common with one that no page holds
const LENGTH = { spaced: 22, unspaced: 44 } // words, or characters; less than OVERLAP in search_text.py

/** Parts of a word that is not known as a whole. @param {string} term @returns {string[]} */
const begun = term => isHan(term) ? pairs(term) : term.length > BEGUN ? [term.slice(0, BEGUN)] : []

/** A file of the search's folder. @param {string} root @param {string} name @param {RequestCache} cache */
export async function file(root, name, cache) {
  const answer = await fetch(new URL(`pagefind/${name}`, root), { cache })
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  return answer.json()
}

export class Engine {
  /** @param {string} root @param {string} language @param {any} data its `pages.json` */
  constructor(root, language, data) {
    Object.assign(this, { root, language, data, instance: null })
    this.keys = Object.keys(data.pages)
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

  /** Pages with all words of the query, then, where they are few, pages with some. @param {string} query @param {Set<string>} ignored @returns {Promise<TextHit[]>} */
  async search(query, ignored) {
    try {
      this.instance ??= this.#open()
      return await this.#search(await this.instance, query, ignored)
    } catch (error) {
      this.instance = null
      throw error
    }
  }

  async #search(instance, query, ignored) {
    const asked = terms(plain(query), this.data.tag, ignored).slice(0, MOST_TERMS)
    if (!asked.length) return []
    const all = (await instance.search(asked.flatMap(pairs).join(" "))).results
    const hits = this.#hits(all, false)
    return all.length < FEW && (asked.length > 1 || !all.length) ? this.#some(instance, asked, hits) : hits
  }

  /** A word that few pages hold says more than one that many do. Where no page holds any, their beginnings are tried. */
  async #some(instance, asked, hits) {
    const merged = await this.#merged(instance, asked.map(term => pairs(term).join(" ")))
    const found = hits.length || merged.size ? merged : await this.#merged(instance, asked.flatMap(begun))
    for (const hit of hits) found.delete(hit.key)
    return [...hits, ...[...found.values()].sort((a, b) => b.score - a.score)]
  }

  async #merged(instance, terms) {
    const merged = new Map()
    for (const { results } of await Promise.all(terms.map(term => instance.search(term)))) {
      const told = Math.log(1 + this.keys.length / (results.length || 1)), best = Math.max(...results.map(({ score }) => score))
      for (const hit of this.#hits(results, true)) {
        const known = merged.get(hit.key), score = told * (1 + hit.score / best) / 2
        merged.set(hit.key, known ? { ...known, score: known.score + score } : { ...hit, score })
      }
    }
    return merged
  }

  /** The index knows a page by its number. @returns {TextHit[]} */
  #hits(results, partial) {
    return results.map(({ id, score, words }) => ({ key: this.keys[Number(id.slice(id.lastIndexOf("_") + 1))], score, partial, words }))
      .filter(({ key }) => key).map(({ words, ...hit }) => ({ ...hit, excerpt: words.length ? () => this.#excerpt(hit.key, words) : null }))
  }

  async #excerpt(key, places) {
    const length = isHan(this.data.pages[key][0]) ? LENGTH.unspaced : LENGTH.spaced, { piece, version } = this.data
    const start = best(places, length), number = Math.floor(start / piece)
    const answer = await fetch(new URL(`pagefind/fragment/${this.language}/${key}.${number}.pf_fragment?${version}`, this.root))
    if (!answer.ok) throw new Error(`${key}: ${answer.status}`)
    const text = await new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).json()
    return excerpt(text, number * piece, start, places, length)
  }
}
