import { StorageFailed } from '../errors.ts'

/** How this adapter calls itself in messages. */
export const storeName = 'memory'

/** A statement that no store could carry out. */
export function refused(reason: string): Error {
  return StorageFailed.create({ store: storeName, reason })
}
