/** Waits for what the workload does. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Rush } from './rush.ts'

const longestMs = 60_000

/** Resolves at the next acknowledgement. @throws where none comes within a minute */
export async function nextAcknowledgement(rush: Rush): Promise<void> {
  const before = rush.acknowledged
  await until(() => rush.acknowledged > before, 'acknowledge a command')
}

/** Looks every few milliseconds. @throws where it does not come within a minute */
export async function until(holds: () => boolean, what: string, everyMs = 5): Promise<void> {
  const deadline = performance.now() + longestMs
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Nobody came to ${what} within ${longestMs / 1000} s.`)
    await pause(everyMs)
  }
}
