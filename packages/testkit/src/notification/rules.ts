/** The rules of the port of channels, each with how it is checked. */
import { NotificationDeferred, type NotificationMessage, NotificationRefused } from '@calotype/core'
import { holds, refused, rejection, same, shown } from '../storage/check.ts'
import { within } from '../storage/waiting.ts'
import type { TestChannel } from './test-channel.ts'

interface ChannelRule {
  /** A sentence about what a good channel does. */
  readonly name: string
  /** What to change in a channel that breaks it. */
  readonly mend: string
  readonly run: (tested: TestChannel, newId: (part: string) => string) => Promise<void>
}

const secret = 'Dear 王芳, your secret of the suite'

const messageOf = (tested: TestChannel, id: string, more: Partial<NotificationMessage> = {}): NotificationMessage => ({
  id,
  to: tested.goodAddress,
  locale: 'zh-CN',
  subject: tested.subjects ? 'Your shoot' : null,
  body: secret,
  template: null,
  ...more,
})

const send = (tested: TestChannel, message: NotificationMessage, signal = new AbortController().signal) =>
  tested.channel.send(message, { signal })

const asArrived = ({ to, subject, body }: NotificationMessage) => ({ to, subject, body })

async function arrivedOnce(what: string, tested: TestChannel, message: NotificationMessage): Promise<void> {
  same(what, await tested.arrived(message.id), [asArrived(message)])
}

const nothingArrived = async (what: string, tested: TestChannel, id: string): Promise<void> =>
  same(`${what}: what has arrived`, await tested.arrived(id), [])

/** An error may reach a log: neither its words nor its details speak of the person. */
function saysNothing(what: string, error: unknown, message: NotificationMessage): void {
  const words = `${error instanceof Error ? error.message : String(error)} ${JSON.stringify(error)}`
  for (const text of [message.to, message.body]) {
    holds(`${what} repeats neither address nor text`, text.trim() === '' || !words.includes(text), shown(words))
  }
}

/** Texts that adapters have been seen to break. */
const texts: readonly (readonly [string, string])[] = [
  ['Chinese', '王芳您好，明天09:00来店拍摄：请带「礼服」。'],
  ['characters beyond the first plane', '📷 𠮷野家 👩‍👩‍👧 🇨🇳'],
  ['combining marks as they were written', 'e\u0301 and \u00e9'],
  ['breaks of lines, tabs and blanks', '  one\ntwo\r\n\tthree\u2028four  '],
  ['signs that formats use', '"quoted" \\ <b>&amp;</b> {name} %s $& ;'],
]

