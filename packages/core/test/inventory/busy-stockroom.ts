/** A stockroom in which much happened over two years, by chance but from a seed. */
import { createEngine } from '../../src/create-engine.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { isCalotypeError } from '../../src/values/calotype-error.ts'
import { addMonths } from '../../src/values/calendar-date.ts'
import { addMillis } from '../../src/values/instant.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { stockFacts } from './stock-facts.ts'

/** One thing that may happen: all numbers between 0 and 1. */
export interface ChanceStep {
  readonly what: number
  readonly item: number
  readonly place: number
  readonly amount: number
  /** Of the hours until the next one. */
  readonly wait: number
  /** Above 0.8: it is written down later than it happened, by so much. */
  readonly late: number
}

const hour = 3_600_000
const codes = ['album', 'frame', 'paper', 'powder']
/** What may be refused: the stock is not there, or a later balance would be below zero. */
const refusals = new Set([
  'STOCK_SHORT',
  'STOCK_BACKDATED_SHORT',
  'LOT_INVALID',
  'PERIOD_NOT_OVER',
  'PERIOD_LOCKED_FURTHER',
])

export async function openBusyStockroom(storage: StorageAdapter = memory()) {
  const clock = { now: '2024-11-20T02:00:00.000Z' }
  const engine = await createEngine({
    storage,
    plugins: [stockFacts],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      // The day begins elsewhere while it is still yesterday here.
      branches: { main: {}, south: { timeZone: 'Pacific/Auckland' } },
    },
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const desk = (branch: string) => engine.as({ tenant: 'rose', branch, actor: { id: 'zhang-wei', roles: ['manager'] } })
  const desks = [desk('main'), desk('south')] as const
  const { inventory } = desks[0]
  const item = (code: string, kind: 'product' | 'consumable', more: object = {}) =>
    inventory.addItem({
      code,
      name: code,
      kind,
      unit: 'piece',
      category: kind === 'product' ? 'goods' : 'used',
      ...more,
    })
  await item('album', 'product')
  await item('frame', 'product', { valuation: 'fifo' })
  await item('paper', 'consumable')
  await item('powder', 'consumable', { tracking: 'lot' })
  await inventory.addRecipe({ code: 'bind', name: 'Bind', makesItem: 'album', lines: [{ item: 'paper', quantity: 2 }] })
  for (const one of desks) await one.inventory.addLocation({ code: 'cellar', name: 'Cellar' })
  return { engine, clock, desks }
}

export type BusyStockroom = Awaited<ReturnType<typeof openBusyStockroom>>

const pick = <V>(list: readonly V[], chance: number): V => list[Math.floor(chance * list.length)] as V

/** Does the steps, one after another; what is refused for want of stock did not happen. */
export async function happen({ clock, desks }: BusyStockroom, steps: readonly ChanceStep[]): Promise<void> {
  for (const step of steps) {
    clock.now = addMillis(clock.now, Math.floor(step.wait ** 3 * 2000) * hour + Math.floor(step.place * hour))
    const desk = pick(desks, (step.place * 7) % 1)
    try {
      await once(desk, desks, step, clock.now)
    } catch (error) {
      if (!isCalotypeError(error) || !refusals.has(error.code)) throw error
    }
  }
}

type Desk = BusyStockroom['desks'][number]

async function once(
  { inventory, ledger }: Desk,
  desks: BusyStockroom['desks'],
  step: ChanceStep,
  now: string,
): Promise<void> {
  const code = pick(codes, step.item)
  const location = pick(['main', 'cellar'], step.place)
  const quantity = 1 + Math.floor(step.amount * 9)
  const lot = code === 'powder' ? { lot: `L${1 + Math.floor(step.amount * 3)}` } : {}
  const expires = code === 'powder' ? { expiresOn: `2026-1${Math.floor(step.amount * 3)}-15` } : {}
  const at = step.late > 0.8 ? { at: addMillis(now, -Math.floor((step.late - 0.8) * 5 * 900) * hour) } : {}
  const line = { item: code, quantity, location }
  if (step.what < 0.4) {
    const unitCost = `${10 + Math.floor(step.amount * 90)}.${step.amount < 0.5 ? '10' : '07'}`
    const more = { quantity: quantity * 3, unitCost, ...lot, ...expires }
    await inventory.receive({ lines: [{ ...line, ...more }], ...at })
  } else if (step.what < 0.6) await inventory.issue({ lines: [line], ...at })
  else if (step.what < 0.68) await inventory.consume({ lines: [line], ...at })
  else if (step.what < 0.73) await inventory.waste({ lines: [line], reason: 'broken' })
  else if (step.what < 0.77) await inventory.gift({ lines: [line] })
  else if (step.what < 0.82) await inventory.produce({ recipe: 'bind', times: 1 + (quantity % 3), location })
  else if (step.what < 0.86)
    await inventory.move({ lines: [{ ...line, ...lot }], to: location === 'main' ? 'cellar' : 'main' })
  else if (step.what < 0.9) await inventory.adjust({ way: 'out', lines: [line], reason: 'missing' })
  else if (step.what < 0.92) await inventory.setLevels({ item: code, low: quantity, high: quantity * 9 })
  else if (step.what < 0.94) await ledger.closeMonth({ month: addMonths(`${now.slice(0, 7)}-01`, -1).slice(0, 7) })
  else await send(inventory, desks, line)
}

/** To the other branch, where it comes in at once or stays on its way. */
async function send(
  inventory: Desk['inventory'],
  desks: BusyStockroom['desks'],
  line: { readonly item: string; readonly quantity: number; readonly location: string },
): Promise<void> {
  const [main, south] = desks
  const toBranch = inventory === main.inventory ? 'south' : 'main'
  const sent = await inventory.sendTransfer({ lines: [line], toBranch })
  if (line.quantity > 2) {
    await (toBranch === 'south' ? south : main).inventory.receiveTransfer({ transferId: sent.id })
  }
}
