/** As whom a server runs: database servers refuse to run as root. */
import { execFileSync } from 'node:child_process'

export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/** The first of these users that the machine has; undefined when this process is not root, and the server may run as it does. */
export function serverUser(...names: readonly string[]): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of names) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Error(`A database server does not run as root, and this machine has none of the users ${names.join(', ')}.`)
}

function idOf(option: string, name: string): number | undefined {
  try {
    return Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return undefined
  }
}
