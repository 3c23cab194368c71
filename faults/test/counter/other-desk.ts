/** A process at a counter, as its starter sees it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type DeskOrder, type DeskPlan, outcomesSchema } from './desk-plan.ts'

const program = fileURLToPath(new URL('./desk-process.ts', import.meta.url))

export class OtherDesk {
  readonly #child: ChildProcess
  readonly #errors: string[] = []

  private constructor(plan: DeskPlan) {
    this.#child = fork(program, [JSON.stringify(plan)], {
      execArgv: ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.on('data', (text) => this.#errors.push(String(text)))
  }

  static async start(plan: DeskPlan): Promise<OtherDesk> {
    const desk = new OtherDesk(plan)
    await desk.#answer()
    return desk
  }

  /** What came of it. Killed before it could tell: undefined. */
  async tell(order: DeskOrder): Promise<readonly string[] | undefined> {
    this.#child.send(order)
    return this.#answer()
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exited = once(this.#child, 'exit')
    this.#child.disconnect()
    await exited
  }

  async #answer(): Promise<readonly string[] | undefined> {
    const told = new Promise<readonly string[]>((resolve) => {
      this.#child.once('message', (message) => resolve(outcomesSchema.parse(message)))
    })
    const ended = once(this.#child, 'exit').then(([code, signal]) => {
      if (signal === 'SIGKILL') return undefined
      throw new Error(`the process ended by itself (${code}): ${this.#errors.join('')}`)
    })
    return Promise.race([told, ended])
  }
}
