/** Jobs: work for later that survives a crash. Leased, so that one process at a time does it; retried, then given up loudly. */
import type { z } from 'zod'
import type { CommandContext } from './context.ts'
import type { JobKind } from './job-kind.ts'

export interface Job<Input = unknown> extends JobKind<Input> {
  /** A cron pattern in the studio's time zone; such a job is due for every studio by itself, with `{}` as its input. */
  readonly cron?: string | undefined
  /** How often it is tried in all before it is given up as a dead letter; 5 unless told. */
  readonly attempts: number
  /** Runs in one transaction, which also marks the job as done: what it writes, it writes once. */
  run(context: CommandContext, input: Input): Promise<void>
}

export function job<Input>(options: {
  readonly name: string
  readonly input: z.ZodType<Input>
  readonly cron?: string
  readonly attempts?: number
  run(context: CommandContext, input: Input): Promise<void>
}): Job<Input> {
  return { ...options, cron: options.cron, attempts: options.attempts ?? 5 }
}
