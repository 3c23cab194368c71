/** Stored value that goes back goes to whose it was, whoever has the order by now. */
import type { CommandContext } from '../engine/context.ts'
import type { Line } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import type { PlannedPayout } from './pay-out.ts'
import type { PostedEntry } from './post-entry.ts'
import { moveStoredValue } from './stored-value.ts'

const valueAccounts: readonly string[] = [accounts.storedValue, accounts.storedValueGiven]

/** The lines, those of stored value in the name of who paid the receipt that they give back. Pure. */
export function toOwners(
  lines: readonly Line[],
  payouts: readonly PlannedPayout[],
  receipts: readonly Pick<PostedEntry, 'id' | 'customerId'>[],
): readonly Line[] {
  const payer = new Map(receipts.map(({ id, customerId }) => [id, customerId]))
  const owner = new Map(payouts.map(({ leg, receiptId }) => [leg, payer.get(receiptId)]))
  return lines.map((line) => {
    if (!valueAccounts.includes(line.account)) return line
    const customerId = owner.get(line.leg ?? 0)
    return customerId === undefined ? line : { ...line, customerId }
  })
}

/**
 * Brings the stored value of all whom lines name, or else of `customerId`, to where the lines put it, in the order of their ids.
 *
 * @throws STORED_VALUE_TOO_LOW, STORED_VALUE_NEEDS_CUSTOMER
 */
export async function moveStoredValueOf(
  context: CommandContext,
  customerId: string | null,
  lines: readonly Line[],
): Promise<void> {
  const owned = new Map<string | null, Line[]>()
  for (const line of lines) {
    if (!valueAccounts.includes(line.account)) continue
    const owner = line.customerId ?? customerId
    owned.set(owner, [...(owned.get(owner) ?? []), line])
  }
  const sorted = [...owned].sort(([one], [other]) => ((one ?? '') < (other ?? '') ? -1 : 1))
  for (const [owner, own] of sorted) await moveStoredValue(context, owner, own)
}
