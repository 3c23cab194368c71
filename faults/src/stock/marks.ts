/** What a client was told stands, and whether it does. */
import { z } from 'zod'
import type { StockFacts } from './facts.ts'

export const markSchema = z.strictObject({
  /** A movement; a transfer on its way, and one that is not any more; a reservation. */
  what: z.enum(['moved', 'sent', 'ended', 'reserved']),
  id: z.string(),
})

export type Mark = z.infer<typeof markSchema>

/** Marks of what is not there, and of what two commands say they did, in words. */
export function lostMarks(
  { movements, transfers, reservations }: StockFacts,
  marks: readonly Mark[],
): readonly string[] {
  const standing: Readonly<Record<Mark['what'], ReadonlySet<string>>> = {
    moved: new Set(movements.map(({ id }) => id)),
    sent: new Set(transfers.map(({ id }) => id)),
    ended: new Set(transfers.filter(({ status }) => status !== 'inTransit').map(({ id }) => id)),
    reserved: new Set(reservations.map(({ id }) => id)),
  }
  const seen = new Set<string>()
  return marks.flatMap(({ what, id }) => {
    const twice = seen.has(`${what} ${id}`)
    seen.add(`${what} ${id}`)
    return [
      ...(standing[what].has(id) ? [] : [`${what} ${id} was acknowledged, and is not so`]),
      ...(twice ? [`${what} ${id} was acknowledged to two commands`] : []),
    ]
  })
}

/** What stands and no mark speaks of, in words: what was done twice is among it. What comes of a transfer that was sent is of it. */
export function unmarked(
  { movements, transfers, reservations }: StockFacts,
  marks: readonly Mark[],
): readonly string[] {
  const of = (what: Mark['what']) => new Set(marks.filter((mark) => mark.what === what).map(({ id }) => id))
  const [moved, sent, reserved] = [of('moved'), of('sent'), of('reserved')]
  return [
    ...movements
      .filter(({ id, transferId }) => (transferId === null ? !moved.has(id) : !sent.has(transferId)))
      .map(({ id, kind }) => `movement ${id} (${kind}) is of no command`),
    ...transfers.filter(({ id }) => !sent.has(id)).map(({ id }) => `transfer ${id} is of no command`),
    ...reservations.filter(({ id }) => !reserved.has(id)).map(({ id }) => `reservation ${id} is of no command`),
  ]
}
