/** Extension points that hold data: stages, measures, payment methods. A room defines a registry; any plugin adds entries. */

export interface Registry<Entry = unknown> {
  /** `room.things`, such as `statistics.measures`. */
  readonly name: string
  /** What tells entries apart; two with one key fail at boot. */
  keyOf(entry: Entry): string
  /** Called once at boot with everything that was added; throws what is wrong with it. */
  check?(entries: readonly Entry[], entriesOf: <Other>(registry: Registry<Other>) => readonly Other[]): void
}

export function defineRegistry<Entry>(
  name: string,
  keyOf: (entry: Entry) => string,
  check?: NonNullable<Registry<Entry>['check']>,
): Registry<Entry> {
  return check === undefined ? { name, keyOf } : { name, keyOf, check }
}

export interface RegistryEntry {
  readonly registry: Registry
  readonly entry: unknown
}

/** Adds an entry to a registry; goes into a plugin's `entries`. */
export function entry<Entry>(registry: Registry<Entry>, added: Entry): RegistryEntry {
  return { registry: registry as Registry, entry: added }
}
