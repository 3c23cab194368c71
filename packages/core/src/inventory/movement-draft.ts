/** What callers say of a movement, and get of it. */
import type { RowOf } from '../storage/table.ts'
import type { Instant } from '../values/instant.ts'
import type { Money } from '../values/money.ts'
import type { inventoryLines, LocationRow, MovementRow, StockItemRow } from './tables.ts'

export type MovementKind =
  /** Goods in: bought, found, opening stock. */
  | 'receipt'
  /** Out to an order: cost of what was sold. */
  | 'issue'
  /** A customer brings back what an issue took: at the cost of that issue. */
  | 'customerReturn'
  /** Back to whom it was bought from. */
  | 'supplierReturn'
  | 'transferOut'
  | 'transferIn'
  /** From one location of the branch to another: no value. */
  | 'move'
  | 'adjustment'
  /** The difference that a stocktake found. */
  | 'count'
  | 'waste'
  | 'gift'
  /** Used up by work: a make-up session, test prints. */
  | 'consumption'
  /** Lines out are what it took; those in are what it made, and are worth what it took. */
  | 'production'
  /** What was received turns out to have cost more or less: lines of quantity zero. */
  | 'priceCorrection'

export interface MovementLineDraft {
  readonly itemId: string
  readonly locationId: string
  /** Their rows, where the caller has read them in this command: they are read otherwise. */
  readonly item?: StockItemRow | undefined
  readonly location?: LocationRow | undefined
  /** In the item's unit; above zero in, below zero out. */
  readonly quantity: number
  /** What comes in is worth, in all. Needed of receipts and price corrections; of other kinds it is computed. */
  readonly value?: Money | undefined
  readonly lotId?: string | undefined
  readonly serialId?: string | undefined
  /** The line that this takes back (customerReturn) or corrects (priceCorrection). */
  readonly of?: { readonly movementId: string; readonly line: number } | undefined
  /** The account against which this line is booked; that of the kind unless told. */
  readonly against?: string | undefined
  /** What this line is for, of a movement that is for several: that of the movement unless told. */
  readonly orderId?: string | undefined
  readonly orderLineId?: string | undefined
  readonly category?: string | undefined
  readonly shootType?: string | undefined
  /** Reservations that this line fulfils, with how much of each. */
  readonly fulfils?: readonly { readonly reservationId: string; readonly quantity: number }[] | undefined
}

export interface MovementDraft {
  readonly kind: MovementKind
  readonly lines: readonly MovementLineDraft[]
  /** When it happened; now unless told. Of the past it is dated back. */
  readonly at?: Instant | undefined
  /** The account against which it is booked; that of the kind unless told. */
  readonly against?: string | undefined
  /** Never personal data. */
  readonly reason?: string | undefined
  readonly reference?: string | undefined
  readonly orderId?: string | undefined
  readonly orderLineId?: string | undefined
  readonly customerId?: string | undefined
  readonly supplierId?: string | undefined
  readonly category?: string | undefined
  readonly shootType?: string | undefined
  readonly correctsId?: string | undefined
  readonly transferId?: string | undefined
  readonly approver?: string | undefined
  /** The stocktake that posts it, which may move what it has frozen. */
  readonly stocktakeId?: string | undefined
}

/** Keeps what was counted, where something is dated before the count: it comes with that, and takes it off again. */
export interface KeptCount {
  readonly stocktakeId: string
  /** The moment of the count or just before; where it takes a line back, the moment of that. */
  readonly at: Instant
  readonly reference?: string | undefined
  readonly lines: readonly KeptLine[]
}

export interface KeptLine {
  readonly itemId: string
  readonly locationId: string
  readonly lotId: string | null
  readonly serialId: string | null
  /** Above zero in, below zero out. */
  readonly quantity: number
  /**
   * The line of the stocktake that this takes back: the two count as one, and what is left of it is valued. As many units at most
   * as are left of it.
   */
  readonly of?: { readonly movementId: string; readonly line: number } | undefined
}

export interface KeptMovement {
  readonly count: KeptCount
  readonly movement: MovementRow
  readonly lines: readonly RowOf<typeof inventoryLines>[]
}

export interface PostedMovement {
  readonly movement: MovementRow
  readonly lines: readonly RowOf<typeof inventoryLines>[]
  /** What of earlier or later movements turned out to cost, because this one was dated back. */
  readonly corrections: number
  /** What came with it, since it is dated before a count. */
  readonly kept: readonly KeptMovement[]
}
