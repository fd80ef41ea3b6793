// The country that was opened in this tab, for its emergency numbers in the search. Kept in this tab only, gone when it
// is closed.

/** Remember the page's country, where it is one. */
export function rememberCountry() {
  const calls = [...document.querySelectorAll(".page--country .rescue__call")]
  if (!calls.length) return
  const viewed = {
    slug: location.pathname.split("/").at(-2),
    title: document.querySelector("h1").textContent.trim(),
    language: document.documentElement.lang,
    numbers: calls.map(numberOf),
  }
  try {
    sessionStorage.setItem("viewed-country", JSON.stringify(viewed))
  } catch {
    // storage is off: the panel shows the hotline only
  }
}

/** @param {HTMLElement} call */
const numberOf = call => [
  call.getAttribute("href"),
  call.querySelector("strong").textContent,
  call.querySelector("span").textContent,
]
