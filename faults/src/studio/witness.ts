/**
 * A plugin that sees what happens: subscribers and a job that write down in the store what they handled, in the order in
 * which they did, and tell a witness outside of it when they begin and end.
 */
import { setTimeout as pause } from 'node:timers/promises'
import {
  type CommandContext,
  definePlugin,
  defineTable,
  id,
  int,
  job,
  ledgerEvents,
  operation,
  subscribe,
  subscribeToAll,
  text,
} from '@calotype/core'
import { z } from 'zod'

/** One line a handled event or job. `seq` is given under a lock, so it is the order of the commits. Not unique: what comes twice shows. */
const seen = defineTable({
  name: 'witness_seen',
  columns: { id: id(), handler: text(60), seq: int(), subject: text(64), owner: text(60) },
  appendOnly: true,
})

const counters = defineTable({ name: 'witness_counters', columns: { id: id(), value: int() }, derived: true })

const asked = defineTable({
  name: 'witness_asked',
  columns: { id: id(), mark: text(60) },
  appendOnly: true,
})

/** Told of the beginning and the end of every handling, whether it is committed or not. */
export interface WitnessOptions {
  /** The process, for who reads it later. */
  readonly owner: string
  readonly handling?: (handler: string, subject: string, phase: 'begin' | 'end') => void
  /** How long a handler takes beside its writes, in milliseconds. */
  readonly takesMs?: number
}

const reminder = z.object({ mark: z.string() })

export function witness({ owner, handling, takesMs = 0 }: WitnessOptions) {
  async function note(context: CommandContext, handler: string, subject: string): Promise<void> {
    handling?.(handler, subject, 'begin')
    try {
      const [counter] = await context.store.accumulate(counters, [{ id: handler, value: 1 }], ['value'])
      context.store.insert(seen, { id: context.newId(), handler, seq: counter?.value ?? 0, subject, owner })
      if (takesMs > 0) await pause(takesMs)
    } finally {
      handling?.(handler, subject, 'end')
    }
  }

  const reminded = job({
    name: 'witness.reminded',
    input: reminder,
    run: (context, { mark }) => note(context, 'reminded', mark),
  })

  const remind = operation({
    name: 'witness.remind',
    summary: 'Asks to be reminded by a job.',
    kind: 'command',
    input: z.strictObject({ mark: z.string() }),
    output: z.object({ mark: z.string() }),
    async run(context, { mark }) {
      context.store.insert(asked, { id: context.newId(), mark })
      context.schedule(reminded, { mark })
      return { mark }
    },
  })

  return definePlugin({
    name: 'witness',
    version: '1.0.0',
    tables: [seen, counters, asked],
    operations: { remind },
    jobs: [reminded],
    roles: { owner: ['witness.remind'] },
    subscribers: [
      subscribeToAll({ name: 'everything', handle: (context, event) => note(context, 'everything', event.id) }),
      subscribe({ name: 'money', to: ledgerEvents, handle: (context, event) => note(context, 'money', event.id) }),
    ],
  })
}
