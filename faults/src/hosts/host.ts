/** A host process as its starter sees it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type HostPlan, noticeSchema, type Order } from './host-plan.ts'

const program = fileURLToPath(new URL('./host-process.ts', import.meta.url))

export class Host {
  readonly plan: HostPlan
  readonly #child: ChildProcess
  readonly #errors: string[] = []
  readonly #exited: Promise<unknown>
  readonly ready: Promise<void>
  /** What its clients should not have seen. */
  readonly failures: string[] = []

  constructor(plan: HostPlan) {
    this.plan = plan
    this.#child = fork(program, [JSON.stringify(plan)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    this.#child.stderr?.on('data', (text) => this.#errors.push(String(text)))
    this.#exited = once(this.#child, 'exit')
    this.ready = new Promise((resolve) => {
      this.#child.on('message', (message) => {
        const notice = noticeSchema.parse(message)
        if ('ready' in notice) resolve()
        if ('failures' in notice) this.failures.push(...notice.failures)
      })
      void this.#exited.then(() => resolve())
    })
  }

  get journal(): string {
    return join(this.plan.folder, `${this.plan.name}.journal`)
  }

  get handlings(): string {
    return join(this.plan.folder, `${this.plan.name}.handlings`)
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  tell(order: Order): void {
    this.#child.send(order, () => undefined)
  }

  /** SIGKILL from outside. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** Whether it ended within so many milliseconds. */
  endsWithin(milliseconds: number): Promise<boolean> {
    return Promise.race([this.#exited.then(() => true), pause(milliseconds, false, { ref: false })])
  }

  /** Waits for its end. Answers what went wrong: nothing where it was killed, or ended in order. */
  async end(): Promise<readonly string[]> {
    await this.#exited
    const { signalCode, exitCode } = this.#child
    if (signalCode === 'SIGKILL' || exitCode === 0) return this.failures
    const last = this.#errors.join('').trim().split('\n').slice(-12).join('\n')
    return [...this.failures, `host ${this.plan.name} ended by itself (${signalCode ?? exitCode}): ${last}`]
  }
}

/** Those that were written: a host may be killed before it opened any. */
export function written(files: readonly string[]): readonly string[] {
  return files.filter((file) => existsSync(file))
}
