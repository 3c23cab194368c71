/** Which slips an actor sees: those of orders within reach, and those of goods that a branch within reach handed over. */
import type { Filter } from '../storage/filter.ts'
import type { Scope } from '../storage/scope.ts'
import type { PickupRow } from './pickup-tables.ts'

/** Nothing to ask where no role limits the actor. */
export function pickupsInReach({ branches }: Scope): Filter<PickupRow> {
  if (branches === 'all') return {}
  return { anyOf: [{ orderBranch: { in: branches } }, { branch: { in: branches } }] }
}
