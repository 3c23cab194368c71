/** Every command at a stockroom stands once. */
import { type AskedAgain, askAllAgain as askAgain } from '../journal/ask-again.ts'
import type { Asked } from '../journal/entries.ts'
import { commandOf, marksOf } from './journal.ts'
import type { Mark } from './marks.ts'
import type { Stockroom } from './studio.ts'
import { tradeRefusals } from './workload.ts'

export const askAllAgain = (room: Stockroom, asked: readonly Asked[]): Promise<AskedAgain<Mark>> =>
  askAgain(asked, { commandOf: (one) => commandOf(room, one), marksOf, refusals: tradeRefusals })
