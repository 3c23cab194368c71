/** Beginning a transaction, with patience for other processes and for a host's own transaction on the same connection. */
import type { Connection } from './connection.ts'
import { isBusy } from './driver-error.ts'
import type { Wait } from './waiting.ts'

export type Beginning = 'begin' | 'begin immediate'

/** Answers at once where nobody is in the way. */
export function begin(connection: Connection, how: Beginning, wait: Wait): undefined | Promise<void> {
  const hindrance = tryBegin(connection, how)
  return hindrance === undefined ? undefined : beginLater(connection, how, wait, hindrance)
}

async function beginLater(connection: Connection, how: Beginning, wait: Wait, first: unknown): Promise<void> {
  for (let hindrance: unknown = first; hindrance !== undefined; hindrance = tryBegin(connection, how)) {
    await wait.again(hindrance)
  }
}

/** What is in the way; undefined once it has begun. */
function tryBegin(connection: Connection, how: Beginning): unknown {
  if (connection.inTransaction) return new Error('the host holds a transaction open on this connection')
  try {
    connection.runWithoutWaiting(how)
    return undefined
  } catch (error) {
    if (isBusy(error)) return error
    throw error
  }
}
