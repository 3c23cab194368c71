/** The other half of the cases for two processes: small tasks that a second process carries out on the store of the case. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { execPath } from 'node:process'
import { pathToFileURL } from 'node:url'
import type { StorageAdapter, Tx } from '@calotype/core/storage'
import type { Json } from '@calotype/core/values'
import { described, Unmet } from './failure.ts'
import { create, insert, retrying } from './lab.ts'
import type { OtherProcess } from './store.ts'
import { counter, counters, eq, events, keyOf, order, orders } from './tables.ts'
import { within } from './waiting.ts'

export type Task =
  /** Raises counters `times` times, each time in every way that must not lose an update. */
  | { readonly kind: 'count'; readonly times: number }
  /** Commits the order `kept`, then writes in a transaction, locks, and holds still until it is killed. */
  | { readonly kind: 'hold' }
  /** Creates the tables that are missing; answers how many steps it applied. */
  | { readonly kind: 'migrate' }
  /** Appends to the log: `times` transactions of two rows. */
  | { readonly kind: 'log'; readonly times: number; readonly writer: string }
  /** Inserts these days as orders; answers the days it then reads. */
  | { readonly kind: 'days'; readonly days: readonly string[] }

interface Order {
  readonly module: string
  readonly data: Json
  readonly task: Task
}

type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly answer: Json }
  | { readonly kind: 'failed'; readonly message: string }

/** A task that runs in another process. */
export interface Running {
  /** Settles when the process has opened the store and, for `hold`, stands in the middle of its transaction. */
  readonly ready: Promise<void>
  readonly answer: Promise<Json>
  /** Ends the process as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
}

const environmentName = 'CALOTYPE_TESTKIT_TASK'

/** Starts a task in a process of its own. */
export function startOtherProcess(other: OtherProcess | undefined, task: Task, zone?: string): Running {
  if (other === undefined) {
    throw new Unmet('newStore() answers otherProcess for an adapter with manyProcesses: true', 'there is none')
  }
  const module =
    other.module instanceof URL || other.module.startsWith('file:')
      ? String(other.module)
      : pathToFileURL(other.module).href
  const job: Order = { module, data: other.data ?? null, task }
  // From sources the worker reads TypeScript, and the sources of every package; from the build, what is installed.
  const sources = import.meta.url.endsWith('.ts') ? ['--conditions=calotype-source'] : []
  const child = spawn(
    execPath,
    [
      ...sources,
      ...(other.nodeFlags ?? []),
      '--input-type=module',
      '--eval',
      `import { runOtherProcess } from ${JSON.stringify(import.meta.url)}; await runOtherProcess()`,
    ],
    {
      env: {
        ...process.env,
        [environmentName]: JSON.stringify(job),
        NODE_OPTIONS: '',
        ...(zone === undefined ? {} : { TZ: zone }),
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  )
  return listening(child)
}

function listening(child: ChildProcess): Running {
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(-2000)
  })
  const exit = once(child, 'exit')
  const until = <T>(wanted: (message: Message) => { readonly value: T } | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      child.on('message', (message) => {
        const found = wanted(message as Message)
        if (found !== undefined) resolve(found.value)
        else if ((message as Message).kind === 'failed')
          reject(new Unmet('the other process carries out its half', (message as { message: string }).message))
      })
      exit.then(
        ([code, signal]: unknown[]) =>
          reject(
            new Unmet(
              'the other process carries out its half',
              `it ended with ${String(code ?? signal)}: ${complaint.trim()}`,
            ),
          ),
        reject,
      )
    })
  const ready = until((message) => (message.kind === 'ready' ? { value: undefined } : undefined))
  const answer = until((message) => (message.kind === 'done' ? { value: message.answer } : undefined))
  ready.catch(() => {})
  answer.catch(() => {})
  return {
    ready: within('the start of the other process', 20_000, ready),
    answer,
    kill: async () => {
      child.kill('SIGKILL')
      await exit
    },
  }
}

