// The search waits until it is wanted: nothing of it is loaded before.
const BOX = "./search/box.js"
const RESULTS = "./search/page.js"

/** Load the box with its first focus, and the hits of a search page whose address holds a query. */
export function awaitSearch() {
  for (const form of document.querySelectorAll("form.search")) awaitFocus(form)
  const results = document.querySelector("[data-search-page]")
  if (results && new URLSearchParams(location.search).get("q")) import(RESULTS).then(module => module.show(results))
}

/** @param {HTMLFormElement} form */
function awaitFocus(form) {
  const open = () => import(BOX).then(module => module.attach(form)).catch(() => form.classList.add("search--lost"))
  if (form.contains(document.activeElement)) open()
  else form.addEventListener("focusin", open, { once: true })
}
