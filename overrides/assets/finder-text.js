// What both finders do with words: compare them, and say how many lines are left.

/** Whether one of the terms begins with the query, or holds it. @param {string} terms parted by "|" */
export const matches = (terms, query) =>
  terms.split("|").some(term => term.startsWith(query) || (query.length > 1 && term.includes(query)))

/** @param {HTMLElement} status @param {string} query @param {number} count */
export const report = (status, query, count) => {
  const { some, none } = status.dataset
  status.textContent = !query ? "" : count ? some.replace("#", String(count)) : none
}
