/**
 * What the clients of the engine know, outside of any store: which commands they sent, and which were acknowledged. A line
 * is on disk before the next thing happens.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { type Command, commandSchema } from './command.ts'

const lineSchema = z.union([
  z.strictObject({ sent: commandSchema }),
  z.strictObject({ done: z.string() }),
  z.strictObject({ refused: z.string(), code: z.string() }),
])

type Line = z.infer<typeof lineSchema>

export interface Journal {
  /** About to be sent. */
  sent(command: Command): void
  /** The engine acknowledged it. */
  done(mark: string): void
  /** The engine answered with an error. */
  refused(mark: string, code: string): void
  close(): void
}

export function openJournal(file: string): Journal {
  const handle = openSync(file, 'a')
  const write = (line: Line): void => {
    writeSync(handle, `${JSON.stringify(line)}\n`)
    fsyncSync(handle)
  }
  return {
    sent: (command) => write({ sent: command }),
    done: (mark) => write({ done: mark }),
    refused: (mark, code) => write({ refused: mark, code }),
    close: () => closeSync(handle),
  }
}

/** A command as its client knows it. */
export interface Known {
  readonly command: Command
  readonly acknowledged: boolean
  /** The code of the error that it ended with. */
  readonly refused?: string
}

/** Every command of some journals, by mark. A line that a crash cut off is passed over. */
export function readJournals(files: readonly string[]): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>()
  for (const file of files) {
    for (const text of readFileSync(file, 'utf8').split('\n')) {
      const line = lineOf(text)
      if (line === undefined) continue
      if ('sent' in line) {
        known.set(line.sent.mark, known.get(line.sent.mark) ?? { command: line.sent, acknowledged: false })
        continue
      }
      const mark = 'done' in line ? line.done : line.refused
      const before = known.get(mark)
      if (before === undefined) throw new Error(`${file} tells the end of ${mark}, which was never sent`)
      known.set(mark, 'done' in line ? { ...before, acknowledged: true } : { ...before, refused: line.code })
    }
  }
  return known
}

function lineOf(text: string): Line | undefined {
  if (!text.endsWith('}')) return undefined
  try {
    return lineSchema.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
