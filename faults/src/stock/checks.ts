/** What must hold of a stockroom at any moment: after a storm, a kill, or nothing at all. */
import { balanceViolations, chainViolations } from '../check/ledger.ts'
import { branches } from '../studio/two-branches.ts'
import type { Mark } from './marks.ts'
import type { StockDesk, Stockroom } from './studio.ts'

export interface Standing {
  /** What must stand. */
  readonly marks?: readonly Mark[]
  /** Whether that is all that was ever done. */
  readonly nothingElse?: boolean
}

/** In words; nothing if all is well, and all marks stand. Seals first what waits for the background work. */
export async function stockViolations(
  { desk, owner }: Pick<Stockroom, 'desk' | 'owner'>,
  { marks = [], nothingElse = false }: Standing = {},
): Promise<readonly string[]> {
  const violations: string[] = [
    ...(await owner.stockcheck.rules({ marks: [...marks], nothingElse })),
    ...(await balanceViolations(owner.ledger)),
  ]
  for (const branch of branches) {
    const found = [
      ...(await rebuildViolations(owner, branch)),
      ...(await chainViolations(desk(branch, 'owner').ledger)),
    ]
    violations.push(...found.map((one) => `in ${branch}: ${one}`))
  }
  return violations
}

async function rebuildViolations(owner: StockDesk, branch: string): Promise<readonly string[]> {
  const { differing, accounts } = await owner.inventory.verify({ branch })
  return [
    ...differing.map((one) => `not what a rebuild gives: ${JSON.stringify(one)}`),
    ...accounts.map((one) => `not what the books say: ${JSON.stringify(one)}`),
  ]
}
