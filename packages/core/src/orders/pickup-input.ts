/** A handover as callers ask for it. */
import { z } from 'zod'
import { approverInput, expectedRevision, idText, mostLines } from './line-input.ts'
import { paymentInput } from './payment-input.ts'

const handedLine = z.strictObject({
  lineId: idText,
  /** How many whole pieces of the line; all of it unless told. The rest stays where it is. */
  quantity: z.union([z.string().min(1).max(20), z.int()]).optional(),
  /** What is wrong with it and was accepted. Never personal data. */
  flaws: z.string().trim().min(1).max(500).optional(),
})

export type HandedLine = z.output<typeof handedLine>

/** Who received it: kept apart from the slip, and blanked when the customer is erased. */
const receiver = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** What they are to the customer: `mother`, `friend`, a word of the studio's own. */
  relation: z.string().trim().min(1).max(60).optional(),
  phone: z.string().trim().min(1).max(40).optional(),
})

const signature = z.strictObject({
  /** `signature`, `onScreen`, `code`, or a word of the studio's own. */
  method: z.string().trim().min(1).max(40),
  /** The words that were shown. Never personal data. */
  text: z.string().trim().min(1).max(2000).optional(),
  /** Where the host keeps it. */
  reference: z.string().min(1).max(500).optional(),
  /** SHA-256 of what the host keeps, in hexadecimal. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal')
    .optional(),
})

const handedLines = z
  .array(z.union([idText, handedLine]))
  .min(1)
  .max(mostLines)

/** What is said of each line, however it was named. */
export const saidOf = (line: z.output<typeof handedLines>[number]): HandedLine =>
  typeof line === 'string' ? { lineId: line } : line

export const pickupInput = z.strictObject({
  orderId: idText,
  /** Ids of lines, or lines with what is to be said of them; all that were not picked up yet unless told. */
  lines: handedLines
    .refine(
      (lines) => new Set(lines.map((one) => saidOf(one).lineId)).size === lines.length,
      'must name each line once',
    )
    .optional(),
  /** Somebody on behalf of the customer; the customer unless told. */
  receiver: receiver.optional(),
  signature: signature.optional(),
  /** Taken in the same breath, before what is due is looked at; needs the permission `ledger.takePayment`. */
  payment: paymentInput.optional(),
  /** Hands over although more is due than the studio's rule allows; needs the permission `orders.pickUpWithArrears`, or somebody who approves. */
  arrearsAllowed: z.boolean().default(false),
  /** Why. Never personal data. */
  arrearsReason: z.string().trim().min(1).max(500).optional(),
  /** Who approves it, where the actor may not or the studio asks for a second person. */
  approver: approverInput,
  /** Of goods that have numbers, which are handed over: single units by their serials, or the lot. */
  goods: z
    .array(
      z.strictObject({
        lineId: idText,
        /** The code or id of an item of the inventory. */
        item: idText,
        serials: z.array(z.string().min(1).max(80)).min(1).max(200).optional(),
        lot: z.string().min(1).max(80).optional(),
      }),
    )
    .max(200)
    .default([]),
  /** Hands over what its flow does not hand over yet; needs the permission `orders.pickUpUnfinished`. */
  unfinishedAllowed: z.boolean().default(false),
  revision: expectedRevision,
})

export type PickupWanted = z.output<typeof pickupInput>

export const takeBackInput = z.strictObject({
  pickupId: idText,
  /** Ids of lines of the slip; all that did not come back yet unless told. */
  lines: z.array(idText).min(1).max(mostLines).optional(),
  /** `mistake`: it was never handed over, and no work was done; `broughtBack`: the customer brought it back. */
  cause: z.enum(['mistake', 'broughtBack']),
  /** Never personal data. */
  reason: z.string().trim().min(1).max(500),
  revision: expectedRevision,
})
