/** The settings of plugins by studio: the host's defaults under what the studio has stored. */
import type { Reads } from '../storage/port.ts'
import type { StoredTable } from '../storage/table.ts'
import { millisOf } from '../values/instant.ts'
import type { Plugin } from './plugin.ts'
import { parseSettings, requireKnownSettings, type SettingsOf, SettingsUnknown } from './settings.ts'
import { type Clock, token } from './tokens.ts'

/** The settings in force, for the operations that change them. */
export const settingsCacheToken = token<SettingsCache>('calotype.settings-cache')

/** The settings in force, as the contexts of operations ask for them. */
export interface SettingsReader {
  /** Rises with every change that this process hears of; a reader passes what it was when its view of the store began. */
  readonly epoch: number
  /**
   * The settings in force. `seen` is the epoch at which the view that `reads` gives began: what an older view says is
   * answered, but not kept for others.
   */
  read<S>(reads: Reads, tenant: string, of: SettingsOf<S>, seen: number): Promise<S>
  /** The settings as a transaction sees them that has written: its own changes included, and kept for nobody. */
  readAnew<S>(reads: Reads, tenant: string, of: SettingsOf<S>): Promise<S>
  /** A reader that keeps nothing and believes nothing kept: for a view that may see what is not committed. */
  readonly unkept: SettingsReader
}

/** How long another process may still see settings that were changed. */
const freshForMs = 5000

export class SettingsCache implements SettingsReader {
  readonly #table: StoredTable
  readonly #plugins: ReadonlyMap<string, Plugin>
  readonly #defaults: Readonly<Record<string, unknown>>
  readonly #clock: Clock
  readonly #kept = new Map<string, { readonly value: unknown; readonly readAt: number }>()

  #epoch = 0

  constructor(
    table: StoredTable,
    plugins: readonly Plugin[],
    defaults: Readonly<Record<string, unknown>>,
    clock: Clock,
  ) {
    this.#table = table
    this.#plugins = new Map(plugins.map((plugin) => [plugin.name, plugin]))
    this.#defaults = defaults
    this.#clock = clock
    for (const [name, given] of Object.entries(defaults)) {
      requireKnownSettings(name, this.parse(name, {}), given as object)
    }
    // A plugin must run in a studio that never set it up; one that cannot is found now, not at its first operation.
    for (const plugin of plugins) if (plugin.settings !== undefined) this.parse(plugin.name, {})
  }

  /** What a studio's stored value means, over the host's defaults. */
  parse(name: string, storedValue: unknown): unknown {
    const plugin = this.#plugins.get(name)
    if (plugin?.settings === undefined) {
      const known = [...this.#plugins.values()].filter((one) => one.settings !== undefined).map((one) => one.name)
      throw SettingsUnknown.create({ plugin: name, known })
    }
    const defaults = this.#defaults[name] as object | undefined
    return parseSettings(name, plugin.settings, { ...defaults, ...(storedValue as object | undefined) })
  }

  get epoch(): number {
    return this.#epoch
  }

  async read<S>(reads: Reads, tenant: string, of: SettingsOf<S>, seen: number): Promise<S> {
    const key = `${tenant}\u001f${of.name}`
    const now = millisOf(this.#clock.now())
    const kept = this.#kept.get(key)
    if (kept !== undefined && now - kept.readAt < freshForMs && now >= kept.readAt) return kept.value as S
    const value = await this.readAnew(reads, tenant, of)
    if (seen === this.#epoch) this.#kept.set(key, { value, readAt: now })
    return value
  }

  async readAnew<S>(reads: Reads, tenant: string, of: SettingsOf<S>): Promise<S> {
    const [row] = await reads.find(this.#table, {
      where: {
        kind: 'and',
        all: [
          { kind: 'compare', column: 'tenant', is: 'eq', value: tenant },
          { kind: 'compare', column: 'plugin', is: 'eq', value: of.name },
        ],
      },
      orderBy: [],
      limit: 1,
    })
    return frozen(this.parse(of.name, row?.value ?? {})) as S
  }

  get unkept(): SettingsReader {
    const reader: SettingsReader = {
      epoch: this.#epoch,
      read: (reads, tenant, of) => this.readAnew(reads, tenant, of),
      readAnew: (reads, tenant, of) => this.readAnew(reads, tenant, of),
      get unkept() {
        return reader
      },
    }
    return reader
  }

  /** Forgets a studio's settings of a plugin: called after they were changed. */
  forget(tenant: string, plugin: string): void {
    this.#epoch++
    this.#kept.delete(`${tenant}\u001f${plugin}`)
  }
}

/** A copy that nobody can change: it is handed to everybody. */
function frozen(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(frozen))
  if (value === null || typeof value !== 'object') return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, frozen(one)])))
}
