/** Commands of a shop that are written down before they are sent. */
import { z } from 'zod'
import type { Asked } from '../journal/entries.ts'
import { type Command, sendingWritten, type Write } from '../journal/writing.ts'
import type { Branch } from '../studio/two-branches.ts'
import type { Mark } from './marks.ts'
import type { Shop } from './studio.ts'

export function commandOf(shop: Shop, { branch, operation }: Pick<Asked, 'branch' | 'operation'>): Command {
  const [room = '', name = ''] = operation.split('.')
  const rooms = shop.desk(branch) as unknown as Readonly<Record<string, Readonly<Record<string, Command>>>>
  const command = rooms[room]?.[name]
  if (command === undefined) throw new Error(`there is no ${operation}`)
  return command
}

/** Sends commands that are written down, each with a key of its own that begins with `name`. */
export function journaled(shop: Shop, name: string, write: Write) {
  const send = sendingWritten(name, write)
  return (branch: Branch, operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> =>
    send({ branch, operation, input }, commandOf(shop, { branch, operation }))
}

const named = z.object({ id: z.string() })
const withReceipt = z.object({ receipt: named.nullish(), refund: named.nullish() })
const confirmation = z.object({ confirmationId: z.string() })

/** What must stand of the commands that were answered, and nothing but that. */
export function marksOf(asked: readonly Pick<Asked, 'operation' | 'answer'>[]): readonly Mark[] {
  return asked.flatMap(({ operation, answer }): readonly Mark[] => {
    if (answer === undefined) return []
    switch (operation) {
      case 'orders.place': {
        const { receipt } = withReceipt.parse(answer)
        const placed: Mark = { what: 'placed', id: named.parse(answer).id }
        return receipt == null ? [placed] : [placed, { what: 'booked', id: receipt.id }]
      }
      case 'ledger.takePayment':
      case 'ledger.refund':
      case 'ledger.voidReceipt':
        return [{ what: 'booked', id: named.parse(answer).id }]
      case 'selection.confirm':
        return [{ what: 'confirmed', id: confirmation.parse(answer).confirmationId }]
      case 'selection.use':
        return [{ what: 'used', id: named.parse(answer).id }]
      default:
        return []
    }
  })
}
