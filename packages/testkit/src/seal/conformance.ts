/** Whether tampering is noticed on a store: plain async functions, for any test runner or none. */
import type { Table } from '@calotype/core'
import type { ConformanceSuite } from '../storage/conformance.ts'
import { failureOf } from '../storage/failure.ts'
import { within } from '../storage/waiting.ts'
import { Target } from './attacker.ts'
import { beginnings } from './beginnings.ts'
import { sealRules } from './rules.ts'
import type { SealedStore } from './sealed-store.ts'

export interface SealConformanceOptions {
  /** A fresh, empty store: for one case, or for all of them where it can be copied. */
  newStore(): Promise<SealedStore>
  /** How long a case may run before it counts as hung: 120,000 ms unless told. */
  readonly deadlineMs?: number
}

const mend = 'A row must be read back just as it was written, or else as something that is not what was written.'

/**
 * Builds the suite: books with everything in them that is sealed, edited, cut and forged in every field of every table
 * behind the engine's back. The fields are those that the tables declare, so that none is forgotten.
 *
 * @example
 * for (const { name, run } of sealConformance({ newStore }).cases) it(name, run)
 */
export function sealConformance(options: SealConformanceOptions): ConformanceSuite {
  const begin = beginnings(options.newStore)
  const attacked = async (run: (typeof sealRules)[number]['run']): Promise<void> => {
    const { store, books } = await begin()
    const sql = await store.attack()
    try {
      const target = async (table: Table): Promise<Target> => {
        await sql.disarm(table.name)
        return new Target(sql, table)
      }
      await run({ books, sql, target })
    } finally {
      await sql.close()
      await books.engine.close()
      await store.remove()
    }
  }
  return {
    cases: sealRules.map(({ name, run }) => ({
      name: `the seal: ${name}`,
      group: 'the seal',
      run: async () => {
        try {
          await within('the case', options.deadlineMs ?? 120_000, attacked(run))
        } catch (error) {
          throw failureOf(`the seal: ${name}`, mend, error)
        }
      },
    })),
  }
}
