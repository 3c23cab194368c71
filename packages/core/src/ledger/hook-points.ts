/** Where other plugins take part in the ledger. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Money } from '../values/money.ts'
import type { Line } from './balanced-entry.ts'
import type { TenderedLeg } from './tender.ts'

export interface TakingPayment {
  readonly orderId: string
  readonly customerId: string | null
  readonly purpose: string | null
  readonly till: string
  readonly legs: readonly TenderedLeg[]
  readonly amount: Money
  /** What is due before this payment. */
  readonly due: Money
}

/** Before a payment is written, with its order locked. May veto. */
export const takingPayment: HookPoint<TakingPayment> = defineHookPoint<TakingPayment>('ledger.takingPayment')

export interface Posting {
  readonly kind: string
  readonly branch: string
  readonly businessDate: string
  readonly at: string
  readonly orderId: string | null
  readonly lines: readonly Line[]
}

/** The one gate that every entry passes, whoever posts it. May veto: this is where a closed period refuses. */
export const posting: HookPoint<Posting> = defineHookPoint<Posting>('ledger.posting')
