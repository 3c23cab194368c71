import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { SupplierUnknown } from '../errors.ts'
import { movementSchema, owedChange, presentMovement } from '../present-document.ts'
import { dateText, idText } from '../shapes.ts'
import { requireSupplier } from '../supplier.ts'
import { payablesMovements } from '../tables.ts'

const schema = z.strictObject({
  supplierId: idText,
  branch: idText.optional(),
  from: dateText,
  /** Today unless told. */
  to: dateText.optional(),
})

export interface ReadSupplierStatement extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadSupplierStatement> = schema

const outputShape = z.object({
  supplierId: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  /** What was owed before `from`: bills less credit notes and advances. */
  opening: z.string(),
  lines: z.array(z.object({ movement: movementSchema, balance: z.string() })),
  closing: z.string(),
})

export interface SupplierStatement extends z.output<typeof outputShape> {}

const output: z.ZodType<SupplierStatement> = outputShape

const errors = [SupplierUnknown] as const

/** What a supplier is owed over a time, line by line. What an application moves between documents comes to zero. Three statements. */
export const statement: Operation<'query', ReadSupplierStatement, SupplierStatement, (typeof errors)[number]> =
  operation({
    name: 'payables.statement',
    summary: 'Tells what a supplier was owed at first, what came and was paid, and what is owed in the end.',
    kind: 'query',
    input,
    output,
    errors,
    async run({ store, businessDate, studio: { currency } }, { supplierId, branch, from, to = businessDate }) {
      const { name } = await requireSupplier(store, supplierId)
      const own = present({ supplierId, branch })
      const before = await store.aggregate(payablesMovements, {
        where: { ...own, businessDate: { lt: from } },
        groupBy: ['documentKind'],
        measures: { amount: { of: 'sum', column: 'amount' } },
        limit: 'all',
      })
      const rows = await store.find(payablesMovements, {
        where: { ...own, businessDate: { gte: from, lte: to } },
        orderBy: ['businessDate', 'id'],
        limit: 'all',
      })
      const text = (minor: bigint) => Money.ofMinor(minor, currency).toString()
      const opening = before.reduce((sum, row) => sum + owedChange(row), 0n)
      let balance = opening
      const lines = rows.map((row) => {
        balance += owedChange(row)
        return { movement: presentMovement(row), balance: text(balance) }
      })
      return { supplierId, name, from, to, currency, opening: text(opening), lines, closing: text(balance) }
    },
  })
