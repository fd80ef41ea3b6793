// Pagefind's engine, spoken to as Pagefind's own script does, but for what this search never asks: filters, workers,
// texts.
// scripts/advisories/search/index.py names the version that was read for this.
import { isHan } from "./text.js"

const SIGNATURE = 12 // bytes before the content of every file
const PUNCTUATION = /[\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}]/gu // left out of words in the index
const started = new Map() // address of a program → its functions

/** The content of a compressed file. @param {URL} url @returns {Promise<ArrayBuffer>} */
export async function unpacked(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  if (globalThis.DecompressionStream)
    return new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()
  const { unpack } = await import(new URL("../../pagefind/unpack.js", import.meta.url).href) // older browsers
  return unpack(new Uint8Array(await answer.arrayBuffer())).slice().buffer
}

const content = async url => new Uint8Array(await unpacked(url), SIGNATURE)

async function program(url) {
  const values = () => {
    const table = functions.__wbindgen_externrefs
    const start = table.grow(4)
    table.set(0, undefined)
    for (const [at, value] of [undefined, null, true, false].entries()) table.set(start + at, value)
  }
  const { instance } = await WebAssembly.instantiate(await content(url), {
    "./pagefind_web_bg.js": { __wbindgen_init_externref_table: values },
  })
  const functions = instance.exports
  functions.__wbindgen_start()
  return functions
}

/** A program is loaded once for all languages that use it; again after a failure. */
function start(url) {
  if (!started.has(url.href))
    started.set(
      url.href,
      program(url).catch(error => {
        started.delete(url.href)
        throw error
      }),
    )
  return started.get(url.href)
}

/** The words that a result holds, in its text or in its keywords. */
const held = ({ scores, vms }) => [...scores.map(({ w }) => w), ...vms.flatMap(({ mt }) => mt)]

export class Index {
  /**
   * @param {URL} folder
   * @param {{engine: string, meta: string, version: string}} names of files
   * @param {object} ranking
   */
  static async open(folder, { engine, meta, version }, ranking) {
    const [functions, sizes] = await Promise.all([start(new URL(engine, folder)), content(new URL(meta, folder))])
    const index = Object.assign(new Index(), { folder, version, functions, parts: new Map() })
    // Results say which words they hold
    index.place = functions.enter_playground_mode(functions.init_pagefind(...index.#bytes(sizes)))
    index.place = functions.set_ranking_weights(index.place, ...index.#text(JSON.stringify(ranking)))
    return index
  }

  /**
   * Pages that hold all words, or words that begin with them. Where the engine knows no such word it takes the longest
   * that the asked one begins with, "pa" for "passport": that is no match. A Han character of a pair says something,
   * so it is one where pages are looked for that hold `some` of it.
   * @param {string} query
   * @param {boolean} some
   * @returns {Promise<{page: string, score: number, words: number[]}[]>}
   */
  async search(query, some = false) {
    const words = query.replace(PUNCTUATION, "").replace(/\s+/g, " ").trim()
    if (!words) return []
    const parts = JSON.parse(this.#said(this.functions.request_indexes(this.place, ...this.#text(words))))
    await Promise.all(parts.filter(Boolean).map(part => this.#load(part)))
    const [asked, typed, filter, order] = [words, words, "{}", ""].map(text => this.#text(text))
    const found = JSON.parse(
      this.#said(this.functions.search(this.place, ...asked, ...typed, ...filter, ...order, 0, 0)),
    )
    const { results, search_keywords: stems } = found
    const matches = (word, stem) => word.startsWith(stem) || (some && isHan(word) && stem.startsWith(word))
    return results
      .filter(result => stems.every(stem => held(result).some(word => matches(word, stem))))
      .map(({ p, s, l }) => ({
        page: p,
        score: s,
        words: l.filter(({ v }) => stems.some(stem => matches(v.ws, stem))).map(one => one.l),
      }))
  }

  #load(part) {
    if (!this.parts.has(part))
      this.parts.set(
        part,
        content(new URL(`index/${part}.pf_index?${this.version}`, this.folder)).then(data => {
          this.place = this.functions.load_index_chunk(this.place, ...this.#bytes(data))
        }),
      )
    return this.parts.get(part)
  }

  /** Where bytes stand in the program's memory, and how many. */
  #bytes(data) {
    const at = this.functions.__wbindgen_malloc(data.length, 1) >>> 0
    new Uint8Array(this.functions.memory.buffer).set(data, at)
    return [at, data.length]
  }

  #text(text) {
    return this.#bytes(new TextEncoder().encode(text))
  }

  #said([at, length]) {
    const text = new TextDecoder().decode(new Uint8Array(this.functions.memory.buffer, at >>> 0, length))
    this.functions.__wbindgen_free(at, length, 1)
    return text
  }
}
