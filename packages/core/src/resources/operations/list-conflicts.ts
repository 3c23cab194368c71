/** Lists what is booked that resources do not work for. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { localTimeAt } from '../../values/local-time.ts'
import { parseInstant } from '../../values/instant.ts'
import { conflictOutput, findConflicts, type ResourceConflict, windowAhead } from '../conflicts.ts'
import { HolidaysUnknown, ResourcePeriodInvalid } from '../errors.ts'
import { resourceBook } from '../resource-book.ts'
import { branchText, idText, instantText } from '../shapes.ts'

const schema = z.strictObject({
  /** From now on unless told; what begins before it is looked at from then on. */
  from: instantText.optional(),
  /** A year later unless told. */
  to: instantText.optional(),
  branch: branchText.optional(),
  resourceIds: z.array(idText).min(1).max(500).optional(),
})

export interface ListResourceConflicts extends z.input<typeof schema> {}
export interface ResourceConflicts {
  readonly items: ResourceConflict[]
}

const input: z.ZodType<z.output<typeof schema>, ListResourceConflicts> = schema
const output: z.ZodType<ResourceConflicts> = z.object({ items: z.array(conflictOutput) })

const errors = [ResourcePeriodInvalid, HolidaysUnknown] as const

/** Two statements while the book of resources is known. What is around the work of a booking need not be working time, but no time off. */
export const conflicts: Operation<'query', ListResourceConflicts, ResourceConflicts, (typeof errors)[number]> =
  operation({
    name: 'resources.conflicts',
    summary: 'Lists bookings, holds and rentals outside of working time or over time off.',
    kind: 'query',
    input,
    output,
    errors,
    async run(context, { branch, resourceIds, ...given }) {
      const from = given.from === undefined ? context.now : parseInstant(given.from)
      const to = given.to === undefined ? windowAhead(context, from).to : parseInstant(given.to)
      if (from >= to) throw ResourcePeriodInvalid.create({ field: 'to', rule: `be after from, ${from}`, value: to })
      const book = await resourceBook(context, { from: localTimeAt(from, 'UTC').date })
      const branches = context.branchesWith('resources.conflicts')
      const wanted = resourceIds === undefined ? undefined : new Set(resourceIds)
      const of = book.resources.filter(
        (one) =>
          (branches === 'all' || branches.includes(one.branch)) &&
          (branch === undefined || one.branch === branch) &&
          (wanted === undefined || wanted.has(one.id)),
      )
      return { items: await findConflicts(context, book, of, { from, to }) }
    },
  })
