// The plain form of what is typed, in which names are written too (search/keywords.py): small letters, no accents.

/** Characters of a query that are read. */
export const LONGEST = 120

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
