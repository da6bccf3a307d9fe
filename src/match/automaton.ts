/** Where a term ends in a text: `term` is its place in the list the automaton was made from. */
export type Match = { term: number; start: number; end: number }

/** Finds all of many terms in one pass over a text; `bytes`: the memory of its tables. */
export type Automaton = {
  find(text: string, onMatch: (term: number, start: number, end: number) => void): void
  bytes: number
}

/**
 * Aho and Corasick's automaton (Communications of the ACM 18, 1975) over UTF-16 units, in a double array (Aoe, IEEE
 * Transactions on Software Engineering 15, 1989): a unit of text costs one look-up, mostly. Own code: the packages that
 * there are were measured beside it and are slower (docs/matching.md).
 */
export function automatonOf(terms: readonly string[]): Automaton {
  const trie = trieOf(terms)
  const { symbols } = trie
  const { cells, endings } = linked(placed(trie), trie)
  const lengths = Int32Array.from(terms, (term) => term.length)
  return {
    find(text, onMatch) {
      let state = 0
      for (let at = 0; at < text.length; at++) {
        const symbol = symbols[text.charCodeAt(at)] ?? 0
        if (symbol === 0) {
          state = 0
          continue
        }
        let to = (cells[state] ?? 0) + symbol * stride
        while (cells[to + owner] !== state && state !== 0) {
          state = cells[state + fail] ?? 0
          to = (cells[state] ?? 0) + symbol * stride
        }
        state = cells[to + owner] === state ? to : 0
        for (let end = cells[state + ending] ?? 0; end !== 0; end = endings[end]?.shorter ?? 0) {
          for (const term of endings[end]?.terms ?? []) onMatch(term, at + 1 - (lengths[term] ?? 0), at + 1)
        }
      }
    },
    bytes: cells.byteLength + symbols.byteLength + lengths.byteLength,
  }
}

/**
 * A state is the place of its cell: where its children's cells are counted from (by symbol), and beside that whose child
 * it is, where to go on when it has no such child, and the longest term that ends in it (0 for none).
 */
const stride = 4
const owner = 1
const fail = 2
const ending = 3

/** Terms that end in a state, and the place of the next shorter ending. */
type Ending = { terms: readonly number[]; shorter: number }

type Trie = { symbols: Uint16Array; children: Map<number, number>[]; ends: (number[] | undefined)[] }

function trieOf(terms: readonly string[]): Trie {
  const symbols = new Uint16Array(0x10000)
  const children: Map<number, number>[] = [new Map()]
  const ends: (number[] | undefined)[] = [undefined]
  let symbolCount = 0
  terms.forEach((term, index) => {
    let node = 0
    for (let at = 0; at < term.length; at++) {
      const unit = term.charCodeAt(at)
      if (!symbols[unit]) symbols[unit] = ++symbolCount
      const symbol = symbols[unit] ?? 0
      let child = children[node]?.get(symbol)
      if (child === undefined) {
        child = children.length
        children.push(new Map())
        ends.push(undefined)
        children[node]?.set(symbol, child)
      }
      node = child
    }
    if (node !== 0) ends[node] = [...(ends[node] ?? []), index]
  })
  return { symbols, children, ends }
}

type Placed = { cells: Int32Array<ArrayBuffer>; order: readonly number[]; stateOf: Int32Array }

/** After so many places that were tried in vain, children are put where all is free. */
const triesMax = 64

/** Puts each node's children into free cells, so that a child's cell is its parent's first plus its symbol. */
function placed({ children, symbols }: Trie): Placed {
  const symbolCount = symbols.reduce((most, symbol) => Math.max(most, symbol), 0)
  const taken: number[] = [0]
  const bases = new Int32Array(children.length)
  const places = new Int32Array(children.length)
  const owners: number[] = []
  const order = [0]
  let firstFree = 1
  for (let head = 0; head < order.length; head++) {
    const node = order[head] ?? 0
    const own = [...(children[node] ?? [])]
    if (own.length === 0) continue
    while (taken[firstFree] !== undefined) firstFree++
    const lowest = own.reduce((least, [symbol]) => Math.min(least, symbol), symbolCount)
    let base = Math.max(0, firstFree - lowest)
    for (let tried = 0; own.some(([symbol]) => taken[base + symbol] !== undefined); tried++) {
      base = tried < triesMax ? base + 1 : Math.max(base + 1, taken.length)
    }
    bases[node] = base
    for (const [symbol, child] of own) {
      taken[base + symbol] = child
      places[child] = base + symbol
      owners[base + symbol] = places[node] ?? 0
      order.push(child)
    }
  }
  const cells = new Int32Array((taken.length + symbolCount + 1) * stride)
  for (let cell = 0; cell * stride < cells.length; cell++) {
    cells[cell * stride + owner] = (owners[cell] ?? -1) * stride
  }
  order.forEach((node) => {
    cells[(places[node] ?? 0) * stride] = (bases[node] ?? 0) * stride
  })
  return { cells, order, stateOf: places.map((place) => place * stride) }
}

/** Adds where to go on, and what ends where; nearer nodes come first, so that what they need is there. */
function linked({ cells, order, stateOf }: Placed, { children, ends }: Trie) {
  const endings: Ending[] = [{ terms: [], shorter: 0 }]
  const childOf = (state: number, symbol: number) => {
    const to = (cells[state] ?? 0) + symbol * stride
    return cells[to + owner] === state ? to : 0
  }
  for (const node of order) {
    const state = stateOf[node] ?? 0
    for (const [symbol, child] of children[node] ?? []) {
      const to = stateOf[child] ?? 0
      let back = state
      let found = 0
      while (back !== 0 && found === 0) {
        back = cells[back + fail] ?? 0
        found = childOf(back, symbol)
      }
      cells[to + fail] = found
      const shorter = cells[found + ending] ?? 0
      const terms = ends[child]
      if (terms) endings.push({ terms, shorter })
      cells[to + ending] = terms ? endings.length - 1 : shorter
    }
  }
  return { cells, endings }
}
