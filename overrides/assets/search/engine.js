// The index of one language, set up anew after a failure.
import { Index, unpacked } from "./pagefind.js"
import { best, excerpt, isHan, pairs, plain, terms, within } from "./text.js"

/** @typedef {{key: string, score: number, partial: boolean, excerpt: () => Promise<string[]>}} TextHit */

const FEW = 6
const MOST_WORDS = 6
const RANKING = {
  term_frequency: 0.8,
  page_length: 0.5,
  term_saturation: 1.2,
  term_similarity: 2,
  meta_weights: { title: 8, words: 4 },
}
const BEGUN = 5 // letters that the words of a page may have in common with one that no page holds
const LENGTH = { spaced: 22, unspaced: 44 } // words, or characters; less than OVERLAP in search_text.py

/** Parts of a word that is not known as a whole. @param {string} term @returns {string[]} */
const begun = term => (isHan(term) ? pairs(term) : term.length > BEGUN ? [term.slice(0, BEGUN)] : [])

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

  /**
   * Pages with all words of the query, then, where they are few, pages with some.
   * @param {string} query
   * @param {Set<string>} ignored
   * @returns {Promise<TextHit[]>}
   */
  async search(query, ignored) {
    try {
      this.instance ??= Index.open(new URL("pagefind/", this.root), this.data.index, RANKING)
      return await this.#search(await this.instance, query, ignored)
    } catch (error) {
      this.instance = null
      throw error
    }
  }

  async #search(instance, query, ignored) {
    const asked = within(terms(plain(query), this.data.tag, ignored), MOST_WORDS)
    if (!asked.length) return []
    const all = await instance.search(asked.flatMap(pairs).slice(0, MOST_WORDS).join(" "))
    const hits = this.#hits(all, false)
    return all.length < FEW && (asked.length > 1 || !all.length) ? this.#some(instance, asked, hits) : hits
  }

  /**
   * A word that few pages hold says more than one that many do. Where no page holds any, their beginnings are tried.
   */
  async #some(instance, asked, hits) {
    const merged = await this.#merged(
      instance,
      asked.map(term => pairs(term).slice(0, MOST_WORDS).join(" ")),
    )
    const found = hits.length || merged.size ? merged : await this.#merged(instance, asked.flatMap(begun))
    for (const hit of hits) found.delete(hit.key)
    return [...hits, ...[...found.values()].sort((a, b) => b.score - a.score)]
  }

  async #merged(instance, terms) {
    const merged = new Map()
    for (const results of await Promise.all(terms.map(term => instance.search(term, true)))) {
      const told = Math.log(1 + this.keys.length / (results.length || 1))
      const best = Math.max(...results.map(({ score }) => score))
      for (const hit of this.#hits(results, true)) {
        const known = merged.get(hit.key)
        const score = (told * (1 + hit.score / best)) / 2
        merged.set(hit.key, known ? { ...known, score: known.score + score } : { ...hit, score })
      }
    }
    return merged
  }

  /** The index knows a page by its number. @returns {TextHit[]} */
  #hits(results, partial) {
    return results
      .map(({ page, score, words }) => ({
        key: this.keys[Number(page.slice(page.lastIndexOf("_") + 1))],
        score,
        partial,
        words,
      }))
      .filter(({ key }) => key)
      .map(({ words, ...hit }) => ({ ...hit, excerpt: words.length ? () => this.#excerpt(hit.key, words) : null }))
  }

  async #excerpt(key, places) {
    const length = isHan(this.data.pages[key][0]) ? LENGTH.unspaced : LENGTH.spaced
    const {
      piece,
      index: { version },
    } = this.data
    const start = best(places, length)
    const number = Math.floor(start / piece)
    const text = JSON.parse(
      new TextDecoder().decode(
        await unpacked(
          new URL(`pagefind/fragment/${this.language}/${key}.${number}.pf_fragment?${version}`, this.root),
        ),
      ),
    )
    return excerpt(text, number * piece, start, places, length)
  }
}
