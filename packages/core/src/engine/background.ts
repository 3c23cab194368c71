/** Runs subscribers and jobs: woken by commits of this process, by those of others where the store tells, and now and then. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { StorageReadOnly } from '../storage/errors.ts'
import type { Kernel } from './kernel.ts'
import { JobRunner } from './job-runner.ts'
import { SubscriptionRunner } from './subscription-runner.ts'
import { reasonOf } from './reason.ts'

export interface BackgroundOptions {
  /** How often to look for work that other processes left, in milliseconds; 1,000 unless told. */
  readonly pollMs: number
  /** How long a process that went silent keeps what it took, in milliseconds; 60,000 unless told. */
  readonly leaseMs: number
}

/** Notices of other processes start a pass at most so often. */
const heardEveryMs = 50

export class Background {
  readonly #kernel: Kernel
  readonly #options: BackgroundOptions
  readonly #subscriptions: SubscriptionRunner
  readonly #jobs: JobRunner
  #timer: NodeJS.Timeout | undefined
  /** How to stop hearing of the commits of other processes. */
  #listening: Promise<(() => Promise<void>) | undefined> | undefined
  #pass: Promise<number> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #wanted = false
  #stopped = true
  // A pass belongs to no request of the host, whichever commit has woken it.
  readonly #outside = AsyncLocalStorage.snapshot()
  readonly #wake = (): void => this.#outside(() => this.#run())
  #lastHeard = Number.NEGATIVE_INFINITY
  #soon: NodeJS.Timeout | undefined
  /** Of another process: at once, but of a flood of them only so many. */
  readonly #heard = (): void => {
    if (this.#soon !== undefined) return
    const wait = this.#lastHeard + heardEveryMs - performance.now()
    const wake = (): void => {
      this.#soon = undefined
      this.#lastHeard = performance.now()
      this.#wake()
    }
    if (wait <= 0) wake()
    else this.#soon = setTimeout(wake, wait).unref()
  }
  readonly #firstWrite = (tenant: string): void => {
    this.#jobs
      .plan([tenant])
      .catch((error: unknown) => this.#report('Planning the recurring jobs of a studio failed', error))
  }

  constructor(kernel: Kernel, options: BackgroundOptions) {
    this.#kernel = kernel
    this.#options = options
    const owner = kernel.ids.next()
    this.#subscriptions = new SubscriptionRunner(kernel, owner, options.leaseMs)
    this.#jobs = new JobRunner(kernel, owner, options.leaseMs)
  }

  /** Recurring jobs of the studios known so far; must have run before anything else. */
  async plan(tenants: readonly string[]): Promise<void> {
    try {
      await this.#jobs.plan(tenants)
    } catch (error) {
      // Who opens a store that it may only read does no recurring work.
      if (!StorageReadOnly.is(error)) throw error
      this.#kernel.logger.warn('The recurring jobs cannot be planned: the store can only be read', { tenants })
    }
    this.#kernel.notices.on('first-write', this.#firstWrite)
  }

  start(): void {
    this.#stopped = false
    this.#kernel.notices.on('*', this.#wake)
    this.#timer = setInterval(this.#wake, this.#options.pollMs)
    this.#timer.unref()
    this.#listening = this.#listen()
    this.#run()
  }

  /** Does everything that is due, and what comes of it, until nothing is. */
  settle(): Promise<void> {
    return this.#alone(async () => {
      while ((await this.#work(() => false)) > 0);
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    clearTimeout(this.#soon)
    this.#kernel.notices.off('*', this.#wake)
    this.#kernel.notices.off('first-write', this.#firstWrite)
    const stopListening = await this.#listening
    this.#listening = undefined
    try {
      await stopListening?.()
    } catch (error) {
      this.#report('The store could not stop listening', error)
    }
    await this.#turn
  }

  /** Without it the poll finds the work of others a little later. */
  async #listen(): Promise<(() => Promise<void>) | undefined> {
    try {
      const stop = await this.#kernel.storage.wakeUps?.listen(this.#heard)
      // What was announced before this process could hear it.
      if (stop !== undefined) this.#wake()
      return stop
    } catch (error) {
      this.#report('The store cannot tell of the commits of other processes; they are looked for now and then', error)
      return undefined
    }
  }

  /** One pass at a time: two of one engine would serve the same subscriber side by side under one lease. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    )
    return turn
  }

  #run(): void {
    this.#wanted = true
    if (this.#stopped || this.#pass !== undefined) return
    this.#pass = this.#alone(() => this.#loop()).finally(() => {
      this.#pass = undefined
      // A notice may have come between the loop's last look and its end.
      if (this.#wanted && !this.#stopped) this.#run()
    })
  }

  async #loop(): Promise<number> {
    let done = 0
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false
      try {
        const worked = await this.#work(() => this.#stopped)
        if (worked > 0) this.#wanted = true
        done += worked
      } catch (error) {
        this.#report('Background work met an error and will go on', error)
      }
    }
    return done
  }

  async #work(stopped: () => boolean): Promise<number> {
    return (await this.#subscriptions.work(stopped)) + (await this.#jobs.work(stopped))
  }

  #report(message: string, error: unknown): void {
    this.#kernel.logger.error(message, { error: reasonOf(error) })
  }
}