/** Carries out the task that this process was started for. Called by the worker that {@link startOtherProcess} starts. */
export async function runOtherProcess(): Promise<void> {
  const tell = (message: Message): Promise<void> =>
    new Promise((resolve, reject) => {
      if (process.send === undefined) reject(new TypeError('this process was not started by the conformance suite'))
      else
        process.send(message, undefined, undefined, (error: Error | null) =>
          error === null ? resolve() : reject(error),
        )
    })
  try {
    const job = JSON.parse(process.env[environmentName] ?? 'null') as Order | null
    if (job === null) throw new TypeError(`${environmentName} holds no task`)
    const { open } = (await import(job.module)) as { open?: (data: Json) => Promise<StorageAdapter> }
    if (open === undefined) throw new TypeError(`${job.module} exports no function named open`)
    const store = await open(job.data)
    if (job.task.kind !== 'hold') await tell({ kind: 'ready' })
    const answer = await carryOut(store, job.task, () => tell({ kind: 'ready' }))
    await store.close()
    await tell({ kind: 'done', answer })
  } catch (error) {
    await tell({ kind: 'failed', message: described(error) })
  }
  process.disconnect?.()
}

async function carryOut(store: StorageAdapter, task: Task, ready: () => Promise<void>): Promise<Json> {
  switch (task.kind) {
    case 'count':
      return countUp(store, task.times)
    case 'migrate':
      return (await create(store, orders, counters, events)).length
    case 'hold': {
      await insert(store, orders, [order('kept')])
      await store.transaction(async (tx) => {
        await tx.lockKeys(['slot'], 'wait')
        await tx.insert(
          orders,
          Array.from({ length: 500 }, (_, index) => order(keyOf(index, 'lost'))),
        )
        await tx.update(orders, eq('id', 'stood'), { paid: true })
        await tx.insert(events, [{ id: 'lost', body: 'never' }])
        await ready()
        // A timer keeps the process alive; it is killed long before.
        await new Promise((resolve) => setTimeout(resolve, 120_000))
      })
      return null
    }
    case 'log': {
      for (let round = 0; round < task.times; round++) {
        const ids = [1, 2].map((part) => `${task.writer}-${keyOf(round)}-${part}`)
        await retrying(store, (tx) =>
          tx.insert(
            events,
            ids.map((key) => ({ id: key, body: 'both' })),
          ),
        )
      }
      return task.times
    }
    case 'days': {
      await insert(
        store,
        orders,
        task.days.map((day, index) => order(keyOf(index, 'other'), { day, takenAt: `${day}T00:30:00.000Z` })),
      )
      const rows = await store.snapshot((reads) =>
        reads.find(orders, { orderBy: [{ column: 'id', direction: 'asc' }], limit: 'all' }),
      )
      return rows.map((row) => `${String(row.day)} ${String(row.takenAt)}`)
    }
  }
}

/** Raises the counters `locked`, `guarded` and `added` `times` times; answers `times`. */
export async function countUp(store: StorageAdapter, times: number): Promise<number> {
  for (let round = 0; round < times; round++) {
    await retrying(store, async (tx) => {
      await tx.lockKeys(['counter:locked'], 'wait')
      const total = await totalOf(tx, 'locked')
      await tx.update(counters, eq('name', 'locked'), { total: total + 1 })
    })
    for (let changed = 0; changed === 0; ) {
      const total = await store.snapshot((reads) => totalOf(reads, 'guarded'))
      const guard = { kind: 'and', all: [eq('name', 'guarded'), eq('total', total)] } as const
      changed = await retrying(store, (tx) => tx.update(counters, guard, { total: total + 1 }))
    }
    await retrying(store, (tx) => tx.accumulate(counters, [counter('added', 1)], ['total']))
  }
  return times
}

async function totalOf(reads: Pick<Tx, 'find'>, name: string): Promise<number> {
  const [row] = await reads.find(counters, { where: eq('name', name), orderBy: [], limit: 1 })
  return Number(row?.total)
}
