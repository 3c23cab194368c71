/** A process that ends itself with SIGKILL at a statement. */
import { closeSync, openSync, writeSync } from 'node:fs'
import type { Entry } from '../journal/entries.ts'

/** Dies at this statement of those from `begin` on; null: never. */
export function dyingAt(statement: number | null) {
  let left = statement ?? 0
  let counts = false
  return {
    onStatement(): void {
      if (counts && statement !== null && --left === 0) process.kill(process.pid, 'SIGKILL')
    },
    begin(): void {
      counts = true
    },
  }
}

/** A file that outlives the process: it is not the machine that is cut off. */
export function journalFile(path: string) {
  const handle = openSync(path, 'a')
  return {
    write: (entry: Entry): void => void writeSync(handle, `${JSON.stringify(entry)}\n`),
    close: (): void => closeSync(handle),
  }
}

/** Tells what clients should not have heard, and ends with 1 where there was anything. */
export function endWith(strange: readonly string[]): void {
  for (const one of strange) console.error(one)
  process.exitCode = strange.length > 0 ? 1 : 0
}
