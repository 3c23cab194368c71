/** The simulated provider as the suite takes it: an example for authors, and what the suite itself is tested with. */
import type { TestProvider } from './test-provider.ts'
import { SimulatedProvider, type SimulatedProviderOptions } from './simulated-provider.ts'

/** @param make for a provider of your own class; the simulated one unless told */
export function simulatedTestProvider(
  make: (options: SimulatedProviderOptions) => SimulatedProvider = (options) => new SimulatedProvider(options),
): TestProvider {
  let losing = false
  const provider = make({
    way: () => {
      const way = losing ? 'lostAfter' : 'plain'
      losing = false
      return way
    },
  })
  return {
    provider,
    currency: 'CNY',
    customerPays: async (id) => {
      provider.customerPays(id)
    },
    customerDeclines: async (id) => {
      provider.customerDeclines(id)
    },
    loseNextAnswer: () => {
      losing = true
    },
    heldMinor: async () => provider.held('CNY').minor,
    newestWebhook: async (id) => {
      for (const message of [...provider.messages].reverse()) {
        if (Buffer.from(message.bytes).toString('utf8').includes(`"${id}"`)) return message
      }
      throw new Error(`The provider has sent nothing about ${id}`)
    },
  }
}
