/** What was asked of a studio, and what came of it: written down before it is sent, so that it can be sent again after a crash. */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Branch, branches } from '../studio/two-branches.ts'

const entrySchema = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('asked'),
    key: z.string(),
    branch: z.enum(branches),
    operation: z.string(),
    input: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ what: z.literal('done'), key: z.string(), answer: z.unknown() }),
  z.strictObject({ what: z.literal('refused'), key: z.string(), code: z.string() }),
])

export type Entry = z.infer<typeof entrySchema>

/** A command with what came of it; neither answer nor refusal where nobody heard of it any more. */
export interface Asked {
  readonly key: string
  readonly branch: Branch
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  readonly answer?: unknown
  readonly refused?: string
}

/** A line that was cut off by a kill was not written. */
export function readJournal(file: string): readonly Asked[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return askedOf(lines.map((line) => entrySchema.parse(JSON.parse(line))))
}

export function askedOf(entries: readonly Entry[]): readonly Asked[] {
  const asked = new Map<string, Asked>()
  for (const entry of entries) {
    if (entry.what === 'asked') {
      const { key, branch, operation, input } = entry
      asked.set(key, { key, branch, operation, input })
      continue
    }
    const known = asked.get(entry.key)
    if (known === undefined) throw new Error(`${entry.key} has an end, and was never asked`)
    const end = entry.what === 'done' ? { answer: entry.answer } : { refused: entry.code }
    asked.set(entry.key, { ...known, ...end })
  }
  return [...asked.values()]
}
