/** Why a series leaves out a day, or cannot be booked because of it. Pure. */
import { z } from 'zod'
import {
  type ExplainedRequirement,
  type ExplainedResource,
  explainedRequirementSchema,
  type ServiceFull,
  takenText,
} from './explained.ts'

/**
 * Why a day of a series is not booked: a `holiday` of all who would do for some requirement, the service or a session is `full`, something else is `taken`, or there is `noSuchTime`
 * because the clocks jump over it.
 */
export const dayRefusals = ['holiday', 'full', 'taken', 'noSuchTime'] as const

/** A day of a series on which it is not free. */
export interface DayRefused {
  date: string
  why: (typeof dayRefusals)[number]
  /** In one line. */
  text: string
  /** As of SLOT_TAKEN; empty where it is something else. */
  full: ServiceFull[]
  short: ExplainedRequirement[]
}

export const refusedDayText = ({ date, text }: DayRefused): string => `${date} (${text})`

export const dayRefusedSchema: z.ZodType<DayRefused> = z.object({
  date: z.string(),
  why: z.enum(dayRefusals),
  text: z.string(),
  full: z.array(z.object({ because: z.enum(['day', 'week']), date: z.string(), text: z.string() })),
  short: z.array(explainedRequirementSchema),
})

const isOnHoliday = ({ members }: ExplainedRequirement): boolean => {
  const pool = members.filter(({ inPool }) => inPool)
  const hasHoliday = ({ reasons }: ExplainedResource) => reasons.some(({ because }) => because === 'holiday')
  return pool.length > 0 && pool.every(hasHoliday)
}

/** A day on which not all was free. */
export function dayTaken(
  date: string,
  { full, short }: { readonly full: readonly ServiceFull[]; readonly short: readonly ExplainedRequirement[] },
): DayRefused {
  const why = short.some(isOnHoliday) ? 'holiday' : full.length > 0 ? 'full' : 'taken'
  return { date, why, text: takenText({ full, short }), full: [...full], short: [...short] }
}
