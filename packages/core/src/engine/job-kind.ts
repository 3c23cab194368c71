/** What a job is to those who schedule it: its name and its input, without its work. */
import type { z } from 'zod'

export interface JobKind<Input = unknown> {
  /** `room.verbNoun`; stays the same for ever, since stored jobs are found by it. */
  readonly name: string
  readonly input: z.ZodType<Input>
}
