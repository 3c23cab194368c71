/** A dress that is rented, comes back late and torn, and is in the way of the next bride. */
import { at, money } from '@calotype/example-story'
import { balanceIs } from './stock.ts'
import { type StudioAtWork, week } from './studio.ts'

/** What the rental of Tang Wei and that of the bride after her are called by. */
export interface Rented {
  readonly orderId: string
  readonly tang: string
  readonly ma: string
}

const dress = [{ item: 'dress-aurora', serial: 'A-1' }]

async function reserve(studio: StudioAtWork, name: string, from: string, to: string): Promise<[string, string]> {
  const { manager, counter, print } = studio
  const { id: customerId } = await manager.customers.register({ name })
  const { id: orderId, number } = await manager.orders.place({ customerId, lines: [{ item: 'dress-hire' }] })
  print.call(orderId, `${number} of ${name}`)
  const { items } = await counter.rentals.reserve({ from, to, lines: dress, orderId })
  const rentalId = items[0]?.id ?? ''
  print.call(rentalId, `the rental of ${name}`)
  return [orderId, rentalId]
}

export async function promiseDress(studio: StudioAtWork): Promise<Rented> {
  const { clock, print, checks, manager, counter } = studio
  print.step(
    clock.moveTo('17:10'),
    'Tang Wei reserves dress A-1 from Thursday 10:00 to Friday 18:00; then it is cleaned',
  )
  await manager.rentals.setTerms({
    item: 'dress-aurora',
    price: '600.00',
    bond: '1000.00',
    lateFeePerDay: '150.00',
    cleanMinutes: 24 * 60,
  })
  const [from, to] = [at(week.thursday, '10:00'), at(week.friday, '18:00')]
  const [orderId, tang] = await reserve(studio, 'Tang Wei', from, to)
  print.step(clock.moveTo('17:20'), 'Guo Min wants the same dress on Saturday morning')
  const saturday = { from: at(week.saturday, '09:00'), to: at(week.saturday, '20:00'), lines: dress }
  checks.is('while it is cleaned', await print.refused(counter.rentals.reserve(saturday)), 'RENTAL_UNIT_TAKEN')
  print.step(clock.moveTo('17:30'), 'Ma Li reserves it from Sunday 09:00 on')
  const [, ma] = await reserve(studio, 'Ma Li', at(week.sunday, '09:00'), at(week.sunday, '22:00'))
  const { items } = await counter.rentals.availability({ from, to, items: ['dress-aurora'] })
  checks.is('free while Tang Wei has hers', `${items[0]?.available} of ${items[0]?.units}`, '1 of 2')
  return { orderId, tang, ma }
}

export async function handOutDress(studio: StudioAtWork, { orderId, tang }: Rented): Promise<void> {
  const { clock, print, checks, counter } = studio
  print.step(clock.moveTo('10:00'), 'Tang Wei comes for her dress')
  const handOut = { rentals: [{ rentalId: tang, condition: 'As new' }] }
  checks.is('without a bond', await print.refused(counter.rentals.handOut(handOut)), 'RENTAL_BOND_MISSING')
  await counter.ledger.takePayment({ orderId, purpose: 'bond', legs: [{ method: 'wechat', amount: '1000.00' }] })
  await counter.ledger.takePayment({ orderId, legs: [{ method: 'wechat', amount: '600.00' }] })
  const { items } = await counter.rentals.handOut(handOut)
  checks.is('with it', items[0]?.state ?? null, 'handedOut')
  await balanceIs(studio, 'RentalBonds', '-1000.00')
}

/** Sixteen hours late are one day begun; what is torn is charged; both come out of the bond. */
export async function dressComesBack(studio: StudioAtWork, { orderId, tang, ma }: Rented): Promise<void> {
  const { clock, print, checks, manager, counter } = studio
  print.step(clock.moveTo('10:00'), 'Tang Wei brings the dress back, sixteen hours late, with a torn hem')
  const back = await counter.rentals.takeBack({ rentals: [{ rentalId: tang, condition: 'Hem torn' }] })
  checks.is('late fee', back.items[0]?.lateFee ?? null, '150.00')
  const torn = { rentalId: tang, outcome: 'damaged', charge: '300.00', condition: 'Hem torn over 20 cm' } as const
  const looked = await counter.rentals.inspect({ rentals: [torn] })
  checks.is('kept of the bond', looked.items[0]?.kept ?? null, '450.00')
  await manager.ledger.returnBond({ orderId, kept: '0.00', reason: 'Dress is back' })
  await counter.orders.pickUp({ orderId })
  await balanceIs(studio, 'RentalBonds', '0.00')
  await balanceIs(studio, 'Income:DressRental', '-1050.00')
  print.step(clock.moveTo('10:20'), 'Cleaning would last until Sunday 10:00, and Ma Li comes at 09:00')
  const { items } = await counter.rentals.conflicts({})
  print.table(
    ['dress', 'from', 'to', 'wanted', 'there is', 'between'],
    items.map((one) => [
      `${one.item} ${one.serial}`,
      one.from,
      one.to,
      `${one.wanted}`,
      `${one.units}`,
      one.between.map(({ id }) => print.nameOf(id)).join(' and '),
    ]),
  )
  checks.is('between them', items[0]?.between.map(({ id }) => id).includes(ma) ?? false, true)
}

export async function repairDress(studio: StudioAtWork, { tang }: Rented): Promise<void> {
  const { clock, print, counter, books } = studio
  print.step(clock.moveTo('10:30'), 'The seamstress mends the hem for 180.00 until the evening')
  await counter.rentals.startRepair({ rentals: [tang], until: at(week.saturday, '20:00'), note: 'New hem' })
  const legs = [{ account: 'Bank:icbc', amount: '180.00' }]
  await books.rentals.recordRepair({ rentalId: tang, amount: '180.00', legs, reference: 'S-14' })
  await balanceIs(studio, 'Repairs', '180.00')
}

export async function dressIsReady({ clock, print, checks, counter }: StudioAtWork, { tang }: Rented): Promise<void> {
  print.step(clock.moveTo('20:00'), 'The dress is mended and steamed, and hangs on its rail')
  await counter.rentals.makeReady({ rentals: [tang], note: 'Mended and steamed' })
  checks.is('conflicts', (await counter.rentals.conflicts({})).items.length, 0)
}

export async function dressEarned({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('15:00'), 'What did the dresses earn?')
  const { items } = await manager.rentals.history({ from: week.monday, to: week.sunday })
  print.table(
    ['dress', 'times out', 'days out', 'in care', 'idle', 'earned', 'of it damage', 'repairs', 'for each yuan'],
    items.map((one) => [
      one.serial ?? '',
      `${one.timesRented}`,
      `${one.daysOut}`,
      `${one.daysInCare}`,
      `${one.daysIdle}`,
      money(one.earned),
      money(one.damage),
      money(one.repairCost),
      one.earnedOfCost ?? '–',
    ]),
  )
  const [aurora] = items
  // 600.00 for the rental, 150.00 late, 300.00 torn.
  checks.is('A-1', `${aurora?.earned} less ${aurora?.repairCost}`, '1050.00 less 180.00')
}
