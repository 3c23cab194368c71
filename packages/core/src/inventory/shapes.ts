/** Members that inputs of several operations share. */
import { z } from 'zod'
import { isInstant, parseInstant } from '../values/instant.ts'

export const idText = z.string().min(1).max(64)
export const dateText = z.iso.date('must be a date YYYY-MM-DD')
const instantRule = 'must be a date and time with Z or an offset, such as 2026-11-22T12:00:00+08:00'

/** RFC 3339 with `Z` or an offset; it goes on in the canonical form, in UTC. */
export const instantText = z.iso
  .datetime({ offset: true, error: instantRule, abort: true })
  .overwrite((text) => (isReadable(text) ? parseInstant(text) : text))
  .refine(isInstant, instantRule)

/** Whether no offset takes it out of the years that there are. */
function isReadable(text: string): boolean {
  try {
    parseInstant(text)
    return true
  } catch {
    return false
  }
}

/** A decimal string in the studio's currency. */
export const amountText = z.string().min(1).max(40)
/** Never personal data: facts cannot be blanked. */
export const reasonText = z.string().min(1).max(500)
/** The id of a movement, or the number of its voucher in the branch. */
export const voucherText = z.string().min(1).max(80)
export const referenceText = z.string().min(1).max(80)

const line = (longest: number) => z.string().trim().normalize('NFC').min(1, 'must not be empty').max(longest)

export const nameText = line(200)
export const unitText = line(20)
export const categoryText = line(60)
export const lotText = line(80)
export const serialText = line(80)

/** Letters and digits of any script with marks between. */
export const codeText = line(60).regex(
  /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u,
  'must begin with a letter or digit and hold only those and . _ / -',
)
export const locationCode = line(40).regex(
  /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u,
  'must begin with a letter or digit and hold only those and . _ / -',
)

/** How many, of the unit that is named or of the item's. */
export const quantityNumber = z.int('must be a whole number').min(1, 'must be 1 or more').max(1_000_000_000)

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

/** When it happened, for what is recorded later. Another day than today needs the permission inventory.backdate. */
export const timeMembers = {
  /** The instant; now unless told. */
  at: instantText.optional(),
  /** Or the business day alone: its beginning for what comes in, its end for what goes out. */
  on: dateText.optional(),
}

/** What all movements may say. */
export const voucherMembers = {
  ...timeMembers,
  reference: referenceText.optional(),
  /** Never personal data. */
  reason: reasonText.optional(),
}

/** What of which item, and where. */
export const lineMembers = {
  /** The code or id of an item of the inventory. */
  item: idText,
  /** How many, in `unit`: a whole number of 1 or more. */
  quantity: quantityNumber,
  /** The item's unit or one of its packs; the item's unit unless told. */
  unit: unitText.optional(),
  /** The code or id of a location of the branch; `main` unless told. */
  location: idText.optional(),
  /** The number of the lot, of items that have lots. Out of stock: what expires first unless told, and of work and sales nothing that has expired. */
  lot: lotText.optional(),
  /** The serial, of items that have serials: one line a unit. */
  serial: serialText.optional(),
}

/** For whom: cost and stock are told apart by them. */
export const orderMembers = {
  /** An order that was placed, within reach. */
  orderId: idText.optional(),
  /** A line of the order. */
  orderLineId: idText.optional(),
  customerId: idText.optional(),
  category: categoryText.optional(),
  shootType: categoryText.optional(),
}

/** Whether a line is named with its order, without which nobody can tell whether there is such a line. */
export const namesItsOrder = (given: {
  readonly orderId?: string | undefined
  readonly orderLineId?: string | undefined
}): boolean => given.orderId !== undefined || given.orderLineId === undefined

export const orderMissing = { message: 'must come with orderId', path: ['orderLineId'] }
