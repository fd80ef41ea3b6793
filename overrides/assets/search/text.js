// Plain forms of what is typed, as scripts/advisories/search/keywords.py writes names: small letters, no accents.
// As UNSPACED in common/characters.py
const UNSPACED = /[\p{Script=Han}\u3040-\u30ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+/gu
const HAN = new RegExp(UNSPACED.source, "u")
const WIDE = /[\u3000-\u303f\uff00-\uffef]/u
const closed = sign => isHan(sign) || WIDE.test(sign)
const AFTER = /^[.,;:!?)\]]/ // stands at the word before it
const LONGEST = 120
const JOINED = "\u2060" // ends a part of an address that goes on, as in search_text.py

/** @param {string} text */
export const plain = text =>
  text
    .slice(0, LONGEST)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, " ")
    .trim()

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

/** Where an excerpt of this length holds the most matches. @param {number[]} places @param {number} length */
export function best(places, length) {
  const inside = start => places.filter(place => place >= start && place < start + length).length
  return Math.max(0, places.reduce((found, place) => (inside(place) > inside(found) ? place : found), places[0]) - 4)
}

/**
 * An excerpt as parts: text, marked text, text …
 * @param {string} text a piece of the page
 * @param {number} first the place of its first word
 * @param {number} start of the excerpt
 * @param {number[]} places of the matches
 * @param {number} length
 */
export function excerpt(text, first, start, places, length) {
  const tokens = text.split(" ").flatMap(part => (isHan(part) ? [...part] : [part]))
  const goesOn = place => tokens[place]?.endsWith(JOINED)
  let from = start - first
  let end = from + length
  while (goesOn(from - 1)) from--
  while (goesOn(end - 1)) end++
  const shown = tokens.slice(from, end)
  const marked = new Set(places.flatMap(place => (isHan(tokens[place - first] ?? "") ? [place, place + 1] : [place])))
  const parts = [first + from > 0 ? "…" : ""]
  let last = ""
  shown.forEach((written, at) => {
    const token = written.replaceAll(JOINED, "")
    const gap =
      last && !goesOn(from + at - 1) && !closed(last.at(-1)) && !closed(token[0]) && !AFTER.test(token) ? " " : ""
    const turn = marked.has(first + from + at) !== (parts.length % 2 === 0)
    if (!turn) parts[parts.length - 1] += gap + token
    else if (parts.length % 2) {
      parts[parts.length - 1] += gap
      parts.push(token)
    } else parts.push(gap + token)
    last = token
  })
  if (end < tokens.length) parts.length % 2 ? (parts[parts.length - 1] += "…") : parts.push("…")
  return parts
}
