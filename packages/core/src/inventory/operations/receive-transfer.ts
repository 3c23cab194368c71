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
  /** Where it is put; where it was sent to unless told. */
  location: idText.optional(),
})

export interface ReceiveTransfer extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReceiveTransfer> = schema

const errors = [...movementRefusals, TransferUnknown, TransferNotOnTheWay] as const

/** Goods from another branch arrive, worth what they were worth there. */
export const receiveTransfer: Operation<
  'command',
  ReceiveTransfer,
  Transfer,
  MovementRefusal | (typeof errors)[number]
> = operation({
  name: 'inventory.receiveTransfer',
  summary: 'Receives goods that another branch sent.',
  kind: 'command',
  input,
  output: transferSchema,
  errors,
  async run(context, { transferId, location }) {
    const row = await holdTransfer(context, transferId, 'toBranch')
    const place = await requireLocation(context, location ?? row.toLocationId)
    await postMovement(context, { kind: 'transferIn', lines: arriving(row, place.id), transferId })
    const ended = { status: 'received', receivedAt: context.now, toLocationId: place.id }
    const kept = await context.store.update(inventoryTransfers, row, ended)
    context.emit(transferEnded, { transferId, status: 'received' })
    return presentTransfer(kept)
  },
})
