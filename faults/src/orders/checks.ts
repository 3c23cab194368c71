/** What must hold of a shop at any moment: after a storm, a kill, or nothing at all. */
import { balanceViolations, chainViolations } from '../check/ledger.ts'
import { branches } from '../studio/two-branches.ts'
import type { Mark } from './marks.ts'
import type { Shop } from './studio.ts'

export interface Standing {
  /** What must stand. */
  readonly marks?: readonly Mark[]
  /** Whether that is all that was ever done. */
  readonly nothingElse?: boolean
}

/** In words; nothing if all is well, and all marks stand. Seals first what waits for the background work. */
export async function orderViolations(
  { main, desk }: Pick<Shop, 'main' | 'desk'>,
  { marks = [], nothingElse = false }: Standing = {},
): Promise<readonly string[]> {
  const violations: string[] = [
    ...(await main.ordercheck.rules({ marks: [...marks], nothingElse })),
    ...(await balanceViolations(main.ledger)),
  ]
  for (const branch of branches) {
    violations.push(...(await chainViolations(desk(branch).ledger)).map((one) => `in ${branch}: ${one}`))
  }
  return violations
}
