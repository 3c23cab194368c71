/** Messages to people: durable, and never twice by our own doing. */
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { on, veto } from '../../src/engine/hook.ts'
import { notificationsQueueing } from '../../src/notifications/index.ts'
import { NotificationDeferred, NotificationRefused } from '../../src/notifications/errors.ts'
import { noon, openPost, phone, request, TestChannel } from './post-office.ts'

const minute = 60_000

async function post(options: Parameters<typeof openPost>[0] = {}) {
  const opened = await openPost(options)
  onTestFinished(() => opened.engine.close())
  return opened
}

const deferred = () => {
  throw NotificationDeferred.create({ channel: 'sms', rule: 'too many at once' })
}

describe('a message', () => {
  it('is sent once its transaction stands, in the language asked for, and says where it is', async () => {
    const { one, runner, channel, read } = await post()
    const { messageId, state } = await one(request('booking:1:P1D', { about: { kind: 'booking', id: '1' } }))
    expect([state, channel.given.length]).toEqual(['queued', 0])
    expect(await runner().work()).toBe(1)
    expect(channel.given).toEqual([
      {
        id: messageId,
        to: phone,
        locale: 'zh-CN',
        subject: null,
        body: '王芳您好，09:00见。',
        template: { name: 'post.booking', version: 3, values: { name: '王芳', time: '09:00' } },
      },
    ])
    expect(await read(messageId)).toMatchObject({
      state: 'sent',
      attempts: 1,
      reference: 'ref-1',
      nextAt: null,
      closedAt: noon,
      template: { name: 'post.booking', version: 3 },
      about: { kind: 'booking', id: '1' },
    })
    expect(await runner().work()).toBe(0)
    expect(channel.given).toHaveLength(1)
  })

  it('goes nowhere with a transaction that failed', async () => {
    const { desk, runner, channel } = await post()
    await expect(desk.post.ask({ requests: [request('a')], fail: true })).rejects.toThrow('the booking failed')
    expect(await runner().work()).toBe(0)
    expect(channel.given).toEqual([])
  })

  it('waits for its time', async () => {
    const { one, runner, channel, later } = await post()
    await one(request('a', { notBefore: '2026-11-23T05:00:00.000Z' }))
    expect(await runner().work()).toBe(0)
    later(60 * minute)
    expect(await runner().work()).toBe(1)
    expect(channel.given).toHaveLength(1)
  })

  it('is one for a purpose, asked for again, in one list, or from two commands at once', async () => {
    const { queue, one, runner, channel, desk } = await post()
    const [first, second] = await queue(request('a'), request('a', { to: '13900000000' }))
    expect(second).toEqual({ ...first, again: true })
    expect(await one(request('a'))).toEqual({ ...first, again: true })
    const racing = await Promise.all(Array.from({ length: 8 }, () => one(request('b'))))
    expect(new Set(racing.map(({ messageId }) => messageId)).size).toBe(1)
    expect(racing.filter(({ again }) => !again)).toHaveLength(1)
    expect((await desk.notifications.list({})).items).toHaveLength(2)
    await Promise.all([runner().work(), runner().work(), runner({ atOnce: 3 }).work()])
    expect(channel.given).toHaveLength(2)
  })

  it('that its channel would never take stands as failed, and undoes nothing', async () => {
    const { queue, runner, channel, desk } = await post()
    const long = { subject: null, body: '长'.repeat(101) }
    const queued = await queue(request('a', { to: 'nobody' }), request('b', { content: long }), request('c'))
    expect(queued.map(({ state }) => state)).toEqual(['failed', 'failed', 'queued'])
    await runner().work()
    expect(channel.given).toHaveLength(1)
    const { items } = await desk.notifications.list({ state: 'failed' })
    expect(items.map(({ purpose, error }) => [purpose, error?.code])).toEqual([
      ['b', 'NOTIFICATION_TOO_LONG'],
      ['a', 'NOTIFICATION_ADDRESS_REFUSED'],
    ])
  })

  it('is asked for with sense, or not at all', async () => {
    const { one } = await post()
    await expect(one(request('of 王芳'))).rejects.toMatchObject({
      code: 'NOTIFICATION_INVALID',
      details: { field: 'purpose' },
    })
    await expect(one(request('a', { notBefore: 'tomorrow' }))).rejects.toMatchObject({
      details: { field: 'notBefore' },
    })
    const turned = { notBefore: '2026-11-24T00:00:00.000Z', notAfter: '2026-11-23T00:00:00.000Z' }
    await expect(one(request('a', turned))).rejects.toMatchObject({ details: { field: 'notAfter' } })
    await expect(one(request('a', { content: { body: ' ' } }))).rejects.toMatchObject({ details: { field: 'body' } })
    await expect(one(request('a', { channel: 'pigeon' }))).rejects.toMatchObject({
      code: 'NOTIFICATION_CHANNEL_UNKNOWN',
      details: { known: ['sms'] },
    })
    await expect(one(request('a', { content: { template: 'post.none', values: {} } }))).rejects.toMatchObject({
      code: 'NOTIFICATION_TEMPLATE_UNKNOWN',
    })
    const content = { template: 'post.booking', values: { nmae: '王芳' } }
    await expect(one(request('a', { content }))).rejects.toMatchObject({
      code: 'NOTIFICATION_VALUE_MISSING',
      details: { missing: ['name', 'time'] },
    })
  })
})

