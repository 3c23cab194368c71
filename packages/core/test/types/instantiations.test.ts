/** The cost of the desk's type is a number: how many types the compiler makes for an engine with ten plugins. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const engine = '../../src/engine'

const plugins = Array.from({ length: 10 }, (_, plugin) => {
  const operations = Array.from(
    { length: 8 },
    (_, number) => `run${number}: operation({
      name: 'plugin${plugin}.run${number}', summary: 's', kind: '${number % 2 === 0 ? 'command' : 'query'}',
      input: z.strictObject({ id: z.string(), amount: z.string().optional(), lines: z.array(z.strictObject({ item: z.string() })) }),
      output: z.object({ id: z.string(), plugin${plugin}: z.number() }),
      async run(context, input) { return { id: input.id, plugin${plugin}: ${number} } },
    })`,
  )
  return `const plugin${plugin} = definePlugin({ name: 'plugin${plugin}', version: '1.0.0', operations: { ${operations.join(', ')} } })`
}).join('\n')

const opening = `
  import { z } from 'zod'
  import { operation } from '${engine}/operation.ts'
  import { definePlugin } from '${engine}/plugin.ts'
  import type { Engine } from '${engine}/engine.ts'
  ${plugins}
  declare function assemble<const P extends readonly import('${engine}/plugin.ts').Plugin[]>(plugins: P): Engine<P>
  const engine = assemble([${Array.from({ length: 10 }, (_, plugin) => `plugin${plugin}`).join(', ')}])
`
const session = `engine.as({ tenant: 't', branch: 'b', actor: { id: 'a', roles: [] } })`
const calls = Array.from({ length: 10 }, (_, plugin) => `await desk.plugin${plugin}.run1({ id: '', lines: [] })`).join(
  '\n',
)
const misspelt = `// @ts-expect-error there is no run9\nvoid desk.plugin3.run9`

function check(source: string): { readonly instantiations: number; readonly errors: readonly string[] } {
  const file = join(here, 'ten-plugins.ts')
  const config = ts.readConfigFile(join(here, '../../../../tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, here)
  options.noUnusedLocals = false
  options.noUnusedParameters = false
  const host = ts.createCompilerHost(options)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (name, target) =>
    name === file ? ts.createSourceFile(name, source, target) : read(name, target)
  const exists = host.fileExists.bind(host)
  host.fileExists = (name) => name === file || exists(name)
  const program = ts.createProgram([file], options, host)
  const errors = program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map((one) => ts.flattenDiagnosticMessageText(one.messageText, ' '))
  return { instantiations: program.getInstantiationCount(), errors }
}

describe('an engine with ten plugins of eight operations', () => {
  const bare = check(`${opening}\nexport {}`)
  const used = check(`${opening}\nconst desk = ${session}\n${calls}\n${misspelt}\nexport {}`)

  it('is typed without a cast', () => {
    expect(bare.errors).toEqual([])
    expect(used.errors).toEqual([])
  })

  it('costs the compiler at most 6,000 instantiations for its desk and a call of each plugin', () => {
    expect(used.instantiations - bare.instantiations).toBeGreaterThan(0)
    expect(used.instantiations - bare.instantiations).toBeLessThan(6_000)
  })
})
