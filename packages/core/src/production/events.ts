/** What happens in production. Events carry ids, counts and amounts. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

interface OfLine {
  orderId: string
  lineId: string
}
const ofLine = { orderId: z.string(), lineId: z.string() }

export interface RoundChanged extends OfLine {
  roundId: string
  /** `retouching` or `design`. */
  kind: string
  number: number
  /** What it is now: `working`, `submitted`, `passed`, `sentBack` or `withdrawn`. */
  state: string
  staffId: string | null
  quantity: number
}

export const roundChanged: EventKind<'production.roundChanged', RoundChanged> = defineEvent({
  name: 'production.roundChanged',
  version: 1,
  schema: z.strictObject({
    ...ofLine,
    roundId: z.string(),
    kind: z.string(),
    number: z.int(),
    state: z.string(),
    staffId: z.string().nullable(),
    quantity: z.int(),
  }),
})

export interface ProofChanged extends OfLine {
  proofId: string
  customerId: string
  proofVersion: number
  /** `waiting`, `approved`, `changes` or `ended`. */
  state: string
}

/** A proof was sent or answered, or its approval taken back: then it waits again. */
export const proofChanged: EventKind<'production.proofChanged', ProofChanged> = defineEvent({
  name: 'production.proofChanged',
  version: 1,
  schema: z.strictObject({
    ...ofLine,
    proofId: z.string(),
    customerId: z.string(),
    proofVersion: z.int(),
    state: z.string(),
  }),
})

export interface ParcelChanged {
  parcelId: string
  supplierId: string
  /** Pieces that are at the lab, and those that are back and not inspected. */
  out: number
  back: number
  /** The lines that something happened to. */
  lineIds: string[]
  /** `sent`, `received`, `inspected`, or `withdrawn` with lines that were cancelled. */
  change: string
}

export const parcelChanged: EventKind<'production.parcelChanged', ParcelChanged> = defineEvent({
  name: 'production.parcelChanged',
  version: 1,
  schema: z.strictObject({
    parcelId: z.string(),
    supplierId: z.string(),
    out: z.int(),
    back: z.int(),
    lineIds: z.array(z.string()),
    change: z.string(),
  }),
})

export interface LineRushed extends OfLine {
  rushId: string
  /** Null where it is no rush any longer. */
  level: string | null
  due: string | null
}

export const lineRushed: EventKind<'production.lineRushed', LineRushed> = defineEvent({
  name: 'production.lineRushed',
  version: 1,
  schema: z.strictObject({ ...ofLine, rushId: z.string(), level: z.string().nullable(), due: z.string().nullable() }),
})
