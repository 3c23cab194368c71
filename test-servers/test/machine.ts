/** What tests see of the machine: its processes, ports and folders. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'

/** The processes whose command names this folder, and their children: a server and its workers. */
export function processesUnder(folder: string): readonly number[] {
  // The watchdog names the folder too, and is no server.
  const servers = running()
    .filter(({ command }) => command.includes(folder) && !command.includes('watchdog'))
    .map(({ id }) => id)
  return running().flatMap(({ id, parent }) => (servers.includes(id) || servers.includes(parent) ? [id] : []))
}

/** Those of these processes that still run. */
export function stillRunning(ids: readonly number[]): readonly number[] {
  return running().flatMap(({ id }) => (ids.includes(id) ? [id] : []))
}

function running(): readonly { readonly id: number; readonly parent: number; readonly command: string }[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [, id, parent, state, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return state === undefined || state.startsWith('Z') ? [] : [{ id: Number(id), parent: Number(parent), command }]
  })
}

/** Whether something takes connections on a port. */
export function connectionsTo(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

export function exists(path: string): boolean {
  return existsSync(path)
}
