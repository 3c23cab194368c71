/** What a host process is told at its start. */
import { z } from 'zod'
import { placeSchema } from '../stores/place.ts'

export const hostPlanSchema = z.strictObject({
  /** Its name: the beginning of its marks, and the owner of what it handles. */
  name: z.string(),
  place: placeSchema,
  /** Where its journal and what its handlers tell are written. */
  folder: z.string(),
  seed: z.int(),
  /** How many counters work in it. */
  counters: z.int(),
  /** How long a counter rests between customers. */
  paceMs: z.int(),
  /** Null: subscribers and jobs are left to others. */
  background: z.strictObject({ pollMs: z.int(), leaseMs: z.int() }).nullable(),
  /** What a handler takes beside its writes. */
  handlerMs: z.int(),
  /** Whether what handlers tell is on disk before they go on. */
  handlingsSynced: z.boolean(),
  /** A journal of a process that was killed: commands with a key that were not acknowledged are sent again first. */
  unfinished: z.array(z.string()),
  /** Ends itself with SIGKILL at the so-manieth of these. */
  killAt: z.strictObject({ what: z.enum(['statement', 'acknowledgement']), count: z.int() }).nullable(),
})

export type HostPlan = z.infer<typeof hostPlanSchema>

/** What a host is told later. */
export const orderSchema = z.enum(['stop', 'die-in-handler', 'die-in-job', 'live'])

export type Order = z.infer<typeof orderSchema>

/** What it tells. */
export const noticeSchema = z.union([
  z.strictObject({ ready: z.literal(true) }),
  z.strictObject({ failures: z.array(z.string()) }),
  /** About to kill itself. */
  z.strictObject({ dying: z.string() }),
])

export type Notice = z.infer<typeof noticeSchema>
