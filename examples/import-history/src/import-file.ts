/** Imports a checked file, batch after batch. Killed at any moment and run again, it doubles nothing and loses nothing. */
import { type CalotypeEngine, ordersImported } from '@calotype/core'
import { type CheckedFile, readBatches } from './check-file.ts'
import { ownersDesk } from './studio.ts'

export interface Progress {
  /** Purchases of the file that are in the database now. */
  readonly done: number
  /** How many of them an earlier run had brought. */
  readonly already: number
}

export async function importFile(
  engine: CalotypeEngine,
  checked: CheckedFile,
  batch: number,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Progress> {
  const desk = ownersDesk(engine)
  const file = checked.hash.slice(0, 16)
  let done = 0
  let imported = 0
  // A batch that an earlier run has committed answers what it answered then. Only what is done now is announced.
  const stop = engine.on(ordersImported, ({ data }) => {
    imported += data.orderIds.length
  })
  try {
    for await (const purchases of readBatches(checked, batch)) {
      const lines = `${purchases[0]?.line}-${purchases.at(-1)?.line}`
      // One call is one transaction: after a crash, all of a batch is there or none of it.
      await desk.orders.importHistory({
        source: 'history-file',
        // Two equal lines are two purchases: what tells them apart is where they stand.
        purchases: purchases.map(({ line, customer, ...purchase }) => ({
          ...purchase,
          reference: `${file}:${line}`,
          customerReference: customer,
        })),
        idempotencyKey: `${file}:${lines}`,
      })
      done += purchases.length
      onProgress({ done, already: done - imported })
    }
  } finally {
    stop()
  }
  return { done, already: done - imported }
}
