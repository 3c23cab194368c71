import {
  consoleChannel,
  NotificationDeferred,
  type NotificationMessage,
  type NotificationReceipt,
  NotificationRefused,
} from '@calotype/core'
import { describe, expect, it } from 'vitest'
import {
  notificationConformance,
  runConformance,
  SimulatedChannel,
  type SimulatedChannelOptions,
  simulatedTestChannel,
  type TestChannel,
} from '../../src/index.ts'

type Options = { readonly signal: AbortSignal }

describe('the simulated channel keeps the contract of channels', () => {
  for (const { name, run } of notificationConformance({ newChannel: async () => simulatedTestChannel() }).cases) {
    it(name, run)
  }
})

const consoleTest = async (): Promise<TestChannel> => {
  const lines: string[] = []
  let down = false
  const channel = consoleChannel({
    write: (line) => {
      if (down) throw new Error(`the terminal is gone: ${line}`)
      lines.push(line)
    },
  })
  return {
    channel,
    goodAddress: '13800000000',
    badAddresses: [' '],
    subjects: true,
    ways: [],
    behave: (way) => {
      down = way === 'down'
    },
    arrived: async (id) => {
      // One line a message, whatever breaks of lines its text has.
      const read = lines.flatMap((line) => line.split(/[\n\r\u0085\u2028\u2029]/)).map((line) => JSON.parse(line))
      return read.filter((one) => one.id === id).map(({ to, subject, body }) => ({ to, subject, body }))
    },
  }
}

describe('the console channel keeps the contract of channels', () => {
  for (const { name, run } of notificationConformance({ newChannel: consoleTest }).cases) it(name, run)
})

/** Delivers as often as it is called. */
class SendsTwice extends SimulatedChannel {
  #calls = 0
  readonly #again: NotificationMessage[] = []
  override get arrived() {
    return [...super.arrived, ...this.#again]
  }
  protected override deliver(message: NotificationMessage): void {
    if (super.arrived.some(({ id }) => id === message.id)) this.#again.push({ ...message, subject: `${this.#calls++}` })
    else super.deliver(message)
  }
}

/** Looks whether it was sent, and sends after a moment. */
class LooksFirst extends SimulatedChannel {
  readonly #again: NotificationMessage[] = []
  readonly #sent = new Set<string>()
  override get arrived() {
    return this.#again
  }
  override async send(message: NotificationMessage, options: Options): Promise<NotificationReceipt> {
    const known = this.#sent.has(message.id)
    const receipt = await super.send(message, options)
    if (!known) this.#again.push(message)
    this.#sent.add(message.id)
    return receipt
  }
}

class TellsByText extends SimulatedChannel {
  readonly #texts = new Set<string>()
  protected override deliver(message: NotificationMessage): void {
    if (!this.#texts.has(message.body)) super.deliver(message)
    this.#texts.add(message.body)
  }
}

class SpeaksLatin extends SimulatedChannel {
  protected override deliver(message: NotificationMessage): void {
    super.deliver({ ...message, body: message.body.normalize('NFC').trim() })
  }
}

class CutsLongTexts extends SimulatedChannel {
  override send(message: NotificationMessage, options: Options): Promise<NotificationReceipt> {
    return super.send({ ...message, body: [...message.body].slice(0, this.maxLength).join('') }, options)
  }
}

class TriesBadAddressesAgain extends SimulatedChannel {
  override async send(message: NotificationMessage, options: Options): Promise<NotificationReceipt> {
    try {
      return await super.send(message, options)
    } catch (error) {
      if (!NotificationRefused.is(error)) throw error
      throw NotificationDeferred.create({ channel: this.name, rule: error.details.rule })
    }
  }
}

class NamesAddresses extends SimulatedChannel {
  override async send(message: NotificationMessage, options: Options): Promise<NotificationReceipt> {
    try {
      return await super.send(message, options)
    } catch (error) {
      if (!NotificationRefused.is(error)) throw error
      throw NotificationRefused.create({ channel: this.name, rule: `${message.to} is wrong` })
    }
  }
}

class ThrowsWhatItGets extends SimulatedChannel {
  override async send(message: NotificationMessage, options: Options): Promise<NotificationReceipt> {
    try {
      return await super.send(message, options)
    } catch (error) {
      if (!NotificationDeferred.is(error)) throw error
      throw new Error('ECONNREFUSED')
    }
  }
}

class SwallowsFailures extends SimulatedChannel {
  override async send(message: NotificationMessage, options: Options): Promise<NotificationReceipt> {
    try {
      return await super.send(message, options)
    } catch (error) {
      if (!NotificationDeferred.is(error)) throw error
      return { reference: null }
    }
  }
}

/** Remembers an id before anything was sent. */
class RemembersTooEarly extends SimulatedChannel {
  readonly #tried = new Set<string>()
  override async send(message: NotificationMessage, options: Options): Promise<NotificationReceipt> {
    if (this.#tried.has(message.id)) return { reference: null }
    this.#tried.add(message.id)
    return super.send(message, options)
  }
}

class HeedsNoSignal extends SimulatedChannel {
  override send(message: NotificationMessage): Promise<NotificationReceipt> {
    return super.send(message, { signal: new AbortController().signal })
  }
}

const broken: readonly [string, new (options: SimulatedChannelOptions) => SimulatedChannel, string][] = [
  ['delivers every call', SendsTwice, 'the same message sent twice arrives once'],
  ['looks first and then sends', LooksFirst, 'sent at once from two sides, a message arrives once'],
  ['tells messages apart by their text', TellsByText, 'two messages of one text are two'],
  ['trims and normalises', SpeaksLatin, 'any text arrives to the last character'],
  ['cuts long texts', CutsLongTexts, 'a longer one is refused for good and never cut'],
  ['tries bad addresses again', TriesBadAddressesAgain, 'an address that is none is refused for good'],
  ['repeats addresses in errors', NamesAddresses, 'an address that is none is refused for good'],
  ['throws errors of its own', ThrowsWhatItGets, 'where the other side is down, the message is deferred'],
  ['swallows failures', SwallowsFailures, 'where the other side is down, the message is deferred'],
  ['remembers ids too early', RemembersTooEarly, 'where the other side is down, the message is deferred'],
  ['does not heed the signal', HeedsNoSignal, 'what was given up before it was sent is not sent'],
]

describe('the suite catches a channel that', () => {
  it.each(broken)('%s', async (_what, Broken, rule) => {
    const newChannel = async () => simulatedTestChannel((options) => new Broken(options))
    // A channel that hangs is one that is caught: nobody waits half a minute for it.
    const { failed } = await runConformance(notificationConformance({ newChannel, deadlineMs: 500 }))
    const found = failed.find(({ name }) => name.includes(rule))
    expect(failed.map(({ name }) => name)).toContainEqual(expect.stringContaining(rule))
    expect(found?.error.message).toMatch(/expected: .+\n {2}seen: {5}.+\n {2}mend: {5}.+/)
  })
})
