/** Sees to it that a server never outlives the process that started it, not even one that is killed. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Watchdog {
  /** The server's process from now on; undefined when none runs. */
  watch(server: number | undefined): void
  /** Lets it end what is watched and delete the folder; it does so by itself when this process ends. */
  dismiss(): void
}

/** Starts a process that waits for the end of this one, then ends the watched server and deletes `folder`. */
export function startWatchdog(folder: string): Watchdog {
  const program = fileURLToPath(new URL('./watchdog-process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, folder], {
    // In a group of its own: Ctrl-C at the terminal is not for it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    // What a test runner asks of its Node is not asked of this one.
    env: { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: '' },
  })
  // Neither it nor its pipe keeps this process alive.
  child.unref()
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  child.stdin.on('error', () => undefined)
  return {
    watch: (server) => void child.stdin.write(`${server ?? ''}\n`),
    dismiss: () => void child.stdin.end(),
  }
}
