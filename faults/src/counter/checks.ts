/** What must hold of a studio's books at any moment: after a storm, a kill, or nothing at all. */
import type { openCounter } from './studio.ts'

type Owner = Awaited<ReturnType<typeof openCounter>>['owner']

/** In words; nothing if all is well. Seals first what waits for the background work. */
export async function counterViolations(owner: Owner): Promise<readonly string[]> {
  const violations: string[] = []
  for (const { currency, debit, credit } of (await owner.ledger.trialBalance({})).totals) {
    if (debit !== credit) violations.push(`debits are ${debit} and credits ${credit} ${currency}`)
  }
  for (const [account, { rows, account: balance }] of Object.entries(await owner.sales.controls({}))) {
    if (rows !== balance) violations.push(`${account} is ${balance}, but its rows come to ${rows}`)
  }
  for (let cursor: string | null | undefined; cursor !== null; ) {
    cursor = (await owner.ledger.seal(cursor === undefined ? {} : { cursor })).next
  }
  const { intact, unsealed, fault } = await owner.ledger.verify({})
  if (!intact) violations.push(`the chain is broken: ${JSON.stringify(fault)}`)
  if (unsealed !== null && unsealed.count > 0) violations.push(`${unsealed.count} entries have no seal`)
  return violations
}
