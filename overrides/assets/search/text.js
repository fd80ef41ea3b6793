// Words of a query and of a page's text.
import { UNSPACED_SIGNS } from "./constants.js"
import { LONGEST } from "./plain.js"

const UNSPACED = new RegExp(`[${UNSPACED_SIGNS}]+`, "gu")
const HAN = new RegExp(UNSPACED.source, "u")
const WIDE = /[\u3000-\u303f\uff00-\uffef]/u
const closed = sign => isHan(sign) || WIDE.test(sign)
const STEM = 4 // letters of a word that may have an ending

/** Letters and digits only. @param {string} text */
export const squeezed = text => text.replace(/[^\p{L}\p{N}]/gu, "")

/** Pinyin without tones: `fa3 guo2` → `fa guo`. @param {string} text */
export const toneless = text => text.replace(/([a-zü])[1-5](?![0-9])/g, "$1")

/** @param {string} text */
export const isHan = text => HAN.test(text)

// The characters of GB 2312, as every browser knows them: a Han character outside them is mostly a traditional one.
const ROWS = 72
const COLUMNS = 94
let common = null
const simplified = () =>
  new Set(
    new TextDecoder("gbk").decode(
      Uint8Array.from({ length: ROWS * COLUMNS * 2 }, (_, at) =>
        at % 2 ? 0xa1 + ((at >> 1) % COLUMNS) : 0xb0 + Math.floor((at >> 1) / COLUMNS),
      ),
    ),
  )

/** Whether some character may be a traditional one. @param {string} text */
export const isTraditional = text =>
  isHan(text) && [...text.slice(0, LONGEST)].some(sign => isHan(sign) && !(common ??= simplified()).has(sign))

/**
 * The words of a query that say what is looked for; all of them where none does. Where the script has no spaces the
 * browser's segmenter parts it; single characters side by side stay together, and one alone counts only with what
 * stands beside it (the index finds the beginning of a word within one file only).
 * @param {string} text
 * @param {string} tag
 * @param {Set<string>} ignored
 * @returns {string[]}
 */
export function terms(text, tag, ignored) {
  const parts = text
    .replace(/[^\p{L}\p{N}\p{M}\s'-]/gu, " ")
    .replace(UNSPACED, " $& ")
    .split(/\s+/)
    .filter(squeezed)
  const kept = parts.flatMap(part => (isHan(part) ? segments(part, tag, ignored) : ignored.has(part) ? [] : [part]))
  const whole = kept.filter(word => !isHan(word) || word.length > 1)
  return [...new Set(whole.length ? whole : parts)]
}

function segments(run, tag, ignored) {
  if (!globalThis.Intl?.Segmenter) return [run]
  const found = []
  let single = false
  for (const { segment } of new Intl.Segmenter(tag, { granularity: "word" }).segment(run)) {
    const said = !ignored.has(segment)
    const alone = segment.length === 1
    if (said) single && alone ? (found[found.length - 1] += segment) : found.push(segment)
    single = said && alone
  }
  return found
}

/**
 * A word as the index holds it: pairs of characters where the script has no spaces.
 * @param {string} word
 * @returns {string[]}
 */
export function pairs(word) {
  const signs = [...word]
  if (!isHan(word) || signs.length < 3) return [word]
  const starts = signs.map((_, index) => index).filter(index => index % 2 === 0 && index < signs.length - 1)
  return [...new Set([...starts, signs.length - 2])].map(start => signs[start] + signs[start + 1])
}

/**
 * The longest words, which say most, so many that they are no more than `most` for the index.
 * @param {string[]} words
 * @param {number} most
 */
export function within(words, most) {
  let left = most
  const kept = new Set(
    [...words].sort((a, b) => b.length - a.length).filter((word, at) => (left -= pairs(word).length) >= 0 || !at),
  )
  return words.filter(word => kept.has(word))
}

/**
 * Whether a phrase stands in the query: anywhere in Han text, as whole words elsewhere.
 * @param {string} query
 * @param {string} phrase
 */
export const holds = (query, phrase) =>
  isHan(phrase)
    ? query.includes(phrase)
    : ` ${query.replace(/[^\p{L}\p{N}']+/gu, " ").replace(UNSPACED, " ")} `.includes(` ${phrase} `)

/**
 * Number of changed, missing, added or swapped letters, no further than `most`.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(change, last[j] + 1, row[j - 1] + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return last[b.length]
}

/** The word without its ending: robbed, robbing, rob; three letters stay at least: weed is not we. */
export const stem = word =>
  word.length >= STEM
    ? word.replace(/^(.{3,}?)(?:ings?|ed|es|s|e|ly)$/, "$1").replace(/([b-df-hj-np-tv-z])\1$/, "$1")
    : word

// Characters of an excerpt, and of what stands before its first match
const LENGTH = { spaced: 140, unspaced: 44 }
const BEFORE = { spaced: 30, unspaced: 8 }

/** The same text, sign for sign, in small letters without accents. @param {string} text */
const flat = text =>
  [...text.replace(/[’‘]/g, "'")].map(sign => (sign.normalize("NFD")[0] + sign.slice(1)).toLowerCase()).join("")

/** Where words, or their beginnings, stand in a text: start and end. @param {string} text @param {string[]} words */
function places(text, words) {
  const letters = words.map(word => word.replace(/[^\p{L}\p{N}'-]/gu, "")).filter(Boolean)
  const spelt = letters.filter(word => !isHan(word)).map(word => `${stem(word)}[\\p{L}\\p{N}]*`)
  const spaced = spelt.length ? [`(^|[^\\p{L}\\p{N}])(?:${spelt.join("|")})`] : []
  const any = [...spaced, ...letters.filter(isHan).flatMap(pairs)].join("|")
  if (!any) return []
  return [...flat(text).matchAll(new RegExp(any, "gu"))].map(match => [
    match.index + (match[1]?.length ?? 0),
    match.index + match[0].length,
  ])
}

/**
 * Where a page's text holds the most matches, as parts: text, marked text, text …
 * @param {string} text
 * @param {string[]} words in plain form
 */
export function excerpt(text, words) {
  const found = places(text, words)
  if (!found.length) return []
  const script = isHan(text) ? "unspaced" : "spaced"
  const inside = ([start]) => found.filter(([at]) => at >= start && at < start + LENGTH[script] - BEFORE[script])
  const best = found.reduce((chosen, match) => (inside(match).length > inside(chosen).length ? match : chosen))
  const from = edge(text, Math.max(0, best[0] - BEFORE[script]))
  const end = edge(text, Math.max(best[1], from + LENGTH[script]))
  const parts = [from ? "…" : ""]
  let last = from
  for (const [start, stop] of found.filter(([start, stop]) => start >= from && stop <= end)) {
    if (start > last || parts.length === 1) parts[parts.length - 1] += text.slice(last, start)
    if (start === last && parts.length > 1) parts[parts.length - 2] += text.slice(start, stop)
    else parts.push(text.slice(start, stop), "")
    last = stop
  }
  parts[parts.length - 1] += text.slice(last, end) + (end < text.length ? "…" : "")
  return parts.map(part => part.replaceAll("\n", " "))
}

/** The next place where no word and no address is cut. */
function edge(text, place) {
  const at = text.slice(place).search(/\s|$/)
  const run = text.slice(Math.max(0, place - 1), place + at)
  const han = [...run].findIndex((sign, index) => index && closed(sign))
  return place + (place === 0 || place >= text.length ? 0 : han > 0 ? han - 1 : at)
}
