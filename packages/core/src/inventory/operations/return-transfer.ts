import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { TransferNotOnTheWay, TransferUnknown } from '../errors.ts'
import { transferEnded } from '../events.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { requireLocation } from '../read-items.ts'
import { idText } from '../shapes.ts'
import { inventoryTransfers } from '../tables.ts'
import { arriving, holdTransfer, presentTransfer, type Transfer, transferSchema } from '../transfer.ts'

const schema = z.strictObject({
  transferId: idText,
  /** Where it is put; where it came from unless told. */
  location: idText.optional(),
})

export interface ReturnTransfer extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReturnTransfer> = schema

const errors = [...movementRefusals, TransferUnknown, TransferNotOnTheWay] as const

/** Goods on their way come back to the branch that sent them. */
export const returnTransfer: Operation<'command', ReturnTransfer, Transfer, MovementRefusal | (typeof errors)[number]> =
  operation({
    name: 'inventory.returnTransfer',
    summary: 'Takes goods back that another branch has not received.',
    kind: 'command',
    input,
    output: transferSchema,
    errors,
    async run(context, { transferId, location }) {
      const row = await holdTransfer(context, transferId, 'branch')
      const place = await requireLocation(context, location ?? row.fromLocationId)
      await postMovement(context, { kind: 'transferIn', lines: arriving(row, place.id), transferId })
      const ended = { status: 'returned', receivedAt: context.now, toLocationId: row.toLocationId }
      const kept = await context.store.update(inventoryTransfers, row, ended)
      context.emit(transferEnded, { transferId, status: 'returned' })
      return presentTransfer(kept)
    },
  })
