/** The settings of plugins by studio: the host's defaults under what the studio has stored. */
import type { z } from 'zod'
import type { Reads, Where } from '../storage/port.ts'
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
   * The settings in force. The first who asks reads all of the studio's, by one statement, for whoever asks next. `seen` is
   * the epoch at which the view that `reads` gives began: what an older view says is answered, but not kept for others.
   */
  read<S>(reads: Reads, tenant: string, of: SettingsOf<S>, seen: number): Promise<S>
  /** The settings as a transaction sees them that has written: its own changes included, and kept for nobody. */
  readAnew<S>(reads: Reads, tenant: string, of: SettingsOf<S>): Promise<S>
  /**
   * A reader for one call whose view may see what is not committed: it believes nothing that others kept, and what it reads
   * is kept for that call alone.
   */
  forOneCall(): SettingsReader
}

/** How long another process may still see settings that were changed. */
const freshForMs = 5000

/** All that a studio has stored, as one view saw it, and what was made of it. */
interface Sheet {
  readonly stored: ReadonlyMap<string, unknown>
  readonly parsed: Map<string, unknown>
}

export class SettingsCache implements SettingsReader {
  readonly #table: StoredTable
  /** The schemas of plugins' settings and documents, by name. */
  readonly #schemas: ReadonlyMap<string, z.ZodType>
  readonly #plugins: readonly string[]
  readonly #defaults: Readonly<Record<string, unknown>>
  readonly #clock: Clock
  readonly #kept = new Map<string, { readonly sheet: Sheet; readonly readAt: number }>()
  /** Sheets on their way, by studio: two who ask in one transaction wait for one statement. A store may give all studios the same reads. */
  readonly #underWay = new WeakMap<Reads, Map<string, Promise<Sheet>>>()

  #epoch = 0

  constructor(
    table: StoredTable,
    plugins: readonly Plugin[],
    defaults: Readonly<Record<string, unknown>>,
    clock: Clock,
  ) {
    this.#table = table
    const kept = plugins.flatMap((plugin) => [plugin, ...plugin.documents])
    this.#schemas = new Map(
      kept.flatMap(({ name, settings }) => (settings === undefined ? [] : [[name, settings as z.ZodType] as const])),
    )
    this.#plugins = plugins.filter(({ settings }) => settings !== undefined).map(({ name }) => name)
    this.#defaults = defaults
    this.#clock = clock
    for (const [name, given] of Object.entries(defaults)) {
      requireKnownSettings(name, this.parsePlugin(name, {}), given as object)
    }
    // A plugin must run in a studio that never set it up; one that cannot is found now, not at its first operation.
    for (const name of this.#schemas.keys()) this.parse(name, {})
  }

  /** What a studio's stored value means, over the host's defaults. */
  parse(name: string, storedValue: unknown): unknown {
    const schema = this.#schemas.get(name)
    if (schema === undefined) throw SettingsUnknown.create({ plugin: name, known: this.#plugins })
    const defaults = this.#defaults[name] as object | undefined
    return parseSettings(name, schema, { ...defaults, ...(storedValue as object | undefined) })
  }

  /** The same for what people may set: not the documents, which only their plugin's operations change. */
  parsePlugin(name: string, storedValue: unknown): unknown {
    if (!this.#plugins.includes(name)) throw SettingsUnknown.create({ plugin: name, known: this.#plugins })
    return this.parse(name, storedValue)
  }

  get epoch(): number {
    return this.#epoch
  }

  async read<S>(reads: Reads, tenant: string, of: SettingsOf<S>, seen: number): Promise<S> {
    const now = millisOf(this.#clock.now())
    const kept = this.#kept.get(tenant)
    if (kept !== undefined && now - kept.readAt < freshForMs && now >= kept.readAt) return this.#inForce(kept.sheet, of)
    const sheet = await this.#readSheet(reads, tenant)
    if (seen === this.#epoch) this.#kept.set(tenant, { sheet, readAt: now })
    return this.#inForce(sheet, of)
  }

  async readAnew<S>(reads: Reads, tenant: string, of: SettingsOf<S>): Promise<S> {
    const onlyThese: Where = { kind: 'compare', column: 'plugin', is: 'eq', value: of.name }
    return this.#inForce(await this.#readRows(reads, { kind: 'and', all: [ofTenant(tenant), onlyThese] }), of)
  }

  forOneCall(): SettingsReader {
    let sheet: Promise<Sheet> | undefined
    return {
      epoch: this.#epoch,
      read: async (reads, tenant, of) => {
        sheet ??= this.#readRows(reads, ofTenant(tenant))
        return this.#inForce(await sheet, of)
      },
      readAnew: (reads, tenant, of) => this.readAnew(reads, tenant, of),
      forOneCall: () => this.forOneCall(),
    }
  }

  /** Forgets a studio's settings: called after some were changed. */
  forget(tenant: string): void {
    this.#epoch++
    this.#kept.delete(tenant)
  }

  #readSheet(reads: Reads, tenant: string): Promise<Sheet> {
    const underWay = this.#underWay.get(reads) ?? new Map<string, Promise<Sheet>>()
    this.#underWay.set(reads, underWay)
    const standing = underWay.get(tenant)
    if (standing !== undefined) return standing
    const sheet = this.#readRows(reads, ofTenant(tenant)).finally(() => underWay.delete(tenant))
    underWay.set(tenant, sheet)
    return sheet
  }

  async #readRows(reads: Reads, where: Where): Promise<Sheet> {
    const rows = await reads.find(this.#table, { where, orderBy: [], limit: 'all' })
    return { stored: new Map(rows.map(({ plugin, value }) => [plugin as string, value])), parsed: new Map() }
  }

  /** Parsed when first asked for: settings that nobody reads may be those of an earlier version, or of no plugin. */
  #inForce<S>({ stored, parsed }: Sheet, { name }: SettingsOf<S>): S {
    if (!parsed.has(name)) parsed.set(name, frozen(this.parse(name, stored.get(name) ?? {})))
    return parsed.get(name) as S
  }
}

function ofTenant(tenant: string): Where {
  return { kind: 'compare', column: 'tenant', is: 'eq', value: tenant }
}

/** A copy that nobody can change: it is handed to everybody. */
function frozen(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(frozen))
  if (value === null || typeof value !== 'object') return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, frozen(one)])))
}
