/** What happens at the tills. Amounts are decimal strings in `currency`. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface TillShiftOpened {
  shiftId: string
  till: string
  cashier: string
  currency: string
  float: string
  /** Foreign cash in the drawer. */
  foreign: { currency: string; float: string }[]
}

export const shiftOpened: EventKind<'tills.shiftOpened', TillShiftOpened> = defineEvent({
  name: 'tills.shiftOpened',
  version: 1,
  schema: z.strictObject({
    shiftId: text,
    till: text,
    cashier: text,
    currency: text,
    float: text,
    foreign: z.array(z.strictObject({ currency: text, float: text })),
  }),
})

export interface TillShiftClosed {
  shiftId: string
  till: string
  cashier: string
  number: string
  currency: string
  expected: string
  counted: string
  /** counted − expected. */
  difference: string
  /** Foreign cash; null where nobody counted it. */
  foreign: { currency: string; expected: string; counted: string | null; difference: string | null }[]
}

export const shiftClosed: EventKind<'tills.shiftClosed', TillShiftClosed> = defineEvent({
  name: 'tills.shiftClosed',
  version: 1,
  schema: z.strictObject({
    shiftId: text,
    till: text,
    cashier: text,
    number: text,
    currency: text,
    expected: text,
    counted: text,
    difference: text,
    foreign: z.array(
      z.strictObject({ currency: text, expected: text, counted: text.nullable(), difference: text.nullable() }),
    ),
  }),
})

export interface ReceiptReviewed {
  receiptId: string
  /** approved or rejected. */
  decision: string
  correctionId: string | null
}

export const receiptReviewed: EventKind<'tills.receiptReviewed', ReceiptReviewed> = defineEvent({
  name: 'tills.receiptReviewed',
  version: 1,
  schema: z.strictObject({ receiptId: text, decision: text, correctionId: text.nullable() }),
})

export interface TillDayWasClosed {
  closeId: string
  date: string
  number: string
  supersedesId: string | null
}

export const dayClosed: EventKind<'tills.dayClosed', TillDayWasClosed> = defineEvent({
  name: 'tills.dayClosed',
  version: 1,
  schema: z.strictObject({ closeId: text, date: text, number: text, supersedesId: text.nullable() }),
})

export interface TillDayReopened {
  date: string
  closeId: string
}

export const dayReopened: EventKind<'tills.dayReopened', TillDayReopened> = defineEvent({
  name: 'tills.dayReopened',
  version: 1,
  schema: z.strictObject({ date: text, closeId: text }),
})

export const tillEvents = [shiftOpened, shiftClosed, receiptReviewed, dayClosed, dayReopened] as const
