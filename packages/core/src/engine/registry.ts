/** Extension points that hold data: stages, measures, payment methods. A room defines a registry; any plugin adds entries. */

export interface Registry<Entry = unknown> {
  /** `room.things`, such as `statistics.measures`. */
  readonly name: string
  /** What tells entries apart; two with one key fail at boot. */
  keyOf(entry: Entry): string
}

export function defineRegistry<Entry>(name: string, keyOf: (entry: Entry) => string): Registry<Entry> {
  return { name, keyOf }
}

export interface RegistryEntry {
  readonly registry: Registry
  readonly entry: unknown
}

/** Adds an entry to a registry; goes into a plugin's `entries`. */
export function entry<Entry>(registry: Registry<Entry>, added: Entry): RegistryEntry {
  return { registry: registry as Registry, entry: added }
}
