// A page cannot know how old its copy is: the reader's clock judges.
const DAY = 86400000 // milliseconds

/** Show what is late, on the page as a whole and on every alert. */
export function judgeAges() {
  const now = Date.now()
  const today = new Date(now - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)
  const article = document.querySelector("[data-made]")
  if (article) judgePage(article, now, today)
  for (const alert of document.querySelectorAll(".alert[data-expires]")) judgeAlert(alert, today)
}

/** @param {HTMLElement} article @param {number} now @param {string} today */
function judgePage(article, now, today) {
  const { made, expires } = article.dataset
  const show = name => article.querySelector(`[data-age="${name}"]`)?.removeAttribute("hidden")
  if (now < Date.parse(made) - DAY) show("clock")
  else if (expires && today > expires) show("late")
}

/** @param {HTMLElement} alert @param {string} today */
function judgeAlert(alert, today) {
  if (alert.matches(".alert--past") || today <= alert.dataset.expires) return
  const note = document.createElement("p")
  note.className = "alert__past"
  note.textContent = alert.closest("[data-past]")?.dataset.past ?? ""
  alert.classList.add("alert--past")
  alert.prepend(note)
}
