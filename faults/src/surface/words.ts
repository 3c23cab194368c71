/** Words that fit members of inputs by their names, where nothing that was told does. */
import type { Random } from '../run/random.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

export interface Moment {
  readonly now: number
  readonly random: Random
}

export const dateNear = ({ now, random }: Moment): string =>
  new Date(now + random.whole(-10, 20) * dayMs).toISOString().slice(0, 10)

export const instantNear = ({ now, random }: Moment): string =>
  new Date(now + random.whole(-60, 14 * 24 * 60) * minuteMs).toISOString()

type Word = (moment: Moment) => unknown

const of =
  (...words: readonly [unknown, ...unknown[]]): Word =>
  ({ random }) =>
    random.pick(words)

const amounts = of('10.00', '1.00', '100.00', '250.00', '0.01', '33.33')
let coined = 0
const coin: Word = () => `w${(coined++).toString(36)}`

/** The first that matches is taken. */
const byName: readonly (readonly [RegExp, Word])[] = [
  [/^(method)$/, of('cash', 'wechat', 'card')],
  [/^(branch|toBranch)$/, of('main', 'west')],
  [/^(currency|from|to)Currency$|^currency$/, of('CNY', 'CNY', 'USD')],
  [/amount|price|float|charge|cost|bond|fee|paid|limit/i, amounts],
  [/^(quantity|counted|weight|pages)$/, of('1', '2', '1')],
  [/^(value|difference|tax|tendered|rate|targetLevel|minimum)$/, amounts],
  [/^plugin$/, of('orders', 'stages', 'inventory', 'selection', 'leads', 'rentals', 'receivables')],
  [/^kind$/, of('customer', 'retouch', 'wedding')],
  [/^(bank)$/, of('Bank', 'Cash')],
  [/^(item|addOn)$/, of('classic', 'frame', 'album', 'extra', 'dress', 'tile')],
  [/month/i, (moment) => dateNear(moment).slice(0, 7)],
  [/year/i, of('2026', 2026)],
  [/phone/, ({ random }) => `139${String(random.whole(0, 99_999_999)).padStart(8, '0')}`],
  [/^(actor|staff|staffId|assigneeId|ownerId|sellerId|to)$/, of('li-na', 'mo', 'owner')],
  [/^name$/, of('王芳', '李雷', '外景相框')],
  [/reason|note|memo|text|task|wording|description/, of('换一个', '客人要求')],
  [/^number$/, coin],
]

export function wordFor(name: string, moment: Moment): unknown {
  return byName.find(([pattern]) => pattern.test(name))?.[1](moment)
}

/** A new code of something. */
export const newCode = (): string => `c${(coined++).toString(36)}`
