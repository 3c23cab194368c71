/** At which till money comes or goes. For this room, and for rooms above that post money of their own. */
import type { CommandContext } from '../engine/context.ts'
import { type ChoosingTill, choosingTill } from './hook-points.ts'
import { type PaymentMethod, paymentMethods } from './payment-method.ts'
import type { Backdating } from './post-entry.ts'
import type { PaymentLeg } from './tender.ts'

export interface TillWish extends Backdating {
  readonly till?: string | undefined
  readonly shift?: string | null | undefined
  /** Legs that are known already: where no cash can move by them, no drawer is looked for. */
  readonly legs?: readonly PaymentLeg[] | undefined
}

export interface ChosenTill {
  readonly till: string
  /** Null: there is none to look for. Undefined: it is found when the entry is posted. */
  readonly shift: string | null | undefined
}

/**
 * The till, and the shift if it is known: what was named, or what a hook chooses, or the branch's own. History is nobody's
 * choice, so that an import costs nothing here. Call it before anything is locked: tills come first of all locks.
 *
 * @throws VETOED
 */
export async function chooseTill(context: CommandContext, wish: TillWish): Promise<ChosenTill> {
  const cash = wish.legs === undefined || movesCash(context.entries(paymentMethods), wish.legs)
  const choice: ChoosingTill = { named: wish.till, till: wish.till ?? context.branch, shift: wish.shift, cash }
  const history = wish.at !== undefined || wish.businessDate !== undefined
  if (!history) await context.raise(choosingTill, choice)
  return { till: choice.till, shift: choice.shift }
}

function movesCash(methods: readonly PaymentMethod[], legs: readonly PaymentLeg[]): boolean {
  const cash = new Set(methods.filter((method) => method.cash).map((method) => method.code))
  return legs.some((leg) => cash.has(leg.method) || leg.changeInCash === true)
}
