/** How long the engine waits for a plugin's own work, and how it lets others have their turn. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { defineError } from '../values/calotype-error.ts'

export const HandlerTooSlow = defineError<{ name: string; ms: number }>({
  code: 'HANDLER_TOO_SLOW',
  status: 503,
  summary: 'A subscriber or job did not end within its lease.',
  message: ({ name, ms }) => `${name} did not end within ${ms} ms; what it wrote was undone.`,
  mend: 'Look for something that never answers, give calls to the outside a time-out of their own, or raise background.leaseMs.',
})

/** Waits for `work` as long as a lease lasts: nobody else may do it meanwhile, and nothing may hold up what comes after. */
export async function within<T>(ms: number, name: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(HandlerTooSlow.create({ name, ms })), ms)
  })
  // Who comes late is heard by nobody.
  work.catch(() => {})
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const longestTurnMs = 10

/**
 * Lets timers and requests of the host run after every few milliseconds of work: on a store that answers at once, a loop
 * of awaits would never leave the event loop to them.
 */
export class Turns {
  #since = performance.now()

  async rest(): Promise<void> {
    if (performance.now() - this.#since < longestTurnMs) return
    await nextTurn()
    this.#since = performance.now()
  }
}
