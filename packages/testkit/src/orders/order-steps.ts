/** Everything that may be tried. A new operation on orders gets a step of its own here. */
import type { OrderStep } from './order-step.ts'
import { cancelOrder } from './steps/cancel-order.ts'
import { addLine, cancelLine, cancelLines, changeLine } from './steps/change-lines.ts'
import { exchange } from './steps/exchange.ts'
import { refund, voidReceipt, waive } from './steps/give-back.ts'
import { cover, receive, waste } from './steps/goods.ts'
import { assign, moveAnywhere, moveOn } from './steps/move.ts'
import { pay } from './steps/pay.ts'
import { importHistory, merge, unmerge } from './steps/people.ts'
import { pickUp } from './steps/pick-up.ts'
import { place } from './steps/place.ts'
import { confirm, openSelection, pick, registerImages, reopen, reverseUse, use } from './steps/select.ts'
import { hold, promise, release, reshoot, rework } from './steps/side-states.ts'
import { takePickupBack } from './steps/take-pickup-back.ts'
import { transferToBranch, transferToCustomer } from './steps/transfer.ts'
import { beyondReach, changePolicy, daysPass } from './steps/studio.ts'

export const orderSteps: readonly OrderStep[] = [
  place,
  addLine,
  changeLine,
  cancelLine,
  cancelLines,
  exchange,
  pay,
  refund,
  voidReceipt,
  waive,
  moveOn,
  moveAnywhere,
  assign,
  hold,
  release,
  rework,
  reshoot,
  promise,
  registerImages,
  openSelection,
  pick,
  confirm,
  reopen,
  use,
  reverseUse,
  pickUp,
  takePickupBack,
  cancelOrder,
  receive,
  waste,
  cover,
  transferToCustomer,
  transferToBranch,
  merge,
  unmerge,
  importHistory,
  daysPass,
  changePolicy,
  beyondReach,
]
