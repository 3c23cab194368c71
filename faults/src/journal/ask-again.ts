/** Every command stands once: who did not hear what came of it asks again, and so does who heard. */
import { isDeepStrictEqual } from 'node:util'
import type { Asked, Entry } from './entries.ts'
import { type Command, codeOf } from './writing.ts'

interface Asking<Mark> {
  commandOf(asked: Asked): Command
  /** What must stand of commands that were answered, and nothing but that. */
  marksOf(asked: readonly Asked[]): readonly Mark[]
  /** What a command of which nobody heard may meet now. */
  readonly refusals: ReadonlySet<string>
}

export interface AskedAgain<Mark> {
  /** What must stand now, and nothing but that. */
  readonly marks: readonly Mark[]
  /** What came of those of which nobody had heard. */
  readonly entries: readonly Entry[]
  readonly violations: readonly string[]
}

/**
 * Sends all of it again under the same keys: what was answered is answered so again, and what was under way when its process was
 * killed is done now at the latest, or refused. What was refused is left.
 */
export async function askAllAgain<Mark>(
  asked: readonly Asked[],
  { commandOf, marksOf, refusals }: Asking<Mark>,
): Promise<AskedAgain<Mark>> {
  const marks: Mark[] = []
  const entries: Entry[] = []
  const violations: string[] = []
  for (const one of asked) {
    const { key, operation, answer: heard, refused, input } = one
    if (refused !== undefined) continue
    try {
      const answer = await commandOf(one)({ ...input, idempotencyKey: key })
      marks.push(...marksOf([{ ...one, answer }]))
      if (heard === undefined) entries.push({ what: 'done', key, answer })
      else if (!isDeepStrictEqual(plain(answer), plain(heard))) {
        violations.push(`${operation} ${key} was answered ${JSON.stringify(heard)}, and then ${JSON.stringify(answer)}`)
      }
    } catch (error) {
      const code = codeOf(error)
      if (heard === undefined) entries.push({ what: 'refused', key, code })
      if (heard !== undefined || !refusals.has(code)) {
        violations.push(`${operation} ${key}, asked again, is refused: ${String(error)}`)
      }
    }
  }
  return { marks, entries, violations }
}

/** As it comes back from a file. */
const plain = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer))
