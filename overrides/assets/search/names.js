// Pages that a query names: by a country's name in any language, a code, a city, pinyin, everyday wording, or a slip of the hand.
import { distance, holds, isHan, plain, squeezed, toneless } from "./text.js"

/** @typedef {{pages: Record<string, string>, danger: string[], missions: string[], ignore: string[]}} Names */

const PLACES = "countries/"
const EXACT = 100, CORE = 95, INSIDE = 60, PREFIX = 40, SLIP = 65
const LONGEST = 12, ASKED = 20 // the longest wording wins; a place beside "embassy" or "number" is what is asked for
const SURE = 55 // nothing is guessed where a name was typed as it is written

export class Matcher {
  /** @param {Names} names @param {Record<string, string[]>} pages */
  constructor(names, pages) {
    this.names = names
    this.missions = [...names.missions].sort((a, b) => b.length - a.length)
    this.ignored = new Set(names.ignore)
    this.entries = Object.entries(pages).map(([key, [title]]) => ({
      key, words: [...new Set([plain(title), ...(names.pages[key] ?? "").split("|")])].filter(Boolean).map(word => ({ word, short: squeezed(word) })),
    }))
  }

  /** @param {string} query in plain form */
  isDanger(query) {
    return this.names.danger.some(word => holds(query, word))
  }

  /** The query without words for missions and words that say nothing; the whole query where nothing else is left. @param {string} query */
  core(query) {
    const without = this.missions.reduce((rest, word) => isHan(word) ? rest.replaceAll(word, " ") : ` ${rest} `.replaceAll(` ${word} `, " ").trim(), query).trim()
    const told = without.split(" ").filter(word => word && !this.ignored.has(word)).join(" ")
    return told || without || query
  }

  /** Key → how surely the query names the page, 0 to 100. @param {string} typed @returns {Map<string, number>} */
  match(typed) {
    const query = toneless(plain(typed))
    const core = this.core(query)
    const forms = { query, whole: squeezed(query), core: squeezed(core), tokens: core.split(" ") }
    const found = new Map()
    if (!forms.whole) return found
    const best = this.entries.map(entry => [entry.key, entry.words.map(word => sureness(word, forms)).reduce((a, b) => b[0] > a[0] ? b : a)])
    const longest = Math.max(...best.map(([, [, length]]) => length))
    for (const [key, [score, length]] of best) {
      if (!score) continue
      const place = length && core !== query && key.startsWith(PLACES) ? ASKED : 0
      found.set(key, score + place + (length === longest && length ? LONGEST : 0))
    }
    return Math.max(0, ...found.values()) >= SURE ? found : this.#slips(forms, found)
  }

  #slips({ core, tokens }, found) {
    const tried = [core, ...(tokens.length > 1 ? tokens : [])].filter(word => word.length > (isHan(word) ? 2 : 3))
    for (const entry of this.entries) {
      for (const one of tried) {
        const most = one.length < 8 ? 1 : 2
        const near = Math.min(...entry.words.map(({ short }) => isHan(short) === isHan(one) && short.length > 2 ? distance(one, short, most) : most + 1))
        const share = one === core ? 1 : one.length / core.length
        if (near <= most) found.set(entry.key, Math.max(found.get(entry.key) ?? 0, share * SLIP * (1 - near / one.length)))
      }
    }
    return found
  }
}

/** How surely a word is meant, and its length where it is only a part of the query. @returns {[number, number]} */
function sureness({ word, short }, { query, whole, core, tokens }) {
  if (word === query || short === whole) return [EXACT, 0]
  if (short === core) return [CORE, 0]
  const inside = isHan(short) ? short.length > 1 && whole.includes(short) : short.length > 2 && (word.split(" ").every(one => tokens.includes(one)) || (word.includes(" ") && core.includes(short)))
  if (inside) return [INSIDE * Math.min(1, short.length / Math.max(core.length, 1)), short.length]
  return [core.length > (isHan(core) ? 0 : 1) && short.startsWith(core) ? PREFIX + 10 * core.length / short.length : 0, 0]
}
