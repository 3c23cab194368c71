/** Where other plugins take part in the ledger. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Money } from '../values/money.ts'
import type { Line } from './balanced-entry.ts'
import type { TenderedLeg } from './tender.ts'

export interface TakingPayment {
  /** Null for a top-up of stored value. */
  readonly orderId: string | null
  readonly customerId: string | null
  readonly purpose: string | null
  readonly till: string
  readonly legs: readonly TenderedLeg[]
  readonly amount: Money
  /** What is due before this payment; of a top-up, its own amount. */
  readonly due: Money
}

/** Before a payment is written, with its order locked. May veto. */
export const takingPayment: HookPoint<TakingPayment> = defineHookPoint<TakingPayment>('ledger.takingPayment')

export interface Voiding {
  readonly receiptId: string
  readonly businessDate: string
  readonly branch: string
  readonly till: string | null
  /** The shift in which the receipt was written. */
  readonly shift: string | null
  readonly amount: Money
}

/** Before a receipt is voided. May veto: this is where a shift that was closed refuses. */
export const voiding: HookPoint<Voiding> = defineHookPoint<Voiding>('ledger.voiding')

export interface PayingOut {
  /** The entry by which money goes back. */
  readonly entryId: string
  readonly kind: string
  readonly orderId: string | null
  readonly reason: string | null
  readonly payouts: readonly {
    /** The receipt and its leg that are given back. */
    readonly receiptId: string
    readonly ofLeg: number
    /** The method by which the money came. */
    readonly cameBy: string
    /** The method by which it goes. */
    readonly method: string
    readonly amount: Money
  }[]
}

/**
 * After the entry of money that goes back was posted, in its command: who took the money for the studio sends it back from
 * here. May veto. Not where the caller says that it is on its way already.
 */
export const payingOut: HookPoint<PayingOut> = defineHookPoint<PayingOut>('ledger.payingOut')

export interface ChoosingTill {
  /** The till that the caller named. */
  readonly named: string | undefined
  /** Whether cash may move; where it is not known yet, it may. */
  readonly cash: boolean
  /** The till at which money comes or goes; a hook may choose another where none was named. */
  till: string
  /**
   * The cashier's session. A hook sets null where there is none to look for; left undefined, it is found when the entry is
   * posted.
   */
  shift: string | null | undefined
}

/**
 * Before money comes or goes at the counter, since its accounts follow from the till, and before anything else is locked: who
 * locks tills here locks them in one order with everybody. Not for history.
 */
export const choosingTill: HookPoint<ChoosingTill> = defineHookPoint<ChoosingTill>('ledger.choosingTill')

export interface Posting {
  readonly kind: string
  readonly branch: string
  readonly businessDate: string
  readonly at: string
  readonly orderId: string | null
  readonly lines: readonly Line[]
  /** A hook may set it: the till that the entry names. */
  till: string | null
  /** A hook may set it: the shift to which the entry belongs. Null says that there is none to look for. */
  shift: string | null | undefined
}

/** The one gate that every entry passes, whoever posts it. May veto: this is where a closed period refuses. */
export const posting: HookPoint<Posting> = defineHookPoint<Posting>('ledger.posting')
