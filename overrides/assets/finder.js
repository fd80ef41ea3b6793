// Finders. Of countries: filters the plain list of links, and the table, by name in any language, pinyin, alias, region
// or level. What people may type stands in one file, fetched when the box is first used; without it the visible names
// are searched.
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim()
const matches = (terms, query) => terms.split("|").some(term => term.startsWith(query) || (query.length > 1 && term.includes(query)))
const tell = (status, query, found) => { status.textContent = !query ? "" : found ? status.dataset.some.replace("#", found) : status.dataset.none }

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
    tell(status, query || level, found)
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

// Of the missions of a country: leaves the cards that match; where none does, all of them, since a reader needs one.
for (const finder of document.querySelectorAll("[data-mission-finder]")) {
  const input = finder.querySelector("input")
  const missions = [...document.querySelectorAll(".mission[data-terms]")]

  const filter = () => {
    const query = plain(input.value)
    const parts = query.split(/[,，、]/).map(part => part.trim()).filter(Boolean) // "Manchester, England"
    const found = missions.filter(mission => parts.some(part => matches(mission.dataset.terms, part)))
    for (const mission of missions) mission.hidden = Boolean(query && found.length) && !found.includes(mission)
    tell(finder.querySelector("[role=status]"), query, found.length)
  }

  input.addEventListener("input", filter)
  addEventListener("hashchange", () => { // a link to a card that is left out
    const target = document.getElementById(location.hash.slice(1))
    if (!target?.hidden) return
    input.value = ""
    filter()
    target.scrollIntoView()
  })
  finder.querySelector(".finder__box").hidden = false
  filter() // some browsers keep what was typed
}
