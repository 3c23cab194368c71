// Runs pnpm from inside a script of the workspace: the one that started the script, or the one that package.json names.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** Whether this process was started by the pnpm that the workspace names, which has checked that everything is installed. */
export const insidePnpm =
  process.env.npm_config_user_agent?.startsWith(`${packageManager.replace('@', '/')} `) === true &&
  process.env.npm_execpath !== undefined

/** Runs `pnpm …args` and answers its exit code. */
export function pnpm(args, { cwd = root, stdio = 'inherit' } = {}) {
  return run(...command(args), { cwd, stdio })
}

/** Runs a program to its end and answers its exit code; 130 if it was interrupted. */
export function run(file, args, options = {}) {
  const { status, signal, error } = spawnSync(file, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32' && file !== process.execPath,
    ...options,
  })
  if (error !== undefined) console.error(`${file} did not start: ${error.message}`)
  return status ?? (signal === 'SIGINT' ? 130 : 1)
}

function command(args) {
  if (!insidePnpm) return [process.platform === 'win32' ? 'npx.cmd' : 'npx', ['--yes', packageManager, ...args]]
  const started = process.env.npm_execpath
  return /\.[cm]?js$/.test(started) ? [process.execPath, [started, ...args]] : [started, args]
}
