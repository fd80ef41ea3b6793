// Countries that this device knows: the one opened in this tab (page.js), and those that the reader saved (saved.js).
const MOST = 3
const HOME = new URL("../../", import.meta.url).href

/**
 * @typedef {{slug: string, title: string, language: string, numbers: string[][], saved?: string}} Known numbers: link,
 * number, use
 */

/** Emergency numbers as a country's page shows them. @param {Document} page @returns {string[][]} */
const numbers = page =>
  [...page.querySelectorAll(".page--country .rescue__call")]
    .map(call => [
      call.getAttribute("href"),
      call.querySelector("strong").textContent,
      call.querySelector("span").textContent,
    ])
    .filter(([link]) => link.startsWith("tel:"))

function opened() {
  try {
    return [JSON.parse(sessionStorage.getItem("viewed-country"))].filter(Boolean)
  } catch {
    return []
  }
}

/** One saved copy: its list of files is written last, so a copy without it does not count. */
async function copied(name, folder) {
  const slug = name.split(" ").at(-2)
  const cache = await caches.open(name)
  const [list, page] = await Promise.all(
    [`offline/${slug}.json`, `${folder}countries/${slug}/`].map(path => cache.match(new URL(path, HOME))),
  )
  if (!list || !page) return []
  const shown = new DOMParser().parseFromString(await page.text(), "text/html")
  const found = {
    slug,
    title: shown.querySelector("h1").textContent.trim(),
    language: shown.documentElement.lang,
    numbers: numbers(shown),
    saved: (await list.json()).made,
  }
  return found.numbers.length ? [found] : []
}

/**
 * The opened country first, then the saved ones, newest first.
 * @param {string} folder of the reader's language
 * @returns {Promise<Known[]>}
 */
export async function known(folder) {
  const here = opened()
  try {
    const names = (await caches.keys())
      .filter(name => name.startsWith(`${HOME} saved `))
      .sort((a, b) => b.split(" ").at(-1).localeCompare(a.split(" ").at(-1)))
    const saved = (await Promise.all(names.map(name => copied(name, folder)))).flat()
    return [...here, ...saved.filter(({ slug }) => here.every(one => one.slug !== slug))].slice(0, MOST)
  } catch {
    return here // storage is refused
  }
}
