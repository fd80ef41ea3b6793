// Country finder: filters the plain list of links, and the table, by name in any language, pinyin, alias, region or level.
// What people may type stands in one file, fetched when the box is first used; without it the visible names are searched.
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim()
const matches = (terms, query) => terms.split("|").some(term => term.startsWith(query) || (query.length > 1 && term.includes(query)))

for (const finder of document.querySelectorAll("[data-finder]")) {
  const input = finder.querySelector("input"), choice = finder.querySelector("select")
  const status = finder.querySelector("[role=status]")
  const read = (line, region) => {
    const link = line.querySelector("a")
    return { line, link, region, slug: link.pathname.split("/").slice(-2)[0], label: plain(link.textContent), levels: (line.dataset.levels || "").split(" ") }
  }
  const labels = {}
  const regions = [...finder.querySelectorAll(".region")].map(element => {
    const { name } = element.dataset
    labels[name] = plain(element.querySelector("h3").textContent)
    return { element, open: element.open, lines: [...element.querySelectorAll("li")].map(line => read(line, name)) }
  })
  const rows = [...finder.querySelectorAll("tbody tr")].map(line => read(line, line.dataset.region))
  let terms = null

  const load = async () => {
    if (terms) return
    terms = {}
    const answer = await fetch(finder.dataset.finder).catch(() => null)
    if (answer?.ok) terms = await answer.json()
    filter()
  }

  const filter = () => {
    const query = plain(input.value), level = choice ? choice.value : ""
    const fits = ({ region, slug, label, levels }) => (!level || levels.includes(level))
      && (!query || matches(terms?.[region] ?? labels[region], query) || matches(terms?.[slug] ?? label, query))
    let found = 0
    for (const one of rows) one.line.hidden = !fits(one)
    for (const region of regions) {
      for (const one of region.lines) one.line.hidden = !fits(one)
      const shown = region.lines.filter(({ line }) => !line.hidden).length
      region.element.hidden = shown === 0
      region.element.open = query || level ? true : region.open
      found += shown
    }
    status.textContent = !query && !level ? "" : found ? status.dataset.some.replace("#", found) : status.dataset.none
  }

  input.addEventListener("focus", load)
  input.addEventListener("input", filter)
  if (choice) choice.addEventListener("change", filter)
  input.addEventListener("keydown", event => {
    const shown = regions.flatMap(region => region.lines).filter(({ line }) => !line.hidden)
    if (event.key === "Enter" && shown.length === 1) shown[0].link.click()
  })
  finder.querySelector(".finder__box").hidden = false
}
