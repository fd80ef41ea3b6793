// The search box: a combobox (WAI-ARIA APG, list autocomplete with manual selection) over a plain form.
import { Finder } from "./find.js"
import { count, element, emergency, groups, lost, message, put, released, say, style } from "./view.js"

const PAUSE = 180
const MOST = 4
const LONGEST = 120

/** @param {HTMLFormElement} form */
export function attach(form) {
  if (!form.box) form.box = new Box(form)
  return form.box
}

class Box {
  constructor(form) {
    const { root, language, others } = form.dataset
    this.form = form
    this.input = form.elements.q
    this.finder = new Finder({
      root: new URL(root, location.href).href,
      language,
      others: others.split(" ").filter(Boolean),
    })
    this.turn = 0
    this.known = []
    this.list = element("div", { id: "hits", role: "listbox", "aria-label": this.input.labels[0]?.textContent })
    this.above = element("div", { class: "hits__above" })
    this.status = element("p", { class: "sr", role: "status" })
    this.popup = element("div", { class: "hits", tabindex: "0", hidden: "hidden" }, this.above, this.list)
    this.popup.addEventListener("pointerdown", () => {
      this.still = released()
    })
    form.append(this.popup, this.status)
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": "hits",
      "aria-autocomplete": "list",
    }))
      this.input.setAttribute(name, value)
    this.input.addEventListener("input", () => this.typed())
    this.input.addEventListener("keydown", event => this.key(event))
    form.addEventListener("focusout", event => {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) this.close()
    })
    document.addEventListener("pointerdown", event => {
      if (!form.contains(event.target)) this.close()
    })
    this.ready = Promise.all([this.finder.prepare(), style()])
    this.ready.catch(() => this.lost())
    if (this.input.value) this.typed()
  }

  get query() {
    return this.input.value.slice(0, LONGEST).trim()
  }

  typed() {
    clearTimeout(this.timer)
    const turn = ++this.turn
    if (!/[\p{L}\p{N}]/u.test(this.query)) return this.close()
    this.prepare(this.query)
      .then(() => this.still)
      .then(
        () => turn === this.turn && this.show(this.finder.byName(this.query), []),
        () => turn === this.turn && (this.finder.own ? this.offline() : this.lost()),
      )
    this.timer = setTimeout(() => this.search(turn), PAUSE)
  }

  async prepare(query) {
    await this.ready
    await this.finder.prepare(query)
    if (this.finder.isDanger(query))
      this.known = await import("./known.js").then(
        ({ known }) => known(this.finder.own.folder),
        () => [],
      )
  }

  async search(turn) {
    const query = this.query
    try {
      await this.prepare(query)
      const own = await this.finder.byText(query)
      await this.still
      if (turn !== this.turn) return
      this.show(own, [])
      const other = await this.finder.elsewhere(query, own).catch(() => null)
      await this.still
      if (turn !== this.turn) return
      if (other?.length) this.show(own, other)
      this.tell(own, other ?? [], query)
    } catch {
      await this.still
      if (turn === this.turn) this.offline()
    }
  }

  /** @param {import("./find.js").Hit[]} own */
  show(own, others) {
    const { own: data } = this.finder
    const chosen = this.active?.href
    const pieces = [...this.part(own, data)]
    for (const other of others)
      pieces.push(
        element("p", { class: "hits__also", role: "presentation" }, say(data.words, "also", { language: other.name })),
        ...this.part(other.hits, data, other.tag),
      )
    this.shown = own.length + others.reduce((sum, other) => sum + other.hits.length, 0)
    if (pieces.length)
      pieces.push(this.option(element("a", { class: "hit hit--all", href: this.all() }, data.words.all)))
    put(this.above, ...this.panel())
    this.list.replaceChildren(...pieces)
    this.options = [...this.list.querySelectorAll("[role=option]")]
    this.options.forEach((option, index) => {
      option.id = `hit-${index}`
    })
    this.choose(this.options.find(option => option.href === chosen))
    this.list.hidden = !pieces.length
    if (this.shown || this.above.childElementCount) this.open()
  }

  /** The emergency panel, where the query means danger. */
  panel() {
    const { own } = this.finder
    return own && this.finder.isDanger(this.query) ? [emergency(own, this.known)] : []
  }

  part(hits, data, tag) {
    let number = 0
    return groups(
      hits,
      data,
      this.finder.asked(this.query),
      { most: MOST, attributes: { lang: tag } },
      (name, links) => {
        const heading = `group-${tag ?? ""}${number++}`
        return element(
          "div",
          { role: "group", "aria-labelledby": heading },
          element("p", { class: "hits__group", id: heading, role: "presentation" }, name),
          ...links.map(link => this.option(link)),
        )
      },
    )
  }

  option(link) {
    link.setAttribute("role", "option")
    link.setAttribute("aria-selected", "false")
    link.tabIndex = -1
    return link
  }

  all() {
    return `${this.form.action}?${new URLSearchParams({ q: this.query })}`
  }

  tell(own, others, query) {
    const { own: data } = this.finder
    const number = own.length + others.reduce((sum, other) => sum + other.hits.length, 0)
    this.status.textContent = number ? count(data, "count", number) : say(data.words, "none", { query })
    if (number) return
    put(this.above, ...this.panel(), message(this.form, say(data.words, "none", { query })))
    this.open()
  }

  /** The network is gone, or files of the index are: the last hits stay. */
  offline() {
    const text = lost(this.form, this.finder.own)
    put(this.above, ...this.panel(), message(this.form, text))
    this.status.textContent = text
    this.open()
  }

  /** There is no index here at all. */
  lost() {
    put(this.above, message(this.form, this.form.dataset.lost))
    this.status.textContent = this.form.dataset.lost
    this.list.hidden = true
    this.open()
    this.ready = Promise.all([this.finder.prepare(), style()])
    this.ready.catch(() => {})
  }

  key(event) {
    const { options = [] } = this
    const at = options.indexOf(this.active)
    if (event.key === "Escape" && !this.popup.hidden) {
      event.preventDefault()
      return this.close()
    }
    if (event.key === "Enter" && this.active && !this.popup.hidden) {
      event.preventDefault()
      location.assign(this.active.href)
      return
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
    event.preventDefault()
    if (this.popup.hidden) return this.shown ? this.open() : this.typed()
    const step = event.key === "ArrowDown" ? 1 : -1
    this.choose(options[(at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length])
  }

  choose(option) {
    this.active?.setAttribute("aria-selected", "false")
    this.active = option
    if (!option) return this.input.removeAttribute("aria-activedescendant")
    option.setAttribute("aria-selected", "true")
    option.scrollIntoView({ block: "nearest" })
    this.input.setAttribute("aria-activedescendant", option.id)
  }

  open() {
    this.popup.hidden = false
    this.input.setAttribute("aria-expanded", "true")
  }

  close() {
    clearTimeout(this.timer)
    this.turn++
    this.popup.hidden = true
    this.choose(undefined)
    this.input.setAttribute("aria-expanded", "false")
  }
}
