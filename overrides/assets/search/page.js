// The search page: all hits for the `q` of its address, as plain lists.
import { Finder } from "./find.js"
import { count, element, emergency, groups, lost, message, put, released, say, style } from "./view.js"

const MOST = 25

/** @param {HTMLElement} page */
export async function show(page) {
  const form = page.querySelector("form") ?? document.querySelector("[data-search]")
  const query = new URLSearchParams(location.search).get("q").slice(0, 120).trim()
  const { root, language, others } = form.dataset
  const finder = new Finder({
    root: new URL(root, location.href).href,
    language,
    others: others.split(" ").filter(Boolean),
  })
  const place = page.querySelector("[data-hits]")
  const status = page.querySelector("[role=status]")
  let still
  place.addEventListener("pointerdown", () => {
    still = released()
  })
  form.querySelector("input").value = query
  try {
    await Promise.all([finder.prepare(query), style()])
  } catch {
    status.textContent = form.dataset.lost
    return
  }
  const { own: data } = finder
  const asked = finder.asked(query)
  const local = finder.isDanger(query)
    ? await import("./known.js").then(
        ({ known }) => known(data.folder),
        () => [],
      )
    : []
  const render = (own, others) =>
    put(
      place,
      ...(finder.isDanger(query) ? [emergency(data, local)] : []),
      ...lists(own, data, asked),
      ...others.flatMap(other => [
        element("h2", {}, say(data.words, "also", { language: other.name })),
        ...lists(other.hits, data, asked, other.tag),
      ]),
    )
  if (!/[\p{L}\p{N}]/u.test(query)) {
    status.textContent = say(data.words, "none", { query })
    return
  }
  render(finder.byName(query), [])
  try {
    const own = await finder.byText(query)
    await still
    render(own, [])
    const other = await finder.elsewhere(query, own).catch(() => [])
    await still
    render(own, other)
    const number = own.length + other.reduce((sum, one) => sum + one.hits.length, 0)
    status.textContent = number ? count(data, "count", number) : say(data.words, "none", { query })
    page.dataset.done = String(number)
  } catch {
    const text = lost(form, data)
    place.prepend(message(form, text))
    status.textContent = text
  }
}

function lists(hits, data, query, tag) {
  return groups(hits, data, query, { most: MOST }, (name, links, whole) =>
    element(
      "section",
      { class: "found" },
      element(tag ? "h3" : "h2", {}, `${name} `, element("span", { class: "found__number" }, String(whole))),
      element("ul", {}, ...links.map(link => element("li", { lang: tag }, link))),
    ),
  )
}
