import { z } from 'zod'
import { foldText } from '../../customers/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { pageMembers } from '../shapes.ts'
import { presentSupplier, supplierSchema } from '../supplier.ts'
import { payablesSuppliers } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  /** A part of the name, of its pinyin or its initials, or of the tax number. */
  text: z.string().min(1).max(100).optional(),
  active: z.boolean().optional(),
})

export interface ListSuppliers extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListSuppliers> = schema

const outputShape = z.object({ items: z.array(supplierSchema), next: z.string().nullable() })

export interface SupplierPage extends z.output<typeof outputShape> {}

const output: z.ZodType<SupplierPage> = outputShape

/** Suppliers by name. A studio has hundreds at most, so a search reads them all: one statement. */
export const suppliers: Operation<'query', ListSuppliers, SupplierPage, never> = operation({
  name: 'payables.suppliers',
  summary: 'Finds suppliers by name, pinyin or tax number.',
  kind: 'query',
  input,
  output,
  async run(context, { limit, cursor, text, active }) {
    const page = await context.store.page(payablesSuppliers, {
      where: present({ active, anyOf: text === undefined ? undefined : matching(text) }),
      orderBy: ['pinyin', 'id'],
      limit,
      cursor,
    })
    return { items: page.items.map((row) => presentSupplier(context, row)), next: page.next }
  },
})

function matching(text: string) {
  const typed = { contains: text.trim(), fold: true }
  const sound = foldText(text)
  const heard = sound === '' ? [] : [{ pinyin: { contains: sound } }, { initials: { contains: sound } }]
  return [{ name: typed }, { taxNumber: typed }, ...heard]
}
