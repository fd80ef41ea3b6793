// Pages that a query names: by a country's name in any language, a code, a city, pinyin, everyday wording, or a slip of
// the hand.
import { plain } from "./plain.js"
import { distance, holds, isHan, squeezed, stem, toneless } from "./text.js"

/**
 * @typedef {{order: string, heard?: boolean, pages: string[], danger?: string[], missions?: string[], ignore?:
 * string[]}} Names
 */

const PLACES = "countries/"
const EXACT = 100
const CORE = 95
const INSIDE = 35
const WHOLE = 25
const PREFIX = 40
const SLIP = 65
const LONGEST = 12
const ASKED = 30 // the longest wording wins; a place beside "embassy" or "number" is what is asked for
const LOOSE = 24
const LEAST = 0.25 // words of a sentence that stand anywhere in a page's wordings: a hint, where they are enough
const SURE = 55 // nothing is guessed where a name was typed as it is written
const JOINED = 6 // letters of a word that may stand at the beginning of a longer one: pinyin is typed without spaces
// Letters of a place's name inside a sentence, and of what a slip may mean: codes such as CAN and FIN are words too
const SHORTEST = 4
const SHORT = 3 // letters of other words inside a sentence: war, gun

/** Syllables of pinyin, the last one perhaps begun only; many other words sound so too. */
const SOUNDS = /^(?:(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?[aeiouv]{1,3}(?:ng?|r)?)+(?:[zcs]h|[b-df-hj-np-tw-z])?$/

const words = text =>
  text
    .replace(/[^\p{L}\p{N}'-]+/gu, " ")
    .trim()
    .split(" ")

/**
 * Words that begin alike, as browser_data.py writes them: `|warC shelterDzone`.
 * @param {string} text
 * @returns {string[]}
 */
export function parted(text) {
  let last = ""
  return [...text.matchAll(/([|A-Z])([^|A-Z]*)/g)].map(
    ([, sign, rest]) => (last = last.slice(0, sign === "|" ? 0 : sign.charCodeAt() - 64) + rest),
  )
}

/** The smallest words that say something: stems, and pairs of Han characters. @param {string} text */
const bits = text =>
  words(text).flatMap(word =>
    isHan(word) ? [...word].slice(1).map((sign, index) => [...word][index] + sign) : [stem(word)],
  )

export class Matcher {
  /** @param {Names[]} names of each script @param {Record<string, string[]>} pages */
  constructor(names, pages) {
    const all = list => names.flatMap(one => one[list] ?? [])
    this.danger = all("danger")
    this.missions = all("missions").sort((a, b) => b.length - a.length)
    const asks = word => this.missions.some(mission => holds(word, mission))
    this.ignored = new Set(all("ignore"))
    this.entries = Object.entries(pages).map(([key, [title]], number) => ({
      key,
      words: [
        ...new Map([
          ...names.flatMap(one => parted(one.pages[number]).map(word => [word, !!one.heard])),
          [plain(title), false],
        ]),
      ]
        .filter(([word]) => word)
        .map(([word, heard]) => ({
          word,
          heard,
          short: squeezed(word),
          told: squeezed(word).length + word.split(" ").length - 1,
          asks: asks(word),
          least: key.startsWith(PLACES) ? SHORTEST : SHORT,
          parts: word.split(" ").map(part => (isHan(part) ? part : stem(part))),
        })),
    }))
    this.letters = [
      ...new Set([
        ...this.danger,
        ...this.missions,
        ...this.ignored,
        ...this.entries.flatMap(({ words }) => words.filter(({ heard }) => !heard).map(({ word }) => word)),
      ]),
    ].filter(word => !isHan(word))
    for (const entry of this.entries)
      entry.bits = new Set(
        entry.key.startsWith(PLACES) ? [] : entry.words.filter(({ heard }) => !heard).flatMap(({ word }) => bits(word)),
      )
  }

  /**
   * Whether some word may be pinyin: it sounds so, and no word that is known begins like it.
   * @param {string} query in plain form
   */
  maySound(query) {
    const typed = toneless(query)
    const heard = [...words(typed), squeezed(typed)].filter(word => SOUNDS.test(word))
    return heard.some(word => !this.letters.some(known => ` ${known}`.includes(` ${word}`)))
  }

  /** @param {string} query in plain form */
  isDanger(query) {
    return this.danger.some(word => holds(query, word))
  }

  /**
   * The query without words for missions and words that say nothing; the whole query where nothing else is left.
   * @param {string} query
   */
  core(query) {
    const without = this.missions
      .reduce(
        (rest, word) => (isHan(word) ? rest.replaceAll(word, " ") : ` ${rest} `.replaceAll(` ${word} `, " ").trim()),
        query,
      )
      .trim()
    const told = without
      .split(" ")
      .filter(word => word && !this.ignored.has(word))
      .join(" ")
    return told || without || query
  }

  /** Key → how surely the query names the page, 0 to 100. @param {string} typed @returns {Map<string, number>} */
  match(typed) {
    const query = toneless(plain(typed))
    const core = this.core(query)
    const forms = {
      query,
      whole: squeezed(query),
      core: squeezed(core),
      tokens: words(core),
      stems: new Set(words(query).map(stem)),
    }
    const found = new Map()
    if (!forms.whole) return found
    const sounds = this.maySound(plain(typed))
    const entries = this.entries.map(({ key, words }) => ({
      key,
      words: words.filter(({ heard }) => sounds || !heard),
    }))
    let best = entries.map(({ key, words }) => [key, ...sureness(words, forms)])
    const placed = core !== query && best.some(([key, , length]) => length && key.startsWith(PLACES))
    if (placed)
      best = best.map(([key, score, length], at) => [
        key,
        score,
        length && !key.startsWith(PLACES)
          ? sureness(
              entries[at].words.filter(({ asks }) => !asks),
              forms,
            )[1]
          : length,
      ])
    const longest = Math.max(...best.map(([, , length]) => length))
    for (const [key, score, length] of best) {
      if (!score) continue
      const place = length && placed && key.startsWith(PLACES) ? ASKED : 0
      found.set(key, score + place + (length === longest && length ? LONGEST : 0))
    }
    const hints = this.#hints(core)
    for (const [key, hint] of hints) found.set(key, (found.get(key) ?? 0) + hint)
    return Math.max(0, ...found.values()) >= SURE ? found : slips(entries, forms, found)
  }

  /**
   * Places whose names in Han characters sound like what is typed.
   * @param {string} typed
   * @param {string[]} sounds of characters
   * @returns {Map<string, number>}
   */
  alike(typed, sounds) {
    const known = new Map(sounds.flatMap((signs, number) => [...signs].map(sign => [sign, number])))
    const heard = text => [...text].map(sign => known.get(sign) ?? sign).join(" ")
    const asked = heard(squeezed(this.core(plain(typed))))
    return new Map(
      this.entries
        .filter(
          ({ key, words }) =>
            key.startsWith(PLACES) && words.some(({ short }) => isHan(short) && heard(short) === asked),
        )
        .map(({ key }) => [key, SLIP]),
    )
  }

  /** Pages by what the parts of a sentence are said of: a part that belongs to one page tells more than one of many. */
  #hints(core) {
    const told = [...new Set(bits(core))]
      .map(bit => [bit, this.entries.filter(entry => entry.bits.has(bit)).length])
      .filter(([, uses]) => uses)
    const weights = new Map(told.map(([bit, uses]) => [bit, 1 / uses]))
    const sums =
      told.length < 2
        ? []
        : this.entries.map(({ key, bits: own }) => [
            key,
            told.reduce((sum, [bit]) => sum + (own.has(bit) ? weights.get(bit) : 0), 0),
          ])
    const whole = sums.reduce((sum, [, one]) => sum + one, 0)
    return sums
      .map(([key, sum]) => [key, sum / whole])
      .filter(([, share]) => share >= LEAST)
      .map(([key, share]) => [key, LOOSE * share])
  }
}

function slips(entries, { core, tokens }, found) {
  const tried = [core, ...(tokens.length > 1 ? tokens : [])].filter(word => word.length > (isHan(word) ? 2 : SHORTEST))
  for (const { key, words } of entries) {
    for (const one of tried) {
      const most = one.length < 8 ? 1 : 2
      const least = isHan(one) ? 3 : SHORTEST + 1
      const near = Math.min(
        ...words.map(({ short }) =>
          isHan(short) === isHan(one) && short.length >= least ? distance(one, short, most) : most + 1,
        ),
      )
      const share = one === core ? 1 : one.length / core.length
      if (near <= most) found.set(key, Math.max(found.get(key) ?? 0, share * SLIP * (1 - near / one.length)))
    }
  }
  return found
}

/**
 * How surely a page is meant by its words, and the length of those that are only a part of the query.
 * @returns {[number, number]}
 */
function sureness(known, { query, whole, core, stems }) {
  let score = 0
  const inside = []
  for (const { word, short, told, least, parts } of known) {
    if (word === query || short === whole) return [EXACT, 0]
    if (short === core) score = CORE
    else if (core.length > (isHan(core) ? 0 : 1) && short.startsWith(core))
      score = Math.max(score, PREFIX + (10 * core.length) / short.length)
    if (
      isHan(short)
        ? short.length > 1 && parts.every(part => whole.includes(part))
        : isSaid(short, least, parts, core, stems)
    )
      inside.push([short, told])
  }
  inside.sort(([, a], [, b]) => b - a)
  const length = inside
    .filter(([one], index) => !inside.slice(0, index).some(([longer]) => longer.includes(one)))
    .reduce((sum, [, told]) => sum + told, 0)
  const sure = length ? INSIDE + WHOLE * Math.min(1, length / core.length) : 0
  return sure > score ? [sure, length] : [score, 0]
}

const isSaid = (short, least, parts, core, stems) =>
  (short.length >= least && parts.every(part => stems.has(part))) ||
  (parts.length === 1 && short.length >= JOINED && core.startsWith(short))
