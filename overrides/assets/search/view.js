// What the reader sees: hits in groups, the emergency panel, messages. Text is set as text, never as HTML.
import { grouped } from "./find.js"
import { plain } from "./plain.js"
import { isHan } from "./text.js"

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== "") made.setAttribute(key, value)
  made.append(...children.filter(child => child !== null && child !== ""))
  return made
}

/**
 * Makes these the children; an equal one that stands already stays, with its focus.
 * @param {Element} parent
 * @param {Element[]} children
 */
export function put(parent, ...children) {
  const standing = [...parent.children]
  const next = children.map(child => {
    const at = standing.findIndex(old => old.isEqualNode(child))
    return at < 0 ? child : standing.splice(at, 1)[0]
  })
  for (const old of standing) old.remove()
  next.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null)
  })
}

/**
 * Done when the finger or the button is up again and its click is dealt with: a link that is changed under it is not
 * followed, or another one is.
 */
export const released = () =>
  new Promise(done => {
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(done), { once: true })
  })

/** Words of the site with values put in. */
export const say = (words, key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key] ?? "")

/** The form of a count that the language uses. */
export const count = (data, key, number) =>
  say(
    data.words,
    `${key}.${new Intl.PluralRules(data.tag).select(number)}` in data.words
      ? `${key}.${new Intl.PluralRules(data.tag).select(number)}`
      : `${key}.other`,
    { number },
  )

/** Parts of a text, every second one marked. @param {string[]} parts */
export const marks = parts => parts.map((part, index) => (index % 2 ? element("mark", {}, part) : part))

/** A title with the words marked that the query holds, or begins. @param {string} title @param {string} query */
export function marked(title, query) {
  const words = query.split(" ").filter(Boolean)
  const han = words.filter(isHan)
  const spelt = words.filter(word => !isHan(word))
  const inHan = han.length && new RegExp(`(${han.join("|")})`, "u")
  return title
    .split(/([\p{L}\p{N}\p{M}'’-]+)/u)
    .flatMap(part =>
      isHan(part)
        ? marks(inHan ? part.split(inHan) : [part])
        : [part && spelt.some(word => plain(part).startsWith(word)) ? element("mark", {}, part) : part],
    )
}

/**
 * What loads the matched words of a hit: they are a small file each, so a hit says them as soon as it is seen.
 * @type {WeakMap<Element, () => void>}
 */
const tellers = new WeakMap()
const watch = new IntersectionObserver(entries =>
  entries
    .filter(entry => entry.isIntersecting)
    .forEach(({ target }) => {
      watch.unobserve(target)
      tellers.get(target)()
    }),
)

/** One hit: title, chip, date, matched words. */
export function line(hit, query, attributes = {}) {
  const words = element("span", { class: hit.excerpt ? "hit__words hit__words--coming" : "hit__words" })
  const link = element(
    "a",
    { class: "hit", href: hit.link, ...attributes },
    element("span", { class: "hit__title" }, ...marked(hit.title, query)),
    hit.chip ? element("span", { class: `hit__chip tone-${hit.tone}` }, hit.chip) : null,
    hit.date ? element("span", { class: "hit__date" }, hit.date) : null,
    words,
  )
  if (hit.excerpt) {
    tellers.set(link, () =>
      hit
        .excerpt()
        .then(parts => words.replaceChildren(...marks(parts)))
        .catch(() => {})
        .then(() => words.classList.remove("hit__words--coming")),
    )
    watch.observe(link)
  }
  return link
}

/**
 * Groups of hits by kind, at most `most` of each. `wrap` makes a group of name and links.
 * @param {import("./find.js").Hit[]} hits
 * @param {any} data
 * @param {string} query
 * @param {{most: number, attributes?: Record<string, string>}} options
 * @param {(name: string, links: HTMLAnchorElement[], whole: number) => HTMLElement} wrap
 */
export function groups(hits, { groups: names, words }, query, { most, attributes }, wrap) {
  return grouped(hits).map(([kind, found]) =>
    wrap(
      names[kind] ?? words.other,
      found.slice(0, most).map(hit => line(hit, query, attributes)),
      found.length,
    ),
  )
}

/**
 * The panel above all hits: the hotline, and the local numbers of countries that this device knows.
 * @param {any} data
 * @param {import("./known.js").Known[]} known
 */
export function emergency({ words, hotline, tag }, known) {
  const call = ([link, number, use]) =>
    element("a", { class: "call", href: link }, use ? `${use} ` : "", element("strong", {}, number))
  const day = text => new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" }).format(new Date(text))
  const local = known.flatMap(({ title, language, numbers, saved }) => [
    element("p", {}, say(words, saved ? "danger_saved" : "danger_local", { country: title, day: saved && day(saved) })),
    element("p", { class: "danger__calls", lang: language }, ...numbers.map(call)),
    saved ? null : element("p", { class: "danger__note" }, words.danger_kept),
  ])
  const ours = hotline
    ? [
        element("p", {}, hotline.name),
        element("p", { class: "danger__calls" }, ...hotline.phones.map(call)),
        hotline.aged ? element("p", { class: "danger__note" }, hotline.aged) : null,
        element("p", { class: "danger__note" }, hotline.notice),
      ]
    : []
  return element(
    "section",
    { class: "danger", "aria-label": words.danger },
    element("p", { class: "danger__title" }, words.danger),
    ...(known.length ? local : [element("p", {}, words.danger_find)]),
    ...ours,
  )
}

/**
 * What is said where files do not arrive: there is no connection, or the search is out of order.
 * @param {HTMLFormElement} form
 */
export const lost = (form, data) => (navigator.onLine ? null : data?.words.offline) ?? form.dataset.lost

/** A message, with the lists that never fail. @param {HTMLFormElement} form @param {string} text */
export function message(form, text) {
  const lists = [...form.querySelectorAll("[data-list]")].map(link =>
    element("a", { href: link.href }, link.textContent),
  )
  return element(
    "div",
    { class: "search__message" },
    element("p", {}, text),
    element("p", { class: "search__lists" }, ...lists),
  )
}

/** The style sheet, loaded with the first use. */
export function style() {
  const href = new URL("search.css", import.meta.url).href
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve()
  const link = element("link", { rel: "stylesheet", href })
  document.head.append(link)
  return new Promise(done => {
    link.onload = link.onerror = done
  })
}
