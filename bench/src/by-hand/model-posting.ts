/** The entry and the payment that the hand-written side copies. */
import { createIdFactory } from '@calotype/core/values'
import { openCounter } from '../counter.ts'
import { payCent, postEntry } from '../posting-commands.ts'
import type { Place } from '../stores/store.ts'
import { type PostingPlan, planPosting } from './posting-plan.ts'

export interface PostingPlans {
  readonly entry: PostingPlan
  readonly payment: PostingPlan
  /** Orders that can be paid. */
  readonly orderIds: readonly string[]
}

/** What postings of Calotype's are by hand. Their rows stay in the place, where those by hand are put beside them. */
export async function postingPlansFrom(place: Place, orders: number): Promise<PostingPlans> {
  const looker = place.byHand(1)
  const { engine, desk, paidOrder } = await openCounter(place.adapter({ poolSize: 1 }))
  const orderIds: string[] = []
  for (let at = 0; at < orders; at++) orderIds.push((await desk.orders.place(paidOrder(`order-${at}`))).id)
  const began = await looker.dump()
  await postEntry(desk, 'model-entry')
  const posted = await looker.dump()
  await payCent(desk, orderIds[0] ?? '', 'model-payment')
  const paid = await looker.dump()
  await engine.close()
  await looker.close()
  return {
    entry: planPosting(began, posted, createIdFactory()),
    payment: planPosting(posted, paid, createIdFactory()),
    orderIds,
  }
}
