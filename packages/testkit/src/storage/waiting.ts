/** Promises and time, without sleeping: a limit for what may hang, and a short look at what should still wait. */
import { Unmet } from './failure.ts'

export interface Deferred<T> {
  readonly promise: Promise<T>
  resolve(value: T): void
  reject(error: unknown): void
}

export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** The answer of `promise`, if it comes within `millis`; a promise that hangs breaks the rule instead of the run. */
export async function within<T>(what: string, millis: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unmet(`${what} ends within ${millis} ms`, 'it was still waiting')), millis)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Whether `promise` is still unsettled after a moment: the only proof there is that something waits. */
export async function stillWaits(promise: Promise<unknown>, millis = 120): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const moment = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), millis)
  })
  try {
    return await Promise.race([
      promise.then(
        () => false as const,
        () => false as const,
      ),
      moment,
    ])
  } finally {
    clearTimeout(timer)
  }
}

/** Lets `count` parties go on only when all of them have arrived. */
export function barrier(count: number): () => Promise<void> {
  const open = deferred<void>()
  let arrived = 0
  return () => {
    arrived += 1
    if (arrived === count) open.resolve()
    return open.promise
  }
}