describe('a channel that cannot send now', () => {
  it('is tried again, later each time, and the message fails after the last attempt', async () => {
    const { one, runner, channel, read, later, events, engine } = await post({ settings: { attempts: 3 } })
    channel.next.push(deferred, deferred, deferred)
    const { messageId } = await one(request('a'))
    await runner().work()
    expect(await read(messageId)).toMatchObject({
      state: 'queued',
      attempts: 1,
      nextAt: '2026-11-23T04:00:30.000Z',
      error: { code: 'NOTIFICATION_DEFERRED', reason: 'too many at once' },
    })
    later(29_999)
    expect(await runner().work()).toBe(0)
    later(1)
    expect(await runner().work()).toBe(1)
    expect(await read(messageId)).toMatchObject({ attempts: 2, nextAt: '2026-11-23T04:02:30.000Z' })
    later(2 * minute)
    await runner().work()
    expect(await read(messageId)).toMatchObject({ state: 'failed', attempts: 3, nextAt: null })
    await engine.settle()
    expect(events.filter(({ name }) => name === 'notifications.failed').map(({ data }) => data)).toMatchObject([
      { messageId, code: 'NOTIFICATION_DEFERRED' },
    ])
  })

  it('gets a failed message anew by hand, under the same id', async () => {
    const { one, runner, channel, read, desk } = await post({ settings: { attempts: 1 } })
    channel.next.push(deferred)
    const { messageId } = await one(request('a'))
    await runner().work()
    expect((await desk.notifications.retry({ messageId })).state).toBe('queued')
    await runner().work()
    expect(await read(messageId)).toMatchObject({ state: 'sent', attempts: 1, error: null })
    expect(channel.given.map(({ id }) => id)).toEqual([messageId, messageId])
    await expect(desk.notifications.retry({ messageId })).rejects.toMatchObject({ code: 'NOTIFICATION_STATE_REFUSED' })
  })

  it('that does not answer is given up, told so by the signal, and tried again', async () => {
    const { one, runner, channel, read } = await post()
    let told = false
    channel.next.push((_, signal) => {
      signal.addEventListener('abort', () => (told = true))
      return new Promise(() => undefined)
    })
    const { messageId } = await one(request('a'))
    await runner({ answerWithinMs: 1 }).work()
    expect(told).toBe(true)
    const reason = 'it did not answer within 1 ms'
    expect(await read(messageId)).toMatchObject({ state: 'queued', error: { code: 'NOTIFICATION_DEFERRED', reason } })
  })

  it('is told to give up when the runner is stopped, and nothing more is begun', async () => {
    const { queue, runner, channel, desk } = await post()
    const stopping = new AbortController()
    channel.next.push(() => {
      stopping.abort()
      return new Promise(() => undefined)
    })
    await queue(request('a'), request('b'))
    expect(await runner().work({ signal: stopping.signal })).toBe(1)
    expect(channel.given).toHaveLength(1)
    expect((await desk.notifications.list({ state: 'queued' })).items).toHaveLength(2)
  })
})

