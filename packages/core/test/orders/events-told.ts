/** A host that writes down what it is told of orders. */
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { orderPromised } from '../../src/orders/index.ts'

export function openEvents() {
  const all: { readonly name: string; readonly data: object }[] = []
  const plugin = definePlugin({
    name: 'notebook',
    version: '1.0.0',
    subscribers: [
      subscribe({
        name: 'write',
        to: [orderPromised],
        async handle(_context, { name, data }) {
          all.push({ name, data })
        },
      }),
    ],
  })
  return { plugin, told: (name: string) => all.filter((one) => one.name === name).map(({ data }) => data) }
}
