/** The classes that customers are in: by rule, unless somebody said otherwise by hand. */
import { z } from 'zod'
import type { QueryContext } from '../engine/context.ts'
import { type ClassRow, clienteleClasses, clienteleMarks, type MarkRow } from './tables.ts'

const classSchema = z.object({
  code: z.string(),
  /** rule or hand. */
  by: z.enum(['rule', 'hand']),
  /** By rule: the conditions that held. */
  reasons: z.array(z.string()),
  /** By hand: why, as somebody said. */
  reason: z.string().nullable(),
  since: z.string(),
})

export interface CustomerClass extends z.output<typeof classSchema> {}

export const classOutput: z.ZodType<CustomerClass> = classSchema

/** What by rule and what by hand make together. Pure. */
export function joinedClasses(ruled: readonly ClassRow[], marks: readonly MarkRow[]): CustomerClass[] {
  const marked = new Set(marks.map(({ code }) => code))
  const byRule = ruled
    .filter(({ code }) => !marked.has(code))
    .map(({ code, reasons, since }) => ({
      code,
      by: 'rule' as const,
      reasons: Array.isArray(reasons) ? reasons.map(String) : [],
      reason: null,
      since,
    }))
  const byHand = marks
    .filter(({ belongs }) => belongs)
    .map(({ code, reason, at }) => ({ code, by: 'hand' as const, reasons: [], reason, since: at.slice(0, 10) }))
  return [...byRule, ...byHand].sort((one, other) => (one.code < other.code ? -1 : 1))
}

/** Two statements for any number of customers. */
export async function readClasses(
  { store }: Pick<QueryContext, 'store'>,
  customerIds: readonly string[],
): Promise<(customerId: string) => CustomerClass[]> {
  const of = { where: { customerId: { in: customerIds } }, limit: 'all' } as const
  const ruled = await store.find(clienteleClasses, of)
  const marks = await store.find(clienteleMarks, of)
  return (id) =>
    joinedClasses(
      ruled.filter(({ customerId }) => customerId === id),
      marks.filter(({ customerId }) => customerId === id),
    )
}
