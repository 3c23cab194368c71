/** A storage adapter made of a store, its dialect, and what only the database's own package can know. */
import type { Capabilities, FoundSchema, JoinedTx, MigrationStep, StorageAdapter } from '@calotype/core/storage'
import { rollBack } from './ending.ts'
import { introspected } from './introspect.ts'
import { readSchema } from './migrate-in-transaction.ts'
import { PooledSession } from './session.ts'
import { SqlSnapshot } from './snapshot.ts'
import type { Store } from './store.ts'
import { once } from './table-plan.ts'
import { SqlTransaction } from './transaction.ts'

export interface SqlAdapterParts {
  readonly store: Store
  readonly can: Capabilities
  migrate(decide: (found: FoundSchema) => readonly MigrationStep[]): Promise<readonly MigrationStep[]>
  join(native: unknown): JoinedTx
  readonly wakeUps?: StorageAdapter['wakeUps']
  /** Ends what the adapter holds beside its pool. */
  readonly closing?: () => Promise<void>
}

export function sqlAdapter({ store, can, migrate, join, wakeUps, closing }: SqlAdapterParts): StorageAdapter {
  return {
    name: store.dialect.name,
    contract: 1,
    can,

    transaction: (work, options = {}) =>
      store.use(async () => {
        options.signal?.throwIfAborted()
        const transaction = new SqlTransaction(store, options)
        let result: Awaited<ReturnType<typeof work>>
        try {
          result = await work(transaction)
        } catch (error) {
          await transaction.abandon()
          throw error
        }
        await transaction.commit()
        return result
      }),

    snapshot: (work, options) =>
      store.use(async () => {
        options?.signal?.throwIfAborted()
        const snapshot = new SqlSnapshot(store, options?.signal)
        try {
          return await work(snapshot)
        } finally {
          await snapshot.finish()
        }
      }),

    join,

    introspect: () =>
      store.use(async () => {
        const session = new PooledSession(store, 'snapshot', store.dialect.begin.snapshot, undefined)
        try {
          const { schema, notes } = introspected(await readSchema(session))
          store.remember(notes.tables)
          return schema
        } finally {
          await rollBack(session)
        }
      }),

    migrate: (decide) => store.use(() => migrate(decide)),

    check: () =>
      store.use(async () => {
        const session = new PooledSession(store, 'snapshot', [], undefined)
        try {
          await session.run(undefined, once('select 1'), [])
        } finally {
          session.end()
          session.release()
        }
      }),

    async close() {
      const closed = store.close()
      await closing?.()
      await closed
    },

    ...(wakeUps === undefined ? {} : { wakeUps }),
  }
}
