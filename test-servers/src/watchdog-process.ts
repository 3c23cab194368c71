/**
 * The watchdog's own process: `node watchdog-process.ts <folder>`. It reads which server runs now from its input, and when that
 * input ends, because its starter closed it or died in whatever way, it ends the server and deletes the folder.
 */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { endsWithin, killTree, signal } from './process-tree.ts'

const [folder] = process.argv.slice(2)
let server: number | undefined

// Who ends the starter with a signal to everything must not end its watchdog.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined)

for await (const line of createInterface({ input: process.stdin })) server = line === '' ? undefined : Number(line)

if (server !== undefined) {
  // Both servers take it as "end at once", and give back what they hold of the machine.
  signal(server, 'SIGQUIT')
  if (!(await endsWithin(server, 5_000))) await killTree(server)
}
// Servers with watchdogs of their own may lie in the folder: until they are ended they write to it, and then it is deleted from both sides.
for (let tries = 0; folder !== undefined && tries < 200; tries++) {
  try {
    rmSync(folder, { recursive: true, force: true })
    break
  } catch {
    await pause(100)
  }
}
