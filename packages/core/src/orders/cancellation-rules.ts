/** By which rules the cancellation of an order is worked out: those that its customer agreed to. Pure. */
import type { CancellationPolicy } from '../ledger/index.ts'
import { canonicalJson, type Json } from '../values/json.ts'
import type { StageCharge } from './settings.ts'
import type { OrderRow } from './tables.ts'

/** What a cancellation keeps of the deposits, and what work costs; all in whole percent. */
export interface CancellationRules extends CancellationPolicy {
  readonly charges: readonly StageCharge[]
  /** Whether a charge beyond what was paid is claimed. */
  readonly claimBeyondPaid: boolean
}

/** Where rules come from: a contract that the customer signed, the day on which the order was placed, or today's settings. */
export const ruleSources = ['contract', 'order', 'settings'] as const

export interface AgreedRules {
  readonly by: (typeof ruleSources)[number]
  /** Several where orders became one that agreed to different ones: the rules that keep least count. */
  readonly rules: readonly [CancellationRules, ...CancellationRules[]]
}

type Agreeing = Pick<OrderRow, 'rulesPlaced' | 'rulesSigned'>

/** What the customer agreed to; undefined of an order that came without it, such as an imported one. */
export function agreedRules({ rulesPlaced, rulesSigned }: Agreeing): AgreedRules | undefined {
  if (rulesSigned !== null) return { by: 'contract', rules: readRules(rulesSigned) }
  return rulesPlaced === null ? undefined : { by: 'order', rules: readRules(rulesPlaced) }
}

/**
 * What two orders agreed to that become one. A contract of either was signed, and stays so; what they were placed with counts again
 * where it is declared void.
 */
export function joinedRules(survivor: Agreeing, merged: Agreeing): Partial<Agreeing> {
  const [one, other] = [agreedRules(survivor), agreedRules(merged)]
  if (other === undefined) return {}
  const isSigned = one?.by === 'contract' || other.by === 'contract'
  return {
    ...(isSigned ? { rulesSigned: joined(one?.rules, other.rules) } : {}),
    ...(merged.rulesPlaced === null ? {} : { rulesPlaced: joined(placedRules(survivor), placedRules(merged)) }),
  }
}

const placedRules = ({ rulesPlaced }: Agreeing) => (rulesPlaced === null ? undefined : readRules(rulesPlaced))

/** Each told once. */
function joined(...all: readonly (readonly CancellationRules[] | undefined)[]): Json {
  const distinct = new Map(all.flatMap((rules = []) => rules.map((one) => [canonicalJson(one), one])))
  return storedRules([...distinct.values()])
}

export const storedRules = (rules: readonly CancellationRules[]): Json => rules as unknown as Json

const readRules = (stored: Json): AgreedRules['rules'] => stored as unknown as AgreedRules['rules']
