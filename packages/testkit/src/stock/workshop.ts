/** A workshop that makes several things of one: what a plugin may post, and no operation of the house does. */
import { definePlugin, inventoryRoom, operation, postMovement, requireItems, requireLocation } from '@calotype/core'

const { produce, movement } = inventoryRoom.operations

/** What one cut takes, and what it makes: below zero out, above zero in. */
export const cutting = [
  ['film', -3],
  ['print', 2],
  ['paper', 4],
  ['album', 1],
] as const

const cut = operation({
  name: 'workshop.cut',
  summary: 'Cuts film into prints, paper and an album.',
  kind: 'command',
  input: produce.input,
  output: movement.output,
  errors: [...produce.errors, ...movement.errors],
  async run(context, { times = 1, location, to, at }) {
    const items = await requireItems(
      context.store,
      cutting.map(([code]) => code),
    )
    const [from, target] = [await requireLocation(context, location), await requireLocation(context, to)]
    const lines = cutting.map(([, quantity], index) => ({
      itemId: items[index]?.id ?? '',
      locationId: quantity < 0 ? from.id : target.id,
      quantity: quantity * times,
    }))
    const posted = await postMovement(context, { kind: 'production', lines, at })
    await context.store.flush()
    return context.run(movement, { movementId: posted.movement.id })
  },
})

export const workshop = definePlugin({
  name: 'workshop',
  version: '1.0.0',
  requires: { inventory: '*' },
  operations: { cut },
})
