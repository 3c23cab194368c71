/** Before the door opens: what is sold and to whom, the safe, and a float that is not what it should be. */
import { money } from '@calotype/example-story'
import type { StudioAtWork } from './studio.ts'

export interface Opened {
  readonly shiftId: string
  /** Orders of the day, by the customer. */
  readonly orders: {
    readonly wang: string
    readonly chen: string
    readonly liu: string
    readonly he: string
    readonly zhao: string
  }
  readonly heId: string
}

export async function opening(studio: StudioAtWork): Promise<Opened> {
  const { print, owner, manager, clock } = studio
  print.chapter('Morning: the till is opened')
  clock.moveTo('08:30')
  await owner.ledger.post({
    memo: 'Opening balance of the safe',
    lines: [
      { account: 'Cash:Safe', debit: '5000.00' },
      { account: 'Capital', credit: '5000.00' },
    ],
  })
  await manager.tills.define({ code: 'front', name: 'Front counter' })
  const shiftId = await countFloat(studio)
  const orders = await takeOrders(studio)
  return { shiftId, ...orders }
}

async function countFloat({ clock, print, checks, liNa, manager }: StudioAtWork): Promise<string> {
  print.step(clock.moveTo('08:45'), 'Li Na gets a float of 500.00 from the safe, and counts 495.00 in the drawer')
  const shift = await liNa.tills.openShift({
    fromSafe: '500.00',
    float: {
      denominations: [
        { value: '100', pieces: 4 },
        { value: '50', pieces: 1 },
        { value: '20', pieces: 2 },
        { value: '5', pieces: 1 },
      ],
    },
  })
  print.call(shift.id, 'the shift of Li Na')
  checks.is('float', shift.float, '495.00')
  const { balance } = await manager.ledger.accountBalance({ account: 'TillShort' })
  checks.is('short before the first sale, and posted', balance, '5.00')
  return shift.id
}

async function takeOrders({ clock, print, owner, manager }: StudioAtWork): Promise<Omit<Opened, 'shiftId'>> {
  const time = clock.moveTo('08:55')
  await owner.catalog.addItem({ code: 'wedding', kind: 'package', name: 'Wedding package', price: '4999.00' })
  await owner.catalog.addItem({ code: 'portrait', kind: 'service', name: 'Portrait', price: '801.40' })
  await owner.catalog.addItem({ code: 'frame', kind: 'product', name: 'Frame', price: '180.00' })
  const ids: Record<string, string> = {}
  const customers: Record<string, string> = {}
  const wanted = [
    ['Wang Fang', 'wedding'],
    ['Chen Jing', 'portrait'],
    ['Liu Yang', 'frame'],
    ['He Juan', 'portrait'],
    ['Zhao Lei', 'portrait'],
  ] as const
  print.step(time, 'Five orders wait to be paid')
  const rows: string[][] = []
  for (const [name, item] of wanted) {
    const { id: customerId } = await owner.customers.register({ name })
    const order = await manager.orders.place({ customerId, lines: [{ item }] })
    print.call(order.id, `${order.number} of ${name}`)
    print.call(customerId, name)
    ids[name] = order.id
    customers[name] = customerId
    rows.push([order.number, name, item, money(order.total)])
  }
  print.table(['order', 'customer', 'what', 'total'], rows)
  const idOf = (name: string): string => ids[name] ?? ''
  return {
    orders: {
      wang: idOf('Wang Fang'),
      chen: idOf('Chen Jing'),
      liu: idOf('Liu Yang'),
      he: idOf('He Juan'),
      zhao: idOf('Zhao Lei'),
    },
    heId: customers['He Juan'] ?? '',
  }
}
