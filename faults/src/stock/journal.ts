/** Commands of a stockroom that are written down before they are sent. */
import { z } from 'zod'
import type { Asked } from '../journal/entries.ts'
import { type Command, sendingWritten, type Write } from '../journal/writing.ts'
import type { Branch } from '../studio/two-branches.ts'
import type { Mark } from './marks.ts'
import type { StockDesk, Stockroom } from './studio.ts'

export type Inventory = StockDesk['inventory']

const commands: ReadonlySet<string> = new Set([
  'receive',
  'issue',
  'consume',
  'produce',
  'move',
  'adjust',
  'gift',
  'waste',
  'returnToSupplier',
  'takeBack',
  'correctPrice',
  'sendTransfer',
  'receiveTransfer',
  'returnTransfer',
  'reserve',
  'release',
  'fulfil',
])

/** The desks of a room whose commands are written down, each with a key of its own that begins with `name`. */
export function journaled(room: Stockroom, name: string, write: Write): (branch: Branch) => Inventory {
  const send = sendingWritten(name, write)
  const written =
    (branch: Branch, operation: string, command: Command): Command =>
    (input) =>
      send({ branch, operation, input }, command)
  return (branch) => {
    const members = Object.entries(room.desk(branch).inventory).map(([operation, member]) => [
      operation,
      commands.has(operation) ? written(branch, operation, member as unknown as Command) : member,
    ])
    return Object.fromEntries(members) as Inventory
  }
}

export function commandOf(room: Stockroom, { branch, operation }: Pick<Asked, 'branch' | 'operation'>): Command {
  const inventory = room.desk(branch).inventory as unknown as Readonly<Record<string, Command>>
  const command = inventory[operation]
  if (command === undefined) throw new Error(`there is no inventory.${operation}`)
  return command
}

const named = z.object({ id: z.string() })

/** What must stand of the commands that were answered, and nothing but that. */
export function marksOf(asked: readonly Asked[]): readonly Mark[] {
  return asked.flatMap(({ operation, answer }): readonly Mark[] => {
    if (answer === undefined || operation === 'release') return []
    if (operation === 'reserve') {
      return z
        .array(named)
        .parse(answer)
        .map(({ id }) => ({ what: 'reserved', id }))
    }
    const { id } = named.parse(answer)
    if (operation === 'sendTransfer') return [{ what: 'sent', id }]
    return [{ what: operation === 'receiveTransfer' || operation === 'returnTransfer' ? 'ended' : 'moved', id }]
  })
}
