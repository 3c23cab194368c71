/** All checks of a store on which the work has ended. */
import { setTimeout as pause } from 'node:timers/promises'
import { adapterOf, readerOf } from '../stores/open.ts'
import type { Place } from '../stores/place.ts'
import type { Reader } from '../stores/reader.ts'
import type { Known } from '../studio/journal.ts'
import { deskOf, openStudio, type StudioEngine } from '../studio/open-studio.ts'
import { bookViolations } from './books.ts'
import { commandViolations } from './commands.ts'
import { handledViolations } from './handled.ts'

/** Longer than the second try of what failed once waits. */
const patienceMs = 8_000

/** What stands must be whole and what was acknowledged must stand: true at every moment, also right after a crash. */
export async function checkMoment(place: Place, known: ReadonlyMap<string, Known>): Promise<readonly string[]> {
  const reader = await readerOf(place)
  try {
    return [...(await bookViolations(reader)), ...(await commandViolations(known, reader))]
  } finally {
    await reader.close()
  }
}

/**
 * The same, and that all that was to follow has followed. Opens an engine of its own and lets it catch up; `leaseMs` is how
 * long a killed process may keep what it took.
 */
export async function checkEnd(
  place: Place,
  known: ReadonlyMap<string, Known>,
  leaseMs: number,
): Promise<readonly string[]> {
  const engine = await openStudio({ storage: await adapterOf(place), witness: { owner: 'checker' } })
  const reader = await readerOf(place)
  try {
    const unhandled = await settled(engine, reader, leaseMs + patienceMs)
    return [...(await checkMoment(place, known)), ...unhandled, ...(await engineViolations(engine))]
  } finally {
    await reader.close()
    await engine.close()
  }
}

/** Lets the engine work until everything is handled. */
async function settled(engine: StudioEngine, reader: Reader, patience: number): Promise<readonly string[]> {
  const deadline = performance.now() + patience
  for (;;) {
    await engine.settle()
    const violations = await handledViolations(reader)
    if (violations.length === 0 || performance.now() > deadline) return violations
    await pause(100)
  }
}

/** What the engine itself says. */
async function engineViolations(engine: StudioEngine): Promise<readonly string[]> {
  const violations: string[] = []
  const health = await engine.health()
  if (!health.ok || health.deadLetters > 0 || health.failingSubscribers.length > 0 || health.jobsDue > 0) {
    violations.push(`the engine is not well: ${JSON.stringify(health)}`)
  }
  for (const { currency, debit, credit } of (await deskOf(engine, 'check').ledger.trialBalance({})).totals) {
    if (debit !== credit)
      violations.push(`the trial balance has debits of ${debit} and credits of ${credit} ${currency}`)
  }
  return violations
}
