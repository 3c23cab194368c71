/** What happened to an order in one version, in words of the trade. Pure. */
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'

/** What can be told of an order. */
export const tellingKinds = [
  'placed',
  'lineAdded',
  'lineExchanged',
  'quantityChanged',
  'discountChanged',
  'priceChanged',
  'lineCancelled',
  'cancelled',
  'pickedUp',
  'takenBack',
  'stageMoved',
  'held',
  'released',
  'assigned',
  'shootPlanned',
  'promised',
  'rulesAgreed',
  'transferred',
  'merged',
  'changed',
] as const
export type TellingKind = (typeof tellingKinds)[number]

export interface Telling {
  readonly kind: TellingKind
  /** The number of the line, where it is about one. */
  readonly line: number | null
  readonly words: { readonly zh: string; readonly en: string }
  /** What it is about in money, before and after; null where it is not about money. */
  readonly amountBefore: string | null
  readonly amount: string | null
}

type Members = Readonly<Record<string, Json | undefined>>

/** A record as a version changed it: its members that changed, of an insert all that say something. */
export interface ChangedRecord {
  readonly kind: 'insert' | 'update' | 'delete'
  readonly before: Members
  readonly after: Members
}

export interface ChangedLine extends ChangedRecord {
  readonly line: number
  /** As the line is called now. */
  readonly name: string
  /** As it stands now. */
  readonly amount: bigint
  /** The title of a stage of its flow. */
  titleOf(stage: string): { readonly zh: string; readonly en: string }
}

export interface ToldVersion {
  readonly currency: string
  /** Null where the order's own row stayed as it was. */
  readonly order: ChangedRecord | null
  readonly lines: readonly ChangedLine[]
  /** What a cancellation in it kept; null where it kept nothing or was none. */
  readonly forfeited: string | null
  /** The other order where two became one in it, as far as it is within reach; else null. */
  readonly merged: { readonly number: string | null } | null
}

export function tellVersion(version: ToldVersion): Telling[] {
  const { order, lines } = version
  const placed = order?.kind === 'insert'
  const cancelled = order?.after.status === 'cancelled'
  const ofOrder = order === null ? [] : tellOrder(version, order)
  if (placed) return ofOrder
  const merged = version.merged !== null && !cancelled ? [tellMerged(version.merged, false)] : []
  const told = [...merged, ...ofOrder, ...lines.flatMap((line) => (cancelled ? [] : tellLine(version, line)))]
  return told.length > 0 ? told : [telling('changed', null, { zh: '没有变化', en: 'Nothing changed' })]
}

