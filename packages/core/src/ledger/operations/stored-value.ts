import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { ledgerStoredValues } from '../counter-tables.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({ customerId: idText })

export interface ReadStoredValue extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStoredValue> = schema

const outputShape = z.object({
  customerId: z.string(),
  currency: z.string(),
  /** All that can be spent: what was paid for and what was given. Zero or more. */
  balance: z.string(),
  /** What was paid for; it is spent first, and can be paid out. */
  paid: z.string(),
  /** What was given on top by the studio; it is spent last, and never paid out. */
  given: z.string(),
})

/** What a customer can pay with. The amount is a decimal string in `currency`. */
export interface StoredValue extends z.output<typeof outputShape> {}

const output: z.ZodType<StoredValue> = outputShape

/** A customer's stored value; zero for who never had any. One statement; two for who was merged into another. */
export const storedValue: Operation<'query', ReadStoredValue, StoredValue, never> = operation({
  name: 'ledger.storedValue',
  summary: "Answers a customer's stored value.",
  kind: 'query',
  input,
  output,
  async run(context, { customerId }) {
    const own = await context.store.get(ledgerStoredValues, customerId)
    const row =
      own === undefined || own.mergedIntoId === null
        ? own
        : await context.store.get(ledgerStoredValues, own.mergedIntoId)
    const currency = row?.currency ?? context.studio.currency
    const paid = Money.ofMinor(row?.balance ?? 0n, currency)
    const given = Money.ofMinor(row?.given ?? 0n, currency)
    const balance = paid.plus(given).toString()
    return {
      customerId: row?.customerId ?? customerId,
      currency,
      balance,
      paid: paid.toString(),
      given: given.toString(),
    }
  },
})
