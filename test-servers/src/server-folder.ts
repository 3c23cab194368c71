/** The temporary folder of one server: its data, its log, its watchdog. */
import { execFile } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ServerUser } from './server-user.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

export interface ServerFolder {
  readonly path: string
  readonly data: string
  readonly log: string
  readonly user: ServerUser | undefined
  /** What the server's programs run with. */
  readonly environment: NodeJS.ProcessEnv
  readonly watchdog: Watchdog
  /** Runs a program of the server's to its end, as the server's user. Throws with what it wrote if it fails. */
  run(program: string, args: readonly string[]): Promise<void>
  remove(): void
}

export function makeServerFolder(store: string, user: ServerUser | undefined): ServerFolder {
  const path = mkdtempSync(join(tmpdir(), `calotype-${store}-`))
  if (user !== undefined) chownSync(path, user.uid, user.gid)
  const watchdog = startWatchdog(path)
  // Temporary files in the folder too: in the usual place the server's user may not write. Messages in English.
  const environment = { ...process.env, TMPDIR: path, LC_ALL: 'C' }
  return {
    path,
    data: join(path, 'data'),
    log: join(path, 'server.log'),
    user,
    environment,
    watchdog,
    run: async (program, args) => {
      await promisify(execFile)(program, args, { cwd: path, env: environment, ...user })
    },
    remove() {
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
      watchdog.dismiss()
    },
  }
}
