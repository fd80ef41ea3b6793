// Opens the search when it is wanted: the box has the focus, "/" is pressed, or this is the search page. Nothing before.
const forms = document.querySelectorAll("[data-search]")
const typing = element => element.matches("input, textarea, select, [contenteditable]")

for (const form of forms) {
  const open = () => import("./box.js").then(module => module.attach(form)).catch(() => form.classList.add("search--lost"))
  form.addEventListener("focusin", open, { once: true })
}

document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
  event.preventDefault()
  forms[0]?.elements.q.focus()
})

const page = document.querySelector("[data-search-page]")
if (page && new URLSearchParams(location.search).get("q")) import("./page.js").then(module => module.show(page))

// The country that was opened in this tab, for its emergency numbers. Kept in this tab only, gone when it is closed.
const calls = [...document.querySelectorAll(".page--country .rescue__call")]
if (calls.length) {
  const numbers = calls.map(call => [call.getAttribute("href"), call.querySelector("strong").textContent, call.querySelector("span").textContent])
  const viewed = { title: document.querySelector("h1").textContent.trim(), link: location.pathname, language: document.documentElement.lang, numbers }
  try { sessionStorage.setItem("viewed-country", JSON.stringify(viewed)) } catch { /* storage is off: the panel shows the hotline only */ }
}
