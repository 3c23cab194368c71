/** The rules of the payment port, each with how it is checked. */
import { Money, type PaymentIntent, type ProviderReport, WebhookSignatureInvalid } from '@calotype/core'
import { holds, refused, rejection, same, shown } from '../storage/check.ts'
import type { TestProvider } from './test-provider.ts'

interface PaymentRule {
  /** A sentence about what a good adapter does. */
  readonly name: string
  /** What to change in an adapter that breaks it. */
  readonly mend: string
  readonly run: (tested: TestProvider, newId: (part: string) => string) => Promise<void>
}

const paid = 12_345n

const intentOf = ({ currency }: TestProvider, id: string, minor = paid): PaymentIntent => ({
  id,
  amount: Money.ofMinor(minor, currency),
  orderId: 'order-of-the-suite',
  expiresAt: '2099-01-01T00:00:00.000Z',
})

/** What a report says, without what only the provider can choose. */
const gist = (report: ProviderReport): unknown =>
  report.state === 'settled'
    ? { state: report.state, minor: report.amount.minor, currency: report.amount.currency }
    : { state: report.state }

const settledOf = (tested: TestProvider, minor = paid) => ({ state: 'settled', minor, currency: tested.currency })

async function takePayment(tested: TestProvider, id: string, minor = paid): Promise<void> {
  const report = await tested.provider.pay(intentOf(tested, id, minor))
  if (report.state !== 'settled') await tested.customerPays(id)
  const asked = await tested.provider.query({ kind: 'payment', id, reference: report.reference ?? null })
  same('a payment that the customer has paid', gist(asked), settledOf(tested, minor))
}

const refundOf = (tested: TestProvider, id: string, paymentId: string, minor: bigint) => ({
  id,
  paymentId,
  paymentReference: null,
  amount: Money.ofMinor(minor, tested.currency),
})

const question = (id: string, kind: 'payment' | 'refund' = 'payment') => ({ kind, id, reference: null })

