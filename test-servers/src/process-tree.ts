/** Ends a server with every process that it forked, as a power cut would. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

interface RunningProcess {
  readonly id: number
  readonly parent: number
  /** As ps writes it: T is stopped, Z is dead but not yet collected. */
  readonly state: string
}

/**
 * Kills a process and its children with SIGKILL; returns when none of them runs any more.
 * PostgreSQL's workers have process groups of their own, so a signal to a group would miss them.
 */
export async function killTree(id: number): Promise<void> {
  if (!signal(id, 'SIGSTOP')) return
  // A process stops a moment after the signal; only then can it fork no more.
  await until(() => running().every((one) => one.id !== id || /^[TtZX]/.test(one.state)))
  const tree = [id, ...running().flatMap((one) => (one.parent === id ? [one.id] : []))]
  for (const one of tree) signal(one, 'SIGKILL')
  await until(() => !running().some((one) => tree.includes(one.id) && isAlive(one)))
}

/** Whether the process ended by itself within so many milliseconds. */
export async function endsWithin(id: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  while (Date.now() < deadline) {
    if (!running().some((one) => one.id === id && isAlive(one))) return true
    await setTimeout(20)
  }
  return false
}

/** Sends a signal; false if there is no such process. */
export function signal(id: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(id, name)
  } catch {
    return false
  }
}

function isAlive({ state }: RunningProcess): boolean {
  return !/^[ZX]/.test(state)
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('Processes that were sent SIGSTOP or SIGKILL still run after 10 s.')
    await setTimeout(2)
  }
}

function running(): readonly RunningProcess[] {
  if (!existsSync('/proc/self/stat')) return listedByPs()
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? statusOf(name) : []))
}

function statusOf(id: string): readonly RunningProcess[] {
  try {
    const line = readFileSync(`/proc/${id}/stat`, 'utf8')
    // The name before it stands in parentheses and may itself hold some.
    const [state = '', parent] = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return [{ id: Number(id), parent: Number(parent), state }]
  } catch {
    // It ended while the list was read.
    return []
  }
}

function listedByPs(): readonly RunningProcess[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [id, parent, state = ''] = line.trim().split(/\s+/)
    return { id: Number(id), parent: Number(parent), state }
  })
}
