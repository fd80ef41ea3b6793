// Leaves the missions of a country that match; where none does, all of them, since a reader needs one.
import { matches, report } from "./finder-text.js"
import { plain } from "./search/plain.js"

/** @param {HTMLElement} finder */
function attach(finder) {
  const input = finder.querySelector("input")
  const status = finder.querySelector("[role=status]")
  const missions = [...document.querySelectorAll(".mission[data-terms]")]

  const filter = () => {
    const query = plain(input.value)
    const parts = query
      .split(/[,，、]/)
      .map(part => part.trim())
      .filter(Boolean) // "Manchester, England"
    const fitting = missions.filter(mission => parts.some(part => matches(mission.dataset.terms, part)))
    for (const mission of missions) mission.hidden = Boolean(query && fitting.length) && !fitting.includes(mission)
    report(status, query, fitting.length)
  }

  input.addEventListener("input", filter)
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1)) // a link to a card that is left out
    if (!target?.hidden) return
    input.value = ""
    filter()
    target.scrollIntoView()
  })
  finder.querySelector(".finder__box").hidden = false
  filter() // some browsers keep what was typed
}

for (const finder of document.querySelectorAll("[data-mission-finder]")) attach(finder)
