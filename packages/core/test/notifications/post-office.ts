/** A studio with a channel that does what it is told, a clock that can be set, and a room that asks for messages. */
import { z } from 'zod'
import { createEngine } from '../../src/create-engine.ts'
import type { Hook } from '../../src/engine/hook.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import { subscribeToAll } from '../../src/engine/subscriber.ts'
import type { Event } from '../../src/engine/event.ts'
import { clockToken, loggerToken, provide } from '../../src/engine/tokens.ts'
import {
  cancelMessages,
  type MessageRequest,
  type NotificationChannel,
  type NotificationHost,
  type NotificationMessage,
  NotificationRunner,
  notificationChannels,
  type NotificationTemplate,
  notificationTemplates,
  queueMessages,
} from '../../src/notifications/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { addMillis } from '../../src/values/instant.ts'
import { counting } from '../orders/studio.ts'

/** Does with a message what a test says; keeps what it was given. */
export class TestChannel implements NotificationChannel {
  readonly contract = 1
  readonly name: string
  readonly maxLength = 100
  readonly given: NotificationMessage[] = []
  /** What happens to the next messages, one after the other; then they are sent. */
  readonly next: ((message: NotificationMessage, signal: AbortSignal) => Promise<void> | void)[] = []

  constructor(name = 'sms') {
    this.name = name
  }

  accepts(address: string): boolean {
    return /^\d{11}$/.test(address)
  }

  async send(message: NotificationMessage, { signal }: { readonly signal: AbortSignal }) {
    this.given.push(message)
    await this.next.shift()?.(message, signal)
    return { reference: `ref-${this.given.length}` }
  }
}

export const bookingReminder: NotificationTemplate = {
  name: 'post.booking',
  version: 3,
  summary: 'Reminds of a shoot.',
  values: ['name', 'time'],
  texts: {
    en: ({ name, time }) => ({ subject: null, body: `Dear ${name}, see you at ${time}.` }),
    'zh-CN': ({ name, time }) => ({ subject: null, body: `${name}您好，${time}见。` }),
  },
}

/** What a room above calls in its own command. */
const ask = operation({
  name: 'post.ask',
  summary: 'Asks for messages in the transaction of a command.',
  kind: 'command',
  input: z.strictObject({
    requests: z.custom<readonly MessageRequest[]>(Array.isArray),
    fail: z.boolean().default(false),
  }),
  output: z.array(z.object({ messageId: z.string(), state: z.string(), again: z.boolean() })),
  async run(context, { requests, fail }) {
    const queued = await queueMessages(context, requests)
    if (fail) throw new Error('the booking failed')
    return queued.map((one) => ({ ...one }))
  },
})

const takeBack = operation({
  name: 'post.takeBack',
  summary: 'Takes back what is about a thing.',
  kind: 'command',
  input: z.strictObject({ kind: z.string(), id: z.string() }),
  output: z.int(),
  run: (context, about) => cancelMessages(context, about),
})

export const phone = '13800001111'
export const noon = '2026-11-23T04:00:00.000Z'

export const request = (purpose: string, more: Partial<MessageRequest> = {}): MessageRequest => ({
  channel: 'sms',
  to: phone,
  purpose,
  content: { template: 'post.booking', values: { name: '王芳', time: '09:00' } },
  locale: 'zh-CN',
  ...more,
})

interface PostOptions {
  readonly storage?: StorageAdapter
  readonly channel?: TestChannel
  readonly hooks?: readonly Hook[]
  readonly settings?: object
  readonly timeZone?: string
  readonly withoutChannel?: boolean
}

export async function openPost(options: PostOptions = {}) {
  const channel = options.channel ?? new TestChannel()
  const clock = { at: noon }
  const logged: unknown[] = []
  const events: Event[] = []
  const counted = counting(options.storage ?? memory())
  const post = definePlugin({
    name: 'post',
    version: '1.0.0',
    requires: { notifications: '*' },
    operations: { ask, takeBack },
    hooks: options.hooks ?? [],
    roles: { owner: ['*'] },
    subscribers: [subscribeToAll({ name: 'listener', handle: async (_, event) => void events.push(event) })],
    entries: [
      ...(options.withoutChannel === true ? [] : [entry(notificationChannels, channel)]),
      entry(notificationTemplates, bookingReminder),
    ],
  })
  const log = (message: string, details: object) => void logged.push({ message, details })
  const engine = await createEngine({
    storage: counted.adapter,
    plugins: [post],
    studio: {
      currency: 'CNY',
      timeZone: options.timeZone ?? 'Asia/Shanghai',
      branches: { main: {}, york: { timeZone: 'America/New_York' } },
    },
    background: false,
    settings: { notifications: options.settings ?? {} },
    provide: [
      provide(clockToken, { useValue: { now: () => clock.at } }),
      provide(loggerToken, { useValue: { warn: log, error: log } }),
    ],
  })
  const as = (role: string, branch = 'main') =>
    engine.as({ tenant: 'rose', branch, actor: { id: `the-${role}`, roles: [role] } })
  const desk = as('owner')
  /** What tests may put between the runner and the engine. */
  const between: { report?: (inner: () => Promise<unknown>) => Promise<unknown> } = {}
  const host: NotificationHost = {
    resolve: (token) => engine.resolve(token),
    as: (session) => {
      const { notifications } = engine.as(session)
      const report = Object.assign(
        async (input: Parameters<typeof notifications.report>[0]) => {
          const inner = () => notifications.report(input)
          return (between.report === undefined ? inner() : between.report(inner)) as ReturnType<typeof inner>
        },
        { attempt: notifications.report.attempt },
      )
      return { notifications: { ...notifications, report } }
    },
  }
  const runner = (more: { answerWithinMs?: number; atOnce?: number } = {}) =>
    new NotificationRunner(host, { tenant: 'rose', branch: 'main', ...more })
  const queue = async (...requests: readonly MessageRequest[]) => desk.post.ask({ requests })
  const one = async (asked: MessageRequest) => {
    const [queued] = await queue(asked)
    if (queued === undefined) throw new Error('nothing was queued')
    return queued
  }
  const read = (messageId: string) => desk.notifications.get({ messageId })
  const later = (ms: number) => {
    clock.at = addMillis(clock.at, ms)
  }
  return {
    engine,
    as,
    desk,
    clock,
    channel,
    logged,
    events,
    between,
    runner,
    queue,
    one,
    read,
    later,
    statements: counted.statements,
  }
}
