/** Everything that may be tried. A new operation on bookings gets a step of its own here. */
import type { BookingStep } from './booking-step.ts'
import { askForTimeOff, decideTimeOff, importCalendar, setRoster, setShift } from './steps/away.ts'
import { changeService } from './steps/change-service.ts'
import { answer, tieToCustomer } from './steps/customers.ts'
import { cancel, confirm } from './steps/keep.ts'
import { explain, look } from './steps/look.ts'
import { move, moveSession } from './steps/move.ts'
import { checkIn, complete, noShow } from './steps/on-the-day.ts'
import { pay } from './steps/pay.ts'
import { book, bookSeries, bookTogether, hold } from './steps/place.ts'
import { reassign, swap } from './steps/reassign.ts'
import { rebook } from './steps/rebook.ts'
import { block, giveGownBack, rent } from './steps/rent.ts'
import { accept, decline, join, leave, offerByHand } from './steps/wait.ts'

export const bookingSteps: readonly BookingStep[] = [
  book,
  hold,
  bookTogether,
  bookSeries,
  confirm,
  cancel,
  answer,
  tieToCustomer,
  checkIn,
  complete,
  noShow,
  rebook,
  move,
  reassign,
  swap,
  changeService,
  moveSession,
  askForTimeOff,
  decideTimeOff,
  setRoster,
  setShift,
  importCalendar,
  rent,
  block,
  giveGownBack,
  join,
  offerByHand,
  accept,
  decline,
  leave,
  pay,
  look,
  explain,
]