function tellMerged({ number }: { readonly number: string | null }, gone: boolean): Telling {
  const other =
    number === null ? { zh: '另一张订单', en: 'another order' } : { zh: `订单 ${number}`, en: `order ${number}` }
  const words = gone
    ? { zh: `并入${other.zh}`, en: `Merged into ${other.en}` }
    : { zh: `${other.zh} 并入本单`, en: `Took ${other.en} in` }
  return telling('merged', null, words)
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

function tellOrder(version: ToldVersion, { kind, before, after }: ChangedRecord): Telling[] {
  const money = (value: Json | undefined): string =>
    Money.ofMinor(BigInt(text(value) || '0'), version.currency).toString()
  if (kind === 'insert') {
    const total = money(after.total)
    const count = version.lines.length
    return [
      telling(
        'placed',
        null,
        { zh: `下单，${count} 项，共 ${total}`, en: `Placed: ${count} lines, ${total}` },
        null,
        total,
      ),
    ]
  }
  const told: Telling[] = []
  if (after.status === 'cancelled' && version.merged !== null) told.push(tellMerged(version.merged, true))
  else if (after.status === 'cancelled') {
    const kept = version.forfeited ?? Money.zero(version.currency).toString()
    const words = { zh: `退单，留存 ${kept}`, en: `Cancelled; ${kept} kept` }
    told.push(telling('cancelled', null, words, money(before.total), money(after.total ?? before.total)))
  }
  if (after.customerId !== undefined) {
    told.push(telling('transferred', null, { zh: '转到另一位客人名下', en: 'Transferred to another customer' }))
  }
  if (after.branch !== undefined) {
    const branch = text(after.branch)
    told.push(telling('transferred', null, { zh: `转到分店 ${branch}`, en: `Transferred to branch ${branch}` }))
  }
  if (after.promisedDate !== undefined) {
    const day = after.promisedDate
    const words =
      day === null
        ? { zh: '撤回约定的取件日期', en: 'The promised day was taken back' }
        : { zh: `约定 ${text(day)} 取件`, en: `Promised for ${text(day)}` }
    told.push(telling('promised', null, words))
  }
  if (after.rulesSigned !== undefined) {
    const words =
      after.rulesSigned === null
        ? { zh: '合同约定的取消规则不再适用', en: 'The rules of cancellation of the contract hold no more' }
        : { zh: '合同约定了取消规则', en: 'The rules of cancellation were agreed by contract' }
    told.push(telling('rulesAgreed', null, words))
  }
  const quiet = new Set([
    'rulesPlaced',
    'rulesSigned',
    'status',
    'revision',
    'total',
    'lastLine',
    'cancelledAt',
    'cancelReason',
    'customerId',
    'branch',
    'promisedDate',
  ])
  const others = Object.keys(after).filter((name) => !quiet.has(name))
  if (others.length > 0) {
    told.push(telling('changed', null, { zh: `修改：${others.join('、')}`, en: `Changed: ${others.join(', ')}` }))
  }
  return told
}

function tellLine(version: ToldVersion, changed: ChangedLine): Telling[] {
  const { line, before, after } = changed
  const money = (value: Json | undefined): string =>
    Money.ofMinor(BigInt(text(value) || '0'), version.currency).toString()
  const standing = Money.ofMinor(changed.amount, version.currency).toString()
  const amountOf = (members: Members): string => (members.amount === undefined ? standing : money(members.amount))
  const name = text(after.name) || changed.name
  const tell = (
    kind: TellingKind,
    zh: string,
    en: string,
    amounts: readonly [string | null, string | null] = [null, null],
  ) => telling(kind, line, { zh: `${name}：${zh}`, en: `${name}: ${en}` }, ...amounts)
  if (changed.kind === 'insert') {
    const amount = amountOf(after)
    // Pieces that became a line of their own when they were handed over.
    if (after.progress === 'pickedUp') {
      const pieces = text(after.quantity)
      return [tell('pickedUp', `取件 ${pieces} 件，${amount}`, `${pieces} picked up, ${amount}`, [null, amount])]
    }
    const second = after.origin === 'secondSale'
    return [
      tell('lineAdded', `${second ? '二销' : '加单'} ${amount}`, `added, ${amount}${second ? ', second sale' : ''}`, [
        null,
        amount,
      ]),
    ]
  }
  if (after.progress === 'cancelled') {
    const kept =
      version.forfeited === null ? ['', ''] : [`，留存 ${version.forfeited}`, `; ${version.forfeited} kept in all`]
    return [tell('lineCancelled', `取消${kept[0]}`, `cancelled${kept[1]}`, [standing, null])]
  }
  const told: Telling[] = []
  const both = [amountOf(before), amountOf(after)] as const
  const costs = `${both[0]} → ${both[1]}`
  const exchanged = ['itemId', 'itemCode', 'variant', 'options'].some((member) => after[member] !== undefined)
  if (exchanged) {
    const from = text(before.name) || text(before.itemCode) || name
    told.push(tell('lineExchanged', `由 ${from} 换来，${costs}`, `exchanged from ${from}, ${costs}`, both))
  } else if (after.quantity !== undefined) {
    const counts = `${text(before.quantity)} → ${text(after.quantity)}`
    told.push(tell('quantityChanged', `数量 ${counts}，${costs}`, `quantity ${counts}, ${costs}`, both))
  } else if (after.discount !== undefined) {
    const off = `${money(before.discount)} → ${money(after.discount)}`
    told.push(tell('discountChanged', `优惠 ${off}，${costs}`, `discount ${off}, ${costs}`, both))
  } else if (after.amount !== undefined) {
    told.push(tell('priceChanged', `价格 ${costs}`, `price ${costs}`, both))
  }
  if (after.progress === 'pickedUp' && after.pickedUpDate !== undefined) {
    told.push(tell('pickedUp', `取件 ${standing}`, `picked up, ${standing}`, [null, standing]))
  } else if (before.progress === 'pickedUp' && after.pickedUpDate === null) {
    told.push(tell('takenBack', `取件撤回，${standing}`, `pickup taken back, ${standing}`, [standing, null]))
  } else if (after.stage !== undefined) {
    const [from, to] = [changed.titleOf(text(before.stage)), changed.titleOf(text(after.stage))]
    told.push(tell('stageMoved', `${from.zh} → ${to.zh}`, `${from.en} → ${to.en}`))
  }
  if (after.hold !== undefined) {
    told.push(
      after.hold === null
        ? tell('released', '解除暂停', 'released')
        : tell('held', `暂停（${text(after.hold)}）`, `held for ${text(after.hold)}`),
    )
  }
  if (after.assigneeId !== undefined && after.assigneeId !== null && after.stage === undefined) {
    told.push(tell('assigned', `分派给 ${text(after.assigneeId)}`, `assigned to ${text(after.assigneeId)}`))
  }
  if (after.shootDate !== undefined && after.shootDate !== null && after.stage === undefined) {
    told.push(tell('shootPlanned', `拍摄日期 ${text(after.shootDate)}`, `shoot on ${text(after.shootDate)}`))
  }
  return told
}

function telling(
  kind: TellingKind,
  line: number | null,
  words: Telling['words'],
  amountBefore: string | null = null,
  amount: string | null = null,
): Telling {
  return { kind, line, words, amountBefore, amount }
}
