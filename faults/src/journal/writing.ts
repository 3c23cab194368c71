/** Commands that are written down before they are sent. */
import { isCalotypeError } from '@calotype/core'
import type { Asked, Entry } from './entries.ts'

export type Command = (input: Readonly<Record<string, unknown>>) => Promise<unknown>
export type Write = (entry: Entry) => void

/** Sends commands, each with a key of its own that begins with `name`, and writes down what comes of them. */
export function sendingWritten(name: string, write: Write) {
  let count = 0
  return async (asked: Pick<Asked, 'branch' | 'operation' | 'input'>, command: Command): Promise<unknown> => {
    const key = `${name}-${++count}`
    write({ what: 'asked', key, ...asked })
    try {
      const answer = await command({ ...asked.input, idempotencyKey: key })
      write({ what: 'done', key, answer })
      return answer
    } catch (error) {
      write({ what: 'refused', key, code: codeOf(error) })
      throw error
    }
  }
}

/** The code of an error of ours; otherwise its words. */
export const codeOf = (error: unknown): string => (isCalotypeError(error) ? error.code : String(error))
