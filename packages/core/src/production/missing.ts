/** What is missing before a customer can be told that everything is there, in words. Pure. */
import { z } from 'zod'
import type { OrderLineRow, TitleOf } from '../orders/index.ts'
import type { LineStateRow } from './tables.ts'

export const missingKinds = [
  'lineNotReady',
  'lineHeld',
  'roundOpen',
  'proofWaiting',
  'proofNotApproved',
  'labOut',
  'labUninspected',
  'reworkOpen',
  'productWithoutLine',
] as const
export type MissingKind = (typeof missingKinds)[number]

export const missingSchema = z.object({
  kind: z.enum(missingKinds),
  /** The line that it is about. */
  lineId: z.string(),
  line: z.int(),
  /** What it is: a stage, the cause of a hold, a kind of round, the code of a product. */
  what: z.string(),
  /** How many of it. */
  quantity: z.int(),
  en: z.string(),
  zh: z.string(),
})

export interface Missing extends z.output<typeof missingSchema> {}

const words: Readonly<
  Record<MissingKind, (name: string, what: string, quantity: number, zh: string) => readonly [string, string]>
> = {
  lineNotReady: (name, stage, _quantity, zh) => [
    `${name} is “${stage}” and not ready.`,
    `${name} 现为「${zh}」，未完成。`,
  ],
  lineHeld: (name, cause) => [`${name} is held: it waits for ${cause}.`, `${name} 已暂停，等待：${cause}。`],
  roundOpen: (name, kind) => [
    `A round of ${kind} of ${name} is not checked.`,
    `${name} 有一轮${kind === 'design' ? '设计' : '精修'}未审核。`,
  ],
  proofWaiting: (name, version) => [
    `Version ${version} of the proof of ${name} waits for the customer.`,
    `${name} 第 ${version} 版待客户看版。`,
  ],
  proofNotApproved: (name, version) => [
    `Version ${version} of the proof of ${name} is not approved.`,
    `${name} 第 ${version} 版未定版。`,
  ],
  labOut: (name) => [`A part of ${name} is at the lab.`, `${name} 仍在外协厂。`],
  labUninspected: (name) => [`A part of ${name} came back and is not inspected.`, `${name} 已回件，未验件。`],
  reworkOpen: (name, redo) => [
    `${name} is being done again.`,
    redo === 'reshoot' ? `${name} 补拍未完成。` : `${name} 返工未完成。`,
  ],
  productWithoutLine: (name, code, quantity) => [
    `${quantity} of ${code} that ${name} includes were neither selected nor ordered.`,
    `${name} 套系内 ${code} 还差 ${quantity} 件未选版、未下单。`,
  ],
}

export function missing(
  kind: MissingKind,
  { id: lineId, line, name }: Pick<OrderLineRow, 'id' | 'line' | 'name'>,
  {
    what = '',
    quantity = 1,
    title = { en: what, zh: what },
  }: {
    readonly what?: string
    readonly quantity?: number
    /** How it is called, where that is more than its name. */
    readonly title?: { readonly en: string; readonly zh: string }
  } = {},
): Missing {
  const [en, zh] = words[kind](name, title.en, quantity, title.zh)
  return { kind, lineId, line, what, quantity, en, zh }
}

/** What a line that stands still lacks. Nothing of one that was handed over or cancelled. */
export function missingOfLine(line: OrderLineRow, state: LineStateRow | undefined, titleOf: TitleOf): Missing[] {
  const { progress, handsOver, hold, redo } = line
  if (progress === 'cancelled') return []
  const found: Missing[] = []
  const add = (kind: MissingKind, what = '') => found.push(missing(kind, line, { what }))
  if (state?.piece === 'out') add('labOut')
  if (state?.piece === 'back') add('labUninspected')
  if (progress === 'pickedUp') return found
  if (hold !== null) add('lineHeld', hold)
  if (state?.round != null) add('roundOpen', state.round)
  if (state?.proof === 'waiting') add('proofWaiting', String(state.proofs))
  if (state?.proof === 'changes' || state?.proof === 'ended') add('proofNotApproved', String(state.proofs))
  if (redo !== null && !handsOver) add('reworkOpen', redo)
  if (!handsOver) {
    found.push(missing('lineNotReady', line, { what: line.stage, title: titleOf(line.flow, line.stage) }))
  }
  return found
}
