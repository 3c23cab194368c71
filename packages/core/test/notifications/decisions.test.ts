/** The decisions of the room that need no store. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NotificationDeferred, NotificationRefused, NotificationUnknown } from '../../src/notifications/errors.ts'
import { filled, lengthOf, placeholdersOf } from '../../src/notifications/message-text.ts'
import { pickLocale } from '../../src/notifications/pick-locale.ts'
import { nextTry, planSending } from '../../src/notifications/plan-sending.ts'
import { outcomeOf } from '../../src/notifications/send-outcome.ts'
import { millisOf } from '../../src/values/instant.ts'

const now = '2026-11-23T04:00:00.000Z'

describe('the language of a text', () => {
  it.each([
    ['zh-CN', ['en', 'zh-CN'], [], 'zh-CN'],
    ['ZH-cn', ['en', 'zh-CN'], [], 'zh-CN'],
    ['zh-TW', ['en', 'zh-CN'], [], 'zh-CN'],
    ['fr', ['en', 'zh-CN'], ['zh-CN', 'en'], 'zh-CN'],
    ['fr', ['de', 'en'], ['es', 'en'], 'en'],
    ['fr', ['de'], ['es', 'en'], 'de'],
  ])('asked for in %s, of %j, else %j, is %s', (asked, available, otherwise, picked) => {
    expect(pickLocale(asked, available, otherwise)).toBe(picked)
  })
})

describe('placeholders', () => {
  it('are found in subject and body, each once', () => {
    expect(placeholdersOf({ subject: '{a} {b}', body: '{b} { c } {} {d' })).toEqual(['a', 'b', ' c ', ''])
  })

  it('are filled once: braces within a value stay', () => {
    expect(filled({ subject: null, body: '{a}{b}{c}' }, { a: '{b}', b: '$&' })).toEqual({
      subject: null,
      body: '{b}$&{c}',
    })
  })

  it('do not reach what every object has', () => {
    expect(filled({ subject: null, body: '{constructor}' }, {}).body).toBe('{constructor}')
  })

  it('give back any value as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(filled({ subject: '{x}', body: '<{x}>' }, { x: value })).toEqual({ subject: value, body: `<${value}>` })
      }),
    )
  })

  it('count characters as people do', () => {
    expect([lengthOf('王芳'), lengthOf('📷'), lengthOf('')]).toEqual([2, 1, 0])
  })
})

describe('the next try', () => {
  it('waits longer each time, an hour at most', () => {
    const waits = [1, 2, 3, 4, 5, 100].map((attempts) => (millisOf(nextTry(attempts, now)) - millisOf(now)) / 1000)
    expect(waits).toEqual([30, 120, 480, 1920, 3600, 3600])
  })

  it('waits as long as the channel asks for, and never longer than a day', () => {
    expect(nextTry(1, now, 600_000)).toBe('2026-11-23T04:10:00.000Z')
    expect(nextTry(4, now, 1000)).toBe('2026-11-23T04:32:00.000Z')
    expect(nextTry(1, now, 1e12)).toBe('2026-11-24T04:00:00.000Z')
  })
})

describe('the plan', () => {
  const night = { from: '11:00', to: '13:00' } // noon at Shanghai

  it('moves what is not urgent out of the quiet hours', () => {
    expect(planSending({ at: now, notAfter: null, urgent: false }, night, 'Asia/Shanghai')).toEqual({
      at: '2026-11-23T05:00:00.000Z',
    })
    expect(planSending({ at: now, notAfter: null, urgent: true }, night, 'Asia/Shanghai')).toEqual({ at: now })
  })

  it('gives up what would come too late, and sends what comes at the last moment', () => {
    const notAfter = '2026-11-23T05:00:00.000Z'
    expect(planSending({ at: now, notAfter, urgent: false }, night, 'Asia/Shanghai')).toEqual({ at: notAfter })
    const sooner = '2026-11-23T04:59:59.999Z'
    expect(planSending({ at: now, notAfter: sooner, urgent: false }, night, 'Asia/Shanghai')).toBe('expired')
  })
})

describe('the words of an error', () => {
  const message = {
    id: 'm1',
    to: '13800001111',
    locale: 'zh-CN',
    subject: 'Your shoot',
    body: '王芳您好，09:00见。',
    template: { name: 'post.booking', version: 1, values: { name: '王芳', time: '09:00' } },
  }

  it('lose whatever they repeat of the message', () => {
    const rule = '13800001111 (王芳) is blocked: "王芳您好，09:00见。"'
    const outcome = outcomeOf(NotificationRefused.create({ channel: 'sms', rule }), message)
    expect(outcome).toEqual({ state: 'refused', code: 'NOTIFICATION_REFUSED', reason: '… (…) is blocked: "…"' })
  })

  it('are kept of the two errors of the port alone; of others only a code that is a word', () => {
    const asked = NotificationDeferred.create({ channel: 'sms', rule: 'too many', retryAfterMs: 5000.7 })
    expect(outcomeOf(asked, message)).toMatchObject({ state: 'deferred', reason: 'too many', retryAfterMs: 5000 })
    const broken = Object.assign(new Error('connect to 13800001111'), { code: 'ECONNRESET' })
    expect(outcomeOf(broken, message)).toMatchObject({ state: 'deferred', code: 'ECONNRESET', reason: null })
    const odd = Object.assign(new Error('x'), { code: 'of 王芳' })
    const untyped = { state: 'deferred', code: 'NOTIFICATION_ERROR_UNTYPED', reason: null, retryAfterMs: 0 }
    for (const thrown of [odd, 'a text', null, undefined]) expect(outcomeOf(thrown, message)).toEqual(untyped)
    const typed = NotificationUnknown.create({ messageId: '王芳' })
    expect(outcomeOf(typed, message)).toMatchObject({ code: 'NOTIFICATION_UNKNOWN', reason: null })
  })
})
