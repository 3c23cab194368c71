/** One child container an engine: nothing is registered globally, so two engines never meet. */
import 'reflect-metadata'
import { container as root, type DependencyContainer, type InjectionToken } from 'tsyringe'
import { defineError } from '../values/calotype-error.ts'
import type { Provision, Token } from './tokens.ts'

export const ServiceMissing = defineError<{ token: string }>({
  code: 'SERVICE_MISSING',
  status: 500,
  summary: 'Nothing fills a token that was asked for.',
  message: ({ token }) => `Nothing provides ${token}.`,
  mend: 'Load the plugin that provides it, or fill it with createEngine({ provide: [provide(token, { useValue: … })] }).',
})

export class Services {
  readonly #container: DependencyContainer

  constructor() {
    this.#container = root.createChildContainer()
  }

  /** Fills a token; what is provided later wins. */
  provide(provision: Provision): void {
    const name = provision.token as InjectionToken<unknown>
    if ('useValue' in provision) this.#container.register(name, { useValue: provision.useValue })
    else if ('useClass' in provision) {
      const filled = provision.useClass as unknown as new (...needs: unknown[]) => unknown
      this.#container.registerSingleton(name, filled)
    } else {
      const factory = provision.useFactory
      let made: { readonly value: unknown } | undefined
      this.#container.register(name, {
        useFactory: () => {
          made ??= { value: factory((needed) => this.resolve(needed)) }
          return made.value
        },
      })
    }
  }

  resolve<T>(wanted: Token<T>): T {
    const name = wanted as InjectionToken<T>
    if (!this.#container.isRegistered(name)) throw ServiceMissing.create({ token: wanted.toString() })
    return this.#container.resolve(name)
  }

  async dispose(): Promise<void> {
    await this.#container.dispose()
  }
}
