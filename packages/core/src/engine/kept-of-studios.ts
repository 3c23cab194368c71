/** What an engine keeps in memory of its studios, and reads again where it let it go. */

export interface MostKept {
  readonly studios: number
  /** Of each studio; what one call keeps is kept whole. */
  readonly each: number
}

/**
 * The studios that came last, each with what it looked at since it was full. Whoever goes on after an await takes what they need along: others may
 * have let it go meanwhile.
 */
export class KeptOfStudios<Value> {
  readonly #studios = new Map<string, Map<string, Value>>()
  readonly #most: MostKept

  constructor(most: MostKept) {
    this.#most = most
  }

  of(tenant: string): ReadonlyMap<string, Value> {
    return this.#of(tenant)
  }

  /** Where there would be too much of the studio, what it had before goes. */
  keep(tenant: string, entries: readonly (readonly [name: string, value: Value])[]): void {
    const kept = this.#of(tenant)
    const added = entries.filter(([name]) => !kept.has(name)).length
    if (kept.size + added > this.#most.each) kept.clear()
    for (const [name, value] of entries) kept.set(name, value)
  }

  #of(tenant: string): Map<string, Value> {
    const known = this.#studios.get(tenant)
    if (known !== undefined) return known
    const [oldest] = this.#studios.keys()
    if (oldest !== undefined && this.#studios.size >= this.#most.studios) this.#studios.delete(oldest)
    const kept = new Map<string, Value>()
    this.#studios.set(tenant, kept)
    return kept
  }
}
