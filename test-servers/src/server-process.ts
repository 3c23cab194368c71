/** One server's process: started until it answers, stopped, or killed with all that it forked. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { killTree } from './process-tree.ts'
import type { ServerFolder } from './server-folder.ts'

export interface ServerCommand {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  /** The signal that asks it to shut down and to break off what is open. */
  readonly stopSignal: NodeJS.Signals
  /** Throws as long as the server does not answer. */
  answers(): Promise<unknown>
}

const startLimit = 60_000
const stopLimit = 30_000

export class ServerProcess {
  readonly #folder: ServerFolder
  readonly #command: ServerCommand
  #child: ChildProcess | undefined

  constructor(folder: ServerFolder, command: ServerCommand) {
    this.#folder = folder
    this.#command = command
  }

  get running(): boolean {
    return this.#child !== undefined && !hasEnded(this.#child)
  }

  /** Starts it and waits until it answers. Throws with the end of its log if it ends or is silent for a minute. */
  async start(): Promise<void> {
    if (this.running) return
    const { name, program, args, answers } = this.#command
    const log = openSync(this.#folder.log, 'a')
    const child = spawn(program, args, {
      cwd: this.#folder.path,
      // In a group of its own: Ctrl-C at the terminal ends the tests, and these end the server.
      detached: true,
      stdio: ['ignore', log, log],
      env: this.#folder.environment,
      ...this.#folder.user,
    })
    closeSync(log)
    child.unref()
    const failed = once(child, 'error').then(([error]) => error)
    if (child.pid === undefined) throw new Error(`${name} did not start: ${await failed}`)
    this.#child = child
    this.#folder.watchdog.watch(child.pid)
    const deadline = Date.now() + startLimit
    for (;;) {
      if (hasEnded(child)) throw new Error(`${name} ended while it started. ${this.#logEnd()}`)
      try {
        await answers()
        return
      } catch (error) {
        if (Date.now() < deadline) await setTimeout(20)
        else {
          await this.kill()
          throw new Error(`${name} did not answer within ${startLimit / 1000} s. ${this.#logEnd()}`, { cause: error })
        }
      }
    }
  }

  /** Shuts it down in order. Its data stay. */
  async stop(): Promise<void> {
    const child = this.#child
    if (child === undefined || hasEnded(child)) return
    const ended = once(child, 'exit')
    child.ref()
    child.kill(this.#command.stopSignal)
    const inTime = await Promise.race([ended, setTimeout(stopLimit, undefined, { ref: false })])
    if (inTime === undefined) {
      await this.kill()
      throw new Error(
        `${this.#command.name} did not stop within ${stopLimit / 1000} s and was killed. ${this.#logEnd()}`,
      )
    }
    this.#folder.watchdog.watch(undefined)
  }

  /** Kills it and every process that it forked, with SIGKILL. Its data stay as they are. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child?.pid === undefined || hasEnded(child)) return
    const ended = once(child, 'exit')
    child.ref()
    await killTree(child.pid)
    await ended
    this.#folder.watchdog.watch(undefined)
  }

  #logEnd(): string {
    const lines = readFileSync(this.#folder.log, 'utf8').trimEnd().split('\n')
    return `Its log ends:\n${lines.slice(-15).join('\n')}`
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