export const channelRules: readonly ChannelRule[] = [
  {
    name: 'names itself, its contract, and its longest text',
    mend: 'contract: 1, a camelCase name of at most 20 characters, and maxLength a whole number above zero or left out.',
    run: async ({ channel }) => {
      same('contract', channel.contract, 1)
      holds('a camelCase name', /^[a-z][A-Za-z0-9]{0,19}$/.test(channel.name), shown(channel.name))
      const { maxLength } = channel
      holds(
        'maxLength',
        maxLength === undefined || (Number.isSafeInteger(maxLength) && maxLength > 0),
        shown(maxLength),
      )
    },
  },
  {
    name: 'a message arrives once, where and as it was written',
    mend: 'Send address, subject and body as they are; answer when the other side has taken them.',
    run: async (tested, newId) => {
      const message = messageOf(tested, newId('plain'))
      const { reference } = await send(tested, message)
      await arrivedOnce('what has arrived', tested, message)
      const short = reference === undefined || reference === null || reference.length <= 200
      holds('a reference of at most 200 characters, or none', short, shown(reference))
    },
  },
  {
    name: 'the same message sent twice arrives once',
    mend: "Pass the message's id as the provider's idempotency key, or remember which ids were sent.",
    run: async (tested, newId) => {
      const message = messageOf(tested, newId('twice'))
      for (let time = 0; time < 3; time++) await send(tested, message)
      await arrivedOnce('what has arrived', tested, message)
    },
  },
  {
    name: 'sent at once from two sides, a message arrives once',
    mend: "Pass the message's id as the provider's idempotency key; do not look first whether it was sent.",
    run: async (tested, newId) => {
      const message = messageOf(tested, newId('race'))
      await Promise.allSettled([send(tested, message), send(tested, message), send(tested, message)])
      await send(tested, message)
      await arrivedOnce('what has arrived', tested, message)
    },
  },
  {
    name: 'two messages of one text are two',
    mend: 'Tell messages apart by their id and by nothing else.',
    run: async (tested, newId) => {
      const [one, other] = [messageOf(tested, newId('one')), messageOf(tested, newId('other'))]
      await send(tested, one)
      await send(tested, other)
      await arrivedOnce('the first', tested, one)
      await arrivedOnce('the second', tested, other)
    },
  },
  {
    name: 'any text arrives to the last character',
    mend: 'Encode texts as UTF-8 once, escape them as the format wants it, and trim or normalise nothing.',
    run: async (tested, newId) => {
      for (const [place, [what, body]] of texts.entries()) {
        const message = messageOf(tested, newId(`text${place}`), { body })
        await send(tested, message)
        await arrivedOnce(what, tested, message)
      }
    },
  },
  {
    name: 'the longest text arrives whole, and a longer one is refused for good and never cut',
    mend: 'Count Unicode code points ([...text].length), and throw NotificationRefused beyond maxLength.',
    run: async (tested, newId) => {
      const { maxLength } = tested.channel
      const longest = messageOf(tested, newId('longest'), { body: '📷'.repeat(maxLength ?? 2000) })
      await send(tested, longest)
      await arrivedOnce(`${maxLength ?? 2000} characters`, tested, longest)
      if (maxLength === undefined) return
      const longer = messageOf(tested, newId('longer'), { body: '长'.repeat(maxLength + 1) })
      await refused(`${maxLength + 1} characters`, send(tested, longer), NotificationRefused)
      await nothingArrived('a text that is too long', tested, longer.id)
    },
  },
  {
    name: 'an address that is none is refused for good',
    mend: 'Answer false in accepts, and throw NotificationRefused in send, before anything is sent.',
    run: async (tested, newId) => {
      const takes = (address: string) => tested.channel.accepts?.(address) ?? true
      holds('the good address is accepted', takes(tested.goodAddress), 'accepts answered false')
      for (const [place, to] of ['', ...tested.badAddresses].entries()) {
        const what = `the address ${shown(to)}`
        const known = to === '' || !takes(to)
        holds(`${what} is not accepted`, known, 'accepts answered true')
        const message = messageOf(tested, newId(`bad${place}`), { to })
        const error = await rejection(what, send(tested, message))
        holds(`${what} ends in NOTIFICATION_REFUSED`, NotificationRefused.is(error), shown(String(error)))
        saysNothing(what, error, message)
        await nothingArrived(what, tested, message.id)
      }
    },
  },
  {
    name: 'where the other side is down, the message is deferred, and arrives once when it is sent again',
    mend: 'Throw NotificationDeferred where the other side cannot be reached, and forget that the id was tried.',
    run: async (tested, newId) => {
      const message = messageOf(tested, newId('down'))
      await tested.behave('down')
      for (let time = 0; time < 2; time++) {
        const error = await rejection('a message that cannot be sent', send(tested, message))
        const typed = NotificationDeferred.is(error)
        holds('a message that cannot be sent ends in NOTIFICATION_DEFERRED', typed, shown(String(error)))
        saysNothing('the error', error, message)
      }
      await tested.behave('plain')
      await nothingArrived('a message that could not be sent', tested, message.id)
      await send(tested, message)
      await arrivedOnce('what has arrived', tested, message)
    },
  },
  {
    name: 'an answer that is lost is deferred, and the message arrives once when it is sent again',
    mend: 'Throw NotificationDeferred where no answer came, and send again under the same id: the other side must know it.',
    run: async (tested, newId) => {
      if (!tested.ways.includes('lost')) return
      const message = messageOf(tested, newId('lost'))
      await tested.behave('lost')
      await refused('a message whose answer is lost', send(tested, message), NotificationDeferred)
      await tested.behave('plain')
      await send(tested, message)
      await arrivedOnce('what has arrived', tested, message)
    },
  },
  {
    name: 'what was given up before it was sent is not sent',
    mend: 'Look at signal.aborted first, and throw NotificationDeferred.',
    run: async (tested, newId) => {
      const message = messageOf(tested, newId('given-up'))
      await refused('a message that was given up', send(tested, message, AbortSignal.abort()), NotificationDeferred)
      await nothingArrived('a message that was given up', tested, message.id)
    },
  },
  {
    name: 'a channel that waits for an answer gives up when it is told to',
    mend: 'Hand signal on to fetch or whatever waits, and throw NotificationDeferred when it is aborted.',
    run: async (tested, newId) => {
      if (!tested.ways.includes('silent')) return
      const message = messageOf(tested, newId('silent'))
      await tested.behave('silent')
      const giveUp = new AbortController()
      const sending = send(tested, message, giveUp.signal)
      sending.catch(() => undefined)
      giveUp.abort()
      const given = within('a message that was given up', 5000, sending)
      await refused('a message that was given up', given, NotificationDeferred)
      await tested.behave('plain')
      await send(tested, message)
      await arrivedOnce('what has arrived', tested, message)
    },
  },
]
