import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { SupplierUnknown } from '../errors.ts'
import { idText } from '../shapes.ts'
import { presentSupplier, requireSupplier, type Supplier, supplierSchema } from '../supplier.ts'

const schema = z.strictObject({ supplierId: idText })

export interface ReadSupplier extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadSupplier> = schema

const errors = [SupplierUnknown] as const

/** One supplier. The bank account shows whole only to who may see it. */
export const supplier: Operation<'query', ReadSupplier, Supplier, (typeof errors)[number]> = operation({
  name: 'payables.supplier',
  summary: 'Reads a supplier.',
  kind: 'query',
  input,
  output: supplierSchema,
  errors,
  run: async (context, { supplierId }) => presentSupplier(context, await requireSupplier(context.store, supplierId)),
})
