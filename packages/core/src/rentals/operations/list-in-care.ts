import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { expectedReady } from '../overruns.ts'
import { blockSchema, presentBlock, presentRental, rentalSchema } from '../present-rental.ts'
import { careStates } from '../rental-state.ts'
import { rentalsBlocks, rentalsRentals } from '../tables.ts'

const schema = z.strictObject({})

export interface ListInCare extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListInCare> = schema

const outputShape = z.object({
  /** What came back and is not ready: to be inspected, inspected, in cleaning or in repair. */
  items: z.array(z.object({ rental: rentalSchema, readyAt: z.string() })),
  /** What is blocked now. */
  blocks: z.array(blockSchema),
})

export interface InCare extends z.output<typeof outputShape> {}

const output: z.ZodType<InCare> = outputShape

/** Units that are in the house and cannot go out, by when they are expected to be ready. Two statements. */
export const inCare: Operation<'query', ListInCare, InCare, never> = operation({
  name: 'rentals.inCare',
  summary: 'Lists units that are inspected, cleaned, repaired or blocked.',
  kind: 'query',
  input,
  output,
  async run({ store, branch, now }) {
    const rows = await store.find(rentalsRentals, {
      where: { branch, state: { in: careStates } },
      orderBy: ['busyTo', 'id'],
      limit: 'all',
    })
    const blocks = await store.find(rentalsBlocks, {
      where: { branch, isOpen: true, startsAt: { lte: now }, endsAt: { gt: now } },
      orderBy: ['endsAt', 'id'],
      limit: 'all',
    })
    const items = rows.map((row) => ({ rental: presentRental(row), readyAt: expectedReady(row, now) }))
    return { items, blocks: blocks.map(presentBlock) }
  },
})
