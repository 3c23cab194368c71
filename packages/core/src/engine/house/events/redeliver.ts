/** Gives a dead letter another try: as a job, so that it is retried and recorded like any other. */
import { z } from 'zod'
import { defineError } from '../../../values/calotype-error.ts'
import type { CommandContext } from '../../context.ts'
import type { Event } from '../../event.ts'
import { job } from '../../job.ts'
import { declarationsToken } from '../../load-plugins.ts'
import { operation } from '../../operation.ts'
import { deadLetters } from '../../records.ts'

export const DeadLetterUnknown = defineError<{ id: string }>({
  code: 'DEAD_LETTER_UNKNOWN',
  status: 404,
  summary: 'There is no dead letter of this id that still waits.',
  message: ({ id }) => `No dead letter "${id}" waits to be redelivered.`,
  mend: 'List them with events.deadLetters; one that was redelivered cannot be redelivered again.',
})

export const HandlerGone = defineError<{ kind: string; name: string }>({
  code: 'HANDLER_GONE',
  status: 409,
  summary: 'The subscriber or job of a dead letter is no longer loaded.',
  message: ({ kind, name }) => `The ${kind} "${name}" is not loaded in this engine.`,
  mend: 'Load the plugin that has it, then redeliver.',
})

const inputSchema = z.strictObject({ id: z.string().min(1).max(64) })
const outputSchema = z.object({ id: z.string(), redeliveredAt: z.string() })

export interface Redeliver extends z.input<typeof inputSchema> {}
export interface Redelivered extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, Redeliver> = inputSchema
const output: z.ZodType<Redelivered> = outputSchema

/** Hands the content of a dead letter to its subscriber or job once more. */
export const redelivery = job({
  name: 'events.redelivery',
  input: z.object({ id: z.string() }),
  async run(context, { id }) {
    const letter = await context.store.get(deadLetters, id)
    if (letter === undefined) throw DeadLetterUnknown.create({ id })
    await handlerOf(context, letter.kind, letter.name)(letter.content)
  },
})

export const redeliver = operation({
  name: 'events.redeliver',
  summary: 'Gives an event or job that was given up another try.',
  kind: 'command',
  input,
  output,
  errors: [DeadLetterUnknown, HandlerGone],
  async run(context, { id }) {
    const letter = await context.store.getForUpdate(deadLetters, id)
    if (letter === undefined || letter.redeliveredAt !== null) throw DeadLetterUnknown.create({ id })
    handlerOf(context, letter.kind, letter.name)
    await context.store.update(deadLetters, letter, { redeliveredAt: context.now })
    context.schedule(redelivery, { id })
    return { id, redeliveredAt: context.now }
  },
})

function handlerOf(context: CommandContext, kind: string, name: string): (content: unknown) => Promise<void> {
  for (const plugin of context.resolve(declarationsToken).plugins) {
    if (kind === 'subscriber') {
      const subscriber = plugin.subscribers.find((one) => `${plugin.name}.${one.name}` === name)
      if (subscriber !== undefined) return (content) => subscriber.handle(context, content as Event)
    } else {
      const found = plugin.jobs.find((one) => one.name === name)
      if (found !== undefined) {
        return (content) => found.run(context, found.input.parse((content as { readonly input: unknown }).input))
      }
    }
  }
  throw HandlerGone.create({ kind, name })
}
