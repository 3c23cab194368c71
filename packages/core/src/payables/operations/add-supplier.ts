import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { payablesSettings } from '../settings.ts'
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
  name: supplierName,
  ...supplierDetails,
  /** Days after the date of a bill until it is due; the setting termsDays unless told. */
  termsDays: termsDays.optional(),
})

export interface AddSupplier extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AddSupplier> = schema

/** Adds a supplier, for all branches of the studio. */
export const addSupplier: Operation<'command', AddSupplier, Supplier, never> = operation({
  name: 'payables.addSupplier',
  summary: 'Adds a supplier.',
  kind: 'command',
  input,
  output: supplierSchema,
  async run(context, { name, termsDays: terms, ...details }) {
    const { termsDays: usual } = await context.settings(payablesSettings)
    const row = context.store.insert(payablesSuppliers, {
      id: context.newId(),
      name,
      ...(await soundOf(name)),
      ...details,
      termsDays: terms ?? usual,
      active: true,
    })
    return presentSupplier(context, row)
  },
})
