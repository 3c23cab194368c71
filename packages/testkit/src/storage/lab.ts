/** What a case works with: its own fresh store, the adapters it opened on it, and the transactions it holds open. */
import type {
  Capabilities,
  MigrationStep,
  Reads,
  Row,
  StorageAdapter,
  StoredTable,
  TransactionOptions,
  Tx,
} from '@calotype/core/storage'
import { isRetryable, LockTimeout } from '@calotype/core/storage'
import { described, Unmet } from './failure.ts'
import type { TestStore } from './store.ts'
import { deferred, within } from './waiting.ts'

/** A transaction that stays open until the case ends it. */
export interface Held {
  readonly tx: Tx
  commit(): Promise<void>
  rollBack(): Promise<void>
}

export interface LabOptions {
  readonly store: TestStore
  newStore(): Promise<TestStore>
  readonly can: Capabilities
  /** Whether two adapters may stand open on the store at once. */
  readonly opensAtOnce: boolean
  readonly seed: number
  readonly randomQueries: number
}

export class Lab {
  readonly can: Capabilities
  readonly store: TestStore
  readonly seed: number
  readonly randomQueries: number
  readonly #opensAtOnce: boolean
  readonly #newStore: () => Promise<TestStore>
  readonly #others: TestStore[] = []
  readonly #open = new Set<StorageAdapter>()
  readonly #held = new Set<Held>()

  constructor(options: LabOptions) {
    this.can = options.can
    this.store = options.store
    this.seed = options.seed
    this.randomQueries = options.randomQueries
    this.#opensAtOnce = options.opensAtOnce
    this.#newStore = options.newStore
  }

  /** Another adapter on the store of this case; it is closed when the case ends. */
  async open(): Promise<StorageAdapter> {
    const adapter = await this.store.open()
    this.#open.add(adapter)
    return adapter
  }

  /** An adapter on another store, which is freed with this one. */
  async elsewhere(): Promise<StorageAdapter> {
    const other = await this.#newStore()
    this.#others.push(other)
    const adapter = await other.open()
    this.#open.add(adapter)
    return adapter
  }

  /** An adapter on the store, in which these tables stand. */
  async ready(...tables: readonly StoredTable[]): Promise<StorageAdapter> {
    const adapter = await this.open()
    await create(adapter, ...tables)
    return adapter
  }

  /** `count` writers from as many connections as the adapter allows: adapters of their own, or shares of `first`. */
  async writers(first: StorageAdapter, count: number): Promise<StorageAdapter[]> {
    const all = [first]
    while (all.length < count)
      all.push(this.#opensAtOnce && all.length < 4 ? await this.open() : (all[all.length % 4] ?? first))
    return all
  }

  async close(adapter: StorageAdapter): Promise<void> {
    this.#open.delete(adapter)
    await within('close()', 10_000, adapter.close())
  }

  /** Begins a transaction that stays open until the case ends it. */
  async begin(adapter: StorageAdapter, options?: TransactionOptions): Promise<Held> {
    const begun = deferred<Tx>()
    const ending = deferred<void>()
    const undo = new Error('rolled back by the case')
    const over = adapter.transaction(async (tx) => {
      begun.resolve(tx)
      await ending.promise
    }, options)
    over.catch((error: unknown) => begun.reject(error))
    const tx = await within('the start of a transaction', 10_000, begun.promise)
    const held: Held = {
      tx,
      commit: async () => {
        this.#held.delete(held)
        ending.resolve()
        await within('a commit', 10_000, over)
      },
      rollBack: async () => {
        this.#held.delete(held)
        ending.reject(undo)
        await within(
          'a rollback',
          10_000,
          over.catch((error: unknown) => {
            if (error !== undo) throw error
          }),
        )
      },
    }
    this.#held.add(held)
    return held
  }

  /** Ends what the case left open and frees the store; trouble here counts only where the case itself passed. */
  async end(passed: boolean): Promise<void> {
    const troubles: unknown[] = []
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work()
      } catch (error) {
        troubles.push(error)
      }
    }
    for (const held of [...this.#held]) await attempt(() => held.rollBack())
    for (const adapter of [...this.#open]) {
      await attempt(() => within('close() at the end of the case', passed ? 10_000 : 1_000, adapter.close()))
    }
    for (const store of [this.store, ...this.#others]) await attempt(async () => store.remove?.())
    const [first] = troubles
    if (passed && first !== undefined) {
      if (first instanceof Unmet) throw first
      throw new Unmet('the store can be closed at the end of the case', described(first), first)
    }
  }
}

/** Creates those of the tables that do not stand yet. Answers the steps. */
export function create(adapter: StorageAdapter, ...tables: readonly StoredTable[]): Promise<readonly MigrationStep[]> {
  return adapter.migrate((found) =>
    tables
      .filter((table) => !found.tables.some((standing) => standing.name === table.name))
      .map((table) => ({ kind: 'create-table', table })),
  )
}

export async function insert(adapter: StorageAdapter, table: StoredTable, rows: readonly Row[]): Promise<void> {
  await adapter.transaction((tx) => tx.insert(table, rows))
}

/** Every row of a table, by its key. */
export function allRows(reads: Reads, table: StoredTable): Promise<Row[]> {
  const orderBy = table.primaryKey.map((column) => ({ column, direction: 'asc' as const }))
  return reads.find(table, { orderBy, limit: 'all' })
}

/** Every committed row of a table, by its key. */
export function standing(adapter: StorageAdapter, table: StoredTable): Promise<Row[]> {
  return adapter.snapshot((reads) => allRows(reads, table))
}

/** One column of every committed row, by key. */
export async function column(adapter: StorageAdapter, table: StoredTable, name: string): Promise<unknown[]> {
  return (await standing(adapter, table)).map((row) => row[name])
}

/** Runs a transaction as the engine does: again from its beginning, where that may help. */
export async function retrying<T>(
  adapter: StorageAdapter,
  work: (tx: Tx) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await adapter.transaction(work, options)
    } catch (error) {
      if (attempt === 200 || !(isRetryable(error) || LockTimeout.is(error))) throw error
    }
  }
}
