/** What this example is about: a customer, an order with its deposit and an appointment, all of them or none. */
import { type CalotypeEngine, DuplicatePhone } from '@calotype/core'
import type { Appointment, Host } from './host.ts'

export interface Wish {
  readonly name: string
  readonly phone: string
  readonly item: string
  readonly deposit: string
  readonly slot: string
  readonly photographer: string
}

const clerk = (studio: string) =>
  ({ tenant: studio, branch: 'main', actor: { id: 'li-na', roles: ['manager'] } }) as const

export async function bookSitting(
  host: Host,
  engine: CalotypeEngine,
  studio: string,
  wish: Wish,
): Promise<Appointment> {
  const { appointment, committed } = await host.transaction(async (transaction) => {
    // Calotype works on the host's connection from here on, and ends nothing.
    const { desk, committed } = engine.join(transaction.native, clerk(studio))
    const customerId = await customerOf(desk, wish)
    const order = await desk.orders.place({
      customerId,
      lines: [{ item: wish.item }],
      payment: { purpose: 'earnest', legs: [{ method: 'wechat', amount: wish.deposit }] },
    })
    const { slot, photographer } = wish
    const appointment = { studio, slot, photographer, customerId, orderId: order.id }
    await transaction.book(appointment)
    return { appointment, committed }
  })
  // Only now may listeners and background work of this process hear of it.
  committed()
  return appointment
}

/** A command that fails undoes only itself: the host's transaction goes on with the customer who stands. */
async function customerOf(desk: ReturnType<CalotypeEngine['as']>, { name, phone }: Wish): Promise<string> {
  const registered = await desk.customers.register.attempt({ name, phone })
  if (registered.ok) return registered.value.id
  if (DuplicatePhone.is(registered.error)) return registered.error.details.customerId
  throw registered.error
}
