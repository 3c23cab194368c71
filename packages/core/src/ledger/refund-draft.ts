/** What a refund is made of: of an order's receipt, or of a top-up. */
import type { Money } from '../values/money.ts'
import type { SentBy } from './pay-out.ts'
import type { Backdating } from './post-entry.ts'
import type { RefundLeg } from './refund-plan.ts'

export interface RefundDraft extends Backdating {
  readonly receiptId: string
  /** How much of which leg, in the studio's currency or in the leg's; or one amount, taken from the legs in their order. */
  readonly of: readonly Omit<RefundLeg, 'receiptId'>[] | Money
  readonly reason: string
  /** Another way than the money came: needs the permission ledger.refundByOtherMethod. */
  readonly method?: string | undefined
  /** True: what foreign money had paid goes back in the studio's currency. */
  readonly inStudioCurrency?: boolean | undefined
  /** Who sends the money back, where that is not left to those who took it. */
  readonly sentBy?: SentBy | undefined
  readonly till?: string | undefined
  readonly shift?: string | undefined
}
