/** A process of clients as its starter sees it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type ClientPlan, noticeSchema, type RoundDone } from './client-plan.ts'

const program = fileURLToPath(new URL('./client-process.ts', import.meta.url))

export class Clients {
  readonly #child: ChildProcess
  readonly #errors: string[] = []
  readonly #exited: Promise<unknown>

  private constructor(plan: ClientPlan, execArgv: readonly string[]) {
    this.#child = fork(program, [JSON.stringify(plan)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [...execArgv],
    })
    this.#child.stderr?.on('data', (text) => this.#errors.push(String(text)))
    this.#exited = once(this.#child, 'exit')
  }

  /** Starts a process, and waits until its engine stands. */
  static async start(plan: ClientPlan, execArgv: readonly string[] = process.execArgv): Promise<Clients> {
    const clients = new Clients(plan, execArgv)
    await clients.#next()
    return clients
  }

  /** Lets every client take its steps, and waits until they have. */
  async work(round: number, steps: number): Promise<RoundDone> {
    this.#child.send({ round, steps })
    const notice = await this.#next()
    if ('ready' in notice) throw new Error('A process of clients said twice that it was ready.')
    return notice
  }

  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect()
    await this.#exited
  }

  /** @throws where the process ends instead of telling anything */
  async #next() {
    const ended = this.#exited.then(() => {
      throw new Error(`A process of clients ended by itself: ${this.#errors.join('').slice(0, 2_000)}`)
    })
    const [message] = await Promise.race([once(this.#child, 'message'), ended])
    return noticeSchema.parse(message)
  }
}
