// For the type check only: our selectors name HTML elements, and forms hold inputs.
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null
  querySelector(selectors: "[data-search]"): HTMLFormElement | null
  querySelector(selectors: "[data-search] [name=q]"): HTMLInputElement | null
  querySelector(selectors: string): HTMLElement | null
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>
  querySelectorAll(selectors: "form.search"): NodeListOf<HTMLFormElement>
  querySelectorAll(selectors: "[data-list]" | "[role=option]"): NodeListOf<HTMLAnchorElement>
  querySelectorAll(selectors: "details.region"): NodeListOf<HTMLDetailsElement>
  querySelectorAll(selectors: string): NodeListOf<HTMLElement>
}
interface Element {
  closest(selectors: string): HTMLElement | null
}
