/** What a client was told stands, and whether it does. */
import { z } from 'zod'
import type { OrderFacts } from './facts.ts'

export const markSchema = z.strictObject({
  /** An order; an entry of the journal by which money moved; a confirmed selection; a use of a package. */
  what: z.enum(['placed', 'booked', 'confirmed', 'used']),
  id: z.string(),
})

export type Mark = z.infer<typeof markSchema>

const moves = new Set(['receipt', 'refund', 'void'])

function standing({
  orders,
  entries,
  confirmations,
  uses,
}: OrderFacts): Readonly<Record<Mark['what'], readonly string[]>> {
  return {
    placed: orders.map(({ id }) => id),
    booked: entries.filter(({ kind }) => moves.has(kind)).map(({ id }) => id),
    confirmed: confirmations.map(({ id }) => id),
    used: uses.map(({ id }) => id),
  }
}

/** Marks of what is not there, and of what two commands say they did, in words. */
export function lostMarks(facts: OrderFacts, marks: readonly Mark[]): readonly string[] {
  const known = Object.entries(standing(facts)).flatMap(([what, ids]) => ids.map((id) => `${what} ${id}`))
  const stands = new Set(known)
  const seen = new Set<string>()
  return marks.flatMap(({ what, id }) => {
    const name = `${what} ${id}`
    const twice = seen.has(name)
    seen.add(name)
    return [
      ...(stands.has(name) ? [] : [`${name} was acknowledged, and is not so`]),
      ...(twice ? [`${name} was acknowledged to two commands`] : []),
    ]
  })
}

/** What stands and no mark speaks of, in words: what was done twice is among it. */
export function unmarked(facts: OrderFacts, marks: readonly Mark[]): readonly string[] {
  const marked = new Set(marks.map(({ what, id }) => `${what} ${id}`))
  return Object.entries(standing(facts)).flatMap(([what, ids]) =>
    ids.filter((id) => !marked.has(`${what} ${id}`)).map((id) => `${what} ${id} is of no command`),
  )
}
