/** What must hold of a studio's books at any moment: after a storm, a kill, or nothing at all. */
import { balanceViolations, chainViolations } from '../check/ledger.ts'
import type { openCounter } from './studio.ts'

type Owner = Awaited<ReturnType<typeof openCounter>>['owner']

/** In words; nothing if all is well. Seals first what waits for the background work. */
export async function counterViolations(owner: Owner): Promise<readonly string[]> {
  const violations: string[] = [...(await balanceViolations(owner.ledger))]
  for (const [account, { rows, account: balance }] of Object.entries(await owner.sales.controls({}))) {
    if (rows !== balance) violations.push(`${account} is ${balance}, but its rows come to ${rows}`)
  }
  return [...violations, ...(await chainViolations(owner.ledger))]
}
