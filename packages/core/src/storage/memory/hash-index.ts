import type { Row, Value } from '../port.ts'
import type { RowChain } from './row-chain.ts'

/**
 * One text for the values of key columns, different for different values; undefined where one of them is null. Columns
 * have a kind each, so values of two kinds never meet.
 */
export function keyText(values: readonly (Value | undefined)[]): string | undefined {
  if (values.length === 1) {
    const [only] = values
    return only === null || only === undefined ? undefined : String(only)
  }
  let text = ''
  for (const value of values) {
    if (value === null || value === undefined) return undefined
    const part = String(value)
    text += `${part.length}:${part}`
  }
  return text
}

/**
 * Which rows hold, in any version that is kept or waits to be committed, given values in given columns. Who looks
 * something up must still hold the row he sees against his condition. Rows with a null in the columns are left out.
 */
export class HashIndex {
  readonly columns: readonly string[]
  /** A lone row stands by itself: most keys have one. */
  readonly #buckets = new Map<string, RowChain | Set<RowChain>>()

  constructor(columns: readonly string[]) {
    this.columns = columns
  }

  /** How many rows stand in it, once for each key that they stand under. */
  get entries(): number {
    let count = 0
    for (const bucket of this.#buckets.values()) count += bucket instanceof Set ? bucket.size : 1
    return count
  }

  keyOf(row: Row): string | undefined {
    return keyText(this.columns.map((name) => row[name]))
  }

  get(key: string): Iterable<RowChain> {
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) return []
    return bucket instanceof Set ? bucket : [bucket]
  }

  add(chain: RowChain, row: Row): void {
    const key = this.keyOf(row)
    if (key === undefined) return
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) this.#buckets.set(key, chain)
    else if (bucket instanceof Set) bucket.add(chain)
    else if (bucket !== chain) this.#buckets.set(key, new Set([bucket, chain]))
  }

  /** Forgets that the chain held `row`, unless what is left of it has the same values here. */
  remove(chain: RowChain, row: Row): void {
    const key = this.keyOf(row)
    if (key === undefined) return
    if (chain.pending && this.keyOf(chain.pending) === key) return
    for (let version = chain.newest; version !== undefined; version = version.older) {
      if (version.row !== null && this.keyOf(version.row) === key) return
    }
    const bucket = this.#buckets.get(key)
    if (bucket === chain) this.#buckets.delete(key)
    else if (bucket instanceof Set && bucket.delete(chain) && bucket.size === 0) this.#buckets.delete(key)
  }
}
