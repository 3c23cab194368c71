/** What must hold of a studio's books at any moment: after a storm, a kill, or nothing at all. */
import type { openCounter } from './studio.ts'

type Studio = Pick<Awaited<ReturnType<typeof openCounter>>, 'engine' | 'owner'>

/** In words; nothing if all is well. Lets the background work be done first, so that everything is sealed. */
export async function counterViolations({ engine, owner }: Studio): Promise<readonly string[]> {
  const violations: string[] = []
  for (const { currency, debit, credit } of (await owner.ledger.trialBalance({})).totals) {
    if (debit !== credit) violations.push(`debits are ${debit} and credits ${credit} ${currency}`)
  }
  for (const [account, { rows, account: balance }] of Object.entries(await owner.sales.controls({}))) {
    if (rows !== balance) violations.push(`${account} is ${balance}, but its rows come to ${rows}`)
  }
  await engine.settle()
  const { intact, unsealed, fault } = await owner.ledger.verify({})
  if (!intact) violations.push(`the chain is broken: ${JSON.stringify(fault)}`)
  if (unsealed !== null && unsealed.count > 0) violations.push(`${unsealed.count} entries have no seal`)
  return violations
}
