/** The core's tables as an adapter sees them, for benches that write through the storage port itself. */
import { createEngine, memory, type StorageAdapter, type StoredTable } from '@calotype/core'

/** By name. They are taken from the steps by which an empty store in memory is migrated. */
export async function storedTables(): Promise<(name: string) => StoredTable> {
  const tables = new Map<string, StoredTable>()
  const store = memory()
  const storage: StorageAdapter = {
    name: store.name,
    contract: store.contract,
    can: store.can,
    transaction: (work, options) => store.transaction(work, options),
    snapshot: (work, options) => store.snapshot(work, options),
    introspect: () => store.introspect(),
    async migrate(decide) {
      const steps = await store.migrate(decide)
      for (const step of steps) if (step.kind === 'create-table') tables.set(step.table.name, step.table)
      return steps
    },
    check: () => store.check(),
    close: () => store.close(),
  }
  const engine = await createEngine({ storage, studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' } })
  await engine.close()
  return (name) => {
    const table = tables.get(name)
    if (table === undefined) throw new Error(`the core has no table ${name}`)
    return table
  }
}
