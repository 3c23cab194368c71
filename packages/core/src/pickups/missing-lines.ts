/** Which lines of an order are not ready to be handed over, in words. Pure. */
import type { OrderLineRow, TitleOf } from '../orders/index.ts'
import type { MissingPart } from './checks.ts'

/** Lines that are neither handed over nor cancelled. */
export const leftOf = <T extends Pick<OrderLineRow, 'progress'>>(lines: readonly T[]): readonly T[] =>
  lines.filter(({ progress }) => progress !== 'pickedUp' && progress !== 'cancelled')

/** Whether all that is left may be handed over, and something is. */
export function isComplete(lines: readonly Pick<OrderLineRow, 'progress' | 'handsOver' | 'hold'>[]): boolean {
  const left = leftOf(lines)
  return left.length > 0 && left.every(({ handsOver, hold }) => handsOver && hold === null)
}

const holds: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  arrears: { zh: '欠款', en: 'arrears' },
  customer: { zh: '客户', en: 'the customer' },
  studio: { zh: '影楼', en: 'the studio' },
  supplier: { zh: '供应商', en: 'a supplier' },
}

export function missingLines(lines: readonly OrderLineRow[], titleOf: TitleOf): MissingPart[] {
  return leftOf(lines).flatMap((line): MissingPart[] => {
    const { id: lineId, name, nameEn, flow, stage, nextStage, hold, handsOver } = line
    if (hold !== null) {
      const cause = holds[hold] ?? { zh: hold, en: hold }
      const words = { zh: `${name}：暂停，等待${cause.zh}`, en: `${nameEn ?? name}: held, waits for ${cause.en}` }
      return [{ code: 'lineHeld', lineId, blocks: true, words }]
    }
    if (handsOver) return []
    const at = titleOf(flow, stage)
    const then = nextStage === null ? null : titleOf(flow, nextStage)
    const next = then === null ? { zh: '', en: '' } : { zh: `，下一步「${then.zh}」`, en: `, next is “${then.en}”` }
    const words = {
      zh: `${name}：未完成，现为「${at.zh}」${next.zh}`,
      en: `${nameEn ?? name}: not ready, it is “${at.en}”${next.en}`,
    }
    return [{ code: 'lineNotReady', lineId, blocks: true, words }]
  })
}
