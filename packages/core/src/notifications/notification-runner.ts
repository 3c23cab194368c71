/**
 * The runner: the one part of the room that talks to channels. It stands outside of every transaction: that a message is given
 * away is written down first, what came of it afterwards, and what is lost in between is given again under the same id.
 */
import type { Calls } from '../engine/desk.ts'
import { type Declarations, declarationsToken } from '../engine/load-plugins.ts'
import type { SessionOptions } from '../engine/session.ts'
import { type Logger, loggerToken, type Token } from '../engine/tokens.ts'
import { isCalotypeError } from '../values/calotype-error.ts'
import { NotificationChannelUnknown, NotificationDeferred } from './errors.ts'
import { type NotificationChannel, type NotificationMessage, notificationChannels } from './notification-channel.ts'
import type { NotificationOperations } from './plugin.ts'
import { outcomeOf, type SendOutcome } from './send-outcome.ts'

/** The part of an engine that the runner needs. */
export interface NotificationHost {
  as(session: SessionOptions): { readonly notifications: Calls<NotificationOperations> }
  resolve<T>(token: Token<T>): T
}

export interface NotificationRunnerOptions {
  readonly tenant: string
  /** Any branch of the studio: where the runner asks what is due. */
  readonly branch: string
  /** How long a channel may take to answer before the answer counts as lost, in milliseconds; 30,000 unless told. */
  readonly answerWithinMs?: number
  /** How many messages are given to channels at once; 1 unless told. */
  readonly atOnce?: number
}

export class NotificationRunner {
  readonly #host: NotificationHost
  readonly #options: NotificationRunnerOptions
  readonly #answerWithinMs: number
  readonly #channels: ReadonlyMap<string, NotificationChannel>
  readonly #logger: Logger

  constructor(host: NotificationHost, options: NotificationRunnerOptions) {
    this.#host = host
    this.#options = options
    this.#answerWithinMs = options.answerWithinMs ?? 30_000
    this.#logger = host.resolve(loggerToken)
    this.#channels = new Map(channelsOf(host.resolve(declarationsToken)).map((one) => [one.name, one]))
  }

  /**
   * Sends everything that is due in all branches of the studio: to be called now and then, say every ten seconds, and safe to be called
   * from several processes. Answers how many messages were looked at. Once `signal` is aborted, nothing more is begun and channels are
   * told to give up; what they gave up is sent again later.
   */
  async work({ signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {}): Promise<number> {
    const seen = new Set<string>()
    while (!signal.aborted) {
      const { items } = await this.#desk().due({ limit: 100 })
      const fresh = items.filter(({ messageId }) => !seen.has(messageId))
      if (fresh.length === 0) break
      const rest = fresh.values()
      const hands = Array.from({ length: Math.max(this.#options.atOnce ?? 1, 1) }, async () => {
        for (const { messageId, branch } of rest) {
          if (signal.aborted) return
          seen.add(messageId)
          await this.#try(messageId, branch, signal)
        }
      })
      await Promise.all(hands)
    }
    return seen.size
  }

  async #try(messageId: string, branch: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#do(messageId, branch, signal)
    } catch (error) {
      // The claim runs out by itself; one message that cannot be recorded must not stop the others.
      const code = isCalotypeError(error) ? error.code : 'unknown'
      this.#logger.error('A message could not be recorded and will be sent again', { messageId, code })
    }
  }

  async #do(messageId: string, branch: string, signal: AbortSignal): Promise<void> {
    const desk = this.#desk(branch)
    // Longer than a channel may take, so that nobody else begins while this one still waits.
    const { message, channel, claimId } = await desk.claim({ messageId, holdMs: this.#answerWithinMs + 30_000 })
    if (message === null || claimId === null) return
    const outcome = await this.#send(channel, message, signal)
    await desk.report({ messageId, claimId, outcome })
  }

  async #send(name: string, message: NotificationMessage, stopped: AbortSignal): Promise<SendOutcome> {
    const channel = this.#channels.get(name)
    if (channel === undefined) {
      const known = [...this.#channels.keys()]
      return outcomeOf(NotificationChannelUnknown.create({ channel: name, known }), message)
    }
    const giveUp = new AbortController()
    const lost = (rule: string) => () => giveUp.abort(NotificationDeferred.create({ channel: name, rule }))
    const stop = lost('the runner was stopped')
    const timer = setTimeout(lost(`it did not answer within ${this.#answerWithinMs} ms`), this.#answerWithinMs)
    stopped.addEventListener('abort', stop, { once: true })
    const { signal } = giveUp
    try {
      // A channel that does not heed the signal is left alone with it.
      const late = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
      const receipt = await Promise.race([channel.send(message, { signal }), late])
      return { state: 'sent', reference: receipt.reference?.slice(0, 200) ?? null }
    } catch (error) {
      return outcomeOf(error, message)
    } finally {
      clearTimeout(timer)
      stopped.removeEventListener('abort', stop)
    }
  }

  #desk(branch = this.#options.branch): Calls<NotificationOperations> {
    const actor = { id: 'notifications', roles: ['notificationRunner'] }
    return this.#host.as({ tenant: this.#options.tenant, branch, actor }).notifications
  }
}

const channelsOf = (declarations: Declarations): readonly NotificationChannel[] =>
  (declarations.entries.get(notificationChannels.name) ?? []) as readonly NotificationChannel[]
