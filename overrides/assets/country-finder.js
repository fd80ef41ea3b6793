// Filters the plain list of countries, and the table, by name in any language, pinyin, alias, region or level. What
// people may type stands in one file, fetched when the box is first used; without it the visible names are searched.
import { matches, report } from "./finder-text.js"
import { plain } from "./search/plain.js"

/** @typedef {{line: HTMLElement, link: HTMLAnchorElement, region: string, slug: string, label: string}} Line */

/** @param {HTMLElement} line @param {string} region @returns {Line} */
function read(line, region) {
  const link = line.querySelector("a")
  return { line, link, region, slug: link.pathname.split("/").at(-2), label: plain(link.textContent) }
}

class CountryFinder {
  /** @param {HTMLElement} finder */
  constructor(finder) {
    this.address = finder.dataset.finder
    this.input = finder.querySelector("input")
    this.choice = finder.querySelector("select")
    this.status = finder.querySelector("[role=status]")
    this.terms = null
    this.labels = {}
    this.regions = [...finder.querySelectorAll("details.region")].map(element => this.region(element))
    this.rows = [...finder.querySelectorAll("tbody tr")].map(line => read(line, line.dataset.region))
    this.input.addEventListener("focus", () => this.load())
    this.input.addEventListener("input", () => this.filter())
    this.input.addEventListener("keydown", event => event.key === "Enter" && this.followOnly())
    this.choice?.addEventListener("change", () => this.filter())
    finder.querySelector(".finder__box").hidden = false
  }

  /** @param {HTMLDetailsElement} element */
  region(element) {
    const { name } = element.dataset
    this.labels[name] = plain(element.querySelector("h3").textContent)
    return { element, open: element.open, lines: [...element.querySelectorAll("li")].map(line => read(line, name)) }
  }

  async load() {
    if (this.terms) return
    this.terms = {}
    const answer = await fetch(this.address).catch(() => null)
    if (answer?.ok) this.terms = await answer.json()
    this.filter()
  }

  /** @param {Line} line @param {string} query @param {string} level */
  fits({ line, region, slug, label }, query, level) {
    if (level && !(line.dataset.levels ?? "").split(" ").includes(level)) return false
    if (!query) return true
    const terms = this.terms ?? {}
    return matches(terms[region] ?? this.labels[region], query) || matches(terms[slug] ?? label, query)
  }

  filter() {
    const query = plain(this.input.value)
    const level = this.choice?.value ?? ""
    let count = 0
    for (const row of this.rows) row.line.hidden = !this.fits(row, query, level)
    for (const region of this.regions) {
      for (const line of region.lines) line.line.hidden = !this.fits(line, query, level)
      const shown = region.lines.filter(({ line }) => !line.hidden).length
      region.element.hidden = shown === 0
      region.element.open = query || level ? true : region.open
      count += shown
    }
    report(this.status, query || level, count)
  }

  /** Go to the country where only one is left. */
  followOnly() {
    const shown = this.regions.flatMap(region => region.lines).filter(({ line }) => !line.hidden)
    if (shown.length === 1) shown[0].link.click()
  }
}

for (const finder of document.querySelectorAll("[data-finder]")) new CountryFinder(finder)
