/** What becomes of money where two customers are one person: what was owed to either is owed to both as one. Entries stay as they are. */
import { customerReferences, customersMerging, customersUnmerging } from '../customers/index.ts'
import { on } from '../engine/hook.ts'
import { entry } from '../engine/registry.ts'
import { ledgerStoredValues } from './counter-tables.ts'
import { lockStoredValue } from './stored-value.ts'
import { ledgerCommitments } from './tables.ts'

/** What the merge added to the survivor, in minor units; and whose rows led to the merged customer before. */
interface Note {
  readonly balance: string
  readonly given: string
  readonly followers: readonly string[]
}

const joinStoredValues = on(customersMerging, async (context, { survivorId, mergedId, notes }) => {
  const { store } = context
  const merged = await lockStoredValue(context, mergedId)
  const survivor = await lockStoredValue(context, survivorId)
  const { balance, given } = merged
  const followers = await store.findForUpdate(ledgerStoredValues, {
    where: { mergedIntoId: mergedId },
    orderBy: ['customerId'],
    limit: 'all',
  })
  for (const row of followers) await store.update(ledgerStoredValues, row, { mergedIntoId: survivorId })
  await store.update(ledgerStoredValues, survivor, {
    balance: survivor.balance + balance,
    given: survivor.given + given,
  })
  // Receipts of the merged customer are facts and still name them: who refunds one finds the way from here.
  await store.update(ledgerStoredValues, merged, { balance: 0n, given: 0n, mergedIntoId: survivorId })
  const ids = followers.map(({ customerId }) => customerId)
  notes.ledger = { balance: balance.toString(), given: given.toString(), followers: ids }
})

const partStoredValues = on(customersUnmerging, async (context, { survivorId, mergedId, notes }) => {
  const { store } = context
  const { balance, given, followers } = notes.ledger as unknown as Note
  const [paid, bonus] = [BigInt(balance), BigInt(given)]
  await lockStoredValue(context, mergedId)
  const merged = await store.get(ledgerStoredValues, mergedId)
  const survivor = await lockStoredValue(context, survivorId)
  if (merged === undefined) return
  await store.update(ledgerStoredValues, survivor, { balance: survivor.balance - paid, given: survivor.given - bonus })
  await store.update(ledgerStoredValues, merged, { balance: paid, given: bonus, mergedIntoId: null })
  if (followers.length > 0) {
    await store.updateWhere(ledgerStoredValues, { customerId: { in: followers } }, { mergedIntoId: mergedId })
  }
})

export const mergeHooks = [joinStoredValues, partStoredValues]

/** A commitment has no subject, since a debt outlives the erasure of the debtor; it moves all the same. */
export const ledgerReferences = [
  entry(customerReferences, { table: ledgerCommitments, column: 'customerId', onMerge: 'moves' }),
]
