// On every page: judges ages by the reader's clock, since a page cannot know how old its copy is, keeps the worker of
// those who saved something up to date (a page on a home screen is never opened anew, so it asks when it is seen), and
// waits for the search to be wanted: nothing of it is loaded before.
const DAY = 86400000
const now = Date.now()
const today = new Date(now - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)

const article = document.querySelector("[data-made]")
if (article) {
  const { made, expires } = article.dataset
  const show = name => { const bar = article.querySelector(`[data-age="${name}"]`); if (bar) bar.hidden = false }
  if (now < Date.parse(made) - DAY) show("clock")
  else if (expires && today > expires) show("late")
}

for (const alert of document.querySelectorAll(".alert[data-expires]")) {
  if (alert.matches(".alert--past") || today <= alert.dataset.expires) continue
  const note = document.createElement("p")
  note.className = "alert__past"
  note.textContent = alert.closest("[data-past]")?.dataset.past ?? ""
  alert.classList.add("alert--past")
  alert.prepend(note)
}

const worker = navigator.serviceWorker
if (worker?.controller) {
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible") return
    worker.controller?.postMessage("check")
    try { await (await worker.getRegistration())?.update() } catch { /* offline */ }
  })
}

const forms = document.querySelectorAll("[data-search]")
for (const form of forms) {
  const open = () => import("./search/box.js").then(module => module.attach(form)).catch(() => form.classList.add("search--lost"))
  if (form.contains(document.activeElement)) open()
  else form.addEventListener("focusin", open, { once: true })
}
// One character opens the search. Who dictates to the browser can switch that off (WCAG 2.1.4), on the page about accessibility.
const KEY_OFF = "search-key-off"
const keyIsOff = () => { try { return localStorage.getItem(KEY_OFF) !== null } catch { return false } }
const setting = document.querySelector("[data-search-key]")
if (setting) {
  const box = setting.querySelector("input")
  setting.hidden = false
  box.checked = !keyIsOff()
  box.addEventListener("change", () => {
    try { box.checked ? localStorage.removeItem(KEY_OFF) : localStorage.setItem(KEY_OFF, "1") } catch { box.checked = true }
  })
}
document.addEventListener("keydown", event => {
  if (event.key !== "/" || keyIsOff() || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select, [contenteditable]")) return
  event.preventDefault()
  forms[0]?.elements.q.focus()
})
const results = document.querySelector("[data-search-page]")
if (results && new URLSearchParams(location.search).get("q")) import("./search/page.js").then(module => module.show(results))

// The country that was opened in this tab, for its emergency numbers. Kept in this tab only, gone when it is closed.
const calls = [...document.querySelectorAll(".page--country .rescue__call")]
if (calls.length) {
  const numbers = calls.map(call => [call.getAttribute("href"), call.querySelector("strong").textContent, call.querySelector("span").textContent])
  const viewed = { slug: location.pathname.split("/").at(-2), title: document.querySelector("h1").textContent.trim(), language: document.documentElement.lang, numbers }
  try { sessionStorage.setItem("viewed-country", JSON.stringify(viewed)) } catch { /* storage is off: the panel shows the hotline only */ }
}
