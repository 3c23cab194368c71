/** Members that inputs of several operations share. */
import { z } from 'zod'
import { dayGiven, momentGiven } from '../engine/given-times.ts'

export const idText = z.string().min(1).max(64)
/** A decimal string in the studio's currency. */
export const amountText = z.string().min(1).max(40)
/** Never personal data: facts cannot be blanked. */
export const noteText = z.string().min(1).max(500)
export const referenceText = z.string().min(1).max(80)
export const dateText = dayGiven
/** RFC 3339 with `Z` or an offset. */
export const instantText = momentGiven
/** The code or id of an item. */
export const itemText = z.string().min(1).max(64)
/** The number on the unit, or its id. */
export const serialText = z.string().min(1).max(80)
export const quantityNumber = z.int().min(1).max(100_000)
export const minutesNumber = z
  .int()
  .min(0)
  .max(60 * 24 * 90)

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

const lineSchema = z.strictObject({
  item: itemText,
  /** One unit by its number; unless told, any that is free. */
  serial: serialText.optional(),
  quantity: quantityNumber.default(1),
  /** Another time than that of the request. */
  from: instantText.optional(),
  to: instantText.optional(),
  /** For each unit; that of its terms unless told. */
  price: amountText.optional(),
  /** For each unit; below that of its terms it needs the permission rentals.handOutWithoutBond. */
  bond: amountText.optional(),
  orderLineId: idText.optional(),
})

/** What is rented, or asked for. */
export type RentalLineInput = z.output<typeof lineSchema>

export const rentalLinesSchema: z.ZodType<RentalLineInput[], z.input<typeof lineSchema>[]> = z
  .array(lineSchema)
  .min(1)
  .max(100)

/** Rentals that are dealt with together: all of them, or none. */
export const rentalIdsSchema = z
  .array(idText)
  .min(1)
  .max(100)
  .refine((ids) => new Set(ids).size === ids.length, 'must name each rental once')

/** Rentals of which something is said each. */
export const saidSchema = <S extends z.ZodType<{ rentalId: string }>>(one: S) =>
  z
    .array(one)
    .min(1)
    .max(100)
    .refine((said) => new Set(said.map(({ rentalId }) => rentalId)).size === said.length, 'must name each rental once')
