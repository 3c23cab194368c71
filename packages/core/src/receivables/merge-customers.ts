/** What becomes of a case of collection where two customers are one person. */
import { customerReferences, customersMerging, customersUnmerging } from '../customers/index.ts'
import { on } from '../engine/hook.ts'
import { entry } from '../engine/registry.ts'
import type { NewRowOf } from '../storage/table.ts'
import type { Json } from '../values/json.ts'
import { receivablesCases, receivablesPromises } from './tables.ts'

type Case = NewRowOf<typeof receivablesCases>

interface Note {
  readonly survivor: Case | null
  readonly merged: Case
}

/** The last contact of the two, and the earlier of the next calls: nobody who is to be called is forgotten. Pure. */
export function joinedCase(one: Case, other: Case): Omit<Case, 'customerId'> {
  const { branch, lastContactAt, lastOutcome } = other.lastContactAt > one.lastContactAt ? other : one
  const [nextCallOn = null] = [one.nextCallOn, other.nextCallOn].filter((day) => typeof day === 'string').sort()
  return { branch, lastContactAt, lastOutcome, nextCallOn }
}

const joinCases = on(customersMerging, async ({ store }, { survivorId, mergedId, notes }) => {
  const merged = await store.getForUpdate(receivablesCases, mergedId)
  if (merged === undefined) return
  const survivor = await store.getForUpdate(receivablesCases, survivorId)
  notes.receivables = {
    survivor: survivor === undefined ? null : caseOf(survivor),
    merged: caseOf(merged),
  } as unknown as Json
  await store.deleteWhere(receivablesCases, { customerId: mergedId })
  if (survivor === undefined) store.insert(receivablesCases, { ...caseOf(merged), customerId: survivorId })
  else await store.update(receivablesCases, survivor, joinedCase(survivor, merged))
})

const partCases = on(customersUnmerging, async ({ store }, { survivorId, mergedId, notes }) => {
  if (notes.receivables === undefined) return
  const { survivor, merged } = notes.receivables as unknown as Note
  await store.deleteWhere(receivablesCases, { customerId: { in: [survivorId, mergedId] } })
  store.insertAll(receivablesCases, survivor === null ? [merged] : [survivor, merged])
})

const caseOf = ({ customerId, branch, lastContactAt, lastOutcome, nextCallOn }: Case): Case => ({
  customerId,
  branch,
  lastContactAt,
  lastOutcome,
  nextCallOn,
})

export const mergeHooks = [joinCases, partCases]

/** Promises name no subject; they move all the same. */
export const receivableReferences = [
  entry(customerReferences, { table: receivablesPromises, column: 'customerId', onMerge: 'moves' }),
]
