/** Where handlers tell when they begin and end: outside of the store, so that it stays when their work is undone. */
import { fsyncSync, openSync, writeSync } from 'node:fs'
import type { Handling } from '../check/overlaps.ts'

export function handlingsFile(file: string, owner: string, synced: boolean) {
  const handle = openSync(file, 'a')
  return (handler: string, subject: string, phase: Handling['phase']): void => {
    const line: Handling = { owner, handler, subject, phase, at: String(process.hrtime.bigint()) }
    writeSync(handle, `${JSON.stringify(line)}\n`)
    if (synced) fsyncSync(handle)
  }
}
