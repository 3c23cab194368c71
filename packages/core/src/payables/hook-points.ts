/** Where other plugins take part in the payables. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'

export interface VoidingPayable {
  readonly documentId: string
  /** bill, creditNote or advance. */
  readonly kind: string
  readonly supplierId: string
}

/** Before a document is voided, with its row locked. Who booked something of its own with it takes that back, or vetoes. */
export const voidingPayable: HookPoint<VoidingPayable> = defineHookPoint<VoidingPayable>('payables.voiding')
