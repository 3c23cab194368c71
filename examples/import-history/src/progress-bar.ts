/** Shows how far the import is: a bar on a screen, a few lines in a log. */
import { Presets, SingleBar } from 'cli-progress'
import type { Progress } from './import-file.ts'

export interface ProgressBar {
  show(progress: Progress): void
  end(): void
}

export function progressBar(total: number): ProgressBar {
  return process.stdout.isTTY ? screenBar(total) : logLines(total)
}

function screenBar(total: number): ProgressBar {
  const format =
    '{bar} {percentage} % | {value} of {total} purchases, {already} of them from an earlier run | {eta_formatted}'
  const bar = new SingleBar({ format, hideCursor: true, etaBuffer: 50 }, Presets.shades_classic)
  bar.start(total, 0, { already: 0 })
  return { show: ({ done, already }) => bar.update(done, { already }), end: () => bar.stop() }
}

/** One line for every tenth of the file. */
function logLines(total: number): ProgressBar {
  let tenths = 0
  return {
    show({ done, already }) {
      if (Math.floor((done * 10) / total) === tenths) return
      tenths = Math.floor((done * 10) / total)
      const earlier = already > 0 ? `, ${already.toLocaleString('en')} of them from an earlier run` : ''
      console.log(`${String(tenths * 10).padStart(3)} %  ${done.toLocaleString('en')} purchases${earlier}`)
    },
    end() {},
  }
}
