/** Takes part in what becomes of lines. */
import { type Hook, on } from '../engine/hook.ts'
import { orderLinesNamed } from '../inventory/index.ts'
import {
  linesCancelled,
  linesChanged,
  linesDelivered,
  linesReturned,
  linesSold,
  lineSplit,
  orderTransferring,
  stageMoving,
} from '../orders/index.ts'
import { changeNeeds, closeNeedsOfLines } from './change-needs.ts'
import { deliverGoods } from './deliver-goods.ts'
import { moveNeeds } from './move-orders.ts'
import { requireLines } from './require-lines.ts'
import { returnGoods } from './return-goods.ts'
import { keepNeeds } from './sell-needs.ts'
import { splitNeeds } from './split-needs.ts'
import { useAtStages } from './stage-goods.ts'

export const suppliesHooks: readonly Hook[] = [
  on(linesSold, keepNeeds),
  on(linesChanged, changeNeeds),
  on(lineSplit, splitNeeds),
  on(linesCancelled, closeNeedsOfLines),
  on(stageMoving, useAtStages),
  on(linesDelivered, deliverGoods),
  on(linesReturned, returnGoods),
  on(orderTransferring, moveNeeds),
  on(orderLinesNamed, requireLines),
]
