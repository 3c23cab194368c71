import { laterOf, releaseClaims } from '../../claims/index.ts'
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { RentalStateRefused, RentalUnknown } from '../errors.ts'
import { keepBlockEvent } from '../keep-rental.ts'
import { heldErrors } from '../operation-errors.ts'
import { blockSchema, presentBlock, type RentalBlock } from '../present-rental.ts'
import { idText, noteText } from '../shapes.ts'
import { rentalsBlocks } from '../tables.ts'

const schema = z.strictObject({
  blockId: idText,
  /** Never personal data. */
  note: noteText.optional(),
})

export interface UnblockUnits extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, UnblockUnits> = schema

/** Ends a block, from now on where it has begun: the units can be rented again. */
export const unblock: Operation<'command', UnblockUnits, RentalBlock, (typeof heldErrors)[number]> = operation({
  name: 'rentals.unblock',
  summary: 'Ends a block of units.',
  kind: 'command',
  input,
  output: blockSchema,
  errors: heldErrors,
  async run(context, { blockId, note }) {
    const { store, branch, now } = context
    const row = await store.getForUpdate(rentalsBlocks, blockId)
    if (row?.branch !== branch) throw RentalUnknown.create({ id: blockId, branch })
    if (!row.isOpen || row.endsAt <= now) {
      const state = row.isOpen ? 'over' : 'taken away'
      throw RentalStateRefused.create({ rentalId: blockId, state, action: 'end the block', allowed: ['blocked'] })
    }
    await releaseClaims(context, [blockId])
    // What has begun was blocked until now; what has not, for no time at all.
    const endsAt = laterOf(row.startsAt, now)
    const ended = await store.update(rentalsBlocks, row, { isOpen: false, endsAt })
    keepBlockEvent(context, ended, { kind: 'unblocked', note })
    return presentBlock(ended)
  },
})
