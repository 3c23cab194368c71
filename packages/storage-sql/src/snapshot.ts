/** Reads of one moment, begun at the first of them. */
import { SqlReads } from './reads.ts'
import { PooledSession } from './session.ts'
import type { Store } from './store.ts'

export class SqlSnapshot extends SqlReads<PooledSession> {
  constructor(store: Store, signal: AbortSignal | undefined) {
    super(new PooledSession(store, 'snapshot', store.dialect.begin.snapshot, signal))
  }

  /** Ends it and gives the connection back; nothing was written, so nobody waits for the answer where none is needed. */
  async finish(): Promise<void> {
    const { session } = this
    session.end()
    const held = await session.settled()
    if (held === undefined) return
    await session.cancelled()
    const ended = session.send(held, undefined, session.store.dialect.rollback, [])
    if (held.pipelines && !session.broken) {
      ended.catch(() => undefined)
    } else {
      await ended.catch(() => session.break())
    }
    session.release()
  }
}
