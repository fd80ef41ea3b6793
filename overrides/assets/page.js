// On every page: judges ages by the reader's clock, since a page cannot know how old its copy is, and keeps the worker
// of those who saved something up to date. A page on a home screen is never opened anew, so it asks when it is seen.
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
