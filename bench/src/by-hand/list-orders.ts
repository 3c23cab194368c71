/** The last orders with lines and customer's name, written by hand: three statements and two loops. */
import type { HandWritten } from './database.ts'
import type { Cell } from './stored-row.ts'

export interface OrderByHand {
  readonly id: string
  readonly customerName: string
  readonly order: object
  readonly lines: object[]
}

export async function listByHand(database: HandWritten, tenant: string, limit: number): Promise<OrderByHand[]> {
  const orders = await database.read(
    `select * from orders where tenant = ? order by booked_date desc, id desc limit ${limit}`,
    [tenant],
  )
  const ids = orders.map((order) => order['id'] ?? null)
  const lines = await database.read(
    `select * from orders_lines where tenant = ? and order_id in (${holes(ids)}) order by order_id, line`,
    [tenant, ...ids],
  )
  const customerIds = [...new Set(orders.map((order) => order['customer_id'] ?? null))]
  const customers = await database.read(
    `select id, name from customers where tenant = ? and id in (${holes(customerIds)})`,
    [tenant, ...customerIds],
  )
  const nameOf = new Map(customers.map((customer) => [customer['id'], String(customer['name'])]))
  const listed = new Map(
    orders.map((order) => {
      const customerName = nameOf.get(order['customer_id'] ?? null) ?? ''
      const one: OrderByHand = { id: String(order['id']), customerName, order, lines: [] }
      return [order['id'], one]
    }),
  )
  for (const line of lines) listed.get(line['order_id'] ?? null)?.lines.push(line)
  return [...listed.values()]
}

const holes = (values: readonly Cell[]): string => values.map(() => '?').join(', ')
