// One character opens the search. Who dictates to the browser can switch that off (WCAG 2.1.4), on the page about
// accessibility.
const KEY = "/"
const KEY_OFF = "search-key-off"
const WRITING = "input, textarea, select, [contenteditable]"

const keyIsOff = () => {
  try {
    return localStorage.getItem(KEY_OFF) !== null
  } catch {
    return false
  }
}

/** Let the key lead into the search box, and the setting switch it off. */
export function listenForKey() {
  const setting = document.querySelector("[data-search-key]")
  if (setting) offer(setting)
  document.addEventListener("keydown", event => {
    const target = /** @type {HTMLElement} */ (event.target)
    if (event.key !== KEY || event.ctrlKey || event.metaKey || event.altKey || keyIsOff() || target.matches(WRITING))
      return
    event.preventDefault()
    document.querySelector("[data-search] [name=q]")?.focus()
  })
}

/** @param {HTMLElement} setting */
function offer(setting) {
  const box = setting.querySelector("input")
  setting.hidden = false
  box.checked = !keyIsOff()
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(KEY_OFF)
      else localStorage.setItem(KEY_OFF, "1")
    } catch {
      box.checked = true
    }
  })
}