export const paymentRules: readonly PaymentRule[] = [
  {
    name: 'names itself, its contract, and what it can do',
    mend: 'contract: 1, a camelCase name of at most 20 characters, and cancel where can.cancel is true.',
    run: async ({ provider }) => {
      same('contract', provider.contract, 1)
      holds('a camelCase name', /^[a-z][A-Za-z0-9]{0,19}$/.test(provider.name), shown(provider.name))
      same('cancel is there', typeof provider.cancel === 'function', provider.can.cancel)
    },
  },
  {
    name: 'a payment settles for exactly what was intended, to the last minor unit',
    mend: 'Give amounts to the provider in minor units, and make Money of what it answers: never through a number of yuan.',
    run: async (tested, newId) => {
      for (const minor of [1n, 110n, 2_999n, 10_000_003n]) {
        await takePayment(tested, newId(`of${minor}`), minor)
      }
      same('what the provider holds', await tested.heldMinor(), 1n + 110n + 2_999n + 10_000_003n)
    },
  },
  {
    name: 'the same payment sent twice is charged once',
    mend: "Pass the intent's id as the provider's idempotency key or merchant order number.",
    run: async (tested, newId) => {
      const id = newId('twice')
      await takePayment(tested, id)
      same('sent again', gist(await tested.provider.pay(intentOf(tested, id))), settledOf(tested))
      same('what the provider holds', await tested.heldMinor(), paid)
    },
  },
  {
    name: 'sent at once from two sides, a payment is charged once',
    mend: "Pass the intent's id as the provider's idempotency key; do not look first whether it is there.",
    run: async (tested, newId) => {
      const intent = intentOf(tested, newId('race'))
      await Promise.allSettled([tested.provider.pay(intent), tested.provider.pay(intent)])
      await takePayment(tested, intent.id)
      same('what the provider holds', await tested.heldMinor(), paid)
    },
  },
  {
    name: 'a refusal is answered as failed, and moves nothing',
    mend: "Answer { state: 'failed' } where the provider says so; throw only where nobody knows.",
    run: async (tested, newId) => {
      const id = newId('refused')
      await tested.provider.pay(intentOf(tested, id))
      await tested.customerDeclines(id)
      same('asked', gist(await tested.provider.query(question(id))), { state: 'failed' })
      same('what the provider holds', await tested.heldMinor(), 0n)
    },
  },
  {
    name: 'an answer that is lost is an error and never a refusal, and asking tells the truth',
    mend: 'Let time-outs and broken connections throw; the house then asks with query.',
    run: async (tested, newId) => {
      const id = newId('lost')
      tested.loseNextAnswer()
      await rejection('a payment whose answer is lost', tested.provider.pay(intentOf(tested, id)))
      await tested.customerPays(id)
      same('asked', gist(await tested.provider.query(question(id))), settledOf(tested))
    },
  },
  {
    name: 'what the provider does not know is absent',
    mend: "Answer { state: 'absent' } where the provider says not found: the house relies on it to tell lost from refused.",
    run: async (tested, newId) => {
      for (const kind of ['payment', 'refund'] as const) {
        const report = await tested.provider.query(question(newId(`no-${kind}`), kind))
        same(`a ${kind} that nobody has sent`, gist(report), { state: 'absent' })
      }
    },
  },
  {
    name: 'asking changes nothing',
    mend: 'query reads; it must not close, capture or pay.',
    run: async (tested, newId) => {
      const id = newId('asked')
      await tested.provider.pay(intentOf(tested, id))
      for (let time = 0; time < 3; time++) await tested.provider.query(question(id))
      await takePayment(tested, id)
      same('what the provider holds', await tested.heldMinor(), paid)
    },
  },
  {
    name: 'the same refund sent twice goes out once',
    mend: "Pass the refund's id as the provider's refund number.",
    run: async (tested, newId) => {
      if (!tested.provider.can.refund) return
      await takePayment(tested, newId('payment'))
      const refund = refundOf(tested, newId('refund'), newId('payment'), 345n)
      for (let time = 0; time < 2; time++) await tested.provider.refund(refund)
      const report = await tested.provider.query(question(refund.id, 'refund'))
      same('the refund', gist(report), settledOf(tested, 345n))
      same('what the provider holds', await tested.heldMinor(), paid - 345n)
    },
  },
  {
    name: 'more than was paid does not go back, and that is a refusal',
    mend: "Answer { state: 'failed' } where the provider refuses a refund.",
    run: async (tested, newId) => {
      if (!tested.provider.can.refund) return
      await takePayment(tested, newId('payment'))
      await tested.provider.refund(refundOf(tested, newId('most'), newId('payment'), paid - 1n))
      const report = await tested.provider.refund(refundOf(tested, newId('more'), newId('payment'), 2n))
      same('the refund', gist(report), { state: 'failed' })
      same('what the provider holds', await tested.heldMinor(), 1n)
    },
  },
  {
    name: 'what is cancelled is voided, and can no longer be paid; what is paid stays paid',
    mend: 'cancel closes the payment at the provider and answers what then is so.',
    run: async (tested, newId) => {
      const { provider } = tested
      if (provider.cancel === undefined) return
      const closed = intentOf(tested, newId('closed'))
      await provider.pay(closed)
      same('cancelled', gist(await provider.cancel(closed)), { state: 'voided' })
      await tested.customerPays(closed.id).catch(() => undefined)
      same('what the provider holds', await tested.heldMinor(), 0n)
      await takePayment(tested, newId('paid'))
      const late = await provider.cancel(intentOf(tested, newId('paid')))
      same('cancelled too late', gist(late), settledOf(tested))
    },
  },
  {
    name: 'a webhook tells which payment it is about and what moved, and keeps its id when it comes again',
    mend: "Take eventId from the provider's message id, never from the clock or the order of arrival.",
    run: async (tested, newId) => {
      const id = newId('told')
      await takePayment(tested, id)
      const { headers, bytes } = await tested.newestWebhook(id)
      const notice = await tested.provider.parseWebhook(headers, bytes)
      same(
        'the notice',
        { kind: notice.kind, id: notice.id, ...(gist(notice.report) as object) },
        {
          kind: 'payment',
          id,
          ...settledOf(tested),
        },
      )
      same('its id the second time', (await tested.provider.parseWebhook(headers, bytes)).eventId, notice.eventId)
      const other = newId('other')
      await takePayment(tested, other)
      const second = await tested.newestWebhook(other)
      const { eventId } = await tested.provider.parseWebhook(second.headers, second.bytes)
      holds('another message has another id', eventId !== notice.eventId, shown(eventId))
    },
  },
  {
    name: 'a webhook that is not signed, or not as it was signed, is refused',
    mend: 'Check the signature over the very bytes, before reading them, in constant time.',
    run: async (tested, newId) => {
      const id = newId('forged')
      await takePayment(tested, id)
      const { headers, bytes } = await tested.newestWebhook(id)
      const { provider } = tested
      await refused('without its headers', provider.parseWebhook({}, bytes), WebhookSignatureInvalid)
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const changed = Uint8Array.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 1
        await refused(`with byte ${at} changed`, provider.parseWebhook(headers, changed), WebhookSignatureInvalid)
      }
      const longer = Uint8Array.from([...bytes, 0x20])
      await refused('with a blank added', provider.parseWebhook(headers, longer), WebhookSignatureInvalid)
    },
  },
]
