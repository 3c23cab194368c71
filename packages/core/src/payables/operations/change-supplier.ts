import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { SupplierUnknown } from '../errors.ts'
import { idText } from '../shapes.ts'
import {
  presentSupplier,
  type Supplier,
  soundOf,
  supplierDetails,
  supplierName,
  supplierSchema,
  termsDays,
} from '../supplier.ts'
import { payablesSuppliers } from '../tables.ts'

const schema = z.strictObject({
  supplierId: idText,
  name: supplierName.optional(),
  ...supplierDetails,
  termsDays: termsDays.optional(),
  /** False: no more bills are recorded; what is open can still be paid. */
  active: z.boolean().optional(),
})

export interface ChangeSupplier extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangeSupplier> = schema

const errors = [SupplierUnknown] as const

/** Changes what is given, and leaves the rest. Bills that were recorded keep the date on which they are due. */
export const changeSupplier: Operation<'command', ChangeSupplier, Supplier, (typeof errors)[number]> = operation({
  name: 'payables.changeSupplier',
  summary: 'Changes a supplier.',
  kind: 'command',
  input,
  output: supplierSchema,
  errors,
  async run(context, { supplierId, ...given }) {
    const row = await context.store.getForUpdate(payablesSuppliers, supplierId)
    if (row === undefined) throw SupplierUnknown.create({ supplierId })
    const sound = given.name === undefined ? {} : await soundOf(given.name)
    return presentSupplier(context, await context.store.update(payablesSuppliers, row, { ...present(given), ...sound }))
  },
})
