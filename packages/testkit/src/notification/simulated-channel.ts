/** A channel in memory, with people who get its messages, and as unreliable as it is told to be. */
import {
  type NotificationChannel,
  NotificationDeferred,
  type NotificationMessage,
  type NotificationReceipt,
  NotificationRefused,
} from '@calotype/core'
import type { ArrivedMessage, ChannelWay, TestChannel } from './test-channel.ts'

export interface SimulatedChannelOptions {
  /** `simulated` unless told. */
  readonly name?: string
  /** Decides how each call goes; plainly unless told. */
  readonly way?: (message: NotificationMessage) => ChannelWay | 'refuse'
}

/** Takes addresses of digits, such as phone numbers, and texts of 500 characters. */
export class SimulatedChannel implements NotificationChannel {
  readonly contract = 1
  readonly name: string
  readonly maxLength = 500
  /** Everything that was given to it, as often as it was. */
  readonly calls: NotificationMessage[] = []
  readonly #way: NonNullable<SimulatedChannelOptions['way']>
  readonly #arrived = new Map<string, NotificationMessage>()

  constructor(options: SimulatedChannelOptions = {}) {
    this.name = options.name ?? 'simulated'
    this.#way = options.way ?? (() => 'plain')
  }

  /** What people got, each id once. */
  get arrived(): readonly NotificationMessage[] {
    return [...this.#arrived.values()]
  }

  accepts(address: string): boolean {
    return /^\+?\d{3,15}$/.test(address)
  }

  async send(message: NotificationMessage, { signal }: { readonly signal: AbortSignal }): Promise<NotificationReceipt> {
    this.calls.push(message)
    const deferred = (rule: string) => NotificationDeferred.create({ channel: this.name, rule })
    if (!this.accepts(message.to)) this.#refuse('the address is not a phone number')
    if ([...message.body].length > this.maxLength) this.#refuse(`the text is longer than ${this.maxLength} characters`)
    if (signal.aborted) throw deferred('it was given up before it was sent')
    const way = this.#way(message)
    if (way === 'refuse') this.#refuse('the person has blocked the studio')
    if (way === 'down') throw deferred('the other side cannot be reached')
    if (way === 'silent') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      throw deferred('it was given up while it waited for an answer')
    }
    this.deliver(message)
    if (way === 'lost') throw deferred('the connection broke before the answer arrived')
    return { reference: `simulated-${message.id}`.slice(0, 200) }
  }

  protected deliver(message: NotificationMessage): void {
    if (!this.#arrived.has(message.id)) this.#arrived.set(message.id, message)
  }

  #refuse(rule: string): never {
    throw NotificationRefused.create({ channel: this.name, rule })
  }
}

/**
 * The simulated channel as the suite takes it: an example for authors, and what the suite itself is tested with.
 *
 * @param make for a channel of your own class; the simulated one unless told
 */
export function simulatedTestChannel(
  make: (options: SimulatedChannelOptions) => SimulatedChannel = (options) => new SimulatedChannel(options),
): TestChannel {
  let way: ChannelWay = 'plain'
  const channel = make({ way: () => way })
  const seen = ({ to, subject, body }: NotificationMessage): ArrivedMessage => ({ to, subject, body })
  return {
    channel,
    goodAddress: '13800000000',
    badAddresses: ['wang.fang', '12'],
    subjects: true,
    ways: ['silent', 'lost'],
    behave: (next) => {
      way = next
    },
    arrived: async (id) => channel.arrived.filter((message) => message.id === id).map(seen),
  }
}