describe('a refusal', () => {
  it('is for good: the message has failed at once', async () => {
    const { one, runner, channel, read } = await post()
    channel.next.push(() => {
      throw NotificationRefused.create({ channel: 'sms', rule: `${phone} has blocked the studio` })
    })
    const { messageId } = await one(request('a'))
    await runner().work()
    const error = { code: 'NOTIFICATION_REFUSED', reason: '… has blocked the studio' }
    expect(await read(messageId)).toMatchObject({ state: 'failed', attempts: 1, error })
  })
})

describe('a process that dies', () => {
  it('between the call and its record sends again under the same id, once its claim has run out', async () => {
    const { one, runner, channel, read, between, later } = await post()
    between.report = () => Promise.reject(new Error('killed'))
    const { messageId } = await one(request('a'))
    await runner().work()
    expect(await read(messageId)).toMatchObject({ state: 'sending', attempts: 1 })
    delete between.report
    later(59_999)
    expect(await runner().work()).toBe(0)
    later(1)
    await runner().work()
    expect(channel.given.map(({ id }) => id)).toEqual([messageId, messageId])
    expect(await read(messageId)).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('every time is not followed for ever', async () => {
    const { one, runner, channel, read, between, later } = await post({ settings: { attempts: 2 } })
    between.report = () => Promise.reject(new Error('killed'))
    const { messageId } = await one(request('a'))
    for (let pass = 0; pass < 4; pass++) {
      await runner().work()
      later(minute)
    }
    expect(channel.given).toHaveLength(2)
    expect(await read(messageId)).toMatchObject({ state: 'failed', error: { code: 'NOTIFICATION_UNANSWERED' } })
  })

  it('after an answer was lost sends again under the same id', async () => {
    const { one, runner, channel, read, later } = await post()
    channel.next.push(() => {
      throw Object.assign(new Error('the answer was lost'), { code: 'ECONNRESET' })
    })
    const { messageId } = await one(request('a'))
    await runner().work()
    expect(await read(messageId)).toMatchObject({ state: 'queued', error: { code: 'ECONNRESET', reason: null } })
    later(minute)
    await runner().work()
    expect(channel.given.map(({ id }) => id)).toEqual([messageId, messageId])
  })

  it('and reports late says the truth where the message was sent, and nothing where it was not', async () => {
    const { one, runner, between, read, later, desk, as } = await post()
    const late: (() => Promise<unknown>)[] = []
    between.report = async (inner) => {
      late.push(inner)
      throw new Error('slow')
    }
    const { messageId } = await one(request('a'))
    await runner().work()
    later(minute)
    expect((await desk.notifications.cancel({ messageId })).state).toBe('cancelled')
    const claimId = 'of-somebody-else'
    const stale = { state: 'deferred', code: 'X', reason: null, retryAfterMs: 0 } as const
    await as('notificationRunner').notifications.report({ messageId, claimId, outcome: stale })
    expect((await read(messageId)).state).toBe('cancelled')
    await late[0]?.()
    expect(await read(messageId)).toMatchObject({ state: 'sent', reference: 'ref-1', error: null })
  })

  it('says nothing of a message that somebody else has in hand by now', async () => {
    const { one, as, read, later } = await post()
    const { notifications } = as('notificationRunner')
    const { messageId } = await one(request('a'))
    const slow = await notifications.claim({ messageId })
    later(minute)
    const other = await notifications.claim({ messageId })
    expect(other.message?.id).toBe(messageId)
    const refused = { state: 'refused', code: 'NOTIFICATION_REFUSED', reason: 'x' } as const
    await notifications.report({ messageId, claimId: slow.claimId ?? '', outcome: refused })
    expect(await read(messageId)).toMatchObject({ state: 'sending', error: null })
    await notifications.report({ messageId, claimId: other.claimId ?? '', outcome: refused })
    expect((await read(messageId)).state).toBe('failed')
  })

  it('leaves nothing personal in the log', async () => {
    const { one, runner, between, logged } = await post()
    between.report = () => Promise.reject(new Error(`killed with ${phone}`))
    await one(request('a'))
    await runner().work()
    expect(logged).toHaveLength(1)
    expect(JSON.stringify(logged)).not.toMatch(new RegExp(`${phone}|王芳`))
  })
})

describe('a message that is taken back', () => {
  it('is not sent; while its channel has it in hand it cannot be', async () => {
    const { one, runner, channel, desk, read } = await post()
    const first = await one(request('a'))
    await desk.notifications.cancel({ messageId: first.messageId })
    const second = await one(request('b'))
    let refused: unknown
    channel.next.push(async () => {
      refused = await desk.notifications.cancel({ messageId: second.messageId }).catch((error: unknown) => error)
    })
    await runner().work()
    expect(channel.given.map(({ id }) => id)).toEqual([second.messageId])
    expect(refused).toMatchObject({ code: 'NOTIFICATION_STATE_REFUSED', details: { state: 'sending' } })
    expect((await read(first.messageId)).error).toEqual({ code: 'TAKEN_BACK', reason: null })
    expect((await read(second.messageId)).state).toBe('sent')
  })

  it('at the moment in which it is taken into hand is either sent or cancelled, and never both', async () => {
    const { one, desk, as, read } = await post()
    const seen = new Set<string>()
    for (let turn = 0; turn < 8; turn++) {
      const { messageId } = await one(request(`race:${turn}`))
      const claim = () => as('notificationRunner').notifications.claim({ messageId })
      const cancel = () => desk.notifications.cancel.attempt({ messageId })
      const [cancelled, claimed] =
        turn % 2 === 0
          ? await Promise.all([cancel(), claim()])
          : await Promise.all([claim(), cancel()]).then(([one, other]) => [other, one] as const)
      expect(cancelled.ok).toBe(claimed.message === null)
      const { state } = await read(messageId)
      expect(state).toBe(cancelled.ok ? 'cancelled' : 'sending')
      seen.add(state)
    }
    expect([...seen].sort()).toEqual(['cancelled', 'sending'])
  })

  it('goes with all that are about the same thing', async () => {
    const { queue, desk, runner, channel } = await post()
    const about = { kind: 'booking', id: '7' }
    await queue(request('a', { about }), request('b', { about }), request('c'))
    expect(await desk.post.takeBack(about)).toBe(2)
    expect(await desk.post.takeBack(about)).toBe(0)
    await runner().work()
    expect(channel.given).toHaveLength(1)
    expect((await desk.notifications.list({ about })).items.map(({ state }) => state)).toEqual([
      'cancelled',
      'cancelled',
    ])
  })
})

describe('a message that comes too late', () => {
  it('is not sent, whether it waited for a runner or for a second try', async () => {
    const { queue, runner, channel, read, later, clock } = await post()
    channel.next.push(deferred)
    const soon = { notAfter: '2026-11-23T04:00:10.000Z' }
    const [tried] = await queue(request('a', soon))
    await runner().work()
    expect(await read(tried?.messageId ?? '')).toMatchObject({
      state: 'expired',
      error: { code: 'NOTIFICATION_DEFERRED' },
    })
    const [waited] = await queue(request('b', { notAfter: '2026-11-23T05:00:00.000Z' }))
    later(61 * minute)
    await runner().work()
    expect(await read(waited?.messageId ?? '')).toMatchObject({ state: 'expired', closedAt: clock.at, error: null })
    expect(channel.given).toHaveLength(1)
  })

  it('because the quiet hours last longer is expired as soon as that is known', async () => {
    const { one } = await post({ settings: { quietHours: { from: '11:00', to: '14:00' } } })
    const soon = { notAfter: '2026-11-23T05:59:00.000Z' }
    expect((await one(request('a', soon))).state).toBe('expired')
    expect((await one(request('b', { ...soon, urgent: true }))).state).toBe('queued')
  })
})

describe('quiet hours', () => {
  it('are those of the branch, and hold for second tries too', async () => {
    const settings = { quietHours: { from: '21:00', to: '08:00' } }
    const { queue, read, runner, channel, clock } = await post({ settings })
    clock.at = '2026-03-08T01:59:45.000Z' // 20:59:45 in New York, 09:59:45 in Shanghai
    const [here, there] = await queue(request('a'), request('b', { branch: 'york' }))
    channel.next.push(deferred, deferred)
    await runner().work()
    expect((await read(here?.messageId ?? '')).nextAt).toBe('2026-03-08T02:00:15.000Z')
    // At 08:00 of a night of 23 hours.
    expect((await read(there?.messageId ?? '')).nextAt).toBe('2026-03-08T12:00:00.000Z')
  })

  it('that were set meanwhile move what waits, and urgent messages go out', async () => {
    const { queue, desk, runner, channel, read } = await post()
    const [calm, urgent] = await queue(request('a'), request('b', { urgent: true }))
    await desk.settings.change({ plugin: 'notifications', set: { quietHours: { from: '11:00', to: '13:30' } } })
    await runner().work()
    expect(channel.given.map(({ id }) => id)).toEqual([urgent?.messageId])
    expect(await read(calm?.messageId ?? '')).toMatchObject({
      state: 'queued',
      nextAt: '2026-11-23T05:30:00.000Z',
      attempts: 0,
    })
    const same = { plugin: 'notifications', set: { quietHours: { from: '11:00', to: '11:00' } } }
    await expect(desk.settings.change(same)).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
  })
})

describe('the hook before queueing', () => {
  it('withholds a message: it stands as cancelled, without address and text', async () => {
    const asked: object[] = []
    const hooks = [
      on(notificationsQueueing, (_, message) => {
        asked.push({ ...message })
        if (message.customerId === 'c1') message.withheld = 'noConsent'
      }),
    ]
    const { one, read, runner, channel } = await post({ hooks })
    const { messageId, state } = await one(request('a', { person: { customerId: 'c1' } }))
    expect(state).toBe('cancelled')
    expect(await read(messageId)).toMatchObject({
      error: { code: 'WITHHELD', reason: 'noConsent' },
      to: '',
      subject: null,
      body: '',
    })
    expect(JSON.stringify(asked)).not.toMatch(/王芳|13800001111/)
    await runner().work()
    expect(channel.given).toEqual([])
  })

  it('may veto the whole command', async () => {
    const hooks = [
      on(notificationsQueueing, () => {
        throw veto('No messages today.')
      }),
    ]
    const { one, desk } = await post({ hooks })
    await expect(one(request('a'))).rejects.toMatchObject({ code: 'VETOED' })
    expect((await desk.notifications.list({})).items).toEqual([])
  })
})

describe("a studio's own text", () => {
  it('is sent in the place of the one that the room brings, until it is taken back', async () => {
    const { one, desk, runner, channel } = await post()
    const text = { template: 'post.booking', locale: 'zh-CN' }
    expect(await desk.notifications.changeText({ ...text, text: { body: '{time}，{name}' } })).toMatchObject({
      own: true,
    })
    await one(request('a'))
    const { items } = await desk.notifications.templates({})
    expect(items.find(({ name }) => name === text.template)?.texts).toEqual([
      { locale: 'en', subject: null, body: 'Dear {name}, see you at {time}.', own: false },
      { locale: 'zh-CN', subject: null, body: '{time}，{name}', own: true },
    ])
    await desk.notifications.changeText({ ...text, text: null })
    await one(request('b'))
    await runner().work()
    expect(channel.given.map(({ body }) => body)).toEqual(['09:00，王芳', '王芳您好，09:00见。'])
  })

  it('may add a language, and is refused where it names a value that there is not', async () => {
    const { one, desk, runner, channel } = await post()
    const text = { template: 'post.booking', locale: 'fr' }
    await expect(
      desk.notifications.changeText({ ...text, text: { subject: '{prenom}', body: '{name}' } }),
    ).rejects.toMatchObject({
      code: 'NOTIFICATION_PLACEHOLDER_UNKNOWN',
      details: { placeholder: 'prenom', known: ['name', 'time'] },
    })
    await desk.notifications.changeText({ ...text, text: { body: 'Bonjour {name}' } })
    await one(request('a', { locale: 'fr-CA' }))
    await runner().work()
    expect(channel.given[0]).toMatchObject({ locale: 'fr', body: 'Bonjour 王芳' })
  })
})

describe('by hand', () => {
  it('a message is sent once, and what is wrong with it is said at once', async () => {
    const { as, runner, channel } = await post()
    const { notifications } = as('reception')
    const sent = await notifications.send({ channel: 'sms', to: phone, body: 'Your album is here.', customerId: 'c1' })
    expect(sent).toMatchObject({ state: 'queued', customerId: 'c1', template: null })
    expect(JSON.stringify(sent)).not.toContain(phone)
    await runner().work()
    expect(channel.given[0]).toMatchObject({ body: 'Your album is here.', template: null })
    const refusing = (more: object) => notifications.send({ channel: 'sms', to: phone, body: 'x', ...more })
    await expect(refusing({ to: '5' })).rejects.toMatchObject({ code: 'NOTIFICATION_ADDRESS_REFUSED' })
    await expect(refusing({ body: 'x'.repeat(101) })).rejects.toMatchObject({
      code: 'NOTIFICATION_TOO_LONG',
      details: { length: 101, longest: 100 },
    })
    await expect(refusing({ template: 'post.booking' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('needs a role that may, and only the runner reports', async () => {
    const { as, one } = await post()
    const { messageId } = await one(request('a'))
    await expect(as('photographer').notifications.send({ channel: 'sms', to: phone, body: 'x' })).rejects.toMatchObject(
      {
        code: 'PERMISSION_MISSING',
      },
    )
    await expect(as('manager').notifications.claim({ messageId })).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(as('notificationRunner').notifications.get({ messageId })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    expect(await as('reception').notifications.channels({})).toEqual({ items: [{ name: 'sms', maxLength: 100 }] })
  })
})

describe('an actor of one branch', () => {
  it('sees and touches the messages of that branch alone, and sends no purpose again that another branch has sent', async () => {
    const { one, engine, read } = await post()
    const { messageId } = await one(request('a', { branch: 'york' }))
    const here = engine.as({
      tenant: 'rose',
      branch: 'main',
      actor: { id: 'li-na', roles: [{ role: 'reception', branches: ['main'] }] },
    }).notifications
    expect((await here.list({})).items).toEqual([])
    await expect(here.get({ messageId })).rejects.toMatchObject({ code: 'NOTIFICATION_UNKNOWN' })
    await expect(here.cancel({ messageId })).rejects.toMatchObject({ code: 'NOTIFICATION_UNKNOWN' })
    const again = await here.send({ channel: 'sms', to: phone, body: 'x', purpose: 'a' })
    expect(again).toMatchObject({ id: messageId, branch: 'york' })
    expect((await read(messageId)).state).toBe('queued')
  })
})

describe('a channel that is gone', () => {
  it('keeps its messages waiting for a process that has it', async () => {
    const { memory, memoryDisk } = await import('../../src/storage/memory/memory.ts')
    const disk = memoryDisk()
    const before = await openPost({ storage: memory({ disk }) })
    const { messageId } = await before.one(request('a'))
    await before.engine.close()
    const without = await openPost({ storage: memory({ disk }), withoutChannel: true })
    await without.runner().work()
    expect(await without.read(messageId)).toMatchObject({
      state: 'queued',
      attempts: 0,
      error: { code: 'NOTIFICATION_CHANNEL_UNKNOWN' },
    })
    await without.engine.close()
    const again = await post({ storage: memory({ disk }), channel: new TestChannel() })
    again.later(5 * minute)
    await again.runner().work()
    expect(again.channel.given.map(({ id }) => id)).toEqual([messageId])
  })
})

describe('a person', () => {
  it('gets a copy of the messages, and is erased from them; what waits is not sent', async () => {
    const { queue, desk, runner, channel, later, read } = await post()
    const { id: customerId } = await desk.customers.register({ name: '王芳', phone })
    const person = { customerId }
    const [sent] = await queue(request('a', { person }))
    await runner().work()
    channel.next.push(deferred)
    const [waiting, hers] = await queue(request('b', { person }), request('c', { person: { customerId: 'other' } }))
    await desk.notifications.send({ channel: 'sms', to: phone, body: 'x', customerId, idempotencyKey: 'k' })
    const exported = await desk.people.export({ kind: 'customer', id: customerId })
    const rows = exported.tables.find(({ table }) => table === 'notifications_messages')?.rows
    expect(rows).toHaveLength(3)
    expect(rows?.[0]).toMatchObject({ address: phone, body: '王芳您好，09:00见。' })
    await desk.people.erase({ kind: 'customer', id: customerId, reason: 'asked for it' })
    for (const one of [sent, waiting]) {
      const seen = await read(one?.messageId ?? '')
      expect(seen).toMatchObject({ to: '', subject: null, body: '' })
    }
    expect(await read(waiting?.messageId ?? '')).toMatchObject({ state: 'cancelled', error: { code: 'PERSON_ERASED' } })
    expect((await read(sent?.messageId ?? '')).state).toBe('sent')
    later(60 * minute)
    await runner().work()
    await runner().work()
    expect(new Set(channel.given.map(({ id }) => id))).toEqual(new Set([sent?.messageId, hers?.messageId]))
    const history = await desk.audit.history({ table: 'notifications_messages', recordId: sent?.messageId ?? '' })
    expect(JSON.stringify(history)).not.toMatch(/13800001111|王芳/)
  })

  it('who is erased while a message is being sent gets no second try of it', async () => {
    const { one, desk, runner, channel, later, read } = await post()
    const { id: customerId } = await desk.customers.register({ name: '王芳' })
    const { messageId } = await one(request('a', { person: { customerId } }))
    channel.next.push(async () => {
      await desk.people.erase({ kind: 'customer', id: customerId, reason: 'asked for it' })
      deferred()
    })
    await runner().work()
    later(minute)
    await runner().work()
    expect(channel.given).toHaveLength(1)
    expect(await read(messageId)).toMatchObject({ state: 'cancelled', error: { code: 'PERSON_ERASED' } })
  })

  it('stands in no event', async () => {
    const { queue, runner, channel, events, engine, desk } = await post({ settings: { attempts: 1 } })
    channel.next.push(() => undefined, deferred)
    const [, , third] = await queue(request('a'), request('b'), request('c'), request('d', { to: 'nobody' }))
    await desk.notifications.cancel({ messageId: third?.messageId ?? '' })
    await runner().work()
    await engine.settle()
    const told = events.filter(({ name }) => name.startsWith('notifications.'))
    expect(told.map(({ name }) => name)).toEqual([
      'notifications.queued',
      'notifications.queued',
      'notifications.queued',
      'notifications.failed',
      'notifications.cancelled',
      'notifications.sent',
      'notifications.failed',
    ])
    expect(JSON.stringify(told)).not.toMatch(/13800001111|nobody|王芳|09:00/)
  })
})

describe('statements', () => {
  it('do not grow with the messages that are asked for', async () => {
    const { queue, statements } = await post()
    await queue(request('warm'))
    // The first command of a studio plans its recurring jobs, beside itself.
    await vi.waitFor(() => expect(statements).toContain('insert calotype_jobs'))
    await queue(request('warmer'))
    const counts: string[][] = []
    for (const many of [1, 20]) {
      statements.length = 0
      await queue(...Array.from({ length: many }, (_, at) => request(`of:${many}:${at}`)))
      counts.push([...statements])
    }
    expect(counts[0]).toEqual([
      'begin',
      'lockKeys',
      'find notifications_messages',
      'insert notifications_messages',
      'insert audit_changes',
      'insert audit_commands',
      'insert calotype_outbox',
      'commit',
    ])
    expect(counts[1]).toEqual(counts[0])
  })

  it('of sending are a lock and a write before the call, and the same after it', async () => {
    const { one, runner, statements } = await post()
    await one(request('warm'))
    await runner().work()
    await one(request('a'))
    statements.length = 0
    await runner().work()
    const audit = ['insert audit_changes', 'insert audit_commands']
    const written = ['begin', 'findForUpdate notifications_messages', 'update notifications_messages', ...audit]
    expect(statements.filter((statement) => statement !== 'find notifications_messages')).toEqual([
      ...written,
      'commit',
      ...written,
      'insert calotype_outbox',
      'commit',
    ])
  })
})
