/** A process that may kill itself, as its starter sees it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface MortalOptions {
  readonly execArgv?: readonly string[]
  /** Told when its clients begin; or when it ended before. */
  readonly onBegin?: () => void
}

export interface MortalEnd {
  readonly killed: boolean
  /** What its clients should not have heard, or why it ended by itself. */
  readonly failures: readonly string[]
}

/** Runs a program on a plan to its end. It sends a message when it begins. */
export async function runMortal(
  program: string,
  plan: { readonly name: string },
  { execArgv = process.execArgv, onBegin = () => undefined }: MortalOptions = {},
): Promise<MortalEnd> {
  const child = spawn(process.execPath, [...execArgv, program, JSON.stringify(plan)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const errors: string[] = []
  child.stderr?.on('data', (text) => errors.push(String(text)))
  child.once('message', onBegin)
  const [code, signal] = await once(child, 'close')
  onBegin()
  const killed = signal === 'SIGKILL'
  const failures = killed || code === 0 ? [] : [`${plan.name} ended with ${code ?? signal}: ${errors.join('').trim()}`]
  return { killed, failures }
}
