// Country finder: filters the plain list of links by name in any language, pinyin, alias or region.
// What people may type stands in one file, fetched when the box is first used; without it the visible names are searched.
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim()
const matches = (terms, query) => terms.split("|").some(term => term.startsWith(query) || (query.length > 1 && term.includes(query)))

for (const finder of document.querySelectorAll("[data-finder]")) {
  const input = finder.querySelector("input")
  const status = finder.querySelector("[role=status]")
  const regions = [...finder.querySelectorAll(".region")].map(element => ({
    element,
    open: element.open,
    name: element.dataset.name,
    label: plain(element.querySelector("h3").textContent),
    lines: [...element.querySelectorAll("li")].map(line => {
      const link = line.querySelector("a")
      return { line, link, slug: link.pathname.split("/").at(-2), label: plain(link.textContent) }
    }),
  }))
  let terms = null

  const load = async () => {
    if (terms) return
    terms = {}
    const answer = await fetch(finder.dataset.finder).catch(() => null)
    if (answer?.ok) terms = await answer.json()
    filter()
  }

  const filter = () => {
    const query = plain(input.value)
    let found = 0
    for (const region of regions) {
      const whole = query && matches(terms?.[region.name] ?? region.label, query)
      let shown = 0
      for (const { line, slug, label } of region.lines) {
        line.hidden = Boolean(query) && !whole && !matches(terms?.[slug] ?? label, query)
        if (!line.hidden) shown += 1
      }
      region.element.hidden = shown === 0
      region.element.open = query ? true : region.open
      found += shown
    }
    status.textContent = !query ? "" : found ? status.dataset.some.replace("#", found) : status.dataset.none
  }

  input.addEventListener("focus", load)
  input.addEventListener("input", filter)
  input.addEventListener("keydown", event => {
    const shown = regions.flatMap(region => region.lines).filter(({ line }) => !line.hidden)
    if (event.key === "Enter" && shown.length === 1) shown[0].link.click()
  })
  finder.querySelector(".finder__box").hidden = false
}
