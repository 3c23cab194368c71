import { StorageClosed, StorageUnavailable } from '../errors.ts'
import type { Capabilities, FoundSchema, MigrationStep, Reads, StorageAdapter, Tx } from '../port.ts'
import { Database, type MemoryDisk } from './disk.ts'
import { storeName } from './failure.ts'
import { Gate } from './gate.ts'
import { MemoryReads } from './reads.ts'
import { applySteps, foundSchema } from './schema-change.ts'
import { type Isolation, Transaction, type TransactionLimits } from './transaction.ts'
import { MemoryTx } from './tx.ts'

export type { MemoryContents, MemoryDisk } from './disk.ts'

export interface MemoryOptions {
  /** Where the data stands; without it, in the adapter itself, until that is closed. Made by {@link memoryDisk}. */
  readonly disk?: MemoryDisk | undefined
  /** How long a statement waits for a lock, in milliseconds; 5,000 unless told. */
  readonly lockTimeoutMs?: number | undefined
  /** How many rows may be held in all, `StorageFull` beyond; no limit unless told. */
  readonly maxRows?: number | undefined
}

/** Data to be opened by several adapters, one after the other or at once: `memory({ disk })`. */
export function memoryDisk(): MemoryDisk {
  return new Database()
}

/**
 * A store in memory that behaves like a concurrent database, PostgreSQL at read committed: transactions are really open
 * at once, wait for each other, deadlock and conflict. See the README beside this file for what it promises.
 *
 * @throws STORAGE_UNAVAILABLE when the disk was not made by {@link memoryDisk}
 */
export function memory(options: MemoryOptions = {}): StorageAdapter {
  return new MemoryAdapter(options)
}

interface Running {
  readonly signal?: AbortSignal | undefined
}

class MemoryAdapter implements StorageAdapter {
  readonly name: string = storeName
  readonly contract = 1
  readonly can: Capabilities = {
    durable: false,
    manyProcesses: false,
    concurrentWriters: true,
    join: false,
    wakeUps: false,
  }
  readonly #database: Database
  readonly #ownsData: boolean
  readonly #limits: TransactionLimits
  /** Everything that runs on this adapter; closing goes in alone. */
  readonly #gate = new Gate()
  #closed: Promise<void> | undefined

  constructor(options: MemoryOptions) {
    const disk = options.disk ?? new Database()
    if (!(disk instanceof Database)) {
      throw StorageUnavailable.create({ store: storeName, reason: 'its disk was not made by memoryDisk()' })
    }
    this.#database = disk
    this.#ownsData = options.disk === undefined
    this.#limits = {
      lockTimeoutMs: options.lockTimeoutMs ?? 5000,
      maxRows: options.maxRows ?? Number.POSITIVE_INFINITY,
    }
  }

  transaction<T>(work: (tx: Tx) => Promise<T>, options: Parameters<StorageAdapter['transaction']>[1] = {}): Promise<T> {
    return this.#run(options.isolation ?? 'read-committed', options, (tx) => work(new MemoryTx(tx)))
  }

  snapshot<T>(work: (reads: Reads) => Promise<T>, options: Running = {}): Promise<T> {
    return this.#run('snapshot', options, (tx) => work(new MemoryReads(tx)))
  }

  async introspect(): Promise<FoundSchema> {
    this.#checkOpen()
    return foundSchema(this.#database)
  }

  async migrate(decide: (found: FoundSchema) => readonly MigrationStep[]): Promise<readonly MigrationStep[]> {
    this.#checkOpen()
    await this.#gate.enter(undefined)
    try {
      return await this.#database.gate.alone(
        () => {
          const steps = decide(foundSchema(this.#database))
          applySteps(this.#database, steps)
          return steps
        },
        'The schema',
        this.#limits.lockTimeoutMs,
      )
    } finally {
      this.#gate.leave()
    }
  }

  async check(): Promise<void> {
    this.#checkOpen()
  }

  close(): Promise<void> {
    this.#closed ??= this.#gate.alone(() => {
      if (this.#ownsData) this.#database.free()
    }, 'The store')
    return this.#closed
  }

  async #run<T>(isolation: Isolation, { signal }: Running, work: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#checkOpen()
    signal?.throwIfAborted()
    await this.#gate.enter(undefined)
    try {
      const { gate } = this.#database
      const waiting = gate.enter(signal)
      if (waiting !== undefined) await waiting
      try {
        return await this.#perform(new Transaction(this.#database, isolation, this.#limits), signal, work)
      } finally {
        gate.leave()
      }
    } finally {
      this.#gate.leave()
    }
  }

  async #perform<T>(
    tx: Transaction,
    signal: AbortSignal | undefined,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const stop = (): void => tx.lose(signal?.reason)
    signal?.addEventListener('abort', stop, { once: true })
    try {
      signal?.throwIfAborted()
      const result = await work(tx)
      tx.commit()
      return result
    } finally {
      tx.rollback()
      signal?.removeEventListener('abort', stop)
    }
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw StorageClosed.create({ store: storeName })
  }
}
